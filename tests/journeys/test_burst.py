"""Plays: a question that comes in pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import events, only
from tests.journeys.phrases import ASSIGN, PASSWORD, PRINT, VAGUE

if TYPE_CHECKING:
    from tests.journeys.day import Day


async def test_a_greeting_and_a_lead_in_wait_for_the_question_that_follows(day: Day) -> None:
    assert await day.says("anna", "Hej!") == []
    assert await day.passes("20s") == []
    assert await day.says("anna", "Jag har en fråga") == []
    assert events(await day.says("sami", PASSWORD, "s")) == [("posted", "answer")]  # a question by itself, at once
    assert await day.passes("20s") == []
    said = only(await day.says("anna", ASSIGN, "q"), "posted", "answer")
    assert (said["thread"], said["faq"], said["at"][11:19]) == ("q", ["tilldela-planering"], "09:00:40")
    assert await day.passes("5m") == []  # nothing is held any more


async def test_only_a_greeting_gets_nothing_and_only_a_lead_in_gets_a_counter_question(day: Day) -> None:
    assert await day.says("sami", "Hej alla!") == []
    assert await day.says("karin", "God morgon alla!") == []
    assert await day.says("karin", "Glöm inte mötet i morgon kl 15") == []  # still no question
    assert await day.says("anna", "Hej, jag har en fråga", "lead") == []
    assert await day.passes("40s") == []
    assert await day.says("anna", "hoppas någon kan hjälpa mig") == []  # quiet counts from the last message
    assert await day.passes("44s") == []
    quiet = await day.passes("1s")
    assert events(quiet) == [("posted", "ask_more")]
    assert (quiet[0]["thread"], quiet[0]["at"][11:19]) == ("lead", "09:01:25")


async def test_the_author_may_go_on_below_the_lead_in_or_take_it_back(day: Day) -> None:
    await day.says("anna", "Hej, kan någon hjälpa mig?", "lead")
    said = only(await day.says("anna", ASSIGN, thread="lead"), "posted", "answer")
    assert (said["thread"], said["faq"]) == ("lead", ["tilldela-planering"])
    await day.says("sami", "Hej, jag har en frågga", "gone")
    assert await day.edits("sami", "gone", "Hej, jag har en fråga") == []
    assert await day.deletes("sami", "gone") == []
    assert await day.passes("5m") == []


async def test_what_is_added_is_judged_with_it_unless_it_is_a_question_by_itself(day: Day) -> None:
    await day.says("anna", ASSIGN, "q1")
    await day.passes("1m")
    assert await day.says("anna", "det gäller 6B") == []  # the same answer: no revision
    assert "det gäller 6B" in (await day.question("q1")).text
    second = only(await day.says("anna", PASSWORD, "q2"), "posted", "answer")
    assert (second["thread"], second["key"], second["faq"]) == ("q2", "question/2/card", ["glomt-losenord"])


async def test_what_is_added_can_revise_the_card_where_it_hangs(day: Day) -> None:
    await day.says("anna", VAGUE, "q")
    await day.passes("75s")
    revised = await day.says("anna", PASSWORD)
    assert events(revised) == [("revised", "answer")]
    assert (revised[0]["key"], revised[0]["thread"]) == ("question/1/card", "q")


async def test_after_two_minutes_an_addition_is_no_part_of_it(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    await strict.passes("121s")
    await strict.says("anna", "det gäller 6B")
    assert (await strict.question("q")).text == PRINT
