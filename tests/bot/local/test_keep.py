"""The chat can be kept and read back, and what is kept holds no personal data."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.platforms.local import keep
from bot.platforms.local.log import Post
from knowledge.conversation.message import Button, Message
from tests.bot.local.conftest import Chat, place, words


def mask(text: str) -> str:
    return text.replace("19990101-1234", "[personnummer]")


async def test_a_dump_is_json_without_what_is_masked_and_comes_back_the_same(chat: Chat) -> None:
    root = await chat.platform.say("anna", "support", "eleven 19990101-1234 syns inte")
    card = words(
        "**Svar**", buttons=(Button(action="helped", label="Det hjälpte"),), faq=("a",), about=1, state="answered"
    )
    await chat.platform.send(place(thread=root), "question/1/card", card, "t")
    await chat.platform.react("eva", root, "done")
    dumped = chat.platform.dump(mask)
    assert "19990101" not in json.dumps(dumped)
    other = Chat()
    other.platform.restore(json.loads(json.dumps(dumped)))
    assert other.platform.dump(mask) == dumped
    kept = other.platform.log.keyed("question/1/card")
    assert kept
    assert kept.message == card
    assert other.changes == []
    await other.platform.say("anna", "support", "ny")
    assert [post.order for post in other.platform.log.everything()] == [1, 2, 3]


async def test_each_change_is_kept_masked_and_a_removal_as_nothing(chat: Chat) -> None:
    bodies: list[tuple[str, dict[str, Any] | None]] = []
    chat.platform.on_keep(lambda post_id, body: bodies.append((post_id, body)), mask)
    said = await chat.platform.say("anna", "support", "19990101-1234")
    await chat.platform.delete(said)
    assert bodies[0][1]
    assert bodies[0][1]["text"] == "[personnummer]"
    assert bodies[-1] == (said, None)


texts = st.text(max_size=30)
buttons = st.builds(Button, action=texts, label=texts, more=st.booleans(), primary=st.booleans())
messages = st.builds(
    Message,
    reply=texts,
    text=texts,
    buttons=st.lists(buttons, max_size=3).map(tuple),
    faq=st.lists(texts, max_size=2).map(tuple),
)
posts = st.builds(
    Post,
    id=texts,
    channel=texts,
    thread=st.none() | texts,
    author=st.none() | texts,
    at=st.datetimes(timezones=st.just(UTC), min_value=datetime(2000, 1, 1)),  # noqa: DTZ001 - hypothesis adds the zone
    text=texts,
    message=st.none() | messages,
    reactions=st.lists(st.tuples(texts, texts), max_size=2).map(tuple),
)


@settings(max_examples=60)
@given(posts)
def test_any_message_comes_back_as_it_was_kept(post: Post) -> None:
    assert keep.post(json.loads(json.dumps(keep.body(post, lambda text: text)))) == post
