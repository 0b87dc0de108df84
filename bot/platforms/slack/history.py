"""Reads Slack's channels back: whether a message was posted, and what happened while nobody listened; leaves parsing to parse."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.platforms.base import Absent, CannotKnow, Found, Gone, Posted
from bot.platforms.slack import ids, parse
from bot.platforms.slack.calls import Calls
from knowledge.conversation.event import Event, MessageDeleted, MessageRef

log = logging.getLogger(__name__)
_PAGE = 200
"""Messages a call: what Slack recommends at most."""
_MOST_PAGES = 25
THREADS = timedelta(days=14)
"""How old a question may be whose thread is looked at for new replies: roots tell when they were last replied to."""


class History:
    """What stands in the channels."""

    def __init__(self, calls: Calls, ours: Callable[[], parse.Ours], clock: Callable[[], datetime]) -> None:
        self._calls, self._ours, self._clock = calls, ours, clock

    async def find(self, token: str, channel: str, thread: str | None, since: datetime) -> Found:
        """Whether we posted something with that token in the channel, or in the thread, at or after `since`."""
        if "channels:history" not in (self._calls.scopes or {"channels:history"}):
            return CannotKnow()
        pages = self._replies(channel, thread, _ts(since)) if thread else self._roots(channel, _ts(since))
        async for message in pages:
            if _token(message) == token:
                return Posted(id=str(message["ts"]))
        return Absent()

    async def since(
        self, moment: datetime, known: Sequence[MessageRef], places: Iterable[tuple[str, str]]
    ) -> AsyncIterator[Event]:
        """What happened after the moment. `places`: (our name of the channel, Slack's channel id)."""
        for name, channel in places:
            try:
                async for event in self._since_in(moment, [ref for ref in known if ref.channel == name], name, channel):
                    yield event
            except Gone as gone:
                log.info("a channel cannot be read back: %s", gone)

    async def _since_in(
        self, moment: datetime, known: Sequence[MessageRef], name: str, channel: str
    ) -> AsyncIterator[Event]:
        begin, news = _ts(moment - THREADS), _ts(moment)
        roots = [message async for message in self._roots(channel, begin)]
        for message in sorted(roots, key=_when):
            if _is_news(message, news):
                for event in self._parsed(message, name):
                    yield event
            if _newer(message.get("latest_reply"), news) and not self._only_we(message):
                async for reply in self._replies(channel, str(message["ts"]), news):
                    if reply.get("ts") != message["ts"] and _is_news(reply, news):
                        for event in self._parsed(reply, name):
                            yield event
        standing = {str(message["ts"]) for message in roots}
        for ref in known:
            if ref.thread is None and float(begin) < _number(ref.id) and ref.id not in standing:
                yield MessageDeleted(id=f"slack:delete:{name}:{ref.id}", at=self._clock(), ref=ref)

    def _only_we(self, root: dict[str, Any]) -> bool:
        """Whether nobody but us has replied: after a storm there are hundreds of such threads, and each costs a call."""
        who = root.get("reply_users") or ()
        ours = {self._ours().bot_user, self._ours().bot_id}
        return bool(who) and ours.issuperset(who) and root.get("reply_users_count") == len(who)

    def _parsed(self, message: dict[str, Any], name: str) -> tuple[Event, ...]:
        return parse.from_history(message, name, self._ours(), self._clock())

    def _roots(self, channel: str, oldest: str) -> AsyncIterator[dict[str, Any]]:
        return self._pages("conversations.history", channel=channel, oldest=oldest)

    def _replies(self, channel: str, thread: str, oldest: str) -> AsyncIterator[dict[str, Any]]:
        return self._pages("conversations.replies", channel=channel, ts=thread, oldest=oldest)

    async def _pages(self, method: str, **arguments: str) -> AsyncIterator[dict[str, Any]]:
        cursor: str | None = None
        for _ in range(_MOST_PAGES):
            page = await self._calls.read(method, **arguments, limit=_PAGE, include_all_metadata=True, cursor=cursor)
            for message in page.get("messages") or ():
                if isinstance(message, dict) and "ts" in message:
                    yield message
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return
        log.warning("%s was read for %d pages and not to its end", method, _MOST_PAGES)


def _ts(moment: datetime) -> str:
    return f"{max(moment.timestamp(), 0):.6f}"


def _number(ts: object) -> float:
    try:
        return float(str(ts))
    except ValueError:
        return 0.0


def _when(message: dict[str, Any]) -> float:
    return _number(message.get("ts"))


def _newer(ts: object, than: str) -> bool:
    return bool(ts) and _number(ts) >= float(than)


def _is_news(message: dict[str, Any], news: str) -> bool:
    """Whether it was written, changed or taken away since."""
    edited = message.get("edited")
    changed = edited.get("ts") if isinstance(edited, dict) else None
    return _newer(message.get("ts"), news) or _newer(changed, news) or message.get("subtype") == "tombstone"


def _token(message: dict[str, Any]) -> str:
    metadata = message.get("metadata")
    if not isinstance(metadata, dict) or metadata.get("event_type") != ids.METADATA:
        return ""
    payload = metadata.get("event_payload")
    return str(payload.get("token", "")) if isinstance(payload, dict) else ""
