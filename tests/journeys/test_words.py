"""Plays: what people write counts as the buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.day import called, events, only
from tests.journeys.phrases import ASSIGN, HOW_TO, PRINT, UNSEEN

if TYPE_CHECKING:
    from tests.journeys.day import Day


@pytest.mark.parametrize("said", ["Tack, det löste sig!", "nu fungerar det, tack"])
async def test_thanks_that_say_it_is_solved_solve_it(day: Day, said: str) -> None:
    await day.says("anna", ASSIGN, "q")
    solved = await day.says("anna", said, thread="q")
    assert events(solved) == [("revised", "solved")]
    assert "Löst 24 november. Anna Ek fick hjälp av svaret ovan." in solved[0]["text"]
    assert (await day.question("q")).how == "confirmed"


async def test_they_count_in_the_channel_too_right_after_ones_own_question(day: Day) -> None:
    await day.says("anna", ASSIGN, "q")
    assert await day.says("sami", "det löste sig, tack") == []  # not Sami's question
    assert events(await day.says("anna", "det löste sig, tack")) == [("revised", "solved")]


async def test_bare_thanks_change_nothing(day: Day) -> None:
    await day.says("anna", ASSIGN, "q")
    assert await day.says("anna", "Tack snälla!", thread="q") == []
    assert await day.says("anna", "tack, ska testa efter lunch", thread="q") == []
    assert await day.state("q") == "answered"


async def test_it_did_not_help(day: Day) -> None:
    await day.says("anna", ASSIGN, "q")
    said = await day.says("anna", "det hjälpte inte", thread="q")
    assert events(said) == [("revised", "waiting"), ("posted", "waiting")]
    assert said[0]["text"].startswith("Hur tilldelar jag en planering till min klass? Hjälpte inte den här gången.\n"
                                      "Frågan ligger hos Eva Lind, Lindskolan.\n")  # fmt: skip
    assert called(said) == ["eva"]


async def test_never_mind_takes_everything_away_also_after_a_person_was_asked(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    said = await strict.says("anna", "strunt i det, jag frågar på skolan", thread="q")
    assert sorted(events(said)) == [("withdrawn", "waiting"), ("withdrawn", "waiting")]
    question = await strict.question("q")
    assert (question.state, question.how) == ("dropped", "withdrawn")
    assert await strict.passes("5d") == []


@pytest.mark.parametrize(("said", "number"), [("1", 0), ("den första", 0), ("tvåan", 1)])
async def test_a_number_picks(offering: Day, said: str, number: int) -> None:
    offered = (await offering.says("anna", UNSEEN, "q"))[0]["faq"]
    picked = await offering.says("anna", said, thread="q")
    assert events(picked) == [("revised", "answer")]
    assert picked[0]["faq"] == [offered[number]]


async def test_the_words_of_an_offered_question_pick_it_and_so_does_a_number_in_the_channel(offering: Day) -> None:
    card = (await offering.says("anna", UNSEEN, "q1"))[0]
    second = card["text"].split("\n")[2].removeprefix("2. ")
    assert (await offering.says("anna", second, thread="q1"))[0]["faq"] == [card["faq"][1]]
    offered = (await offering.says("olle", "Varför kan jag inte redigera gamla veckobrev i Unikum?", "q2"))[0]["faq"]
    assert (await offering.says("olle", "1"))[0]["faq"] == [offered[0]]


async def test_none_of_them_and_a_person_please_go_to_a_person(offering: Day) -> None:
    await offering.says("anna", UNSEEN, "q1")
    assert called(await offering.says("anna", "inget av dem", thread="q1")) == ["eva"]
    await offering.says("gunilla", "Varför kan jag inte redigera gamla veckobrev i Unikum?", "q2")
    assert called(await offering.says("gunilla", "jag vill prata med en människa", thread="q2")) == ["jonas"]
    assert not (await offering.question("q2")).rejected  # nothing is said about the entries


async def test_numbers_mean_nothing_when_nothing_is_offered(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    assert await strict.says("anna", "1", thread="q") == []
    assert await strict.state("q") == "waiting"


async def test_a_contact_takes_it_with_words_and_whoever_was_first_has_it(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    taken = await strict.says("eva", "jag tar den", thread="q")
    assert events(taken) == [("revised", "taken"), ("withdrawn", "waiting")]
    assert taken[0]["text"].startswith("Eva Lind har tagit frågan.\n")
    assert await strict.says("cecilia", "jag tar den", thread="q") == []
    refused = only(await strict.presses("cecilia", "take", "q"), "refused")
    assert refused["text"] == "Eva Lind hann före och har tagit frågan."
    assert (await strict.question("q")).taken_by == "eva"


async def test_a_teachers_i_take_it_is_no_button(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    await strict.says("olle", "jag tar den", thread="q")
    assert (await strict.question("q")).taken_by is None


async def test_a_contacts_solved_solves_it_and_the_asker_is_called(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    said = await strict.says("eva", "löst på telefon", thread="q")
    assert events(said) == [("revised", "solved"), ("withdrawn", "waiting"), ("posted", "waiting")]
    assert said[0]["text"].startswith(
        "✅ Löst 24 november av Eva Lind. Stämmer det inte? Skriv här, så öppnas frågan igen."
    )
    assert called(said) == ["anna"]


async def test_thanks_never_reopen_and_a_no_does(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    await strict.says("eva", HOW_TO, thread="q")
    await strict.presses("anna", "helped", "q")
    assert await strict.says("anna", "tack igen, du är bäst!", thread="q") == []
    assert await strict.state("q") == "solved"
    again = await strict.says("anna", "nej, nu fungerar det inte längre", thread="q")
    assert again[0]["text"].startswith("Frågan är öppen igen och ligger hos Eva Lind.\n")
    assert called(again) == ["eva"]
