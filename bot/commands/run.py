"""The command `run`: the real thing; leaves building the desk to bot/app and each service to bot/platforms."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from aiohttp import web

from bot.app import build
from bot.clock import Clocks
from bot.commands.common import CommandError, add_config, run_async, settings_of
from bot.directions import directions
from bot.embedding.stored import for_desk
from bot.pages.assets import Assets
from bot.pages.meetings import meetings_page
from bot.pages.security import host_of
from bot.platforms.base import CannotStart, Platform
from bot.platforms.slack.platform import SlackPlatform
from bot.serving import Serving, serve
from bot.settings_values import Settings
from bot.web import Page, application
from knowledge.conversation.message import Message
from storage.store import Store

_BUSY = "Jag hann inte med. Försök igen om en liten stund. / I was too slow. Please try again in a moment."
"""Said when the database is busy; nobody knows then which language somebody speaks."""


def _slack(settings: Settings, store: Store, clocks: Clocks) -> Platform:
    busy = Message(reply="error", text=_BUSY)
    return SlackPlatform(
        settings.slack, directions=directions(store, "slack"), busy=busy, clock=clocks.desk.now,
        looks_at_dnd=settings.policy.away_hints == "all",
    )  # fmt: skip


def _teams(settings: Settings, store: Store, clocks: Clocks) -> Platform:
    from bot.platforms.teams.platform import TeamsPlatform  # noqa: PLC0415 - its SDK is slow to load, and seldom needed

    busy = Message(reply="error", text=_BUSY)
    return TeamsPlatform(settings.teams, directions=directions(store, "teams"), busy=busy, clock=clocks.desk.now)


SERVICES: dict[str, Callable[[Settings, Store, Clocks], Platform]] = {"slack": _slack, "teams": _teams}
"""Chat service -> what makes its Platform."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    add_config(parser)


def run(arguments: argparse.Namespace) -> int:
    """Serve until told to stop."""
    settings = settings_of(arguments)
    run_async(_serve(settings, _services(settings)))
    return 0


def _services(settings: Settings) -> list[str]:
    """The names of the services that the settings turn on. Raises CommandError when there is none."""
    wanted = [name for name, on in (("slack", settings.slack.is_on), ("teams", settings.teams.is_on)) if on]
    if not wanted:
        raise CommandError(
            "no chat service is turned on; give SLACK_BOT_TOKEN with SLACK_APP_TOKEN, or TEAMS_APP_ID "
            "(docs/settings.md), or try the desk with `supportbot demo`"
        )
    return wanted


async def _serve(settings: Settings, services: list[str]) -> None:
    store = await Store.open(settings.database_url, exclusive=True)
    try:
        await store.migrate()
        clocks = Clocks()
        platforms = {name: SERVICES[name](settings, store, clocks) for name in services}
        meanings = for_desk(settings.embedder, store, clocks.machine)
        app = build(store, settings, platforms, clocks, meanings=meanings)
        serving: list[Serving] = []
        doors = [door(one) for one in platforms.values()]
        pages = [*doors, meetings_page(store, settings, clocks.desk.now)]

        def is_ready() -> bool:
            return bool(serving) and serving[0].is_ready and all(one.is_connected for one in platforms.values())

        site = application(pages=pages, assets=Assets(), hosts=_hosts(settings), ready=is_ready)
        serving.append(Serving(app, site, settings.web.host, settings.web.port))
        await app.listen()
        await serve(serving[0], lambda words: print(words, flush=True), "The desk is open: {address}")
    except CannotStart as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(f"{settings.web.host}:{settings.web.port} cannot be used ({error.strerror})") from error
    finally:
        await store.close()


def _hosts(settings: Settings) -> list[str]:
    """By which names people reach us from outside."""
    _, _, authority = settings.web.address.partition("://")
    return [host_of(authority.split("/")[0])] if authority else []


def door(platform: Platform) -> Page:
    """What our web server has to serve for a service; any host name may lead there, since the service signs."""
    paths = (route.path for route in platform.routes if isinstance(route, web.RouteDef))
    return Page(routes=platform.routes, free=tuple(paths))
