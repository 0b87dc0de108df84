"""Plays of what a strict reader of the design found: crossings of people, moments and places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import called, events, only

if TYPE_CHECKING:
    from tests.journeys.day import Day

ASSIGN = "Hur tilldelar jag en planering till min klass?"
LPP = "Hur skapar jag en pedagogisk planering (LPP)?"
LOGGED_OUT = "Varför blir jag utloggad hela tiden?"


async def test_what_was_dropped_as_no_question_can_be_asked_after_all(day: Day) -> None:
    await day.says("anna", ASSIGN, "q")
    await day.presses("eva", "not_a_question", "q")
    await day.passes("1h")
    said = await day.says("anna", "men jag undrar verkligen, hur tilldelar man en planering?", thread="q")
    assert called(said) == ["eva"]
    assert await day.state("q") == "waiting"


async def test_whoever_let_it_go_may_change_their_mind(day: Day) -> None:
    await day.says("anna", ASSIGN, "q")
    await day.says("anna", "strunt i det", thread="q")
    said = await day.says("anna", "det funkar inte ändå, jag får ett fel när jag sparar", thread="q")
    assert called(said) == ["eva"]


async def test_two_questions_within_two_minutes_are_two(day: Day) -> None:
    await day.says("anna", ASSIGN, "q1")
    await day.passes("30s")
    second = only(await day.says("anna", LPP, "q2"), "posted", "answer")
    assert second["faq"] == ["skapa-planering"]
    assert second["thread"] == "q2"
    assert day.card("q1")["faq"] == ["tilldela-planering"]


async def test_a_contacts_own_question_right_after_anothers_is_a_question(day: Day) -> None:
    await day.says("anna", ASSIGN, "q1")
    await day.passes("1m")
    own = only(await day.says("jonas", LOGGED_OUT, "q2"), "posted", "answer")
    assert own["thread"] == "q2"
    assert await day.state("q1") == "answered"


async def test_an_answer_by_name_belongs_to_that_persons_question(strict: Day) -> None:
    await strict.says("anna", "kan man ladda upp en film på tio minuter i unikum?", "film")
    await strict.says("sami", "går det att skriva ut namnskyltar till krokarna direkt från unikum?", "signs")
    await strict.says("helena", "Anna, du kan ladda upp den i två delar under Filer på gruppens sida.")
    assert await strict.state("film") == "answered"
    assert await strict.state("signs") == "waiting"


async def test_a_school_cannot_be_chosen_on_a_card_that_does_not_offer_it(day: Day) -> None:
    await day.says("anna", ASSIGN, "q")
    assert events(await day.presses("anna", "choose_school:bjorkskolan", "q")) == [("refused", "refusal")]


async def test_long_after_it_was_solved_its_asker_is_asked_whether_it_is_the_same(day: Day) -> None:
    await day.says("anna", ASSIGN, "q")
    await day.presses("anna", "helped", "q")
    await day.comes("2026-11-30T10:00")
    asked = only(await day.says("anna", "det hjälpte inte, föräldrarna ser det inte", thread="q"), "notice", "ask_more")
    assert asked["buttons"] == ["reopen"]
    assert called(await day.presses("anna", "reopen", "q")) == ["eva"]


async def test_what_was_asked_in_a_pause_is_shown_when_the_pause_is_over(day: Day) -> None:
    await day.mentions_the_bot("cecilia", "paus 2h")
    await day.says("anna", "går det att skriva ut namnskyltar till krokarna direkt från unikum?", "q")
    assert not [line for line in day.lines if line["thread"] == "q" and line["place"] == "support"]
    shown = await day.passes("2h")
    assert [line["event"] for line in shown if line["key"].endswith("/card")] == ["posted"]


async def test_an_answer_that_was_no_help_is_not_offered_to_the_next(strict: Day) -> None:
    await strict.says("anna", "kan man ladda upp en film på tio minuter i unikum?", "q")
    await strict.says("olle", "Ja, dra in den i rutan under Filer.", thread="q")
    await strict.presses("anna", "not_helped", "q")
    await strict.presses("eva", "solved", "q")
    said = await strict.says("sami", "kan man ladda upp en film på tio minuter i unikum?", "again")
    assert all("dra in den" not in line["text"] for line in said)


async def test_a_human_was_first_while_the_lead_in_was_held(day: Day) -> None:
    await day.says("thi", "det funkar inte", "q")
    await day.passes("20s")
    taken = only(await day.says("per", "Vad är det som händer när du försöker?", thread="q"), "posted", "taken")
    assert "väntar på ditt svar" in taken["text"]
    assert await day.passes("1h") == []


async def test_a_sensitive_question_gets_the_safe_answer_also_when_it_equals_an_entry(day: Day) -> None:
    said = await day.says("anna", "Hur hanterar vi elever med skyddade personuppgifter i Unikum?", "q")
    assert only(said, "posted", "sensitive")["state"] == "waiting"
    told = only(said, "direct", "waiting")
    assert "skydd" not in told["text"]


async def test_the_warning_about_personal_data_knows_its_question(day: Day) -> None:
    said = await day.says("anna", "ny elev 121212-1212 i 8A syns inte i Unikum, hur läggs eleven in?", "q")
    assert only(said, "direct", "personal_data")["thread"] == "q"


async def test_a_place_that_is_not_there_is_refused(day: Day) -> None:
    assert events(await day.says("anna", ASSIGN, place="nowhere")) == [("refused", "refusal")]
