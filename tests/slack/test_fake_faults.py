"""What can be made to go wrong at the fake's Web API, and how often it takes calls, through the real client."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncConnectionErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.fake import FakeSlack
from tests.slack.fake_town import ANNA, EVA, QUIET, SUPPORT, Hands, client_of, town


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
async def slack(clock: Hands) -> AsyncIterator[FakeSlack]:
    async with FakeSlack.open(town(), clock=clock, transport="http") as opened:
        yield opened


@pytest.fixture
def client(slack: FakeSlack) -> AsyncWebClient:
    return client_of(slack)


async def test_a_429_says_when_to_come_back(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.faults.next("chat.postMessage", "429", times=2, retry_after=7)
    for _each in range(2):
        with pytest.raises(SlackApiError) as no:
            await client.chat_postMessage(channel=SUPPORT, text="hej")
        assert (no.value.response.status_code, no.value.response.headers["Retry-After"]) == (429, "7")
        assert no.value.response["error"] == "ratelimited"
    assert (await client.chat_postMessage(channel=SUPPORT, text="hej"))["ok"]
    assert [(call.ok, call.fault) for call in slack.called("chat.postMessage")] == [
        (False, "429"),
        (False, "429"),
        (True, None),
    ]


@pytest.mark.parametrize(("kind", "status"), [("500", 500), ("html", 503), ("fatal_error", 200)])
async def test_slack_is_ill(slack: FakeSlack, client: AsyncWebClient, kind: str, status: int) -> None:
    slack.faults.next("*", kind)
    with pytest.raises(SlackApiError) as no:
        await client.chat_postMessage(channel=SUPPORT, text="hej")
    assert no.value.response.status_code == status
    assert slack.seen(SUPPORT) == []
    assert not slack.faults.pending()


async def test_a_lost_answer_has_done_its_work(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.faults.next("chat.postMessage", "lost")
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=SUPPORT, text="hej")
    assert [one["text"] for one in slack.seen(SUPPORT)] == ["hej"]
    assert slack.called("chat.postMessage")[0].ok


async def test_the_clients_own_second_try_posts_twice(slack: FakeSlack) -> None:
    client = AsyncWebClient(
        slack.bot_token, base_url=slack.api_url, retry_handlers=[AsyncConnectionErrorRetryHandler()]
    )
    slack.faults.next("chat.postMessage", "lost")
    await client.chat_postMessage(channel=SUPPORT, text="hej")
    assert [one["text"] for one in slack.seen(SUPPORT)] == ["hej", "hej"]


async def test_a_cut_connection_has_done_nothing(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.faults.next("chat.postMessage", "cut")
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=SUPPORT, text="hej")
    assert slack.seen(SUPPORT) == []


@pytest.mark.parametrize(("kind", "stands"), [("timeout", []), ("silent", ["hej"])])
async def test_no_answer_ever_comes(slack: FakeSlack, kind: str, stands: list[str]) -> None:
    slack.faults.next("chat.postMessage", kind)
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=0.2)) as session:
        client = AsyncWebClient(slack.bot_token, base_url=slack.api_url, session=session, retry_handlers=[])
        with pytest.raises(asyncio.TimeoutError):
            await client.chat_postMessage(channel=SUPPORT, text="hej")
        assert [one["text"] for one in slack.seen(SUPPORT)] == stands
        assert (await client.auth_test())["ok"]


async def test_one_post_a_second_in_a_channel(slack: FakeSlack, client: AsyncWebClient, clock: Hands) -> None:
    slack.limits.on = True
    await client.chat_postMessage(channel=SUPPORT, text="ett")
    with pytest.raises(SlackApiError) as no:
        await client.chat_postMessage(channel=SUPPORT, text="två")
    assert no.value.response.headers["Retry-After"] == "1"
    assert (await client.chat_postMessage(channel=slack.direct(ANNA), text="annan kanal"))["ok"]
    clock.move(1)
    assert (await client.chat_postMessage(channel=SUPPORT, text="två"))["ok"]
    assert slack.limits.refused == 1


async def test_so_many_posts_a_minute_in_all(slack: FakeSlack, client: AsyncWebClient, clock: Hands) -> None:
    slack.limits.on, slack.limits.posts = True, 2
    await client.chat_postMessage(channel=SUPPORT, text="ett")
    clock.move(10)
    await client.chat_postMessage(channel=slack.direct(ANNA), text="två")
    with pytest.raises(SlackApiError) as no:
        await client.chat_postMessage(channel=slack.direct(EVA), text="tre")
    assert no.value.response.headers["Retry-After"] == "50"
    clock.move(50)
    assert (await client.chat_postMessage(channel=slack.direct(EVA), text="tre"))["ok"]


async def test_a_tier_is_so_many_calls_of_a_method_a_minute(
    slack: FakeSlack, client: AsyncWebClient, clock: Hands
) -> None:
    slack.limits.on = True
    for _each in range(20):
        await client.conversations_list()
    with pytest.raises(SlackApiError, match="ratelimited"):
        await client.conversations_list()
    assert (await client.users_list())["ok"], "each method has its own"
    clock.move(60)
    assert (await client.conversations_list())["ok"]


async def test_without_a_switch_nothing_is_counted(slack: FakeSlack, client: AsyncWebClient) -> None:
    for _each in range(25):
        await client.conversations_info(channel=QUIET)
    assert slack.limits.refused == 0
