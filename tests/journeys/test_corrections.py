"""Plays: an answer turns out to be another; whoever got the old one hears of it in their own thread, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import only
from tests.journeys.lessons import SURE
from tests.journeys.test_entry_changed import NEW, changes
from tests.journeys.town import ASSIGN, LOGGED_OUT, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store
    from tests.journeys.day import Day, Line


async def _changed(day: Day, answer: str) -> Line:
    await changes(day, "mats", "out", question=LOGGED_OUT, ways="", answer=answer)
    return only(await day.passes("0s"), "notice")


async def test_those_who_had_the_old_answer_are_told_in_their_threads(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await day.says("anna", LOGGED_OUT, "a")
    await day.presses("anna", "helped", "a")
    await day.says("goran", LOGGED_OUT, "g")
    await day.writes_to_the_bot("olle", LOGGED_OUT, "alone")
    await day.says("gunilla", ASSIGN, "other")
    await day.says("dragana", LOGGED_OUT, "no help")
    await day.presses("dragana", "not_helped", "no help")
    told = await _changed(day, NEW)
    assert told["text"].split("\n")[1] == (
        "3 har fått det gamla svaret de senaste 30 dagarna. Vill du att jag säger till dem i deras trådar?"
    )
    lines = await day.presses("mats", told["buttons"][0])
    assert only(lines, "notice")["text"] == "3 får veta det i sina trådar."
    lines = await day.passes("1s") + lines
    posted = [line for line in lines if line["event"] == "posted"]
    assert sorted((line["thread"], line["mentions"][0]) for line in posted) == [("a", "anna"), ("g", "goran")]
    assert posted[0]["text"].endswith(f"Svaret på {LOGGED_OUT} har ändrats sedan du fick det:\n{NEW}")
    alone = next(line for line in lines if line["event"] == "direct")
    assert (alone["to"], alone["text"].split("\n")[-1]) == ("olle", "Det gäller fråga 3.")
    revised = next(line for line in lines if line["event"] == "revised" and line["thread"] == "g")
    assert NEW in revised["text"]
    assert only(await day.presses("mats", told["buttons"][0]), "refused")["text"] == "De har redan fått veta det."
    await day.end()


async def test_a_better_spelling_is_told_to_nobody(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await day.says("anna", LOGGED_OUT, "a")
    told = await _changed(day, "Efter **45** minuter, loggas du ut!")
    assert (told["text"], told["buttons"]) == (f"{LOGGED_OUT} är ändrat. Det nya gäller nu.", [])
    await day.end()


async def test_it_goes_out_when_the_desk_opens(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await day.says("anna", LOGGED_OUT, "a")
    await day.comes("2026-11-24T19:00")
    told = await _changed(day, NEW)
    assert told["text"].split("\n")[1].startswith("En har fått det gamla svaret")
    lines = await day.presses("mats", told["buttons"][0])
    assert only(lines, "notice")["text"] == (
        "Den som frågade får veta det i tråden. Det går ut när supporten öppnar, i morgon, onsdag 07:30."
    )
    assert [line for line in await day.comes("2026-11-25T07:29") if line["event"] == "posted"] == []
    only([line for line in await day.comes("2026-11-25T07:31") if line["mentions"] == ["anna"]], "posted")
    await day.end()


async def test_what_was_taken_back_before_the_desk_opens_is_told_to_nobody(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await day.says("anna", LOGGED_OUT, "a")
    await day.comes("2026-11-24T19:00")
    told = await _changed(day, NEW)
    await day.presses("mats", told["buttons"][0])
    await _changed(day, "Efter 45 minuter loggas du ut.")
    lines = await day.comes("2026-11-25T07:31")
    assert [line for line in lines if "har ändrats" in line["text"]] == []
    await day.end()
