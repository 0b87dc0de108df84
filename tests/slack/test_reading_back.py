"""Reading Slack's channels back costs a call for each thread in which somebody else has replied, and for no other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.platforms.slack import parse
from bot.platforms.slack.calls import Calls
from bot.platforms.slack.faults import Reply
from bot.platforms.slack.history import History
from knowledge.conversation.event import MessagePosted

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
OURS = parse.Ours(team="T0", bot_user="U0BOT", bot_id="B0BOT", done=(), looking=())


def ts(minutes: float) -> str:
    return f"{(NOON + timedelta(minutes=minutes)).timestamp():.6f}"


def root(*repliers: str, count: int | None = None) -> dict[str, Any]:
    """A question of yesterday's with replies that came just now."""
    replies = {"reply_users": list(repliers), "reply_users_count": len(repliers) if count is None else count}
    asked = {"type": "message", "user": "U0ANNA", "text": "hur gör jag?", "ts": ts(-1500), "thread_ts": ts(-1500)}
    return {**asked, **replies, "latest_reply": ts(-1)}


class Slack:
    """One channel with one thread."""

    def __init__(self, thread: dict[str, Any]) -> None:
        self.thread = thread
        self.called: list[str] = []

    async def __call__(self, method: str, _arguments: dict[str, Any]) -> Reply:
        self.called.append(method)
        reply = {"type": "message", "user": "U0EVA", "text": "så här", "ts": ts(-1), "thread_ts": ts(-1500)}
        found = [self.thread] if method == "conversations.history" else [self.thread, reply]
        return Reply(status=200, data={"ok": True, "messages": found})

    async def read(self) -> list[str]:
        """What is news since five minutes ago."""
        history = History(Calls(self, lambda: 0.0, {}), lambda: OURS, lambda: NOON)

        async def room(name: str) -> str:
            return name

        events = history.since(NOON - timedelta(minutes=5), (), ["C0SUPPORT"], room)
        return [event.text async for event in events if isinstance(event, MessagePosted)]


@pytest.mark.parametrize("who", ["U0BOT", "B0BOT"])
async def test_a_thread_in_which_only_the_bot_has_replied_costs_nothing(who: str) -> None:
    slack = Slack(root(who))
    assert await slack.read() == []
    assert slack.called == ["conversations.history", "users.conversations"]


@pytest.mark.parametrize("thread", [root("U0BOT", "U0EVA"), root("U0EVA"), root(), root("U0BOT", count=2)])
async def test_a_thread_in_which_somebody_else_may_have_replied_is_read(thread: dict[str, Any]) -> None:
    slack = Slack(thread)
    assert await slack.read() == ["så här"]
    assert slack.called == ["conversations.history", "conversations.replies", "users.conversations"]
