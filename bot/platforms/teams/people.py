"""Asks Teams who somebody is, by the members of a conversation that we share; leaves reading what it answers to parse."""

from __future__ import annotations

from collections.abc import Callable

from bot.platforms.base import Gone, Profile, TryLater
from bot.platforms.teams import parse
from bot.platforms.teams.calls import Calls
from bot.platforms.teams.door import Door
from bot.platforms.teams.doors import Doors
from bot.platforms.teams.faults import RefusedError
from knowledge.conversation.event import DIRECT, Account

_GOOD_FOR = 3600.0
"""Seconds for which what was told counts."""
_MOST = 20_000
"""How many people are remembered."""
_PAGES = 200
"""So many pages of one team's members are read at most."""


class People:
    """The members of the conversations that we are in."""

    def __init__(self, calls: Calls, doors: Doors, clock: Callable[[], float]) -> None:
        """`clock`: seconds that only grow."""
        self._calls, self._doors, self._clock = calls, doors, clock
        self._told: dict[str, tuple[float, Profile | None]] = {}
        self._by_email: dict[str, Profile] = {}
        self._read_at: float | None = None

    async def person(self, account: Account) -> Profile | None:
        """The profile of an account; None when it is nowhere where we are. Raises TryLater."""
        if account.is_bot:
            return Profile(account=account)
        told = self._told.get(account.id)
        if told is not None and self._clock() < told[0]:
            return told[1]
        found = await self._asked(account)
        self._keep(account.id, found)
        return found

    async def by_email(self, email: str) -> Profile | None:
        """Whose address that is, among the members of all our teams, who are read once an hour."""
        await self._doors.load()
        if self._read_at is None or self._clock() >= self._read_at + _GOOD_FOR:
            found: dict[str, Profile] = {}
            for door in self._doors.teams:
                found |= await self._members(door)
            self._by_email, self._read_at = found, self._clock()
        return self._by_email.get(email.casefold())

    async def _asked(self, account: Account) -> Profile | None:
        await self._doors.load()
        own = self._doors.known(f"{DIRECT}:{account.id}")
        doors = (*((own,) if own else ()), *self._doors.teams)
        if not doors:
            raise TryLater(None, "no conversation is known in which Teams could be asked")
        for door in doors:
            try:
                member = await self._calls.change("member", door, member=self._doors.for_mention(account.id))
                return parse.profile(member, door)
            except (Gone, RefusedError, ValueError):
                continue
        return None

    async def _members(self, door: Door) -> dict[str, Profile]:
        """Address in small letters -> profile. `member` carries the mark of the page that follows."""
        found: dict[str, Profile] = {}
        after = ""
        for _ in range(_PAGES):
            try:
                page = await self._calls.read("members", door, member=after)
            except (Gone, RefusedError):
                break
            for member in page.get("members") or ():
                try:
                    profile = parse.profile(member, door)
                except ValueError:  # nobody, so to say
                    continue
                self._keep(profile.account.id, profile)
                if profile.email:
                    found[profile.email.casefold()] = profile
            after = str(page.get("continuationToken") or "")
            if not after:
                break
        return found

    def _keep(self, account: str, profile: Profile | None) -> None:
        self._told.pop(account, None)
        self._told[account] = (self._clock() + _GOOD_FOR, profile)
        while len(self._told) > _MOST:
            del self._told[next(iter(self._told))]
