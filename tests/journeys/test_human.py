"""Plays: a human was first, or asks back, or solved it elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import called, events, only
from tests.journeys.phrases import ASSIGN, HOW_TO, PRINT

if TYPE_CHECKING:
    from tests.journeys.day import Day

BACK = "Vilken klass gäller det?"


async def test_a_colleagues_answer_stops_the_timers_and_the_card_asks_whether_it_helped(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    said = await strict.says("olle", HOW_TO, thread="q")
    assert events(said) == [("revised", "answer"), ("withdrawn", "waiting")]
    assert said[0]["text"] == (
        "Olle Berg har svarat här i tråden. Hjälpte det?\nOm inte ligger frågan kvar hos Eva Lind.\nFråga 1"
    )
    assert said[0]["buttons"] == ["helped", "not_helped", "solved", "take", "not_a_question"]
    assert await strict.passes("6h") == []  # nobody else is called
    solved = only(await strict.presses("anna", "helped", "q"), "revised", "solved")
    assert solved["text"] == "✅ Löst 24 november. Olle Berg hade svaret.\nFråga 1"


async def test_when_a_colleagues_answer_did_not_help_it_is_with_whom_the_card_said(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    await strict.says("olle", HOW_TO, thread="q")
    pressed = await strict.presses("anna", "not_helped", "q")
    assert pressed[1]["text"].startswith("Frågan ligger hos Eva Lind, Lindskolan.\nÄr den inte löst i dag 13:00 ")
    assert called(pressed) == ["eva"]


async def test_nobody_says_whether_a_persons_answer_helped(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    await strict.says("eva", HOW_TO, thread="q")
    later = await strict.comes("2026-11-25T09:01")
    assert events(later) == [("revised", "solved")]
    assert (await strict.question("q")).how == "assumed"


async def test_an_answer_right_after_it_in_the_channel_counts_as_well(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    said = await strict.says("olle", HOW_TO)
    assert events(said) == [("revised", "answer"), ("withdrawn", "waiting")]
    assert (said[0]["thread"], said[0]["state"]) == ("q", "answered")
    assert await strict.says("olle", "Sedan väljer du A3 och klickar på Skriv ut.") == []  # the same answer goes on
    assert "A3" in (await strict.question("q")).answer_text


async def test_a_message_long_after_it_in_the_channel_is_something_else(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    await strict.passes("20m")
    assert await strict.says("olle", HOW_TO) == []
    assert await strict.state("q") == "waiting"


async def test_me_too_is_counted_and_not_answered(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    assert await strict.says("helena", "samma här", thread="q") == []
    assert await strict.says("yusuf", "samma här!") == []  # right after it in the channel
    assert events(await strict.says("olle", HOW_TO)) == [("revised", "answer"), ("withdrawn", "waiting")]
    async with strict.store.reading() as tx:
        history = await tx.questions.history((await strict.question("q")).number)
    assert [line.who for line in history if line.what == "me_too"] == ["helena", "yusuf"]


async def test_a_colleagues_chat_and_own_questions_are_no_answers(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    for said in ("Bra fråga!", "haha", "Ja", "Tack för att du frågar", "Ska du med på lunch?"):
        assert await strict.says("olle", said, thread="q") == [], said
    assert await strict.state("q") == "waiting"


async def test_the_bots_own_answer_stays_when_a_colleague_adds_something(day: Day) -> None:
    await day.says("anna", ASSIGN, "q")
    assert await day.says("olle", "Klicka på kugghjulet och sedan på Tilldela.", thread="q") == []
    assert day.card("q")["faq"] == ["tilldela-planering"]


async def test_a_contacts_question_back_stops_the_clock_until_the_asker_writes(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    taken = await strict.says("eva", BACK, thread="q")
    assert events(taken) == [("revised", "taken"), ("withdrawn", "waiting")]
    assert taken[0]["text"].startswith("Eva Lind har tagit frågan och väntar på ditt svar här i tråden.\n")
    assert taken[0]["buttons"][:2] == ["solved", "hand_on"]
    assert await strict.comes("2026-11-27T12:00") == []  # no reminder, nobody else is asked
    on = await strict.says("anna", "6B", thread="q")
    assert events(on) == [("revised", "taken")]
    assert on[0]["text"].startswith("Eva Lind har tagit frågan.\n")
    reminded = only(await strict.comes("2026-11-30T09:00"), "direct", "reminder")
    assert reminded["to"] == "eva"


async def test_a_question_back_in_the_channel_is_one_too(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    taken = only(await strict.says("eva", BACK), "revised", "taken")
    assert taken["thread"] == "q"
    assert "väntar på ditt svar" in taken["text"]


async def test_another_contacts_question_back_leaves_it_with_whoever_has_it(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    await strict.presses("eva", "take", "q")
    asked = only(await strict.says("cecilia", BACK, thread="q"), "revised", "taken")
    assert asked["text"].startswith("Eva Lind har tagit frågan och väntar på ditt svar")


async def test_a_question_back_without_a_reply_rests_after_five_working_days_and_any_word_wakes_it(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    await strict.says("eva", BACK, thread="q")
    assert await strict.comes("2026-12-01T08:59") == []
    rests = only(await strict.comes("2026-12-01T09:01"), "revised", "waiting")
    assert rests["text"] == (
        "Vilande sedan 24 november: Eva Lind frågade något och har inget svar fått.\n"
        "Skriv här, så är frågan i gång igen.\nFråga 1"
    )  # fmt: skip
    assert (rests["state"], rests["buttons"]) == ("expired", ["reopen", "take"])
    assert await strict.says("anna", "tack", thread="q") == []  # bare thanks change nothing
    awake = await strict.says("anna", "oj, det gäller 6B", thread="q")
    assert events(awake) == [("revised", "waiting"), ("posted", "waiting")]
    assert awake[0]["text"].startswith("Frågan är öppen igen och ligger hos Eva Lind.\n")
    assert called(awake) == ["eva"]


async def test_a_resting_question_that_solved_itself_is_solved(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    await strict.says("eva", BACK, thread="q")
    await strict.comes("2026-12-01T10:00")
    said = await strict.says("anna", "det löste sig, tack", thread="q")
    assert events(said) == [("revised", "solved")]


async def test_one_that_waits_for_us_never_rests(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    await strict.comes("2026-12-18T16:00")
    assert await strict.state("q") == "waiting"


async def test_the_asker_is_called_once_when_it_was_solved_elsewhere(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    pressed = await strict.presses("eva", "solved", "q")
    assert called(pressed) == ["anna"]
    assert pressed[-1]["text"] == "Anna Ek Eva Lind har markerat frågan som löst. Stämmer det inte, skriv här."
    await strict.presses("anna", "reopen", "q")
    assert called(await strict.presses("eva", "solved", "q")) == []  # once


async def test_the_asker_is_not_called_for_an_answer_in_the_thread_on_the_same_day(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    assert called(await strict.says("eva", HOW_TO, thread="q")) == []
    assert called(await strict.presses("eva", "solved", "q")) == []


async def test_a_contact_who_marks_the_bots_answer_as_right_calls_nobody(day: Day) -> None:
    await day.says("anna", ASSIGN, "q")
    pressed = await day.presses("eva", "solved", "q")
    assert events(pressed) == [("notice", "solved"), ("revised", "solved")]


async def test_the_asker_is_called_for_an_answer_after_more_than_a_working_day(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    await strict.presses("eva", "take", "q")
    await strict.comes("2026-11-25T09:30")
    said = await strict.says("eva", HOW_TO, thread="q")
    assert called(said) == ["anna"]
    assert said[-1]["text"] == "Anna Ek Eva Lind har svarat här i tråden."
    assert called(await strict.presses("eva", "solved", "q")) == []
