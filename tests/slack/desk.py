"""A desk in Lillköping on the fake of Slack, for plays about what goes wrong; leaves what goes wrong to the tests."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import yaml
from aiohttp import web

from bot.app import App, build
from bot.clock import Clocks, SetClock
from bot.commands.run import door
from bot.directions import directions
from bot.files.directory_file import read_directory
from bot.pages.assets import Assets
from bot.platforms.slack.platform import SlackPlatform
from bot.rehearsal.script import Script
from bot.rehearsal.stage import UNHURRIED, filled, settings_of
from bot.web import application
from bot.worker.pace import AT_ONCE, Manners
from knowledge.conversation.message import Message
from tests.journeys.town import FAQ, PEOPLE, PLACES, SCHOOLS
from tests.serving import ended
from tests.slack.fake import Channel, FakeSlack, User, Workspace
from tests.slack.fake.workspace import BOT_USER
from tests.slack.seen import Seen
from tests.slack.stage import account, channel, slack_settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from bot.settings_values import Slack
    from knowledge.support.directory import Directory
    from knowledge.support.question import Question
    from storage.store import Store
    from tests.slack.fake.records import Delivery

BUSY = Message(reply="error", text="Försök igen om en liten stund.")
SUPPORT, CENTRAL = channel("support"), channel("central")
TUESDAY = datetime(2065, 11, 24, 9, 0)  # noqa: DTZ001 - local time, as a script has it
"""A day that is still to come: the database dates what is to be sent by its own clock, and Slack is asked since then."""
QUICK = 1.0
"""Seconds between two looks at the socket."""


@dataclass(kw_only=True)
class SlackDesk(Seen):
    """The bot, and everybody in the workspace by their verbs; each verb returns when all that came of it is done."""

    app: App
    platform: SlackPlatform
    clock: SetClock
    """The desk's."""
    machine: SetClock
    """Of pacing, leases and Slack's limits."""
    slack: FakeSlack

    async def rest(self) -> None:
        """Everything is told, done and shown."""
        for _ in range(2):
            await self.slack.settled()
            await self.platform.settled()
            await self.app.worker.drain()
        await self.slack.settled()

    async def says(self, who: str, text: str, where: str = SUPPORT, **more: Any) -> str:
        """Write in a channel, or with `where` "bot" in one's own conversation with the bot."""
        room = self.slack.direct(account(who)) if where == "bot" else where
        ts = await self.slack.says(account(who), room, text, **more)
        await self.rest()
        return ts

    async def presses(self, who: str, action: str) -> Delivery:
        """Press the newest button with that action that the person sees; LookupError when there is none."""
        spot = self.button(who, action)
        delivery = await self.slack.presses(account(who), *spot)
        await self.rest()
        return delivery

    async def submits(self, who: str, **values: Any) -> dict[str, Any]:
        """Send the form that is open; what Slack was answered."""
        said = await self.slack.submits(account(who), values)
        await self.rest()
        return said

    async def runs(self, who: str, text: str, command: str = "/support", where: str = SUPPORT) -> Delivery:
        """Type a command."""
        delivery = await self.slack.runs(account(who), where, command, text)
        await self.rest()
        return delivery

    async def passes(self, seconds: float) -> None:
        """Time goes by on the machine, and what waited for it is done."""
        self.machine.set(self.machine.now() + timedelta(seconds=seconds))
        await self.rest()

    async def comes(self, hours: float) -> None:
        """Time goes by at the desk."""
        await self.app.worker.jump(self.clock, self.clock.now() + timedelta(hours=hours))
        await self.rest()

    async def questions(self) -> list[Question]:
        """All that is stored, the oldest first."""
        async with self.app.store.reading() as tx:
            found = await tx.questions.where()
        return sorted(found, key=lambda one: one.number)

    async def question(self) -> Question:
        """The only one."""
        (found,) = await self.questions()
        return found

    async def people(self) -> Directory:
        """Who is who now."""
        async with self.app.store.reading() as tx:
            return await tx.directory.load()


async def until(is_so: Callable[[], bool]) -> None:
    """Wait for what happens beside."""
    async with asyncio.timeout(10):
        for _ in iter(is_so, True):
            await asyncio.sleep(0)


