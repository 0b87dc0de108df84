"""A program on Slack with the same SDK and the same door that takes everything and does nothing: what the bench stands beside."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web

from bot import config
from bot.platforms.slack.adapter import PATH, Wire
from bot.platforms.slack.listening import OK, Answer


async def _nothing(_body: dict[str, Any]) -> Answer:
    return OK


async def main() -> None:
    """Serve until killed; the settings are those of the bot."""
    settings = config.load()
    wire = Wire(settings.slack, _nothing, ping=5.0)
    wire.open()
    if settings.slack.uses_socket_mode:
        await wire.connect()
    site = web.Application()
    site.add_routes([web.post(PATH, wire.requested), web.get("/readyz", _ready)])
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, settings.web.host, settings.web.port).start()
    await asyncio.Event().wait()


async def _ready(_request: web.Request) -> web.Response:
    return web.Response(text="ready")


if __name__ == "__main__":
    asyncio.run(main())
