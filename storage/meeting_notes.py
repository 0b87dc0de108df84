"""What was written down of meetings, by meeting; leaves their life to knowledge."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from knowledge.support.meeting_notes import MeetingNotes
from storage import codec
from storage.schema_meetings import meeting_notes
from storage.work import Work


class NotesOfMeetings:
    """Notes, drafts among them."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def get(self, meeting: int, now: datetime) -> MeetingNotes:
        """The notes of the meeting, kept from every other writer until the end; empty ones where nobody has written."""
        wanted = select(meeting_notes.c.document).where(meeting_notes.c.meeting == meeting)
        document = await self._work.value(self._work.locked(wanted))
        if document is None:
            return MeetingNotes(meeting=meeting, at=now)
        return codec.from_json(MeetingNotes, document)

    async def put(self, notes: MeetingNotes) -> None:
        """Let this be what is stored of that meeting."""
        row = {"meeting": notes.meeting, "at": notes.at, "document": codec.to_json(notes)}
        await self._work.do(self._work.put(meeting_notes, row))

    async def written(self, meetings: Collection[int]) -> set[int]:
        """Of these meetings the ones whose notes were posted."""
        wanted = select(meeting_notes).where(meeting_notes.c.meeting.in_(list(meetings)))
        rows = await self._work.rows(wanted)
        return {row.meeting for row in rows if codec.from_json(MeetingNotes, row.document).posted is not None}
