"""Looks people up on their platforms: strangers, contacts without an account, and who is there; leaves what follows to the desk."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime, timedelta
from random import Random

from bot.clock import Clocks
from bot.platforms.base import PROFILES, Hear, Platform, Profile, TryLater
from bot.worker.pace import back_off
from knowledge.conversation.event import Account, PersonKnown
from knowledge.support.directory import Directory, Person
from storage.store import Store

log = logging.getLogger(__name__)
DAILY = timedelta(days=1)
"""How often an address is tried that no account has yet."""
_AT_ONCE, _BETWEEN = 5, timedelta(seconds=6)
"""How many contacts are looked up together, and how long after that the next ones: fewer than 50 a minute."""
Key = tuple[str, str]
"""Platform, and the account or the address that is looked up there."""


class LookUps:
    """Asks the platforms about people whom the directory does not know."""

    def __init__(
        self, store: Store, platforms: Mapping[str, Platform], hear: Hear, clocks: Clocks, random: Random
    ) -> None:
        self._store, self._platforms = store, platforms
        self._asking = _Asking(platforms, hear, clocks, random)
        self._clocks = clocks

    async def once(self) -> int:
        """Look up everybody who waits for it; gives how many were found out about."""
        async with self._store.reading() as tx:
            waiting = await tx.directory.to_look_up(limit=20 + self._asking.resting)
        here = [account for account in waiting if self._asking.may_ask((account.platform, account.id))]
        return sum([await self._one(account) for account in here])

    async def _one(self, account: Account) -> bool:
        done, profile = await self._asking.ask(
            (account.platform, account.id), lambda platform: platform.person(account)
        )
        if not done:
            return False
        if profile is not None:
            await self._asking.tell(profile, f"person:{account.platform}:{account.id}")
        async with self._store.transaction() as tx:
            await tx.directory.looked_up(account, self._clocks.machine.now())
        return profile is not None


class ContactLookUps:
    """Finds the accounts of those who may be asked by their addresses, and reads again who of them is there.

    The first is tried daily, the second done at the start and after each gap in which events may have passed us by.
    """

    def __init__(
        self,
        store: Store,
        platforms: Mapping[str, Platform],
        hear: Hear,
        clocks: Clocks,
        random: Random,
        helpdesk: Collection[str] = (),
    ) -> None:
        self._store, self._clocks, self._helpdesk = store, clocks, frozenset(helpdesk)
        self._platforms = {name: one for name, one in platforms.items() if PROFILES in one.abilities}
        self._asking = _Asking(platforms, hear, clocks, random, together=True)
        self._fresh: dict[str, tuple[int, set[str]]] = {}
        """Platform -> its gaps, and the accounts that were read since the last of them."""
        self._tried: dict[Key, datetime] = {}
        self._next = clocks.machine.now()

    async def once(self) -> int:
        """A few of them; gives how many were found out about."""
        now = self._clocks.machine.now()
        if not self._platforms or now < self._next:
            return 0
        async with self._store.reading() as tx:
            directory = await tx.directory.load()
        people = [one for one in directory.people if self._may_be_asked(directory, one)]
        here = [name for name, platform in self._platforms.items() if platform.is_connected]
        outcomes: list[bool] = []
        for name, person in ((name, person) for name in here for person in people):
            if len(outcomes) < _AT_ONCE and (outcome := await self._of(name, person)) is not None:
                outcomes.append(outcome)
        if outcomes:
            self._next = now + _BETWEEN
        return sum(outcomes)

    def _may_be_asked(self, directory: Directory, person: Person) -> bool:
        return person.is_contact or person.id in self._helpdesk or directory.stands_in(person.id)

    async def _of(self, name: str, person: Person) -> bool | None:
        """Whether something was found out; None when nothing had to be asked."""
        if name in person.accounts:
            return await self._read_again(name, person)
        return await self._find(name, person) if person.email and person.known else None

    async def _read_again(self, name: str, person: Person) -> bool | None:
        platform, account = self._platforms[name], person.accounts[name]
        gaps, read = self._fresh.setdefault(name, (platform.gaps, set()))
        if gaps != platform.gaps:
            read = set[str]()
            self._fresh[name] = (platform.gaps, read)
        key = (name, account)
        if account in read or not self._asking.may_ask(key):
            return None
        whom = Account(platform=name, id=account, name=person.name)
        done, profile = await self._asking.ask(key, lambda one: one.person(whom))
        if done:
            read.add(account)
        if profile is not None:
            await self._asking.tell(profile, self._event_id(profile))
        return profile is not None

    async def _find(self, name: str, person: Person) -> bool | None:
        """Whose account has the person's address; tried once a day, also by the next start."""
        key, now = (name, (person.email or "").strip().casefold()), self._clocks.machine.now()
        noted = f"looked/{name}/{person.id}"
        if key not in self._tried:
            async with self._store.reading() as tx:
                stored = await tx.desk.get(noted)
            self._tried[key] = datetime.fromisoformat(stored) if stored else now - DAILY
        if now - self._tried[key] < DAILY or not self._asking.may_ask(key):
            return None
        done, profile = await self._asking.ask(key, lambda one: one.by_email(key[1]))
        if not done:
            return False
        if profile is not None:
            await self._asking.tell(profile, self._event_id(profile))
        async with self._store.transaction() as tx:
            await tx.desk.set(noted, now.isoformat())
        self._tried[key] = now
        return profile is not None

    def _event_id(self, profile: Profile) -> str:
        """One that never comes again: the same account is read many times."""
        account, now = profile.account, self._clocks.machine.now()
        return f"profile:{account.platform}:{account.id}:{now.isoformat()}"


