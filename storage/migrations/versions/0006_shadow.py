"""What the bot would have done where it only watches; leaves the tables as they are now to schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TEXT = sa.Text()
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "shadow",
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("message", TEXT, nullable=False),
        sa.Column("thread", TEXT),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("place", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("decision", sa.String(10), nullable=False),
        sa.Column("entries", TEXT, nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("is_question", sa.Float(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("answer", TEXT, nullable=False),
        sa.Column("answer_role", sa.String(10), nullable=False),
        sa.Column("answer_message", TEXT, nullable=False),
        sa.Column("answered_at", MOMENT),
        sa.PrimaryKeyConstraint("platform", "channel", "message", name=op.f("pk_shadow")),
    )
    op.create_index("ix_shadow_at", "shadow", ["at"])
    op.create_index("ix_shadow_answer", "shadow", ["platform", "channel", "answer_message"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("shadow")
