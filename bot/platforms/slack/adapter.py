"""The only file that knows Slack's SDK: calls, requests and the socket on the wire; leaves what they mean to platform.

Bolt checks signatures and keeps the socket. All that it lets in is taken before its own authorization and listeners,
so that every request is answered when the desk has committed it, none with 404, and `auth.test` is asked once.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

import aiohttp
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.platforms.slack.faults import NoAnswer, NotSent, Reply
from bot.platforms.slack.links import is_slacks
from bot.platforms.slack.listening import Answer
from bot.settings_values import Slack

log = logging.getLogger(__name__)
PATH = "/slack/events"
"""Where Slack sends everything, over HTTP."""
Take = Callable[[dict[str, Any]], Awaitable[Answer]]
_FOR_A_CALL = 10.0
"""Seconds that one call may take at most; the worker and the presses have shorter patience of their own."""
_TO_FINISH = 5.0
"""Seconds that what was begun may take when we stop."""
_LONGEST_STAMP = 20
"""Characters of a moment in seconds that can be one."""
_UNREADABLE = (ValueError, LookupError, AttributeError, TypeError, RecursionError)
"""What reading a body that is not of Slack's form may end in."""
_quiet = logging.getLogger(f"{__name__}.sdk")
"""The SDK's own log: at its debug level it writes down what people said, so it never gets there."""
_quiet.setLevel(logging.WARNING)
_TICKET = re.compile(r"(ticket=)[^&\s'\")]+")


def _may_be_kept(record: logging.LogRecord) -> bool:
    """Of the SDK's words: not its remark on the token, which the client has; nor the key to a socket, in an error's address."""
    words = record.getMessage()
    if _TICKET.search(words):
        record.msg, record.args, record.exc_info = _TICKET.sub(r"\1…", words), (), None
    return "`token` will be unused" not in words


_quiet.addFilter(_may_be_kept)


