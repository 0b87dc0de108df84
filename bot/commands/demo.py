"""The command `demo`: a sample municipality with a chat page, no accounts needed; leaves the desk to bot/demo."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.clock import MachineClock
from bot.commands.common import CommandError, run_async
from bot.demo import open_demo
from bot.embedding.registry import AUTO
from bot.embedding.stored import for_desk
from bot.pages.assets import Assets
from bot.pages.meetings import meetings_page
from bot.pages.site import chat_page
from bot.serving import Serving, serve
from bot.web import application
from storage.store import Store

HOST = "127.0.0.1"
_GREETING = "The desk is open: {address}/chat   (Ctrl-C closes it)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--port", type=int, default=8080, metavar="N", help="port of the web server (default: 8080)")
    parser.add_argument(
        "--data", type=Path, metavar="FILE", default=Path("demo.db"), help="database file (default: demo.db, kept)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Serve until told to stop."""
    run_async(_serve(arguments))
    return 0


async def _serve(arguments: argparse.Namespace) -> None:
    store = await Store.open(f"sqlite+aiosqlite:///{arguments.data.resolve()}", exclusive=True)
    try:
        await store.migrate()
        desk = await open_demo(store, meanings=for_desk(AUTO, store, MachineClock()),
                               address=f"http://{HOST}:{arguments.port}" if arguments.port else "")  # fmt: skip
        assets = Assets()
        serving: list[Serving] = []
        site = application(
            pages=[chat_page(desk, assets), meetings_page(store, desk.settings, desk.now)],
            assets=assets,
            ready=lambda: bool(serving) and serving[0].is_ready,
        )
        serving.append(Serving(desk.app, site, HOST, arguments.port))
        await serve(serving[0], lambda words: print(words, flush=True), _GREETING)
    except OSError as error:
        raise CommandError(f"port {arguments.port} cannot be used ({error.strerror}); try --port 8081") from error
    finally:
        await store.close()
