"""The command `chat`: the sample municipality in the terminal; leaves the desk to bot/demo and talking with it to bot/terminal."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from bot.clock import MachineClock
from bot.commands.common import CommandError, run_async
from bot.demo import DemoDesk, open_demo
from bot.embedding.file_cache import for_command
from bot.embedding.registry import AUTO
from bot.embedding.stored import for_desk
from bot.terminal.lines import Lines, read_from
from bot.terminal.screen import Screen
from bot.terminal.session import Session, person_named
from storage.store import Store


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--data", type=Path, metavar="FILE", help="database file, kept (default: nothing is kept)")
    parser.add_argument("--as", dest="who", metavar="PERSON", help="whom to be first: id or name (default: a teacher)")


def run(arguments: argparse.Namespace) -> int:
    """Talk until told to stop; Ctrl-C is a way to say so."""
    with suppress(KeyboardInterrupt), tempfile.TemporaryDirectory() as folder:
        run_async(_chat(arguments, (arguments.data or Path(folder) / "chat.db").resolve()))
    return 0


async def _chat(arguments: argparse.Namespace, file: Path) -> None:
    lines, loop = Lines(), asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows has no signal handlers on its loop
            loop.add_signal_handler(name, lines.stop)
    store = await Store.open(f"sqlite+aiosqlite:///{file}", exclusive=True)
    try:
        await store.migrate()
        meanings = for_desk(AUTO, store, MachineClock()) if arguments.data else for_command(AUTO)
        await _talk(await open_demo(store, meanings=meanings), lines, arguments.who)
    finally:
        await store.close()


async def _talk(desk: DemoDesk, lines: Lines, who: str | None) -> None:
    try:
        people = list(desk.people("sv"))
        me = person_named(who, people) if who else people[0]
        if me is None:
            raise CommandError(f"nobody or several are called {who}; `/som` in the chat shows everybody")
        await desk.app.brain.refresh(desk.now())
        if sys.stdin is None:  # closed by whoever started us
            lines.put(None)
        else:
            read_from(sys.stdin.fileno(), lines, asyncio.get_running_loop())
        echo = sys.stdin is None or not sys.stdin.isatty()
        await Session(desk, lines, Screen(desk, _write, me), echo=echo).run()
    finally:
        await desk.keeper.finish()
        await desk.app.close()


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
