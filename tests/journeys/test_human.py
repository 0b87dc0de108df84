"""Plays: a human was first, or asks back, or solved it elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import called, events, only
from tests.journeys.phrases import ASSIGN, HOW_TO, PRINT, SIGNS

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
    no = await strict.presses("anna", "not_helped", "q")
    assert no[1]["text"].startswith("Frågan ligger hos Eva Lind, Lindskolan.\n")  # as the card had said
    assert called(no) == ["eva"]
    await strict.says("olle", "Prova att logga ut och in igen, sedan syns knappen.", thread="q")
    solved = only(await strict.presses("anna", "helped", "q"), "revised", "solved")
    assert solved["text"] == "✅ Löst 24 november. Olle Berg hade svaret.\nFråga 1"


async def test_nobody_says_whether_a_persons_answer_helped(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    said = await strict.says("eva", "Du saknade behörighet. Nu har jag lagt till den, kan du prova igen?", thread="q")
    assert events(said) == [("revised", "answer"), ("withdrawn", "waiting")]  # a polite end is no question back
    assert events(await strict.comes("2026-11-25T09:01")) == [("revised", "solved")]
    assert (await strict.question("q")).how == "assumed"


async def test_an_answer_or_a_me_too_right_after_it_in_the_channel_counts_as_well(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    assert await strict.says("helena", "samma här", thread="q") == []  # counted, not answered
    assert await strict.says("yusuf", "samma här!") == []
    said = await strict.says("olle", HOW_TO)
    assert events(said) == [("revised", "answer"), ("withdrawn", "waiting")]
    assert (said[0]["thread"], said[0]["state"]) == ("q", "answered")
    assert await strict.says("olle", "Sedan väljer du A3 och klickar på Skriv ut.") == []  # the same answer goes on
    assert "A3" in (await strict.question("q")).answer_text
    async with strict.store.reading() as tx:
        history = await tx.questions.history(1)
    assert [line.who for line in history if line.what == "me_too"] == ["helena", "yusuf"]


async def test_chat_other_questions_and_late_messages_are_no_answers(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    for said in ("Bra fråga!", "haha", "Ja", "Tack för att du frågar", "Ska du med på lunch?"):
        assert await strict.says("olle", said, thread="q") == [], said
    await strict.passes("20m")
    assert await strict.says("olle", HOW_TO) == []  # in the channel, and long after it
    assert await strict.state("q") == "waiting"


async def test_the_bots_own_answer_stays_when_a_colleague_adds_something(day: Day) -> None:
    await day.says("anna", ASSIGN, "q")
    said = only(await day.says("olle", "Klicka på kugghjulet och sedan på Tilldela.", thread="q"), "revised", "answer")
    assert said["faq"] == ["tilldela-planering"]
    assert "Öppna planeringen i Skolbanken" in said["text"]
    assert "Olle Berg har svarat här i tråden. Hjälpte det?" in said["text"]
    assert events(await day.presses("eva", "solved", "q")) == [("notice", "solved"), ("revised", "solved")]  # no call


async def test_the_one_who_helped_is_named_not_the_entry(day: Day) -> None:
    await day.says("anna", ASSIGN, "q")
    await day.says("olle", "Klicka på kugghjulet och sedan på Tilldela.", thread="q")
    solved = only(await day.presses("anna", "helped", "q"), "revised", "solved")
    assert "Olle Berg hade svaret." in solved["text"]
    assert solved["faq"] == []


async def test_talk_right_after_a_question_is_no_answer_to_it(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    for who, said in (
        ("jonas", "Har någon sett Fredrik?"),
        ("olle", "Kom ihåg att brandövningen är klockan tio i morgon"),
        ("jonas", "Är det fler än jag som tappat wifi i dag?"),
        ("helena", "Sami, hos oss skriver vi på papper först. Testa det."),
    ):
        assert await strict.says(who, said) == [], said
    assert await strict.state("q") == "waiting"


async def test_a_contacts_question_back_stops_the_clock_until_the_asker_writes(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    taken = await strict.says("eva", BACK, thread="q")
    assert events(taken) == [("revised", "taken"), ("withdrawn", "waiting")]
    assert taken[0]["text"].startswith("Eva Lind har tagit frågan och väntar på ditt svar här i tråden.\n")
    assert taken[0]["buttons"][:2] == ["solved", "hand_on"]
    assert await strict.comes("2026-11-27T12:00") == []  # no reminder, nobody else is asked
    on = only(await strict.says("anna", "6B", thread="q"), "revised", "taken")
    assert on["text"].startswith("Eva Lind har tagit frågan.\n")
    reminded = only(await strict.comes("2026-11-30T09:00"), "direct", "reminder")
    assert reminded["to"] == "eva"


async def test_a_question_back_in_the_channel_is_one_too_and_leaves_it_with_whoever_has_it(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    first = only(await strict.says("eva", BACK), "revised", "taken")
    assert first["thread"] == "q"
    await strict.says("anna", "6B", thread="q")
    second = only(await strict.says("cecilia", "Vad står det på skärmen?", thread="q"), "revised", "taken")
    assert second["text"].startswith("Eva Lind har tagit frågan och väntar på ditt svar")


async def test_a_question_back_without_a_reply_rests_after_five_working_days_and_any_word_wakes_it(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    await strict.says("sami", SIGNS, "patient")
    await strict.says("eva", BACK, thread="q")
    assert "q" not in {line["thread"] for line in await strict.comes("2026-12-01T08:59")}
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
    assert await strict.state("patient") == "waiting"  # one that waits for us never rests


async def test_a_resting_question_that_solved_itself_is_solved(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    await strict.says("eva", BACK, thread="q")
    await strict.comes("2026-12-01T10:00")
    assert events(await strict.says("anna", "det löste sig, tack", thread="q")) == [("revised", "solved")]


async def test_the_asker_is_called_once_when_it_was_solved_elsewhere(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    pressed = await strict.presses("eva", "solved", "q")
    assert events(pressed) == [("notice", "solved"), ("revised", "solved"), ("withdrawn", "waiting"),
                               ("posted", "waiting")]  # fmt: skip
    assert called(pressed) == ["anna"]
    assert pressed[-1]["text"] == "Anna Ek Eva Lind har markerat frågan som löst. Stämmer det inte, skriv här."
    await strict.presses("anna", "reopen", "q")
    assert called(await strict.presses("eva", "solved", "q")) == []  # once


async def test_the_asker_is_called_for_an_answer_in_the_thread_only_after_a_working_day(strict: Day) -> None:
    await strict.says("anna", PRINT, "soon")
    assert called(await strict.says("eva", HOW_TO, thread="soon")) == []
    assert called(await strict.presses("eva", "solved", "soon")) == []
    await strict.says("sami", SIGNS, "late")
    await strict.presses("per", "take", "late")
    await strict.comes("2026-11-25T09:30")
    said = await strict.says("per", "Nej, men du kan skriva ut en klasslista med namn.", thread="late")
    assert called(said) == ["sami"]
    assert said[-1]["text"] == "Sami Haddad Per Nord har svarat här i tråden."
    assert called(await strict.presses("per", "solved", "late")) == []
