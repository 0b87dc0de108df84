"""Plays: central hears of schools whose contacts cannot be reached, once a week, and that it is sorted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.support.change import Rows
from knowledge.support.directory import School
from tests.journeys.day import only
from tests.journeys.happenings import known
from tests.journeys.town import begin

if TYPE_CHECKING:
    from pathlib import Path

    from bot.rehearsal.transcript import Line
    from storage.store import Store
    from tests.journeys.day import Day

ON = {"alarms": "true"}


def alarms(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line["reply"] == "alarm"]


async def audited(day: Day) -> None:
    """What the worker does each hour."""
    await day.play.stage.app.bot.audit(day.play.stage.clock.now())


async def test_an_absence_without_a_substitute_is_told_and_then_sorted(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, posts=ON)
    gone = await day.writes_to_the_bot("eva", "borta till fredag")
    alarm = only(alarms(gone), "posted")
    assert (alarm["place"], alarm["text"]) == (
        "central",
        "⚠️ Lindskolan har ingen kontakt som nås till och med 27 november. Frågor därifrån går direkt till er.\n"
        "Lägg in en kontakt eller ersättare, så slipper skolan vänta.",
    )
    assert alarm["buttons"] == ["substitute:lindskolan", "contact_new:lindskolan"]
    form = only(await day.presses("mats", "substitute:lindskolan"), "notice", "form")
    assert form["form"] == "substitute"
    shown = await day.fills("mats", "substitute", person="eva", to="2026-11-27", substitute="Olle")
    button = next(one for line in shown for one in line["buttons"] if one.startswith("change_do"))
    done = alarms(await day.presses("mats", button))
    assert [(line["event"], line["text"], line["buttons"]) for line in done] == [
        ("revised", "✅ Lindskolan har en kontakt som nås. Ordnat 24 november.", [])
    ]
    assert alarms(await day.writes_to_the_bot("eva", "borta till fredag")) == []  # told of this week already
    await day.end()


async def test_the_daily_look_tells_once_a_week(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, posts=ON)
    await audited(day)
    first = alarms(await day.comes("2026-11-25T08:00"))
    assert [line["text"].splitlines()[0] for line in first] == [
        "⚠️ Ekskolan har ingen kontakt som nås just nu. Frågor därifrån går direkt till er."
    ]
    assert first[0]["buttons"] == ["contact_new:ekskolan"]
    assert alarms(await day.comes("2026-12-01T16:00")) == []
    again = alarms(await day.comes("2026-12-02T08:00"))
    assert sorted(line["event"] for line in again) == ["posted", "withdrawn"]
    await day.end()


async def test_many_schools_are_one_alarm_and_who_left_is_not_told_of_twice(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, posts=ON)
    left = alarms(await known(day, "eva", has_left=True))
    assert len(left) == 1
    async with store.transaction() as tx:
        await tx.directory.put(Rows(schools=tuple(School(id=f"s{n}", name=f"Skola {n}") for n in range(12))))
    await audited(day)
    told = only(alarms(await day.comes("2026-11-25T08:00")), "posted")
    assert told["text"].startswith("⚠️ 13 skolor har ingen kontakt som nås: Ekskolan, Skola 0, Skola 1,")
    assert "Skola 8 och 3 till. Frågor" in told["text"]
    await day.end()


async def test_where_alarms_are_off_nobody_hears(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await audited(day)
    assert alarms(await day.writes_to_the_bot("eva", "borta till fredag")) == []
    assert alarms(await day.comes("2026-11-26T08:00")) == []
    await day.end()
