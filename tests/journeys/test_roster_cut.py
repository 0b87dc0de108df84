"""Plays: a substitute for some days of a longer absence; leaves the arithmetic of days to tests/knowledge."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from knowledge.support.directory import Absence
from tests.journeys.happenings import person
from tests.journeys.test_roster import pressable, told
from tests.journeys.town import begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store

LONG = ("2026-12-01", "2027-01-31", "olle")


def _long(first: date, last: date) -> Absence:
    return Absence(first=first, last=last, substitute="olle")


async def test_a_long_absence_is_kept_around_the_days_of_another_substitute(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, away={"eva": LONG})
    shown = await day.writes_to_the_bot("mats", "ersättare Eva Anna 7–9 december")
    assert told(shown)["mats"].splitlines()[:2] == [
        "Eva Lind är borta 7 december – 9 december, och Anna Ek ersätter.",
        "Den andra frånvaron (1 december – 31 januari 2027) gäller fortfarande 1 december – 6 december och "
        "10 december – 31 januari 2027, och då ersätter Olle Berg.",
    ]
    done = await day.presses("mats", pressable(shown, "change_do"))
    assert told(done)["olle"] == (
        "Du behöver inte ersätta Eva Lind 7 december – 9 december. Någon annan lösning är vald då."
    )
    new = Absence(first=date(2026, 12, 7), last=date(2026, 12, 9), substitute="anna")
    before, after = _long(date(2026, 12, 1), date(2026, 12, 6)), _long(date(2026, 12, 10), date(2027, 1, 31))
    assert (await person(store, "eva")).absences == (before, new, after)
    undone = await day.presses("mats", pressable(done, "change_undo"))
    assert (await person(store, "eva")).absences == (_long(date(2026, 12, 1), date(2027, 1, 31)),)
    assert {line["to"] for line in undone if line["event"] == "withdrawn"} >= {"olle", "anna"}
    await day.end()


async def test_who_is_back_is_back_from_all_that_hangs_together(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, away={"eva": ("2026-11-20", "2026-12-18", "olle")})
    shown = await day.writes_to_the_bot("mats", "ersättare Eva Anna 24–26 november")
    await day.presses("mats", pressable(shown, "change_do"))
    assert len((await person(store, "eva")).absences) == 3
    await day.writes_to_the_bot("eva", "tillbaka")
    assert (await person(store, "eva")).absences == (_long(date(2026, 11, 20), date(2026, 11, 23)),)
    await day.end()
