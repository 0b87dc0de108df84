"""Signed deliveries over HTTP: events as JSON, presses and commands as forms; leaves trying again to the office."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp

from tests.slack.fake.office import COMMAND, EVENT
from tests.slack.fake.records import Attempt


class Signed:
    """The transport of signed HTTP."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        """What deliveries are signed with; another one makes them forged."""
        self.late = 0
        """Seconds that a delivery claims to be old."""
        self.url: str | None = None
        self.patience = 3.0
        self._session: aiohttp.ClientSession | None = None

    def open(self) -> None:
        """The session is made in the loop that uses it."""
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None))

    async def close(self) -> None:
        """Let go of the connections."""
        if self._session is not None:
            await self._session.close()

    async def attempt(self, kind: str, payload: dict[str, Any], number: int, reason: str) -> Attempt:
        """One signed POST."""
        more = {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": reason} if number else {}
        body, form = self.body(kind, payload)
        return await self.send(body, form=form, headers=more)

    @staticmethod
    def body(kind: str, payload: dict[str, Any]) -> tuple[str, bool]:
        """The request's body, and whether it is a form."""
        if kind == EVENT:
            return json.dumps(payload), False
        return urlencode(payload if kind == COMMAND else {"payload": json.dumps(payload)}), True

    async def send(self, body: str, *, form: bool, headers: dict[str, str] | None = None) -> Attempt:
        """POST a body with its signature and see what comes."""
        sent = self.headers(body) | (headers or {})
        sent["Content-Type"] = "application/x-www-form-urlencoded" if form else "application/json"
        started = time.monotonic()
        try:
            attempt = await asyncio.wait_for(self._send(body, sent), self.patience)
        except TimeoutError:
            attempt = Attempt(ok=False, reason="http_timeout")
        except (aiohttp.ClientError, ConnectionError):
            attempt = Attempt(ok=False, reason="connection_failed")
        return Attempt(attempt.ok, attempt.reason, attempt.answer, time.monotonic() - started, attempt.no_retry)

    async def _send(self, body: str, headers: dict[str, str]) -> Attempt:
        if self.url is None or self._session is None:
            return Attempt(ok=False, reason="connection_failed")
        async with self._session.post(self.url, data=body, headers=headers, allow_redirects=False) as answer:
            text = await answer.text()
            said: Any = json.loads(text) if text and answer.content_type == "application/json" else text
            ok = 200 <= answer.status < 300
            no_retry = not ok and answer.headers.get("X-Slack-No-Retry") == "1"
            return Attempt(ok, "" if ok else "http_error", (answer.status, said), no_retry=no_retry)

    def headers(self, body: str) -> dict[str, str]:
        """The signature of a body, made now."""
        stamp = str(int(time.time()) - self.late)
        signed = hmac.new(self.secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
        return {
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={signed}",
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        }
