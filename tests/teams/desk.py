"""A desk in Lillköping on the fake of Teams, for plays about what goes wrong; leaves what goes wrong to the tests."""

from __future__ import annotations

from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.app import App, build
from bot.clock import Clocks, SetClock
from bot.directions import directions
from bot.files.directory_file import read_directory
from bot.platforms.teams.platform import TeamsPlatform
from bot.rehearsal.stage import UNHURRIED, filled, settings_of
from bot.worker.pace import AT_ONCE, Manners
from tests.slack.desk import BUSY, script_of
from tests.teams import seen
from tests.teams.fake import FakeTeams, Post
from tests.teams.stage import account, channel, everybody_in_teams, served, teams_settings, town_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from knowledge.support.directory import Directory
    from knowledge.support.question import Question
    from storage.store import Store
    from tests.teams.fake.values import Answer

SUPPORT, CENTRAL = channel("support"), channel("central")
VOTE = "kan eleverna rösta om klassresan inne i unikum?"
SIGNS = "går det att skriva ut namnskyltar till krokarna direkt från unikum?"
TUESDAY = datetime(2065, 11, 24, 8, 0, tzinfo=UTC)


@dataclass(kw_only=True)
class TeamsDesk:
    """The bot, and everybody in the tenant by their verbs; each verb returns when all that came of it is done."""

    app: App
    platform: TeamsPlatform
    clock: SetClock
    """The desk's."""
    machine: SetClock
    """Of pacing, leases and retries."""
    teams: FakeTeams

    async def rest(self) -> None:
        """Everything is told, done and shown."""
        for _ in range(2):
            await self.teams.settled()
            await self.platform.settled()
            await self.app.worker.drain()
        await self.teams.settled()

    async def says(self, who: str, text: str, where: str = SUPPORT, **more: Any) -> str:
        """Write in a channel, or with `where` "bot" in one's own chat with the bot."""
        said = await self.teams.says(account(who), account(who) if where == "bot" else where, text, **more)
        await self.rest()
        return said

    async def presses(self, who: str, action: str, message: str | None = None) -> Answer:
        """Press the newest button with that action that the person sees."""
        found = message or next(
            post.id for post in reversed(self.ours(who)) if action in self.teams.buttons(post.id, account(who))
        )
        answer = await self.teams.presses(account(who), found, action)
        await self.rest()
        return answer

    async def passes(self, seconds: float) -> None:
        """Time goes by on the machine, and what waited for it is done."""
        self.machine.set(self.machine.now() + timedelta(seconds=seconds))
        await self.rest()

    async def comes(self, hours: float) -> None:
        """Time goes by at the desk."""
        await self.app.worker.jump(self.clock, self.clock.now() + timedelta(hours=hours))
        await self.rest()

    def ours(self, who: str = "cecilia") -> list[Post]:
        """What the bot has said that somebody sees, oldest first."""
        places = [*self.teams.town.conversations.values()]
        mine = self.teams.town.user(account(who)).id
        posts = [post for here in places for post in here.posts.values() if mine in here.members]
        return sorted(
            (one for one in posts if one.author == self.teams.bot and not one.deleted), key=lambda one: int(one.id)
        )

    def posts(self, where: str = SUPPORT) -> list[str]:
        """What the bot has said in a channel, as plain words."""
        return [seen.plain(post) for post in self.teams.posts(where) if post.author == self.teams.bot]

    def cards(self, where: str = SUPPORT) -> list[Post]:
        """The cards that stand there."""
        return [post for post in self.teams.posts(where) if post.author == self.teams.bot and post.card]

    def told(self, who: str) -> list[str]:
        """What somebody has been told in their own chat."""
        return [seen.plain(post) for post in self.teams.notes(account(who))]

    async def questions(self) -> list[Question]:
        """All that is stored, the oldest first."""
        async with self.app.store.reading() as tx:
            found = await tx.questions.where()
        return sorted(found, key=lambda one: one.number)

    async def question(self) -> Question:
        """The only one."""
        (found,) = await self.questions()
        return found


@asynccontextmanager
async def desk(
    store: Store,
    folder: Path,
    *,
    people_of: Callable[[Directory], Directory] = lambda directory: directory,
    teams: dict[str, Any] | None = None,
    before: Callable[[FakeTeams], object] = lambda fake: fake,
    attempts: int = 100,
    lease: float = 9,
    **settings: dict[str, Any],
) -> AsyncIterator[TeamsDesk]:
    """`people_of` changes the directory, `teams` Teams' settings; `before` is done to the fake before the bot is there."""
    script = script_of(folder, settings)
    directory = people_of(on_teams(read_directory(script.directory).value))
    clock, machine = await filled(script, store, directory), SetClock(TUESDAY)
    async with AsyncExitStack() as stack:
        fake = await stack.enter_async_context(FakeTeams.open(town_of(directory)))
        fake.world.clock = clock.now
        before(fake)
        platform = TeamsPlatform(
            teams_settings(fake, **(teams or {})), directions=directions(store, "teams"), busy=BUSY, clock=clock.now,
            hurry=1000, seconds=lambda: machine.now().timestamp(),
        )  # fmt: skip
        app = build(store, settings_of(script), {"teams": platform}, Clocks(desk=clock, machine=machine),
                    Manners(paces={"teams": AT_ONCE}, attempts=attempts, lease=timedelta(seconds=lease)), patience=None)  # fmt: skip
        app.bot.patience = UNHURRIED
        await app.bot.audit(clock.now())
        await platform.start(app.bot.hear)
        stack.push_async_callback(app.close)
        await stack.enter_async_context(served(platform, fake))
        opened = TeamsDesk(app=app, platform=platform, clock=clock, machine=machine, teams=fake)
        await fake.installs(account("cecilia"), SUPPORT)
        await fake.installs(account("cecilia"), CENTRAL)
        await opened.rest()
        yield opened
        assert fake.offences == []


def on_teams(directory: Directory) -> Directory:
    """Everybody with an account and every place with a channel, and an address for each person."""
    there = everybody_in_teams(directory)
    return replace(there, people=tuple(replace(one, email=f"{one.id}@example.org") for one in there.people))
