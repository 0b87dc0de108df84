"""Plays: several people ask the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import called, events, only
from tests.journeys.phrases import ASSIGN, HOW_TO, PRINT, SIGNS, UNSEEN

if TYPE_CHECKING:
    from tests.journeys.day import Day


async def three_ask(day: Day) -> None:
    """Anna is first; Sami and Karin ask the same."""
    for who, label in (("anna", "first"), ("sami", "second"), ("karin", "third")):
        await day.says(who, PRINT, label)


async def test_an_open_one_is_linked_counted_and_all_are_told(strict: Day) -> None:
    await strict.says("anna", PRINT, "first")
    notice, card = await strict.says("sami", PRINT, "second")
    assert (notice["event"], notice["reply"], notice["to"], notice["thread"]) == ("notice", "linked", "sami", "second")
    assert notice["buttons"] == ["ask_human"]
    assert notice["text"] == "Samma fråga är på väg till ett svar: fråga 1.\nDu får veta här när den är löst."
    assert (card["event"], card["reply"], card["thread"], card["mentions"]) == ("revised", "waiting", "first", [])
    assert card["text"].split("\n")[-2:] == ["En till undrar samma sak.", "Fråga 1"]
    await strict.says("karin", PRINT, "third")
    assert events(await strict.says("anna", PRINT, "herself")) == [("notice", "linked")]  # linked, and not counted
    await strict.presses("eva", "take", "first")
    assert "2 till undrar samma sak." in strict.card("first")["text"]
    await strict.says("eva", HOW_TO, thread="first")
    told = await strict.presses("anna", "helped", "first")
    lines = [line for line in told if line["event"] == "posted"]
    assert [(line["thread"], line["reply"], line["mentions"]) for line in lines] == [
        ("second", "linked", ["sami"]), ("third", "linked", ["karin"]), ("herself", "linked", ["anna"])]  # fmt: skip
    assert lines[0]["text"].startswith("Sami Haddad Nu finns svaret i fråga 1. Hjälper det dig också?")
    assert lines[0]["buttons"] == ["helped", "not_helped", "solved", "take", "not_a_question"]
    assert {line["key"] for line in told if line["event"] == "withdrawn"} >= {"question/2/notice", "question/3/notice"}


async def test_those_who_are_told_answer_for_themselves(strict: Day) -> None:
    await three_ask(strict)
    await strict.says("eva", HOW_TO, thread="first")
    await strict.presses("anna", "helped", "first")
    helped = only(await strict.presses("sami", "helped", "second"), "revised", "solved")
    assert helped["text"] == "✅ Löst 24 november med svaret i fråga 1.\nFråga 2"
    assert (await strict.question("second")).how == "linked"
    assert called(await strict.says("karin", "nej, det hjälpte inte", thread="third")) == ["per"]


async def test_whoever_goes_an_own_way_is_no_longer_counted_and_has_no_notice(strict: Day) -> None:
    await three_ask(strict)
    await strict.says("thi", PRINT, "fourth")
    await strict.says("lucy", PRINT, "fifth")
    different = await strict.presses("sami", "ask_human", "second")
    assert called(different) == ["per"]
    assert ("withdrawn", "linked") in events(different)
    assert "3 till undrar samma sak." in strict.card("first")["text"]
    alone = await strict.says("karin", "det löste sig, tack", thread="third")  # nothing is posted about it
    assert sorted(events(alone)) == [("revised", "waiting"), ("withdrawn", "linked")]
    assert await strict.state("third") == "solved"
    answered = await strict.says("per", HOW_TO, thread="fourth")
    assert sorted(events(answered)) == [("posted", "answer"), ("revised", "waiting"), ("withdrawn", "linked")]
    assert ("withdrawn", "linked") in events(await strict.deletes("lucy", "fifth"))
    assert "till undrar" not in strict.card("first")["text"]


async def test_one_with_an_offer_out_or_an_answer_by_a_person_is_open_too(offering: Day) -> None:
    await offering.says("anna", UNSEEN, "first")
    assert events(await offering.says("sami", UNSEEN, "second")) == [("notice", "linked"), ("revised", "suggestion")]
    await offering.says("olle", "Du måste publicera det först, klicka på Publicera överst.", thread="first")
    assert events(await offering.says("karin", UNSEEN, "third")) == [("notice", "linked"), ("revised", "answer")]


async def test_when_the_first_is_taken_back_the_oldest_of_the_others_gets_people_of_its_own(strict: Day) -> None:
    await three_ask(strict)
    gone = await strict.says("anna", "strunt i det", thread="first")
    assert called(gone) == ["per"]
    assert "En till undrar samma sak." in strict.card("second")["text"]
    assert (await strict.question("third")).linked_to == (await strict.question("second")).number
    newest = [line for line in gone if line["key"] == "question/3/notice"][-1]
    assert "fråga 2" in newest["text"]


async def test_when_the_first_rests_the_others_do_not_wait_in_vain(strict: Day) -> None:
    await three_ask(strict)
    await strict.says("eva", "Vilken klass gäller det?", thread="first")
    assert called(await strict.comes("2026-12-01T09:01")) == ["per"]
    assert await strict.state("first") == "expired"
    assert (await strict.question("third")).linked_to == 2


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
    await strict.says("gunilla", PRINT, "third")
    pressed = await strict.presses("gunilla", "not_helped", "third")
    assert called(pressed) == ["jonas"]  # it did not fit: a person
    await strict.presses("jonas", "not_a_question", "third")
    await strict.comes("2027-01-14T10:00")
    assert called(await strict.says("karin", PRINT, "fourth")) == ["per"]  # after thirty days it is new


async def test_one_that_an_entry_solved_is_offered_with_that_entry(offering: Day) -> None:
    entry = (await offering.says("anna", UNSEEN, "first"))[0]["faq"][0]
    await offering.presses("anna", f"pick:{entry}", "first")
    await offering.presses("anna", "helped", "first")
    (listed,) = await offering.writes_to_the_bot("cecilia", "faq nya ord")
    remove = next(button for button in listed["buttons"] if button.startswith("wording_remove:"))
    await offering.presses("cecilia", remove)  # or these words would be answered by now
    card = only(await offering.says("sami", UNSEEN, "second"), "posted", "linked")
    assert card["faq"] == [entry]
    assert "Stämmer det med din fråga?" in card["text"]


async def test_other_questions_private_ones_and_what_equals_an_entry_are_never_linked(strict: Day) -> None:
    await strict.writes_to_the_bot("anna", PRINT, "alone")
    await strict.presses("anna", "to_contact", "alone")
    assert called(await strict.says("sami", PRINT, "open")) == ["per"]
    assert called(await strict.says("gunilla", SIGNS, "other")) == ["jonas"]
    await strict.says("karin", ASSIGN, "entry")
    await strict.presses("karin", "not_helped", "entry")
    assert events(await strict.says("mehmet", ASSIGN, "again")) == [("posted", "answer")]
