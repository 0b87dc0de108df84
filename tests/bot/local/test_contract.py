"""The local chat keeps what the Platform protocol and its declared abilities promise."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.platforms.base import FIND, FORMS, NOTICES, PINS, REACTIONS, Absent, Gone, Platform, Posted
from knowledge.conversation.event import Account, ButtonPressed, FormFilled, Reacted
from knowledge.conversation.message import Button, Form, Message, Notice
from tests.bot.local.conftest import Chat, place, words

BUTTON = Button(action="helped", label="Det hjälpte")


def test_it_is_a_platform_with_all_abilities(chat: Chat) -> None:
    platform: Platform = chat.platform
    assert platform.abilities == {NOTICES, FORMS, PINS, REACTIONS, FIND}
    assert platform.name == "local"


async def test_a_sent_message_stands_in_its_thread_with_key_and_token(chat: Chat) -> None:
    root = await chat.platform.say("anna", "support", "hur gör jag?")
    posted = await chat.platform.send(place(thread=root), "question/1/card", words(), "t1")
    post = chat.platform.log.get(posted)
    assert post
    assert (post.channel, post.thread, post.key, post.token, post.author) == (
        "support",
        root,
        "question/1/card",
        "t1",
        None,
    )
    assert [record.kind for record in chat.records] == ["posted"]
    assert chat.records[0].address == place(thread=root)


async def test_a_message_to_somebodys_own_conversation_is_direct(chat: Chat) -> None:
    await chat.platform.send(place("direct:anna"), "k", words(), "t")
    assert [record.kind for record in chat.records] == ["direct"]
    post = chat.platform.log.keyed("k")
    assert post
    assert post.seen_by("anna")
    assert not post.seen_by("eva")


async def test_a_message_for_one_is_a_notice_that_only_that_person_sees(chat: Chat) -> None:
    await chat.platform.send(place(only_for="anna"), "k", words(), "t")
    assert [record.kind for record in chat.records] == ["notice"]
    assert chat.platform.log.keyed("k", "eva") is None
    assert chat.platform.log.keyed("k", "anna") is not None


async def test_a_revision_replaces_the_words_and_keeps_the_place(chat: Chat) -> None:
    posted = await chat.platform.send(place(), "k", words("före"), "t")
    ref = chat.platform.log.get(posted).ref("local")  # type: ignore[union-attr] # it was just posted
    await chat.platform.revise(ref, "k", words("efter"), "t2")
    post = chat.platform.log.get(posted)
    assert post
    assert post.message == words("efter")
    assert post.token == "t2"
    assert [(r.kind, r.message and r.message.text) for r in chat.records] == [("posted", "före"), ("revised", "efter")]


async def test_a_withdrawn_message_is_gone_and_a_second_time_is_no_error(chat: Chat) -> None:
    posted = await chat.platform.send(place(), "k", words("bort"), "t")
    ref = chat.platform.log.get(posted).ref("local")  # type: ignore[union-attr] # it was just posted
    await chat.platform.withdraw(ref)
    await chat.platform.withdraw(ref)
    assert chat.platform.log.get(posted) is None
    assert [(r.kind, r.key) for r in chat.records] == [("posted", "k"), ("withdrawn", "k")]
    with pytest.raises(Gone):
        await chat.platform.revise(ref, "k", words(), "t")


async def test_a_person_s_own_words_can_be_neither_revised_nor_withdrawn_by_the_bot(chat: Chat) -> None:
    said = await chat.platform.say("anna", "support", "hej")
    ref = chat.platform.log.get(said).ref("local")  # type: ignore[union-attr] # it was just said
    await chat.platform.withdraw(ref)
    assert chat.platform.log.get(said) is not None
    with pytest.raises(Gone):
        await chat.platform.revise(ref, "k", words(), "t")


async def test_sending_into_a_thread_that_is_not_there_says_gone(chat: Chat) -> None:
    with pytest.raises(Gone):
        await chat.platform.send(place(thread="nowhere"), "k", words(), "t")
    assert chat.records == []


async def test_find_knows_what_was_posted_where_and_since_when(chat: Chat) -> None:
    start = chat.at
    posted = await chat.platform.send(place(), "k", words(), "t")
    assert await chat.platform.find("t", place(), start) == Posted(id=posted)
    assert await chat.platform.find("t", place("central"), start) == Absent()
    assert await chat.platform.find("t", place(), start + timedelta(seconds=1)) == Absent()
    assert await chat.platform.find("other", place(), start) == Absent()
    await chat.platform.withdraw(chat.platform.log.get(posted).ref("local"))  # type: ignore[union-attr] # it stands
    assert await chat.platform.find("t", place(), start) == Absent()


async def test_a_notice_for_the_one_who_pressed_stands_beside_the_message(chat: Chat) -> None:
    root = await chat.platform.say("anna", "support", "hur gör jag?")
    await chat.platform.send(place(thread=root), "question/1/card", words(buttons=(BUTTON,)), "t")
    chat.answer = lambda _event: Notice(message=words("Tack."))
    shown = await chat.platform.press("anna", "question/1/card", "helped")
    assert shown == Notice(message=words("Tack."))
    pressed = chat.heard[-1]
    assert isinstance(pressed, ButtonPressed)
    assert (pressed.key, pressed.action, pressed.who.name) == ("question/1/card", "helped", "Anna Ek")
    assert pressed.ref
    assert pressed.ref.thread == root
    record = chat.records[-1]
    assert (record.kind, record.key) == ("notice", "question/1/card")
    assert record.address == place(thread=root, only_for="anna")
    card = chat.platform.log.keyed("question/1/card", "anna")
    assert card
    assert card.only_for is None


async def test_a_form_is_recorded_and_what_it_says_next_stands_where_it_was_opened(chat: Chat) -> None:
    root = await chat.platform.say("anna", "support", "hur gör jag?")
    posted = await chat.platform.send(place(thread=root), "question/1/card", words(buttons=(BUTTON,)), "t")
    form = Form(name="hand_on", title="Lämna vidare", fields=(), submit="Lämna", about="question/1")
    chat.answer = lambda _event: form
    assert await chat.platform.press("eva", posted, "hand_on") == form
    assert (chat.records[-1].kind, chat.records[-1].form) == ("form", form)
    chat.answer = lambda _event: Notice(message=words("Lämnad."))
    await chat.platform.fill("eva", "hand_on", "question/1", {"to": "olle"})
    filled = chat.heard[-1]
    assert isinstance(filled, FormFilled)
    assert (filled.form, filled.about, filled.values) == ("hand_on", "question/1", {"to": "olle"})
    assert chat.records[-1].address == place(thread=root, only_for="eva")


async def test_a_form_that_nobody_opened_answers_in_the_own_conversation(chat: Chat) -> None:
    chat.answer = lambda _event: Notice(message=words())
    await chat.platform.fill("eva", "absence", "", {})
    assert chat.records[-1].address == place("direct:eva", only_for="eva")


async def test_a_reaction_is_told_once_and_taken_back_silently(chat: Chat) -> None:
    said = await chat.platform.say("anna", "support", "hej")
    await chat.platform.react("eva", said, "done")
    await chat.platform.react("eva", said, "done")
    assert [type(event).__name__ for event in chat.heard] == ["MessagePosted", "Reacted"]
    reacted = chat.heard[-1]
    assert isinstance(reacted, Reacted)
    assert (reacted.reaction, reacted.who.id, reacted.ref.id) == ("done", "eva", said)
    await chat.platform.unreact("eva", said, "done")
    post = chat.platform.log.get(said)
    assert post
    assert post.reactions == ()
    assert len(chat.heard) == 2


async def test_a_message_can_be_pinned_and_taken_down(chat: Chat) -> None:
    posted = await chat.platform.send(place(), "k", words(), "t")
    post = chat.platform.log.get(posted)
    assert post
    await chat.platform.pin(post.ref("local"))
    assert [p.pinned for p in chat.platform.log.within("support")] == [True]
    await chat.platform.pin(post.ref("local"), pinned=False)
    assert [p.pinned for p in chat.platform.log.within("support")] == [False]
    await chat.platform.withdraw(post.ref("local"))
    with pytest.raises(Gone):
        await chat.platform.pin(post.ref("local"))


async def test_a_press_on_what_is_not_there_or_not_for_the_eyes_says_gone(chat: Chat) -> None:
    await chat.platform.send(place(only_for="anna"), "private", words(buttons=(BUTTON,)), "t")
    said = await chat.platform.say("anna", "support", "hej")
    for target in ("nothing", "private", said):
        with pytest.raises(Gone):
            await chat.platform.press("eva", target, "helped")


async def test_a_person_is_known_by_name_or_not_at_all(chat: Chat) -> None:
    known = await chat.platform.person(Account(platform="local", id="eva"))
    assert known
    assert known.account.name == "Eva Lind"
    assert await chat.platform.person(Account(platform="local", id="nobody")) is None


async def test_a_link_leads_to_the_page_that_finds_the_message(chat: Chat) -> None:
    posted = await chat.platform.send(place(), "k", Message(reply="answer", text="x"), "t")
    post = chat.platform.log.get(posted)
    assert post
    assert chat.platform.link(post.ref("local")) == f"/chat/go?id={posted}"
