"""The tables of meetings, of what comes of them and of people's wishes; leaves how they came about to the migrations."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, String, Table

from storage.columns import Document, Moment, Words
from storage.schema_base import Number, metadata

meetings = Table(
    "meetings",
    metadata,
    Column("number", Number, primary_key=True),
    Column("kind", String(12), nullable=False),
    Column("state", String(12), nullable=False),
    Column("owner", Words, nullable=False),
    Column("begins_at", Moment, nullable=False),
    Column("document", Document, nullable=False),
    Index("ix_meetings_state", "state", "begins_at"),
    sqlite_autoincrement=True,
)
meeting_replies = Table(
    "meeting_replies",
    metadata,
    Column("meeting", Number, ForeignKey("meetings.number", ondelete="CASCADE"), primary_key=True),
    Column("person", Words, primary_key=True),
    Column("reply", String(12), nullable=False),
    Column("at", Moment, nullable=False),
    Column("document", Document, nullable=False),
)
meeting_points = Table(
    "meeting_points",
    metadata,
    Column("number", Number, primary_key=True),
    Column("meeting", Number, ForeignKey("meetings.number")),
    Column("state", String(12), nullable=False),
    Column("author", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("document", Document, nullable=False),
    Index("ix_meeting_points_meeting", "meeting", "state"),
    sqlite_autoincrement=True,
)
meeting_notes = Table(
    "meeting_notes",
    metadata,
    Column("meeting", Number, ForeignKey("meetings.number"), primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("document", Document, nullable=False),
)
meeting_tasks = Table(
    "meeting_tasks",
    metadata,
    Column("number", Number, primary_key=True),
    Column("meeting", Number, ForeignKey("meetings.number")),
    Column("state", String(12), nullable=False),
    Column("owner", Words, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("document", Document, nullable=False),
    Index("ix_meeting_tasks_state", "state", "due_at"),
    sqlite_autoincrement=True,
)
wishes = Table(
    "wishes",
    metadata,
    Column("number", Number, primary_key=True),
    Column("state", String(12), nullable=False),
    Column("sender", Words, nullable=False),
    Column("school", Words),
    Column("same_as", Number),
    Column("at", Moment, nullable=False),
    Column("document", Document, nullable=False),
    Index("ix_wishes_state", "state"),
    Index("ix_wishes_same_as", "same_as"),
    sqlite_autoincrement=True,
)
