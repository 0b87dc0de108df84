"""What goes over the wire and back, as plain values; leaves the wire itself to adapter."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What Teams is answered."""

    status: int = 200
    body: dict[str, Any] | None = None


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What the service answered to one call."""

    status: int
    data: dict[str, Any] = field(default_factory=dict)
    retry_after: float | None = None


class NotSent(Exception):  # noqa: N818 - it is what happened to the request
    """No connection was made, so nothing was done."""


class NoAnswer(Exception):  # noqa: N818 - the same
    """It was sent, and no answer came."""
