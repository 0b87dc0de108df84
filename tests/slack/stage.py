"""The stage of a play on Slack: the municipality in a workspace of the fake, the real adapter, over either transport."""

from __future__ import annotations

from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.app import build
from bot.clock import Clocks
from bot.directions import directions
from bot.files.directory_file import read_directory
from bot.platforms.slack.platform import SlackPlatform
from bot.rehearsal.stage import UNHURRIED, Stage, filled, settings_of
from bot.settings_values import Secret, Slack
from bot.worker.pace import AT_ONCE, Manners
from knowledge.conversation.message import Message
from tests.serving import ended
from tests.slack.chat import SlackChat
from tests.slack.fake import Channel, FakeSlack, User, Workspace
from tests.slack.fake.workspace import BOT_USER
from tests.slack.watched import Watched

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.rehearsal.script import Script
    from knowledge.support.directory import Directory
    from storage.store import Store

BUSY = Message(reply="error", text="Försök igen.")
QUICK = 10.0
"""Seconds between two looks at the socket."""


def everybody_on_slack(directory: Directory) -> Directory:
    """The directory with a Slack account for every person and a Slack channel for every place, and with nothing else."""
    people = tuple(replace(one, accounts={"slack": account(one.id)}) for one in directory.people)
    places = tuple(replace(one, channels={"slack": channel(one.id)}) for one in directory.places)
    return replace(directory, people=people, places=places)


def account(person: str) -> str:
    """The Slack account of somebody in the directory."""
    return "U" + "".join(letter for letter in person.upper() if letter.isalnum() and letter.isascii())


def channel(place: str) -> str:
    """The Slack channel of a place."""
    return "C" + "".join(letter for letter in place.upper() if letter.isalnum() and letter.isascii())


def workspace_of(directory: Directory) -> Workspace:
    """Everybody is in every channel, as in the local chat."""
    users = [User(one.accounts["slack"], one.id, one.name, one.email, locale="en-US" if one.language == "en" else "sv-SE")
             for one in directory.people]  # fmt: skip
    members = [*(one.id for one in users), BOT_USER]
    return Workspace(users, [Channel(one.channels["slack"], one.id, list(members)) for one in directory.places])


def slack_settings(slack: FakeSlack, transport: str, **more: Any) -> Slack:
    """How the fake is reached."""
    socket = transport == "socket"
    given = {
        "bot_token": Secret(slack.bot_token), "app_token": Secret(slack.app_token if socket else ""),
        "signing_secret": Secret("" if socket else slack.signing_secret), "api_url": slack.api_url,
        "done": ("white_check_mark",), "looking": ("eyes",), "school_field": "", "feedback": "buttons",
        "posts_per_minute": 525, "edits_per_minute": 50,
    }  # fmt: skip
    return Slack(**{**given, **more})


@asynccontextmanager
async def served(platform: SlackPlatform, slack: FakeSlack) -> AsyncIterator[None]:
    """Our web server with what the platform serves, if it serves anything; Slack delivers there."""
    app = web.Application()
    app.add_routes(platform.routes)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.deliver_to(f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events")
    try:
        yield
    finally:
        await ended(runner)


@asynccontextmanager
async def on_slack(script: Script, store: Store, transport: str, meanings: Any = None) -> AsyncIterator[Stage]:
    """A desk on Slack, its clock and everybody in the script's municipality; `transport`: `socket` or `http`."""
    settings = settings_of(script)
    directory = everybody_on_slack(read_directory(script.directory).value)
    clock = await filled(script, store, directory)
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(
            FakeSlack.open(workspace_of(directory), clock=clock.now, transport=transport)
        )
        platform = SlackPlatform(
            slack_settings(slack, transport), directions=directions(store, "slack"), busy=BUSY, clock=clock.now,
            ping=QUICK, hurry=1000,
        )  # fmt: skip
        watched = Watched(platform, slack, clock.now)
        watched.names = {one.accounts["slack"]: one.name for one in directory.people}
        watched.accounts = {one.id: one.accounts["slack"] for one in directory.people}
        chat = SlackChat(slack, watched, clock.now)
        chat.accounts = {one.name: one.accounts["slack"] for one in directory.people}
        app = build(store, settings, {"slack": watched}, Clocks(desk=clock), Manners(paces={"slack": AT_ONCE}),
                    meanings=meanings, patience=None)  # fmt: skip
        app.bot.patience = UNHURRIED
        slack.patience(UNHURRIED.total_seconds())
        await app.listen()
        stack.push_async_callback(_closed, app.close, slack)
        if transport == "socket":
            await platform._wire.greeted.wait()
        else:
            await stack.enter_async_context(served(platform, slack))
        yield Stage(
            app=app, chat=chat, clock=clock, zone=ZoneInfo(directory.organisation.time_zone), records=watched.records,
            channels={one.id: one.channels["slack"] for one in directory.places},
        )  # fmt: skip


async def _closed(close: Any, slack: FakeSlack) -> None:
    await close()
    assert slack.offences == []
