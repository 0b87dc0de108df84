"""Plays: a question that comes in pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import events, only
from tests.journeys.phrases import ASSIGN, PASSWORD, PRINT, VAGUE

if TYPE_CHECKING:
    from tests.journeys.day import Day


async def test_a_question_by_itself_is_handled_at_once(day: Day) -> None:
    said = await day.says("anna", ASSIGN, "q")
    assert events(said) == [("posted", "answer")]
    assert said[0]["at"] == "2026-11-24T09:00:00+01:00"


async def test_a_greeting_and_a_lead_in_wait_for_the_question_that_follows(day: Day) -> None:
    assert await day.says("anna", "Hej!") == []
    assert await day.passes("20s") == []
    assert await day.says("anna", "Jag har en fråga") == []
    assert await day.passes("20s") == []
    said = only(await day.says("anna", ASSIGN, "q"), "posted", "answer")
    assert (said["thread"], said["faq"]) == ("q", ["tilldela-planering"])
    assert await day.passes("5m") == []  # nothing is held any more


async def test_only_a_greeting_gets_nothing_and_only_a_lead_in_gets_a_counter_question(day: Day) -> None:
    assert await day.says("sami", "Hej alla!") == []
    assert await day.says("anna", "Hej, jag har en fråga", "lead") == []
    assert await day.passes("44s") == []
    quiet = await day.passes("1s")
    assert events(quiet) == [("posted", "ask_more")]
    assert (quiet[0]["thread"], quiet[0]["at"][11:19]) == ("lead", "09:00:45")


async def test_a_greeting_before_news_is_still_no_question(day: Day) -> None:
    assert await day.says("karin", "God morgon alla!") == []
    assert await day.says("karin", "Glöm inte mötet i morgon kl 15") == []
    assert await day.passes("5m") == []


async def test_the_author_may_go_on_below_the_lead_in(day: Day) -> None:
    await day.says("anna", "Hej, kan någon hjälpa mig?", "lead")
    said = only(await day.says("anna", ASSIGN, thread="lead"), "posted", "answer")
    assert (said["thread"], said["faq"]) == ("lead", ["tilldela-planering"])
    assert await day.passes("5m") == []


async def test_quiet_counts_from_the_last_message(day: Day) -> None:
    await day.says("anna", "Hej, jag har en fråga", "lead")
    await day.passes("40s")
    assert await day.says("anna", "hoppas någon kan hjälpa mig") == []
    assert await day.passes("44s") == []
    assert events(await day.passes("1s")) == [("posted", "ask_more")]


async def test_others_may_speak_in_between(day: Day) -> None:
    await day.says("anna", "Hej, jag har en fråga")
    asked = await day.says("sami", PASSWORD, "s")
    assert events(asked) == [("posted", "answer")]
    said = only(await day.says("anna", ASSIGN, "q"), "posted", "answer")
    assert said["thread"] == "q"


async def test_what_is_added_within_two_minutes_is_judged_with_it_and_revises_nothing_needlessly(day: Day) -> None:
    await day.says("anna", ASSIGN, "q")
    await day.passes("1m")
    assert await day.says("anna", "det gäller 6B") == []
    assert "det gäller 6B" in (await day.question("q")).text


async def test_what_is_added_can_revise_the_card_where_it_hangs(day: Day) -> None:
    await day.says("anna", VAGUE, "q")
    await day.passes("45s")
    await day.passes("30s")
    revised = await day.says("anna", PASSWORD)
    assert events(revised) == [("revised", "answer")]
    assert (revised[0]["key"], revised[0]["thread"]) == ("question/1/card", "q")


async def test_a_second_question_by_itself_is_a_new_one(day: Day) -> None:
    await day.says("anna", ASSIGN, "q1")
    await day.passes("30s")
    second = only(await day.says("anna", PASSWORD, "q2"), "posted", "answer")
    assert (second["thread"], second["key"], second["faq"]) == ("q2", "question/2/card", ["glomt-losenord"])


async def test_after_two_minutes_an_addition_is_no_part_of_it(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    await strict.passes("2m")
    await strict.passes("1s")
    await strict.says("anna", "det gäller 6B")
    assert (await strict.question("q")).text == PRINT


async def test_an_edit_of_what_is_held_counts(day: Day) -> None:
    await day.says("anna", "Hej, jag har en frågga", "lead")
    assert await day.edits("anna", "lead", "Hej, jag har en fråga") == []
    assert await day.deletes("anna", "lead") == []
    assert await day.passes("5m") == []  # the lead-in is gone, and nobody waits for a reply
