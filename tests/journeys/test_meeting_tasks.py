"""Plays: whoever has a task from a meeting is asked when its day is here, in working time; somebody who is gone is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.day import only
from tests.journeys.happenings import rewritten
from tests.journeys.met import called
from tests.journeys.test_erasing import _forgotten, traces
from tests.journeys.town import begin

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.rehearsal.transcript import Line
    from storage.store import Store
    from tests.journeys.day import Day

CLOSED = [{"from": "2026-12-21", "to": "2027-01-08", "name": "jullov"}]


@pytest.fixture
async def town(store: Store, tmp_path: Path) -> AsyncIterator[Day]:
    """Lillköping, whose contacts have no place of their own, with a break at Christmas; Leila is away for a week."""
    day = await begin(store, tmp_path, closed=CLOSED, away={"leila": ("2026-12-01", "2026-12-08", None)})
    yield day
    await day.end()


async def noted(day: Day, text: str, at: str = "15:30") -> list[Line]:
    """A check-in of last Thursday has these notes."""
    await called(day)
    await day.comes(f"2026-11-26T{at}")
    await day.writes_to_the_bot("cecilia", f"anteckningar\n{text}")
    return await day.presses("cecilia", "notes_post:1:1")


def asks(lines: list[Line]) -> list[tuple[str | None, str, str]]:
    return [(line["to"], line["event"], line["text"]) for line in lines if "/ask/" in line["key"]]


async def test_a_task_is_asked_about_on_its_day_put_off_and_done(town: Day) -> None:
    lines = await noted(town, "Att göra: mejla rektorerna (Eva, fredag 4 december)\nAtt göra: boka sal (Cecilia)")
    private = [line["to"] for line in lines if line["key"].startswith("meeting/1/notes/own/")]
    assert sorted(filter(None, private)) == ["amina", "eva", "jonas", "leila", "mats"], (
        "there is no place, so each has the notes"
    )
    assert asks(await town.comes("2026-12-04T07:29")) == []
    (ask,) = [line for line in await town.comes("2026-12-04T07:31") if "/ask/" in line["key"]]
    assert (ask["to"], ask["buttons"]) == ("eva", ["done:1", "later:1"])
    assert ask["text"] == "Från avstämningen 26 november: ”mejla rektorerna”, till 4 december. Är det klart?"
    only(await town.presses("eva", "later:1"), "notice", "form")
    again = only(await town.fills("eva", "task_later", due="2026-12-01"), "notice", "form")
    assert "har redan varit" in again["text"]
    await town.presses("eva", "later:1")
    later = await town.fills("eva", "task_later", due="2026-12-24")
    said = only(later, "notice", "reminder")
    assert said["text"] == "Noterat: ”mejla rektorerna” till 11 januari 2027. Jag frågar dig då. 24 december är stängt."
    assert [line["event"] for line in later if line["key"].startswith("meeting/1/notes/own/eva/")] == ["revised"]
    broke = asks(await town.comes("2027-01-11T07:29"))
    assert [who for who, _, _ in broke] == ["cecilia", "cecilia", "cecilia"], (
        "asked twice before the break, and never in it"
    )
    (asked,) = [line for line in await town.comes("2027-01-11T07:31") if "/ask/eva" in line["key"]]
    assert asked["event"] == "direct"
    listed = only(await town.writes_to_the_bot("eva", "mina uppgifter"), "direct", "command")
    assert listed["text"] == "Du ska göra (1)\n- 1: mejla rektorerna, senast 11 januari"
    lines = await town.presses("eva", "done:1")
    assert only(lines, "notice", "reminder")["text"] == "Klart: ”mejla rektorerna”."
    notes = [line for line in lines if line["key"].startswith("meeting/1/notes/own/")]
    assert notes
    assert all("- Klart: mejla rektorerna (Eva Lind)" in line["text"] for line in notes)
    assert only(await town.presses("eva", "done:1"), "refused")["text"]
    page = await town.opens_home("cecilia")
    assert any("boka sal" in part.text for part in page.parts)


async def test_who_says_nothing_is_asked_twice_and_who_is_away_when_back(town: Day, store: Store) -> None:
    text = "Att göra: skriv guiden (Leila, 2 december)\nAtt göra: ring IT (Jonas, 30 november)"
    evening = await noted(town, text, at="19:30")
    assert {line["to"] for line in evening if line["to"]} == {"cecilia"}, "the others hear it when the desk opens"
    morning = await town.comes("2026-11-27T07:31")
    assert {line["to"] for line in morning if "/own/" in line["key"]} == {"mats", "amina", "eva", "jonas", "leila"}
    assert {line["to"] for line in morning if "/given/" in line["key"]} == {"jonas", "leila"}
    found = await town.comes("2026-12-11T16:00")
    assert [(line["event"], line["to"]) for line in found if "/ask/" in line["key"]] == [
        ("direct", "jonas"), ("withdrawn", "jonas"), ("direct", "jonas"), ("direct", "leila"),
    ]  # fmt: skip
    assert not [
        line for line in await town.comes("2026-12-20T12:00") if line["to"] == "jonas" and "/ask/" in line["key"]
    ]
    async with store.reading() as tx:
        silent = [one.owner for one in await tx.meeting_tasks.open() if one.is_silent]
    assert silent == ["jonas", "leila"]
    others = only(await town.writes_to_the_bot("mats", "uppgifter"), "direct", "command")
    assert others["text"].startswith("Andra ska göra (2)\n- 2: ring IT, Jonas Åberg, senast 30 november")
    refused = only(await town.presses("jonas", "done:1"), "refused")
    assert refused["text"]


async def test_the_task_of_somebody_who_is_gone_is_another_s_also_after_a_long_time_away(
    town: Day, store: Store
) -> None:
    await noted(town, "Att göra: skriv guiden (Olle, 2 december)\nAtt göra: ring IT (Lucy, 2 december)")
    await rewritten(store, "olle", accounts={})
    clock = town.play.stage.clock
    clock.set(clock.now().replace(month=12, day=28))  # the desk was down until then, in the break
    assert asks(await town.passes("1m")) == []
    found = [line for line in await town.comes("2027-01-11T08:00") if "/ask/" in line["key"]]
    assert sorted((line["to"] or "", line["event"]) for line in found) == [("cecilia", "direct"), ("lucy", "direct")]
    said = {line["to"]: line["text"] for line in found}
    assert said["cecilia"].endswith("Är det klart?\nTidigare låg det hos Olle Berg.")
    assert said["lucy"] == "From the check-in 26 November 2026: “ring IT”, by 2 December 2026. Is it done?"


async def test_what_an_erased_person_was_to_do_is_another_s(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await noted(day, "Att göra: ring Olle Berg (Olle, 2 december)\nBeslut: Olle Berg byter skola")
    await day.comes("2026-12-02T08:00")
    assert await traces(store, await _forgotten(day, "olle", None)) == []
    async with store.reading() as tx:
        (task,) = await tx.meeting_tasks.open()
        kept = (await tx.meeting_notes.get(1, day.play.stage.clock.now())).posted
    assert (task.owner, task.former, "Olle Berg" in task.text) == ("cecilia", "erased-1", False)
    assert kept is not None
    assert "Olle Berg" not in kept.parts[0].text
    found = [line for line in await day.comes("2026-12-03T08:00") if "/ask/" in line["key"]]
    assert [(line["to"], line["event"]) for line in found] == [("cecilia", "direct")]
    await day.end()
