"""What goes wrong around the wire: servers that send us elsewhere, hang or pack badly, late refusals, and stopping meanwhile."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
import requests
from aiohttp import web

from bot.platforms.teams.adapter import PATH
from bot.platforms.teams.credentials import Credentials
from bot.platforms.teams.fetching import Fetcher, Hurried
from bot.platforms.teams.routes import waits
from bot.platforms.teams.wire_values import Answer, NotSent, Reply
from tests.teams.wire_line import APP, line, served, settings

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


async def test_what_is_still_being_checked_when_the_desk_stops_is_not_taken() -> None:
    async with line() as one:
        one.service.keys_may_go.clear()
        late = asyncio.create_task(one.post())
        await one.service.keys_asked.wait()
        await one.wire.finish()
        one.service.keys_may_go.set()
        assert await late == 503
        assert one.desk.taken == []


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_nobody_is_followed_to_a_host_that_is_not_trusted(status: int) -> None:
    reached: list[str] = []

    async def elsewhere(request: web.Request) -> web.Response:
        reached.append(request.path)
        return web.json_response({"id": "theirs"})

    app = web.Application()
    app.add_routes([web.route("*", "/{rest:.*}", elsewhere)])
    async with served(app) as address, line() as one:
        one.service.answer = (status, {}, {"Location": address.replace("127.0.0.1", "localhost") + "/x"})
        reply = await one.call("send", conversation="c", body={"text": "hej"})
        assert reply.status == status
        assert reached == []


async def test_without_an_application_alone_does_development_check_nobody() -> None:
    async with line(development=True) as one:
        assert await one.post("") == 401
        assert one.desk.taken == []
        assert await one.post() == 200


async def test_a_late_refusal_of_an_old_token_leaves_the_new_one() -> None:
    asked: list[str] = []

    async def ask() -> Reply:
        asked.append(f"token {len(asked)}")
        return Reply(status=200, data={"access_token": asked[-1], "expires_in": 3600})

    ours = Credentials(ask, time.monotonic)
    old = await ours.token()
    ours.forget(old)
    new = await ours.token()
    ours.forget(old)
    assert await ours.token() == new
    assert asked == [old, new]


async def test_whoever_is_not_reached_in_time_was_sent_nothing() -> None:
    connector, patience = aiohttp.TCPConnector(limit=1), aiohttp.ClientTimeout(total=30, connect=0.05)
    async with line() as one, aiohttp.ClientSession(connector=connector, timeout=patience) as session:
        fetcher, given = Fetcher(lambda: session), settings(one.service)
        one.service.token_may_go.clear()
        first = asyncio.create_task(fetcher.token(given))
        await one.service.token_asked.wait()
        with pytest.raises(NotSent):
            await fetcher.token(given)
        one.service.token_may_go.set()
        assert (await first).status == 200


async def test_a_hundred_calls_that_hang_let_keys_through() -> None:
    begun, all_begun, may_go, keys_at = [], asyncio.Event(), asyncio.Event(), [""]

    async def slow(_request: web.Request) -> web.Response:
        begun.append(1)
        if len(begun) == 100:
            all_begun.set()
        await may_go.wait()
        return web.json_response({})

    async def openid(_request: web.Request) -> web.Response:
        return web.json_response({"jwks_uri": f"{keys_at[0]}/keys"})

    app, of_keys = web.Application(), web.Application()
    app.add_routes([web.route("*", "/{rest:.*}", slow)])
    of_keys.add_routes([web.get("/openid", openid)])  # a server that nothing was asked of before, as with Microsoft
    async with served(app) as address, served(of_keys) as where, line(openid_metadata_url=f"{where}/openid") as one:
        keys_at[0] = one.service.address
        calls = [asyncio.create_task(one.wire.call("send", address, conversation="c", body={})) for _ in range(100)]
        await all_begun.wait()
        try:
            assert await asyncio.wait_for(one.post(), 3) == 200
        finally:
            may_go.set()
        assert {reply.status for reply in await asyncio.gather(*calls)} == {200}


async def test_a_body_that_is_not_packed_as_it_says_is_refused() -> None:
    async with line() as one:
        reader, writer = await asyncio.open_connection("127.0.0.1", int(one.address.rpartition(":")[2]))
        writer.write(
            f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{{}}".encode()
        )
        assert (await reader.readline()).split()[1] == b"400"
        writer.close()


@pytest.mark.parametrize(("told", "seconds"), [
    ("7", 7.0), ("Fri, 27 Nov 2026 12:00:30 GMT", 30.0), ("Fri, 27 Nov 2026 11:00:00 GMT", 0.0), ("9" * 400, 86400.0),
    ("Fri, 27 Nov 2126 12:00:00 GMT", 86400.0), ("-1", None), ("soon", None), ("", None), (None, None),
])  # fmt: skip
def test_how_long_to_wait_is_a_number_or_a_date_and_a_day_at_most(told: str | None, seconds: float | None) -> None:
    assert waits(told, NOW) == seconds
    assert timedelta(seconds=waits(told, NOW) or 0) <= timedelta(days=1)


async def test_no_log_holds_what_people_wrote_or_what_opens_a_door(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with line() as one:
        header, body = one.service.signed(), one.service.activity(text="Min son är sjuk")
        assert await one.post(header, body) == 200
        assert await one.post(header + "x", body) == 401
        one.desk.answer = Answer(status=500)
        assert await one.post(header, body) == 500
        await one.call("send", conversation="c", body={"text": "Min son är sjuk"})
        one.service.answer = (500, {"error": {"message": "Min son är sjuk"}}, {})
        await one.call("send", conversation="c", body={"text": "Min son är sjuk"})
    assert "not let in" in caplog.text
    for secret in ("sjuk", header.split()[1][:40], "Bearer", "client_secret"):
        assert secret not in caplog.text


async def _identity(answers: list[tuple[int, Any]]) -> tuple[list[Any], list[dict[str, str]]]:
    """What a desk with a managed identity gets told, and what it asked."""
    asked: list[dict[str, str]] = []

    async def identity(request: web.Request) -> web.Response:
        asked.append({**request.query, "header": request.headers["X-IDENTITY-HEADER"]})
        status, said = answers.pop(0)
        return web.json_response(said, status=status)

    app = web.Application()
    app.add_routes([web.get("/identity", identity)])
    async with served(app) as address:
        environment = {"IDENTITY_ENDPOINT": f"{address}/identity", "IDENTITY_HEADER": "h"}
        program = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.teams.identity_alone", env=environment, stdout=asyncio.subprocess.PIPE
        )
        said, _ = await asyncio.wait_for(program.communicate(), 30)
    return [json.loads(one) for one in said.splitlines()], asked


async def test_a_managed_identity_gives_our_token_or_says_why_not() -> None:
    good = {"access_token": "theirs", "expires_on": str(int(time.time()) + 3600), "token_type": "Bearer"}
    (first, second), asked = await _identity([(200, good), (400, {"statusCode": 400, "message": "no such identity"})])
    assert (first[0], first[1]["access_token"]) == (200, "theirs")
    assert 3500 < first[1]["expires_in"] <= 3600
    assert second == [400, {"error": "invalid_scope", "error_description": "400, no such identity"}]
    assert (asked[0]["client_id"], asked[0]["resource"]) == (APP, "https://api.botframework.com")


async def test_a_managed_identity_that_says_nothing_keeps_no_thread() -> None:
    async with line() as one:
        one.service.keys_may_go.clear()
        try:
            with Hurried(connect=5, answer=0.05) as session, pytest.raises(requests.Timeout):
                await asyncio.wait_for(asyncio.to_thread(session.get, f"{one.service.address}/openid"), 3)
        finally:
            one.service.keys_may_go.set()
