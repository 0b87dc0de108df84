"""What people do in the local chat reaches the desk as events, once and in order."""

from __future__ import annotations

import pytest

from bot.platforms.base import Gone, TryLater
from knowledge.conversation.event import (
    CommandGiven,
    Event,
    MemberJoined,
    MessageDeleted,
    MessageEdited,
    MessageMarked,
    MessagePosted,
)
from knowledge.conversation.message import Notice
from tests.bot.local.conftest import Chat, place, words


async def test_a_message_comes_with_author_place_and_raw_text(chat: Chat) -> None:
    said = await chat.platform.say("anna", "support", "  hur gör jag med 19990101-1234? ")
    event = chat.heard[0]
    assert isinstance(event, MessagePosted)
    assert (event.author.id, event.author.name, event.ref.id, event.ref.channel) == ("anna", "Anna Ek", said, "support")
    assert "19990101-1234" in event.text
    assert event.at == chat.at
    assert not event.mentions_bot


async def test_a_reply_to_a_reply_hangs_on_the_root(chat: Chat) -> None:
    root = await chat.platform.say("anna", "support", "en")
    reply = await chat.platform.say("eva", "support", "två", thread=root)
    await chat.platform.say("anna", "support", "tre", thread=reply)
    last = chat.heard[-1]
    assert isinstance(last, MessagePosted)
    assert last.ref.thread == root


async def test_a_mark_tells_of_the_message_its_place_and_its_author(chat: Chat) -> None:
    root = await chat.platform.say("anna", "support", "en")
    reply = await chat.platform.say("eva", "support", "@Supporten två", thread=root)
    await chat.platform.marks("olle", reply, "is_question")
    event = chat.heard[-1]
    assert isinstance(event, MessageMarked)
    assert (event.who.id, event.mark, event.text) == ("olle", "is_question", "två")
    assert event.author is not None
    assert (event.author.id, event.author.is_bot) == ("eva", False)
    assert (event.ref.channel, event.ref.id, event.ref.thread) == ("support", reply, root)
    with pytest.raises(Gone):
        await chat.platform.marks("olle", "nowhere", "is_question")


async def test_a_reply_under_something_that_is_not_there_says_gone_and_is_not_written(chat: Chat) -> None:
    with pytest.raises(Gone):
        await chat.platform.say("anna", "support", "hej", thread="nowhere")
    assert chat.platform.log.everything() == []
    assert chat.heard == []


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("@Supporten vem", "vem"),
        ("@supporten: vem", "vem"),
        ("hej @Supporten, hur gör jag?", "hej hur gör jag?"),
        ("@Supporten", "@Supporten"),
    ],
)
async def test_writing_the_bots_name_mentions_it_and_leaves_the_words(chat: Chat, text: str, read: str) -> None:
    said = await chat.platform.say("anna", "support", text)
    event = chat.heard[0]
    assert isinstance(event, MessagePosted)
    assert event.mentions_bot
    assert event.text == read
    post = chat.platform.log.get(said)
    assert post
    assert post.text == text


async def test_an_address_that_only_looks_like_the_bot_is_no_mention(chat: Chat) -> None:
    await chat.platform.say("anna", "support", "skriv till hjälp@supporten.example")
    event = chat.heard[0]
    assert isinstance(event, MessagePosted)
    assert not event.mentions_bot


async def test_a_mention_can_be_given_without_the_name(chat: Chat) -> None:
    await chat.platform.say("eva", "support", "paus 2h", mentions_bot=True)
    event = chat.heard[0]
    assert isinstance(event, MessagePosted)
    assert event.mentions_bot


async def test_people_are_mentioned_by_their_whole_name(chat: Chat) -> None:
    await chat.platform.say("anna", "support", "@Eva Lind och @Olle, kan ni?")
    event = chat.heard[0]
    assert isinstance(event, MessagePosted)
    assert [one.id for one in event.mentions] == ["eva"]


async def test_an_edit_tells_the_whole_new_text(chat: Chat) -> None:
    said = await chat.platform.say("anna", "support", "till 6B?")
    await chat.platform.edit(said, "till 6C?")
    event = chat.heard[-1]
    assert isinstance(event, MessageEdited)
    assert (event.text, event.ref.id, event.author.id) == ("till 6C?", said, "anna")
    post = chat.platform.log.get(said)
    assert post
    assert post.edited


async def test_the_bots_own_message_cannot_be_edited(chat: Chat) -> None:
    posted = await chat.platform.send(place(), "k", words(), "t")
    with pytest.raises(Gone):
        await chat.platform.edit(posted, "annat")


