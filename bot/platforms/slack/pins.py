"""Keeps messages at the top of their channels; leaves which ones to the desk."""

from __future__ import annotations

import logging

from bot.platforms.slack.calls import Calls
from bot.platforms.slack.faults import AS_WANTED, NoRight, RefusedError

log = logging.getLogger(__name__)


async def pin(calls: Calls, room: str, message: str, *, pinned: bool) -> None:
    """Pin it, or no longer; without the right it stays where it is. Raises TryLater, Gone or RefusedError."""
    method = "pins.add" if pinned else "pins.remove"
    try:
        await calls.do(method, channel=room, timestamp=message)
    except RefusedError as refused:
        if refused.code not in AS_WANTED:
            raise
    except NoRight as lacking:
        log.warning("a message is not pinned: %s", lacking)
