"""Plays: somebody asks, and the bot is sure, fairly sure, has no entry, or understands too little."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import Day, called, events, only
from tests.journeys.phrases import ASSIGN, PASSWORD, PRINT, UNSEEN, VAGUE

if TYPE_CHECKING:
    from storage.store import Store


async def test_only_what_asks_the_desk_is_a_question(day: Day) -> None:
    for said in ("Kaffet är slut i personalrummet", "God morgon alla!", "Glöm inte mötet i morgon kl 15", "👍"):
        assert await day.says("anna", said) == [], said
        assert await day.passes("5m") == [], said
    assert await day.says("anna", ASSIGN, place="lindskolan-larare") == []
    assert await day.says("anna", ASSIGN, place="contacts") == []
    there = only(await day.mentions_the_bot("anna", ASSIGN, "lindskolan-larare", "there"), "posted", "answer")
    assert (there["place"], there["thread"], there["faq"]) == ("lindskolan-larare", "there", ["tilldela-planering"])
    alone = only(await day.writes_to_the_bot("olle", ASSIGN, "alone"), "direct", "answer")
    assert (alone["place"], alone["to"], alone["faq"]) == (None, "olle", ["tilldela-planering"])


async def test_what_equals_an_entry_is_answered_every_time_whoever_asks(day: Day) -> None:
    for number, who in enumerate(("anna", "sami", "eva", "cecilia")):
        said = await day.says(who, ASSIGN, f"q{number}")
        assert events(said) == [("posted", "answer")], who
        assert (said[0]["faq"], said[0]["mentions"]) == (["tilldela-planering"], [])
        assert said[0]["buttons"] == ["helped", "not_helped", "solved", "take", "wrong_answer", "not_a_question"]


async def test_fairly_sure_offers_at_most_three_of_which_one_is_picked_or_none(offering: Day) -> None:
    card = only(await offering.says("anna", UNSEEN, "q"), "posted", "suggestion")
    picks = [f"pick:{entry}" for entry in card["faq"]]
    assert 1 < len(picks) <= 3
    assert card["buttons"] == [*picks, "none_of_these", "ask_human", "take", "not_a_question"]
    assert card["text"].startswith("Menar du någon av de här?\n1. ")
    assert "Väljer du ingen går frågan till Eva Lind i dag 09:30." in card["text"]
    picked = await offering.presses("anna", picks[1], "q")
    assert events(picked) == [("revised", "answer")]
    assert (picked[0]["faq"], picked[0]["state"]) == ([card["faq"][1]], "answered")
    assert "Hjälpte det inte går frågan till Eva Lind." in picked[0]["text"]

    offered = (await offering.says("sami", "Varför kan jag inte redigera gamla veckobrev i Unikum?", "q2"))[0]["faq"]
    none = await offering.presses("sami", "none_of_these", "q2")
    assert events(none) == [("notice", "waiting"), ("revised", "waiting"), ("posted", "waiting")]
    assert none[0]["text"] == "Då går frågan till Per Nord. Skriv gärna mer om vad det gäller."
    assert called(none) == ["per"]
    assert not {f"use_faq:{entry}" for entry in offered} & set(none[1]["buttons"])  # they were no help
    await offering.says("sami", "det är ett veckobrev, jag la det under Kom ihåg", thread="q2")
    taken = only(await offering.presses("per", "take", "q2"), "revised", "taken")
    assert any(button.startswith("use_faq:") for button in taken["buttons"])  # what is near to what Sami says now


async def test_an_untouched_suggestion_goes_to_a_person_after_half_an_hour_of_working_time(store: Store) -> None:
    day = await Day.begin(store, "2026-11-24T16:20", matching={"answer": "0.99", "suggest": "0.02"})
    card = only(await day.says("anna", UNSEEN, "q"), "posted", "suggestion")
    assert "i morgon, onsdag 07:50" in card["text"]
    later = await day.comes("2026-11-25T08:00")
    assert events(later) == [("revised", "waiting"), ("posted", "waiting")]
    assert {line["at"][:16] for line in later} == {"2026-11-25T07:50"}
    assert called(later) == ["eva"]
    await day.end()


async def test_a_real_question_without_an_entry_goes_to_people_without_a_word_about_the_faq(strict: Day) -> None:
    card, call = await strict.says("anna", PRINT, "q")
    assert card["text"].startswith(
        "Frågan ligger hos Eva Lind, Lindskolan.\nÄr den inte löst i dag 13:00 går den till "
    )
    assert card["text"].endswith("\nFråga 1")
    assert (card["event"], card["key"], card["mentions"], card["faq"]) == ("posted", "question/1/card", [], [])
    assert card["buttons"][:2] == ["take", "solved"]
    assert card["buttons"][-1] == "not_a_question"
    assert (call["key"], call["mentions"], call["buttons"]) == ("question/1/call", ["eva"], [])
    assert call["text"] == "Eva Lind Det här är en fråga från Lindskolan."


async def test_something_vague_gets_one_counter_question_and_what_follows_is_the_same_question(day: Day) -> None:
    assert await day.says("anna", VAGUE, "q") == []
    card = only(await day.passes("45s"), "posted", "ask_more")
    assert card["text"].startswith("Vad händer?\nVar i Unikum är du, och vad står det? Inga namn, tack.")
    assert (card["buttons"], card["state"]) == (["ask_human", "not_a_question"], "asked")
    answered = only(await day.says("anna", PASSWORD, thread="q"), "revised", "answer")
    assert (answered["key"], answered["faq"]) == (card["key"], ["glomt-losenord"])

    await day.says("sami", VAGUE, "beside")
    await day.passes("45s")
    await day.passes("5m")
    answered = only(await day.says("sami", PASSWORD), "revised", "answer")  # written beside the thread
    assert answered["thread"] == "beside"


async def test_what_stays_vague_and_what_stays_unanswered_goes_to_a_person(day: Day) -> None:
    await day.says("anna", VAGUE, "twice")
    await day.says("sami", VAGUE, "silent")
    await day.passes("45s")
    twice = await day.says("anna", "nej det går fortfarande inte alls", thread="twice")
    assert events(twice) == [("revised", "waiting"), ("posted", "waiting")]
    assert called(twice) == ["eva"]
    silent = await day.passes("30m")
    assert events(silent) == [("revised", "waiting"), ("posted", "waiting")]
    assert called(silent) == ["per"]


async def test_who_may_have_asked_the_desk_is_asked_alone(doubting: Day) -> None:
    notice = only(await doubting.says("anna", PRINT, "q"), "notice", "ask_more")
    assert (notice["to"], notice["place"], notice["buttons"]) == ("anna", "support", ["ask_human"])
    assert notice["text"] == "Är det här en fråga till supporten? Tryck i så fall på knappen, så får en människa den."
    pressed = await doubting.presses("anna", "ask_human", "q")
    assert events(pressed) == [("notice", "waiting"), ("withdrawn", "ask_more"), ("posted", "waiting"),
                               ("posted", "waiting")]  # fmt: skip
    assert called(pressed) == ["eva"]

    await doubting.says("sami", "Vet någon om vi ska byta grupper till våren?", "left")
    assert await doubting.says("thi", "Den ligger under tre prickar uppe till höger.", thread="left") == []
    left = [line for line in await doubting.passes("1d") if line["thread"] == "left"]
    assert events(left) == [("withdrawn", "ask_more")]
    assert await doubting.state("left") == "dropped"


async def test_a_careful_mode_never_answers_by_itself(store: Store) -> None:
    day = await Day.begin(store, matching={"mode": "suggest"})
    assert events(await day.says("anna", ASSIGN, "q")) == [("posted", "suggestion")]
    await day.end()
