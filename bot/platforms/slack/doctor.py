"""Looks whether Slack lets the bot do its work, for `check`: tokens, Socket Mode, rights; leaves places and people to `visits`."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.platforms.base import Gone, TryLater
from bot.platforms.shared.signs import Sign
from bot.platforms.slack import needs, parse
from bot.platforms.slack.adapter import Wire
from bot.platforms.slack.calls import TIERS, Calls
from bot.platforms.slack.faults import SCOPE, TOKEN, RefusedError
from bot.platforms.slack.listening import AGAIN, Answer
from bot.platforms.slack.visits import RIGHTS, TOKENS, WORKSPACE, Visits
from bot.settings_values import Slack
from knowledge.support.directory import Directory

_AGAIN = "open Install App, press Reinstall, and copy the Bot User OAuth Token anew"
_NEW = "open Basic Information, App-Level Tokens, make one with the scope connections:write, and copy it anew"
_ADMIN = "the organisation does not let the app in; ask its administrator"
_BOT = {
    "account_inactive": f"the app was taken out of the workspace; {_AGAIN}",
    "invalid_auth": f"it is no token of this app, or not all of it was copied; {_AGAIN}",
    "not_allowed_token_type": "it is another kind of token; copy the Bot User OAuth Token, which begins with xoxb-",
    "not_authed": f"it is no token of this app, or not all of it was copied; {_AGAIN}",
    "token_expired": "token rotation is on; make the app anew from the manifest, which leaves it off",
    "token_revoked": f"somebody took it back; {_AGAIN}",
}
"""What Slack says of a bot's token -> what is the matter, and what would help."""
_APP = {
    **dict.fromkeys(("account_inactive", "token_revoked"), f"somebody took it back; {_NEW}"),
    **dict.fromkeys(("invalid_auth", "not_authed"), f"it is no token of this app, or not all was copied; {_NEW}"),
    **dict.fromkeys(SCOPE, f"it may not open a socket; {_NEW}"),
    "not_allowed_token_type": "it is another kind of token; copy the app-level token, which begins with xapp-",
}
"""The same of the app's token."""
_REINSTALL = (
    "paste the manifest of `supportbot slack-manifest` under App Manifest and press Reinstall; the token stays the same"
)
_NO_SOCKET = (
    "Slack opens no socket ({code}); turn on Settings, Socket Mode, or set SLACK_SIGNING_SECRET instead of "
    "SLACK_APP_TOKEN to get everything over HTTP"
)


@dataclass(frozen=True, kw_only=True)
class Report:
    """What was found."""

    line: str
    """For the summary."""
    signs: tuple[Sign, ...] = ()
    accounts: Mapping[str, str] = field(default_factory=dict)
    """Person id -> account, of contacts without one whose address has one."""


