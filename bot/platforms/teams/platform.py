"""Microsoft Teams as a Platform; leaves saying, hearing, knowing people and the wire to its neighbours."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.platforms.base import (
    Address,
    Allowance,
    CannotKnow,
    CannotStart,
    Directions,
    Found,
    Hear,
    Profile,
    TryLater,
)
from bot.platforms.shared.meeting import Meeting
from bot.platforms.shared.names import Names
from bot.platforms.shared.trouble import Troubles
from bot.platforms.teams import parse
from bot.platforms.teams.abilities import ABILITIES
from bot.platforms.teams.adapter import PATH, Wire
from bot.platforms.teams.calls import Calls, Cost
from bot.platforms.teams.doors import Doors
from bot.platforms.teams.faults import stops_all
from bot.platforms.teams.links import deep_link
from bot.platforms.teams.listening import AGAIN, Ear
from bot.platforms.teams.looks import Looks
from bot.platforms.teams.people import People
from bot.platforms.teams.saying import Sayer
from bot.platforms.teams.showing import Shower
from bot.platforms.teams.wire_values import Answer, NoAnswer, NotSent
from bot.settings_values import Teams
from knowledge.conversation.event import Account, Event, MessageRef
from knowledge.conversation.message import Message

log = logging.getLogger(__name__)
_PATIENCE = 3.0
"""Seconds that our start waits for the token service at most."""
_EVERY = 30.0
"""Seconds between two looks whether we are let in again."""


class TeamsPlatform:
    """One bot in Teams, behind the address that Azure knows."""

    name = "teams"
    abilities = ABILITIES
    gaps = 0
    """Teams tells everything again that it could not tell."""

    def __init__(
        self,
        settings: Teams,
        *,
        directions: Directions,
        busy: Message,
        clock: Callable[[], datetime],
        hurry: int = 1,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """`busy`: said to somebody whose press cannot be taken now; `seconds` only grow, the limits count by them.

        `hurry`: how many times faster than Teams' limits we may call, for a service that is not Microsoft's.
        """
        self._settings, self._directions, self._clock = settings, directions, clock
        self._bot = f"28:{settings.app_id}"
        self._wire = Wire(settings, self._take, clock=clock)
        self._cost = Cost()
        self._allowed = settings.requests_per_second * hurry
        self._calls = Calls(
            self._wire.call, seconds, hurry=hurry, per_second=settings.requests_per_second, trouble=self._notice
        )
        self._doors = Doors(directions, self._calls, self._bot, settings.tenant_id)
        looks = Looks(directions, self._doors, native_feedback=settings.feedback == "native")
        self._sayer = Sayer(self._calls, self._doors, looks, targeted=settings.targeted)
        self._shower = Shower(self._sayer, looks, directions.standing, busy)
        self._people = People(self._calls, self._doors, seconds)
        self._names = Names(directions.names, seconds)
        self._troubles = Troubles(self.name, self._ask_again, clock, _EVERY)
        self._ear: Ear | None = None

    @property
    def routes(self) -> tuple[web.AbstractRouteDef, ...]:
        """Where Teams delivers."""
        return (web.post(PATH, self._wire.requested),)

    @property
    def is_connected(self) -> bool:
        """Whether we listen, and nothing is known to keep us out."""
        return self._ear is not None and not self._troubles.now

    @property
    def allowance(self) -> Allowance:
        """Everything together, whatever is said or changed; first messages to people take two calls."""
        return Allowance(posts=self._allowed / self._cost.per_message, changes=self._allowed)

    def has_spare(self, kind: str) -> bool:  # noqa: ARG002 - all calls are counted together
        """Whether the organisation's calls are not used up just now."""
        return self._calls.has_spare(self._settings.tenant_id)

    async def start(self, hear: Hear) -> None:
        """Begin to listen. Raises CannotStart when our id or secret is refused; a slow service is not waited for."""
        self._wire.open()
        meeting = Meeting(self._people.person, lambda: self._names.known)
        self._ear = Ear(
            meeting.before(hear), self._who, self._shower, self._doors, self._directions.key_of, self._clock
        )
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._let_in()
        except TryLater as refused:
            if refused.for_all:
                await self._wire.close()
                raise CannotStart(f"{refused}; see docs/teams.md") from refused
            log.warning("Teams' token service is not reached yet: %s", refused)
        except TimeoutError:
            log.warning("Teams' token service does not answer yet")
        self._troubles.begin(hear)

    async def stop(self) -> None:
        """Stop listening, answer what was heard, show what is left to show, and let go of everything."""
        await self._wire.finish()
        await self._troubles.stop()
        await self.settled()
        await self._names.close()
        await self._wire.close()

    async def settled(self) -> None:
        """Wait until everything is shown that was to be shown."""
        if self._ear is not None:
            await self._ear.settled()

    async def _take(self, body: dict[str, Any]) -> Answer:
        if self._ear is None:
            return AGAIN
        await self._names.fresh()
        return await self._ear.take(body)

    # Speaking

    async def send(self, to: Address, key: str, message: Message, token: str) -> str:
        """Post a message; Teams keeps no token with it."""
        posted = await self._sayer.send(to, key, message, token)
        self._cost.said(self._calls.made)
        return posted

    async def revise(self, ref: MessageRef, key: str, message: Message, token: str) -> None:  # noqa: ARG002 - Teams keeps none
        """Replace what a posted message says."""
        await self._sayer.revise(ref, key, message)

    async def withdraw(self, ref: MessageRef) -> None:
        """Take a posted message away."""
        await self._sayer.withdraw(ref)

    async def pin(self, ref: MessageRef, *, pinned: bool = True) -> None:
        """Teams lets no bot pin."""

    async def find(self, token: str, to: Address, since: datetime) -> Found:  # noqa: ARG002 - nobody can be asked
        """Bots cannot read back."""
        return CannotKnow()

    # Knowing

    async def person(self, account: Account) -> Profile | None:
        """What is known about an account."""
        return await self._people.person(account)

    async def by_email(self, email: str) -> Profile | None:
        """Whose account has that address."""
        return await self._people.by_email(email)

    async def since(
        self,
        cursor: str | None,  # noqa: ARG002 - bots cannot read back
        known: Sequence[MessageRef] = (),  # noqa: ARG002 - the same
        places: Sequence[str] = (),  # noqa: ARG002 - the same
    ) -> AsyncIterator[Event]:
        """Nothing: what could not be told is told again by Teams itself."""
        nothing: tuple[Event, ...] = ()
        for event in nothing:
            yield event

    def link(self, ref: MessageRef) -> str | None:
        """The address that opens a message."""
        return deep_link(ref, self._doors.known(ref.channel))

    def _who(self) -> parse.Ours:
        return parse.Ours(
            bot=self._bot, done=self._settings.done, looking=self._settings.looking, names=self._names.known
        )

    # Trouble

    def _notice(self, words: str) -> None:
        self._troubles.noticed(words)

    async def _ask_again(self) -> None:
        await self._let_in()
        self._notice("")

    async def _let_in(self) -> None:
        """Ask for a token of our own. Raises TryLater, for all when our id or secret is refused."""
        try:
            reply = await self._wire.let_in()
        except (NotSent, NoAnswer) as error:
            raise TryLater(None, str(error)) from error
        if stops_all(reply) or reply.status == 400:
            told = str(reply.data.get("error_description") or reply.data.get("error") or reply.status)
            raise TryLater(None, f"TEAMS_APP_ID or TEAMS_APP_PASSWORD is refused ({told})", for_all=True)
        if reply.status >= 400:
            raise TryLater(None, f"the token service answers {reply.status}")
