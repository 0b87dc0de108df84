"""One announcement to many, sent by the real bot that is killed on the way; leaves how often to tests and soak."""

from __future__ import annotations

import asyncio
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING, Protocol

from knowledge.broadcast.announcement import Announcement, Confirm, State, Words
from knowledge.broadcast.audience import Atom, Audience, Group
from knowledge.support.directory import Person
from storage.store import Store

if TYPE_CHECKING:
    from collections import Counter

    from tests.slack.load.crowd import Saying

LONGEST = 1500.0
"""Seconds until everything must be done."""
FAULTS = ("doubled", "lost", "stray", "unsettled", "unanswered")
NUMBER = 1
_SOON = 2.0


class Service(Protocol):
    """A fake service with the real bot on it."""

    at_most_once: bool
    """Whether a copy may be missing if the ledger says that nobody knows."""

    async def open(self, url: str, people: int, folder: Path, pace: int) -> None:
        """Begin, and put the municipality into the database."""

    async def close(self) -> None:
        """End."""

    async def start(self) -> None:
        """Start the bot; returns when it is ready."""

    async def kill(self) -> None:
        """SIGKILL."""

    async def end(self) -> None:
        """Stop it kindly."""

    def copies(self) -> Counter[str]:
        """Person id -> how many copies stand in that person's own conversation."""

    def calls(self) -> int:
        """How many calls of the limited kind there have been."""

    async def ask(self) -> tuple[Saying, str]:
        """Somebody asks; gives the message's id."""

    def answered(self) -> dict[str, float]:
        """Message id -> seconds until the card stood below it."""

    @property
    def limit(self) -> float:
        """Calls a second that are allowed."""


@dataclass
class Tally:
    """Counts of one run; every one of FAULTS is to be 0."""

    recipients: int = 0
    copies: int = 0
    kills: int = 0
    uncertain: int = 0
    """Copies of which nobody can know (Teams): the ledger lists them, and none of them is sent again."""
    doubled: int = 0
    lost: int = 0
    """Recipients without a copy whom the ledger does not list as uncertain."""
    stray: int = 0
    """Copies for people who are no recipients."""
    unsettled: int = 0
    questions: int = 0
    unanswered: int = 0
    pace: float = 0.0
    """Calls a second while the bot was up, as a share of what is allowed."""
    answer_p95: float = 0.0
    late: float = 0.0
    """Seconds from the moment that was set to the first copy."""
    seconds: float = 0.0
    ready: list[float] = field(default_factory=list)

    @property
    def faults(self) -> dict[str, int]:
        """What should not have happened -> how often it did."""
        return {name: getattr(self, name) for name in FAULTS if getattr(self, name)}


