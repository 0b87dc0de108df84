"""The fake's answers about channels, threads and people, through the real client."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.fake import FakeSlack
from tests.slack.fake_town import ANNA, EVA, GONE, OLD, QUIET, SECRET_ROOM, STRANGER, SUPPORT, Hands, client_of, town

META = {"event_type": "supportbot", "event_payload": {"token": "t1"}}


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack.open(town(), transport="http") as opened:
        yield opened


@pytest.fixture
def client(slack: FakeSlack) -> AsyncWebClient:
    return client_of(slack)


async def refused(client: AsyncWebClient, method: str, **args: Any) -> str:
    """The error that a call is answered; it has to be one."""
    with pytest.raises(SlackApiError) as no:
        await client.api_call(method, params=args)
    return str(no.value.response["error"])


async def test_no_two_messages_have_the_same_moment_though_the_clock_stands() -> None:
    clock = Hands()
    async with FakeSlack.open(town(), clock=clock, transport="http") as slack:
        stamps = [await slack.says(ANNA, SUPPORT, f"nr {number}") for number in range(3)]
        clock.move(-5)
        stamps.append(await slack.says(ANNA, SUPPORT, "klockan gick bakåt"))
    assert stamps == [f"1795507200.00000{number}" for number in range(4)]


async def test_history_is_newest_first_and_without_replies(slack: FakeSlack, client: AsyncWebClient) -> None:
    stamps = [await slack.says(ANNA, SUPPORT, f"nr {number}") for number in range(5)]
    await slack.says(EVA, SUPPORT, "svar", thread=stamps[0])
    await slack.says(EVA, SUPPORT, "till alla", thread=stamps[0], broadcast=True)
    answer = await client.conversations_history(channel=SUPPORT)
    assert [one["text"] for one in answer["messages"]] == ["till alla", "nr 4", "nr 3", "nr 2", "nr 1", "nr 0"]
    assert answer["messages"][0]["root"]["text"] == "nr 0"
    assert not answer["has_more"]
    span = await client.conversations_history(channel=SUPPORT, oldest=stamps[1], latest=stamps[3])
    assert [one["text"] for one in span["messages"]] == ["nr 2"]
    span = await client.conversations_history(channel=SUPPORT, oldest=stamps[1], latest=stamps[3], inclusive=True)
    assert [one["text"] for one in span["messages"]] == ["nr 3", "nr 2", "nr 1"]


async def test_a_long_list_comes_in_pages(slack: FakeSlack, client: AsyncWebClient) -> None:
    for number in range(5):
        await slack.says(ANNA, SUPPORT, f"nr {number}")
    found, cursor = [], None
    for _page in range(3):
        page = await client.conversations_history(channel=SUPPORT, limit=2, cursor=cursor)
        found += [one["text"] for one in page["messages"]]
        cursor = page.get("response_metadata", {}).get("next_cursor")
    assert (found, cursor) == (["nr 4", "nr 3", "nr 2", "nr 1", "nr 0"], None)
    assert await refused(client, "conversations.history", channel=SUPPORT, cursor="x") == "invalid_cursor"
    assert await refused(client, "conversations.history", channel=SUPPORT, limit=1001) == "invalid_limit"
    assert await refused(client, "conversations.history", channel=SUPPORT, oldest="nyss") == "invalid_ts_oldest"


async def test_metadata_comes_only_when_it_is_asked_for(slack: FakeSlack, client: AsyncWebClient) -> None:
    root = await slack.says(ANNA, SUPPORT, "hej")
    await client.chat_postMessage(channel=SUPPORT, text="svar", thread_ts=root, metadata=META)
    plain = await client.conversations_replies(channel=SUPPORT, ts=root)
    assert [("metadata" in one) for one in plain["messages"]] == [False, False]
    full = await client.conversations_replies(channel=SUPPORT, ts=root, include_all_metadata=True)
    assert [one.get("metadata") for one in full["messages"]] == [None, META]
    assert full["messages"][0]["reply_users"] == [slack.bot_user]


async def test_a_thread_is_there_or_not(slack: FakeSlack, client: AsyncWebClient) -> None:
    root = await slack.says(ANNA, SUPPORT, "hej")
    reply = await slack.says(EVA, SUPPORT, "svar", thread=root)
    later = await client.conversations_replies(channel=SUPPORT, ts=root, oldest=root)
    assert [one["ts"] for one in later["messages"]] == [root, reply], "the root is always there"
    assert await refused(client, "conversations.replies", channel=SUPPORT, ts="1.000000") == "thread_not_found"
    await slack.deletes(ANNA, SUPPORT, root)
    stone = (await client.conversations_replies(channel=SUPPORT, ts=root))["messages"][0]
    assert (stone["subtype"], stone["text"]) == ("tombstone", "This message was deleted.")


async def test_the_bot_reads_only_where_it_is(client: AsyncWebClient) -> None:
    assert await refused(client, "conversations.history", channel=QUIET) == "not_in_channel"
    assert await refused(client, "conversations.history", channel=SECRET_ROOM) == "channel_not_found"
    assert await refused(client, "conversations.replies", channel=QUIET, ts="1.000000") == "not_in_channel"
    assert (await client.conversations_members(channel=QUIET))["members"] == [ANNA]
    assert not (await client.conversations_info(channel=QUIET))["channel"]["is_member"]


async def test_channels_are_listed_by_kind(slack: FakeSlack, client: AsyncWebClient) -> None:
    async def names(method: str, **args: Any) -> list[str]:
        answer = await client.api_call(method, params=args)
        return [one["id"] for one in answer["channels"]]

    slack.direct(ANNA)
    assert await names("conversations.list") == [SUPPORT, QUIET, OLD]
    assert await names("conversations.list", exclude_archived=True) == [SUPPORT, QUIET]
    assert await names("conversations.list", types="private_channel") == []
    await slack.invites_bot(EVA, SECRET_ROOM)
    assert await names("conversations.list", types="private_channel,im") == [SECRET_ROOM, slack.direct(ANNA)]
    assert await names("users.conversations", types="public_channel,private_channel") == [SUPPORT, SECRET_ROOM, OLD]
    assert await names("users.conversations", user=ANNA) == [SUPPORT, QUIET, OLD]
    assert await refused(client, "conversations.list", types="secret") == "invalid_types"


async def test_people_as_slack_tells_of_them(client: AsyncWebClient) -> None:
    anna = (await client.users_info(user=ANNA, include_locale=True))["user"]
    assert (anna["locale"], anna["profile"]["email"], anna["is_restricted"]) == ("sv-SE", "anna@example.org", False)
    assert "fields" not in anna["profile"]
    assert (await client.users_info(user=GONE))["user"]["deleted"]
    other = (await client.users_info(user=STRANGER))["user"]
    assert (other["team_id"], other["is_stranger"]) == ("T0OTHER", True)
    assert "email" not in other["profile"]
    assert await refused(client, "users.info", user="U0NOBODY") == "user_not_found"
    assert len((await client.users_list(limit=4))["members"]) == 4


async def test_a_person_is_found_by_address(client: AsyncWebClient) -> None:
    assert (await client.users_lookupByEmail(email="Anna@example.org"))["user"]["id"] == ANNA
    for nobody in ("gosta@example.org", "otto@example.com", "ingen@example.org"):
        assert await refused(client, "users.lookupByEmail", email=nobody) == "users_not_found"


async def test_the_profiles_own_fields(client: AsyncWebClient) -> None:
    profile = (await client.users_profile_get(user=ANNA, include_labels=True))["profile"]
    assert profile["fields"] == {"Xf1": {"value": "Lindskolan", "alt": "", "label": "Skola"}}
    fields = (await client.team_profile_get())["profile"]["fields"]
    assert [(one["id"], one["label"]) for one in fields] == [("Xf1", "Skola")]
    assert (await client.team_info())["team"]["domain"] == "skolan"


async def test_who_does_not_want_to_be_disturbed(slack: FakeSlack, client: AsyncWebClient) -> None:
    await slack.sets_dnd(EVA, on=True, start=10, end=20)
    assert (await client.dnd_info(user=EVA))["next_dnd_end_ts"] == 20
    team = (await client.dnd_teamInfo(users=[ANNA, EVA]))["users"]
    assert {user: one["dnd_enabled"] for user, one in team.items()} == {ANNA: False, EVA: True}
    assert await refused(client, "dnd.teamInfo", users=",".join(f"U{n}" for n in range(51))) == "too_many_users"
