"""The sample rehearsals give the same conversation on Slack and in Teams as in the local chat: word for word, for the same people."""

from __future__ import annotations

import re
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from bot.rehearsal.play import Play, rehearse
from bot.rehearsal.script import read_script
from bot.rehearsal.transcript import Line, Transcript
from storage.store import Store
from tests.journeys.day import SAMPLES
from tests.slack.stage import on_slack
from tests.teams.stage import in_teams

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.rehearsal.script import Script
    from tests.databases import Databases

SCRIPTS = sorted((SAMPLES / "rehearsals").glob("*.yaml"))
_IDS = re.compile(r"\b(local|slack|teams)/(?:[^/]+/)?[^/]+$")
"""The end of a key that names a message of somebody's by its place on the platform."""

_SERVICE = re.compile(r"[@/](local|slack|teams)$")
"""The end of the key of what stands in a channel of the service."""


def comparable(lines: list[Line]) -> list[tuple[object, ...]]:
    """The lines without the platforms' own ids, those of one moment in one place in their order.

    Over a network two channels are written to at the same time, so the order between them means nothing.
    """
    told = [{**line, "key": _SERVICE.sub("", _IDS.sub("…", line["key"]))} for line in lines]
    told.sort(key=lambda line: (line["at"], line["place"] or "", line["to"] or "", line["thread"] or ""))
    return [tuple((name, str(value)) for name, value in line.items()) for line in told]


async def elsewhere(script: Script, store: Store, chat: str) -> list[Line]:
    async with in_teams(script, store) if chat == "teams" else on_slack(script, store, chat) as stage:
        play = Play(stage=stage, transcript=Transcript(stage.zone))
        for step in script.steps:
            await play.step(step)
        return play.transcript.lines


@pytest.fixture
def two_databases(databases: Databases, tmp_path: Path) -> Iterator[list[str]]:
    """The addresses of two fresh ones."""
    with ExitStack() as stack:
        folders = [tmp_path / name for name in ("here", "there")]
        for folder in folders:
            folder.mkdir()
        yield [stack.enter_context(databases.fresh("sqlite", folder)) for folder in folders]


@pytest.mark.parametrize("chat", ["socket", "http", "teams"])
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
async def test_the_same_conversation(script: Path, chat: str, two_databases: list[str]) -> None:
    read = read_script(script)
    here, there = [await Store.open(url) for url in two_databases]
    try:
        local, other = await rehearse(read, here), await elsewhere(read, there, chat)
    finally:
        await here.close()
        await there.close()
    assert comparable(other) == comparable(local)
