"""The present moment for commands; leaves the desk's clock to whoever runs a desk."""

from __future__ import annotations

import time
from datetime import UTC, datetime


def now() -> datetime:
    """Now, aware, UTC."""
    return datetime.fromtimestamp(time.time(), UTC)
