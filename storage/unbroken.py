"""Carries a call to the database to its end although its caller is cancelled; leaves the undoing to Store.

A driver that is cancelled in the middle of a statement leaves the connection, and the write lock on it, in a state that
nobody knows. So the caller learns of its cancellation only when the call has ended.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

T = TypeVar("T")


async def to_the_end(call: Awaitable[T]) -> T:
    """What the call gives; CancelledError comes through only after it has ended."""
    task = asyncio.ensure_future(call)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await _ended(task)
        raise


async def _ended(task: asyncio.Future[T]) -> None:
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError:
            continue  # cancelled once more: the first one is raised in the end
    if not task.cancelled():
        task.exception()
