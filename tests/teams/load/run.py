"""A desk on the fake of Teams that is killed under load; leaves how often to tests and soak."""

from __future__ import annotations

import asyncio
import socket
import sys
import tempfile
import time
from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import aiohttp

from knowledge.conversation.event import MessageRef
from storage.store import Store
from tests.slack.load.crowd import Crowd
from tests.slack.load.program import ALWAYS_OPEN, BOT, ROOT, Program
from tests.teams import seen
from tests.teams.fake import FakeTeams, Post
from tests.teams.stage import environ_of, everybody_in_teams, town_of

if TYPE_CHECKING:
    from tests.slack.load.crowd import Saying

LONGEST = 150.0
"""Seconds until everything must be done after the last message."""
FAULTS = ("lost_messages", "lost_questions", "lost_cards", "doubled", "unsettled", "offences")


@dataclass
class Tally:
    """Counts of one run; every one of FAULTS is to be 0."""

    kills: int = 0
    said: int = 0
    sure: int = 0
    """Messages that had to become a question with a card."""
    questions: int = 0
    cards: int = 0
    again: int = 0
    """Deliveries that Teams made more than once."""
    reminders: int = 0
    """Posts that may have come twice, where nobody can know, and that say so."""
    lost_messages: int = 0
    lost_questions: int = 0
    lost_cards: int = 0
    doubled: int = 0
    """Two cards or more of one question, of which the later ones do not say that they are reminders."""
    unsettled: int = 0
    offences: int = 0
    twice: list[str] = field(default_factory=list)
    """What is known of cards that are doubled, for whoever reads the failure."""
    ready: list[float] = field(default_factory=list)
    """Seconds from each start until the desk was ready."""

    @property
    def faults(self) -> dict[str, int]:
        """What should not have happened -> how often it did."""
        return {name: getattr(self, name) for name in FAULTS if getattr(self, name)}


def crowd_of(random: Random, **shares: float) -> Crowd:
    """The people of Slack's runs, in Teams."""
    return Crowd(random, move=everybody_in_teams, service="teams", **shares)  # type: ignore[arg-type]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


async def started(teams: FakeTeams, url: str, folder: Path, port: int, **more: str) -> Program:
    """`run` in a process of its own, ready; it writes what it has to say into the folder. `more`: of its environment."""
    environment = {
        **ALWAYS_OPEN, **environ_of(teams), "DATABASE_URL": url, "OPENBLAS_NUM_THREADS": "1", "PATH": "",
        "PYTHONPATH": str(ROOT), "SUPPORTBOT_MATCHING__EMBEDDER": "none", "SUPPORTBOT_WEB__PORT": str(port), **more,
    }  # fmt: skip
    with (folder / "log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", *BOT, cwd=folder, env=environment, stdout=log, stderr=log
        )
    teams.deliver_to(f"http://127.0.0.1:{port}/api/messages")
    async with asyncio.timeout(60), aiohttp.ClientSession() as session:
        while not await _is_ready(session, port):
            if process.returncode is not None:
                raise RuntimeError((folder / "log").read_text(encoding="utf-8")[-3000:])
            await asyncio.sleep(0.05)
    return Program(process)


async def _is_ready(session: aiohttp.ClientSession, port: int) -> bool:
    try:
        async with session.get(f"http://127.0.0.1:{port}/readyz") as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False


