"""What is read back from channels that are very large, or that cannot be read; leaves plays of gaps to their own file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from bot.platforms.base import Absent, CannotKnow, Gone
from bot.platforms.slack import parse
from bot.platforms.slack.calls import Calls
from bot.platforms.slack.faults import Reply
from bot.platforms.slack.history import History
from knowledge.conversation.event import Event, MessageDeleted, MessagePosted, MessageRef, PlaceChanged

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


class Channels:
    """A service with a message a minute in each channel, back to the beginning of time or to the end of a list."""

    def __init__(self, *, ends: bool) -> None:
        self._ends = ends

    async def call(self, method: str, arguments: dict[str, Any]) -> Reply:
        if method == "users.conversations":
            return Reply(status=200, data={"ok": True, "channels": []})
        if method == "conversations.replies":
            return Reply(status=200, data={"ok": False, "error": "thread_not_found"})
        page = int(arguments.get("cursor") or 0)
        found = [{"type": "message", "user": "U1", "text": "hej", "ts": ts(page * 2 + one),
                  "latest_reply": ts(0)} for one in range(2)]  # fmt: skip
        following = "" if self._ends else str(page + 1)
        return Reply(status=200, data={"ok": True, "messages": found, "response_metadata": {"next_cursor": following}})


def ts(minutes: int) -> str:
    """The time of a message so many minutes ago."""
    return f"{(NOW - timedelta(minutes=minutes)).timestamp():.6f}"


def history(channels: Channels) -> History:
    passing = count(step=60)
    calls = Calls(channels.call, lambda: float(next(passing)), {})  # a minute goes by at each look at the clock
    return History(calls, lambda: parse.Ours(team="T1", bot_user="U0BOT", bot_id="B0BOT"), lambda: NOW)


async def read(channels: Channels, known: list[MessageRef], places: list[str], *, shut: str = "") -> list[Event]:
    async def room(name: str) -> str:
        if name == shut:
            raise Gone("user_disabled")
        return name

    moment = NOW - timedelta(minutes=1)
    return [event async for event in history(channels).since(moment, known, places, room)]


@pytest.mark.parametrize("ends", [True, False])
async def test_only_what_was_looked_for_to_the_end_is_missed(ends: bool) -> None:
    long_ago = MessageRef(platform="slack", channel="C1", id=ts(1000))
    gone = [one for one in await read(Channels(ends=ends), [long_ago], ["C1"]) if isinstance(one, MessageDeleted)]
    assert [one.ref for one in gone] == ([long_ago] if ends else [])


async def test_one_conversation_that_cannot_be_opened_holds_no_other_up() -> None:
    events = await read(Channels(ends=True), [], ["direct:U9", "C1"], shut="direct:U9")
    assert {one.ref.channel for one in events if isinstance(one, MessagePosted)} == {"C1"}


async def test_a_thread_that_goes_while_it_is_read_is_no_channel_that_is_gone() -> None:
    events = await read(Channels(ends=True), [], ["C1"])
    assert not any(isinstance(one, PlaceChanged) for one in events)


@pytest.mark.parametrize(("ends", "found"), [(True, Absent()), (False, CannotKnow())])
async def test_what_was_not_looked_through_to_the_end_may_hold_what_was_looked_for(ends: bool, found: object) -> None:
    assert await history(Channels(ends=ends)).find("a token", "C1", None, NOW) == found
