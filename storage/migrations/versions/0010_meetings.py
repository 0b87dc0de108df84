"""Meetings, what comes of them, and people's wishes; leaves the tables as they are now to schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TEXT = sa.Text()
MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "meetings",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("owner", TEXT, nullable=False),
        sa.Column("begins_at", MOMENT, nullable=False),
        sa.Column("document", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_meetings")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_meetings_state", "meetings", ["state", "begins_at"])
    op.create_table(
        "meeting_replies",
        sa.Column("meeting", NUMBER, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("reply", sa.String(12), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("document", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting"], ["meetings.number"], name=op.f("fk_meeting_replies_meeting_meetings"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("meeting", "person", name=op.f("pk_meeting_replies")),
    )
    op.create_table(
        "meeting_notes",
        sa.Column("meeting", NUMBER, autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("document", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["meeting"], ["meetings.number"], name=op.f("fk_meeting_notes_meeting_meetings")),
        sa.PrimaryKeyConstraint("meeting", name=op.f("pk_meeting_notes")),
    )
    _numbered("meeting_points", "author")
    op.create_index("ix_meeting_points_meeting", "meeting_points", ["meeting", "state"])
    _numbered("meeting_tasks", "owner", moment="due_at")
    op.create_index("ix_meeting_tasks_state", "meeting_tasks", ["state", "due_at"])
    _wishes()


def _wishes() -> None:
    op.create_table(
        "wishes",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("sender", TEXT, nullable=False),
        sa.Column("school", TEXT, nullable=True),
        sa.Column("same_as", NUMBER, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("document", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_wishes")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_wishes_state", "wishes", ["state"])
    op.create_index("ix_wishes_same_as", "wishes", ["same_as"])


def _numbered(table: str, whose: str, moment: str = "at") -> None:
    """What hangs on a meeting, or waits for one."""
    op.create_table(
        table,
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("meeting", NUMBER, nullable=True),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column(whose, TEXT, nullable=False),
        sa.Column(moment, MOMENT, nullable=False),
        sa.Column("document", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["meeting"], ["meetings.number"], name=op.f(f"fk_{table}_meeting_meetings")),
        sa.PrimaryKeyConstraint("number", name=op.f(f"pk_{table}")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Take them away."""
    for table in ("wishes", "meeting_tasks", "meeting_points", "meeting_notes", "meeting_replies", "meetings"):
        op.drop_table(table)
