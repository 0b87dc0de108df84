"""A chat service to send to, as strict as a real one and as unreliable as asked for; leaves the worker to its tests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.platforms.base import FIND, PINS, Absent, Address, Allowance, CannotKnow, Found, Gone, Hear, Posted, Profile
from knowledge.conversation.event import Account, Event, MessageRef
from knowledge.conversation.message import Message


@dataclass
class Standing:
    """A message that stands in the service."""

    id: str
    to: Address
    key: str
    text: str
    token: str


class Trouble:
    """What goes wrong at the next calls, in turn; None = nothing. `after` = it goes wrong once the message stands."""

    def __init__(self) -> None:
        self.before: list[BaseException | None] = []
        self.after: list[BaseException | None] = []
        self.find: list[BaseException | None] = []

    @staticmethod
    def strike(turns: list[BaseException | None]) -> None:
        """Raise what is next."""
        if turns and (error := turns.pop(0)) is not None:
            raise error


class FakeService:
    """A Platform. It keeps every message that was ever posted, so that nothing doubled goes unseen."""

    def __init__(self, name: str = "fake", *, tells: bool = True, pins: bool = False) -> None:
        self.name = name
        self.abilities = frozenset({*([FIND] if tells else ()), *([PINS] if pins else ())})
        self.posts: list[Standing] = []
        self.withdrawn: list[str] = []
        self.pinned: set[str] = set()
        self.calls: list[str] = []
        self.trouble = Trouble()
        self.hold: asyncio.Event | None = None
        """While set and not fired, a send does not come back."""
        self.people: dict[str, Profile | BaseException | None] = {}
        self.addresses: dict[str, Profile | BaseException | None] = {}
        self.routes = ()
        self.is_connected, self.gaps = True, 0
        self.allowance = Allowance()
        self.happened: list[Event] = []
        """What `since` tells."""
        self.on_call: Callable[[str], None] = lambda _call: None
        self._tells = tells

    def texts(self) -> list[str]:
        """What stands, in order of posting."""
        return [one.text for one in self.posts if one.id not in self.withdrawn]

    def has_spare(self, kind: str) -> bool:
        """Always."""
        return True

    async def start(self, hear: Hear) -> None:
        """Nobody speaks here."""

    async def stop(self) -> None:
        """Nothing to let go of."""

    async def send(self, to: Address, key: str, message: Message, token: str) -> str:
        """Post it."""
        self._note(f"send {key}")
        Trouble.strike(self.trouble.before)
        if self.hold is not None:
            await self.hold.wait()
        self.posts.append(Standing(f"r{len(self.posts) + 1}", to, key, message.text, token))
        self.on_call("posted")
        Trouble.strike(self.trouble.after)
        return self.posts[-1].id

    async def revise(self, ref: MessageRef, key: str, message: Message, token: str) -> None:
        """Replace the words."""
        self._note(f"revise {key}")
        Trouble.strike(self.trouble.before)
        self._standing(ref).text = message.text
        Trouble.strike(self.trouble.after)

    async def withdraw(self, ref: MessageRef) -> None:
        """Take it away."""
        self._note(f"withdraw {self._standing(ref).key}")
        Trouble.strike(self.trouble.before)
        self.withdrawn.append(ref.id)
        Trouble.strike(self.trouble.after)

    async def pin(self, ref: MessageRef, *, pinned: bool = True) -> None:
        """Put it on top, or take it down; twice is as once."""
        self._note(f"{'pin' if pinned else 'unpin'} {self._standing(ref).key}")
        (self.pinned.add if pinned else self.pinned.discard)(ref.id)

    async def find(self, token: str, to: Address, since: datetime) -> Found:
        """Whether it stands."""
        self._note(f"find {token}")
        Trouble.strike(self.trouble.find)
        if not self._tells:
            return CannotKnow()
        found = [one for one in self.posts if one.token == token and one.to == to]
        return Posted(id=found[0].id) if found else Absent()

    async def person(self, account: Account) -> Profile | None:
        """What is known about somebody."""
        self._note(f"person {account.id}")
        known = self.people.get(account.id)
        if isinstance(known, BaseException):
            raise known
        return known

    async def by_email(self, email: str) -> Profile | None:
        """Whose account has that address."""
        self._note(f"email {email}")
        known = self.addresses.get(email)
        if isinstance(known, BaseException):
            raise known
        return known

    async def since(
        self, cursor: str | None, known: Sequence[MessageRef] = (), places: Sequence[str] = ()
    ) -> AsyncIterator[Event]:
        """What happened after the cursor; with `hold`, it never comes to an end."""
        self._note(f"since {cursor}")
        for event in self.happened:
            if cursor is None or event.at.isoformat() >= cursor:
                yield event
        if self.hold is not None:
            await self.hold.wait()

    def link(self, ref: MessageRef) -> str | None:
        """No links."""
        return None

    def _note(self, call: str) -> None:
        self.calls.append(call)
        self.on_call(call)

    def _standing(self, ref: MessageRef) -> Standing:
        for one in self.posts:
            if one.id == ref.id and one.to.channel == ref.channel and one.id not in self.withdrawn:
                return one
        raise Gone(f"no message {ref.id}")
