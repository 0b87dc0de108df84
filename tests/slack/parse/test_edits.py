"""A message that is changed or removed in Slack, and one that is read back later, tell the same once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.platforms.slack import parse
from knowledge.conversation.event import (
    Account,
    Event,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    MessageRef,
    Reacted,
)
from tests.slack.parse.payloads import LATER, NOW, OURS, TS, changed, deleted, edited, message, reaction, rich, told


def test_other_words_are_an_edit() -> None:
    assert told(edited("hur gör man?")) == MessageEdited(
        id=f"slack:edit:C1:{TS}:{LATER}",
        at=datetime(2026, 11, 27, 8, 1, 0, 200, tzinfo=UTC),
        author=Account(platform="slack", id="U1"),
        ref=MessageRef(platform="slack", channel="C1", id=TS),
        text="hur gör man?",
        posted_at=datetime(2026, 11, 27, 8, 0, 0, 100, tzinfo=UTC),
    )


def test_the_time_of_the_message_may_stand_only_in_what_it_was() -> None:
    event = edited("hur gör man?")
    del event["message"]["ts"]
    found = told(event)
    assert isinstance(found, MessageEdited)
    assert found.ref.id == TS


def test_an_edit_in_a_thread_and_in_a_direct_conversation() -> None:
    reply = told(edited("nu så", message(ts=LATER, thread_ts=TS)))
    direct = told(edited("nu så", message(channel="D1", channel_type="im")))
    assert isinstance(reply, MessageEdited)
    assert isinstance(direct, MessageEdited)
    assert reply.ref.thread == TS
    assert direct.ref.channel == "direct:U1"


def test_an_edit_of_a_broadcasted_reply() -> None:
    was = message(ts=LATER, thread_ts=TS, subtype="thread_broadcast")
    assert isinstance(told(edited("nu så", was)), MessageEdited)


@pytest.mark.parametrize(
    "event",
    [
        changed(message(), {**message(), "attachments": [{"from_url": "https://x.se", "title": "x"}]}),
        changed(message(), {**message(), "thread_ts": TS, "reply_count": 1}),
        changed(message(), {**message(), "edited": {"user": "U1", "ts": LATER}, "files": []}),
        edited("*hur gör jag?*"),
        edited("nytt", message(user="UBOT", bot_id="BBOT")),
        edited("nytt", message(user="U7", bot_id="B7")),
        edited("nytt", message(subtype="channel_topic")),
        edited("nytt", hidden=True),
        edited("nytt", message(user="")),
        {"type": "message", "subtype": "message_changed", "channel": "C1"},
    ],
    ids=["a preview", "a reply", "a file", "bold", "our own", "another bot", "a topic", "hidden", "nobody", "nothing"],
)
def test_what_changes_no_words_of_a_person_is_no_edit(event: dict[str, Any]) -> None:
    assert told(event) is None


def test_without_what_it_was_only_slacks_word_for_it_makes_an_edit() -> None:
    event = edited("nytt")
    del event["previous_message"]
    assert isinstance(told(event), MessageEdited)
    del event["message"]["edited"]
    assert told(event) is None


GONE = MessageDeleted(
    id=f"slack:delete:C1:{TS}",
    at=datetime(2026, 11, 27, 8, 1, 0, 200, tzinfo=UTC),
    ref=MessageRef(platform="slack", channel="C1", id=TS),
)
TOMBSTONE = {"type": "message", "subtype": "tombstone", "text": "This message was deleted.", "user": "USLACKBOT",
             "hidden": True, "ts": TS, "thread_ts": TS, "reply_count": 1}  # fmt: skip


def test_a_deleted_message_without_replies() -> None:
    assert told(deleted(message())) == GONE


def test_a_deleted_root_with_replies_leaves_a_tombstone() -> None:
    assert told(changed(message(thread_ts=TS), TOMBSTONE)) == GONE


def test_a_deleted_reply_and_a_deleted_direct_message() -> None:
    reply = told(deleted(message(ts=LATER, thread_ts=TS)))
    direct = told(deleted(message(channel="D1", channel_type="im")))
    assert isinstance(reply, MessageDeleted)
    assert isinstance(direct, MessageDeleted)
    assert reply.ref.thread == TS
    assert direct.ref.channel == "direct:U1"


def test_that_our_own_message_is_gone_is_nothing_to_the_desk() -> None:
    assert told(deleted(message(user="UBOT", bot_id="BBOT"))) is None
    assert told(changed(message(user="UBOT", bot_id="BBOT"), TOMBSTONE)) is None
    assert told(deleted(message(user="UBOT", bot_id="BBOT", channel="D1", channel_type="im"))) is None


def test_a_deleted_message_of_which_nothing_else_is_told() -> None:
    event = deleted(message())
    del event["previous_message"]
    assert told(event) == GONE
    assert told({**event, "channel": "D1", "channel_type": "im"}) is None


def read_back(found: dict[str, Any], channel: str = "C1") -> tuple[Event, ...]:
    kept = {key: value for key, value in found.items() if key not in {"channel", "event_ts", "channel_type"}}
    return parse.from_history(kept, channel, OURS, NOW)


def test_a_message_that_is_read_back_is_the_one_that_was_told() -> None:
    assert read_back(message("<@UBOT> hur?")) == (told(message("<@UBOT> hur?")),)
    reply = message(ts=LATER, thread_ts=TS)
    assert read_back(reply) == (told(reply),)


def test_an_edit_that_is_read_back_is_the_one_that_was_told() -> None:
    first, second = read_back({**message("hur gör man?"), "edited": {"user": "U1", "ts": LATER}})
    assert isinstance(first, MessagePosted)
    live = told(edited("hur gör man?"))
    assert isinstance(live, MessageEdited)
    assert second == replace(live, read_back=True)


def test_a_tombstone_that_is_read_back_has_the_id_of_the_one_that_was_told() -> None:
    (found,) = read_back(TOMBSTONE)
    assert found.id == GONE.id
    assert read_back(TOMBSTONE, "D1") == ()


def test_reactions_that_are_read_back_are_marked_so_and_always_the_same() -> None:
    reactions = [{"name": "eyes", "users": ["U2", "UBOT"], "count": 2}, {"name": "heart", "users": ["U2"], "count": 1},
                 {"name": "white_check_mark", "users": ["U2"], "count": 1},
                 {"name": "heavy_check_mark", "users": ["U2"], "count": 1}]  # fmt: skip
    found = read_back({**message(), "reactions": reactions})
    assert found == read_back({**message(), "reactions": reactions})
    kept = [one for one in found if isinstance(one, Reacted)]
    assert [(one.reaction, one.who.id, one.read_back) for one in kept] == [
        ("looking", "U2", True),
        ("done", "U2", True),
    ]
    live = told(reaction("eyes"))
    assert isinstance(live, Reacted)
    assert not live.read_back


def test_a_reaction_on_our_own_card_is_read_back_though_the_card_is_not() -> None:
    card = {**message(user="UBOT", bot_id="BBOT"), "reactions": [{"name": "eyes", "users": ["U2"], "count": 1}]}
    (found,) = read_back(card)
    assert isinstance(found, Reacted)


def test_a_direct_message_that_is_read_back() -> None:
    for channel in ("D1", "direct:U1"):
        (found,) = read_back(message(), channel)
        assert isinstance(found, MessagePosted)
        assert found.ref.channel == "direct:U1"


@pytest.mark.parametrize(
    "found",
    [message(subtype="channel_join"), message(user="UBOT"), message(ts=""), {}, {"reactions": "x", "ts": TS}],
    ids=["joined", "ours", "timeless", "nothing", "broken"],
)
def test_other_lines_of_a_channel_are_nothing(found: dict[str, Any]) -> None:
    assert read_back(found) == ()


def test_another_bots_edits_are_not_read_back() -> None:
    found = read_back({**message(user="U7", bot_id="B7", blocks=rich("x")), "edited": {"user": "U7", "ts": LATER}})
    assert [type(one) for one in found] == [MessagePosted]
