"""Plays: the bot was wrong, or nobody had asked it anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import called, events, only
from tests.journeys.phrases import ASSIGN, PRINT, UNSEEN, VAGUE

if TYPE_CHECKING:
    from tests.journeys.day import Day


async def test_a_contact_withdraws_a_wrong_answer_with_one_kind_sentence_and_a_person_has_it(day: Day) -> None:
    await day.says("anna", ASSIGN, "q")
    for who in ("anna", "olle"):
        refused = only(await day.presses(who, "wrong_answer", "q"), "refused")
        assert (refused["to"], refused["text"]) == (who, "Det kan bara en kontakt göra. På Lindskolan: Eva Lind.")
    pressed = await day.presses("cecilia", "wrong_answer", "q")
    assert events(pressed) == [("notice", "waiting"), ("revised", "waiting"), ("posted", "waiting")]
    notice, card, _ = pressed
    assert (notice["to"], notice["text"]) == ("cecilia", "Svaret är borttaget. Frågan ligger hos Eva Lind.")
    assert card["text"].startswith("Svaret som stod här stämde inte, och är borttaget.\nFrågan ligger hos Eva Lind, ")
    assert "Öppna planeringen" not in card["text"]
    assert (card["faq"], "use_faq:tilldela-planering" in card["buttons"]) == ([], False)
    assert called(pressed) == ["eva"]
    assert events(await day.presses("cecilia", "wrong_answer", "q")) == [("refused", "refusal")]  # counts once
    assert (await day.question("q")).rejected == ("tilldela-planering",)  # kept for learning


async def test_the_right_answer_after_a_wrong_one_bears_no_mark_of_it(offering: Day) -> None:
    offered = (await offering.says("anna", UNSEEN, "q"))[0]["faq"]
    await offering.presses("anna", f"pick:{offered[0]}", "q")
    await offering.presses("eva", "wrong_answer", "q")
    chosen = next(b for b in offering.card("q")["buttons"] if b.startswith("use_faq:"))
    pressed = await offering.presses("eva", chosen, "q")
    assert "stämde inte" not in offering.card("q")["text"]
    assert "Eva Lind valde det här svaret." in offering.card("q")["text"]
    assert called(pressed) == ["anna"]
    await offering.presses("anna", "not_helped", "q")
    assert "stämde inte" not in offering.card("q")["text"]


async def test_no_question_takes_the_card_away_and_undo_brings_everything_back(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    for who in ("anna", "olle"):
        assert events(await strict.presses(who, "not_a_question", "q")) == [("refused", "refusal")]
    pressed = await strict.presses("cecilia", "not_a_question", "q")
    assert events(pressed) == [("notice", "command"), ("withdrawn", "waiting"), ("withdrawn", "waiting")]
    assert (pressed[0]["to"], pressed[0]["buttons"]) == ("cecilia", ["undo"])
    assert pressed[0]["text"] == "Kortet är borta. Jag säger inget om sådana meddelanden framöver."
    assert (await strict.question("q")).how == "not_a_question"
    undone = await strict.presses("cecilia", "undo", "q")
    assert events(undone) == [("notice", "command"), ("posted", "waiting"), ("posted", "waiting")]
    assert undone[1]["text"].startswith("Frågan ligger hos Eva Lind, Lindskolan.\n")
    assert called(undone) == ["eva"]
    assert events(await strict.presses("cecilia", "undo", "q")) == [("refused", "refusal")]
    assert called(await strict.passes("5h")) not in ([], ["eva"])  # and it goes on from there
    await strict.says("anna", "strunt i det", thread="q")
    assert events(await strict.presses("cecilia", "undo", "q")) == [("refused", "refusal")]  # its asker took it back
    assert await strict.state("q") == "dropped"


async def test_undo_gives_an_answer_and_a_taken_question_their_time_again(strict: Day) -> None:
    await strict.says("anna", PRINT, "taken")
    await strict.presses("eva", "take", "taken")
    await strict.presses("eva", "not_a_question", "taken")
    only(await strict.presses("eva", "undo", "taken"), "posted", "taken")
    await strict.says("sami", ASSIGN, "answered")
    await strict.presses("per", "not_a_question", "answered")
    undone = only(await strict.presses("per", "undo", "answered"), "posted", "answer")
    assert undone["faq"] == ["tilldela-planering"]
    assert only(await strict.comes("2026-11-24T13:30"), "direct", "reminder")["to"] == "eva"
    assert ("revised", "solved") in events(await strict.comes("2026-11-25T09:01"))


async def test_undo_gives_offers_and_counter_questions_back(offering: Day) -> None:
    await offering.says("anna", UNSEEN, "q1")
    await offering.presses("eva", "not_a_question", "q1")
    assert only(await offering.presses("eva", "undo", "q1"), "posted", "suggestion")["state"] == "suggested"
    await offering.says("gunilla", VAGUE, "q2")
    await offering.passes("45s")
    await offering.presses("jonas", "not_a_question", "q2")
    assert only(await offering.presses("jonas", "undo", "q2"), "posted", "ask_more")["state"] == "asked"
    assert called(await offering.passes("31m")) == ["eva", "jonas"]  # and both go on from there
