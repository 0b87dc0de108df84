"""Cases with the vendor, and points for it; leaves the tables as they are now to schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TEXT = sa.Text()
MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "vendor_cases",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("follower", TEXT, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("document", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_vendor_cases")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_vendor_cases_state", "vendor_cases", ["state"])
    op.create_table(
        "vendor_points",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("source", sa.String(12), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("document", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_vendor_points")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_vendor_points_state", "vendor_points", ["state"])


def downgrade() -> None:
    """Take them away."""
    op.drop_table("vendor_points")
    op.drop_table("vendor_cases")
