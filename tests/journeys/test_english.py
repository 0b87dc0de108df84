"""Plays: somebody who reads English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import called, events, only
from tests.journeys.phrases import ASSIGN

if TYPE_CHECKING:
    from tests.journeys.day import Day

TIMETABLE = "Where is the button for printing the timetable of my class in Unikum?"


async def test_a_day_in_english_at_a_school_without_a_contact(strict: Day) -> None:
    card, call = await strict.says("lucy", TIMETABLE, "q")
    assert (
        " one of the central contacts, has the question.\nIf it isn't solved by tomorrow, Wednesday 08:00, "
        in card["text"]
    )
    assert card["text"].endswith("\nQuestion 1")
    assert call["text"].endswith(" Here's a question from Ekskolan.")
    taken = await strict.says("mats", "I'll take it", thread="q")
    assert taken[0]["text"].startswith("Mats Nyström is on it.\n")
    back = await strict.says("mats", "Which class is it?", thread="q")
    assert back[0]["text"].startswith("Mats Nyström is on it and is waiting for your reply here in the thread.\n")
    await strict.says("lucy", "It's 6B", thread="q")
    said = await strict.says("mats", "You'll find it in the menu with three dots, choose Print.", thread="q")
    assert said[0]["text"].startswith("Mats Nyström has answered here in the thread. Did it help?\n")
    solved = await strict.says("lucy", "Thanks, that worked!", thread="q")
    assert solved[0]["text"] == "✅ Solved 24 November. Mats Nyström had the answer.\nQuestion 1"


async def test_a_swedish_answer_has_an_english_lead_line(day: Day) -> None:
    card = only(await day.says("lucy", ASSIGN, "q"), "posted", "answer")
    assert card["text"].split("\n")[0] == "This answer is only in Swedish so far. The menu names are the same for you:"
    assert "Read more: " in card["text"]
    pressed = await day.presses("lucy", "not_helped", "q")
    assert pressed[0]["to"] == "lucy"
    assert pressed[0]["text"].startswith("Then the question goes to ")
    assert "Didn't help this time." in pressed[1]["text"]


async def test_words_in_english_count_as_buttons(day: Day) -> None:
    await day.says("daniel", ASSIGN, "q1")
    assert called(await day.says("daniel", "no, it didn't help", thread="q1")) == ["fredrik"]
    assert sorted(events(await day.says("daniel", "never mind", thread="q1"))) == [
        ("withdrawn", "waiting"), ("withdrawn", "waiting")]  # fmt: skip
    await day.says("lucy", ASSIGN, "q2")
    assert events(await day.says("lucy", "thanks, that solved it!", thread="q2")) == [("revised", "solved")]


async def test_a_card_speaks_the_askers_language_and_a_private_word_its_readers(strict: Day) -> None:
    await strict.says("anna", "Var ligger knappen för att skriva ut klassens schema i Unikum?", "q1")
    linked = await strict.says("lucy", "Var ligger knappen för att skriva ut klassens schema i Unikum?", "q2")
    assert linked[0]["text"] == (
        "The same question is already on its way to an answer: question 1.\nYou'll hear here when it's solved."
    )
    assert "En till undrar samma sak." in linked[1]["text"]
    refused = only(await strict.presses("lucy", "take", "q1"), "refused")
    assert refused["text"] == "Only a contact can do that. At Lindskolan: Eva Lind."
    await strict.presses("eva", "solved", "q1")
    told = strict.card("q2")
    assert told["text"].startswith("Lucy Hart The answer is now in question 1. Does it help you too?")
    assert told["mentions"] == ["lucy"]