class _Asking:
    """One question to a platform; what cannot be answered now is asked again later."""

    def __init__(
        self,
        platforms: Mapping[str, Platform],
        hear: Hear,
        clocks: Clocks,
        random: Random,
        *,
        together: bool = False,
    ) -> None:
        """`together`: when a platform cannot answer one question now, it is asked no other either."""
        self._platforms, self._hear, self._clocks, self._random = platforms, hear, clocks, random
        self._together = together
        self._later: dict[Key, tuple[int, datetime]] = {}
        self._resting: dict[str, datetime] = {}
        """Platform -> until when it takes no question at all."""

    @property
    def resting(self) -> int:
        """How many are to be asked for later."""
        return len(self._later)

    def may_ask(self, key: Key) -> bool:
        """Whether the platform is here, takes questions, and the time to ask this one has come."""
        now = self._clocks.machine.now()
        waits = (self._later.get(key, (0, now))[1], self._resting.get(key[0], now))
        return key[0] in self._platforms and max(waits) <= now

    async def ask(self, key: Key, how: Callable[[Platform], Awaitable[Profile | None]]) -> tuple[bool, Profile | None]:
        """Whether there was an answer, and what it was."""
        try:
            profile = await how(self._platforms[key[0]])
        except Exception as error:  # noqa: BLE001 - whatever it is, everybody is served without it
            times = self._later.get(key, (0, None))[0] + 1
            wait = error.after if isinstance(error, TryLater) and error.after else back_off(times + 3, self._random)
            self._later[key] = (times, self._clocks.machine.now() + wait)
            if isinstance(error, TryLater) and (error.for_all or self._together):
                self._resting[key[0]] = self._later[key][1]
            log.info("an account on %s cannot be looked up now: %s", key[0], type(error).__name__)
            return False, None
        self._later.pop(key, None)
        return True, profile

    async def tell(self, profile: Profile, event_id: str) -> None:
        """Let the desk hear of it."""
        known = PersonKnown(
            id=event_id,
            at=self._clocks.desk.now(),
            account=profile.account,
            email=profile.email,
            language=profile.language,
            school=profile.school,
            has_left=profile.has_left,
            presence=profile.presence,
        )
        await self._hear(known)
        if profile.quiet is not None:
            at = self._clocks.desk.now()
            await self._hear(
                PersonKnown(id=f"{event_id}:quiet", at=at, account=profile.account, presence=profile.quiet)
            )
