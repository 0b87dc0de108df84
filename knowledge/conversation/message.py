"""All that the desk can say, as frozen values; leaves how a platform shows it to that platform's `render`.

The text is a small Markdown subset: bold, italic, code, links, lists of one level, quotes. Two things in it are ours:
a mention is `person(…)` and a link to one of our own messages has the address `desk:<key>`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

# Private-use characters: `clean` removes them from everything that people write, so nobody can write a mention.
_OPEN, _BETWEEN, _CLOSE = "\ue000", "\ue001", "\ue002"
_MENTION = re.compile(f"{_OPEN}([^{_BETWEEN}]*){_BETWEEN}([^{_CLOSE}]*){_CLOSE}")
_COMMAND = re.compile("\ue005([^\ue006]*)\ue006")
_LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\s]+)\)")
_MARKS = re.compile(r"\*\*(.+?)\*\*|(?<![\w*])\*([^*\n]+?)\*(?![\w*])|`([^`\n]+)`")
DESK_LINK = "desk:"


def mention(person: str, name: str) -> str:
    """The words that call a person: id and name, to be put in a Message's text."""
    return f"{_OPEN}{person}{_BETWEEN}{name}{_CLOSE}"


def command(words: str) -> str:
    """The words of a command, to be put in a Message's text; each platform shows them in its own way."""
    return f"\ue005{words}\ue006"


def replace_commands(text: str, how: Callable[[str], str]) -> str:
    """The text with each command replaced by `how(words)`."""
    return _COMMAND.sub(lambda found: how(found[1]), text)


def replace_mentions(text: str, how: Callable[[str, str], str]) -> str:
    """The text with each mention replaced by `how(person id, name)`."""
    return _MENTION.sub(lambda found: how(found[1], found[2]), text)


def mentioned(text: str) -> tuple[str, ...]:
    """The ids of the people whom the text calls, in order, each once."""
    return tuple(dict.fromkeys(found[1] for found in _MENTION.finditer(text)))


@dataclass(frozen=True, kw_only=True)
class Button:
    """One thing that can be pressed."""

    action: str
    """`helped`, `pick:<faq id>`, or an address for a link button."""
    label: str
    more: bool = False
    """Whether it belongs in the menu "Mer", for the contacts."""
    primary: bool = False


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a form."""

    name: str
    label: str
    kind: str = "text"
    """`text`, `long`, `choice`, `date`, `yes`."""
    required: bool = True
    choices: tuple[tuple[str, str], ...] = ()
    """(value, label), for `choice`."""
    value: str = ""
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture that the platform fetches itself, shown below the text."""

    address: str
    """https."""
    description: str = ""
    """What it shows, for those who do not see it; empty = it only adorns."""


@dataclass(frozen=True, kw_only=True)
class Message:
    """Something that the desk says."""

    reply: str
    """What kind it is: `answer`, `suggestion`, `waiting`, … (the replies of DESIGN 4)."""
    text: str
    """Markdown subset, with mentions and `desk:` links."""
    twin: str = ""
    """The text whose plain form is the twin, where buttons carry words that the twin must hold too; empty = `text`."""
    buttons: tuple[Button, ...] = ()
    language: str = "sv"
    faq: tuple[str, ...] = ()
    """Ids of the entries that are answered or suggested."""
    about: int | None = None
    """The number of the question it is about."""
    state: str | None = None
    """The question's state, for the transcript."""
    picture: Picture | None = None

    @property
    def mentions(self) -> tuple[str, ...]:
        """The ids of the people whom it calls."""
        return mentioned(self.text)

    @property
    def plain(self) -> str:
        """The text twin: the same sentences in the same order, without markup; a picture as its description."""
        words = plain(self.twin or self.text)
        return f"{words}\n{self.picture.description}" if self.picture and self.picture.description else words


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A few words for the one who pressed, shown beside the conversation; it may be lost."""

    message: Message


@dataclass(frozen=True, kw_only=True)
class Form:
    """Fields for the one who pressed."""

    name: str
    title: str
    fields: tuple[Field, ...]
    submit: str
    about: str = ""
    language: str = "sv"
    problems: dict[str, str] = field(default_factory=dict)
    """Field name -> what is wrong with it, when it is shown again."""
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Home:
    """The bot's own page for one person: what their role needs, one part under the other."""

    parts: tuple[Message, ...]
    """Each with its own buttons; the first is the greeting."""
    language: str = "sv"


Shown = Notice | Form | Home
"""What a handler may return for the one who pressed."""


def escape(text: str) -> str:
    """What somebody wrote, so that no character of it is markup in a Message's text."""
    return re.sub(r"([\\*`\[\]()>#_~|<&])", r"\\\1", text)


def _unescape(text: str) -> str:
    return re.sub(r"\\([\\*`\[\]()>#_~|<&])", r"\1", text)


def plain(text: str) -> str:
    """The text twin of a Markdown-subset text: no markup, links as `text (address)`, mentions as names."""
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(found[1])
        return f"\ue003{len(held) - 1}\ue004"

    text = re.sub(r"\\([\\*`\[\]()>#_~|<&])", hold, text)
    text = replace_mentions(text, lambda _person, name: name)
    text = replace_commands(text, lambda words: words)
    text = _LINK.sub(lambda f: f[1] if f[2].startswith(DESK_LINK) else f"{f[1]} ({f[2]})", text)
    text = _MARKS.sub(lambda f: f[1] or f[2] or f[3] or "", text)
    return re.sub("\ue003(\\d+)\ue004", lambda f: held[int(f[1])], text)
