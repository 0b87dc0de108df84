"""The fake's own address: who is let in, what troubles a call meets, what is answered; leaves the doing to `rest`."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from aiohttp import web

from tests.teams.fake.faults import DROP, SLOW, Fault, Faults, Pace
from tests.teams.fake.keys import ISSUER, Keys
from tests.teams.fake.logins import Logins
from tests.teams.fake.rest import Rest
from tests.teams.fake.rest_people import RestPeople
from tests.teams.fake.values import Call, RefusedError
from tests.teams.fake.world import World

SERVICE = "/teams"
"""Begins the connector service, as a region does at Microsoft's."""
Do = Callable[[Call], tuple[int, Any]]


class WebSide:
    """Key set, token service and connector service at one address."""

    def __init__(self, world: World, keys: Keys, logins: Logins, faults: Faults, pace: Pace) -> None:
        self._world, self._keys, self._logins, self._faults = world, keys, logins, faults
        self._rest, self._people = Rest(world, pace), RestPeople(world)

    def app(self) -> web.Application:
        """All routes."""
        app = web.Application(client_max_size=4_000_000)
        app.router.add_get("/v1/.well-known/openidconfiguration", self._metadata)
        app.router.add_get("/v1/.well-known/keys", self._jwks)
        app.router.add_post("/{tenant}/oauth2/v2.0/token", self._token)
        of = f"{SERVICE}/v3/conversations"
        one, people = f"{of}/{{conversation}}/activities/{{activity}}", f"{of}/{{conversation}}"
        rest, asked = self._rest, self._people
        routes: list[tuple[str, str, str, Do]] = [
            ("POST", of, "create", rest.create),
            ("POST", f"{of}/{{conversation}}/activities", "send", rest.send),
            ("POST", one, "reply", rest.reply),
            ("PUT", one, "update", rest.update),
            ("DELETE", one, "delete", rest.delete),
            ("GET", f"{people}/members/{{activity}}", "member", asked.member),
            ("GET", f"{people}/pagedmembers", "members", asked.members),
            ("GET", f"{people}/members", "members", asked.all_members),
            ("GET", f"{SERVICE}/v3/teams/{{conversation}}", "team", asked.team),
            ("GET", f"{SERVICE}/v3/teams/{{conversation}}/conversations", "channels", asked.channels),
        ]
        for method, path, name, do in routes:
            app.router.add_route(method, path, self._called(name, do))
        return app

    def _called(self, name: str, do: Do) -> Any:
        async def call(request: web.Request) -> web.Response:
            raw = await request.read()
            made = Call(name, request.match_info.get("conversation", ""), request.match_info.get("activity", ""), {},
                        dict(request.query), self._world.clock())  # fmt: skip
            self._world.calls.append(made)
            response = await self._met(request, name, lambda: self._done(request, made, raw, do))
            made.status = response.status
            return response

        return call

    def _done(self, request: web.Request, call: Call, raw: bytes, do: Do) -> web.Response:
        if not self._logins.opens(request.headers.get("Authorization")):
            raise RefusedError(401, "Unauthorized", "Authorization has been denied for this request.")
        if any(one in request.path_qs for one in (*self._logins.given, self._logins.secret)):
            self._world.offence("a secret in an address")
        if raw:
            call.body = self._read(request, raw)
        elif request.method in {"POST", "PUT"}:
            raise RefusedError(400, "BadSyntax", offence="a call without a body")
        self._world.secrets |= {self._logins.secret, *self._logins.given}
        status, body = do(call)
        return web.json_response(body, status=status)

    @staticmethod
    def _read(request: web.Request, raw: bytes) -> dict[str, Any]:
        if request.content_type != "application/json":
            raise RefusedError(415, "UnsupportedMediaType", offence=f"a body of {request.content_type}")
        try:
            body = json.loads(raw)
        except ValueError as error:
            raise RefusedError(400, "BadSyntax", offence="a body that is no JSON") from error
        if not isinstance(body, dict):
            raise RefusedError(400, "BadSyntax", offence="a body that is no object")
        return body

    async def _met(self, request: web.Request, name: str, do: Callable[[], web.Response]) -> web.Response:
        fault = self._faults.take(name)
        if fault is None:
            return self._answered(do)
        if fault.what == SLOW:
            await self._faults.hold()
            return self._answered(do)
        done = self._answered(do) if fault.after else None
        if isinstance(fault.what, int):
            return self._failed(fault) if done is None or done.status < 400 else done
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500, reason=DROP)

    @staticmethod
    def _failed(fault: Fault) -> web.Response:
        status, body = fault.error()
        headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
        if isinstance(body, str):
            return web.Response(status=status, text=body, content_type="text/html", headers=headers)
        return web.json_response(body, status=status, headers=headers)

    def _answered(self, do: Callable[[], web.Response]) -> web.Response:
        try:
            return do()
        except RefusedError as refused:
            if refused.offence:
                self._world.offence(refused.offence)
            headers = {"Retry-After": str(refused.retry_after)} if refused.retry_after else {}
            return web.json_response(refused.body, status=refused.status, headers=headers)

    async def _metadata(self, request: web.Request) -> web.Response:
        root = f"{request.scheme}://{request.host}"
        document = {
            "issuer": ISSUER, "authorization_endpoint": "https://invalid.botframework.com",
            "jwks_uri": f"{root}/v1/.well-known/keys", "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        }  # fmt: skip
        return await self._met(request, "metadata", lambda: web.json_response(document))

    async def _jwks(self, request: web.Request) -> web.Response:
        return await self._met(request, "keys", lambda: web.json_response(self._keys.jwks()))

    async def _token(self, request: web.Request) -> web.Response:
        form = dict(await request.post())
        give = lambda: web.json_response(self._logins.give(request.match_info["tenant"], form))  # noqa: E731 - one use
        return await self._met(request, "token", give)
