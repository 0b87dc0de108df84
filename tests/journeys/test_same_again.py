"""Plays: several people ask the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import called, events, only
from tests.journeys.phrases import ASSIGN, HOW_TO, PRINT, SIGNS, UNSEEN

if TYPE_CHECKING:
    from tests.journeys.day import Day


async def test_an_open_one_is_linked_counted_and_all_are_told(strict: Day) -> None:
    await strict.says("anna", PRINT, "first")
    linked = await strict.says("sami", PRINT, "second")
    assert events(linked) == [("notice", "linked"), ("revised", "waiting")]
    notice, card = linked
    assert (notice["to"], notice["thread"], notice["buttons"]) == ("sami", "second", ["ask_human"])
    assert notice["text"] == "Samma fråga är på väg till ett svar: fråga 1.\nDu får veta här när den är löst."
    assert (card["thread"], card["mentions"]) == ("first", [])
    assert card["text"].split("\n")[-2:] == ["En till undrar samma sak.", "Fråga 1"]
    await strict.says("karin", PRINT, "third")
    assert "2 till undrar samma sak." in strict.card("first")["text"]
    await strict.presses("eva", "take", "first")
    assert "2 till undrar samma sak." in strict.card("first")["text"]
    await strict.says("eva", HOW_TO, thread="first")
    told = await strict.presses("anna", "helped", "first")
    lines = [line for line in told if line["event"] == "posted"]
    assert [(line["thread"], line["reply"], line["mentions"]) for line in lines] == [
        ("second", "linked", ["sami"]), ("third", "linked", ["karin"])]  # fmt: skip
    assert lines[0]["text"].startswith("Sami Haddad Nu finns svaret i fråga 1. Hjälper det dig också?")
    assert lines[0]["buttons"] == ["helped", "not_helped", "solved", "take", "not_a_question"]
    assert {line["key"] for line in told if line["event"] == "withdrawn"} >= {"question/2/notice", "question/3/notice"}


async def test_those_who_are_told_answer_for_themselves(strict: Day) -> None:
    await strict.says("anna", PRINT, "first")
    await strict.says("sami", PRINT, "second")
    await strict.says("karin", PRINT, "third")
    await strict.says("eva", HOW_TO, thread="first")
    await strict.presses("anna", "helped", "first")
    helped = only(await strict.presses("sami", "helped", "second"), "revised", "solved")
    assert helped["text"] == "✅ Löst 24 november med svaret i fråga 1.\nFråga 2"
    assert (await strict.question("second")).how == "linked"
    assert called(await strict.says("karin", "nej, det hjälpte inte", thread="third")) == ["per"]


async def test_mine_is_different_and_the_first_card_counts_one_less(strict: Day) -> None:
    await strict.says("anna", PRINT, "first")
    await strict.says("sami", PRINT, "second")
    pressed = await strict.presses("sami", "ask_human", "second")
    assert called(pressed) == ["per"]
    assert ("withdrawn", "linked") in events(pressed)
    assert "till undrar samma sak" not in strict.card("first")["text"]


async def test_the_same_person_who_asks_again_is_linked_and_not_counted(strict: Day) -> None:
    await strict.says("anna", PRINT, "first")
    again = await strict.says("anna", PRINT, "again")
    assert events(again) == [("notice", "linked")]
    assert "till undrar" not in strict.card("first")["text"]


async def test_one_with_an_offer_out_or_an_answer_by_a_person_is_open_too(offering: Day) -> None:
    await offering.says("anna", UNSEEN, "first")
    assert events(await offering.says("sami", UNSEEN, "second")) == [("notice", "linked"), ("revised", "suggestion")]
    await offering.says("olle", "Du måste publicera det först, klicka på Publicera överst.", thread="first")
    assert events(await offering.says("karin", UNSEEN, "third")) == [("notice", "linked"), ("revised", "answer")]


async def test_when_the_first_is_taken_back_the_oldest_of_the_others_gets_people_of_its_own(strict: Day) -> None:
    await strict.says("anna", PRINT, "first")
    await strict.says("sami", PRINT, "second")
    await strict.says("karin", PRINT, "third")
    gone = await strict.says("anna", "strunt i det", thread="first")
    assert called(gone) == ["per"]
    assert "En till undrar samma sak." in strict.card("second")["text"]
    assert (await strict.question("third")).linked_to == (await strict.question("second")).number
    newest = [line for line in gone if line["key"] == "question/3/notice"][-1]
    assert "fråga 2" in newest["text"]


async def test_when_the_first_rests_the_others_do_not_wait_in_vain(strict: Day) -> None:
    await strict.says("anna", PRINT, "first")
    await strict.says("sami", PRINT, "second")
    await strict.says("eva", "Vilken klass gäller det?", thread="first")
    later = await strict.comes("2026-12-01T09:01")
    assert called(later) == ["per"]
    assert await strict.state("first") == "expired"


async def test_whoever_waits_and_needs_no_help_any_more_says_so_without_a_post(strict: Day) -> None:
    await strict.says("anna", PRINT, "first")
    await strict.says("sami", PRINT, "second")
    said = await strict.says("sami", "det löste sig, tack", thread="second")
    assert sorted(events(said)) == [("revised", "waiting"), ("withdrawn", "linked")]
    assert "till undrar" not in strict.card("first")["text"]
    assert await strict.state("second") == "solved"


async def test_a_human_answer_in_the_thread_of_one_that_waits_is_an_answer_there(strict: Day) -> None:
    await strict.says("anna", PRINT, "first")
    await strict.says("sami", PRINT, "second")
    said = await strict.says("per", HOW_TO, thread="second")
    assert ("posted", "answer") in events(said)
    assert ("withdrawn", "linked") in events(said)
    assert "till undrar" not in strict.card("first")["text"]


async def test_one_that_was_solved_lately_is_offered_with_its_answer(strict: Day) -> None:
    await strict.says("anna", PRINT, "first")
    await strict.says("eva", HOW_TO, thread="first")
    await strict.presses("anna", "helped", "first")
    await strict.comes("2026-12-14T10:00")
    card = only(await strict.says("sami", PRINT, "second"), "posted", "linked")
    assert card["text"] == f"Det här löstes 24 november: fråga 1.\n> {HOW_TO}\nStämmer det med din fråga?\nFråga 2"
    assert (card["state"], card["buttons"][:2], card["mentions"]) == ("answered", ["helped", "not_helped"], [])
    helped = only(await strict.presses("sami", "helped", "second"), "revised", "solved")
    assert helped["text"] == "✅ Löst 14 december med svaret i fråga 1.\nFråga 2"


async def test_an_offered_answer_that_does_not_fit_brings_a_person(strict: Day) -> None:
    await strict.says("anna", PRINT, "first")
    await strict.says("eva", HOW_TO, thread="first")
    await strict.presses("anna", "helped", "first")
    await strict.says("sami", PRINT, "second")
    pressed = await strict.presses("sami", "not_helped", "second")
    assert called(pressed) == ["per"]
    assert "Frågan ligger hos Per Nord, Björkskolan." in strict.card("second")["text"]


async def test_one_that_an_entry_solved_is_offered_with_that_entry(offering: Day) -> None:
    entry = (await offering.says("anna", UNSEEN, "first"))[0]["faq"][0]
    await offering.presses("anna", f"pick:{entry}", "first")
    await offering.presses("anna", "helped", "first")
    card = only(await offering.says("sami", UNSEEN, "second"), "posted", "linked")
    assert card["faq"] == [entry]
    assert "Stämmer det med din fråga?" in card["text"]


async def test_after_thirty_days_it_is_a_new_question(strict: Day) -> None:
    await strict.says("anna", PRINT, "first")
    await strict.says("eva", HOW_TO, thread="first")
    await strict.presses("anna", "helped", "first")
    await strict.comes("2027-01-12T10:00")
    assert called(await strict.says("sami", PRINT, "second")) == ["per"]


async def test_another_question_and_one_that_equals_an_entry_are_never_linked(strict: Day) -> None:
    await strict.says("anna", PRINT, "first")
    assert called(await strict.says("sami", SIGNS, "second")) == ["per"]
    await strict.says("gunilla", ASSIGN, "third")
    await strict.presses("gunilla", "not_helped", "third")
    assert events(await strict.says("mehmet", ASSIGN, "fourth")) == [("posted", "answer")]


async def test_what_was_asked_in_private_is_never_linked_to(strict: Day) -> None:
    await strict.writes_to_the_bot("anna", PRINT, "alone")
    await strict.presses("anna", "to_contact", "alone")
    assert called(await strict.says("sami", PRINT, "second")) == ["per"]
