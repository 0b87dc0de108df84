"""The HTTP side of the Web API and of response addresses, with the faults that were planned; leaves the work to both."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from aiohttp import web

from tests.slack.fake.api import APP_LEVEL, Api, TooMany
from tests.slack.fake.arguments import arguments
from tests.slack.fake.faults import AFTER_EFFECT, Fault, Faults
from tests.slack.fake.hooks import Hooks
from tests.slack.fake.methods import METHODS
from tests.slack.fake.records import ApiError, Call
from tests.slack.fake.shapes import check_answer
from tests.slack.fake.world import World


class WebSide:
    """Answers /api/METHOD and /hooks/NAME."""

    def __init__(self, world: World, api: Api, faults: Faults, hooks: Hooks) -> None:
        self.world = world
        self.api = api
        self.faults = faults
        self.hooks = hooks

    async def call(self, request: web.Request) -> web.StreamResponse:
        """One call of the Web API."""
        method = request.match_info["method"]
        fault = self.faults.take(method)
        try:
            sent = await arguments(request)
        except ApiError as no:
            self.world.offence(f"{method}: {no.offence}")
            return self._answer(method, {}, no.answer)
        token = bearer(request, sent)
        if fault is not None and fault.kind not in AFTER_EFFECT:
            return await self._wrong(request, method, sent, fault)
        try:
            result = self.api.call(method, sent, token)
        except TooMany as many:
            return self._too_many(method, sent, many.seconds, None)
        check_answer(method, result)
        self._keep(method, sent, result, fault.kind if fault else None)
        if fault is not None:
            return await self._unanswered(request, fault)
        return self._json(method, result)

    async def hook(self, request: web.Request) -> web.StreamResponse:
        """One answer at a response address."""
        fault = self.faults.take("response_url")
        name = request.match_info["name"]
        body = await request.text()
        if fault is not None and fault.kind not in AFTER_EFFECT:
            return await self._wrong(request, "response_url", {"name": name}, fault)
        try:
            result = self.hooks.use(name, body)
        except ApiError as no:
            if no.offence:
                self.world.offence(f"response_url: {no.offence}")
            result = no.answer
        self._keep("response_url", json.loads(body) if body.startswith("{") else {}, result, fault and fault.kind)
        if fault is not None:
            return await self._unanswered(request, fault)
        if not result["ok"]:
            return web.json_response(result, status=404)
        return web.Response(text="ok")

    async def _wrong(self, request: web.Request, method: str, sent: dict[str, Any], fault: Fault) -> web.StreamResponse:
        """A fault before anything happened."""
        if fault.kind == "429":
            return self._too_many(method, sent, fault.retry_after, "429")
        code = {"500": "internal_error", "html": "service_unavailable", "timeout": "no answer", "cut": "no answer"}
        result = {"ok": False, "error": code.get(fault.kind, fault.kind)}
        self._keep(method, sent, result, fault.kind)
        if fault.kind == "500":
            return web.Response(status=500, text="Internal Server Error")
        if fault.kind == "html":
            return web.Response(status=503, text="<html><body>Back soon</body></html>", content_type="text/html")
        if fault.kind in {"timeout", "cut"}:
            return await self._unanswered(request, fault)
        return self._json(method, result)

    @staticmethod
    async def _unanswered(request: web.Request, fault: Fault) -> web.StreamResponse:
        """The connection is cut, or nothing is said until the caller gives up."""
        if fault.kind in {"lost", "cut"} and request.transport is not None:
            request.transport.abort()
        else:
            await asyncio.get_running_loop().create_future()
        return web.Response()

    def _too_many(self, method: str, sent: dict[str, Any], seconds: int, fault: str | None) -> web.Response:
        result = {"ok": False, "error": "ratelimited"}
        self._keep(method, sent, result, fault)
        return web.json_response(result, status=429, headers={"Retry-After": str(seconds)})

    def _answer(self, method: str, sent: dict[str, Any], result: dict[str, Any]) -> web.Response:
        self._keep(method, sent, result, None)
        return self._json(method, result)

    def _json(self, method: str, result: dict[str, Any]) -> web.Response:
        scopes = {"connections:write"} if method in APP_LEVEL else self.world.scopes
        headers = {"x-oauth-scopes": ",".join(sorted(scopes))}
        known = METHODS.get(method)
        if known is not None and known.scope:
            headers["x-accepted-oauth-scopes"] = known.scope
        return web.json_response(result, headers=headers)

    def _keep(self, method: str, sent: dict[str, Any], result: dict[str, Any], fault: str | None) -> None:
        shown = {key: value for key, value in sent.items() if key != "token"}
        self.world.calls.append(Call(method, shown, self.world.clock(), result, fault))


def bearer(request: web.Request, sent: dict[str, Any]) -> str | None:
    """The token, from the header or the body."""
    inside = sent.pop("token", None)
    header = request.headers.get("Authorization", "")
    return header.removeprefix("Bearer ") or inside
