"""The token service: gives the bot tokens of its own and counts them; leaves what they open to `web`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from tests.teams.fake.values import RefusedError

SCOPE = "https://api.botframework.com"


class LoginError(RefusedError):
    """The token service says no, in its own words."""

    def __init__(self, status: int, error: str, description: str) -> None:
        super().__init__(status, error, description)
        self.body = {"error": error, "error_description": description}


class Logins:
    """Who may have a token, and which tokens are good."""

    def __init__(self, app_id: str, secret: str, tenant: str, clock: Callable[[], datetime]) -> None:
        self._app_id, self._tenant, self._clock = app_id, tenant, clock
        self.secret = secret
        """Change it, and the one that the bot knows has expired."""
        self.lasts = timedelta(seconds=3599)
        self.asked: Counter[str] = Counter()
        """Scope -> how many tokens were asked for."""
        self.refusal: LoginError | None = None
        """Set it, and nobody gets a token."""
        self._good: dict[str, datetime] = {}

    def give(self, tenant: str, form: Mapping[str, Any]) -> dict[str, Any]:
        """A new token. Raises LoginError."""
        self.asked[str(form.get("scope", ""))] += 1
        if self.refusal:
            raise self.refusal
        self._check(tenant, form)
        token = f"token-{sum(self.asked.values())}-of-the-bot"
        self._good[token] = self._clock() + self.lasts
        seconds = int(self.lasts.total_seconds())
        return {"token_type": "Bearer", "expires_in": seconds, "ext_expires_in": seconds, "access_token": token}

    def _check(self, tenant: str, form: Mapping[str, Any]) -> None:
        if tenant != self._tenant:
            raise LoginError(400, "invalid_request", f"AADSTS90002: Tenant '{tenant}' not found.")
        if form.get("grant_type") != "client_credentials":
            raise LoginError(400, "unsupported_grant_type", "AADSTS70003: The app requested an unsupported grant type.")
        if form.get("client_id") != self._app_id:
            raise LoginError(400, "unauthorized_client", "AADSTS700016: not found in the directory 'Bot Framework'.")
        if form.get("client_secret") != self.secret:
            raise LoginError(401, "invalid_client", "AADSTS7000215: Invalid client secret provided.")
        if form.get("scope") != f"{SCOPE}/.default":
            raise LoginError(400, "invalid_scope", "AADSTS70011: The provided value for scope is not valid.")

    def opens(self, header: str | None) -> bool:
        """Whether a call with this header is let in."""
        scheme, _, token = (header or "").partition(" ")
        return scheme == "Bearer" and token in self._good and self._good[token] > self._clock()

    def revoke(self) -> None:
        """No token that was given is good any more."""
        self._good.clear()

    @property
    def given(self) -> list[str]:
        """Every token that was given and not revoked."""
        return list(self._good)
