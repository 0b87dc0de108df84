"""What the ear does after the desk has heard: where its words are shown."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.platforms.base import TryLater
from bot.platforms.shared.marks import Known
from bot.platforms.slack import parse
from bot.platforms.slack.calls import Calls
from bot.platforms.slack.faults import Reply
from bot.platforms.slack.listening import OK, Ear
from bot.platforms.slack.showing import Shower
from knowledge.conversation.event import Event
from knowledge.conversation.message import Message, Notice, Shown
from tests.slack.parse.payloads import button, pressed, submitted

BUSY = Message(reply="error", text="Försök igen.")


def now() -> datetime:
    return datetime(2026, 11, 24, 9, tzinfo=UTC)


async def nothing_known(_message: Message) -> Known:
    return Known()


async def never_answers(_url: str, _payload: dict[str, Any]) -> bool:
    return False


async def no_trouble(_words: str) -> None:
    return None


async def test_what_a_sent_form_did_is_said_where_it_was_opened_and_not_as_one_more_window() -> None:
    made: list[tuple[str, dict[str, Any]]] = []

    async def call(method: str, arguments: dict[str, Any]) -> Reply:
        made.append((method, arguments))
        return Reply(status=200, data={"ok": True, "message_ts": "1.2"})

    async def desk(_event: Event) -> Shown | None:
        return Notice(message=Message(reply="handed_on", text="Lämnad till Cecilia Holm."))

    def us() -> parse.Ours:
        return parse.Ours(team="T1", bot_user="U0BOT", bot_id="B0BOT")

    shower = Shower(Calls(call, lambda: 0.0, {}), nothing_known, never_answers, BUSY)
    ear = Ear(desk, us, shower, now, BUSY, no_trouble)
    answer = await ear.take(submitted({}))
    await ear.settled()
    assert (answer.status, answer.body) == (200, {}), "the form closes"
    ((method, told),) = made
    assert method == "chat.postEphemeral"
    assert (told["channel"], told["thread_ts"], told["user"]) == ("C1", "1.1", "U1")


def slow_or_busy(desk: Callable[[Event], Awaitable[Shown | None]], may_end: asyncio.Event, made: list[str]) -> Ear:
    """An ear whose calls to Slack end when they may."""

    async def call(method: str, _arguments: dict[str, Any]) -> Reply:
        await may_end.wait()
        made.append(method)
        return Reply(status=200, data={"ok": True, "message_ts": "1.2"})

    def us() -> parse.Ours:
        return parse.Ours(team="T1", bot_user="U0BOT", bot_id="B0BOT")

    shower = Shower(Calls(call, lambda: 0.0, {}), nothing_known, never_answers, BUSY)
    return Ear(desk, us, shower, now, BUSY, no_trouble)


async def test_slack_has_its_answer_in_time_also_when_showing_takes_long() -> None:
    may_end, made = asyncio.Event(), list[str]()

    async def desk(_event: Event) -> Shown | None:
        return Notice(message=Message(reply="solved", text="Tack."))

    ear = slow_or_busy(desk, may_end, made)
    ear.patience = 0.01
    async with asyncio.timeout(5):
        assert await ear.take(pressed(button("helped"))) == OK
    assert made == []
    may_end.set()
    await ear.settled()
    assert made == ["chat.postEphemeral"], "and is shown all the same"


@pytest.mark.parametrize("fields", [True, False])
async def test_a_form_that_could_not_be_taken_now_does_not_close_without_a_word(fields: bool) -> None:
    async def desk(_event: Event) -> Shown | None:
        raise TryLater

    block = {"type": "input", "block_id": "note", "element": {"type": "plain_text_input", "action_id": "note"}}
    ear = slow_or_busy(desk, asyncio.Event(), [])
    answer = await ear.take(submitted({}, blocks=[block] if fields else []))
    assert answer.body["response_action"] == ("errors" if fields else "update")
    assert BUSY.text in str(answer.body)
