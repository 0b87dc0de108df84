"""A small service of Teams for the wire alone: keys, tokens and whatever is called; leaves chats and cards to the fake."""

from __future__ import annotations

import asyncio
import io
import json
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import jwt
from aiohttp import ClientSession, web
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from bot.platforms.teams.adapter import PATH, Wire
from bot.platforms.teams.wire_values import Answer
from bot.settings_values import Secret, Teams
from tests.serving import ended
from tests.slack.fake_town import Hands

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

APP, TENANT, ISSUER = (
    "11111111-aaaa-bbbb-cccc-000000000000",
    "99999999-aaaa-bbbb-cccc-000000000000",
    "https://issuer.example",
)


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


KEYS = {"k1": new_key(), "k2": new_key(), "strange": new_key()}


class Service:
    """What stands at the other end of the wire."""

    def __init__(self) -> None:
        self.address = ""
        self.published: dict[str, Any] = {"k1": ["msteams"]}
        """Id of a key -> its endorsements; None = it says nothing of them."""
        self.token_requests: list[dict[str, Any]] = []
        self.calls: list[tuple[str, str, dict[str, str], bytes]] = []
        """(method, path with query, headers, body)."""
        self.key_requests = 0
        self.token_may_go, self.keys_may_go, self.token_asked = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self.keys_asked = asyncio.Event()
        self.token_may_go.set()
        self.keys_may_go.set()
        self.token_answer: tuple[int, dict[str, Any]] = (200, {"access_token": "ours", "expires_in": 3600})
        self.answer: tuple[int, Any, dict[str, str]] = (201, {"id": "1"}, {})

    async def openid(self, _request: web.Request) -> web.Response:
        self.keys_asked.set()
        await self.keys_may_go.wait()
        return web.json_response({"jwks_uri": f"{self.address}/keys"})

    async def keys(self, _request: web.Request) -> web.Response:
        self.key_requests += 1
        told = []
        for name, endorsements in self.published.items():
            public = json.loads(RSAAlgorithm.to_jwk(KEYS[name].public_key()))
            told.append({**public, "kid": name, **({} if endorsements is None else {"endorsements": endorsements})})
        return web.json_response({"keys": told})

    async def token(self, request: web.Request) -> web.Response:
        self.token_requests.append(dict(await request.post()))
        self.token_asked.set()
        await self.token_may_go.wait()
        status, body = self.token_answer
        return web.json_response(body, status=status)

    async def called(self, request: web.Request) -> web.Response:
        self.calls.append((request.method, request.path_qs, dict(request.headers), await request.read()))
        status, body, headers = self.answer
        if status == 0:
            assert request.transport is not None
            request.transport.close()
        return web.json_response(body, status=status or 200, headers=headers)

    def signed(self, *, key: str = "k1", kid: str | None = "k1", alg: str = "RS256", **claims: Any) -> str:
        """The header of a good request; each part can be made wrong, and a claim that is None is left out."""
        now = time.time()  # PyJWT looks at the real clock
        told = {"iss": ISSUER, "aud": APP, "exp": now + 3600, "nbf": now - 10, "serviceurl": f"{self.address}/amer/"}
        told = {name: value for name, value in {**told, **claims}.items() if value is not None}
        secret: Any = KEYS[key] if alg.startswith("RS") else ("" if alg == "none" else "x" * 32)
        return "Bearer " + jwt.encode(told, secret, algorithm=alg, headers={"kid": kid} if kid is not None else {})

    def activity(self, **more: Any) -> dict[str, Any]:
        return {
            "type": "message", "id": "1", "channelId": "msteams", "serviceUrl": f"{self.address}/amer/", "text": "hej",
            "conversation": {"id": "19:a@thread.tacv2;messageid=1", "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}}, "from": {"id": "29:a"}, "recipient": {"id": f"28:{APP}"}, **more,
        }  # fmt: skip


class Desk:
    """Takes what is let in."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.answer = Answer()
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.began = asyncio.Event()

    async def take(self, body: dict[str, Any]) -> Answer:
        self.taken.append(body)
        self.began.set()
        await self.may_answer.wait()
        return self.answer


def settings(service: Service, **more: Any) -> Teams:
    given: dict[str, Any] = {
        "app_id": APP, "app_password": Secret("s"), "tenant_id": TENANT, "app_type": "SingleTenant",
        "openid_metadata_url": f"{service.address}/openid", "token_issuer": ISSUER,
        "login_url": f"{service.address}/{TENANT}", "oauth_scope": "https://api.botframework.com",
        "service_hosts": ("127.0.0.1", "smba.trafficmanager.net"), "development": False, "password_expires": None,
        "done": (), "looking": (), "feedback": "buttons", "targeted": False, "requests_per_second": 50,
    }  # fmt: skip
    return Teams(**{**given, **more})


@asynccontextmanager
async def served(app: web.Application) -> AsyncIterator[str]:
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await ended(runner)


class Line:
    """A wire with somebody at both ends."""

    def __init__(self, service: Service, desk: Desk, wire: Wire, session: ClientSession, address: str) -> None:
        self.service, self.desk, self.wire, self._session, self.address = service, desk, wire, session, address

    async def post(self, authorization: str | None = None, body: Any = None, data: bytes | None = None) -> int:
        headers = {"Authorization": self.service.signed() if authorization is None else authorization}
        raw = json.dumps(self.service.activity() if body is None else body).encode() if data is None else data
        async with self._session.post(f"{self.address}{PATH}", data=io.BytesIO(raw), headers=headers) as answer:
            self.said = await answer.text()
            return answer.status

    async def call(self, name: str, **given: Any) -> Any:
        return await self.wire.call(name, f"{self.service.address}/amer/", **given)


@asynccontextmanager
async def line(**more: Any) -> AsyncIterator[Line]:
    service, desk, app, bot = Service(), Desk(), web.Application(), web.Application(client_max_size=512 * 1024)
    app.add_routes([
        web.get("/openid", service.openid), web.get("/keys", service.keys),
        web.post("/{tenant}/oauth2/v2.0/token", service.token), web.route("*", "/amer/{rest:.*}", service.called),
    ])  # fmt: skip
    async with served(app) as service.address:
        wire = Wire(settings(service, **more), desk.take, clock=Hands())
        bot.add_routes([web.post(PATH, wire.requested)])
        wire.open()
        async with served(bot) as address, ClientSession() as session:
            yield Line(service, desk, wire, session, address)
        await wire.close()