@dataclass(kw_only=True)
class Mailing:
    """One run: `recipients` people, `kills` on the way, `rate` questions a second beside it."""

    url: str
    service: Service
    recipients: int
    kills: int = 0
    rate: float = 0.0
    pace: int = 1
    """How many times faster than the real limits."""

    def __post_init__(self) -> None:
        self.tally = Tally(recipients=self.recipients)
        self._asked: dict[str, Saying] = {}
        self._asked_at: dict[str, float] = {}
        self._up = asyncio.Event()
        self._downs: list[tuple[float, float]] = []
        """From when to when the bot was dead."""

    async def play(self) -> Tally:
        """Run it to the end."""
        store = await Store.open(self.url)
        try:
            with tempfile.TemporaryDirectory(prefix="mailing-") as folder:
                await self.service.open(self.url, self.recipients, Path(folder), self.pace)
                try:
                    await self._sent(store)
                finally:
                    await self.service.close()
        finally:
            await store.close()
        return self.tally

    async def _sent(self, store: Store) -> None:
        await self._start()
        due = datetime.now(UTC) + timedelta(seconds=2)  # noqa: TID251 - the desk in the other process has this clock
        await scheduled(store, due)
        asking = asyncio.create_task(self._ask()) if self.rate else None
        await self._until(1)
        begun = time.monotonic()
        self.tally.late = (datetime.now(UTC) - due).total_seconds()  # noqa: TID251 - the same
        calls = self.service.calls()
        for number in range(self.kills):
            await self._until(int(self.recipients * (number + 1) / (self.kills + 1)))
            await self._kill()
        await self._quiet(store)
        self.tally.seconds = time.monotonic() - begun
        up = self.tally.seconds - sum(end - start for start, end in self._downs)
        self.tally.pace = (self.service.calls() - calls) / up / self.service.limit
        if asking is not None:
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)
            await self._answered()
        await self.service.end()
        await self._judge(store)

    async def _start(self) -> None:
        begun = time.monotonic()
        await self.service.start()
        self._up.set()
        self.tally.ready.append(time.monotonic() - begun)

    async def _kill(self) -> None:
        begun = time.monotonic()
        self._up.clear()
        await self.service.kill()
        self.tally.kills += 1
        await self._start()
        self._downs.append((begun, time.monotonic()))

    async def _until(self, copies: int) -> None:
        async with asyncio.timeout(LONGEST):
            while self.service.copies().total() < copies:  # noqa: ASYNC110 - it happens in another process
                await asyncio.sleep(0.02)

    async def _quiet(self, store: Store) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(LONGEST):
                while not await is_done(store):  # noqa: ASYNC110 - the same
                    await asyncio.sleep(0.1)

    async def _ask(self) -> None:
        while True:
            await self._up.wait()
            begun = time.monotonic()
            saying, message = await self.service.ask()
            self._asked[message], self._asked_at[message] = saying, begun
            await asyncio.sleep(1 / self.rate)

    async def _answered(self) -> None:
        sure = {message for message, saying in self._asked.items() if saying.is_sure}
        with suppress(TimeoutError):
            async with asyncio.timeout(60):
                while sure - self.service.answered().keys():  # noqa: ASYNC110 - the same
                    await asyncio.sleep(0.1)
        waits = self.service.answered()
        self.tally.questions, self.tally.unanswered = len(sure), len(sure - waits.keys())
        times = sorted(waits[one] for one in sure & waits.keys() if not self._met_a_kill(self._asked_at[one]))
        self.tally.answer_p95 = quantiles(times, n=20)[-1] if len(times) > 1 else 0.0

    def _met_a_kill(self, asked: float) -> bool:
        """Whether the bot died before it could answer, so that the time says nothing about announcements."""
        return any(start - _SOON < asked < end for start, end in self._downs)

    async def _judge(self, store: Store) -> None:
        counts = self.service.copies()
        async with store.reading() as tx:
            rows = {row.recipient: row for row in await tx.ledger.where(NUMBER)}
        self.tally.copies = counts.total()
        self.tally.doubled = sum(count - 1 for count in counts.values() if count > 1)
        self.tally.stray = len(counts.keys() - rows.keys())
        self.tally.uncertain = sum(row.state == "uncertain" for row in rows.values())
        told = {name for name, row in rows.items() if row.state == "uncertain" and self.service.at_most_once}
        self.tally.lost = len(rows.keys() - counts.keys() - told) + self.recipients - len(rows)
        self.tally.unsettled = sum(row.state not in {"arrived", "uncertain"} for row in rows.values())


async def scheduled(store: Store, due: datetime) -> None:
    """An announcement to all teachers is on the calendar."""
    async with store.transaction() as tx:
        one = await tx.announcements.add(_announcement(due), due)
        await tx.timers.set(one.key("send"), "announcement_send", due, values={"number": one.number})


def _announcement(due: datetime) -> Announcement:
    everybody = Audience(groups=(Group(who=(Atom(kind="role", value="teacher"),)),))
    return Announcement(
        author="cecilia", state=State.SCHEDULED, words={"sv": Words(title="Nya omdömen", body="Från **måndag** på ett ställe.")},
        audience=everybody, confirm=Confirm.OPTIONAL, for_meeting=False, wanted_at=due, send_at=due,
    )  # fmt: skip


async def is_done(store: Store) -> bool:
    """Whether it is sent to its end."""
    async with store.reading() as tx:
        one = await tx.announcements.get(NUMBER)
    return one is not None and one.state is State.SENT


def teachers(people: tuple[Person, ...], count: int) -> tuple[Person, ...]:
    """The people of the crowd, of whom exactly so many are teachers: those who do not ask are added."""
    others = tuple(one for one in people if one.role.value != "teacher")
    known = [one for one in people if one.role.value == "teacher"][:count]
    like = known[-1]
    more = (replace(like, id=f"reader-{number}", name=f"Läsare {number}", email=None, accounts={})
            for number in range(1, count - len(known) + 1))  # fmt: skip
    return (*others, *known, *more)
