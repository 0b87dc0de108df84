"""Plays: a question about changing people by hand says what to leave to the sync; `nödadmin` says what may be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import Day, only
from tests.journeys.town import FILM, LOGGED_OUT, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store

RULE = [
    "Ändra inte för hand det som synken sköter: elever, personal, vårdnadshavare, kopplingar, synkade klasser och deras namn.",
    "Rätta i elevregistret i stället. Synken går varje natt, så titta igen i morgon.",
    "Osäker? Fråga Mats Nyström först.",
]
SHORT = "Ändras inte för hand: elever, vårdnadshavare och klasser kommer från elevregistret."
MISSING = "Min nya elev syns inte i Unikum, hur läggs eleven in?"
ENTRY = {"id": "new", "question": MISSING, "answer": "Eleven ska skrivas in i registret."}


async def test_it_stands_under_a_waiting_card_and_an_answer_once_and_elsewhere_not(
    store: Store, tmp_path: Path
) -> None:
    day = await begin(store, tmp_path, more=(ENTRY,))
    await day.says("anna", "kan jag flytta en elev från 4A till 4B själv i unikum?", "q1")
    card = day.card("q1")["text"].split("\n")
    assert (day.card("q1")["state"], card[-4:-1], card[-1]) == ("waiting", RULE, "Fråga 1")
    assert all(line["mentions"] in ([], ["eva"]) for line in day.lines)  # nobody central is called
    await day.presses("eva", "take", "q1")
    assert RULE[0] not in day.card("q1")["text"]
    await day.says("gunilla", MISSING, "q2")
    answered = day.card("q2")["text"]
    assert day.card("q2")["state"] == "answered"
    assert (answered.count("Ändras inte för hand"), answered.count("Osäker?"), RULE[0] in answered) == (1, 1, False)
    assert f"\n{SHORT} " in answered
    await day.says("eva", MISSING.replace("Min", "En"), "q3")
    await day.presses("gunilla", "not_helped", "q2")
    assert day.card("q2")["text"].count(RULE[0]) == 1  # waiting now: a contact is to act
    for number, other in enumerate((LOGGED_OUT, FILM)):
        await day.says("anna", other, f"other{number}")
        assert "för hand" not in day.card(f"other{number}")["text"]
    await day.end()


async def test_the_command_says_what_may_be_done_with_the_steps_of_each(day: Day) -> None:
    told = only(await day.writes_to_the_bot("eva", "nödadmin"), "direct", "command")
    rows = told["text"].split("\n")
    assert rows[:2] == RULE[:2]
    assert rows[2].startswith("Osäker? Fråga ")
    assert rows[3] == "Det här får skolans kontakt göra för hand:"
    assert rows[-1] == "Stegen finns här under."
    assert told["buttons"] == ["show_faq:skapa-egen-grupp", "show_faq:koppla-mentor", "show_faq:arskurs-saknas",
                               "show_faq:kan-inte-valja-mottagare", "show_faq:annan-kontaktperson"]  # fmt: skip
    steps = only(await day.presses("eva", "show_faq:arskurs-saknas"), "notice")
    assert "Hantera läsår" in steps["text"]
    teacher = only(await day.mentions_the_bot("anna", "nödadmin?"), "notice")
    assert "På Lindskolan är det Eva Lind som kan hjälpa till." in teacher["text"]


async def test_without_sync_the_administrator_changes_it_and_a_small_faq_has_no_steps(
    store: Store, tmp_path: Path
) -> None:
    day = await begin(store, tmp_path, desk={"sync": "false"})
    await day.says("anna", "kan jag flytta en elev från 4A till 4B själv i unikum?", "q1")
    card = day.card("q1")["text"]
    assert "Det här ändras för hand av skolans administratör." in card
    assert "synken" not in card
    told = only(await day.writes_to_the_bot("lucy", "emergency admin"), "direct", "command")
    assert told["text"].startswith("The school's administrator changes this by hand.")
    assert told["buttons"] == []
    await day.end()
