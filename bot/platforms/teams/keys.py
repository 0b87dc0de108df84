"""Keeps the public keys of the service and fetches new ones; leaves what is checked with them to tokens.

The document and its `endorsements`: learn.microsoft.com, Bot Connector authentication, "Connector to bot".
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jwt import PyJWK
from jwt.exceptions import PyJWTError

log = logging.getLogger(__name__)
Fetch = Callable[[str], Awaitable[Any]]
"""Address -> the JSON that stands there. Raises OSError or ValueError."""
_GOOD_FOR = 24 * 3600.0
"""Seconds for which keys count before they are fetched again."""
_NOT_SOONER = 2.0
"""Seconds from one fetching to the next, also when somebody comes with a key that nobody knows."""


class NoKeysError(Exception):
    """The key cannot be fetched now, so nobody knows whether it is a good one."""


@dataclass(frozen=True, kw_only=True)
class Key:
    """One public key, and the channels that it may speak for."""

    key: Any
    endorsements: frozenset[str]


class Keys:
    """Id of a key -> the key; an unknown one is looked for at once."""

    def __init__(self, address: str, fetch: Fetch, seconds: Callable[[], float]) -> None:
        """`address`: of the OpenID document; `seconds` only grow."""
        self._address, self._fetch, self._seconds = address, fetch, seconds
        self._known: Mapping[str, Key] = {}
        self._fetched_at: float | None = None
        self._tried_at: float | None = None
        self._fetching: asyncio.Task[None] | None = None
        self._is_lost = False
        """Whether the last fetching failed, so that a key that we do not have may be there all the same."""

    async def find(self, key_id: str) -> Key | None:
        """The key; None when the service has none of that name. Raises NoKeysError."""
        if not self._is_good():
            await self._again(wait=not self._known)
        if key_id not in self._known and self._may_fetch():
            await self._again(wait=True)
        if not self._known or (self._is_lost and key_id not in self._known):
            raise NoKeysError
        return self._known.get(key_id)

    async def close(self) -> None:
        """Let a fetching that is under way end."""
        if self._fetching is not None:
            self._fetching.cancel()
            await asyncio.gather(self._fetching, return_exceptions=True)

    def _is_good(self) -> bool:
        return self._fetched_at is not None and self._seconds() < self._fetched_at + _GOOD_FOR

    def _may_fetch(self) -> bool:
        under_way = self._fetching is not None
        return under_way or self._tried_at is None or self._seconds() >= self._tried_at + _NOT_SOONER

    async def _again(self, *, wait: bool) -> None:
        """Fetch them; whoever comes meanwhile waits for the same fetching, and old keys serve while it is slow."""
        if self._fetching is None and self._may_fetch():
            self._tried_at = self._seconds()
            self._fetching = asyncio.create_task(self._renew())
        if wait and self._fetching is not None:
            await asyncio.shield(self._fetching)

    async def _renew(self) -> None:
        try:
            document = await self._fetch(self._address)
            found = await self._fetch(str(document["jwks_uri"]))
            keys = dict(pair for one in found["keys"] if (pair := _read(one)))
        except (OSError, ValueError, LookupError, TypeError, TimeoutError) as error:
            self._is_lost = True
            log.warning("the keys of Teams cannot be fetched now: %s", type(error).__name__)
        else:
            self._known, self._fetched_at, self._is_lost = keys or self._known, self._seconds(), False
        finally:
            self._fetching = None


def _read(one: Any) -> tuple[str, Key] | None:  # noqa: ANN401 - JSON
    """A key for RS256 with a name; None for any other."""
    if not isinstance(one, dict) or one.get("kty") != "RSA" or not isinstance(one.get("kid"), str):
        return None
    told = one.get("endorsements")
    try:
        key = PyJWK({**one, "alg": "RS256"}).key
    except PyJWTError:
        return None
    return one["kid"], Key(key=key, endorsements=frozenset(map(str, told)) if isinstance(told, list) else frozenset())
