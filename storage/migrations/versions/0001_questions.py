"""What reaches the desk and the questions that come of it; leaves the tables as they are now to schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TEXT = sa.Text()
MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    _inbox_events()
    _inbox_messages()
    _failed_events()
    _questions()
    _history()
    _messages()


def downgrade() -> None:
    """Take them away."""
    op.drop_table("messages")
    op.drop_table("history")
    op.drop_table("questions")
    op.drop_table("failed_events")
    op.drop_table("inbox_messages")
    op.drop_table("inbox_events")


def _inbox_events() -> None:
    op.create_table(
        "inbox_events",
        sa.Column("event_id", TEXT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_inbox_events")),
    )


def _inbox_messages() -> None:
    op.create_table(
        "inbox_messages",
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("message", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("platform", "channel", "message", name=op.f("pk_inbox_messages")),
    )


def _failed_events() -> None:
    op.create_table(
        "failed_events",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("event", TEXT, nullable=False),
        sa.Column("error", TEXT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_events")),
        sqlite_autoincrement=True,
    )


def _questions() -> None:
    op.create_table(
        "questions",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("asker", TEXT, nullable=False),
        sa.Column("school", TEXT),
        sa.Column("place", TEXT),
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("root", TEXT, nullable=False),
        sa.Column("linked_to", NUMBER),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("solved_at", MOMENT),
        sa.Column("shared_text", TEXT),
        sa.Column("document", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_questions")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_questions_asked_at", "questions", ["asked_at"])
    op.create_index("ix_questions_linked_to", "questions", ["linked_to"])
    op.create_index("ix_questions_root", "questions", ["platform", "channel", "root"])
    op.create_index("ix_questions_state", "questions", ["state"])


def _history() -> None:
    op.create_table(
        "history",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("question", NUMBER, nullable=False),
        sa.Column("what", TEXT, nullable=False),
        sa.Column("who", TEXT),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("details", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["question"], ["questions.number"], name=op.f("fk_history_question")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_history_question", "history", ["question"])


def _messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("message", TEXT, nullable=False),
        sa.Column("thread", TEXT),
        sa.Column("author", TEXT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("question", NUMBER),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.ForeignKeyConstraint(["question"], ["questions.number"], name=op.f("fk_messages_question")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("platform", "channel", "message", name=op.f("uq_messages_platform_channel_message")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_messages_question", "messages", ["question"])
    op.create_index("ix_messages_thread", "messages", ["platform", "channel", "thread"])
