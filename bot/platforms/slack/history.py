"""Reads Slack's channels back: whether a message was posted, and what happened while nobody listened; leaves parsing to parse."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.platforms.base import Absent, CannotKnow, Found, Gone, Posted
from bot.platforms.slack import ids, parse
from bot.platforms.slack.calls import Calls
from bot.platforms.slack.faults import NoRight, RefusedError
from bot.platforms.slack.rooms import is_direct
from knowledge.conversation.event import Event, MessageDeleted, MessageRef, PlaceChanged, Reacted

log = logging.getLogger(__name__)
_PAGE = 200
"""Messages a call: what Slack recommends at most."""
_MOST_PAGES = 25
_CHANNELS = "public_channel,private_channel"
THREADS = timedelta(days=14)
"""How old a question may be whose thread is looked at for new replies: roots tell when they were last replied to."""


class NotAllError(Exception):
    """There is more than was read."""


class History:
    """What stands in the channels."""

    def __init__(self, calls: Calls, ours: Callable[[], parse.Ours], clock: Callable[[], datetime]) -> None:
        self._calls, self._ours, self._clock = calls, ours, clock

    async def find(self, token: str, channel: str, thread: str | None, since: datetime) -> Found:
        """Whether we posted something with that token in the channel, or in the thread, at or after `since`.

        Raises NoRight when we may not read there.
        """
        pages = self._replies(channel, thread, _ts(since)) if thread else self._roots(channel, _ts(since))
        try:
            async for message in pages:
                if _token(message) == token:
                    return Posted(id=str(message["ts"]))
        except NotAllError:
            return CannotKnow()
        return Absent()

    async def since(
        self,
        moment: datetime,
        known: Sequence[MessageRef],
        places: Iterable[str],
        room: Callable[[str], Awaitable[str]],
    ) -> AsyncIterator[Event]:
        """What happened after the moment. `places`: our names of the channels; `room`: such a name -> Slack's channel id."""
        names = tuple(places)
        for name in names:
            try:
                channel = await room(name)
                async for event in self._since_in(moment, [ref for ref in known if ref.channel == name], name, channel):
                    yield event
            except (Gone, NoRight, RefusedError) as gone:
                log.warning("a channel cannot be read back: %s", gone)
                if isinstance(gone, Gone) and not is_direct(name):
                    yield self._changed(name, "removed", f"{moment:%Y-%m-%dT%H}")
        try:
            async for event in self._joined(frozenset(names), moment):
                yield event
        except (NoRight, RefusedError) as refused:
            log.warning("Slack does not tell which channels the bot is in: %s", refused)

    async def _joined(self, places: Collection[str], moment: datetime) -> AsyncIterator[Event]:
        """Channels that the bot is in and that are no places: somebody may have invited it while it was away."""
        cursor: str | None = None
        while True:
            page = await self._calls.read("users.conversations", types=_CHANNELS, limit=_PAGE, cursor=cursor,
                                          exclude_archived=True)  # fmt: skip
            for one in page.get("channels") or ():
                channel = str(one.get("id", ""))
                if channel and channel not in places and not one.get("is_im"):
                    yield self._changed(channel, "added", f"{moment:%Y-%m-%d}", str(one.get("name") or ""))
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return

    def _changed(self, channel: str, change: str, once: str, name: str = "") -> PlaceChanged:
        event_id = f"slack:found:{channel}:{change}:{once}"
        return PlaceChanged(id=event_id, at=self._clock(), platform="slack", channel=channel, change=change, name=name)

    async def _since_in(
        self, moment: datetime, known: Sequence[MessageRef], name: str, channel: str
    ) -> AsyncIterator[Event]:
        roots, begin = await self._all_roots(channel, moment - THREADS)
        news = _ts(moment)
        for message in sorted(roots, key=_when):
            is_new = _is_news(message, news)
            for event in self._parsed(message, name):
                if is_new or isinstance(event, Reacted):  # when a reaction was set nobody tells
                    yield event
            if _newer(message.get("latest_reply"), news) and not self._only_we(message):
                async for event in self._new_replies(channel, str(message["ts"]), news, name):
                    yield event
        standing = {str(message["ts"]) for message in roots}
        for ref in known:
            missing = ref.thread is None and begin < _number(ref.id) and ref.id not in standing
            if missing and await self._is_gone(channel, ref.id):
                yield MessageDeleted(id=f"slack:delete:{name}:{ref.id}", at=self._clock(), ref=ref)

    async def _all_roots(self, channel: str, begin: datetime) -> tuple[list[dict[str, Any]], float]:
        """What stands in the channel itself, newest first, and from which second on that is everything."""
        roots: list[dict[str, Any]] = []
        try:
            async for message in self._roots(channel, _ts(begin)):
                roots.append(message)  # noqa: PERF401 - what was read before the error stays
        except NotAllError:
            return roots, min(map(_when, roots), default=self._clock().timestamp())
        return roots, begin.timestamp()

    async def _new_replies(self, channel: str, thread: str, news: str, name: str) -> AsyncIterator[Event]:
        try:
            async for reply in self._replies(channel, thread, news):
                if reply.get("ts") != thread and _is_news(reply, news):
                    for event in self._parsed(reply, name):
                        yield event
        except NotAllError:
            return
        except Gone as gone:
            log.info("a thread went while it was read: %s", gone)  # were it the channel, it would have been told before

    async def _is_gone(self, channel: str, ts: str) -> bool:
        """Asked once more for the one message: a list may have been cut short, and a question must not be lost by it."""
        try:
            found = await self._calls.read("conversations.replies", channel=channel, ts=ts, limit=1)
        except Gone as gone:
            return any(code in str(gone) for code in ("thread_not_found", "message_not_found"))
        return not any(message.get("ts") == ts for message in found.get("messages") or ())

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
        """The messages, page by page. Raises NotAllError when there is no end to them."""
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
        raise NotAllError(method)


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
