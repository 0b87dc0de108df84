"""What the desk's own presses made of the matcher's odds; leaves what it means to knowledge, fitting it to `train`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from storage.desk import Desk

_NAME = "calibration"


class Calibration:
    """One JSON value of the desk; each change raises the FAQ's revision, so that whoever serves takes it up."""

    def __init__(self, desk: Desk, raise_revision: Callable[[], Awaitable[None]]) -> None:
        self._desk, self._raise = desk, raise_revision

    async def get(self) -> dict[str, Any] | None:
        """The own calibration; None = as shipped."""
        value: dict[str, Any] | None = await self._desk.get(_NAME)
        return value

    async def put(self, value: dict[str, Any] | None) -> None:
        """Keep it, or go back to the shipped one (None)."""
        await self._desk.set(_NAME, value)
        await self._raise()
