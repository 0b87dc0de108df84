"""Plays: the bot is sure and answers, and what comes after an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import called, events, only

if TYPE_CHECKING:
    from tests.journeys.day import Day

ASSIGN = "Hur tilldelar jag en planering till min klass?"


async def test_anna_asks_the_bot_answers_and_it_helped(day: Day) -> None:
    said = only(await day.says("anna", ASSIGN, "q"), "posted", "answer")
    assert said["faq"] == ["tilldela-planering"]
    assert said["text"].startswith("Hur tilldelar jag en planering till min klass?\nÖppna planeringen")
    assert "Hjälpte det inte går frågan till Eva Lind." in said["text"]
    assert said["state"] == "answered"
    pressed = await day.presses("anna", "helped", "q")
    assert events(pressed) == [("notice", "solved"), ("revised", "solved")]
    assert pressed[1]["buttons"] == ["reopen", "propose_faq"]
    assert "Löst 24 november. Anna Ek fick hjälp av svaret ovan." in pressed[1]["text"]
    assert (await day.question("q")).how == "confirmed"


async def test_it_did_not_help_and_eva_is_called(day: Day) -> None:
    await day.says("anna", ASSIGN, "q")
    pressed = await day.presses("anna", "not_helped", "q")
    assert called(pressed) == ["eva"]
    card = day.card("q")
    assert card["state"] == "waiting"
    assert "Frågan ligger hos Eva Lind, Lindskolan." in card["text"]
    assert "Är den inte löst i dag 13:00 går den till" in card["text"]


async def test_nobody_says_anything_and_it_counts_as_solved(day: Day) -> None:
    await day.says("anna", ASSIGN, "q")
    later = await day.comes("2026-11-25T09:01")
    assert events(later) == [("revised", "solved")]
    assert "Räknas som löst." in later[0]["text"]
    assert (await day.question("q")).how == "assumed"


async def test_thanks_never_reopen(day: Day) -> None:
    await day.says("anna", ASSIGN, "q")
    await day.presses("anna", "helped", "q")
    assert await day.says("anna", "tack så mycket!", thread="q") == []
    assert await day.says("olle", "Tack, den behövde jag också", thread="q") == []
    assert await day.state("q") == "solved"
