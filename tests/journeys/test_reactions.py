"""Plays: a reaction says what a word would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import called, events
from tests.journeys.phrases import ASSIGN, HOW_TO, PRINT

if TYPE_CHECKING:
    from tests.journeys.day import Day


async def test_a_contact_looks_and_has_it_whoever_was_first_and_a_tick_solves_it(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    for who, reaction in (("olle", "done"), ("olle", "looking"), ("anna", "looking")):
        assert await strict.reacts(who, reaction, "q") == [], (who, reaction)  # theirs mean nothing
    looks = await strict.reacts("eva", "looking", "q")
    assert events(looks) == [("revised", "taken"), ("withdrawn", "waiting")]
    assert await strict.reacts("cecilia", "looking", "q") == []
    assert await strict.reacts("eva", "looking", "q") == []
    assert (await strict.question("q")).taken_by == "eva"
    ticked = await strict.reacts("eva", "done", "q")
    assert ticked[0]["text"].startswith("✅ Löst 24 november av Eva Lind.")
    assert called(ticked) == ["anna"]


async def test_the_askers_tick_on_the_question_or_on_an_answer_solves_it(strict: Day) -> None:
    await strict.says("anna", ASSIGN, "own")
    assert events(await strict.reacts("anna", "done", "own")) == [("revised", "solved")]
    assert (await strict.question("own")).how == "confirmed"
    assert await strict.reacts("anna", "done", "own") == []
    await strict.says("sami", PRINT, "q")
    await strict.says("thi", HOW_TO, "answer", thread="q")
    ticked = await strict.reacts("sami", "done", "answer")
    assert events(ticked) == [("revised", "solved")]
    assert "Thi Nguyen hade svaret." in ticked[0]["text"]
    await strict.says("anna", "Kaffet är slut i personalrummet", "coffee")
    assert await strict.reacts("eva", "done", "coffee") == []
