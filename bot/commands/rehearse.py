"""The command `rehearse`: plays a scripted day and writes what the bot did; leaves the playing to bot/rehearsal."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from bot.commands.common import run_async
from bot.embedding.file_cache import for_command
from bot.rehearsal.play import rehearse
from bot.rehearsal.script import Script, read_script
from bot.rehearsal.stage import settings_of
from bot.rehearsal.transcript import Line
from storage.store import Store


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("script", type=Path, help="rehearsal script, YAML")
    parser.add_argument(
        "--transcript", type=Path, metavar="FILE", help="write one JSON object a line for all that the bot did"
    )


def run(arguments: argparse.Namespace) -> int:
    """Play it to its end; a step that cannot be done is written down and does not stop the play."""
    script = read_script(arguments.script)
    lines = run_async(_play_in_a_new_database(script))
    if arguments.transcript:
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        arguments.transcript.write_text(text, "utf-8")
    for line in lines:
        print(_readable(line))
    print(f"Played to its end: {len(lines)} things were done.", file=sys.stderr)
    return 0


async def _play_in_a_new_database(script: Script) -> list[Line]:
    with tempfile.TemporaryDirectory() as folder:
        store = await Store.open(f"sqlite+aiosqlite:///{folder}/rehearsal.db")
        try:
            await store.migrate()
            return await rehearse(script, store, for_command(settings_of(script).embedder))
        finally:
            await store.close()


def _readable(line: Line) -> str:
    """One thing that was done, for people."""
    where = line["place"] or "direct"
    to = f" -> {line['to']}" if line["to"] else ""
    thread = f" [{line['thread']}]" if line["thread"] else ""
    buttons = f"\n    [{'] ['.join(line['buttons'])}]" if line["buttons"] else ""
    state = f" ({line['state']})" if line["state"] else ""
    text = line["text"].replace("\n", "\n    ")
    return f"{line['at']} {line['event']} {line['reply']} {where}{to}{thread}{state}\n    {text}{buttons}"
