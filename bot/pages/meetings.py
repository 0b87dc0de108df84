"""Calendar files of meetings, behind addresses that nobody guesses; leaves their content to bot/files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.files.calendar_file import write_calendar
from bot.settings_values import Settings
from bot.web import Page
from bot.words import calendar_words
from knowledge.support.directory import Directory
from knowledge.support.meeting import LONGEST_MINUTES, Meeting, MeetingState
from storage.store import Store
from storage.transaction import Transaction

_SHOWN = (MeetingState.PLANNED, MeetingState.CANCELLED)
_LONGEST = timedelta(minutes=LONGEST_MINUTES)
"""So long a meeting may be going on: while it is, the times after it are foreseen from it."""
_NAME = {"feed": "moten.ics", "one": "mote.ics"}


def meetings_page(store: Store, settings: Settings, clock: Callable[[], datetime]) -> Page:
    """The page for a desk: `clock` is the desk's."""
    return Page(
        routes=[web.get("/meetings/{token:[A-Za-z0-9_-]{16,64}}.ics", _Calendars(store, settings, clock).answer)]
    )


class _Calendars:
    def __init__(self, store: Store, settings: Settings, clock: Callable[[], datetime]) -> None:
        self._store, self._settings, self._clock = store, settings, clock

    async def answer(self, request: web.Request) -> web.Response:
        """One meeting, or all of them; 404 for an address that leads nowhere."""
        async with self._store.reading() as tx:
            found = await self._found(tx, request.match_info["token"])
        if found is None:
            raise web.HTTPNotFound(text="There is no such calendar.")
        name, body = found
        mark = f'"{hashlib.sha256(_without_stamp(body)).hexdigest()[:24]}"'
        headers = {"Cache-Control": "private, max-age=900", "ETag": mark, "X-Robots-Tag": "noindex"}
        if request.headers.get("If-None-Match") == mark:
            return web.Response(status=304, headers=headers)
        headers["Content-Disposition"] = f'attachment; filename="{_NAME[name]}"'
        return web.Response(body=body, content_type="text/calendar", charset="utf-8", headers=headers)

    async def _found(self, tx: Transaction, token: str) -> tuple[str, bytes] | None:
        directory = await tx.directory.load()
        if token == await tx.meetings.feed():
            public = [
                one
                for one in await tx.meetings.all(_SHOWN, since=self._clock() - _LONGEST)
                if one.invited.kind != "central"
            ]
            return "feed", self._written(directory, public, foreseen=True)
        meeting = await tx.meetings.by_token(token)
        if meeting is None or meeting.state is MeetingState.DRAFT:
            return None
        return "one", self._written(directory, [meeting], foreseen=False)

    def _written(self, directory: Directory, meetings: list[Meeting], *, foreseen: bool) -> bytes:
        words = calendar_words(directory.organisation.language, directory.organisation.name)
        zone = ZoneInfo(directory.organisation.time_zone)
        working = self._settings.calendar.working_time(directory) if foreseen else None
        return write_calendar(meetings, words, self._clock(), zone, working)


def _without_stamp(body: bytes) -> bytes:
    """What counts as the content: not when the file was made."""
    return b"\r\n".join(line for line in body.split(b"\r\n") if not line.startswith(b"DTSTAMP"))
