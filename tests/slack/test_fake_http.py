"""The fake's signed deliveries against the real bolt: signatures, tries, forms, what is never tried again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.slack.fake import FakeSlack, hastened
from tests.slack.fake_town import ANNA, SUPPORT, Heard, app_of, serving, town


class Pauses:
    """Notes how long Slack would have waited."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        await asyncio.sleep(0)


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
async def slack(pauses: Pauses) -> AsyncIterator[FakeSlack]:
    async with FakeSlack.open(town(), transport="http", pause=pauses) as opened:
        opened.patience(0.2)
        yield opened


@pytest.fixture
async def heard(slack: FakeSlack) -> AsyncIterator[Heard]:
    heard = app_of(slack)
    async with serving(slack, heard, "http"):
        yield heard


async def test_a_signed_event_is_taken(slack: FakeSlack, heard: Heard) -> None:
    await slack.says(ANNA, SUPPORT, "hej")
    (delivery,) = slack.deliveries
    assert (delivery.ok, delivery.tries, delivery.answer[0]) == (True, 1, 200)
    assert "x-slack-retry-num" not in heard.headers[0]


async def test_the_address_is_verified(slack: FakeSlack, heard: Heard) -> None:
    assert await slack.verifies()
    slack.deliver_to(f"{slack.api_url}api.test")
    assert not await slack.verifies()


@pytest.mark.parametrize(("secret", "late"), [("another-secret", 0), ("fake-signing-secret", 301)])
async def test_a_forged_or_old_signature_is_refused(slack: FakeSlack, heard: Heard, secret: str, late: int) -> None:
    slack.http.secret, slack.http.late = secret, late
    await slack.says(ANNA, SUPPORT, "hej")
    assert slack.deliveries[0].answer[0] == 401
    assert heard.bodies == []


async def test_an_error_brings_it_again_at_once_after_one_and_five_minutes(
    slack: FakeSlack, heard: Heard, pauses: Pauses
) -> None:
    heard.fail = 3
    await slack.says(ANNA, SUPPORT, "hej")
    assert (slack.deliveries[0].ok, slack.deliveries[0].tries) == (True, 4)
    assert pauses.seconds == [0, 60, 300]
    numbers = [headers.get("x-slack-retry-num") for headers in heard.headers]
    assert numbers == [None, ["1"], ["2"], ["3"]]
    assert heard.headers[1]["x-slack-retry-reason"] == ["http_error"]


async def test_whoever_says_no_retry_is_heard(slack: FakeSlack, heard: Heard) -> None:
    heard.fail, heard.refusal = 1, {"X-Slack-No-Retry": "1"}
    await slack.says(ANNA, SUPPORT, "hej")
    assert (slack.deliveries[0].ok, slack.deliveries[0].tries) == (False, 1)


async def test_an_answer_that_does_not_come_is_a_timeout(slack: FakeSlack, heard: Heard) -> None:
    heard.hang = asyncio.Event()
    saying = asyncio.create_task(slack.says(ANNA, SUPPORT, "hej"))
    await heard.came(2)
    heard.hang.set()
    await saying
    delivery = slack.deliveries[0]
    assert (delivery.attempts[0].reason, delivery.ok, delivery.tries) == ("http_timeout", True, 2)
    assert heard.headers[1]["x-slack-retry-reason"] == ["http_timeout"]
    assert 0.2 <= delivery.attempts[0].took < 3


async def test_nobody_at_the_address(slack: FakeSlack, pauses: Pauses) -> None:
    slack.deliver_to("http://127.0.0.1:9/")
    await slack.says(ANNA, SUPPORT, "hej")
    assert {attempt.reason for attempt in slack.deliveries[0].attempts} == {"connection_failed"}
    assert len(pauses.seconds) == 3


async def test_slacks_seconds_can_go_faster() -> None:
    loop = asyncio.get_running_loop()
    async with FakeSlack.open(town(), transport="http", pause=hastened(10_000)) as slack:
        started = loop.time()
        await slack.says(ANNA, SUPPORT, "hej")
        assert slack.deliveries[0].tries == 4
        assert 0.03 < loop.time() - started < 3


async def test_presses_and_commands_are_forms_and_tried_once(slack: FakeSlack, heard: Heard) -> None:
    assert (await slack.shortcut(ANNA, "ask")).ok
    assert (await slack.runs(ANNA, SUPPORT, "/support", "hjälp & råd")).ok
    assert [body.get("callback_id") or body["text"] for body in heard.bodies] == ["ask", "hjälp & råd"]
    heard.fail = 2
    assert (await slack.shortcut(ANNA, "ask")).tries == 1
    assert (await slack.runs(ANNA, SUPPORT, "/support")).tries == 1
    assert {headers["content-type"][0] for headers in heard.headers} == {"application/x-www-form-urlencoded"}
