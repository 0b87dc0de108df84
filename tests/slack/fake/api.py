"""Takes a call of the Web API from token to answer; leaves each method's work to its file and HTTP to the web side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.slack.fake.api_chat import CHAT
from tests.slack.fake.api_marks import MARKS
from tests.slack.fake.api_people import PEOPLE
from tests.slack.fake.api_reads import CONVERSATIONS
from tests.slack.fake.api_views import VIEWS
from tests.slack.fake.arguments import checked
from tests.slack.fake.limits import Limits
from tests.slack.fake.methods import CONVERSATION, METHODS
from tests.slack.fake.records import ApiError
from tests.slack.fake.world import World

Do = Callable[[World, dict[str, Any]], dict[str, Any]]
DOES: dict[str, Do] = {**CHAT, **CONVERSATIONS, **PEOPLE, **MARKS, **VIEWS}
FREE = frozenset({"api.test"})
"""Needs no token."""
APP_LEVEL = frozenset({"apps.connections.open"})
"""Needs the app's own token."""


class TooMany(Exception):  # noqa: N818
    """The caller has to wait so many seconds."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Retry-After: {seconds}")
        self.seconds = seconds


class Api:
    """The Web API of one workspace."""

    def __init__(self, world: World, limits: Limits, bot_token: str, app_token: str) -> None:
        self.world = world
        self.limits = limits
        self.bot_token = bot_token
        self.app_token = app_token
        self.socket_mode = True

    def call(self, method: str, sent: dict[str, Any], token: str | None) -> dict[str, Any]:
        """What the method answers. Raises TooMany when it is called too often."""
        try:
            return self._call(method, sent, token)
        except ApiError as no:
            if no.offence:
                self.world.offence(f"{method}: {no.offence}")
            return no.answer

    def _call(self, method: str, sent: dict[str, Any], token: str | None) -> dict[str, Any]:
        self._check_token(method, token)
        known = METHODS.get(method)
        if known is None:
            raise ApiError("unknown_method", offence="no such method", req_method=method)
        wait = self.limits.wait(method, known.tier, str(sent.get("channel", "")))
        if wait is not None:
            raise TooMany(wait)
        if known.scope != CONVERSATION:
            self.world.need(known.scope)
        return DOES[method](self.world, checked(sent, known))

    def _check_token(self, method: str, token: str | None) -> None:
        if method in FREE:
            return
        if not token:
            raise ApiError("not_authed")
        if method in APP_LEVEL:
            if token != self.app_token:
                raise ApiError("not_allowed_token_type" if token == self.bot_token else "invalid_auth")
            if not self.socket_mode:
                raise ApiError("forbidden_team")
        elif token != self.bot_token:
            raise ApiError("not_allowed_token_type" if token == self.app_token else "invalid_auth")
        elif self.world.token_error:
            raise ApiError(self.world.token_error)
