"""Plays: what comes after an answer, by word or by silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import Day, called, events, only
from tests.journeys.phrases import ASSIGN, HOW_TO, PASSWORD, PRINT

if TYPE_CHECKING:
    from storage.store import Store

MORE = "Men hur gör jag om planeringen redan är tilldelad till en annan klass?"


async def test_below_an_answer_only_what_asks_for_more_brings_a_person(strict: Day) -> None:
    await strict.says("anna", ASSIGN, "q")
    await strict.passes("10m")
    assert await strict.says("anna", "ok!", thread="q") == []
    assert await strict.says("olle", "haha samma", thread="q") == []
    assert await strict.state("q") == "answered"
    said = await strict.says("anna", MORE, thread="q")
    assert events(said) == [("revised", "waiting"), ("posted", "waiting")]
    assert called(said) == ["eva"]
    assert await strict.says("anna", "Det gäller bara 6B, i 6A går det.", thread="q") == []  # a person has it now
    assert await strict.says("anna", "Hinner du titta på det i dag?", thread="q") == []
    await strict.presses("eva", "take", "q")
    assert await strict.says("anna", "Hur ska jag göra så länge?", thread="q") == []


async def test_a_new_matter_whose_own_entry_is_sure_is_answered_on_the_same_card(day: Day) -> None:
    await day.says("anna", ASSIGN, "q")
    await day.passes("10m")
    said = await day.says("anna", PASSWORD, thread="q")
    assert events(said) == [("revised", "answer")]
    assert (said[0]["key"], said[0]["faq"]) == ("question/1/card", ["glomt-losenord"])
    await day.presses("anna", "helped", "q")
    again = await day.says("anna", ASSIGN, thread="q")  # also after it was solved
    assert events(again) == [("revised", "answer")]
    assert (again[0]["faq"], again[0]["state"]) == (["tilldela-planering"], "answered")


async def test_asking_for_more_within_three_days_reopens_a_solved_question(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    await strict.says("eva", HOW_TO, thread="q")
    await strict.presses("anna", "helped", "q")
    await strict.comes("2026-11-26T09:00")
    said = await strict.says("anna", "Hur gör jag om knappen är grå?", thread="q")
    assert events(said) == [("revised", "waiting"), ("posted", "waiting")]
    assert said[0]["text"].startswith("Frågan är öppen igen och ligger hos Eva Lind.\nÄr den inte löst i dag 13:00 ")
    assert said[1]["text"] == "Eva Lind Anna Ek behöver mer hjälp med den här."
    assert called(said) == ["eva"]


async def test_after_three_days_the_asker_is_asked_alone_whether_it_is_that_again(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    await strict.says("eva", HOW_TO, thread="q")
    await strict.presses("anna", "helped", "q")
    await strict.comes("2026-11-30T09:00")
    said = only(await strict.says("anna", "Hur gör jag om knappen är grå?", thread="q"), "notice")
    assert (said["to"], said["buttons"], said["state"]) == ("anna", ["reopen"], "solved")
    assert await strict.state("q") == "solved"
    assert called(await strict.presses("anna", "reopen", "q")) == ["eva"]


async def test_an_answer_counts_as_solved_after_a_working_day_until_it_did_not_help(store: Store) -> None:
    day = await Day.begin(store, "2026-11-27T15:00")
    await day.says("anna", ASSIGN, "q")
    assert await day.comes("2026-11-30T14:59") == []
    solved = only(await day.comes("2026-11-30T15:01"), "revised", "solved")
    assert solved["text"].split("\n")[-2] == "Räknas som löst. Hjälpte det inte? Skriv här i tråden."
    assert (solved["mentions"], solved["buttons"]) == ([], ["reopen", "propose_faq"])
    assert (await day.question("q")).how == "assumed"
    said = await day.says("anna", "det hjälpte inte", thread="q")
    assert events(said) == [("revised", "waiting"), ("posted", "waiting")]
    assert called(said) == ["eva"]
    assert said[0]["text"].startswith("Hur tilldelar jag en planering till min klass? Hjälpte inte den här gången.\n")
    await day.end()
