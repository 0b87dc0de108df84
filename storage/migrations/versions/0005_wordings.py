"""Wordings in rows of their own, and features beside what people said; leaves the tables as they are now to schema."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TEXT = sa.Text()
MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ENTRIES = sa.table("faq_entries", sa.column("id", TEXT), sa.column("document", TEXT))
WORDINGS = sa.table(
    "wordings",
    sa.column("id", NUMBER),
    sa.column("entry", TEXT),
    sa.column("text", TEXT),
    sa.column("form", TEXT),
    sa.column("language", TEXT),
    sa.column("source", TEXT),
    sa.column("at", MOMENT),
    sa.column("state", sa.String(10)),
    sa.column("rival", TEXT),
    sa.column("doubted", sa.Boolean()),
    sa.column("seen_at", MOMENT),
)


def upgrade() -> None:
    """Make the table, and move the wordings of the entries into it."""
    _wordings()
    with op.batch_alter_table("faq_feedback") as table:
        table.add_column(sa.Column("features", TEXT))
        table.create_index("ix_faq_feedback_entry", ["entry"])
        table.create_index("ix_faq_feedback_question", ["question"])
    _out_of_the_entries()


def downgrade() -> None:
    """Put the wordings that are used back into the entries, and take the table away."""
    _into_the_entries()
    with op.batch_alter_table("faq_feedback") as table:
        table.drop_index("ix_faq_feedback_question")
        table.drop_index("ix_faq_feedback_entry")
        table.drop_column("features")
    op.drop_table("wordings")


def _wordings() -> None:
    op.create_table(
        "wordings",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("entry", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("form", TEXT, nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("question", NUMBER),
        sa.Column("person", TEXT),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("rival", TEXT, nullable=False),
        sa.Column("doubted", sa.Boolean(), nullable=False),
        sa.Column("seen_by", TEXT),
        sa.Column("seen_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wordings")),
        sqlite_autoincrement=True,
    )
    for column in ("entry", "form", "question"):
        op.create_index(f"ix_wordings_{column}", "wordings", [column])


def _documents() -> list[tuple[str, dict[str, Any]]]:
    rows = op.get_bind().execute(sa.select(ENTRIES.c.id, ENTRIES.c.document)).all()
    return [(row.id, json.loads(row.document)) for row in rows]


def _write(entry: str, document: dict[str, Any]) -> None:
    written = json.dumps(document, ensure_ascii=False)
    op.get_bind().execute(sa.update(ENTRIES).where(ENTRIES.c.id == entry).values(document=written))


def _out_of_the_entries() -> None:
    moved: list[dict[str, Any]] = []
    for entry, document in _documents():
        if document.get("wordings"):
            moved += [_row(entry, text, document.get("language", "sv")) for text in document["wordings"]]
            _write(entry, {**document, "wordings": []})
    if moved:
        op.bulk_insert(WORDINGS, moved)


def _row(entry: str, text: str, language: str) -> dict[str, Any]:
    epoch = datetime(2026, 1, 1, tzinfo=UTC)  # nobody wrote down when
    return {"entry": entry, "text": text, "form": _form(text), "language": language, "source": "imported", "at": epoch,
            "state": "live", "rival": "", "doubted": False, "seen_at": epoch}  # fmt: skip


def _into_the_entries() -> None:
    used = sa.select(WORDINGS.c.entry, WORDINGS.c.text).where(WORDINGS.c.state == "live").order_by(WORDINGS.c.id)
    texts: dict[str, list[str]] = {}
    for row in op.get_bind().execute(used).all():
        texts.setdefault(row.entry, []).append(row.text)
    for entry, document in _documents():
        if entry in texts:
            _write(entry, {**document, "wordings": texts[entry]})


def _form(text: str) -> str:
    """Words in lower case, as they were compared when this migration was written."""
    return " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).lower()))
