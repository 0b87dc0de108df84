"""Ways to find a person's and the newly solved questions among many; leaves the tables as they are now to schema."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the indexes."""
    op.drop_index("ix_questions_state", "questions")
    op.create_index("ix_questions_state", "questions", ["state", "solved_at"])
    op.create_index("ix_questions_asker", "questions", ["asker", "asked_at"])


def downgrade() -> None:
    """As they were."""
    op.drop_index("ix_questions_asker", "questions")
    op.drop_index("ix_questions_state", "questions")
    op.create_index("ix_questions_state", "questions", ["state"])
