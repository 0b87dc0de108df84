"""Announcements, their deliveries and their log; leaves the tables as they are now to schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TEXT = sa.Text()
MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    _announcements()
    _deliveries()
    op.create_table(
        "announcement_log",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("announcement", NUMBER, nullable=False),
        sa.Column("what", TEXT, nullable=False),
        sa.Column("who", TEXT),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("details", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement"], ["announcements.number"], name=op.f("fk_announcement_log_announcement_announcements")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement_log")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_announcement_log_announcement"), "announcement_log", ["announcement"])


def _announcements() -> None:
    op.create_table(
        "announcements",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("author", TEXT, nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("busy", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("document", TEXT, nullable=False),
        sa.Column("bodies", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_announcements")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_announcements_state", "announcements", ["state"])
    busy = sa.text("busy")
    op.create_index("ix_announcements_busy", "announcements", ["number"], sqlite_where=busy, postgresql_where=busy)


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("announcement", NUMBER, nullable=False),
        sa.Column("part", sa.String(10), nullable=False),
        sa.Column("recipient", TEXT, nullable=False),
        sa.Column("person", TEXT),
        sa.Column("place", TEXT),
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("school", TEXT),
        sa.Column("via", TEXT),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("reason", TEXT, nullable=False, server_default=""),
        sa.Column("edition", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("outbox", NUMBER),
        sa.Column("arrived_at", MOMENT),
        sa.Column("seen_at", MOMENT),
        sa.Column("confirmed_at", MOMENT),
        sa.ForeignKeyConstraint(
            ["announcement"], ["announcements.number"], name=op.f("fk_deliveries_announcement_announcements")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sqlite_autoincrement=True,
    )
    recipient = ["announcement", "part", "recipient"]
    op.create_index("uq_deliveries_recipient", "deliveries", recipient, unique=True)
    op.create_index("ix_deliveries_outbox", "deliveries", ["outbox"])
    op.create_index("ix_deliveries_state", "deliveries", ["announcement", "state"])


def downgrade() -> None:
    """Take them away."""
    op.drop_table("announcement_log")
    op.drop_table("deliveries")
    op.drop_table("announcements")
