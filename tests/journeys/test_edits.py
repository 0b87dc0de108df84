"""Plays: somebody changes or removes what they wrote."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.conversation.event import Account, MessagePosted, MessageRef
from knowledge.support.question import State
from tests.journeys.day import called, events, only
from tests.journeys.happenings import heard
from tests.journeys.phrases import ASSIGN, HOW_TO, PASSWORD, PRINT, SIGNS, UNSEEN, VAGUE

if TYPE_CHECKING:
    from tests.journeys.day import Day


async def test_an_edit_that_asks_something_else_changes_the_card_where_it_hangs(day: Day) -> None:
    await day.says("anna", ASSIGN, "q")
    assert await day.edits("anna", "q", "Hej! Hur tilldelar jag en planering till min klass??") == []  # asks the same
    edited = only(await day.edits("anna", "q", PASSWORD), "revised", "answer")
    assert (edited["key"], edited["faq"]) == ("question/1/card", ["glomt-losenord"])
    assert edited["text"].startswith("Du ändrade frågan, så svaret är nytt:\n")
    assert (await day.edits("anna", "q", ASSIGN))[0]["faq"] == ["tilldela-planering"]
    await day.says("olle", "Klicka på kugghjulet och sedan på Tilldela.", thread="q")
    assert await day.edits("anna", "q", PASSWORD) == []  # a human has answered: only noted

    await day.says("sami", VAGUE, "vague")
    await day.passes("45s")
    assert events(await day.edits("sami", "vague", PASSWORD)) == [("revised", "answer")]


async def test_an_edit_without_an_entry_goes_to_people_and_one_with_an_entry_comes_back(strict: Day) -> None:
    await strict.says("anna", ASSIGN, "q")
    assert called(await strict.edits("anna", "q", PRINT)) == ["eva"]
    back = await strict.edits("anna", "q", PASSWORD)
    assert events(back) == [("revised", "answer"), ("withdrawn", "waiting")]
    await strict.says("sami", SIGNS, "solved")
    assert ("revised", "solved") in events(await strict.edits("sami", "solved", "Löst, tack!"))  # counts as the word


async def test_after_a_human_answer_or_when_it_is_taken_an_edit_is_only_noted(strict: Day) -> None:
    await strict.says("anna", PRINT, "answered")
    await strict.says("eva", HOW_TO, thread="answered")
    assert await strict.edits("anna", "answered", ASSIGN) == []
    assert (await strict.question("answered")).text == ASSIGN
    await strict.says("sami", SIGNS, "taken")
    await strict.presses("per", "take", "taken")
    assert await strict.edits("sami", "taken", ASSIGN) == []
    assert await strict.state("taken") == "taken"


async def test_entries_that_were_no_help_are_not_offered_again_after_an_edit(offering: Day) -> None:
    await offering.says("anna", UNSEEN, "q")
    await offering.presses("anna", "none_of_these", "q")
    no_help = set((await offering.question("q")).rejected)
    for line in await offering.edits("anna", "q", UNSEEN.replace("i går", "igår")):
        assert not no_help & set(line["faq"])


async def test_an_edit_of_another_message_is_judged_for_what_it_is(day: Day) -> None:
    await day.says("anna", ASSIGN, "q")
    await day.passes("10m")
    await day.says("anna", "tack, ska testa efter lunch", "reply", thread="q")
    assert await day.edits("anna", "reply", "tack, ska testa efter rasten") == []
    assert (await day.question("q")).text == ASSIGN
    assert await day.says("sami", "Kaffet är slut i personalrummet", "coffee") == []
    answer = only(await day.edits("sami", "coffee", ASSIGN), "posted", "answer")  # it asks now
    assert answer["thread"] == "coffee"


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


async def test_a_question_that_is_put_back_is_asked_again_and_one_that_was_never_gone_is_not(strict: Day) -> None:
    await strict.says("anna", PRINT, "q")
    post = strict.play._post("q")
    stands = strict.play.stage.chat.log.get(post)
    assert stands is not None
    again = MessagePosted(
        id="local:restored", at=strict.play.stage.clock.now(), author=Account(platform="local", id="anna"), text=PRINT,
        ref=MessageRef(platform="local", channel=stands.channel, id=post), restored=True,
    )  # fmt: skip
    assert await heard(strict, again) == []
    await strict.deletes("anna", "q")
    await heard(
        strict, replace(again, id="local:restored:2")
    )  # the local chat cannot show it again, so it is asked for
    async with strict.store.reading() as tx:
        asked = await tx.questions.get(2)
    assert asked is not None
    assert (asked.text, asked.state, asked.holders) == (PRINT, State.WAITING, ("eva",))