async def test_a_deleted_message_leaves_nothing_of_its_text(chat: Chat) -> None:
    said = await chat.platform.say("anna", "support", "hemligt")
    await chat.platform.delete(said)
    assert isinstance(chat.heard[-1], MessageDeleted)
    assert chat.platform.log.everything() == []
    with pytest.raises(Gone):
        await chat.platform.delete(said)


async def test_a_deleted_root_keeps_its_place_until_the_last_reply_goes(chat: Chat) -> None:
    root = await chat.platform.say("anna", "support", "hemligt")
    card = await chat.platform.send(place(thread=root), "k", words(), "t")
    await chat.platform.delete(root)
    empty = chat.platform.log.place(root)
    assert empty
    assert (empty.gone, empty.text) == (True, "")
    assert await chat.platform.send(place(thread=root), "k2", words(), "t2")
    for post_id in (card, chat.platform.log.keyed("k2").id):  # type: ignore[union-attr] # it was just sent
        post = chat.platform.log.get(post_id)
        assert post
        await chat.platform.withdraw(post.ref("local"))
    assert chat.platform.log.everything() == []


async def test_a_command_is_answered_to_the_one_who_typed_it(chat: Chat) -> None:
    chat.answer = lambda _event: Notice(message=words("Eva Lind"))
    await chat.platform.command("anna", "support", "vem")
    event = chat.heard[0]
    assert isinstance(event, CommandGiven)
    assert (event.text, event.channel) == ("vem", "support")
    assert chat.records[-1].address == place(only_for="anna")


async def test_joining_is_told(chat: Chat) -> None:
    await chat.platform.join("anna", "support")
    event = chat.heard[0]
    assert isinstance(event, MemberJoined)
    assert (event.who.id, event.channel) == ("anna", "support")


async def test_every_event_has_an_id_of_its_own(chat: Chat) -> None:
    for _ in range(20):
        await chat.platform.say("anna", "support", "hej")
    assert len({event.id for event in chat.heard}) == 20


async def test_what_the_desk_cannot_take_now_is_given_again_in_order(chat: Chat) -> None:
    refusals = 2

    def busy(_event: Event) -> None:
        nonlocal refusals
        if refusals:
            refusals -= 1
            raise TryLater

    chat.answer = busy
    first = await chat.platform.say("anna", "support", "en")
    second = await chat.platform.say("anna", "support", "två")
    await chat.platform.delivery.settled()
    taken = [event.ref.id for event in chat.heard if isinstance(event, MessagePosted)]
    assert taken == [first, first, first, second]
    assert chat.pauses == [1.0, 1.0, 1.0]


async def test_a_bug_in_the_desk_does_not_stop_what_waits_behind_it(chat: Chat) -> None:
    calls = 0

    def broken(_event: Event) -> None:
        nonlocal calls
        calls += 1
        if calls == 1:
            raise TryLater
        if calls == 2:
            raise RuntimeError

    chat.answer = broken
    await chat.platform.say("anna", "support", "en")
    await chat.platform.say("anna", "support", "två")
    await chat.platform.delivery.settled()
    assert [event.text for event in chat.heard if isinstance(event, MessagePosted)] == ["en", "en", "två"]


async def test_a_press_is_not_given_again_but_told_to_the_presser(chat: Chat) -> None:
    await chat.platform.send(place(), "k", words(), "t")

    def busy(_event: Event) -> None:
        raise TryLater

    chat.answer = busy
    with pytest.raises(TryLater):
        await chat.platform.press("anna", "k", "helped")
    assert chat.pauses == []


async def test_what_happened_while_nobody_listened_can_be_read_later(chat: Chat) -> None:
    await chat.platform.say("anna", "support", "före")
    await chat.platform.stop()
    cursor = chat.later().isoformat()
    missed = await chat.platform.say("anna", "support", "under")
    assert len(chat.heard) == 1
    events = [event async for event in chat.platform.since(cursor)]
    assert [event.ref.id for event in events if isinstance(event, MessagePosted)] == [missed]
    assert len([event async for event in chat.platform.since(None)]) == 2


async def test_every_change_is_watched_until_the_watcher_leaves(chat: Chat) -> None:
    seen: list[str] = []
    leave = chat.platform.on_change(lambda change: seen.append(f"{change.kind} {change.post.text}"))
    said = await chat.platform.say("anna", "support", "a")
    await chat.platform.edit(said, "b")
    await chat.platform.delete(said)
    leave()
    await chat.platform.say("anna", "support", "c")
    assert seen == ["added a", "changed b", "removed b"]
