"""Asks once for a token of our own and for the service's keys, for `check`, and says what a refusal means; leaves serving to the adapter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import aiohttp

from bot.settings_values import Teams

_PATIENCE = aiohttp.ClientTimeout(total=10)
_CONFIGURATION = "the Azure bot's Configuration"
_ANEW = "open Manage Password there, make a new client secret and put its Value in TEAMS_APP_PASSWORD"
_WHY = {
    700016: "the application is not in that tenant; copy Microsoft App ID to TEAMS_APP_ID, App Tenant ID to TEAMS_TENANT_ID and Bot "
    f"Type to TEAMS_APP_TYPE, all from {_CONFIGURATION}",
    7000112: "the application is switched off; ask the administrator of Entra to enable it",
    7000215: "the secret is wrong; TEAMS_APP_PASSWORD is the secret's Value, not its Secret ID, and of this application. When it is "
    f"lost, {_ANEW}",
    7000216: f"the secret is missing; {_ANEW}",
    7000222: f"the client secret has ended; {_ANEW}",
    7000229: "the application is registered, but has no enterprise application in that tenant; ask the administrator of Entra to add it",
    90002: f"there is no such tenant; copy App Tenant ID from {_CONFIGURATION} to TEAMS_TENANT_ID",
    900023: f"that is no tenant; copy App Tenant ID from {_CONFIGURATION} to TEAMS_TENANT_ID",
    900021: f"that is no tenant; copy App Tenant ID from {_CONFIGURATION} to TEAMS_TENANT_ID",
    900144: "something is missing in what was asked; is TEAMS_LOGIN_URL right?",
    53003: "a rule of the organisation (Conditional Access) stops it; ask the administrator of Entra to let this application in",
    500011: "TEAMS_OAUTH_SCOPE names nothing that is known there; take it away, unless this is another cloud",
    70011: "TEAMS_OAUTH_SCOPE is none; take it away, unless this is another cloud",
}  # fmt: skip
"""What Microsoft calls the refusal -> what is the matter, and what would help."""


class NotReachedError(Exception):
    """Nobody answered, or not as Microsoft does."""


class RefusedError(Exception):
    """The login refuses; the message says why and what would help, `code` what Microsoft calls it."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(words)
        self.code = code


class WrongKeysError(Exception):
    """What is told at the address of the keys does not fit the settings."""


async def try_login(settings: Teams) -> None:
    """Get a token, and throw it away. Raises RefusedError or NotReachedError."""
    address = f"{settings.login_url}/oauth2/v2.0/token"
    asked = {
        "grant_type": "client_credentials", "client_id": settings.app_id,
        "client_secret": settings.app_password.reveal(), "scope": f"{settings.oauth_scope}/.default",
    }  # fmt: skip
    status, said = await _fetched("POST", address, asked)
    if status == 200 and isinstance(said.get("access_token"), str):
        return
    code = _code(said)
    if status in {400, 401, 403} and code:
        raise RefusedError(code, _WHY.get(code, f"Microsoft says: {_first_sentence(said)}"))
    raise NotReachedError(f"{address} answers {status}, and not as Microsoft's login does")


async def count_keys(settings: Teams) -> int:
    """How many keys the service tells. Raises WrongKeysError or NotReachedError."""
    address = settings.openid_metadata_url
    status, said = await _fetched("GET", address)
    where, issuer = said.get("jwks_uri"), said.get("issuer")
    if status != 200 or not isinstance(where, str):
        raise NotReachedError(f"{address} answers {status}, and tells no keys")
    if issuer != settings.token_issuer:
        words = f"tokens are issued by {issuer}, but TEAMS_TOKEN_ISSUER is {settings.token_issuer}; no message would be let in"
        raise WrongKeysError(words)
    status, said = await _fetched("GET", where)
    keys = said.get("keys")
    if status != 200 or not isinstance(keys, list):
        raise NotReachedError(f"{where} answers {status}, and tells no keys")
    if not keys:
        raise WrongKeysError(f"{where} tells no keys, so no message would be let in")
    return len(keys)


async def _fetched(method: str, address: str, form: Mapping[str, str] | None = None) -> tuple[int, dict[str, Any]]:
    """Status and JSON object of an answer; another body is an empty object. Raises NotReachedError."""
    try:
        async with (
            aiohttp.ClientSession(timeout=_PATIENCE) as session,
            session.request(method, address, data=form, allow_redirects=False) as answer,
        ):
            said = await answer.json(content_type=None)
            return answer.status, said if isinstance(said, dict) else {}
    except TimeoutError:
        raise NotReachedError(f"{address} does not answer within {_PATIENCE.total} s") from None
    except aiohttp.ClientError as error:
        raise NotReachedError(f"{address} is not reached ({error})") from None
    except ValueError:
        return answer.status, {}


def _code(said: Mapping[str, Any]) -> int:
    """What Microsoft calls the refusal; 0 when it does not say."""
    codes = said.get("error_codes")
    if isinstance(codes, list) and codes and isinstance(codes[0], int):
        return codes[0]
    found = re.search(r"AADSTS(\d+)", str(said.get("error_description", "")))
    return int(found[1]) if found else 0


def _first_sentence(said: Mapping[str, Any]) -> str:
    """Without the traces that stand on the lines below."""
    words = str(said.get("error_description") or said.get("error") or "nothing more")
    return words.strip().splitlines()[0][:300]
