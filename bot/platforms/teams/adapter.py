"""The only file that knows Teams' SDK: requests in, calls out; leaves the checks to tokens and what it all means to platform.

The SDK runs each turn and each call, but never its own token checks and token fetching: those block the loop, let bad
tokens in or end in errors (ADR 0003).
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Any

import aiohttp
import msal
from aiohttp import web
from botbuilder.core import TurnContext
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import Activity, ChannelAccount, ConversationAccount
from botframework.connector.aio import ConnectorClient
from botframework.connector.auth import AuthenticateRequestResult, BotFrameworkAuthentication, ClaimsIdentity
from botframework.connector.auth.connector_factory import ConnectorFactory
from msrest.pipeline.aiohttp import AioHTTPSender
from msrest.pipeline.async_abc import AsyncPipeline
from msrest.universal_http.aiohttp import AioHttpClientResponse
from msrest.universal_http.async_abc import AsyncHTTPSender
from yarl import URL

from bot.platforms.shared.payloads import part, text
from bot.platforms.teams.credentials import Credentials, TokenRefusedError
from bot.platforms.teams.fetching import Fetcher, Hurried, in_our_words, new_session, read
from bot.platforms.teams.hosts import is_trusted
from bot.platforms.teams.keys import Keys, NoKeysError
from bot.platforms.teams.routes import path_of, waits
from bot.platforms.teams.tokens import NotLetInError, check
from bot.platforms.teams.wire_values import Answer, NoAnswer, NotSent, Reply
from bot.settings_values import Teams

log = logging.getLogger(__name__)
PATH = "/api/messages"
"""Where Teams sends everything."""
Take = Callable[[dict[str, Any]], Awaitable[Answer]]
_TO_FINISH = 5.0
"""Seconds that what was begun may take when we stop."""
_HANDS = 4
"""Threads for the one thing that the SDK can only do in a thread: asking a managed identity."""


class Wire:
    """One bot on the wire: `call` out, `take` in."""

    def __init__(self, settings: Teams, take: Take, *, clock: Callable[[], datetime]) -> None:
        """`take` is given the JSON of every request that is let in."""
        self._settings, self._take, self._clock = settings, take, clock
        self._fetcher = Fetcher(self._open_session)
        self._keys = Keys(settings.openid_metadata_url, self._fetcher.json_at, time.monotonic)
        self._credentials = Credentials(self._ask_for_token, time.monotonic)
        self._session: aiohttp.ClientSession | None = None
        self._hands: ThreadPoolExecutor | None = None
        self._adapter = CloudAdapter(_Checked(self._client))
        self._clients: dict[str, ConnectorClient] = {}
        self._begun, self._is_stopping = 0, False
        self._idle = asyncio.Event()
        self._idle.set()

    def open(self) -> None:
        """Make ready to call and to be called."""
        self._session = new_session()
        self._hands = ThreadPoolExecutor(_HANDS, thread_name_prefix="teams")

    async def finish(self) -> None:
        """Take nothing more: Teams tells it again. What was begun is answered first."""
        self._is_stopping = True
        with suppress(TimeoutError):
            await asyncio.wait_for(self._idle.wait(), _TO_FINISH)

    async def close(self) -> None:
        """Let go of everything."""
        await self._keys.close()
        await self._credentials.close()
        if self._session is not None:
            await self._session.close()
        if self._hands is not None:
            self._hands.shutdown(wait=False, cancel_futures=True)

    async def let_in(self) -> Reply:
        """The token service's answer to a request for a token of ours. Raises NotSent or NoAnswer."""
        return await self._credentials.renewed() if self._settings.app_id else Reply(status=200)

    # In

    async def requested(self, request: web.Request) -> web.Response:
        """One request; what is not of the Teams service gets 401 before anybody reads it."""
        if self._session is None or self._is_stopping:
            return web.Response(status=503)
        try:
            raw = await read(request)
            if raw is None:
                return web.Response(status=413)
            body = json.loads(raw)
        except (ValueError, RecursionError):
            return web.Response(status=400)
        if not isinstance(body, dict):
            return web.Response(status=400)
        try:
            claims = await self._checked(request.headers.get("Authorization", ""), body)
        except NotLetInError as error:
            log.warning("a request was not let in: %s", error)
            return web.Response(status=error.status)
        except NoKeysError:
            return web.Response(status=503)
        return await self._turn(body, claims)

    async def _checked(self, header: str, body: dict[str, Any]) -> dict[str, Any]:
        """The caller's claims; without an application nobody can be checked, but still nobody else's address is called."""
        if self._settings.app_id or not self._settings.development:
            return await check(header, body, self._settings, self._keys)
        if not is_trusted(str(body.get("serviceUrl")), self._settings.service_hosts):
            raise NotLetInError("a serviceUrl that is not among teams.service_hosts")
        return {}

    async def _turn(self, body: dict[str, Any], claims: dict[str, Any]) -> web.Response:
        """One turn of the SDK around our own reading of the body."""
        if self._is_stopping:  # since it came, while it was read and checked
            return web.Response(status=503)
        answer = Answer(status=500)

        async def turn(_context: TurnContext) -> None:
            nonlocal answer
            answer = await self._take(body)

        async with self._counted():
            await self._adapter.process_activity(_let_in(claims, self._client), _outline(body), turn)
        if answer.body is None:
            return web.Response(status=answer.status)
        return web.json_response(answer.body, status=answer.status)

    @asynccontextmanager
    async def _counted(self) -> AsyncIterator[None]:
        self._begun += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._begun -= 1
            if not self._begun:
                self._idle.set()

    # Out

    async def call(  # noqa: PLR0913 - the parts of an address
        self,
        name: str,
        service_url: str,
        *,
        conversation: str = "",
        activity_id: str = "",
        member: str = "",
        team: str = "",
        body: dict[str, Any] | None = None,
        targeted: bool = False,
    ) -> Reply:
        """One call. Raises NotSent or NoAnswer; a token that is refused comes as 401."""
        if self._session is None or not is_trusted(service_url, self._settings.service_hosts):
            raise NotSent("not open, or an address that is not among teams.service_hosts")
        try:
            headers = await self._signed()
        except TokenRefusedError as refused:
            return Reply(status=401, data=refused.reply.data)
        except NoAnswer as error:  # nothing was asked of the service itself yet
            raise NotSent(str(error)) from error
        method, path, query = path_of(name, conversation, activity_id, member, team, targeted=targeted)
        client = self._client(service_url)._client  # noqa: SLF001 - its models would drop keys of what we say
        request = getattr(client, method)(f"{service_url.rstrip('/')}/{path}", query, headers, body)
        answer = await client.async_send(request, stream=False)
        if answer.status_code == 401:
            self._credentials.forget(headers.get("Authorization", "").removeprefix("Bearer "))
        return self._reply(answer)

    async def _signed(self) -> dict[str, str]:
        headers = {"Accept": "application/json", "Content-Type": "application/json; charset=utf-8"}
        if self._settings.app_id:
            headers["Authorization"] = f"Bearer {await self._credentials.token()}"
        return headers

    def _client(self, service_url: str) -> ConnectorClient:
        """The SDK's client for an address, with our way to the wire under it."""
        if service_url not in self._clients:
            client = ConnectorClient(_NO_CREDENTIALS, service_url)
            client.config.pipeline = AsyncPipeline(
                [client.config.user_agent_policy],
                AioHTTPSender(_Driver(self._open_session)),  # type: ignore[arg-type]  # any sender of that form does
            )
            self._clients[service_url] = client
        return self._clients[service_url]

    def _open_session(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise NotSent("the desk is not open")
        return self._session

    def _reply(self, answer: Any) -> Reply:  # noqa: ANN401 - the SDK's answer
        try:
            data = json.loads(answer.body())
        except ValueError:  # also when there is nothing: the SDK has no empty body
            data = {}
        told = data if isinstance(data, dict) else {"list": data}
        return Reply(
            status=answer.status_code, data=told, retry_after=waits(answer.headers.get("Retry-After"), self._clock())
        )

    async def _ask_for_token(self) -> Reply:
        """Our token from Microsoft's login, or from the managed identity of the machine that we run on."""
        if self._settings.app_type == "UserAssignedMSI":
            return await asyncio.get_running_loop().run_in_executor(self._hands, self._ask_identity)
        return await self._fetcher.token(self._settings)

    def _ask_identity(self) -> Reply:
        with Hurried() as session:
            identity = msal.UserAssignedManagedIdentity(client_id=self._settings.app_id)
            client = msal.ManagedIdentityClient(identity, http_client=session)
            try:
                found = client.acquire_token_for_client(resource=self._settings.oauth_scope)
            except (msal.ManagedIdentityError, OSError) as error:
                raise NotSent(f"no managed identity answers: {type(error).__name__}") from error
        return Reply(status=200 if "access_token" in found else 400, data=found)


class _Driver(AsyncHTTPSender):
    """The SDK's way to the wire: by aiohttp, so that no call waits for a thread."""

    def __init__(self, session: Callable[[], aiohttp.ClientSession]) -> None:
        self._session = session

    async def __aexit__(self, *_details: object) -> None:
        pass  # the session is the wire's

    async def send(self, request: Any, **_config: Any) -> Any:  # noqa: ANN401 - the SDK's
        with in_our_words():
            address = URL(request.url, encoded=True)
            given = {"headers": request.headers, "data": request.data, "allow_redirects": False}
            async with self._session().request(request.method, address, **given) as answer:
                made = AioHttpClientResponse(request, answer)
                await made.load_body()
                return made


class _Connectors(ConnectorFactory):  # type: ignore[misc]  # the SDK has no types
    def __init__(self, client: Callable[[str], ConnectorClient]) -> None:
        self._client = client

    async def create(self, service_url: str, _audience: str) -> ConnectorClient:
        return self._client(service_url)


class _Checked(BotFrameworkAuthentication):  # type: ignore[misc]  # the SDK has no types
    """For the SDK: everybody who gets this far has been checked by us, and each turn brings that with it."""

    def __init__(self, client: Callable[[str], ConnectorClient]) -> None:
        self._client = client

    async def authenticate_request(self, _activity: Activity, _header: str) -> AuthenticateRequestResult:
        raise PermissionError

    async def authenticate_streaming_request(self, _header: str, _channel: str) -> AuthenticateRequestResult:
        raise PermissionError

    def create_connector_factory(self, _claims: ClaimsIdentity) -> ConnectorFactory:
        return _Connectors(self._client)

    async def create_user_token_client(self, _claims: ClaimsIdentity) -> None:
        return None


_NO_CREDENTIALS = object()
"""The SDK wants some; ours travel in the headers of each call."""


def _let_in(claims: Mapping[str, Any], client: Callable[[str], ConnectorClient]) -> AuthenticateRequestResult:
    result = AuthenticateRequestResult()
    result.claims_identity = ClaimsIdentity(dict(claims), True)  # noqa: FBT003 - the SDK's argument
    result.audience, result.connector_factory = "", _Connectors(client)
    return result


def _outline(body: Mapping[str, Any]) -> Activity:
    """As much as the SDK's turn needs: its models would choke on a strange time, and drop what they do not know."""
    conversation, sender, us = (text(part(body, name), "id") for name in ("conversation", "from", "recipient"))
    return Activity(
        type=text(body, "type"), id=text(body, "id"), channel_id=text(body, "channelId"),
        service_url=text(body, "serviceUrl"), conversation=ConversationAccount(id=conversation),
        from_property=ChannelAccount(id=sender), recipient=ChannelAccount(id=us),
    )  # fmt: skip
