"""Checks that a request comes from the Teams service and from our tenant; leaves the keys to keys and the answer to the adapter.

The rules: learn.microsoft.com, Bot Connector authentication, "Connector to bot"; stricter where that leaves a choice.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jwt

from bot.platforms.teams.hosts import is_trusted, same
from bot.platforms.teams.keys import Keys
from bot.settings_values import Teams

CHANNEL = "msteams"
_LEEWAY = 300
"""Seconds by which the clocks may differ (the same source)."""


class NotLetInError(Exception):
    """The request is not let in; the words are for the log, and hold nothing of it."""

    def __init__(self, why: str, status: int = 401) -> None:
        super().__init__(why)
        self.status = status


async def check(header: str, activity: Mapping[str, Any], settings: Teams, keys: Keys) -> dict[str, Any]:
    """The claims of a good token. Raises NotLetInError (401, or 403 for another tenant) or NoKeysError."""
    scheme, _, token = header.partition(" ")
    if scheme.casefold() != "bearer" or not token.strip():
        raise NotLetInError("no bearer token")
    told = _unverified(token.strip())
    key = await keys.find(str(told.get("kid") or ""))
    if key is None:
        raise NotLetInError("a key that the service does not have")
    claims = _verified(token.strip(), key.key, settings)
    if CHANNEL not in key.endorsements or activity.get("channelId") != CHANNEL:
        raise NotLetInError("a key or a body of another channel")
    _same_service(claims, activity, settings)
    _our_tenant(activity, settings)
    return claims


def _unverified(token: str) -> dict[str, Any]:
    try:
        told = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError) as error:
        raise NotLetInError("no token of its form") from error
    if told.get("alg") != "RS256":
        raise NotLetInError("another algorithm than RS256")
    return told


def _verified(token: str, key: Any, settings: Teams) -> dict[str, Any]:  # noqa: ANN401 - a public key
    try:
        return jwt.decode(
            token, key, algorithms=["RS256"], audience=settings.app_id, issuer=settings.token_issuer, leeway=_LEEWAY,
            options={"require": ["exp", "iss", "aud"]},
        )  # fmt: skip
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise NotLetInError(f"a bad token ({type(error).__name__})") from error


def _same_service(claims: Mapping[str, Any], activity: Mapping[str, Any], settings: Teams) -> None:
    """The token is for the very address that the body wants to be answered at, and that address is trusted."""
    claim, told = claims.get("serviceurl"), activity.get("serviceUrl")
    if not isinstance(claim, str) or not isinstance(told, str) or not same(claim, told):
        raise NotLetInError("a serviceUrl that the token is not for")
    if not is_trusted(told, settings.service_hosts):
        raise NotLetInError("a serviceUrl that is not among teams.service_hosts")


def _our_tenant(activity: Mapping[str, Any], settings: Teams) -> None:
    """Each tenant that the body names is ours; one that names none is not let in."""
    if not settings.tenant_id:
        return
    places = (
        _part(_part(activity, "channelData"), "tenant").get("id"),
        _part(activity, "conversation").get("tenantId"),
    )
    tenants = {str(one).casefold() for one in places if one}
    if tenants != {settings.tenant_id.casefold()}:
        raise NotLetInError("another tenant", 403)


def _part(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = body.get(name)
    return value if isinstance(value, Mapping) else {}
