"""Plays: anybody brings something up for the next check-in; it is masked, kept once, and never lost."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from knowledge.support.meeting import cancelled
from tests.journeys.day import only
from tests.journeys.test_agenda import POINT, planned
from tests.journeys.test_vendor import form_of
from tests.journeys.town import SIGNS, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store
    from tests.journeys.day import Day

WAITS = "Ingen avstämning är planerad än, så den väntar på nästa."
GOES = "Det tas upp på avstämningen tisdag 8 december 14:30. Cecilia Holm har dagordningen."


async def _own(day: Day, who: str) -> list[str]:
    """The person's points, as the desk lists them."""
    said = only(await day.writes_to_the_bot(who, "dagordning"), "direct", "meeting")
    return [line for line in said["text"].splitlines() if line.startswith("- ")]


async def test_a_point_is_kept_once_for_the_next_meeting_and_can_be_changed_and_taken_away(
    store: Store, tmp_path: Path
) -> None:
    day = await begin(store, tmp_path)
    kept = only(await day.writes_to_the_bot("anna", f"ta upp på mötet: {POINT}"), "direct", "meeting")
    assert (kept["text"], kept["buttons"]) == (f"Noterat: ”{POINT}”.\n{WAITS}", ["point_change:1", "point_remove:1"])
    meeting = await planned(day)
    twice = only(await day.mentions_the_bot("anna", f"Ta upp på mötet: {POINT.lower()}"), "notice", "meeting")
    assert twice["text"] == f"Den punkten finns redan: ”{POINT}”.\n{GOES}"
    english = only(await day.writes_to_the_bot("lucy", "bring up: the new reports"), "direct", "meeting")
    assert english["text"].startswith("Noted: “the new reports”.\nIt's brought up at the check-in Tuesday 8 December")
    only(await day.writes_to_the_bot("olle", f"ta upp på mötet: {'x' * 401}"), "refused", "refusal")
    offered = only(await day.writes_to_the_bot("olle", "ta upp på mötet"), "direct", "meeting")
    assert offered["buttons"] == ["add_point"]
    assert list(await form_of(day, "olle", "add_point:1")) == ["text"]
    assert list(await form_of(day, "eva", "add_point:1")) == ["text", "vendor"]
    await day.presses("olle", "add_point")
    filled = await day.fills("olle", "meeting_point", text="Elis Berg 20140312-2382 syns i fel grupp")
    told = only(filled, "notice", "meeting")
    assert told["text"] == (
        f"Noterat: ”[namn] [personnummer] syns i fel grupp”.\n{GOES}\n"
        "Det såg ut att stå ett elevnamn och ett personnummer i det du skrev. Jag tog bort det, så att ingen ser det."
    )
    async with store.reading() as tx:
        assert [one.text for one in await tx.meeting_points.open()][-1] == "[namn] [personnummer] syns i fel grupp"
    only(await day.presses("olle", "point_remove:1"), "refused", "refusal")
    await day.presses("anna", "point_change:1")
    changed = only(await day.fills("anna", "meeting_point", text="Lärloggar för nyanlända"), "notice", "meeting")
    assert changed["text"].startswith("Ändrat: ”Lärloggar för nyanlända”.")
    only(await day.presses("olle", "point_remove:3"), "notice", "meeting")
    only(await day.presses("olle", "point_remove:3"), "refused", "refusal")
    await _central_takes_one_away(day)
    async with store.transaction() as tx:
        await tx.meetings.save(cancelled(meeting, "", datetime(2026, 12, 1, tzinfo=UTC)))
    assert await _own(day, "anna") == ["- Punkt 1: ”Lärloggar för nyanlända”"]
    preview = only(await day.writes_to_the_bot("eva", "dagordning"), "direct", "meeting")["text"]
    assert preview.endswith("Egna punkter (1)\n- Punkt 1: ”Lärloggar för nyanlända” (Anna Ek)")
    await day.end()


async def _central_takes_one_away(day: Day) -> None:
    for who in ("eva", "cecilia"):
        await day.writes_to_the_bot(who, "dagordning")
    refused = only(await day.presses("eva", "point_drop:2"), "refused", "refusal")
    assert "Cecilia Holm" in refused["text"], "it says who can"
    await day.presses("cecilia", "point_drop:2")
    only(await day.fills("cecilia", "point_drop", why=" "), "notice", "form")
    await day.presses("cecilia", "point_drop:2")
    dropped = await day.fills("cecilia", "point_drop", why="Det är löst.")
    only(dropped, "notice", "meeting")
    lucy = only(dropped, "direct", "meeting")
    assert lucy["to"] == "lucy"
    assert lucy["text"] == "Cecilia Holm removed your point “the new reports” from the agenda: Det är löst."


async def test_a_message_becomes_a_point_with_its_words_where_all_contacts_may_read_them(
    store: Store, tmp_path: Path, chat: str
) -> None:
    day = await begin(store, tmp_path, places=("contacts",), on=chat)
    await planned(day)
    await day.says("gunilla", SIGNS, "q1")
    for who in ("olle", "eva"):
        said = only(await day.marks(who, "bring_up", "q1"), "notice", "meeting")
        assert said["buttons"] == (["point_change:1", "point_remove:1"] if who == "olle" else []), "only one's own"
    await day.says("eva", "Vi borde ha en rutin för nyanlända, 20140312-2382 till exempel", "t1", place="contacts")
    await day.marks("jonas", "bring_up", "t1")
    await day.says("cecilia", "Budgeten räcker inte till alla plattor", "t2", place="central")
    await day.marks("mats", "bring_up", "t2")
    await day.writes_to_the_bot("anna", "Kan du ta hand om något helt privat om min lön?", "t3")
    only(await day.marks("anna", "bring_up", "t3"), "refused", "refusal")
    shown = only(await day.writes_to_the_bot("eva", "dagordning"), "direct", "meeting")["text"]
    assert shown.splitlines()[-3:] == [
        f"- Punkt 1: ”{SIGNS}” (öppna, Olle Berg)",
        "- Punkt 2: ”Vi borde ha en rutin för nyanlända, [personnummer] till exempel” (öppna, Jonas Åberg)",
        "- Punkt 3: ett meddelande i central (Mats Nyström)",
    ]
    await day.end()
