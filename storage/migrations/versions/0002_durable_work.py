"""Timers and outbox: what the desk has promised to do and to say; leaves the tables as they are now to schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TEXT = sa.Text()
MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LIVE = sa.text("live")
UNTOLD = sa.text("NOT told")
WAITS = sa.text("state IN ('pending', 'sending')")


def upgrade() -> None:
    """Make the tables."""
    _timers()
    _outbox()


def downgrade() -> None:
    """Take them away."""
    op.drop_table("outbox")
    op.drop_table("timers")


def _timers() -> None:
    op.create_table(
        "timers",
        sa.Column("key", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("due", MOMENT, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("values", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_timers")),
    )
    op.create_index("ix_timers_due", "timers", ["due"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("thread", TEXT),
        sa.Column("only_for", TEXT),
        sa.Column("person", TEXT),
        sa.Column("reply", TEXT, nullable=False),
        sa.Column("about", NUMBER),
        sa.Column("body", TEXT),
        sa.Column("said", TEXT),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("token", TEXT, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("failures", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("not_before", MOMENT),
        sa.Column("owner", TEXT),
        sa.Column("claimed_at", MOMENT),
        sa.Column("lease_until", MOMENT),
        sa.Column("remote_id", TEXT),
        sa.Column("target", NUMBER),
        sa.Column("at_most_once", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("repeated", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("told", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("reason", TEXT, nullable=False, server_default=""),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("done_at", MOMENT),
        sa.ForeignKeyConstraint(["target"], ["outbox.id"], name=op.f("fk_outbox_target")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("token", name=op.f("uq_outbox_token")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_key", "outbox", ["key", "id"])
    op.create_index("ix_outbox_remote", "outbox", ["platform", "channel", "remote_id"])
    op.create_index("ix_outbox_target", "outbox", ["target"])
    op.create_index("ix_outbox_untold", "outbox", ["id"], sqlite_where=UNTOLD, postgresql_where=UNTOLD)
    op.create_index("ix_outbox_waiting", "outbox", ["id"], sqlite_where=WAITS, postgresql_where=WAITS)
    op.create_index("uq_outbox_live", "outbox", ["key"], unique=True, sqlite_where=LIVE, postgresql_where=LIVE)