@dataclass(kw_only=True)
class Run:
    """One run: a real desk, people who write `rate` messages a second, and kills."""

    url: str
    kills: int = 0
    rate: float = 4.0
    most: float = inf
    """So many messages at most: a slow machine takes long to start, and people would go on writing meanwhile."""
    seed: int = 1

    def __post_init__(self) -> None:
        self._random = Random(self.seed)  # noqa: S311 - to be repeated
        self._crowd = crowd_of(self._random)
        self.tally = Tally()
        self._said: dict[str, Saying] = {}
        self._deeds: set[asyncio.Task[None]] = set()

    async def play(self) -> Tally:
        """Run it to the end."""
        store = await Store.open(self.url)
        try:
            await self._crowd.settle_in(store)
            with tempfile.TemporaryDirectory(prefix="teams-load-") as folder:
                async with FakeTeams.open(town_of(self._crowd.directory)) as self._teams:
                    await self._in_teams(store, Path(folder))
        finally:
            await store.close()
        return self.tally

    async def _in_teams(self, store: Store, folder: Path) -> None:
        port = free_port()
        program = await self._start(folder, port)
        try:
            writing = asyncio.create_task(self._write())
            for _ in range(self.kills):
                await asyncio.sleep(self._random.uniform(0.5, 1.5))
                await program.kill()
                self.tally.kills += 1
                program = await self._start(folder, port)
                await self._again()
            await asyncio.sleep(1)
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)
            await self._quiet(store)
            code = await program.end()
        finally:
            if program.runs:
                await program.kill()
        await judge(self.tally, store, self._teams, self._said)
        if code:
            raise RuntimeError(f"the desk ended with {code}: {(folder / 'log').read_text(encoding='utf-8')[-2000:]}")

    async def _start(self, folder: Path, port: int) -> Program:
        begun = time.monotonic()
        program = await started(self._teams, self.url, folder, port)
        self.tally.ready.append(time.monotonic() - begun)
        return program

    async def _again(self) -> None:
        """Teams comes again with what nobody took."""
        self.tally.again += len(await self._teams.again())

    async def _write(self) -> None:
        while len(self._said) < self.most:
            task = asyncio.create_task(self._say())
            self._deeds.add(task)
            task.add_done_callback(self._deeds.discard)
            await asyncio.sleep(self._random.expovariate(self.rate))

    async def _say(self) -> None:
        saying = self._crowd.next()

        def stands(message: str) -> None:
            self._said[message] = saying

        await self._teams.says(saying.who, saying.room, saying.text, before_delivery=stands)

    async def _quiet(self, store: Store) -> None:
        """Wait until all that was written is heard and all that was to be said is said."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LONGEST):
                await asyncio.gather(*self._deeds)
                await self._again()
                while not await is_done(store, self._said):  # noqa: ASYNC110 - it happens in another process
                    await asyncio.sleep(0.3)


async def is_done(store: Store, said: dict[str, Saying]) -> bool:
    """Whether all is heard and nothing waits to be said."""
    async with store.reading() as tx:
        counts = await tx.outbox.counts()
        if counts.get("pending", 0) + counts.get("sending", 0):
            return False
        refs = [MessageRef(platform="teams", channel=one.room, id=message) for message, one in said.items()]
        return all([await tx.messages.get(ref) for ref in refs])


async def judge(tally: Tally, store: Store, teams: FakeTeams, said: dict[str, Saying]) -> None:
    """Look at what the database knows and at what stands in Teams."""
    standing, made = _standing(teams), _made(teams)
    tally.said, tally.sure = len(said), sum(one.is_sure for one in said.values())
    tally.offences = len(teams.offences)
    async with store.reading() as tx:
        counts = await tx.outbox.counts()
        tally.unsettled = sum(counts.get(state, 0) for state in ("pending", "sending", "dead", "uncertain"))
        for message, saying in said.items():
            kept = await tx.messages.get(MessageRef(platform="teams", channel=saying.room, id=message))
            tally.lost_messages += kept is None
            tally.lost_questions += saying.is_sure and (kept is None or kept.question is None)
        found = await tx.questions.where()
        tally.questions = len(found)
        roots = Counter(one.root.id for one in found)
        tally.doubled += len(found) - len(roots)
        tally.twice += [f"{one}" for one in found if roots[one.root.id] > 1]
        for question in found:
            cards = standing.get(question.key("card"), [])
            tally.cards += bool(cards)
            told = made.get(question.key("card"), [])
            tally.reminders += sum(told)
            if told.count(False) > 1:
                tally.doubled += told.count(False) - 1
                tally.twice.append(f"{question} {await tx.questions.history(question.number)}")
                tally.twice += _calls(teams, question.key("card"))
            expected = await tx.outbox.said(question.key("card"))
            tally.lost_cards += not cards and (expected is not None or not (question.linked_to or question.unsure))


def _standing(teams: FakeTeams) -> dict[str, list[Post]]:
    """Our key -> the cards of ours that stand under it."""
    found: dict[str, list[Post]] = defaultdict(list)
    for place in teams.town.conversations.values():
        for post in place.posts.values():
            if post.author == teams.bot and not post.deleted:
                for key in {one["data"]["of"] for one in seen.buttons_of(post.card) if one.get("data", {}).get("of")}:
                    found[key].append(post)
    return found


def _made(teams: FakeTeams) -> dict[str, list[bool]]:
    """Our key -> of each card that was posted under it, whether it said then that it is a reminder; revisions do not."""
    found: dict[str, list[bool]] = defaultdict(list)
    for call in [*teams.calls]:
        if call.name not in {"send", "create"} or not 200 <= call.status < 300:
            continue
        body = call.body.get("activity") or call.body
        card = (body.get("attachments") or [{}])[0].get("content")
        for key in {one["data"]["of"] for one in seen.buttons_of(card) if one.get("data", {}).get("of")}:
            found[key].append(str(body.get("summary", "")).startswith(("Påminnelse", "Reminder")))
    return found


def _calls(teams: FakeTeams, key: str) -> list[str]:
    """All that was done under the key, to see what became twice of it."""
    found = []
    for call in [*teams.calls]:
        body = call.body.get("activity") or call.body
        card = (body.get("attachments") or [{}])[0].get("content")
        if key in {one["data"].get("of") for one in seen.buttons_of(card) if one.get("data")}:
            found.append(f"{call.name} {call.status} {body.get('summary')}")
    return found
