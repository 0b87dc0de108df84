"""Tells an open page what changes, as server-sent events; leaves keeping what was missed to the hub."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from bot.pages import view
from bot.pages.chat import Room
from bot.pages.hub import Item, Lost, Numbered, Ping
from bot.pages.view import Reader
from bot.platforms.local.log import Change, Post

HEARTBEAT = 15.0
"""Seconds between two signs of life; a page that has left is noticed at the next one."""


@dataclass(frozen=True, kw_only=True)
class _Page:
    """One open page."""

    reader: Reader
    channel: str
    response: web.StreamResponse


class Stream:
    """The events `message`, `badges`, `clock` and `reset`."""

    def __init__(self, room: Room, heartbeat: float = HEARTBEAT) -> None:
        """`heartbeat` in seconds."""
        self._room = room
        self._heartbeat = heartbeat

    def routes(self) -> list[web.RouteDef]:
        """The route of the stream."""
        return [web.get("/chat/stream", self.listen)]

    async def listen(self, request: web.Request) -> web.StreamResponse:
        """Runs until the page leaves; `after` or the header Last-Event-ID is the cursor that the page has seen."""
        reader = self._room.reader(request.query.get("as", ""), request.query.get("lang", ""))
        channel = request.query.get("in", "")
        if channel not in {one.id for one in self._room.channels(reader)}:
            raise web.HTTPForbidden(text=reader.t("no_such_place"))
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})
        await response.prepare(request)
        page = _Page(reader=reader, channel=channel, response=response)
        after = request.headers.get("Last-Event-ID") or request.query.get("after")
        with self._room.hub.listening(after) as ear:
            try:
                await response.write(b"retry: 1500\n\n")
                await self._tell_all(page, ear)
            except ConnectionError:
                pass  # the page has left; the block above takes it off the list
        return response

    async def _tell_all(self, page: _Page, ear: asyncio.Queue[Item]) -> None:
        while True:
            try:
                item = await asyncio.wait_for(ear.get(), self._heartbeat)
            except TimeoutError:
                item = Ping(what="clock")
            if item == Ping(what="end"):
                return
            await self._tell(page, item)
            if isinstance(item, Numbered) and ear.empty():
                await self._badges(page)

    async def _tell(self, page: _Page, item: Item) -> None:
        if isinstance(item, Lost):
            await _send(page, "reset", {})
        elif isinstance(item, Ping):
            words = self._room.now_words(page.reader)
            await _send(page, item.what, {"words": words, "iso": self._room.demo.now().isoformat()})
        else:
            told = self._message(page, item.change)
            if told is not None:
                await _send(page, "message", told, f"{self._room.hub.boot}-{item.number}")

    async def _badges(self, page: _Page) -> None:
        self._room.read(page.reader, page.channel)
        badges = self._room.badges(page.reader)
        await _send(page, "badges", {"channels": badges.channels, "people": badges.people})

    def _message(self, page: _Page, change: Change) -> dict[str, object] | None:
        """What the page shows of a change; None when it is not for this page."""
        post, reader = change.post, page.reader
        if post.channel != page.channel or not post.seen_by(reader.person.account):
            return None
        told: dict[str, object] = {"op": "remove", "id": post.id, "root": post.root}
        # What is told is how it stands now: a page that comes back is not shown every step in between.
        now = self._room.demo.chat.log.place(post.id)
        if change.kind == "removed" or now is None:
            return told
        shown = view.message(now, reader)
        told["heard"] = view.excerpt(shown) if not shown.own and not shown.gone else ""
        if change.kind == "added" and not self._hangs(now):
            thread = view.ThreadView(root=shown, day=self._new_day(now, page))
            return {**told, "op": "thread", "html": self._room.paint.thread(thread, reader)}
        op = "reply" if change.kind == "added" else "replace"
        return {**told, "op": op, "html": self._room.paint.message(shown, reader)}

    def _hangs(self, post: Post) -> bool:
        return post.thread is not None and self._room.demo.chat.log.place(post.thread) is not None

    def _new_day(self, post: Post, page: _Page) -> str:
        """The day, if the thread before it is from another one."""
        roots = [one for one in self._room.posts(page.reader, page.channel) if one.thread is None]
        days = {thread.root.id: thread.day for thread in view.threads(roots, page.reader)}
        return days.get(post.id, "")


async def _send(page: _Page, name: str, data: Mapping[str, object], event_id: str = "") -> None:
    head = f"id: {event_id}\n" if event_id else ""
    await page.response.write(f"{head}event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode())