class Wire:
    """One workspace on the wire: `call` out, `take` in."""

    def __init__(self, settings: Slack, take: Take, *, ping: float) -> None:
        """`take` is given every request that bears Slack's signature; `ping`: seconds between two looks at the socket."""
        self._settings, self._take, self._ping = settings, take, ping
        self._session: aiohttp.ClientSession | None = None
        self._client: AsyncWebClient | None = None
        self._app: Any = None  # bolt's classes are not typed for strict callers
        self._socket: Any = None
        self.greeted = asyncio.Event()
        """Set when Slack has greeted us on a socket for the first time."""
        self.hellos = 0
        """How often a socket was new."""
        self._begun, self._is_stopping = 0, False
        self._idle = asyncio.Event()
        self._idle.set()

    def open(self) -> None:
        """Make ready to call and to be called."""
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_FOR_A_CALL))
        self._client = AsyncWebClient(
            token=self._settings.bot_token.reveal(), base_url=self._settings.api_url, session=self._session,
            retry_handlers=[], logger=_quiet,
        )  # fmt: skip
        self._app = AsyncApp(
            client=self._client, signing_secret=self._settings.signing_secret.reveal(), before_authorize=self._let_in,
            process_before_response=True, logger=_quiet, name="supportbot",
        )  # fmt: skip

    async def finish(self) -> None:
        """Take nothing more: Slack tells it again. What was begun is answered first."""
        self._is_stopping = True
        with suppress(TimeoutError):
            await asyncio.wait_for(self._idle.wait(), _TO_FINISH)

    async def close(self) -> None:
        """Let go of everything."""
        if self._socket is not None:
            await self._socket.close_async()
            self._socket = None
        if self._session is not None:
            await self._session.close()

    @property
    def is_connected(self) -> bool:
        """Whether a socket stands that Slack has greeted."""
        if self._socket is None:
            return False
        client, session = self._socket.client, self._socket.client.current_session
        return session is not None and not session.closed and not client.stale and self.hellos > 0

    async def connect(self) -> None:
        """Open the socket; the SDK tries until it stands, and again whenever it falls."""
        token = self._settings.app_token.reveal()
        self._socket = AsyncSocketModeHandler(
            self._app, token, web_client=self._client, ping_interval=self._ping, logger=_quiet
        )
        self._socket.client.message_listeners.append(self._said)
        self._socket.client.socket_mode_request_listeners[:] = [self._enveloped]
        await self._socket.connect_async()

    async def _said(self, _client: object, message: dict[str, Any], _raw: str | None = None) -> None:
        if message.get("type") == "hello":
            self.hellos += 1
            self.greeted.set()

    async def _enveloped(self, client: object, request: object) -> None:
        """A request over the socket; what is not answered comes again."""
        if not self._is_stopping:
            with self._counted():
                await self._socket.handle(client, request)

    @contextmanager
    def _counted(self) -> Iterator[None]:
        self._begun += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._begun -= 1
            if not self._begun:
                self._idle.set()

    async def requested(self, request: web.Request) -> web.Response:
        """A request over HTTP; what Slack has not signed, or signed long ago, gets 401 before anybody reads it."""
        if self._app is None:
            return web.Response(status=503)
        if not self._is_signed(await request.read(), request.headers):
            return web.Response(status=401)
        try:
            asked = await to_bolt_request(request)
        except _UNREADABLE as error:
            log.warning("a signed request cannot be read: %s", type(error).__name__)
            return web.Response(status=400)
        return await to_aiohttp_response(await self._app.async_dispatch(asked))

    def _is_signed(self, body: bytes, headers: Mapping[str, str]) -> bool:
        """Whether Slack has signed it within the last five minutes; nothing that anybody sends makes this fail."""
        stamp, signature = headers.get("X-Slack-Request-Timestamp", ""), headers.get("X-Slack-Signature", "")
        if not (stamp.isascii() and stamp.isdecimal() and len(stamp) < _LONGEST_STAMP and signature.isascii()):
            return False
        try:
            return SignatureVerifier(self._settings.signing_secret.reveal()).is_valid(body, stamp, signature)
        except UnicodeDecodeError:
            return False

    async def _let_in(self, body: dict[str, Any]) -> BoltResponse:
        """Everything that bolt has checked."""
        if body.get("type") == "url_verification":
            return BoltResponse(status=200, body={"challenge": body.get("challenge")})
        answer = await self._take(body)
        return BoltResponse(status=answer.status, body=answer.body or "")

    async def call(self, method: str, arguments: dict[str, Any]) -> Reply:
        """One call of a method. Raises NotSent or NoAnswer."""
        if self._client is None:
            raise NotSent("the desk is not open")
        if method == "apps.connections.open":
            arguments = {**arguments, "app_token": self._settings.app_token.reveal()}
        try:
            answer = await getattr(self._client, method.replace(".", "_"))(**arguments)
        except SlackApiError as error:
            answer = error.response
        except aiohttp.ClientConnectorError as error:
            raise NotSent(type(error).__name__) from error
        except (aiohttp.ClientError, TimeoutError, SlackClientError) as error:
            raise NoAnswer(type(error).__name__) from error
        return _reply(answer)

    async def respond(self, address: str, payload: dict[str, Any]) -> bool:
        """Answer a press by the address that came with it; gives whether Slack took it."""
        if not is_slacks(address, self._settings.api_url):
            log.warning("a press came with an address that is not Slack's; it gets no answer there")
            return False
        webhook = AsyncWebhookClient(address, session=self._session, retry_handlers=[], logger=_quiet)
        try:
            answer = await webhook.send_dict(payload)
        except (aiohttp.ClientError, TimeoutError, SlackClientError) as error:
            log.info("a press could not be answered: %s", type(error).__name__)
            return False
        return answer.status_code == 200


def _reply(answer: Any) -> Reply:  # noqa: ANN401 - the SDK's answer
    data = answer.data if isinstance(answer.data, dict) else {}
    headers = {str(name).lower(): value for name, value in dict(answer.headers or {}).items()}
    wait = str(headers.get("retry-after", ""))
    scopes = frozenset(one.strip() for one in str(headers.get("x-oauth-scopes", "")).split(",") if one.strip())
    seconds = float(wait) if wait.isdecimal() else None
    return Reply(status=int(answer.status_code), data=data, scopes=scopes, retry_after=seconds)
