"""Who is let in by the wire, and what they are answered."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from bot.platforms.teams.wire_values import Answer
from tests.teams.wire_line import TENANT, line

BAD: dict[str, dict[str, Any]] = {
    "wrong audience": {"aud": "other"}, "no audience": {"aud": None}, "wrong issuer": {"iss": "https://other"},
    "no issuer": {"iss": None}, "expired": {"exp": -600}, "not yet valid": {"nbf": 600}, "no exp": {"exp": None},
    "wrong serviceurl": {"serviceurl": "https://smba.trafficmanager.net/x"}, "no serviceurl": {"serviceurl": None},
    "wrong key": {"key": "strange"}, "unknown kid": {"kid": "other"}, "no kid": {"kid": None},
    "HS256": {"alg": "HS256"}, "none": {"alg": "none"}, "RS512": {"alg": "RS512"},
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
async def test_a_bad_token_is_not_let_in(name: str) -> None:
    wrong = dict(BAD[name])
    for moment in ("exp", "nbf"):
        if isinstance(wrong.get(moment), int):
            wrong[moment] += time.time()
    async with line() as one:
        assert await one.post(one.service.signed(**wrong)) == 401
        assert one.desk.taken == []


@pytest.mark.parametrize(
    "header", ["", "Bearer ", "Bearer", "Basic dXNlcjpwYXNz", "Bearer garbage", "Bearer a.b.c", "Bearer åäö"]
)
async def test_what_is_no_token_is_not_let_in(header: str) -> None:
    async with line() as one:
        assert await one.post(header) == 401
        assert one.desk.taken == []


@pytest.mark.parametrize("endorsements", [None, [], ["skype"], "msteams"])
async def test_a_key_that_may_not_speak_for_teams_lets_nobody_in(endorsements: Any) -> None:
    async with line() as one:
        one.service.published["k1"] = endorsements
        assert await one.post() == 401


@pytest.mark.parametrize("change", [
    {"serviceUrl": "https://smba.trafficmanager.net/other/"}, {"serviceUrl": None}, {"channelId": "skype"}, {"channelId": None},
])  # fmt: skip
async def test_a_body_that_the_token_is_not_for_is_not_let_in(change: dict[str, Any]) -> None:
    async with line() as one:
        assert await one.post(body=one.service.activity(**change)) == 401
        assert one.desk.taken == []


@pytest.mark.parametrize("address", [
    "https://evil.example/amer/", "http://smba.trafficmanager.net/amer/", "https://smba.trafficmanager.net@evil.example/",
    "https://smba.trafficmanager.net:x/", "ftp://127.0.0.1/",
])  # fmt: skip
async def test_a_service_that_nobody_trusts_is_not_let_in_though_its_token_is_good(address: str) -> None:
    async with line() as one:
        body = one.service.activity(serviceUrl=address)
        assert await one.post(one.service.signed(serviceurl=address), body) == 401


@pytest.mark.parametrize("change", [
    {"channelData": {"tenant": {"id": "other"}}}, {"conversation": {"id": "a", "tenantId": "other"}},
    {"channelData": {}, "conversation": {"id": "a"}},
])  # fmt: skip
async def test_another_tenant_is_sent_away(change: dict[str, Any]) -> None:
    async with line() as one:
        assert await one.post(body=one.service.activity(**change)) == 403
        assert one.desk.taken == []


async def test_a_good_request_is_taken_as_it_is_and_answered() -> None:
    async with line() as one:
        body = one.service.activity(
            strange={"a": [1, None]}, localTimestamp="not a time", entities=[{"type": "x", "y": 1}]
        )
        assert await one.post(body=body) == 200
        assert one.desk.taken == [body]
        assert one.said == ""
        one.desk.answer = Answer(status=200, body={})
        assert await one.post(body={**body, "type": "invoke", "name": "x"}) == 200
        assert one.said == "{}"
        one.desk.answer = Answer(status=503)
        assert await one.post() == 503
        assert await one.post(one.service.signed(exp=time.time() - 240)) == 503  # five minutes between the clocks


async def test_a_tenant_is_the_same_in_capitals() -> None:
    async with line() as one:
        assert await one.post(body=one.service.activity(channelData={"tenant": {"id": TENANT.upper()}})) == 200


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"1", b'"x"', b"\xff\xfe", b"[" * 100_000])
async def test_what_is_no_activity_is_refused(data: bytes) -> None:
    async with line() as one:
        assert await one.post(data=data) == 400


@pytest.mark.parametrize("size", [300 * 1024, 5 * 1024 * 1024])
async def test_what_is_too_large_is_refused(size: int) -> None:
    async with line() as one:
        assert await one.post(data=b'{"a": "' + b"x" * size + b'"}') == 413
        assert await one.post() == 200


async def test_a_new_key_is_known_at_once_and_an_unknown_one_asked_for_once() -> None:
    async with line() as one:
        assert await one.post() == 200
        one.service.published["k2"] = ["msteams"]
        one.wire._keys._tried_at = None  # some seconds later
        assert await one.post(one.service.signed(key="k2", kid="k2")) == 200
        asked = one.service.key_requests
        for _ in range(20):
            assert await one.post(one.service.signed(kid="other")) == 401
        assert one.service.key_requests == asked


async def test_without_keys_nobody_can_be_checked_and_teams_tells_it_again() -> None:
    async with line() as one:
        one.service.published.clear()
        assert await one.post() == 503
        one.service.published["k1"] = ["msteams"]
        one.wire._keys._tried_at = None
        assert await one.post() == 200


async def test_old_keys_serve_while_the_key_service_is_slow() -> None:
    async with line() as one:
        assert await one.post() == 200
        one.service.keys_may_go.clear()
        one.wire._keys._fetched_at, one.wire._keys._tried_at = -1e9, None
        assert await one.post() == 200
        one.service.keys_may_go.set()


async def test_in_development_nobody_is_checked_but_only_trusted_addresses_are_answered() -> None:
    async with line(development=True, app_id="") as one:
        assert await one.post("") == 200
        assert await one.post("", one.service.activity(serviceUrl="https://evil.example/")) == 401
        assert (await one.wire.let_in()).status == 200
        await one.call("send", conversation="c", body={})
        assert "Authorization" not in one.service.calls[0][2]


async def test_when_the_desk_stops_what_was_begun_is_answered_and_nothing_more_taken() -> None:
    async with line() as one:
        one.desk.may_answer.clear()
        first = asyncio.create_task(one.post())
        await one.desk.began.wait()
        ending = asyncio.create_task(one.wire.finish())
        await asyncio.sleep(0)
        assert await one.post() == 503
        assert not ending.done()
        one.desk.may_answer.set()
        assert await first == 200
        await ending


async def test_a_new_key_while_the_key_service_is_down_is_told_again() -> None:
    async with line() as one:
        assert await one.post() == 200
        one.wire._keys._tried_at = None
        one.wire._keys._address = f"{one.service.address}/nothing"
        assert await one.post(one.service.signed(key="k2", kid="k2")) == 503
        assert await one.post() == 200
