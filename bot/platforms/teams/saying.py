"""Posts, changes and takes away what the desk says in Teams; leaves its looks to looks and the limits to calls."""

from __future__ import annotations

import logging
from typing import Any

from bot.platforms.base import Address, Gone
from bot.platforms.teams.calls import Calls
from bot.platforms.teams.door import CHANNEL, Door
from bot.platforms.teams.doors import Doors, within
from bot.platforms.teams.faults import RefusedError
from bot.platforms.teams.looks import Looks
from knowledge.conversation.event import DIRECT, MessageRef
from knowledge.conversation.message import Message

log = logging.getLogger(__name__)
_PERSONAL, _TARGETED, _NAMELESS = "p", "t", "?"
"""Begin our ids of what stands elsewhere: `p:<account>:<id>` in a personal chat, `t:<account>:<id>` for one reader in
the conversation itself, `?:<token>` where Teams took it and told no id."""


class Sayer:
    """The three ways of a message."""

    def __init__(self, calls: Calls, doors: Doors, looks: Looks, *, targeted: bool) -> None:
        """`targeted`: whether private words are shown in the conversation to their reader alone."""
        self._calls, self._doors, self._looks, self._targeted = calls, doors, looks, targeted

    async def send(self, to: Address, key: str, message: Message, token: str) -> str:
        """Post it; gives our id of it. Raises TryLater, Gone, Unsure or RefusedError."""
        if to.only_for:
            return await self._privately(to, to.only_for, key, message, token)
        door = await self._doors.of(to.channel)
        body = await self._looks.activity(message, key, to.channel)
        if door.kind == CHANNEL and not to.thread:
            return await self._begun(door, body) or f"{_NAMELESS}:{token}"
        return await self._posted(door, within(door, to.thread), body) or f"{_NAMELESS}:{token}"

    async def revise(self, ref: MessageRef, key: str, message: Message) -> None:
        """Replace what stands. Raises TryLater, Gone or RefusedError."""
        channel, way = await self._place(ref)
        body = await self._looks.activity(message, key, channel)
        await self._calls.change("update", **way, body={**body, "id": way["activity_id"]})

    async def withdraw(self, ref: MessageRef) -> None:
        """Take it away; no error when it is gone already. Raises TryLater or RefusedError."""
        try:
            _channel, way = await self._place(ref)
            await self._calls.change("delete", **way)
        except Gone as gone:
            log.info("nothing to withdraw: %s", gone)

    async def to_person(self, account: str, body: dict[str, Any]) -> str:
        """Post an activity in somebody's personal chat; gives Teams' id of it, or nothing."""
        door = await self._doors.of(f"{DIRECT}:{account}")
        return await self._posted(door, door.conversation, body)

    async def _privately(self, to: Address, account: str, key: str, message: Message, token: str) -> str:
        user = self._doors.user(account) or account
        if self._targeted and not to.channel.startswith(f"{DIRECT}:"):
            door = await self._doors.of(to.channel)
            body = await self._looks.activity(message, key, to.channel)
            body = {**body, "recipient": {"id": user}}
            try:
                posted = await self._posted(door, within(door, to.thread), body, targeted=True)
            except (Gone, RefusedError) as refused:
                log.info("no words for one reader alone there, so they go to the personal chat: %s", refused)
            else:
                return f"{_TARGETED}:{account}:{posted or token}"
        body = await self._looks.activity(message, key, f"{DIRECT}:{account}")
        return f"{_PERSONAL}:{account}:{await self.to_person(account, body) or token}"

    async def _begun(self, door: Door, body: dict[str, Any]) -> str:
        """A root of its own: Teams wants a new conversation for it."""
        whole = {
            "isGroup": True, "bot": {"id": door.bot}, "tenantId": door.tenant, "activity": body,
            "channelData": {"channel": {"id": door.conversation}, "tenant": {"id": door.tenant}},
        }  # fmt: skip
        given = await self._calls.post("create", door, conversation="", body=whole)
        _, _, root = str(given.get("id") or "").partition(";messageid=")
        return str(given.get("activityId") or root)

    async def _posted(self, door: Door, conversation: str, body: dict[str, Any], *, targeted: bool = False) -> str:
        beside = {"targeted": True} if targeted else {}
        given = await self._calls.post("send", door, conversation=conversation, body=body, **beside)
        return str(given.get("id") or "")

    async def _place(self, ref: MessageRef) -> tuple[str, dict[str, Any]]:
        """Where a message of ours really stands: our channel, and what the calls want to know. Raises Gone."""
        kind, _, rest = ref.id.partition(":")
        if kind == _NAMELESS:
            raise Gone("Teams told no id of that message")
        if kind in {_PERSONAL, _TARGETED} and rest:
            account, _, activity = rest.rpartition(":")
            if kind == _PERSONAL:
                channel = f"{DIRECT}:{account}"
                door = await self._doors.of(channel)
                return channel, {"door": door, "conversation": door.conversation, "activity_id": activity}
            door = await self._doors.of(ref.channel)
            there = within(door, ref.thread)
            return ref.channel, {"door": door, "conversation": there, "activity_id": activity, "targeted": True}
        door = await self._doors.of(ref.channel)
        return ref.channel, {"door": door, "conversation": within(door, ref.root), "activity_id": ref.id}
