"""What every chat service must be able to do for the desk; leaves how to each of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from aiohttp import web

from knowledge.conversation.event import Account, Event, MessageRef, Presence
from knowledge.conversation.message import Message, Shown

Hear = Callable[[Event], Awaitable[Shown | None]]
"""`Bot.hear`: it returns when the event is committed, with what is shown to the one who pressed."""


AccountOf = Callable[[str], Awaitable[str | None]]
"""Person id -> the account on the platform that asks."""
Whereabouts = Callable[[str], Awaitable[MessageRef | None]]
"""Our own key of a message -> where it stands; None when it does not (yet)."""
NamesOf = Callable[[], Awaitable[Mapping[str, str]]]
"""Account on the platform that asks -> what its owner is called, of everybody whom the desk knows."""


Kept = Callable[[str], Awaitable[Mapping[str, Any]]]
"""The beginning of a name -> name and JSON value of everything that the platform has kept under such names."""
Keep = Callable[[str, Any], Awaitable[None]]
"""Keeps a JSON value under a name; None takes it away."""
RootOf = Callable[[MessageRef], Awaitable[str | None]]
"""A message that was written or posted -> the root of its thread, as the desk knows it; None when it hangs on none."""
AskerOf = Callable[[int], Awaitable[str | None]]
"""The number of a question -> its asker's account on the platform that asks."""
Standing = Callable[[str], Awaitable[Message | None]]
"""Our own key of a message -> what it says by now, sent or not; None when it does not stand any more."""
KeyOf = Callable[[MessageRef], Awaitable[str | None]]
"""Where a message of ours stands -> the key under which it was posted; None when we posted none there."""
IsContact = Callable[[str], Awaitable[bool]]
"""An account on the platform that asks -> whether its owner helps others."""


@dataclass(frozen=True, kw_only=True)
class Directions:
    """What a platform may ask the desk while it makes a message ready, and let the desk keep for it."""

    account: AccountOf
    where: Whereabouts
    names: NamesOf
    kept: Kept
    keep: Keep
    root: RootOf
    key_of: KeyOf
    asker: AskerOf
    standing: Standing
    is_contact: IsContact


class TryLater(Exception):  # noqa: N818 - the design's word
    """The service cannot take it now."""

    def __init__(self, after: timedelta | None = None, why: str = "", *, for_all: bool = False) -> None:
        """`after`: how long the service asked us to wait (`Retry-After`), if it said so.

        `for_all`: it takes nothing at all (a revoked token, say), so this message is no more at fault than any other.
        """
        super().__init__(why or self.__doc__)
        self.after = after
        self.for_all = for_all


class Gone(Exception):  # noqa: N818 - the design's word
    """The place, message or person is not there any more, or will not have it; trying again is no use."""


class Blocked(Gone):
    """Somebody's own conversation takes nothing: they have blocked the bot, or never added it."""


class Unsure(Exception):  # noqa: N818 - pairs with the two above
    """It was sent, but whether it arrived cannot be known (no answer in time)."""


class CannotStart(Exception):  # noqa: N818 - pairs with the others
    """The service refuses us for a reason that a person must mend; the message says which."""


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where a message goes."""

    platform: str
    channel: str
    """The platform's channel id, or `direct:<account id>`."""
    thread: str | None = None
    """The root message it hangs under, or None for a message of its own."""
    only_for: str | None = None
    """The account id of the one person who may see it, beside the conversation (ability `notices`)."""


@dataclass(frozen=True, kw_only=True)
class Posted:
    """`find`: the message with that token stands here."""

    id: str


@dataclass(frozen=True, kw_only=True)
class Absent:
    """`find`: no message with that token."""


@dataclass(frozen=True, kw_only=True)
class CannotKnow:
    """`find`: this service does not tell."""


Found = Posted | Absent | CannotKnow

NOTICES, FORMS, PINS, REACTIONS, FIND = "notices", "forms", "pins", "reactions", "find"
"""Names of the abilities that a platform may declare."""
PROFILES = "profiles"
"""The ability to tell whose an address is, and what has changed about an account since."""


@dataclass(frozen=True, kw_only=True)
class Allowance:
    """How much a platform lets us say, in calls a second; the defaults limit nothing."""

    posts: float = 10_000.0
    changes: float = 10_000.0


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What a platform knows about a person."""

    account: Account
    email: str | None = None
    language: str | None = None
    school: str | None = None
    """The school that the profile names, in its words."""
    has_left: bool = False
    """Whether the account is deactivated."""
    presence: Presence | None = None
    """What the status says; None = nothing is known."""
    quiet: Presence | None = None
    """What do-not-disturb says; None = nothing is known."""


class Platform(Protocol):
    """A chat service. `send`, `revise` and `withdraw` raise TryLater, Gone or Unsure, and nothing else."""

    name: str
    abilities: frozenset[str]

    @property
    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """What our web server has to serve for it: requests that the service has signed."""

    @property
    def is_connected(self) -> bool:
        """Whether events can reach us now."""

    @property
    def gaps(self) -> int:
        """How often events may have passed us by so far, the start included; 0 = on this platform they never do."""

    @property
    def allowance(self) -> Allowance:
        """How much may be said in all."""

    def has_spare(self, kind: str) -> bool:
        """Whether one more of that kind (`posts`, `changes`) makes nobody else wait."""

    async def start(self, hear: Hear) -> None:
        """Begin to listen; each occasion is given to `hear` and acknowledged when it returns. Raises CannotStart."""

    async def stop(self) -> None:
        """Stop listening and let go of everything."""

    async def send(self, to: Address, key: str, message: Message, token: str) -> str:
        """Post a message with its token; returns the platform's id of it."""

    async def revise(self, ref: MessageRef, key: str, message: Message, token: str) -> None:
        """Replace what a posted message says."""

    async def withdraw(self, ref: MessageRef) -> None:
        """Take a posted message away; no error when it is gone already."""

    async def pin(self, ref: MessageRef, *, pinned: bool = True) -> None:
        """Keep a posted message at the top of its channel, or no longer (ability `pins`; without it nothing happens)."""

    async def find(self, token: str, to: Address, since: datetime) -> Found:
        """Whether the message with that token was posted at that address after `since`."""

    async def person(self, account: Account) -> Profile | None:
        """What is known about an account, or None when it does not exist."""

    async def by_email(self, email: str) -> Profile | None:
        """Whose account has that address; None when nobody's has, or the platform does not tell."""

    def since(
        self, cursor: str | None, known: Sequence[MessageRef] = (), places: Sequence[str] = ()
    ) -> AsyncIterator[Event]:
        """What happened after the cursor (ISO 8601), while nobody listened; what was heard already may come again.

        `known`: messages that the desk has; those that are not there any more come as deleted. `places`: channel ids.
        """

    def link(self, ref: MessageRef) -> str | None:
        """An address that opens the message, or None."""
