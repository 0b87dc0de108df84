"""Microsoft's login and the place of the service's keys, as far as `check` asks them: strict, and with refusals as they come."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.serving import ended

APP = "00000000-0000-0000-0000-00000000000a"
TENANT = "00000000-0000-0000-0000-00000000000b"
SECRET = "hush~hush"
SCOPE = "https://api.botframework.com/.default"
ISSUER = "https://api.botframework.com"
TRACE = "\r\nTrace ID: 1\r\nCorrelation ID: 2\r\nTimestamp: 2026-11-27 12:00:00Z"


@dataclass
class LoginService:
    """What it answers can be set; what it was asked is kept."""

    url: str = ""
    token: Any = field(default_factory=lambda: {"token_type": "Bearer", "expires_in": 3599, "access_token": "a.b.c"})
    status: int = 200
    metadata: Any = None
    keys: Any = field(default_factory=lambda: {"keys": [{"kid": "1"}, {"kid": "2"}]})
    keys_status: int = 200
    asked: list[dict[str, str]] = field(default_factory=list)

    def refuse(self, code: int, words: str = "Refused.", *, status: int = 401, names_codes: bool = True) -> None:
        self.status = status
        self.token = {"error": "invalid_client", "error_description": f"AADSTS{code}: {words}{TRACE}"}
        if names_codes:
            self.token["error_codes"] = [code]

    def environ(self, **more: str) -> dict[str, str]:
        return {
            "TEAMS_APP_ID": APP, "TEAMS_APP_PASSWORD": SECRET, "TEAMS_TENANT_ID": TENANT,
            "TEAMS_LOGIN_URL": f"{self.url}/{TENANT}", "TEAMS_OPENID_METADATA_URL": f"{self.url}/openid",
            "SUPPORTBOT_TEAMS__PASSWORD_EXPIRES": "2999-01-01", "DATABASE_URL": "sqlite+aiosqlite:///desk.db", **more,
        }  # fmt: skip

    async def _token(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.asked.append(form)
        assert form == {
            "grant_type": "client_credentials", "client_id": APP, "client_secret": SECRET, "scope": SCOPE,
        }  # fmt: skip
        return _answer(self.token, self.status)

    async def _openid(self, _request: web.Request) -> web.Response:
        plain = {"issuer": ISSUER, "jwks_uri": f"{self.url}/keys", "id_token_signing_alg_values_supported": ["RS256"]}
        return _answer(plain if self.metadata is None else self.metadata, 200)

    async def _keys(self, _request: web.Request) -> web.Response:
        return _answer(self.keys, self.keys_status)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[LoginService]:
        app = web.Application()
        app.router.add_post(f"/{TENANT}/oauth2/v2.0/token", self._token)
        app.router.add_get("/openid", self._openid)
        app.router.add_get("/keys", self._keys)
        runner = web.AppRunner(app)
        await runner.setup()
        try:
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
            yield self
        finally:
            await ended(runner)


def _answer(said: Any, status: int) -> web.Response:
    if status == 302:
        return web.Response(status=status, headers={"Location": "/openid"})
    if isinstance(said, str):
        return web.Response(text=said, status=status, content_type="text/html")
    return web.json_response(said, status=status)
