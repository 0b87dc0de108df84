"""Plays the sample rehearsals and keeps all that the bot did in them; leaves judging it to the tests."""

from __future__ import annotations

from pathlib import Path

from bot.platforms.local.record import Record
from bot.rehearsal.play import Play
from bot.rehearsal.script import read_script
from bot.rehearsal.stage import prepare
from bot.rehearsal.transcript import Transcript
from storage.store import Store
from tests.house.project import ROOT

SCRIPTS = sorted((ROOT / "samples" / "rehearsals").glob("*.yaml"))


async def played(script: Path, store: Store) -> list[Record]:
    """Everything that the bot did in a rehearsal."""
    read = read_script(script)
    stage = await prepare(read, store)
    seen: list[Record] = []
    stage.chat.on_bot = seen.append
    try:
        play = Play(stage=stage, transcript=Transcript(stage.zone))
        for step in read.steps:
            await play.step(step)
    finally:
        await stage.app.close()
    return seen
