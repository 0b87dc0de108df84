"""The fake's Web API: tokens, scopes, arguments, and what posting refuses, through the real client."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.fake import FakeSlack
from tests.slack.fake_town import ANNA, EVA, GONE, OLD, QUIET, SECRET_ROOM, SUPPORT, client_of, town

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
        await client.api_call(method, json=args)
    return str(no.value.response["error"])


async def test_the_bot_knows_who_it_is_and_what_it_may(slack: FakeSlack, client: AsyncWebClient) -> None:
    answer = await client.auth_test()
    assert (answer["user_id"], answer["team_id"]) == (slack.bot_user, slack.team)
    assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")


@pytest.mark.parametrize(
    ("token", "error"), [("xoxb-other", "invalid_auth"), ("xapp-fake", "not_allowed_token_type"), ("", "not_authed")]
)
async def test_another_token_is_refused(slack: FakeSlack, token: str, error: str) -> None:
    client = AsyncWebClient(token, base_url=slack.api_url)
    assert await refused(client, "auth.test") == error


@pytest.mark.parametrize("error", ["token_revoked", "account_inactive"])
async def test_a_token_that_was_taken_back_is_good_for_nothing(slack: FakeSlack, error: str) -> None:
    await slack.revoke_token(error)
    assert await refused(client_of(slack), "chat.postMessage", channel=SUPPORT, text="hej") == error
    slack.restore_token()
    assert (await client_of(slack).auth_test())["ok"]


async def test_a_missing_scope_is_named() -> None:
    async with FakeSlack.open(town(), transport="http", scopes={"chat:write", "users:read"}) as slack:
        client = client_of(slack)
        with pytest.raises(SlackApiError) as no:
            await client.reactions_add(channel=SUPPORT, name="eyes", timestamp="1.000000")
        assert no.value.response["needed"] == "reactions:write"
        assert no.value.response["provided"] == "chat:write,users:read"
        assert await refused(client, "conversations.history", channel=SUPPORT) == "missing_scope"
        assert "email" not in (await client.users_info(user=ANNA))["user"]["profile"]


async def test_a_private_channel_needs_a_scope_of_its_own() -> None:
    async with FakeSlack.open(town(), transport="http", scopes={"channels:history", "channels:read"}) as slack:
        slack.workspace.channel(SECRET_ROOM).members.append(slack.bot_user)
        client = client_of(slack)
        assert (await client.conversations_history(channel=SUPPORT))["ok"]
        assert await refused(client, "conversations.history", channel=SECRET_ROOM) == "missing_scope"
        assert await refused(client, "conversations.list", types="private_channel") == "missing_scope"


async def test_unknown_methods_and_arguments_are_offences(slack: FakeSlack, client: AsyncWebClient) -> None:
    assert await refused(client, "chat.postMesage", channel=SUPPORT) == "unknown_method"
    assert await refused(client, "chat.postMessage", channel=SUPPORT, text="a", colour="red") == "invalid_arguments"
    assert await refused(client, "chat.postMessage", channel=7, text="a") == "invalid_arguments"
    assert await refused(client, "chat.postMessage", text="a") == "invalid_arguments"
    assert [what.split(":")[0] for what in slack.offences] == ["chat.postMesage"] + ["chat.postMessage"] * 3


async def test_query_form_and_json_are_read_alike(slack: FakeSlack) -> None:
    blocks = '[{"type": "divider"}]'
    token = {"Authorization": f"Bearer {slack.bot_token}"}
    async with aiohttp.ClientSession(headers=token) as session:
        for sent in (
            {"params": {"user": ANNA, "include_locale": "1"}},
            {"data": {"user": ANNA, "include_locale": "true"}},
        ):
            async with session.post(f"{slack.api_url}users.info", **sent) as answer:
                assert (await answer.json())["user"]["locale"] == "sv-SE"
        async with session.get(f"{slack.api_url}users.info", params={"user": ANNA}) as answer:
            assert "locale" not in (await answer.json())["user"]
        form = {"channel": SUPPORT, "text": "hej", "blocks": blocks}
        async with session.post(f"{slack.api_url}chat.postMessage", data=form) as answer:
            assert (await answer.json())["message"]["blocks"][0]["type"] == "divider"
        async with session.post(
            f"{slack.api_url}chat.postMessage", data="{", headers={"Content-Type": "application/json"}
        ) as answer:
            assert (await answer.json())["error"] == "invalid_json"
        async with session.post(f"{slack.api_url}chat.postMessage", data=form | {"token": "xoxb-no"}) as answer:
            assert (await answer.json())["ok"], "the header counts"


async def test_what_was_posted_stands_there(slack: FakeSlack, client: AsyncWebClient) -> None:
    sent = await client.chat_postMessage(channel=SUPPORT, text="Hej", metadata=META)
    assert slack.seen(SUPPORT)[0]["text"] == "Hej"
    assert sent["message"]["bot_profile"]["app_id"]
    assert slack.called("chat.postMessage")[0].args["metadata"] == META
    await client.chat_update(channel=SUPPORT, ts=sent["ts"], text="Hej igen")
    (message,) = slack.seen(SUPPORT)
    assert message["text"] == "Hej igen"
    assert message["edited"]["user"] == slack.bot_user
    assert message["metadata"] == META, "what an update leaves out stays"
    await client.chat_delete(channel=SUPPORT, ts=sent["ts"])
    assert slack.seen(SUPPORT) == []
    assert await refused(client, "chat.delete", channel=SUPPORT, ts=sent["ts"]) == "message_not_found"
    assert slack.offences == []


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        (QUIET, "not_in_channel"),
        (SECRET_ROOM, "channel_not_found"),
        ("C0NOWHERE", "channel_not_found"),
        (OLD, "is_archived"),
        (GONE, "user_disabled"),
    ],
)
async def test_where_the_bot_cannot_post(client: AsyncWebClient, channel: str, error: str) -> None:
    assert await refused(client, "chat.postMessage", channel=channel, text="hej") == error


async def test_with_the_public_scope_it_posts_without_joining() -> None:
    async with FakeSlack.open(town(), transport="http", scopes={"chat:write", "chat:write.public"}) as slack:
        assert (await client_of(slack).chat_postMessage(channel=QUIET, text="hej"))["ok"]
        assert (
            await refused(client_of(slack), "chat.postMessage", channel=QUIET, text="a", username="b")
            == "missing_scope"
        )


@pytest.mark.parametrize("args", [{}, {"text": " "}, {"text": "", "blocks": []}])
async def test_a_message_has_words(client: AsyncWebClient, args: dict[str, Any]) -> None:
    assert await refused(client, "chat.postMessage", channel=SUPPORT, **args) == "no_text"


async def test_blocks_alone_are_taken_but_noted(slack: FakeSlack, client: AsyncWebClient) -> None:
    with pytest.warns(UserWarning, match="text"):
        await client.chat_postMessage(channel=SUPPORT, blocks=[{"type": "divider"}])
    assert slack.offences == ["blocks without the text that stands in for them"]


async def test_long_texts_are_cut_or_refused(slack: FakeSlack, client: AsyncWebClient) -> None:
    sent = await client.chat_postMessage(channel=SUPPORT, text="x" * 40_001)
    assert len(slack.seen(SUPPORT)[0]["text"]) == 40_000
    assert sent["warning"] == "message_truncated"
    assert await refused(client, "chat.update", channel=SUPPORT, ts=sent["ts"], text="x" * 4_001) == "msg_too_long"
    assert (await client.chat_update(channel=SUPPORT, ts=sent["ts"], text="x" * 4_000))["ok"]


async def test_an_update_keeps_the_blocks_that_it_does_not_name(slack: FakeSlack, client: AsyncWebClient) -> None:
    sent = await client.chat_postMessage(channel=SUPPORT, text="a", blocks=[{"type": "divider"}])
    await client.chat_update(channel=SUPPORT, ts=sent["ts"], text="b")
    assert slack.seen(SUPPORT)[0]["blocks"][0]["type"] == "divider"
    await client.chat_update(channel=SUPPORT, ts=sent["ts"], text="b", blocks=[], metadata={})
    assert "blocks" not in slack.seen(SUPPORT)[0]


async def test_only_its_own_messages_are_the_bots_to_change(slack: FakeSlack, client: AsyncWebClient) -> None:
    ts = await slack.says(ANNA, SUPPORT, "hej")
    assert await refused(client, "chat.update", channel=SUPPORT, ts=ts, text="b") == "cant_update_message"
    assert await refused(client, "chat.delete", channel=SUPPORT, ts=ts) == "cant_delete_message"
    own = (await client.chat_postMessage(channel=SUPPORT, text="a"))["ts"]
    await slack.archives(EVA, SUPPORT)
    assert await refused(client, "chat.update", channel=SUPPORT, ts=own, text="b") == "is_inactive"
    assert await refused(client, "chat.delete", channel=SUPPORT, ts=own) == "cant_delete_message"


async def test_a_thread_hangs_under_a_root(slack: FakeSlack, client: AsyncWebClient) -> None:
    root = await slack.says(ANNA, SUPPORT, "hej")
    reply = (await client.chat_postMessage(channel=SUPPORT, text="svar", thread_ts=root))["ts"]
    assert [one["text"] for one in slack.seen(SUPPORT, root)] == ["hej", "svar"]
    assert slack.seen(SUPPORT)[0]["reply_count"] == 1
    assert (
        await refused(client, "chat.postMessage", channel=SUPPORT, text="a", thread_ts="1.000000") == "thread_not_found"
    )
    assert (
        await refused(client, "chat.postMessage", channel=SUPPORT, text="a", thread_ts=reply)
        == "cannot_reply_to_message"
    )
    await slack.deletes(ANNA, SUPPORT, root)
    assert slack.seen(SUPPORT)[0]["subtype"] == "tombstone"
    assert (await client.chat_postMessage(channel=SUPPORT, text="mer", thread_ts=root))["ok"], "a stone has replies"
    assert await refused(client, "chat.update", channel=SUPPORT, ts=root, text="a") == "message_not_found"


@pytest.mark.parametrize("metadata", [{"event_type": "x"}, {"event_type": 1, "event_payload": {}}, [], META | {"x": 1}])
async def test_metadata_has_its_form(client: AsyncWebClient, metadata: Any) -> None:
    if metadata:
        assert (
            await refused(client, "chat.postMessage", channel=SUPPORT, text="a", metadata=metadata)
            == "invalid_metadata_format"
        )


async def test_a_private_message_is_for_one_who_is_there(slack: FakeSlack, client: AsyncWebClient) -> None:
    sent = await client.chat_postEphemeral(channel=SUPPORT, user=ANNA, text="bara du")
    assert [note.text for note in slack.ephemerals(ANNA)] == ["bara du"]
    assert slack.ephemerals(EVA) == []
    assert slack.seen(SUPPORT) == []
    ts = sent["message_ts"]
    assert await refused(client, "chat.update", channel=SUPPORT, ts=ts, text="b") == "message_not_found"
    assert await refused(client, "chat.delete", channel=SUPPORT, ts=ts) == "message_not_found"
    assert await refused(client, "chat.postEphemeral", channel=SUPPORT, user=GONE, text="a") == "user_not_in_channel"
    assert await refused(client, "chat.postEphemeral", channel=QUIET, user=ANNA, text="a") == "not_in_channel"


async def test_a_persons_own_conversation(slack: FakeSlack, client: AsyncWebClient) -> None:
    opened = await client.conversations_open(users=ANNA)
    assert opened["channel"]["id"] == slack.direct(ANNA)
    assert (await client.conversations_open(users=[ANNA]))["already_open"]
    await client.chat_postMessage(channel=ANNA, text="hej")
    assert [one["text"] for one in slack.seen(slack.direct(ANNA))] == ["hej"]
    assert await refused(client, "conversations.open", users=GONE) == "user_disabled"
    assert await refused(client, "conversations.open", users="U0NOBODY") == "user_not_found"
    slack.direct(EVA)
    await slack.deactivates(EVA)
    assert await refused(client, "chat.postMessage", channel=slack.direct(EVA), text="a") == "user_disabled"


async def test_reactions_and_pins(slack: FakeSlack, client: AsyncWebClient) -> None:
    ts = await slack.says(ANNA, SUPPORT, "hej")
    await client.reactions_add(channel=SUPPORT, name="eyes", timestamp=ts)
    assert slack.seen(SUPPORT)[0]["reactions"] == [{"name": "eyes", "users": [slack.bot_user], "count": 1}]
    assert await refused(client, "reactions.add", channel=SUPPORT, name="eyes", timestamp=ts) == "already_reacted"
    await client.reactions_remove(channel=SUPPORT, name="eyes", timestamp=ts)
    assert await refused(client, "reactions.remove", channel=SUPPORT, name="eyes", timestamp=ts) == "no_reaction"
    assert await refused(client, "reactions.add", channel=SUPPORT, name="a b", timestamp=ts) == "invalid_name"
    assert await refused(client, "reactions.add", channel=SUPPORT, name="eyes", timestamp="1.0") == "bad_timestamp"
    await client.pins_add(channel=SUPPORT, timestamp=ts)
    assert slack.workspace.channel(SUPPORT).pinned == [ts]
    assert await refused(client, "pins.add", channel=SUPPORT, timestamp=ts) == "already_pinned"
    await client.pins_remove(channel=SUPPORT, timestamp=ts)
    assert await refused(client, "pins.remove", channel=SUPPORT, timestamp=ts) == "no_pin"
    assert await refused(client, "pins.add", channel=QUIET, timestamp=ts) == "not_in_channel"


async def test_an_address_opens_a_message(slack: FakeSlack, client: AsyncWebClient) -> None:
    ts = await slack.says(ANNA, SUPPORT, "hej")
    answer = await client.chat_getPermalink(channel=SUPPORT, message_ts=ts)
    assert answer["permalink"] == f"https://skolan.slack.com/archives/{SUPPORT}/p{ts.replace('.', '')}"
    assert await refused(client, "chat.getPermalink", channel=SUPPORT, message_ts="1.000000") == "message_not_found"
