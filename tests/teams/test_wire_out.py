"""What leaves by the wire, and what becomes of it."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from bot.platforms.teams.wire_values import NoAnswer, NotSent
from tests.teams.wire_line import APP, line

CARD: dict[str, Any] = {
    "type": "message", "summary": "å", "entities": [{"type": "mention", "text": "<at>Eva</at>", "mentioned": {"id": "29:e", "x": 1}}],
    "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": {"$schema": "s", "body": [None, 1]}}],
    "channelData": {"feedbackLoop": {"type": "default"}, "notification": {"alert": True}},
}  # fmt: skip


async def test_what_leaves_is_what_was_said_and_signed_with_our_token() -> None:
    async with line() as one:
        reply = await one.call("send", conversation="19:a@thread.tacv2;messageid=1", body=CARD)
        assert (reply.status, reply.data) == (201, {"id": "1"})
        method, path, headers, raw = one.service.calls[0]
        assert (method, path) == ("POST", "/amer/v3/conversations/19%3Aa%40thread.tacv2%3Bmessageid%3D1/activities")
        assert headers["Authorization"] == "Bearer ours"
        assert json.loads(raw) == CARD
        asked = one.service.token_requests[0]
        assert (asked["client_id"], asked["client_secret"], asked["grant_type"]) == (APP, "s", "client_credentials")
        assert asked["scope"] == "https://api.botframework.com/.default"


@pytest.mark.parametrize(("name", "given", "wanted"), [
    ("send", {"targeted": True}, "POST /amer/v3/conversations/c/activities?isTargetedActivity=true"),
    ("reply", {}, "POST /amer/v3/conversations/c/activities/a"), ("update", {}, "PUT /amer/v3/conversations/c/activities/a"),
    ("delete", {}, "DELETE /amer/v3/conversations/c/activities/a"), ("create", {}, "POST /amer/v3/conversations"),
    ("member", {"member": "29:x/y"}, "GET /amer/v3/conversations/c/members/29%3Ax%2Fy"),
    ("members", {}, "GET /amer/v3/conversations/c/pagedmembers?pageSize=500"),
    ("members", {"member": "n"}, "GET /amer/v3/conversations/c/pagedmembers?pageSize=500&continuationToken=n"),
    ("team", {"team": "t"}, "GET /amer/v3/teams/t"), ("channels", {"team": "t"}, "GET /amer/v3/teams/t/conversations"),
])  # fmt: skip
async def test_each_call_goes_to_its_address(name: str, given: dict[str, Any], wanted: str) -> None:
    async with line() as one:
        await one.call(name, conversation="c", activity_id="a", **given)
        method, path, *_ = one.service.calls[0]
        assert f"{method} {path}" == wanted


async def test_a_thousand_calls_ask_for_one_token() -> None:
    async with line() as one:
        for _ in range(10):
            await asyncio.gather(*(one.call("send", conversation="c", body={}) for _ in range(100)))
        assert len(one.service.calls) == 1000
        assert len(one.service.token_requests) == 1


async def test_a_refused_token_is_told_in_the_token_services_words() -> None:
    async with line() as one:
        one.service.token_answer = (401, {"error": "invalid_client", "error_description": "AADSTS7000215: x"})
        reply = await one.call("send", conversation="c", body={})
        assert (reply.status, reply.data["error"]) == (401, "invalid_client")
        assert one.service.calls == []
        assert (await one.wire.let_in()).status == 401
        one.service.token_answer = (200, {"access_token": "ours", "expires_in": "3600"})
        assert (await one.call("send", conversation="c", body={})).status == 201


async def test_a_token_that_the_service_does_not_take_is_fetched_anew() -> None:
    async with line() as one:
        one.service.answer = (401, {}, {})
        assert (await one.call("send", conversation="c", body={})).status == 401
        await one.call("send", conversation="c", body={})
        assert len(one.service.token_requests) == 2


async def test_a_slow_token_service_keeps_nobody_out() -> None:
    async with line() as one:
        one.service.token_may_go.clear()
        calling = asyncio.create_task(one.call("send", conversation="c", body={}))
        await one.service.token_asked.wait()
        for _ in range(20):
            assert await one.post() == 200
        assert not calling.done()
        one.service.token_may_go.set()
        assert (await calling).status == 201


@pytest.mark.parametrize(("status", "headers", "after"), [
    (429, {"Retry-After": "7"}, 7.0), (412, {}, None), (502, {"Retry-After": "x"}, None), (404, {}, None), (500, {}, None),
])  # fmt: skip
async def test_every_answer_comes_back_with_how_long_to_wait(
    status: int, headers: dict[str, str], after: float | None
) -> None:
    async with line() as one:
        one.service.answer = (status, {"error": {"code": "X"}}, headers)
        reply = await one.call("update", conversation="c", activity_id="a", body={})
        assert (reply.status, reply.data, reply.retry_after) == (status, {"error": {"code": "X"}}, after)


async def test_what_got_no_answer_is_told_from_what_was_never_sent() -> None:
    async with line() as one:
        await one.call("send", conversation="c", body={})
        one.service.answer = (0, {}, {})
        with pytest.raises(NoAnswer):
            await one.call("send", conversation="c", body={})
        with pytest.raises(NotSent):
            await one.wire.call("send", "http://127.0.0.1:1/", conversation="c", body={})
        with pytest.raises(NotSent):
            await one.wire.call("send", "https://evil.example/", conversation="c", body={})


async def test_a_wire_that_is_closed_sends_nothing() -> None:
    async with line() as one:
        await one.wire.close()
        with pytest.raises((NotSent, NoAnswer, RuntimeError)):
            await one.call("send", conversation="c", body={})
