"""The tables of announcements and of what became of each copy; leaves how they came about to the migrations."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, false

from storage.columns import Document, Moment, Words
from storage.schema_base import Number, metadata

announcements = Table(
    "announcements",
    metadata,
    Column("number", Number, primary_key=True),
    Column("state", String(12), nullable=False),
    Column("author", Words, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("busy", Boolean, nullable=False, server_default=false()),
    Column("created_at", Moment, nullable=False),
    Column("document", Document, nullable=False),
    Column("bodies", Document, nullable=False),
    Index("ix_announcements_state", "state"),
    sqlite_autoincrement=True,
)
_BUSY = announcements.c.busy
Index("ix_announcements_busy", announcements.c.number, sqlite_where=_BUSY, postgresql_where=_BUSY)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Number, primary_key=True),
    Column("announcement", Number, ForeignKey("announcements.number"), nullable=False),
    Column("part", String(10), nullable=False),
    Column("recipient", Words, nullable=False),
    Column("person", Words),
    Column("place", Words),
    Column("platform", Words, nullable=False),
    Column("channel", Words, nullable=False),
    Column("language", String(8), nullable=False),
    Column("school", Words),
    Column("via", Words),
    Column("state", String(10), nullable=False),
    Column("reason", Words, nullable=False, server_default=""),
    Column("edition", Integer, nullable=False, server_default="0"),
    Column("outbox", Number),
    Column("arrived_at", Moment),
    Column("seen_at", Moment),
    Column("confirmed_at", Moment),
    Index("uq_deliveries_recipient", "announcement", "part", "recipient", unique=True),
    Index("ix_deliveries_outbox", "outbox"),
    Index("ix_deliveries_state", "announcement", "state"),
    sqlite_autoincrement=True,
)
announcement_log = Table(
    "announcement_log",
    metadata,
    Column("id", Number, primary_key=True),
    Column("announcement", Number, ForeignKey("announcements.number"), nullable=False, index=True),
    Column("what", Words, nullable=False),
    Column("who", Words),
    Column("at", Moment, nullable=False),
    Column("details", Document, nullable=False),
    sqlite_autoincrement=True,
)
