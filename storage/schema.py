"""The tables of the desk; leaves how they came about to the migrations and what is in them to the file of each noun."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint, false, true

from storage.columns import Document, Moment, Words
from storage.schema_base import Number, metadata

inbox_events = Table(
    "inbox_events",
    metadata,
    Column("event_id", Words, primary_key=True),
    Column("at", Moment, nullable=False),
)
inbox_messages = Table(
    "inbox_messages",
    metadata,
    Column("platform", Words, primary_key=True),
    Column("channel", Words, primary_key=True),
    Column("message", Words, primary_key=True),
)
failed_events = Table(
    "failed_events",
    metadata,
    Column("id", Number, primary_key=True),
    Column("event", Document, nullable=False),
    Column("error", Words, nullable=False),
    Column("at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

questions = Table(
    "questions",
    metadata,
    Column("number", Number, primary_key=True),
    Column("state", String(20), nullable=False),
    Column("asker", Words, nullable=False),
    Column("school", Words),
    Column("place", Words),
    Column("platform", Words, nullable=False),
    Column("channel", Words, nullable=False),
    Column("root", Words, nullable=False),
    Column("linked_to", Number),
    Column("asked_at", Moment, nullable=False),
    Column("solved_at", Moment),
    Column("shared_text", Words),
    Column("document", Document, nullable=False),
    Index("ix_questions_root", "platform", "channel", "root"),
    Index("ix_questions_state", "state", "solved_at"),
    Index("ix_questions_asker", "asker", "asked_at"),
    Index("ix_questions_linked_to", "linked_to"),
    Index("ix_questions_asked_at", "asked_at"),
    sqlite_autoincrement=True,
)
history = Table(
    "history",
    metadata,
    Column("id", Number, primary_key=True),
    Column("question", Number, ForeignKey("questions.number"), nullable=False, index=True),
    Column("what", Words, nullable=False),
    Column("who", Words),
    Column("at", Moment, nullable=False),
    Column("details", Document, nullable=False),
    sqlite_autoincrement=True,
)
messages = Table(
    "messages",
    metadata,
    Column("id", Number, primary_key=True),
    Column("platform", Words, nullable=False),
    Column("channel", Words, nullable=False),
    Column("message", Words, nullable=False),
    Column("thread", Words),
    Column("author", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("text", Words, nullable=False),
    Column("question", Number, ForeignKey("questions.number"), index=True),
    Column("kind", Words, nullable=False),
    Column("deleted", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("platform", "channel", "message"),
    Index("ix_messages_thread", "platform", "channel", "thread"),
    sqlite_autoincrement=True,
)

timers = Table(
    "timers",
    metadata,
    Column("key", Words, primary_key=True),
    Column("kind", Words, nullable=False),
    Column("due", Moment, nullable=False, index=True),
    Column("round", Integer, nullable=False),
    Column("values", Document, nullable=False),
)
outbox = Table(
    "outbox",
    metadata,
    Column("id", Number, primary_key=True),
    Column("key", Words, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("platform", Words, nullable=False),
    Column("channel", Words, nullable=False),
    Column("thread", Words),
    Column("only_for", Words),
    Column("person", Words),
    Column("reply", Words, nullable=False),
    Column("about", Number),
    Column("body", Document),
    Column("said", Document),
    Column("live", Boolean, nullable=False),
    Column("token", Words, nullable=False, unique=True),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("not_before", Moment),
    Column("owner", Words),
    Column("claimed_at", Moment),
    Column("lease_until", Moment),
    Column("remote_id", Words),
    Column("target", Number, ForeignKey("outbox.id"), index=True),
    Column("at_most_once", Boolean, nullable=False, server_default=false()),
    Column("repeated", Boolean, nullable=False, server_default=false()),
    Column("told", Boolean, nullable=False, server_default=true()),
    Column("reason", Words, nullable=False, server_default=""),
    Column("created_at", Moment, nullable=False),
    Column("done_at", Moment),
    Index("ix_outbox_key", "key", "id"),
    Index("ix_outbox_remote", "platform", "channel", "remote_id"),
    sqlite_autoincrement=True,
)
_WAITS = outbox.c.state.in_(("pending", "sending"))
Index("ix_outbox_waiting", outbox.c.id, sqlite_where=_WAITS, postgresql_where=_WAITS)
Index("ix_outbox_untold", outbox.c.id, sqlite_where=~outbox.c.told, postgresql_where=~outbox.c.told)
Index("uq_outbox_live", outbox.c.key, unique=True, sqlite_where=outbox.c.live, postgresql_where=outbox.c.live)

people = Table(
    "people",
    metadata,
    Column("id", Words, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("known", Boolean, nullable=False),
    Column("asked_at", Moment),
    Column("document", Document, nullable=False),
)
accounts = Table(
    "accounts",
    metadata,
    Column("platform", Words, primary_key=True),
    Column("account", Words, primary_key=True),
    Column("person", Words, ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("looked_up_at", Moment),
)
schools = Table(
    "schools",
    metadata,
    Column("id", Words, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("document", Document, nullable=False),
)
places = Table(
    "places",
    metadata,
    Column("id", Words, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("paused_until", Moment),
    Column("document", Document, nullable=False),
)
channels = Table(
    "channels",
    metadata,
    Column("platform", Words, primary_key=True),
    Column("channel", Words, primary_key=True),
    Column("place", Words, ForeignKey("places.id", ondelete="CASCADE"), nullable=False, index=True),
)

revisions = Table(
    "revisions",
    metadata,
    Column("name", String(20), primary_key=True),
    Column("value", Number, nullable=False),
)
held = Table(
    "held",
    metadata,
    Column("platform", Words, primary_key=True),
    Column("channel", Words, primary_key=True),
    Column("author", Words, primary_key=True),
    Column("parts", Document, nullable=False),
    Column("since", Moment, nullable=False),
)
desk = Table(
    "desk",
    metadata,
    Column("name", Words, primary_key=True),
    Column("value", Document, nullable=False),
)
chat = Table(
    "chat",
    metadata,
    Column("number", Number, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    Column("channel", Words, nullable=False),
    Column("body", Document, nullable=False),
    sqlite_autoincrement=True,
)
