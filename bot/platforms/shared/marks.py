"""Reads the signs in a Message's text, which mean the same on every service; leaves how each looks to that service's `render`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge.conversation.message import DESK_LINK, Message, mentioned

TOKEN = re.compile(
    r"\\(?P<escaped>[\\*`\[\]()>#_~|<&])"
    "|\ue000(?P<person>[^\ue000\ue001]*)\ue001(?P<name>[^\ue000\ue002]*)\ue002"
    "|\ue005(?P<command>[^\ue006]*)\ue006"
    r"|(?<!`)(?P<ticks>`+)(?P<code>[^`\n]+)(?P=ticks)(?!`)"
    r"|\[(?P<label>(?:\\.|[^\[\]\n\\])+)\]\((?P<address>(?:\\\S|[^()\s\\]|\([^()\s]*\))+)\)"
    "|\\*\\*(?P<bold>(?:\\\\.|\ue000[^\ue002\n]*\ue002|[^\n\\\\\ue000])+?)\\*\\*"
    "|(?<![\\w*])\\*(?P<italic>(?:\\\\.|\ue000[^\ue002\n]*\ue002|[^*\n\\\\\ue000])+)\\*(?![\\w*])"
)
"""A sign of the subset; its named groups tell which. A call inside bold is whole: a name may hold any sign."""
_ESCAPED = re.compile(r"\\([\\*`\[\]()>#_~|<&])")


@dataclass(frozen=True, kw_only=True)
class Known:
    """What a service calls the people and messages that a text names; whoever is not there is named in words."""

    accounts: Mapping[str, str] = field(default_factory=dict)
    """Person id -> the service's id of them, as its mentions want it."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Our own key of a message -> its address."""


@dataclass(frozen=True, kw_only=True)
class Needs:
    """What has to be known before messages can be shown."""

    people: tuple[str, ...] = ()
    """Ids of the people whom they call."""
    keys: tuple[str, ...] = ()
    """Our own keys of the messages that they link to."""


def needs(*said: Message) -> Needs:
    """Whom and what the messages name."""
    text = "\n".join(part for one in said for part in (one.text, one.twin))
    return Needs(people=mentioned(text), keys=desk_keys(text))


def desk_keys(text: str) -> tuple[str, ...]:
    """The keys of our own messages to which the text links, in order, each once."""
    targets = (unescaped(found["address"] or "") for found in TOKEN.finditer(text))
    return tuple(dict.fromkeys(one.removeprefix(DESK_LINK) for one in targets if one.startswith(DESK_LINK)))


def unescaped(text: str) -> str:
    """The text with each escaped sign as itself."""
    return _ESCAPED.sub(r"\1", text)
