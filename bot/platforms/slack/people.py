"""Asks Slack who somebody is and whether they may be disturbed; leaves reading what it answers to parse."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.platforms.base import Gone, Profile, TryLater
from bot.platforms.slack import parse
from bot.platforms.slack.calls import Calls
from bot.platforms.slack.faults import NoRight
from knowledge.conversation.event import Account, Presence

log = logging.getLogger(__name__)


class People:
    """The accounts of the workspace."""

    def __init__(
        self, calls: Calls, ours: Callable[[], parse.Ours], clock: Callable[[], datetime], *, looks_at_dnd: bool
    ) -> None:
        """`ours`: who we are, and which field of a profile holds the school, if one does."""
        self._calls, self._ours, self._clock, self._looks_at_dnd = calls, ours, clock, looks_at_dnd

    async def by_account(self, account: Account) -> Profile | None:
        """The profile of an account, without its own fields; None when there is none."""
        try:
            user = (await self._calls.do("users.info", user=account.id, include_locale=True)).get("user") or {}
        except Gone:
            return None
        return parse.profile(user, self._ours(), now=self._clock())

    async def person(self, account: Account) -> Profile | None:
        """The profile of an account, with its own fields and status; None when there is none."""
        try:
            user = (await self._calls.do("users.info", user=account.id, include_locale=True)).get("user") or {}
            fields = await self._fields(account.id) if self._ours().school_field else {}
        except Gone:
            return None
        found = parse.profile(user, self._ours(), fields, self._clock())
        is_of_use = self._looks_at_dnd and not (found.has_left or found.account.is_bot or found.account.is_external)
        return replace(found, quiet=await self._quiet(account.id)) if is_of_use else found

    async def by_email(self, email: str) -> Profile | None:
        """Whose account has that address."""
        try:
            user = (await self._calls.do("users.lookupByEmail", email=email)).get("user") or {}
        except Gone:
            return None
        return parse.profile(user, self._ours(), now=self._clock())

    async def _fields(self, user: str) -> dict[str, Any]:
        """The profile's own fields; none where we may not read them: the rest is known all the same."""
        try:
            profile = (await self._calls.do("users.profile.get", user=user, include_labels=True)).get("profile") or {}
        except NoRight:
            return {}
        return profile.get("fields") or {}

    async def _quiet(self, user: str) -> Presence | None:
        """What do-not-disturb says; None when Slack does not tell now, for the rest is known all the same."""
        try:
            told = await self._calls.do("dnd.info", user=user)
        except (Gone, TryLater) as error:
            log.info("nobody tells whether somebody may be disturbed: %s", error)
            return None
        return parse.presence_of_dnd(told, self._clock())
