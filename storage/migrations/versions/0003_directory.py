"""The directory, the FAQ and the desk's own small things; leaves the tables as they are now to schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TEXT = sa.Text()
MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    _people()
    _accounts()
    _schools()
    _places()
    _channels()
    _faq_entries()
    _faq_versions()
    _faq_feedback()
    _revisions()
    _held()
    _desk()
    _chat()


def downgrade() -> None:
    """Take them away."""
    op.drop_table("chat")
    op.drop_table("desk")
    op.drop_table("held")
    op.drop_table("revisions")
    op.drop_table("faq_feedback")
    op.drop_table("faq_versions")
    op.drop_table("faq_entries")
    op.drop_table("channels")
    op.drop_table("places")
    op.drop_table("schools")
    op.drop_table("accounts")
    op.drop_table("people")


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("known", sa.Boolean(), nullable=False),
        sa.Column("asked_at", MOMENT),
        sa.Column("document", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )


def _accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("looked_up_at", MOMENT),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_accounts_person"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("platform", "account", name=op.f("pk_accounts")),
    )
    op.create_index("ix_accounts_person", "accounts", ["person"])


def _schools() -> None:
    op.create_table(
        "schools",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schools")),
    )


def _places() -> None:
    op.create_table(
        "places",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("paused_until", MOMENT),
        sa.Column("document", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places")),
    )


def _channels() -> None:
    op.create_table(
        "channels",
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("place", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["place"], ["places.id"], name=op.f("fk_channels_place"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("platform", "channel", name=op.f("pk_channels")),
    )
    op.create_index("ix_channels_place", "channels", ["place"])


def _faq_entries() -> None:
    op.create_table(
        "faq_entries",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("document", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_faq_entries")),
    )


def _faq_versions() -> None:
    op.create_table(
        "faq_versions",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("entry", TEXT, nullable=False),
        sa.Column("document", TEXT),
        sa.Column("who", TEXT),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_faq_versions")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_faq_versions_entry", "faq_versions", ["entry"])


def _faq_feedback() -> None:
    op.create_table(
        "faq_feedback",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("question", NUMBER),
        sa.Column("entry", TEXT),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("who", TEXT),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_faq_feedback")),
        sqlite_autoincrement=True,
    )


def _revisions() -> None:
    op.create_table(
        "revisions",
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("value", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_revisions")),
    )


def _held() -> None:
    op.create_table(
        "held",
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("author", TEXT, nullable=False),
        sa.Column("parts", TEXT, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("platform", "channel", "author", name=op.f("pk_held")),
    )


def _desk() -> None:
    op.create_table(
        "desk",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_desk")),
    )


def _chat() -> None:
    op.create_table(
        "chat",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_chat")),
        sa.UniqueConstraint("id", name=op.f("uq_chat_id")),
        sqlite_autoincrement=True,
    )
