"""The command `run`: the real thing; leaves building the desk to bot/app and each service to bot/platforms."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from bot.app import build
from bot.clock import Clocks
from bot.commands.common import CommandError, add_config, run_async, settings_of
from bot.embedding.stored import for_desk
from bot.pages.assets import Assets
from bot.platforms.base import Platform
from bot.serving import Serving, serve
from bot.settings_values import Settings
from bot.web import application
from storage.store import Store

SERVICES: dict[str, Callable[[Settings], Platform]] = {}
"""Chat service -> what makes its Platform from the settings; a service that is not here cannot be spoken to yet."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    add_config(parser)


def run(arguments: argparse.Namespace) -> int:
    """Serve until told to stop."""
    settings = settings_of(arguments)
    run_async(_serve(settings, _platforms(settings)))
    return 0


def _platforms(settings: Settings) -> dict[str, Platform]:
    """The services that the settings turn on. Raises CommandError when there is none, or one that cannot be had."""
    wanted = [name for name, on in (("slack", settings.slack.is_on), ("teams", settings.teams.is_on)) if on]
    missing = [name for name in wanted if name not in SERVICES]
    if missing:
        names = " and ".join(name.capitalize() for name in missing)
        raise CommandError(f"this version cannot speak to {names} yet; try the desk with `supportbot demo`")
    if not wanted:
        raise CommandError(
            "no chat service is turned on; give SLACK_BOT_TOKEN with SLACK_APP_TOKEN, or TEAMS_APP_ID "
            "(docs/settings.md), or try the desk with `supportbot demo`"
        )
    return {name: SERVICES[name](settings) for name in wanted}


async def _serve(settings: Settings, platforms: dict[str, Platform]) -> None:
    store = await Store.open(settings.database_url, exclusive=True)
    try:
        await store.migrate()
        clocks = Clocks()
        meanings = for_desk(settings.embedder, store, clocks.machine)
        app = build(store, settings, platforms, clocks, meanings=meanings)
        serving: list[Serving] = []
        site = application(pages=[], assets=Assets(), ready=lambda: bool(serving) and serving[0].is_ready)
        serving.append(Serving(app, site, settings.web.host, settings.web.port))
        await app.listen()
        await serve(serving[0], lambda words: print(words, flush=True), "The desk is open: {address}")
    finally:
        await store.close()
