"""Fetches what the wire needs beside the SDK: a request's body, keys, our token; leaves what they are for to the adapter."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import aiohttp
import requests
from aiohttp import web

from bot.platforms.teams.wire_values import NoAnswer, NotSent, Reply
from bot.settings_values import Teams

_MOST = 256 * 1024
"""Bytes that a request may have."""
_TO_CONNECT, _IN_ALL = 5.0, 10.0
"""Seconds; whoever is not even reached is told apart from whoever does not answer."""
_AT_ONCE = 100
"""Requests to one server, so that calls which hang leave room for keys and tokens."""


class Hurried(requests.Session):
    """What an SDK asks for in a thread; no server keeps that thread for ever."""

    def __init__(self, connect: float = _TO_CONNECT, answer: float = _IN_ALL) -> None:
        """Seconds to be connected, and to be answered."""
        super().__init__()
        self._patience = connect, answer

    def request(self, *given: Any, **more: Any) -> requests.Response:  # noqa: ANN401 - the library's
        """One request."""
        return super().request(*given, **{"timeout": self._patience, **more})


def new_session() -> aiohttp.ClientSession:
    """What all that we ask goes through."""
    patience = aiohttp.ClientTimeout(total=_IN_ALL, connect=_TO_CONNECT)
    return aiohttp.ClientSession(timeout=patience, connector=aiohttp.TCPConnector(limit=0, limit_per_host=_AT_ONCE))


@contextmanager
def in_our_words() -> Iterator[None]:
    """What goes wrong on the way to a server, as NotSent or NoAnswer."""
    try:
        yield
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        raise NotSent(type(error).__name__) from error
    except (aiohttp.ClientError, TimeoutError) as error:
        raise NoAnswer(type(error).__name__) from error


class Fetcher:
    """Plain requests over the wire's own session."""

    def __init__(self, session: Callable[[], aiohttp.ClientSession]) -> None:
        self._session = session

    async def token(self, settings: Teams) -> Reply:
        """The login's answer to our id and secret. Raises NotSent or NoAnswer."""
        form = {
            "grant_type": "client_credentials", "client_id": settings.app_id,
            "client_secret": settings.app_password.reveal(), "scope": f"{settings.oauth_scope}/.default",
        }  # fmt: skip
        address = f"{settings.login_url.rstrip('/')}/oauth2/v2.0/token"
        with in_our_words():
            async with self._session().post(address, data=form, allow_redirects=False) as answer:
                return Reply(status=answer.status, data=_object(await answer.read()))

    async def json_at(self, address: str) -> Any:  # noqa: ANN401 - JSON
        """What stands at an address. Raises OSError or ValueError."""
        try:
            async with self._session().get(address, allow_redirects=False) as answer:
                if answer.status != 200:
                    raise ValueError(f"status {answer.status}")
                return json.loads(await answer.read())
        except aiohttp.ClientError as error:
            raise OSError(type(error).__name__) from error


async def read(request: web.Request) -> bytes | None:
    """A request's body; None when it is too large, of which nothing more is read. Raises ValueError when it is broken."""
    if (request.content_length or 0) > _MOST:
        return None
    parts, size = [], 0
    try:
        async for part in request.content.iter_chunked(16 * 1024):
            size += len(part)
            if size > _MOST:
                return None
            parts.append(part)
    except web.RequestPayloadError as error:
        raise ValueError("a body that is not packed as it says") from error
    return b"".join(parts)


def _object(raw: bytes) -> dict[str, Any]:
    try:
        value = json.loads(raw)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
