"""Fetches what the wire needs beside the SDK: a request's body, keys, our token; leaves what they are for to the adapter."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import aiohttp
from aiohttp import web

from bot.platforms.teams.wire_values import NoAnswer, NotSent, Reply
from bot.settings_values import Teams

_MOST = 256 * 1024
"""Bytes that a request may have."""


@contextmanager
def in_our_words() -> Iterator[None]:
    """What goes wrong on the way to a server, as NotSent or NoAnswer."""
    try:
        yield
    except aiohttp.ClientConnectorError as error:
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
            async with self._session().post(address, data=form) as answer:
                return Reply(status=answer.status, data=_object(await answer.read()))

    async def json_at(self, address: str) -> Any:  # noqa: ANN401 - JSON
        """What stands at an address. Raises OSError or ValueError."""
        try:
            async with self._session().get(address) as answer:
                if answer.status != 200:
                    raise ValueError(f"status {answer.status}")
                return json.loads(await answer.read())
        except aiohttp.ClientError as error:
            raise OSError(type(error).__name__) from error


async def read(request: web.Request) -> bytes | None:
    """A request's body; None when it is too large, of which nothing more is read."""
    if (request.content_length or 0) > _MOST:
        return None
    parts, size = [], 0
    async for part in request.content.iter_chunked(16 * 1024):
        size += len(part)
        if size > _MOST:
            return None
        parts.append(part)
    return b"".join(parts)


def _object(raw: bytes) -> dict[str, Any]:
    try:
        value = json.loads(raw)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
