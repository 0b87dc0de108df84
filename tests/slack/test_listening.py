"""What the ear does after the desk has heard: where its words are shown."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.platforms.slack import parse
from bot.platforms.slack.calls import Calls
from bot.platforms.slack.faults import Reply
from bot.platforms.slack.listening import Ear
from bot.platforms.slack.mrkdwn import Known
from bot.platforms.slack.showing import Shower
from knowledge.conversation.event import Event
from knowledge.conversation.message import Message, Notice, Shown
from tests.slack.parse.payloads import submitted

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
