"""Plays: what is changed for one time of a series holds for that time alone; leaves the rest of a series to `test_meetings`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import Day

if TYPE_CHECKING:
    from storage.store import Store

USUAL = {
    "title": "",
    "day": "2026-11-26",
    "time": "14:30",
    "length": "60",
    "location": "Rådhuset",
    "link": "",
    "note": "",
}


async def test_another_room_for_one_time_is_not_that_of_the_times_after_it(day: Day, store: Store) -> None:
    await day.writes_to_the_bot("cecilia", "möte torsdag 26 november 14:30 Rådhuset varje vecka")
    await day.presses("cecilia", "meeting_send:1")
    await day.presses("cecilia", "meeting_edit:1")
    once = {**USUAL, "location": "Biblioteket", "note": "Ta med datorn.", "length": "90"}
    await day.fills("cecilia", "meeting", **once, scope="one")
    await day.comes("2026-11-27T07:31")
    async with store.reading() as tx:
        second = await tx.meetings.look(2)
    assert second is not None
    assert (second.location, second.note, second.minutes) == ("Rådhuset", "", 60)
    await day.presses("cecilia", "meeting_edit:2")
    await day.fills("cecilia", "meeting", **{**once, "day": "2026-12-03"}, scope="all")
    await day.comes("2026-12-04T07:31")
    async with store.reading() as tx:
        third = await tx.meetings.look(3)
    assert third is not None
    assert (third.location, third.note, third.minutes) == ("Biblioteket", "Ta med datorn.", 90)
