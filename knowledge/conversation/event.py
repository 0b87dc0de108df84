"""All that can reach the desk, as frozen values; leaves how a platform says it to that platform's `parse`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

DIRECT = "direct"
"""The `channel` of a person's own conversation with the bot is `direct:<account id>`."""


@dataclass(frozen=True, kw_only=True)
class Account:
    """Somebody as one platform knows them."""

    platform: str
    """`local`, `slack` or `teams`."""
    id: str
    """The platform's immutable id of the person."""
    name: str = ""
    """Display name, as the platform shows it; only used for somebody we have never seen."""
    is_bot: bool = False
    is_guest: bool = False
    is_external: bool = False
    """Whether it is of another organisation, met in a channel that is shared with it."""


@dataclass(frozen=True, kw_only=True)
class MessageRef:
    """Where one message stands, as the platform knows it; opaque to the rules."""

    platform: str
    channel: str
    """The platform's channel id, or `direct:<account id>`."""
    id: str
    """The platform's message id."""
    thread: str | None = None
    """The id of the thread's root message when this one is a reply, else None."""

    @property
    def root(self) -> str:
        """The id of the message that the thread hangs on."""
        return self.thread or self.id

    @property
    def is_direct(self) -> bool:
        """Whether it stands in somebody's own conversation with the bot."""
        return self.channel.startswith(f"{DIRECT}:")


@dataclass(frozen=True, kw_only=True)
class Event:
    """Anything that happens to the desk; one event is one transaction."""

    id: str
    """Unique for ever, for example `slack:Ev0123`; the same id a second time is dropped."""
    at: datetime
    """When it happened, aware, UTC, by the desk clock."""


@dataclass(frozen=True, kw_only=True)
class MessagePosted(Event):
    """Somebody wrote something that the bot can read."""

    author: Account
    ref: MessageRef
    text: str
    """What was written; already masked when a handler sees it."""
    found: tuple[str, ...] = ()
    """Kinds of personal data that were masked: `personnummer`, `samordningsnummer`, `tf`, `phone`, `email`, `name`."""
    mentions_bot: bool = False
    mentions: tuple[Account, ...] = ()
    """Other people whom the message addresses by a mention."""
    attachments: int = 0
    """How many pictures or files hang on it; they are never fetched."""
    restored: bool = False
    """Whether it had been deleted, and its author took that back."""


@dataclass(frozen=True, kw_only=True)
class MessageEdited(Event):
    """The author changed a message; `text` is the whole new text."""

    author: Account
    ref: MessageRef
    text: str
    found: tuple[str, ...] = ()
    read_back: bool = False
    """Whether it was found later, so that the desk may have heard of it already."""
    posted_at: datetime | None = None
    """When the message itself was written, where the platform tells."""


@dataclass(frozen=True, kw_only=True)
class MessageDeleted(Event):
    """A message was removed on its platform."""

    ref: MessageRef


@dataclass(frozen=True, kw_only=True)
class Reacted(Event):
    """Somebody set a reaction; only `done` and `looking` reach the desk."""

    who: Account
    ref: MessageRef
    reaction: str
    read_back: bool = False
    """Whether it was found later, so that nobody knows when it was set."""


@dataclass(frozen=True, kw_only=True)
class ButtonPressed(Event):
    """Somebody pressed a button on one of our messages."""

    who: Account
    key: str
    """Our own key of the message, `question/42/card`."""
    action: str
    """`helped`, `pick:<faq id>`, …"""
    ref: MessageRef | None = None
    """Where the message stands, when the platform told."""


@dataclass(frozen=True, kw_only=True)
class FormFilled(Event):
    """Somebody sent a form."""

    who: Account
    form: str
    """`ask`, `hand_on`, `absence`, …"""
    about: str = ""
    """What it was opened for: `question/42`, or empty."""
    values: dict[str, Any] = field(default_factory=dict)
    found: tuple[str, ...] = ()
    """Kinds of personal data that were masked in the values."""


@dataclass(frozen=True, kw_only=True)
class CommandGiven(Event):
    """Somebody typed a command word on the platform's command line (`/support vem`)."""

    who: Account
    text: str
    """The words after the command's name."""
    channel: str
    """Where it was typed."""
    found: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MemberJoined(Event):
    """Somebody came into a place."""

    who: Account
    channel: str


@dataclass(frozen=True, kw_only=True)
class PlaceChanged(Event):
    """The bot was added to or removed from a channel, or the channel was renamed or closed."""

    platform: str
    channel: str
    change: str
    """`added`, `removed` (the bot); `renamed`, `closed`, `opened` (again), `moved` (the channel has another id now)."""
    name: str = ""
    """What the channel is called now, as far as the platform told."""
    by: Account | None = None
    to: str = ""
    """The channel's new id, when it has moved."""


@dataclass(frozen=True, kw_only=True)
class MessageMarked(Event):
    """Somebody said of a message what is to become of it, from the message's own menu."""

    who: Account
    ref: MessageRef
    author: Account | None
    """Who wrote the message, if the platform told."""
    text: str
    """What the message says; already masked when a handler sees it."""
    mark: str
    """`to_contact`, `is_question`, `not_a_question`, `bring_up`, `propose_faq`."""
    found: tuple[str, ...] = ()
    """Kinds of personal data that were masked."""


@dataclass(frozen=True, kw_only=True)
class HomeOpened(Event):
    """Somebody opened the bot's own page."""

    who: Account


@dataclass(frozen=True, kw_only=True)
class Presence:
    """What a person's status on a platform says about being there; a hint, not an absence."""

    is_away: bool
    until: datetime | None = None
    """When it ends, if the platform told."""
    sign: str = "status"
    """What told it: `status` (its text or emoji) or `dnd` (do not disturb)."""


@dataclass(frozen=True, kw_only=True)
class PersonKnown(Event):
    """An account was looked up on its platform, or its profile has changed there."""

    account: Account
    email: str | None = None
    language: str | None = None
    school: str | None = None
    """The school that the profile names, in its words."""
    has_left: bool = False
    """Whether the account is deactivated."""
    presence: Presence | None = None
    """None = nothing was told."""


@dataclass(frozen=True, kw_only=True)
class TimerFired(Event):
    """A moment that was asked for has come."""

    key: str
    """`question/42/step`."""
    kind: str
    """Which rule asked for it: `step`, `suggestion`, `assumed`, `held`, …"""
    round: int = 0
    """The round of the question that it was set for; a stale one is ignored."""
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Undelivered(Event):
    """The worker could not get a message out, and will not try again."""

    key: str
    platform: str
    channel: str
    person: str | None
    """The id of the person whom it was for, if any."""
    reply: str
    reason: str
    """`gone` (left, closed), `blocked` (takes nothing of ours), `uncertain` (nobody knows), `failed` (all attempts used)."""


@dataclass(frozen=True, kw_only=True)
class DeliveriesEnded(Event):
    """Every copy of an announcement that was handed over has been sent or given up."""

    number: int
    """The announcement's number."""


@dataclass(frozen=True, kw_only=True)
class MessageSeen(Event):
    """A platform tells that somebody has read their own conversation with the bot so far."""

    who: Account
    until: str
    """The platform's id of the last message that was read."""


@dataclass(frozen=True, kw_only=True)
class ServiceTrouble(Event):
    """A chat service refuses the bot something that a person must mend."""

    platform: str
    what: str
    """In the service's own words: `token_revoked`, `missing_scope: users:read.email`, `app_rate_limited`."""
