"""The tables of what the bot knows and learns; leaves the desk's own tables to schema."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, Index, Integer, LargeBinary, String, Table, false

from storage.columns import Document, Moment, Words
from storage.schema_base import Number, metadata

faq_entries = Table(
    "faq_entries",
    metadata,
    Column("id", Words, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("retired", Boolean, nullable=False, server_default=false()),
    Column("document", Document, nullable=False),
)
faq_versions = Table(
    "faq_versions",
    metadata,
    Column("id", Number, primary_key=True),
    Column("entry", Words, nullable=False, index=True),
    Column("document", Document),
    Column("who", Words),
    Column("at", Moment, nullable=False),
    sqlite_autoincrement=True,
)
faq_feedback = Table(
    "faq_feedback",
    metadata,
    Column("id", Number, primary_key=True),
    Column("question", Number),
    Column("entry", Words),
    Column("kind", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("who", Words),
    Column("at", Moment, nullable=False),
    Column("features", Document),
    Index("ix_faq_feedback_entry", "entry"),
    Index("ix_faq_feedback_question", "question"),
    sqlite_autoincrement=True,
)
wordings = Table(
    "wordings",
    metadata,
    Column("id", Number, primary_key=True),
    Column("entry", Words, nullable=False, index=True),
    Column("text", Words, nullable=False),
    Column("form", Words, nullable=False, index=True),
    Column("language", Words, nullable=False),
    Column("source", Words, nullable=False),
    Column("question", Number, index=True),
    Column("person", Words),
    Column("at", Moment, nullable=False),
    Column("state", String(10), nullable=False),
    Column("rival", Words, nullable=False),
    Column("doubted", Boolean, nullable=False),
    Column("seen_by", Words),
    Column("seen_at", Moment),
    sqlite_autoincrement=True,
)
vectors = Table(
    "vectors",
    metadata,
    Column("key", Words, primary_key=True),
    Column("vector", LargeBinary, nullable=False),
    Column("used_at", Moment, nullable=False, index=True),
)

shadow = Table(
    "shadow",
    metadata,
    Column("platform", Words, primary_key=True),
    Column("channel", Words, primary_key=True),
    Column("message", Words, primary_key=True),
    Column("thread", Words),
    Column("at", Moment, nullable=False, index=True),
    Column("place", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("decision", String(10), nullable=False),
    Column("entries", Document, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("is_question", Float, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("answer", Words, nullable=False),
    Column("answer_role", String(10), nullable=False),
    Column("answer_message", Words, nullable=False),
    Column("answered_at", Moment),
    Index("ix_shadow_answer", "platform", "channel", "answer_message"),
)
