"""Nothing that Slack could send, or that somebody could send in its name, breaks the reading of it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.platforms.slack import parse
from knowledge.conversation.event import Event
from tests.slack.parse.payloads import (
    NOW,
    OURS,
    button,
    chosen,
    deleted,
    delivered,
    edited,
    message,
    pressed,
    reaction,
    submitted,
    typed,
    user,
)

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20)
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
)
EVENTS = [
    message(),
    message(channel="D1", channel_type="im", files=[{"id": "F1"}], attachments=[{"from_url": "x"}], thread_ts="1.1"),
    {**message(), "edited": {"ts": "1.1"}, "reactions": [{"name": "eyes", "users": ["U2"]}]},
    edited("nytt"),
    deleted(message()),
    reaction("eyes"),
    {"type": "member_joined_channel", "user": "UBOT", "channel": "C1", "inviter": "U2", "event_ts": "1.1"},
    {"type": "channel_rename", "channel": {"id": "C1", "name": "x"}},
    {"type": "channel_id_changed", "old_channel_id": "C1", "new_channel_id": "C2"},
    {"type": "user_change", "user": user(fields={"Xf1": {"label": "Skola", "value": "x"}}, teams=["T1"])},
    {"type": "dnd_updated_user", "user": "U2", "dnd_status": {"dnd_enabled": True, "next_dnd_start_ts": 1}},
    {"type": "app_home_opened", "user": "U2", "tab": "home"},
    {"type": "tokens_revoked", "tokens": {"bot": ["U1"]}},
]
BODIES = [
    *map(delivered, EVENTS),
    pressed(button(), {"type": "overflow", "action_id": "more", "selected_option": {"value": "x"}}),
    submitted({"a": {"a": {"type": "checkboxes", "selected_options": [{"value": "yes"}]}}}),
    typed("vem"),
    chosen("is_a_question"),
]


def paths(value: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a payload."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inside:
        yield (*here, key)
        yield from paths(one, (*here, key))


def broken(body: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    """The payload with something else at one place."""
    changed = copy.deepcopy(body)
    inner: Any = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return changed


def read_by_all(body: Any) -> None:
    """Every reader reads it; the only complaint is a ValueError, and none comes from what is delivered as an event."""
    found = parse.event(body, OURS, NOW)
    assert found is None or isinstance(found, Event)
    assert found is None or (found.id and found.at <= NOW)
    parse.trouble(body)
    parse.beside(body)
    parse.presence_of_dnd(body, NOW)
    for channel in ("C1", "D1", "direct:U1"):
        assert all(one.at <= NOW for one in parse.from_history(body, channel, OURS, NOW))
    readers: tuple[Callable[[], object], ...] = (
        lambda: parse.press(body, NOW),
        lambda: parse.submission(body, NOW),
        lambda: parse.command(body, NOW),
        lambda: parse.shortcut(body, NOW),
        lambda: parse.profile(body, OURS, body, NOW),
    )
    for reader in readers:
        with suppress(ValueError):
            reader()


@given(st.dictionaries(st.text(max_size=8), JSON, max_size=5))
def test_any_json_at_all(body: dict[str, Any]) -> None:
    read_by_all(body)
    read_by_all(delivered(body))
    read_by_all(delivered({**body, "type": "message", "channel": "C1", "user": "U1", "ts": "1.1"}))


@settings(max_examples=300)
@given(st.data())
def test_a_payload_with_anything_at_any_place(data: st.DataObject) -> None:
    body = data.draw(st.sampled_from(BODIES))
    path = data.draw(st.sampled_from(list(paths(body))))
    changed = broken(body, path, data.draw(JSON))
    read_by_all(changed)
    read_by_all(changed.get("event") if isinstance(changed.get("event"), dict) else {})


def test_a_payload_with_nothing_or_a_list_at_every_place() -> None:
    for body in BODIES:
        for path in paths(body):
            for value in (None, [], {}, [None], 7, "", "x", {"id": None}):
                read_by_all(broken(body, path, value))
