"""What is new since a moment, for the lists that come by themselves: answers and announcements; leaves the lines to `replies/lists`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from handlers.context import Desk
from knowledge.broadcast.announcement import Announcement, State
from knowledge.broadcast.audience_copies import reached
from knowledge.broadcast.markup import one_line
from knowledge.support.directory import Person

_OUT = (State.SENDING, State.SENT)


@dataclass(frozen=True, kw_only=True)
class News:
    """All that is new since the earliest moment that some reader asks about."""

    added: dict[str, tuple[datetime, str]]
    """Entry id -> when it was written, and its question; the newest first."""
    announced: tuple[tuple[Announcement, frozenset[str]], ...]
    """Announcements that hold, with whom they are for; the newest first."""

    def entries(self, since: datetime) -> tuple[str, ...]:
        """The questions of the answers that are new from then on."""
        return tuple(title for at, title in self.added.values() if at >= since)

    def titles(self, since: datetime, language: str, person: Person | None = None) -> tuple[str, ...]:
        """What was announced from then on, to that person if one is given; safe to show."""
        return tuple(
            one_line(one.said(language).title) for one, people in self.announced
            if one.sent_at and one.sent_at >= since and (person is None or person.id in people)
        )  # fmt: skip


async def news_since(desk: Desk, since: datetime) -> News:
    """What is new from that moment on."""
    added = await desk.tx.faq.added(since)
    entries = desk.entries(tuple(added))
    out = [
        one
        for one in await desk.tx.announcements.where(_OUT)
        if one.sent_at and one.sent_at >= since and not one.expired
    ]
    return News(
        added={entry: (at, entries[entry].title) for entry, at in added.items() if entry in entries},
        announced=tuple((one, reached(one.audience, desk.directory, one.way)) for one in out),
    )
