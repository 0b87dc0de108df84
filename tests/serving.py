"""Ends web servers of the tests so that nothing of theirs is left open; leaves starting them to each."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aiohttp import web


async def ended(runner: web.AppRunner) -> None:
    """Take no more, let what connected just now become a connection, close all of them, and let each say goodbye.

    A connection that the loop has accepted and not yet taken up when it ends would be left open.
    """
    for site in list(runner.sites):
        await site.stop()
    await _others()
    await runner.cleanup()
    await _others()


async def _others() -> None:
    """Whatever is ready in this loop has its turn."""
    for _ in range(5):
        await asyncio.sleep(0)
