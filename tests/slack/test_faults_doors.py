"""What is not Slack's, or not readable, at the door for signed requests: a clear answer, and nothing of it is kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import aiohttp
import pytest

from tests.slack.desk import SUPPORT, SlackDesk, desk
from tests.slack.stage import account

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from storage.store import Store

VOTE = "kan eleverna rösta om klassresan inne i unikum?"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
async def lillkoping(sqlite_store: Store, tmp_path: Path) -> AsyncIterator[SlackDesk]:
    """A desk over signed HTTP."""
    async with desk(sqlite_store, tmp_path, "http") as opened:
        yield opened


def posted() -> str:
    """A question, as Slack tells of it."""
    event = {"type": "message", "channel": SUPPORT, "channel_type": "channel", "user": account("anna"), "text": VOTE,
             "ts": "1795507200.000100", "event_ts": "1795507200.000100"}  # fmt: skip
    return json.dumps({"type": "event_callback", "event_id": "Ev1", "team_id": "T0SKOLAN", "event": event})


async def sent(desk: SlackDesk, body: str | bytes, headers: dict[str, str], kind: str = "application/json") -> int:
    """The status that a request is answered with."""
    assert desk.slack.http.url is not None
    async with (
        aiohttp.ClientSession() as session,
        session.post(desk.slack.http.url, data=body, headers={"Content-Type": kind, **headers}) as answer,
    ):
        await answer.read()
        await desk.rest()
        return answer.status


async def nothing_came_of_it(desk: SlackDesk) -> bool:
    return await desk.questions() == [] and desk.posts() == []


async def test_what_is_signed_is_taken_whatever_name_our_server_has(lillkoping: SlackDesk) -> None:
    signed = lillkoping.slack.http.headers(posted())
    assert await sent(lillkoping, posted(), {**signed, "Host": "support.storkoping.example"}) == 200
    assert (await lillkoping.question()).text == VOTE


@pytest.mark.parametrize("lost", ["X-Slack-Signature", "X-Slack-Request-Timestamp"])
async def test_what_is_not_signed_is_refused(lillkoping: SlackDesk, lost: str) -> None:
    signed = {name: value for name, value in lillkoping.slack.http.headers(posted()).items() if name != lost}
    assert await sent(lillkoping, posted(), signed) == 401
    assert await nothing_came_of_it(lillkoping)


@pytest.mark.parametrize("forged", ["", "v0=", "v0=" + "0" * 64, "v1=00", "v0=é", "🙂"])
async def test_a_forged_signature_is_refused(lillkoping: SlackDesk, forged: str) -> None:
    signed = {**lillkoping.slack.http.headers(posted()), "X-Slack-Signature": forged}
    assert await sent(lillkoping, posted(), signed) == 401
    assert await nothing_came_of_it(lillkoping)


async def test_a_signature_made_with_another_secret_is_refused(lillkoping: SlackDesk) -> None:
    lillkoping.slack.http.secret = "somebody-elses"
    await lillkoping.says("anna", VOTE)
    assert {attempt.answer[0] for attempt in lillkoping.slack.deliveries[-1].attempts} == {401}
    assert await nothing_came_of_it(lillkoping)


@pytest.mark.parametrize("seconds", [301, -400, 10**9])
async def test_a_signature_of_long_ago_or_of_the_future_is_refused(lillkoping: SlackDesk, seconds: int) -> None:
    lillkoping.slack.http.late = seconds
    assert await sent(lillkoping, posted(), lillkoping.slack.http.headers(posted())) == 401
    assert await nothing_came_of_it(lillkoping)
    lillkoping.slack.http.late = 290
    assert await sent(lillkoping, posted(), lillkoping.slack.http.headers(posted())) == 200


@pytest.mark.parametrize("stamp", ["", "nu", "1e9", "-1", "12.5", "٣٤٥", "9" * 19, "9" * 5000])
async def test_a_moment_that_is_none_is_refused(lillkoping: SlackDesk, stamp: str) -> None:
    signed = {**lillkoping.slack.http.headers(posted()), "X-Slack-Request-Timestamp": stamp}
    assert await sent(lillkoping, posted(), signed) == 401
    assert await nothing_came_of_it(lillkoping)


@pytest.mark.parametrize("body", [
    b"\xff\xfe\x00", b"[" * 100_000, b"{not json", b"payload=[1]", b"payload=%7B", b"",
    urlencode({"ssl_check": "1", "command": "/support", "user_id": "UANNA", "trigger_id": "1.2", "text": VOTE}).encode(),
])  # fmt: skip
async def test_nonsense_that_nobody_signed_is_refused_unread(lillkoping: SlackDesk, body: bytes) -> None:
    signed = lillkoping.slack.http.headers(posted())
    for kind in ("application/json", FORM, "text/plain; charset=klingon", "multipart/form-data"):
        assert await sent(lillkoping, body, signed, kind) == 401
    assert await nothing_came_of_it(lillkoping)


@pytest.mark.parametrize(("body", "kind"), [
    ("{not json", "application/json"), ("[" * 100_000, "application/json"), ("payload=%7B", FORM), ("payload=[1]", FORM),
    ("[1, 2]", "application/json"), ('"ord"', "application/json"), ("7", "application/json"), ("null", "application/json"),
    ('{"event": "x", "team": 7, "user": [], "view": 3, "type": {}}', "application/json"),
    ('{"type": "event_callback", "event_id": "Ev9", "event": [1], "authorizations": 7}', "application/json"),
    ("payload=" + json.dumps({"type": "block_actions", "user": "Anna", "actions": 7}), FORM),
    ("payload=" + json.dumps({"type": "view_submission", "view": None, "user": {}}), FORM),
])  # fmt: skip
async def test_nonsense_that_is_signed_is_answered_and_nothing_comes_of_it(
    lillkoping: SlackDesk, body: str, kind: str
) -> None:
    status = await sent(lillkoping, body, lillkoping.slack.http.headers(body), kind)
    assert status in {200, 400, 500}, "500: bolt itself cannot read it, and nobody is waiting for more"
    assert await nothing_came_of_it(lillkoping)
    await lillkoping.says("anna", VOTE)
    assert len(await lillkoping.questions()) == 1, "the next one is taken"


async def test_an_event_that_calls_itself_a_form_is_read_all_the_same_and_text_in_klingon_is_not(
    lillkoping: SlackDesk,
) -> None:
    signed = lillkoping.slack.http.headers(posted())
    assert await sent(lillkoping, posted(), signed, "text/plain; charset=klingon") == 400
    assert await nothing_came_of_it(lillkoping)
    assert await sent(lillkoping, posted(), signed, FORM) == 200
    assert len(await lillkoping.questions()) == 1


async def test_a_huge_body_is_refused(lillkoping: SlackDesk) -> None:
    body = json.dumps({"type": "event_callback", "text": "a" * 600_000})
    assert await sent(lillkoping, body, lillkoping.slack.http.headers(body)) == 413


async def test_only_posts_are_taken_and_only_there(lillkoping: SlackDesk) -> None:
    url = lillkoping.slack.http.url
    assert url is not None
    async with aiohttp.ClientSession() as session:
        statuses = [(await session.get(url)).status, (await session.put(url)).status]
        statuses.append((await session.post(url.removesuffix("events"))).status)
    assert statuses == [405, 405, 404]


async def test_slack_is_told_that_the_address_is_ours_and_nobody_else_is(lillkoping: SlackDesk) -> None:
    assert await lillkoping.slack.verifies()
    asked: dict[str, Any] = {"type": "url_verification", "challenge": "abc"}
    assert await sent(lillkoping, json.dumps(asked), {}) == 401


async def test_over_a_socket_there_is_no_such_door(sqlite_store: Store, tmp_path: Path) -> None:
    async with desk(sqlite_store, tmp_path, "socket") as opened:
        assert list(opened.platform.routes) == []
