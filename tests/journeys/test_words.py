"""Plays: what people write counts as the buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import called, events, only
from tests.journeys.phrases import ASSIGN, HOW_TO, PRINT, UNSEEN

if TYPE_CHECKING:
    from tests.journeys.day import Day

READERS = "Vilka kan läsa det jag skriver om en elev i Unikum?"
LETTERS = "Varför kan jag inte redigera gamla veckobrev i Unikum?"


async def test_thanks_that_say_it_is_solved_solve_it_and_bare_thanks_change_nothing(day: Day) -> None:
    await day.says("anna", ASSIGN, "q")
    assert await day.says("anna", "Tack snälla!", thread="q") == []
    assert await day.says("anna", "tack, ska testa efter lunch", thread="q") == []
    assert await day.says("sami", "det löste sig, tack") == []  # not Sami's question
    assert await day.state("q") == "answered"
    solved = await day.says("anna", "Tack, det löste sig!", thread="q")
    assert events(solved) == [("revised", "solved")]
    assert "Löst 24 november. Anna Ek fick hjälp av svaret ovan." in solved[0]["text"]
    assert (await day.question("q")).how == "confirmed"
    await day.says("sami", ASSIGN, "beside")
    assert events(await day.says("sami", "nu fungerar det, tack")) == [("revised", "solved")]  # right after it


async def test_it_did_not_help_and_then_never_mind(day: Day) -> None:
    await day.says("anna", ASSIGN, "q")
    said = await day.says("anna", "det hjälpte inte", thread="q")
    assert events(said) == [("revised", "waiting"), ("posted", "waiting")]
    assert said[0]["text"].startswith("Hur tilldelar jag en planering till min klass? Hjälpte inte den här gången.\n"
                                      "Frågan ligger hos Eva Lind, Lindskolan.\n")  # fmt: skip
    assert called(said) == ["eva"]
    dropped = await day.says("anna", "strunt i det, jag frågar på skolan", thread="q")
    assert events(dropped) == [("withdrawn", "waiting"), ("withdrawn", "waiting")]
    question = await day.question("q")
    assert (question.state, question.how) == ("dropped", "withdrawn")
    assert await day.passes("5d") == []


async def test_a_number_or_the_words_pick(offering: Day) -> None:
    asked = {"anna": (UNSEEN, "tvåan", 1), "sami": (LETTERS, "1", 0), "elsa": (READERS, "den första", 0)}
    for who, (text, said, number) in asked.items():
        offered = (await offering.says(who, text, who))[0]["faq"]
        picked = await offering.says(who, said, thread=who)
        assert events(picked) == [("revised", "answer")], said
        assert picked[0]["faq"] == [offered[number]], said
    card = (await offering.says("gunilla", "Hur ser hemmet att jag har delat ett dokument?", "words"))[0]
    first = card["text"].split("\n")[1].removeprefix("1. ")
    assert (await offering.says("gunilla", first, thread="words"))[0]["faq"] == [card["faq"][0]]


async def test_none_of_them_and_a_person_please_go_to_a_person(offering: Day) -> None:
    await offering.says("anna", UNSEEN, "q1")
    assert called(await offering.says("anna", "inget av dem", thread="q1")) == ["eva"]
    await offering.says("gunilla", LETTERS, "q2")
    assert called(await offering.says("gunilla", "jag vill prata med en människa", thread="q2")) == ["jonas"]
    assert not (await offering.question("q2")).rejected  # nothing is said about the entries
    assert await offering.says("anna", "1", thread="q1") == []  # nothing is offered any more


async def test_a_contact_takes_it_with_words_and_whoever_was_first_has_it(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    await strict.says("olle", "jag tar den", thread="q")  # a teacher's is no button
    assert (await strict.question("q")).taken_by is None
    taken = only(await strict.says("eva", "jag tar den", thread="q"), "revised", "taken")
    assert taken["text"].startswith("Eva Lind har tagit frågan.\n")
    assert "question/1/call" not in {line["key"] for line in strict.lines if line["event"] == "revised"}
    assert await strict.says("cecilia", "jag tar den", thread="q") == []
    refused = only(await strict.presses("cecilia", "take", "q"), "refused")
    assert refused["text"] == "Eva Lind hann före och har tagit frågan."
    assert (await strict.question("q")).taken_by == "eva"


async def test_a_contacts_solved_solves_it_thanks_never_reopen_and_a_no_does(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    await strict.says("eva", HOW_TO, thread="q")
    solved = await strict.says("eva", "löst på telefon", thread="q")
    assert events(solved) == [("revised", "solved")]
    assert solved[0]["text"].startswith(
        "✅ Löst 24 november av Eva Lind. Stämmer det inte? Skriv här, så öppnas frågan igen."
    )
    assert await strict.says("anna", "tack igen, du är bäst!", thread="q") == []
    assert await strict.state("q") == "solved"
    again = await strict.says("anna", "nej, nu fungerar det inte längre", thread="q")
    assert again[0]["text"].startswith("Frågan är öppen igen och ligger hos Eva Lind.\n")
    assert called(again) == ["eva"]
