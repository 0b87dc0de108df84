"""The fake's Socket Mode against the real client: acks, tries, cuts, silence, several sockets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.errors import SlackApiError

from tests.slack.fake import FakeSlack
from tests.slack.fake_town import ANNA, SUPPORT, Heard, app_of, client_of, serving, town


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
    async with FakeSlack.open(town(), pause=pauses) as opened:
        opened.patience(0.2)
        yield opened


@pytest.fixture
async def heard(slack: FakeSlack) -> AsyncIterator[Heard]:
    heard = app_of(slack)
    async with serving(slack, heard, "socket"):
        yield heard


async def test_an_event_is_acked(slack: FakeSlack, heard: Heard) -> None:
    ts = await slack.says(ANNA, SUPPORT, "hej")
    (delivery,) = slack.deliveries
    assert (delivery.ok, delivery.tries, delivery.name) == (True, 1, "message")
    assert 0 < delivery.took < 0.2
    assert heard.bodies[0]["event"]["ts"] == ts
    assert heard.bodies[0]["event"]["channel_type"] == "channel"


async def test_what_is_not_acked_comes_four_times_in_all(slack: FakeSlack, heard: Heard, pauses: Pauses) -> None:
    heard.fail = 3
    await slack.says(ANNA, SUPPORT, "hej")
    (delivery,) = slack.deliveries
    assert (delivery.ok, delivery.tries) == (True, 4)
    assert pauses.seconds == [0, 60, 300]
    assert [headers["x-slack-retry-num"] for headers in heard.headers] == [["0"], ["1"], ["2"], ["3"]]
    assert heard.headers[1]["x-slack-retry-reason"] == ["timeout"]
    heard.fail = 9
    await slack.says(ANNA, SUPPORT, "hej")
    assert (slack.deliveries[1].ok, slack.deliveries[1].tries) == (False, 4)


async def test_a_press_is_tried_once(slack: FakeSlack, heard: Heard) -> None:
    heard.fail = 1
    delivery = await slack.shortcut(ANNA, "ask")
    assert (delivery.ok, delivery.tries, delivery.attempts[0].reason) == (False, 1, "timeout")


async def test_a_cut_before_the_ack_brings_it_again_on_the_new_socket(slack: FakeSlack, heard: Heard) -> None:
    slack.patience(3)
    heard.hang = asyncio.Event()
    saying = asyncio.create_task(slack.says(ANNA, SUPPORT, "hej"))
    await heard.came()
    assert slack.cut_sockets() == 1
    heard.hang.set()
    await saying
    (delivery,) = slack.deliveries
    assert [attempt.reason for attempt in delivery.attempts] == ["connection_failed", ""]
    assert len(heard.bodies) == 2, "the listener ran twice for one event"
    assert heard.bodies[0]["event_id"] == heard.bodies[1]["event_id"]


async def test_a_silent_socket_takes_everything_and_says_nothing(slack: FakeSlack, heard: Heard) -> None:
    slack.silence()
    await slack.says(ANNA, SUPPORT, "hej")
    assert slack.deliveries[0].attempts[0].reason == "timeout"
    assert slack.deliveries[0].ok, "the client noticed, and came back on another socket"


async def test_without_a_socket_a_delivery_fails(slack: FakeSlack, pauses: Pauses) -> None:
    slack.sockets.offline = 0.01
    await slack.says(ANNA, SUPPORT, "hej")
    assert {attempt.reason for attempt in slack.deliveries[0].attempts} == {"connection_failed"}
    assert pauses.seconds == [0, 60, 300]


@pytest.mark.parametrize("reason", ["refresh_requested", "warning"])
async def test_a_client_that_is_asked_to_comes_back(slack: FakeSlack, heard: Heard, reason: str) -> None:
    await slack.dismisses(reason)
    slack.patience(3)
    await slack.says(ANNA, SUPPORT, "hej")
    assert slack.deliveries[0].ok
    assert len(slack.called("apps.connections.open")) == 2


async def test_an_address_works_once(slack: FakeSlack) -> None:
    client = client_of(slack, slack.app_token)
    url = str((await client.apps_connections_open(app_token=slack.app_token))["url"])
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(url) as socket:
            hello = await socket.receive_json()
            assert (hello["type"], hello["num_connections"]) == ("hello", 1)
            assert hello["debug_info"]["approximate_connection_time"] > 0
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)


async def test_each_envelope_goes_to_any_one_socket_and_the_eleventh_is_sent_away(slack: FakeSlack) -> None:
    client = client_of(slack, slack.app_token)
    async with aiohttp.ClientSession() as session:
        sockets = []
        for _each in range(11):
            url = str((await client.apps_connections_open(app_token=slack.app_token))["url"])
            sockets.append(await session.ws_connect(url))
        firsts = [await socket.receive_json() for socket in sockets]
        assert [first["type"] for first in firsts] == ["hello"] * 10 + ["disconnect"]
        assert firsts[-1]["reason"] == "too_many_websockets"
        saying = asyncio.gather(*(slack.says(ANNA, SUPPORT, f"nr {number}") for number in range(10)))
        for socket in sockets[:10]:
            envelope = await socket.receive_json()
            assert (envelope["type"], envelope["retry_attempt"]) == ("events_api", 0)
            await socket.send_json({"envelope_id": envelope["envelope_id"]})
        await saying
        assert all(delivery.tries == 1 for delivery in slack.deliveries)
        for socket in sockets:
            await socket.close()


async def test_an_ack_on_another_socket_counts_for_nothing(slack: FakeSlack) -> None:
    client = client_of(slack, slack.app_token)
    async with aiohttp.ClientSession() as session:
        url = str((await client.apps_connections_open(app_token=slack.app_token))["url"])
        async with session.ws_connect(url) as socket:
            await socket.receive_json()
            await socket.send_json({"envelope_id": "envelope-of-yesterday"})
            await socket.send_json({"hej": 1})
            saying = asyncio.create_task(slack.says(ANNA, SUPPORT, "hej"))
            envelope = await socket.receive_json()
            await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": {}})
            await saying
    assert slack.sockets.late_acks == ["envelope-of-yesterday"]
    assert slack.offences == ["socket: an ack with ['hej']"]


async def test_without_socket_mode_no_socket_is_given() -> None:
    async with FakeSlack.open(town(), transport="http") as slack:
        with pytest.raises(SlackApiError, match="forbidden_team"):
            await client_of(slack).apps_connections_open(app_token=slack.app_token)


async def test_many_cuts_lose_nothing(slack: FakeSlack, heard: Heard) -> None:
    slack.patience(3)
    for number in range(5):
        saying = asyncio.create_task(slack.says(ANNA, SUPPORT, f"nr {number}"))
        slack.cut_sockets()
        await saying
        await slack.connected()
    assert all(delivery.ok for delivery in slack.deliveries)
    assert {body["event"]["text"] for body in heard.bodies} == {f"nr {number}" for number in range(5)}


async def test_two_processes_share_the_events(slack: FakeSlack, heard: Heard) -> None:
    second = AsyncSocketModeHandler(heard.app, slack.app_token, ping_interval=0.2)
    await second.connect_async()
    await slack.connected(2)
    for number in range(4):
        await slack.says(ANNA, SUPPORT, f"nr {number}")
    assert len(heard.bodies) == 4
    await second.close_async()
