"""The fake's keys, its tokens right and wrong, its token service, and the troubles that calls meet."""

from __future__ import annotations

import asyncio
import json
from http.client import HTTPConnection
from typing import Any

import aiohttp
import jwt
import pytest

from tests.teams.fake import APP_ID, FakeTeams
from tests.teams.fake.keys import ISSUER
from tests.teams.fake.logins import LoginError
from tests.teams.fake_town import ANNA, SUPPORT, Client, Hands, opened, text


async def accepts(teams: FakeTeams, client: Client, header: str | None, body: dict[str, Any]) -> bool:
    """A check of a caller as the bot should make it, by another hand than the bot's."""
    scheme, _, token = (header or "").partition(" ")
    document = await client.get(teams.metadata_url)
    found = {one["kid"]: one for one in (await client.get(document["jwks_uri"]))["keys"]}
    try:
        kid = jwt.get_unverified_header(token)["kid"]
        key, now = found[kid], teams.world.clock().timestamp()
        claims = jwt.decode(
            token, jwt.PyJWK(key, "RS256").key, ["RS256"], audience=APP_ID, issuer=ISSUER,
            options={"require": ["exp", "nbf"], "verify_exp": False, "verify_nbf": False, "verify_iat": False},
        )  # fmt: skip
    except (jwt.InvalidTokenError, KeyError):
        return False
    in_time = claims["exp"] + 300 > now > claims["nbf"] - 300
    right_place = claims.get("serviceurl") == body.get("serviceUrl")
    return scheme == "Bearer" and in_time and right_place and body["channelId"] in key.get("endorsements", ())


async def test_each_bad_token_is_bad_in_one_way_and_the_good_ones_are_good() -> None:
    async with opened() as (teams, client, _):
        body = {"channelId": "msteams", "serviceUrl": teams.service_url}
        for name, header in teams.good_tokens().items():
            assert await accepts(teams, client, header, body), name
        table = teams.bad_tokens()
        assert len(table) == 24
        for name, (header, changes) in table.items():
            assert not await accepts(teams, client, header, {**body, **changes}), name


async def test_a_new_key_signs_from_now_on_and_the_old_one_may_go() -> None:
    async with opened() as (teams, client, _):
        body = {"channelId": "msteams", "serviceUrl": teams.service_url}
        old = teams.token()
        new = teams.new_key()
        assert jwt.get_unverified_header(teams.token())["kid"] == new
        assert await accepts(teams, client, f"Bearer {old}", body)
        teams.new_key(drop_old=True)
        assert not await accepts(teams, client, f"Bearer {old}", body)
        assert await accepts(teams, client, f"Bearer {teams.token()}", body)
        assert not await accepts(teams, client, f"Bearer {teams.token(endorsements=('skype',))}", body)
        assert teams.keys.asked == 4


async def test_an_activity_is_signed_for_the_bot_and_names_the_service() -> None:
    async with opened() as (teams, client, heard):
        await teams.says(ANNA, SUPPORT, "Hej")
        assert await accepts(teams, client, heard.headers[0]["Authorization"], heard.last)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"client_id": "x"}, (400, "unauthorized_client")),
        ({"client_secret": "x"}, (401, "invalid_client")),
        ({"scope": "x/.default"}, (400, "invalid_scope")),
        ({"grant_type": "password"}, (400, "unsupported_grant_type")),
    ],
)
async def test_who_asks_wrongly_gets_no_token(changes: dict[str, str], expected: tuple[int, str]) -> None:
    async with opened() as (_, client, _heard):
        status, answer = await client.log_in(**changes)
        assert (status, answer["error"]) == expected


async def test_tokens_are_counted_by_scope_and_can_be_refused() -> None:
    async with opened() as (teams, client, _):
        await client.log_in()
        assert teams.logins.asked == {f"{teams.scope}/.default": 2}
        teams.logins.refusal = LoginError(503, "temporarily_unavailable", "AADSTS90033")
        assert (await client.log_in())[0] == 503


async def test_a_status_before_and_after_the_effect() -> None:
    async with opened() as (teams, client, _):
        teams.faults.next("send", 412, times=2, retry_after=3)
        teams.faults.next("send", 502, after=True)
        path = f"conversations/{SUPPORT}/activities"
        for _ in range(2):
            status, body, headers = await client.whole("POST", path, text("Nej"))
            assert (status, body["error"]["code"], headers["Retry-After"]) == (412, "PreconditionFailed", "3")
        status, page, _ = await client.whole("POST", path, text("Ja"))
        assert (status, page) == (502, "<html><body><h1>502</h1></body></html>")
        assert (await client.send(SUPPORT, text("Sen")))[0] == 201
        assert [post.text for post in teams.posts(SUPPORT)] == ["Ja", "Sen"]
        assert [call.status for call in teams.called("send")] == [412, 412, 502, 201]


@pytest.mark.parametrize(("what", "stands"), [("drop", []), ("after_effect", ["Hej"])])
async def test_a_lost_connection_and_a_lost_reply(what: str, stands: list[str]) -> None:
    async with opened() as (teams, client, _):
        teams.faults.next("send", what)
        with pytest.raises(aiohttp.ClientError):
            await client.send(SUPPORT, text())
        assert [post.text for post in teams.posts(SUPPORT)] == stands


async def test_a_slow_call_does_nothing_until_it_is_let_go() -> None:
    async with opened() as (teams, client, _):
        teams.faults.next("token", "slow")
        asking = asyncio.create_task(client.log_in())
        await teams.held()
        assert not asking.done()
        teams.faults.release()
        assert (await asking)[0] == 200
        with pytest.raises(ValueError, match="no such call"):
            teams.faults.next("sned", 500)


async def test_the_fake_answers_while_the_loop_of_the_bot_stands_still() -> None:
    async with opened() as (teams, _client, _):
        host = teams.root.removeprefix("http://")
        line = HTTPConnection(host, timeout=10)
        line.request("GET", "/v1/.well-known/openidconfiguration")
        assert json.loads(line.getresponse().read())["issuer"] == ISSUER
        line.close()


async def test_a_clock_by_hand_makes_tokens_old() -> None:
    clock = Hands()
    async with opened(clock=clock) as (teams, client, _):
        body = {"channelId": "msteams", "serviceUrl": teams.service_url}
        token = f"Bearer {teams.token()}"
        clock.forward(2 * 3600)
        assert not await accepts(teams, client, token, body)
