"""Plays: somebody changes or removes what they wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import called, events, only
from tests.journeys.phrases import ASSIGN, HOW_TO, PASSWORD, PRINT, SIGNS, UNSEEN, VAGUE

if TYPE_CHECKING:
    from tests.journeys.day import Day


async def test_an_edit_that_asks_the_same_says_nothing(day: Day) -> None:
    await day.says("anna", ASSIGN, "q")
    assert await day.edits("anna", "q", "Hej! Hur tilldelar jag en planering till min klass??") == []
    assert await day.state("q") == "answered"


async def test_an_edit_that_asks_something_else_changes_the_card_where_it_hangs(day: Day) -> None:
    await day.says("anna", ASSIGN, "q")
    edited = await day.edits("anna", "q", PASSWORD)
    assert events(edited) == [("revised", "answer")]
    assert (edited[0]["key"], edited[0]["faq"]) == ("question/1/card", ["glomt-losenord"])
    assert edited[0]["text"].startswith("Du ändrade frågan, så svaret är nytt:\n")
    back = await day.edits("anna", "q", ASSIGN)
    assert back[0]["faq"] == ["tilldela-planering"]


async def test_an_edit_without_an_entry_goes_to_people_and_one_with_an_entry_comes_back(strict: Day) -> None:
    await strict.says("anna", ASSIGN, "q")
    assert called(await strict.edits("anna", "q", PRINT)) == ["eva"]
    back = await strict.edits("anna", "q", PASSWORD)
    assert events(back) == [("revised", "answer"), ("withdrawn", "waiting")]


async def test_an_edit_of_something_vague_is_the_reply_to_the_counter_question(day: Day) -> None:
    await day.says("anna", VAGUE, "q")
    await day.passes("45s")
    assert events(await day.edits("anna", "q", PASSWORD)) == [("revised", "answer")]


async def test_after_a_human_answer_an_edit_is_only_noted(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    await strict.says("eva", HOW_TO, thread="q")
    assert await strict.edits("anna", "q", ASSIGN) == []
    assert (await strict.question("q")).text == ASSIGN


async def test_after_a_colleague_has_added_to_the_bots_answer_an_edit_is_only_noted(day: Day) -> None:
    await day.says("anna", ASSIGN, "q")
    await day.says("olle", "Klicka på kugghjulet och sedan på Tilldela.", thread="q")
    assert await day.edits("anna", "q", PASSWORD) == []


async def test_an_edit_of_a_taken_question_leaves_it_with_the_one_who_took_it(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    await strict.presses("eva", "take", "q")
    assert await strict.edits("anna", "q", ASSIGN) == []


async def test_entries_that_were_no_help_are_not_offered_again_after_an_edit(offering: Day) -> None:
    await offering.says("anna", UNSEEN, "q")
    await offering.presses("anna", "none_of_these", "q")
    edited = await offering.edits("anna", "q", UNSEEN.replace("i går", "igår"))
    assert [line for line in edited if line["reply"] == "suggestion" and set(line["faq"]) & set(
        (await offering.question("q")).rejected)] == []  # fmt: skip


async def test_an_edit_of_a_later_message_in_the_thread_is_not_the_question(day: Day) -> None:
    await day.says("anna", ASSIGN, "q")
    await day.passes("10m")
    await day.says("anna", "tack, ska testa efter lunch", "reply", thread="q")
    assert await day.edits("anna", "reply", "tack, ska testa efter rasten") == []
    assert (await day.question("q")).text == ASSIGN


async def test_solved_written_into_the_question_counts_as_the_word(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    assert ("revised", "solved") in events(await strict.edits("anna", "q", "Löst, tack!"))


async def test_a_message_that_asks_after_an_edit_is_a_question_then(day: Day) -> None:
    assert await day.says("anna", "Kaffet är slut i personalrummet", "q") == []
    answer = only(await day.edits("anna", "q", ASSIGN), "posted", "answer")
    assert answer["thread"] == "q"


async def test_whoever_waits_for_another_question_and_asks_something_else_now_goes_alone(strict: Day) -> None:
    await strict.says("anna", PRINT, "first")
    await strict.says("sami", PRINT, "second")
    assert await strict.edits("sami", "second", f"{PRINT} Tack på förhand!") == []
    edited = await strict.edits("sami", "second", SIGNS)
    assert called(edited) == ["per"]
    assert "till undrar" not in strict.card("first")["text"]


async def test_an_edit_into_something_sensitive_gets_the_safe_answer_and_the_words_are_gone(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    edited = await strict.edits("anna", "q", "en elev har fått skyddad identitet, hur gör jag i unikum?")
    card = only(edited, "revised", "sensitive")
    assert card["text"].startswith("Skyddade uppgifter tar vi inte i chatten.\n")
    assert [line["to"] for line in edited if line["event"] == "direct"]  # central is told, without the words
    assert not any("skyddad identitet" in line["text"] for line in edited)
    assert (await strict.question("q")).text == ""


async def test_a_deleted_question_takes_everything_with_it_and_its_text(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    await strict.says("anna", "Det gäller 6B.", thread="q")
    gone = await strict.deletes("anna", "q")
    assert sorted(line["key"] for line in gone if line["event"] == "withdrawn") == [
        "question/1/call",
        "question/1/card",
    ]
    receipt = only(gone, "direct", "command")
    assert receipt["to"] == "anna"
    assert receipt["text"].startswith("Du tog bort din fråga i ")
    async with strict.store.reading() as tx:
        question = await tx.questions.get(1)
        said = await tx.messages.of_question(1)
    assert question is not None
    assert (question.state, question.how, question.text) == ("dropped", "deleted", "")
    assert [message.text for message in said] == ["", ""]
    assert await strict.passes("5d") == []


async def test_a_deleted_question_that_waited_for_another_is_no_longer_counted(strict: Day) -> None:
    await strict.says("anna", PRINT, "first")
    await strict.says("sami", PRINT, "second")
    gone = await strict.deletes("sami", "second")
    assert ("withdrawn", "linked") in events(gone)
    assert "till undrar" not in strict.card("first")["text"]


async def test_a_deleted_follow_up_changes_nothing_and_a_deleted_answer_is_taken_back(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    await strict.passes("10m")
    await strict.says("anna", "Det gäller 6B.", "more", thread="q")
    assert await strict.deletes("anna", "more") == []
    await strict.says("eva", HOW_TO, "answer", thread="q")
    back = await strict.deletes("eva", "answer")
    assert events(back) == [("revised", "waiting"), ("posted", "waiting")]
    assert called(back) == ["eva"]
    assert (await strict.question("q")).answer_text == ""
