"""The tables of what the vendor is asked: cases and points; leaves how they came about to the migrations."""

from __future__ import annotations

from sqlalchemy import Column, Index, String, Table

from storage.columns import Document, Moment, Words
from storage.schema_base import Number, metadata

vendor_cases = Table(
    "vendor_cases",
    metadata,
    Column("number", Number, primary_key=True),
    Column("state", String(12), nullable=False),
    Column("follower", Words, nullable=False),
    Column("sent_at", Moment, nullable=False),
    Column("document", Document, nullable=False),
    Index("ix_vendor_cases_state", "state"),
    sqlite_autoincrement=True,
)
vendor_points = Table(
    "vendor_points",
    metadata,
    Column("number", Number, primary_key=True),
    Column("state", String(12), nullable=False),
    Column("source", String(12), nullable=False),
    Column("at", Moment, nullable=False),
    Column("document", Document, nullable=False),
    Index("ix_vendor_points_state", "state"),
    sqlite_autoincrement=True,
)
