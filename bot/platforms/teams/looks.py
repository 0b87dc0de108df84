"""Finds out what a message needs to be shown in Teams: who is meant, where links lead, whose view it is; leaves looks to render."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.platforms.base import Directions
from bot.platforms.shared.references import accounts_of, links_of, ref_of
from bot.platforms.teams import ids, render
from bot.platforms.teams.doors import Doors
from bot.platforms.teams.links import deep_link
from bot.platforms.teams.render import Known
from knowledge.conversation.event import DIRECT, MessageRef
from knowledge.conversation.message import Form, Home, Message

PLATFORM = "teams"


class Looks:
    """Messages as activities and cards, with all that only the desk and the doors know."""

    def __init__(self, directions: Directions, doors: Doors, *, native_feedback: bool) -> None:
        """`native_feedback`: whether Teams' own thumbs stand under answers."""
        self._directions, self._doors, self._native = directions, doors, native_feedback

    async def activity(self, message: Message, key: str, channel: str) -> dict[str, Any]:
        """The fields of an activity, without its address."""
        return render.message(
            message, key, await self.known(message, here=channel), **await self._way(message, channel)
        )

    async def card(self, message: Message, key: str, channel: str, viewer: str) -> dict[str, Any]:
        """The card alone, as this person is to see it."""
        way = await self._way(message, channel)
        way["for_asker"] = message.about is not None and await self._directions.asker(message.about) == viewer
        shown = render.attachment(message, key, await self.known(message, here=channel), **way)
        return dict(shown.get("content", shown))

    async def home(self, page: Home, channel: str) -> tuple[dict[str, Any], ...]:
        """The bot's own page, as activities for a personal chat."""
        return tuple(render.home(page, await self.known(*page.parts, here=channel)))

    async def window(self, form: Form, opened: ids.Opened) -> dict[str, Any]:
        """A form in a window of its own."""
        return render.fetch(form, opened, await self.known(here=opened.channel))

    async def words_in_window(self, message: Message, channel: str) -> dict[str, Any]:
        """Words in the window where a form stood, or was to stand."""
        return render.told_in_window(message, await self.known(message, here=channel), notice_key(message))

    async def known(self, *said: Message, here: str) -> Known:
        """What references mean; what stands in somebody's personal chat is a link there alone."""

        async def address(key: str) -> str | None:
            return await self._address(key, here)

        needs = render.needs(*said)
        accounts = await accounts_of(needs.people, self._directions.account)
        called = {person: self._doors.for_mention(account) for person, account in accounts.items()}
        return Known(accounts=called, links=await links_of(needs.keys, address))

    async def _way(self, message: Message, channel: str) -> dict[str, Any]:
        asker = await self._directions.asker(message.about) if message.about is not None else None
        is_direct = channel.startswith(f"{DIRECT}:")
        return {"native_feedback": self._native, "direct": is_direct, "asker": self._doors.user(asker)}

    async def _address(self, key: str, here: str) -> str | None:
        ref = await ref_of(key, self._directions.where)
        if ref is None or ref.platform != PLATFORM or (ref.is_direct and ref.channel != here):
            return None
        if ref.thread is None:
            ref = await self._in_thread(ref)
        return deep_link(ref, self._doors.known(ref.channel))

    async def _in_thread(self, ref: MessageRef) -> MessageRef:
        root = await self._directions.root(ref)
        return replace(ref, thread=root) if root and root != ref.id else ref


def notice_key(message: Message) -> str:
    """The key under which the buttons of words for one person count."""
    return ids.NOTICE if message.about is None else f"question/{message.about}/notice"
