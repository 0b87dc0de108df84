"""Plays: a reaction says what a word would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import called, events
from tests.journeys.phrases import ASSIGN, HOW_TO, PRINT

if TYPE_CHECKING:
    from tests.journeys.day import Day


async def test_a_contact_looks_and_has_it_whoever_was_first(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    looks = await strict.reacts("eva", "looking", "q")
    assert events(looks) == [("revised", "taken"), ("withdrawn", "waiting")]
    assert await strict.reacts("cecilia", "looking", "q") == []
    assert await strict.reacts("eva", "looking", "q") == []
    assert (await strict.question("q")).taken_by == "eva"


async def test_the_askers_tick_solves_it(day: Day) -> None:
    await day.says("anna", ASSIGN, "q")
    assert events(await day.reacts("anna", "done", "q")) == [("revised", "solved")]
    assert (await day.question("q")).how == "confirmed"
    assert await day.reacts("anna", "done", "q") == []


async def test_a_contacts_tick_solves_it_and_the_asker_is_called(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    ticked = await strict.reacts("eva", "done", "q")
    assert ticked[0]["text"].startswith("✅ Löst 24 november av Eva Lind.")
    assert called(ticked) == ["anna"]


async def test_other_peoples_reactions_mean_nothing(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    for who, reaction in (("olle", "done"), ("olle", "looking"), ("anna", "looking")):
        assert await strict.reacts(who, reaction, "q") == [], (who, reaction)
    assert await strict.state("q") == "waiting"


async def test_a_tick_on_somebodys_answer_in_the_thread_solves_it(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    await strict.says("olle", HOW_TO, "answer", thread="q")
    ticked = await strict.reacts("anna", "done", "answer")
    assert events(ticked) == [("revised", "solved")]
    assert "Olle Berg hade svaret." in ticked[0]["text"]


async def test_a_reaction_on_something_that_is_no_question_means_nothing(day: Day) -> None:
    await day.says("anna", "Kaffet är slut i personalrummet", "coffee")
    assert await day.reacts("eva", "done", "coffee") == []
    assert await day.reacts("eva", "looking", "coffee") == []
