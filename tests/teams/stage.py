"""The stage of a play in Teams: the municipality in a tenant of the fake, and the real adapter."""

from __future__ import annotations

from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_DNS, uuid5
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.app import build
from bot.clock import Clocks
from bot.directions import directions
from bot.files.directory_file import read_directory
from bot.platforms.teams.door import CHANNEL, Door
from bot.platforms.teams.platform import TeamsPlatform
from bot.rehearsal.stage import UNHURRIED, Stage, filled, settings_of
from bot.settings_values import Secret, Teams
from bot.worker.pace import AT_ONCE, Manners
from knowledge.conversation.message import Message
from tests.serving import ended
from tests.teams.chat import REACTIONS, TeamsChat
from tests.teams.fake import BOT, TENANT, FakeTeams, Team, Town, User
from tests.teams.fake import channel as channel_of
from tests.teams.watched import Watched

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.rehearsal.script import Script
    from knowledge.support.directory import Directory
    from storage.store import Store

BUSY = Message(reply="error", text="Försök igen.")
_SECRETS_AND_ADDRESSES = (
    "app_id", "app_password", "tenant_id", "app_type", "openid_metadata_url", "token_issuer", "login_url", "oauth_scope",
)  # fmt: skip


def everybody_in_teams(directory: Directory) -> Directory:
    """The directory with an account for every person and a channel for every place, and with nothing else."""
    people = tuple(replace(one, accounts={"teams": account(one.id)}) for one in directory.people)
    places = tuple(replace(one, channels={"teams": channel(one.id)}) for one in directory.places)
    return replace(directory, people=people, places=places)


def account(person: str) -> str:
    """The directory id of somebody: always the same."""
    return str(uuid5(NAMESPACE_DNS, person))


def channel(place: str) -> str:
    """The channel of a place, the first of its team."""
    return f"19:{''.join(letter for letter in place.lower() if letter.isalnum() and letter.isascii())}@thread.tacv2"


def town_of(directory: Directory) -> Town:
    """A team for each place, with everybody in it, as in the local chat."""
    users = [User(f"29:{one.id}", one.accounts["teams"], one.name or one.id, one.email or "",
                  locale="en-US" if one.language == "en" else "sv-SE") for one in directory.people]  # fmt: skip
    members = [one.id for one in users]
    teams = [(place.id, Team(place.channels["teams"], place.id, list(members))) for place in directory.places]
    return Town(users, [channel_of(team.id, name, team) for name, team in teams], name="Supporten")


def teams_settings(teams: FakeTeams, **more: Any) -> Teams:
    """How the fake is reached."""
    given = {
        **teams.settings(), "password_expires": None, "done": (REACTIONS["done"],), "looking": (REACTIONS["looking"],),
        "feedback": "buttons", "targeted": False, "requests_per_second": 50,
    }  # fmt: skip
    return Teams(**{**given, "app_password": Secret(given["app_password"]), **more})


def environ_of(teams: FakeTeams) -> dict[str, str]:
    """The same for a desk in a process of its own."""
    told = teams.settings()
    by_name = {f"TEAMS_{name.upper()}": told[name] for name in _SECRETS_AND_ADDRESSES}
    return {**by_name, "SUPPORTBOT_TEAMS__SERVICE_HOSTS": ",".join(told["service_hosts"])}


@asynccontextmanager
async def served(platform: TeamsPlatform, teams: FakeTeams) -> AsyncIterator[None]:
    """Our web server with what the platform serves; Teams delivers there."""
    app = web.Application()
    app.add_routes(platform.routes)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    teams.deliver_to(f"http://127.0.0.1:{runner.addresses[0][1]}/api/messages")
    try:
        yield
    finally:
        await ended(runner)


@asynccontextmanager
async def in_teams(script: Script, store: Store, meanings: Any = None) -> AsyncIterator[Stage]:
    """A desk in Teams, its clock and everybody in the script's municipality."""
    settings = settings_of(script)
    directory = everybody_in_teams(read_directory(script.directory).value)
    clock = await filled(script, store, directory)
    async with AsyncExitStack() as stack:
        teams = await stack.enter_async_context(FakeTeams.open(town_of(directory)))
        teams.world.clock = clock.now  # what is written has the play's time; tokens have the machine's
        told = directions(store, "teams")
        for place in directory.places:
            here = place.channels["teams"]
            door = Door(
                service_url=teams.service_url, conversation=here, kind=CHANNEL, tenant=TENANT, bot=BOT, team=here
            )
            await told.keep(f"door/{here}", door.packed())
        platform = TeamsPlatform(
            teams_settings(teams), directions=told, busy=BUSY, clock=clock.now, hurry=1000,
        )  # fmt: skip
        watched = Watched(platform, teams, clock.now)
        watched.people = {name: one.id for one in directory.people for name in (f"29:{one.id}", one.accounts["teams"])}
        chat = TeamsChat(teams, watched, clock.now)
        chat.accounts = {one.name: one.accounts["teams"] for one in directory.people}
        app = build(store, settings, {"teams": watched}, Clocks(desk=clock), Manners(paces={"teams": AT_ONCE}),
                    meanings=meanings, patience=None)  # fmt: skip
        app.bot.patience = UNHURRIED
        teams.patience(UNHURRIED.total_seconds())
        await app.listen()
        stack.push_async_callback(_closed, app.close, teams)
        await stack.enter_async_context(served(platform, teams))
        yield Stage(
            app=app, chat=chat, clock=clock, zone=ZoneInfo(directory.organisation.time_zone), records=watched.records,
            channels={one.id: one.channels["teams"] for one in directory.places},
        )  # fmt: skip


async def _closed(close: Any, teams: FakeTeams) -> None:
    await close()
    assert teams.offences == []
