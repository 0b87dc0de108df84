"""Plays: somebody says in a message's own menu what is to become of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.conversation.event import Account, MessageMarked, MessagePosted, MessageRef
from knowledge.conversation.message import Notice
from tests.journeys.day import called, events, only
from tests.journeys.town import ASSIGN, FILM, LOGGED_OUT, SIGNS, VOTE, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store
    from tests.journeys.day import Day

TALK = "Fin dag med sexorna i dag, de ritade namnskyltar"
"""Nothing for the desk, as far as the bot can tell."""
REPLY = "Ja, det ska jag också titta på med mina"


async def _kinds(day: Day) -> list[tuple[str | None, str, int | None]]:
    """(entry, kind, question) of what presses have taught."""
    async with day.store.reading() as tx:
        return [(one.entry, one.kind, one.question) for one in await tx.feedback.all()]


async def test_a_contact_says_that_it_is_a_question_and_its_author_asks_it(
    store: Store, tmp_path: Path, chat: str
) -> None:
    day = await begin(store, tmp_path, on=chat)
    assert await day.says("anna", TALK, "q") == []
    lines = await day.marks("jonas", "is_question", "q")
    told = only(lines, "notice")
    assert (told["to"], told["text"], told["thread"]) == ("jonas", "Nu är det fråga 1 – ligger hos Eva Lind.", "q")
    assert day.card("q")["text"].startswith("Frågan ligger hos Eva Lind, Lindskolan.")  # the school of who wrote it
    assert called(lines) == ["eva"]
    question = await day.question("q")
    assert (question.asker, question.place, question.text) == ("anna", "support", TALK)
    assert await _kinds(day) == [(None, "is_question", 1)]
    await day.says("eva", "Du hittar dem under Skriv ut, överst i menyn.", thread="q")
    assert await day.state("q") == "answered"  # its thread is a question's thread from now on
    await day.presses("anna", "helped", "q")
    assert await day.state("q") == "solved"
    await day.end()


async def test_what_the_faq_knows_is_answered_when_it_is_marked(store: Store, tmp_path: Path, chat: str) -> None:
    day = await begin(store, tmp_path, on=chat)
    await day.says("anna", TALK, "root")
    await day.says("olle", ASSIGN, "q", thread="root")  # a reply in a thread is talk among people
    assert await day.marks("olle", "is_question", "q") != []
    answer = day.card("q")
    assert (answer["reply"], answer["faq"]) == ("answer", ["plan"])
    await day.says("olle", "tack, nu funkar det!", thread="root")
    assert (await day.question("q")).how == "confirmed"
    await day.end()


async def test_a_reply_in_another_questions_thread_is_asked_beside_it(store: Store, tmp_path: Path, chat: str) -> None:
    day = await begin(store, tmp_path, on=chat)
    await day.says("anna", SIGNS, "first")
    await day.says("gunilla", REPLY, "second", thread="first")
    told = only(await day.marks("gunilla", "to_contact", "second"), "notice")
    assert told["text"] == "Jonas Åberg har fått frågan."
    assert [(await day.question(one)).asker for one in ("first", "second")] == ["anna", "gunilla"]
    assert (await day.question("second")).root.thread == (await day.question("first")).root.id
    await day.says("gunilla", "strunt i det, det löste sig", thread="first")  # one's own comes first
    assert [await day.state(one) for one in ("first", "second")] == ["waiting", "solved"]
    await day.end()


async def test_what_is_a_question_already_is_told_how_it_stands(store: Store, tmp_path: Path, chat: str) -> None:
    day = await begin(store, tmp_path, on=chat)
    await day.says("anna", SIGNS, "q")
    for who, card in (("olle", False), ("anna", True), ("leila", False)):
        lines = await day.marks(who, "is_question", "q", card=card)
        assert events(lines) == [("notice", "command")]
        assert (lines[0]["to"], lines[0]["text"]) == (who, "Det är redan fråga 1 – ligger hos Eva Lind.")
    assert await _kinds(day) == []
    await day.end()


async def test_straight_to_people_whatever_the_faq_says(store: Store, tmp_path: Path, chat: str) -> None:
    day = await begin(store, tmp_path, on=chat)
    await day.says("olle", TALK, "root")
    await day.says("anna", ASSIGN, "q", thread="root")
    sent = await day.marks("anna", "to_contact", "q")
    assert only(sent, "notice")["text"] == "Eva Lind har fått frågan."
    assert (await day.state("q"), called(sent)) == ("waiting", ["eva"])
    assert await _kinds(day) == [(None, "is_question", 1)]
    again = only(await day.marks("jonas", "to_contact", "q"), "notice")
    assert again["text"] == "Eva Lind har redan fråga 1."
    await day.presses("mats", "take", "q")
    assert only(await day.marks("anna", "to_contact", "q"), "notice")["text"] == "Mats Nyström har redan fråga 1."
    await day.end()


async def test_an_answer_that_does_not_fit_goes_to_people_and_a_solved_one_is_opened(
    store: Store, tmp_path: Path
) -> None:
    day = await begin(store, tmp_path)
    await day.says("anna", ASSIGN, "q")
    assert called(await day.marks("leila", "to_contact", "q", card=True)) == ["eva"]
    await day.presses("eva", "solved", "q")
    opened = await day.marks("anna", "to_contact", "q")
    assert only(opened, "notice")["text"] == "Eva Lind har fått frågan."
    assert "\nFrågan är öppen igen och ligger hos Eva Lind.\n" in day.card("q")["text"]
    await day.end()


async def test_no_question_after_all_and_back_again(store: Store, tmp_path: Path, chat: str) -> None:
    day = await begin(store, tmp_path, on=chat)
    await day.says("anna", SIGNS, "q")
    gone = await day.marks("leila", "not_a_question", "q")
    told = only(gone, "notice")
    assert (told["text"], told["buttons"]) == (
        "Kortet är borta. Jag säger inget om sådana meddelanden framöver.", ["undo"],
    )  # fmt: skip
    assert {line["key"] for line in gone if line["event"] == "withdrawn"} == {"question/1/card", "question/1/call"}
    await day.presses("leila", "undo", "q")
    assert await day.state("q") == "waiting"
    await day.marks("leila", "not_a_question", "q", card=True)
    assert await _kinds(day) == [(None, "not_a_question", 1)]
    back = await day.marks("anna", "is_question", "q")
    assert only(back, "notice")["text"] == "Nu är det fråga 1 – ligger hos Eva Lind."
    assert await _kinds(day) == [(None, "is_question", 1)]
    await day.marks("leila", "not_a_question", "q")
    assert called(await day.marks("anna", "to_contact", "q")) == ["eva"]
    assert await _kinds(day) == [(None, "is_question", 1)]  # that it was none is taken back
    await day.end()


async def test_whoever_sends_it_to_people_does_not_wait_behind_another(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("anna", SIGNS, "first")
    await day.says("gunilla", TALK, "root")
    await day.says("olle", SIGNS, "second", thread="root")
    assert called(await day.marks("olle", "to_contact", "second")) == ["eva"]
    assert (await day.question("second")).linked_to is None
    await day.says("dragana", SIGNS, "third", thread="root")
    linked = only(await day.marks("dragana", "is_question", "third"), "notice", "command")
    assert linked["text"] == "Nu väntar den på samma svar som fråga 2."
    assert (await day.question("third")).linked_to is not None  # it only is a question, like any other
    await day.end()


async def test_where_there_is_no_question_nothing_is_taken_away_or_learned(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("anna", SIGNS, "q")
    await day.says("gunilla", REPLY, "reply", thread="q")
    for label in ("reply", "talk"):
        if label == "talk":
            await day.says("olle", TALK, "talk")
        lines = await day.marks("leila", "not_a_question", label)
        assert events(lines) == [("notice", "command")]
        assert lines[0]["text"] == "Det är ingen fråga hos mig, så inget behöver ändras."
    assert (await day.state("q"), await _kinds(day)) == ("waiting", [])
    await day.end()


async def test_where_the_bot_was_unsure_a_mark_decides(store: Store, tmp_path: Path, chat: str) -> None:
    day = await begin(store, tmp_path, on=chat, matching={"question": "0.9999", "unsure": "0.01"})
    await day.says("anna", SIGNS, "q1")
    assert (await day.question("q1")).unsure
    lines = await day.marks("eva", "is_question", "q1")
    assert [line["key"] for line in lines if line["event"] == "withdrawn"] == ["question/1/notice"]
    assert (await day.state("q1"), called(lines)) == ("waiting", ["eva"])
    await day.says("olle", FILM, "q2")
    thrown = await day.marks("eva", "not_a_question", "q2")
    assert [line["key"] for line in thrown if line["event"] == "withdrawn"] == ["question/2/notice"]
    assert await day.state("q2") == "dropped"
    await day.says("gunilla", VOTE, "q3")
    await day.passes("2d")
    assert await day.state("q3") == "dropped"  # nobody said that it was one
    assert called(await day.marks("gunilla", "is_question", "q3")) == ["jonas"]
    await day.end()


async def test_others_may_not_and_are_told_who_can(store: Store, tmp_path: Path, chat: str) -> None:
    day = await begin(store, tmp_path, on=chat)
    await day.says("anna", TALK, "q")
    for mark in ("is_question", "to_contact"):
        refused = only(await day.marks("gunilla", mark, "q"), "refused", "refusal")
        assert refused["to"] == "gunilla"
        assert refused["text"] == "Det kan bara den som skrev göra, eller en kontakt: Jonas Åberg och Leila Rahimi."
    own = only(await day.marks("anna", "not_a_question", "q"), "refused")
    assert own["text"] == "Det kan bara en kontakt göra: Cecilia Holm, Mats Nyström och Amina Warsame."
    english = only(await day.marks("lucy", "is_question", "q"), "refused")
    assert english["text"].startswith("Only the one who wrote it can do that, or a contact: Cecilia Holm")
    async with store.reading() as tx:
        assert await tx.questions.where() == []
    await day.end()


async def test_elsewhere_and_on_machines_words_a_mark_says_what_to_do(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("mats", TALK, "other place", place="central")
    there = only(await day.marks("mats", "is_question", "other place"), "refused")
    assert (
        there["text"]
        == "Här tar jag inte emot frågor. Skriv den i supportkanalen, eller skriv fråga … till mig, så lägger jag den där."
    )
    await day.says("anna", "🎉🎉", "signs")
    assert only(await day.marks("anna", "to_contact", "signs"), "refused")["text"].startswith("Där finns inga ord")
    await day.joins("nya")
    hello = next(post for post in day.play.stage.chat.log.everything() if post.message)
    day.play.posts["hello"] = hello.id
    refused = only(await day.marks("nya", "is_question", "hello"), "refused")
    assert refused["text"].startswith("Det har ingen kollega skrivit")
    await day.end()


async def test_a_message_from_before_the_bot_came_is_asked_by_its_author_once(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("anna", TALK, "first")
    bot, now = day.play.stage.app.bot, day.play.stage.clock.now()
    ref = MessageRef(platform="local", channel="support", id="old")
    text = "hur får man ut 121212-1212 ur namnlistan i unikum?"  # the well-known made-up number, nobody's
    mark = MessageMarked(id="m1", at=now, who=Account(platform="local", id="eva"), ref=ref, mark="is_question",
                         author=Account(platform="local", id="britt", name="Britt Ny"), text=text)  # fmt: skip
    shown = [await bot.hear(mark), await bot.hear(mark)]
    assert isinstance(shown[0], Notice)
    assert shown[1] is None
    async with store.reading() as tx:
        (question,) = await tx.questions.where()
        assert not await tx.outbox.live("personal_data/local/elsewhere")
    assert (question.asker, "[personnummer]" in question.text) == ("britt", True)
    again = await bot.hear(replace(mark, id="m2"))
    assert isinstance(again, Notice)
    assert again.message.plain.startswith("Det är redan fråga 1")
    late = MessagePosted(id="p1", at=now, author=Account(platform="local", id="britt"), ref=ref, text=text)
    await bot.hear(late)  # the service tells of it after all
    async with store.reading() as tx:
        assert len(await tx.questions.where()) == 1
    lines = await day.passes("1s")
    assert [line["to"] for line in lines if line["reply"] == "personal_data"] == ["britt"]
    await day.end()


async def test_a_lead_in_that_is_held_is_a_question_at_once(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    assert await day.says("anna", "hej, jag behöver hjälp med unikum", "q") == []
    lines = await day.marks("anna", "to_contact", "q")
    assert (called(lines), await day.state("q")) == (["eva"], "waiting")
    assert await day.passes("1m") == []  # it is held no more
    await day.end()


async def test_in_ones_own_conversation_the_contact_gets_it_alone(store: Store, tmp_path: Path, chat: str) -> None:
    day = await begin(store, tmp_path, on=chat)
    await day.writes_to_the_bot("anna", LOGGED_OUT, "q")
    assert await day.state("q") == "answered"
    sent = await day.marks("anna", "to_contact", "q")
    assert only(sent, "direct", "waiting")["to"] == "eva"
    assert [line for line in sent if line["place"]] == []
    assert (await day.question("q")).private
    await day.end()


async def test_where_the_bot_only_watches_it_takes_no_marks(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, matching={"mode": "shadow"})
    await day.says("anna", SIGNS, "q")
    refused = only(await day.marks("eva", "is_question", "q"), "refused")
    assert refused["text"].startswith("Jag är på prov i supportkanalen")
    await day.end()
