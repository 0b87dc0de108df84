"""An agenda as a file, whole; and as a message, cut to what a chat has room for."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import MachineClock
from bot.words import load_texts
from handlers.replies import agenda as say
from handlers.replies.voice import Voice
from knowledge.support.agenda import Line, Section, made
from knowledge.support.directory import Directory, School
from knowledge.support.meeting import Meeting, cancelled
from knowledge.support.meeting_point import MeetingPoint
from knowledge.support.policy import DeskPolicy
from storage.store import Store
from tests.bot.commanding import supportbot
from tests.knowledge.support.test_statistics import WORKING

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MEETING = Meeting(number=4, owner="mats", begins_at=NOW + timedelta(days=2), made_at=NOW, location="Rum *3*")
SCHOOLS = tuple(School(id=f"s{number}", name=f"Skola {number}") for number in range(30))
VOICE = Voice(texts=load_texts(), language="sv", directory=Directory(schools=SCHOOLS), working=WORKING,
              policy=DeskPolicy(), now=NOW)  # fmt: skip


async def _stored(url: str, *, begins_at: datetime) -> None:
    store = await Store.open(url)
    async with store.transaction() as tx:
        await tx.directory.replace(Directory(schools=SCHOOLS))
        await tx.meetings.add(replace(MEETING, begins_at=begins_at))
        await tx.meeting_points.add(MeetingPoint(text="Ett * och en [länk]", author="anna", at=NOW))
    await store.close()


def test_it_is_written_whole_as_markdown_for_the_next_meeting_or_the_one_that_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    url = f"sqlite+aiosqlite:///{tmp_path}/desk.db"
    monkeypatch.setenv("DATABASE_URL", url)
    assert supportbot("migrate") == 0
    asyncio.run(_stored(url, begins_at=MachineClock().now() + timedelta(days=3)))
    capsys.readouterr()
    assert supportbot("export", "agenda") == 0
    said = capsys.readouterr().out
    assert said.startswith("# Dagordning ")
    assert "\n\nRum \\*3\\*\n\n## 1. Skolor utan kontakt (30)\n\n- Skola 0\n" in said
    assert said.endswith("- Skola 29\n\n## 2. Egna punkter (1)\n\n- Punkt 1: ”Ett \\* och en \\[länk\\]” (anna)\n")
    assert supportbot("export", "agenda", "1", "--output", "a.md") == 0
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == said
    for words, why in (("agenda", "9"), "there is no check-in 9; planned are 1"), (("faq", "1"), "only an agenda has"), (
        ("agenda", "--format", "csv"), "--format with one of md"):  # fmt: skip
        assert supportbot("export", *words) == 1
        assert why in capsys.readouterr().err


def test_a_long_one_is_cut_part_by_part_and_says_how_many_more() -> None:
    lines = [Line(text="ord " * 40, key=f"question/{number}/card", number=number, at=NOW) for number in range(9)]
    few = say.shown(made(NOW, {Section.UNANSWERED: lines}), MEETING, VOICE, central=False).text
    assert (few.count("\n- ["), "\n- och 4 till" in few) == (5, True)
    many = say.shown(made(NOW, dict.fromkeys(Section, lines)), MEETING, VOICE, central=True).text
    assert many.count("\n- och 6 till") == len(Section), "three of each"
    assert len(many) < 9000
    assert "**1. Frågor utan svar (9)**" in many


def test_a_cancelled_meeting_says_so_and_an_empty_agenda_asks_for_points() -> None:
    nothing = made(NOW, {})
    off = say.posted(nothing, cancelled(MEETING, "", NOW), VOICE)
    assert (off.plain, off.buttons) == (
        "Inställt: avstämningen torsdag 26 november. Punkterna tas med till nästa möte.",
        (),
    )
    empty = say.posted(nothing, MEETING, VOICE)
    assert empty.plain == (
        "Dagordning torsdag 26 november 10:00, Rum *3*\n"
        "Inget har samlats sedan 24 november. Lägg gärna till egna punkter: ta upp på mötet: …."
    )
    assert [one.action for one in empty.buttons] == ["add_point:4", "agenda_text:4"]
