"""Plays: somebody asks, and the bot is sure, fairly sure, has no entry, or understands too little."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.day import Day, called, events, only
from tests.journeys.phrases import ASSIGN, PASSWORD, PRINT, UNSEEN, VAGUE

if TYPE_CHECKING:
    from storage.store import Store


async def test_small_talk_announcements_and_greetings_get_silence(day: Day) -> None:
    for said in ("Kaffet är slut i personalrummet", "God morgon alla!", "Glöm inte mötet i morgon kl 15", "👍"):
        assert await day.says("anna", said) == [], said
        assert await day.passes("5m") == [], said


async def test_nothing_is_asked_of_the_desk_outside_its_places(day: Day) -> None:
    assert await day.says("anna", ASSIGN, place="lindskolan-larare") == []
    assert await day.says("anna", ASSIGN, place="contacts") == []


async def test_a_mention_elsewhere_and_a_direct_message_are_questions_to_the_desk(day: Day) -> None:
    there = only(await day.mentions_the_bot("anna", ASSIGN, "lindskolan-larare", "there"), "posted", "answer")
    assert (there["place"], there["thread"], there["faq"]) == ("lindskolan-larare", "there", ["tilldela-planering"])
    alone = only(await day.writes_to_the_bot("olle", ASSIGN, "alone"), "direct", "answer")
    assert (alone["place"], alone["to"], alone["faq"]) == (None, "olle", ["tilldela-planering"])


async def test_what_equals_an_entry_is_answered_every_time_whoever_asks(day: Day) -> None:
    for number, who in enumerate(("anna", "sami", "eva", "cecilia")):
        said = await day.says(who, ASSIGN, f"q{number}")
        assert events(said) == [("posted", "answer")], who
        assert said[0]["faq"] == ["tilldela-planering"]
        assert said[0]["buttons"] == ["helped", "not_helped", "solved", "take", "wrong_answer", "not_a_question"]
        assert said[0]["mentions"] == []


async def test_fairly_sure_offers_at_most_three_and_one_is_picked(offering: Day) -> None:
    card = only(await offering.says("anna", UNSEEN, "q"), "posted", "suggestion")
    assert 1 < len(card["faq"]) <= 3
    assert card["buttons"] == [
        *(f"pick:{e}" for e in card["faq"]),
        "none_of_these",
        "ask_human",
        "take",
        "not_a_question",
    ]
    assert card["text"].startswith("Menar du någon av de här?\n1. ")
    assert "Väljer du ingen går frågan till Eva Lind i dag 09:30." in card["text"]
    picked = await offering.presses("anna", f"pick:{card['faq'][1]}", "q")
    assert events(picked) == [("revised", "answer")]
    assert (picked[0]["faq"], picked[0]["state"]) == ([card["faq"][1]], "answered")
    assert "Hjälpte det inte går frågan till Eva Lind." in picked[0]["text"]


async def test_none_of_these_goes_to_a_person_at_once(offering: Day) -> None:
    offered = (await offering.says("anna", UNSEEN, "q"))[0]["faq"]
    pressed = await offering.presses("anna", "none_of_these", "q")
    assert events(pressed) == [("notice", "waiting"), ("revised", "waiting"), ("posted", "waiting")]
    assert pressed[0]["to"] == "anna"
    assert pressed[0]["text"] == "Då går frågan till Eva Lind. Skriv gärna vad som inte stämde."
    assert called(pressed) == ["eva"]
    assert not {f"use_faq:{entry}" for entry in offered} & set(pressed[1]["buttons"])  # they were no help


async def test_an_untouched_suggestion_goes_to_a_person_after_half_an_hour(offering: Day) -> None:
    await offering.says("anna", UNSEEN, "q")
    assert await offering.comes("2026-11-24T09:29") == []
    later = await offering.comes("2026-11-24T09:31")
    assert events(later) == [("revised", "waiting"), ("posted", "waiting")]
    assert [line["at"][11:16] for line in later] == ["09:30", "09:30"]
    assert called(later) == ["eva"]


async def test_patience_with_a_suggestion_counts_working_time(store: Store) -> None:
    day = await Day.begin(store, "2026-11-24T16:20", matching={"answer": "0.99", "suggest": "0.02"})
    card = only(await day.says("anna", UNSEEN, "q"), "posted", "suggestion")
    assert "i morgon, onsdag 07:50" in card["text"]
    later = await day.comes("2026-11-25T08:00")
    assert {line["at"][:16] for line in later} == {"2026-11-25T07:50"}
    await day.end()


async def test_a_real_question_without_an_entry_goes_to_people_without_a_word_about_the_faq(strict: Day) -> None:
    asked = await strict.says("anna", PRINT, "q")
    assert events(asked) == [("posted", "waiting"), ("posted", "waiting")]
    card, call = asked
    assert card["text"].startswith(
        "Frågan ligger hos Eva Lind, Lindskolan.\nÄr den inte löst i dag 13:00 går den till "
    )
    assert card["text"].endswith("\nFråga 1")
    assert (card["key"], card["mentions"], card["faq"]) == ("question/1/card", [], [])
    assert card["buttons"][:2] == ["take", "solved"]
    assert card["buttons"][-1] == "not_a_question"
    assert (call["key"], call["mentions"], call["buttons"]) == ("question/1/call", ["eva"], [])
    assert call["text"] == "Eva Lind Det här är en fråga från Lindskolan."


async def test_something_vague_gets_one_counter_question_and_what_follows_is_the_same_question(day: Day) -> None:
    assert await day.says("anna", VAGUE, "q") == []
    asked_back = await day.passes("45s")
    card = only(asked_back, "posted", "ask_more")
    assert card["text"].startswith("Vad händer?\nVar i Unikum är du, och vad står det? Inga namn, tack.")
    assert card["buttons"] == ["ask_human", "not_a_question"]
    assert card["state"] == "asked"
    answered = await day.says("anna", PASSWORD, thread="q")
    assert events(answered) == [("revised", "answer")]
    assert (answered[0]["key"], answered[0]["faq"]) == (card["key"], ["glomt-losenord"])


async def test_a_reply_beside_the_thread_belongs_to_the_counter_question_too(day: Day) -> None:
    await day.says("anna", VAGUE, "q")
    await day.passes("45s")
    await day.passes("5m")
    answered = await day.says("anna", PASSWORD)
    assert events(answered) == [("revised", "answer")]
    assert answered[0]["thread"] == "q"


async def test_two_vague_messages_are_enough_a_person_has_it_then(day: Day) -> None:
    await day.says("anna", VAGUE, "q")
    await day.passes("45s")
    said = await day.says("anna", "nej det går fortfarande inte alls", thread="q")
    assert events(said) == [("revised", "waiting"), ("posted", "waiting")]
    assert called(said) == ["eva"]


async def test_a_counter_question_without_a_reply_goes_to_a_person(day: Day) -> None:
    await day.says("anna", VAGUE, "q")
    await day.passes("45s")
    later = await day.passes("30m")
    assert events(later) == [("revised", "waiting"), ("posted", "waiting")]
    assert called(later) == ["eva"]


async def test_who_may_have_asked_the_desk_is_asked_alone(doubting: Day) -> None:
    notice = only(await doubting.says("anna", PRINT, "q"), "notice", "ask_more")
    assert (notice["to"], notice["place"], notice["buttons"], notice["state"]) == (
        "anna",
        "support",
        ["ask_human"],
        "asked",
    )
    assert notice["text"] == "Är det här en fråga till supporten? Tryck i så fall på knappen, så får en människa den."
    pressed = await doubting.presses("anna", "ask_human", "q")
    assert events(pressed) == [("notice", "waiting"), ("withdrawn", "ask_more"), ("posted", "waiting"),
                               ("posted", "waiting")]  # fmt: skip
    assert called(pressed) == ["eva"]


async def test_an_unsure_notice_that_nobody_presses_says_no_more(doubting: Day) -> None:
    await doubting.says("anna", PRINT, "q")
    assert await doubting.says("olle", "Den ligger under tre prickar uppe till höger.", thread="q") == []
    later = await doubting.passes("8d")
    assert events(later) == [("withdrawn", "ask_more")]
    assert await doubting.state("q") == "dropped"


@pytest.mark.parametrize("mode", ["suggest", "shadow"])
async def test_a_careful_mode_never_answers_by_itself(store: Store, mode: str) -> None:
    day = await Day.begin(store, matching={"mode": mode})
    assert [line["reply"] for line in await day.says("anna", ASSIGN, "q")] == (
        ["suggestion"] if mode == "suggest" else []
    )
    await day.end()
