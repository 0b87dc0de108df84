"""One transaction with all nouns in it; leaves each noun to its own file."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.agenda import AgendaRows
from storage.announcements import Announcements
from storage.calibration import Calibration
from storage.chat import Chat
from storage.desk import Desk
from storage.directory import DirectoryRows
from storage.erasing import Erasing
from storage.faq import Faq
from storage.feed import Feed
from storage.feedback import FeedbackRows
from storage.held import HeldParts
from storage.housekeeping import Housekeeping
from storage.inbox import Inbox
from storage.ledger import Ledger
from storage.meeting_notes import NotesOfMeetings
from storage.meeting_points import MeetingPoints
from storage.meeting_tasks import MeetingTasks
from storage.meetings import Meetings
from storage.messages import Messages
from storage.near import NearConnection
from storage.outbox import Outbox
from storage.questions import Questions
from storage.retention import Retention
from storage.shadow import Shadow
from storage.shut import Shut
from storage.solved import Solved
from storage.statistics import Statistics
from storage.timers import Timers
from storage.vectors import Vectors
from storage.vendor import Vendor
from storage.wishes import Wishes
from storage.wordings import Wordings
from storage.work import Work


class Transaction(Work):
    """What is read and written together; got from `Store.transaction` or `Store.reading`."""

    def __init__(
        self, connection: AsyncConnection | NearConnection, cache: dict[str, tuple[int, Any]], *, writing: bool
    ) -> None:
        super().__init__(connection, writing=writing)
        self.inbox = Inbox(self)
        self.questions = Questions(self)
        self.meeting_points = MeetingPoints(self)
        self.agenda = AgendaRows(self)
        self.meetings = Meetings(self)
        self.meeting_notes = NotesOfMeetings(self)
        self.meeting_tasks = MeetingTasks(self)
        self.messages = Messages(self)
        self.timers = Timers(self)
        self.outbox = Outbox(self)
        self.directory = DirectoryRows(self, cache)
        self.faq = Faq(self, cache)
        self.feedback = FeedbackRows(self)
        self.wordings = Wordings(self, self.faq.raise_revision)
        self.held = HeldParts(self)
        self.desk = Desk(self)
        self.calibration = Calibration(self.desk, self.faq.raise_revision)
        self.shadow = Shadow(self)
        self.shut = Shut(self)
        self.statistics = Statistics(self)
        self.solved = Solved(self)
        self.chat = Chat(self)
        self.vectors = Vectors(self)
        self.vendor = Vendor(self)
        self.wishes = Wishes(self)
        self.housekeeping = Housekeeping(self)
        self.retention = Retention(self)
        self.erasing = Erasing(self, self._raise_all)
        self.announcements = Announcements(self)
        self.ledger = Ledger(self)
        self.feed = Feed(self, self.outbox)

    async def _raise_all(self) -> None:
        await self.directory.raise_revision()
        await self.faq.raise_revision()

    def committed(self) -> None:
        """Called by Store when everything is kept: what was only ours may now be shared."""
        self.directory.committed()
        self.faq.committed()
