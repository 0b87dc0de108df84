"""Where what people are told may be sent, and what opens a message; leaves what they are told to render."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

import pytest

from bot.platforms.slack.adapter import Wire
from bot.platforms.slack.links import is_slacks, permalink
from bot.platforms.slack.listening import OK, Answer
from bot.settings_values import Secret, Slack
from knowledge.conversation.event import MessageRef

SETTINGS = Slack(bot_token=Secret("xoxb-1"), app_token=Secret("xapp-1"), signing_secret=Secret(""), api_url="",
                 done=(), looking=(), school_field="", feedback="buttons", posts_per_minute=1, edits_per_minute=1)  # fmt: skip


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("https://hooks.slack.com/actions/T1/2/3", True),
        ("https://slack.com/actions/T1/2/3", True),
        ("http://hooks.slack.com/actions/T1/2/3", False),
        ("https://hooks.slack.com.example.org/a", False),
        ("https://hooks.slack.com@example.org/a", False),
        ("https://169.254.169.254/latest", False),
        ("https://[broken", False),
    ],
)
def test_what_people_are_told_goes_to_slack_alone(address: str, is_one: bool) -> None:
    assert is_slacks(address, "https://slack.com/api/") is is_one


def test_a_stand_in_takes_its_own_answers() -> None:
    assert is_slacks("http://127.0.0.1:3010/response/1", "http://127.0.0.1:3010/api/")
    assert not is_slacks("http://127.0.0.1:6379/response/1", "http://127.0.0.1:3010/api/")


async def test_nobody_else_is_even_called() -> None:
    calls: list[str] = []

    async def called(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        calls.append("called")
        writer.close()

    async def take(_body: object) -> Answer:
        return OK

    server = await asyncio.start_server(called, "127.0.0.1", 0)
    host = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    for api, taken in (("https://slack.com/api/", []), (f"{host}/api/", ["called"])):
        wire = Wire(replace(SETTINGS, api_url=api), take, ping=1.0)
        wire.open()
        assert not await wire.respond(f"{host}/response/1", {"text": "hemligt"})
        await wire.close()
        assert calls == taken
    server.close()
    await server.wait_closed()


def test_a_message_is_opened_in_the_room_that_slack_knows() -> None:
    ref = MessageRef(platform="slack", channel="direct:U1", id="1700000000.000100")
    assert permalink("https://x.slack.com/", ref, "D1") == "https://x.slack.com/archives/D1/p1700000000000100"
    assert permalink("https://x.slack.com/", ref, "") is None


def test_the_key_to_a_socket_is_not_logged_with_what_went_wrong_there(caplog: pytest.LogCaptureFixture) -> None:
    log = logging.getLogger("bot.platforms.slack.adapter.sdk")
    error = ConnectionError("403, url='wss://example.org/link/?ticket=once-only&app_id=A1'")
    log.error("Failed to connect (error: %s); Retrying...", error, exc_info=error)
    assert "Failed to connect" in caplog.text
    assert "app_id=A1" in caplog.text
    assert "once-only" not in caplog.text
