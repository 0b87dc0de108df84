"""Reads single values out of Slack's payloads, whatever shape they are in; leaves what they mean to its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.platforms.shared.payloads import Body, first, must, part, parts, text
from knowledge.conversation.event import DIRECT, Account, MessageRef

__all__ = [
    "PLATFORM", "SLACKBOT", "Body", "Ours", "account", "first", "instant", "is_foreign", "must", "part", "parts", "place",
    "ref", "seconds", "text",
]  # fmt: skip

PLATFORM = "slack"
SLACKBOT = "USLACKBOT"
"""Slack's own helper has a user id, but is no person."""

_TS = re.compile(r"(\d{1,11})(?:\.(\d{1,6})\d*)?", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Ours:
    """Who we are in the workspace, and which words of Slack's count."""

    team: str
    """The workspace that the app is installed in."""
    bot_user: str
    bot_id: str
    done: tuple[str, ...] = ()
    """Names of the emoji that say that a question is solved."""
    looking: tuple[str, ...] = ()
    """Names of the emoji that say that somebody looks at it."""
    school_field: str = ""
    """Label or id of the profile field that holds the school; empty = none does."""
    enterprise: str = ""
    """The organisation above the workspace, where there is one: its other workspaces are no strangers."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What people are called, by account id, as far as it is known: Slack mentions people by their ids alone."""

    def is_us(self, message: Body) -> bool:
        """Whether the message is our own."""
        names = {self.bot_user, self.bot_id} - {""}
        return text(message, "user") in names or text(message, "bot_id") in names


def instant(ts: str, now: datetime) -> datetime:
    """When a Slack time (`1595926230.009600`) was; never after `now`, and `now` when it is none."""
    found = _TS.fullmatch(ts)
    if found is None:
        return now
    moment = _EPOCH + timedelta(seconds=int(found[1]), microseconds=int((found[2] or "").ljust(6, "0")))
    return min(moment, now)


def seconds(value: object) -> datetime | None:
    """The moment of a number of seconds since 1970, as profiles have them; None for 0 and for anything else."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 10**11:
        return None
    return _EPOCH + timedelta(seconds=value)


def place(channel: str, person: str, kind: str = "") -> str:
    """The channel as the desk knows it: somebody's conversation with the bot has the person's id.

    `kind` is Slack's `channel_type`, where it was told. Empty when it is such a conversation and nobody knows whose.
    """
    if kind == "im" or channel.startswith("D"):
        return f"{DIRECT}:{person}" if person else ""
    return channel


def ref(channel: str, ts: str, thread: str = "") -> MessageRef:
    """Where a message stands; `thread` is its `thread_ts`, which a root with replies has too."""
    return MessageRef(platform=PLATFORM, channel=channel, id=ts, thread=thread if thread != ts and thread else None)


def account(
    who: str, name: str = "", *, is_bot: bool = False, is_guest: bool = False, is_external: bool = False
) -> Account:
    """Somebody in Slack; people of other organisations are guests too."""
    return Account(
        platform=PLATFORM,
        id=who,
        name=name,
        is_bot=is_bot or who == SLACKBOT,
        is_guest=is_guest or is_external,
        is_external=is_external,
    )


def is_foreign(team: str, body: Body, ours: Ours) -> bool:
    """Whether somebody of that workspace belongs to another organisation.

    Another workspace of our own enterprise does not, as long as Slack says that the channel is not shared outside it.
    """
    if not team or not ours.team or team == ours.team:
        return False
    above = ours.enterprise or next(_enterprises(body), "")
    return not above or (team != above and body.get("is_ext_shared_channel") is not False)


def _enterprises(body: Body) -> Iterator[str]:
    """The organisations that the app is installed for, as the event itself says."""
    return (found for one in parts(body, "authorizations") if (found := text(one, "enterprise_id")))
