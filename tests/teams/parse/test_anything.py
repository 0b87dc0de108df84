"""Nothing that Teams could send, or that somebody could send in its name, breaks the reading of it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.platforms.teams import parse
from bot.platforms.teams.door import Door
from knowledge.conversation.event import ButtonPressed, Event, FormFilled, MessagePosted
from tests.teams.parse.payloads import ACTIVITIES, BOT, MEMBERS, NOW, OURS

LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12)
ANYTHING = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
)
NAMES = (
    "type",
    "id",
    "text",
    "value",
    "entities",
    "attachments",
    "from",
    "conversation",
    "channelData",
    "membersAdded",
)
TYPES = (
    "message",
    "messageUpdate",
    "messageDelete",
    "messageReaction",
    "conversationUpdate",
    "installationUpdate",
    "invoke",
)
DOOR = Door(service_url="https://x", conversation="19:x@thread.tacv2", kind="channel", tenant="t")


def everywhere(value: Any) -> Iterator[tuple[Any, Any]]:
    """Each container in a payload, with each key of it."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from everywhere(value[key])


def with_other(body: dict[str, Any], number: int, value: Any) -> dict[str, Any]:
    """The payload with something else at its place number so and so."""
    changed = copy.deepcopy(body)
    places = list(everywhere(changed))
    holder, key = places[number % len(places)]
    holder[key] = value
    return changed


def read_by_all(body: dict[str, Any]) -> None:
    """Whatever is read can be kept, and calls nobody of ours; the only complaint is a ValueError."""
    found: list[Event] = []
    with suppress(ValueError):
        found += parse.events(body, OURS, NOW)
    readers: tuple[Callable[[], ButtonPressed | FormFilled | None], ...] = (
        lambda: parse.press(body, NOW),
        lambda: parse.filled(body, NOW),
    )
    for reader in readers:
        with suppress(ValueError):
            found += filter(None, [reader()])
    for event in found:
        assert event.id.startswith("teams:")
        assert event.at <= NOW
        assert event.at.utcoffset() is not None
        if isinstance(event, MessagePosted):
            assert BOT not in {one.id for one in event.mentions}
            assert not any(one.is_bot for one in event.mentions)
            assert "<at>" not in event.text
            assert event.ref.channel
    assert isinstance(parse.beside(body), parse.Beside)
    parse.is_refresh(body)
    door = parse.door(body)
    assert door is None or door.packed()
    with suppress(ValueError):
        parse.profile(body, DOOR)


@given(st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=8), ANYTHING, max_size=6), st.sampled_from(TYPES))
def test_any_json_at_all(body: dict[str, Any], kind: str) -> None:
    read_by_all(body)
    read_by_all({**body, "type": kind})
    read_by_all({**ACTIVITIES["channel_root"], **body, "type": kind})


@settings(max_examples=300)
@given(st.sampled_from(sorted(ACTIVITIES)), st.integers(0, 500), ANYTHING)
def test_a_payload_with_anything_at_any_place(name: str, number: int, value: Any) -> None:
    read_by_all(with_other(ACTIVITIES[name], number, value))


@pytest.mark.parametrize("name", sorted(ACTIVITIES))
def test_a_payload_with_nothing_or_a_list_at_every_place(name: str) -> None:
    for number in range(len(list(everywhere(ACTIVITIES[name])))):
        for value in (None, [], {}, [None], 7, "", "x", {"id": None}):
            read_by_all(with_other(ACTIVITIES[name], number, value))


@given(ANYTHING, st.sampled_from(sorted(MEMBERS["anna"])))
def test_a_member_with_anything_at_any_place(value: Any, key: str) -> None:
    with suppress(ValueError):
        assert parse.profile({**MEMBERS["anna"], key: value}, DOOR).account.id


@given(st.lists(st.sampled_from(["<at>Support</at>", "Support", BOT, "<at>", "</at>", " ", "&lt;at&gt;", "@"])))
def test_no_text_calls_the_bot(pieces: list[str]) -> None:
    twin = [{"contentType": "text/html", "content": "".join(pieces)}]
    for words in ("".join(pieces), ""):
        given_body = {**ACTIVITIES["channel_root"], "text": words, "entities": [], "attachments": twin}
        (found,) = parse.events(given_body, OURS, NOW)
        assert isinstance(found, MessagePosted)
        assert not found.mentions_bot
        assert found.mentions == ()
