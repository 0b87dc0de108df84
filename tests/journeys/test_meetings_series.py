"""Plays: a change for one time of a series holds for that time alone, and two who change a meeting see it; leaves the rest to `test_meetings`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import Day, only
from tests.journeys.test_meetings import told
from tests.journeys.town import begin

if TYPE_CHECKING:
    from pathlib import Path

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


async def test_two_who_change_the_same_meeting_see_each_other(day: Day) -> None:
    await day.writes_to_the_bot("cecilia", "möte torsdag 26 november 14:30 Rådhuset")
    await day.presses("cecilia", "meeting_send:1")
    await day.presses("cecilia", "meeting_edit:1")
    await day.writes_to_the_bot("mats", "möte 1")
    await day.presses("mats", "meeting_edit:1")
    await day.fills("cecilia", "meeting", **{**USUAL, "location": "Biblioteket"})
    wanted = {**USUAL, "day": "2026-11-27", "note": "Ta med datorn."}
    again = only(await day.fills("mats", "meeting", **wanted), "notice", "form")
    assert "Nu står det: ”torsdag 26 november 14:30–15:30, Biblioteket”." in again["text"]
    await day.play.stage.chat.fill(day.play._account("mats"), "meeting", "meeting/1/1", wanted)
    assert "Ny tid: fredag 27 november 14:30–15:30" in told(await day.passes("1s"))["eva"]
    await day.presses("mats", "meeting_edit:1")
    await day.fills("mats", "meeting", **wanted)
    await day.play.stage.chat.fill(day.play._account("mats"), "meeting", "meeting/1/1", wanted)
    assert only(await day.passes("1s"), "notice")["text"].startswith("Inget är ändrat"), "the same form sent twice"


async def test_a_cancelled_meeting_is_off_its_agenda_at_once_and_nobody_hears_it_twice(store: Store) -> None:
    day = await Day.begin(store, posts={"agenda": "true"})
    await day.writes_to_the_bot("cecilia", "möte torsdag 26 november 10:00 Rådhuset")
    await day.presses("cecilia", "meeting_send:1")
    await day.presses("cecilia", "meeting_owner:1")
    await day.fills("cecilia", "meeting_owner", owner="mats")
    lines = await day.comes("2026-11-26T09:35")
    assert set(told(lines, "reminder")) == {"cecilia", "mats"}, "whoever leads it comes"
    await day.writes_to_the_bot("cecilia", "möte 1")
    await day.presses("cecilia", "meeting_cancel:1")
    lines = await day.fills("cecilia", "meeting_cancel", why="Vi är sjuka.")
    (agenda,) = [line for line in lines if "/agenda/" in line["key"]]
    assert agenda["text"].startswith("Inställt: avstämningen torsdag 26 november.")
    assert "mats" in told(lines), "an edit of the card would not reach whoever leads it"
    assert "cecilia" not in told(lines)
    assert "meeting/1/0/own/cecilia" not in [line["key"] for line in lines if line["event"] == "revised"]
    await day.end()


async def test_nobody_gets_a_message_in_the_evening_because_a_meeting_ended_or_changed_hands(day: Day) -> None:
    await day.writes_to_the_bot("cecilia", "möte torsdag 26 november 17:00 Rådhuset varje vecka")
    await day.presses("cecilia", "meeting_send:1")
    await day.comes("2026-11-26T17:59")
    assert told(await day.comes("2026-11-26T19:00")) == {}, "the card of the next time waits for the morning"
    await day.writes_to_the_bot("cecilia", "möte 2")
    await day.presses("cecilia", "meeting_owner:2")
    assert told(await day.fills("cecilia", "meeting_owner", owner="mats")) == {}
    morning = await day.comes("2026-11-27T07:31")
    to_mats = {line["key"]: line["text"] for line in morning if line["to"] == "mats"}
    assert to_mats["meeting/2/handed/mats"].startswith("Du leder nu avstämningen om Unikum torsdag 3 december")
    assert "Leds av Mats Nyström." in to_mats["meeting/2/preview/mats"]
    assert "meeting/2/0/own/mats" not in to_mats, "whoever leads it is not invited"


async def test_who_is_no_contact_any_more_gets_no_agenda(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, posts={"agenda": "true"})
    await day.writes_to_the_bot("cecilia", "möte torsdag 3 december 14:30 Rådhuset")
    await day.presses("cecilia", "meeting_send:1")
    await day.writes_to_the_bot("cecilia", "ta bort kontakt Lindskolan Eva Lind")
    await day.presses("cecilia", "change_do:1")
    to = {line["to"] for line in await day.comes("2026-12-01T07:31") if "/agenda/" in line["key"]}
    assert to == {"cecilia", "mats", "amina", "jonas", "leila"}
    await day.end()