@asynccontextmanager
async def desk(
    store: Store,
    folder: Path,
    transport: str = "socket",
    *,
    people_of: Callable[[Directory], Directory] = lambda directory: directory,
    town: Callable[[Workspace], Workspace] = lambda workspace: workspace,
    slack: dict[str, Any] | None = None,
    hear: Callable[[Any], Any] = lambda hear: hear,
    attempts: int = 100,
    lease: float = 9,
    before: Callable[[FakeSlack], object] = lambda fake: fake,
    **settings: dict[str, Any],
) -> AsyncIterator[SlackDesk]:
    """`people_of` and `town` change the directory and the workspace, `slack` Slack's settings, `hear` who is told. `before` is done to
    the fake before the bot is there.

    After so many `attempts` a message is given up, and after not quite half a `lease` (in seconds) a call.
    """
    script = script_of(folder, settings)
    directory = people_of(on_slack(read_directory(script.directory).value))
    clock, machine = await filled(script, store, directory), SetClock(TUESDAY.replace(hour=8, tzinfo=UTC))
    async with AsyncExitStack() as stack:
        fake = await stack.enter_async_context(
            FakeSlack.open(town(workspace_of(directory)), clock=clock.now, transport=transport)
        )
        before(fake)
        platform = _platform(slack_settings(fake, transport, **(slack or {})), store, clock, machine)
        app = build(store, settings_of(script), {"slack": platform}, Clocks(desk=clock, machine=machine),
                    Manners(paces={"slack": AT_ONCE}, attempts=attempts, lease=timedelta(seconds=lease)), patience=None)  # fmt: skip
        app.bot.patience = UNHURRIED
        await app.bot.audit(clock.now())
        await platform.start(hear(app.bot.hear))
        stack.push_async_callback(app.close)
        if transport == "socket":
            await until(lambda: platform.is_connected)
        else:
            site = application(pages=[door(platform)], assets=Assets(), ready=lambda: platform.is_connected)
            await stack.enter_async_context(served(site, fake))
        yield SlackDesk(app=app, platform=platform, clock=clock, machine=machine, slack=fake)
        assert fake.offences == []


@asynccontextmanager
async def served(site: web.Application, slack: FakeSlack) -> AsyncIterator[None]:
    """Our own web server; Slack delivers there."""
    runner = web.AppRunner(site, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.deliver_to(f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events")
    try:
        yield
    finally:
        await ended(runner)


def script_of(folder: Path, settings: dict[str, dict[str, Any]]) -> Script:
    """Lillköping's files, and the settings of plays about faults."""
    organisation = {"name": "Lillköping", "language": "sv", "time_zone": "Europe/Stockholm"}
    schools = [{"id": one, "name": one.capitalize()} for one in SCHOOLS]
    directory = {"organisation": organisation, "schools": schools, "people": PEOPLE, "places": PLACES}
    for name, file in (("directory", directory), ("faq", FAQ)):
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(file, allow_unicode=True), encoding="utf-8")
    usual: dict[str, dict[str, Any]] = {
        "matching": {"answer": "0.96", "suggest": "0.95"}, "posts": {"alarms": "true"},
        "escalation": {"local": "4h", "central": "8h"},
    }  # fmt: skip
    return Script(directory=folder / "directory.yaml", faq=folder / "faq.yaml", settings={**usual, **settings},
                  start=TUESDAY, steps=())  # fmt: skip


def _platform(settings: Slack, store: Store, clock: SetClock, machine: SetClock) -> SlackPlatform:
    return SlackPlatform(
        settings, directions=directions(store, "slack"), busy=BUSY, clock=clock.now, ping=QUICK, hurry=1000,
        seconds=lambda: machine.now().timestamp(),
    )  # fmt: skip


def on_slack(directory: Directory) -> Directory:
    """Everybody with an account and every place with a channel, and an address for each person."""
    people = tuple(
        replace(one, accounts={"slack": account(one.id)}, email=f"{one.id}@example.org") for one in directory.people
    )
    places = tuple(replace(one, channels={"slack": channel(one.id)}) for one in directory.places)
    return replace(directory, people=people, places=places)


def workspace_of(directory: Directory) -> Workspace:
    """Everybody is in every channel."""
    users = [User(account(one.id), one.id, one.name, one.email) for one in directory.people]
    members = [*(one.id for one in users), BOT_USER]
    return Workspace(users, [Channel(channel(one.id), one.id, list(members)) for one in directory.places])