class Doctor:
    """Looks at one workspace as the desk would see it, and changes nothing there."""

    def __init__(self, settings: Slack, *, looks_at_dnd: bool = False) -> None:
        """`looks_at_dnd`: whether do-not-disturb counts, and so its right."""
        self._settings, self._looks_at_dnd = settings, looks_at_dnd
        self._wire = Wire(settings, _deaf, ping=60)
        self._calls = Calls(self._wire.call, time.monotonic, TIERS, self._noted)
        self._code = ""
        self._lacking: dict[str, None] = {}

    async def look(self, directory: Directory | None) -> Report:
        """Everything that is wrong or risky. `directory`: None = nobody knows yet who and what is there."""
        self._wire.open()
        try:
            return await self._look(directory)
        finally:
            await self._wire.close()

    async def _look(self, directory: Directory | None) -> Report:
        try:
            who = await self._calls.read("auth.test")
        except (TryLater, Gone, RefusedError) as error:
            return self._turned_away(error)
        signs = [*_of_a_person(who), *await self._socket(), *self._rights()]
        visits = Visits(self._ask, _ours(who), str(who.get("user", "")), self._calls.scopes)
        if directory is not None:
            signs += [sign async for sign in visits.all(directory)]
        signs += self._refused_meanwhile()
        return Report(line=self._line(who), signs=tuple(signs), accounts=visits.accounts)

    def _turned_away(self, error: Exception) -> Report:
        """Slack told nothing about us."""
        if self._code in TOKEN:
            why = _BOT.get(self._code, _ADMIN)
            sign = Sign(kind=TOKENS, words=f"Slack refuses SLACK_BOT_TOKEN ({self._code}): {why}")
            return Report(line="Slack: refuses the bot's token", signs=(sign,))
        words = f"{self._settings.api_url} does not answer as Slack does ({error}); the rest of Slack is not looked at"
        return Report(line="Slack: not reached", signs=(Sign(kind=WORKSPACE, is_wrong=False, words=words),))

    async def _socket(self) -> list[Sign]:
        """Whether Slack would open a socket for the app's token."""
        if not self._settings.uses_socket_mode:
            return []
        try:
            await self._calls.read("apps.connections.open")
        except RefusedError as error:
            return [Sign(kind=TOKENS, words=_NO_SOCKET.format(code=error.code))]
        except (TryLater, Gone) as error:
            code = self._code.partition(":")[0]
            if code in (*TOKEN, *SCOPE):
                why = _APP.get(code, _ADMIN)
                return [Sign(kind=TOKENS, words=f"Slack refuses SLACK_APP_TOKEN ({code}): {why}")]
            return [
                Sign(kind=TOKENS, is_wrong=False, words=f"nobody knows whether Slack would open a socket ({error})")
            ]
        finally:
            self._lacking.clear()
        return []

    def _rights(self) -> Iterator[Sign]:
        """What the app may not do, as far as Slack tells what it may."""
        if not self._calls.scopes:
            return
        for scope, users in needs.missing(self._calls.scopes).items():
            lacks = f"the scope {scope} is missing, so this does not work: {needs.WORKS[scope]} ({', '.join(users)})"
            yield Sign(kind=RIGHTS, is_wrong=scope not in self._spare(), words=f"{lacks}; {_REINSTALL}")

    def _spare(self) -> frozenset[str]:
        """What these settings do not need."""
        spare = {"dnd:read": self._looks_at_dnd, "users.profile:read": bool(self._settings.school_field)}
        return frozenset(scope for scope, is_used in spare.items() if not is_used)

    def _refused_meanwhile(self) -> list[Sign]:
        """Rights that were found missing on the way, where Slack does not tell them all."""
        if self._calls.scopes:
            return []
        return [
            Sign(kind=RIGHTS, words=f"the app lacks a right ({words}); install it again") for words in self._lacking
        ]

    def _line(self, who: Mapping[str, Any]) -> str:
        way = "Socket Mode" if self._settings.uses_socket_mode else "HTTP"
        wanted = needs.scopes()
        has = len(set(wanted) & self._calls.scopes)
        rights = f"{has} of {len(wanted)} scopes" if self._calls.scopes else "scopes not told"
        return f"Slack: workspace {who.get('team') or '?'}, as @{who.get('user') or '?'}, {way}, {rights}"

    async def _ask(self, method: str, **arguments: Any) -> dict[str, Any] | None:  # noqa: ANN401 - Slack's arguments
        """A call at Slack's pace; None when we have no right to it, which is told already. Raises TryLater, Gone, RefusedError."""
        self._code = ""
        try:
            return await self._calls.read(method, **arguments)
        except TryLater:
            if self._code.partition(":")[0] in SCOPE:
                return None
            raise

    def _noted(self, words: str) -> None:
        self._code = words
        if words.partition(":")[0] in SCOPE:
            self._lacking[words] = None


async def _deaf(_body: dict[str, Any]) -> Answer:
    return AGAIN


def _of_a_person(who: Mapping[str, Any]) -> list[Sign]:
    if who.get("bot_id"):
        return []
    words = "SLACK_BOT_TOKEN is a person's token, not the bot's; copy the Bot User OAuth Token, which begins with xoxb-"
    return [Sign(kind=TOKENS, words=words)]


def _ours(who: Mapping[str, Any]) -> parse.Ours:
    return parse.Ours(
        team=str(who.get("team_id", "")), bot_user=str(who.get("user_id", "")), bot_id=str(who.get("bot_id", "")),
        enterprise=str(who.get("enterprise_id") or ""),
    )  # fmt: skip
