"""What Alembic runs for each migration, on the connection that it is given; leaves opening it to migrate."""

from __future__ import annotations

from alembic import context

import storage.schema
import storage.schema_broadcast
import storage.schema_faq  # noqa: F401 - all fill the metadata with their tables
from storage.schema_base import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a table by rebuilding it
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
