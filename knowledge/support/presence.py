"""Signs that somebody is away, as their platform tells them: how long one counts, and whom they speak of; leaves storing them to storage."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from knowledge.conversation.event import Presence

HINTS = "presence/"
"""Signs are kept under `presence/<platform>/<sign>/<person>`."""
LONGEST_QUIET = timedelta(hours=12)
"""Do-not-disturb says nothing about the next day."""
DND = "dnd"


def hint_key(platform: str, sign: str, person: str) -> str:
    """Under what a sign is kept."""
    return f"{HINTS}{platform}/{sign}/{person}"


def hint(presence: Presence, now: datetime) -> dict[str, Any] | None:
    """What is kept of a sign: until when it counts; None when it says that the person is there."""
    until = presence.until
    if presence.sign == DND:
        until = min(until, now + LONGEST_QUIET) if until else now + LONGEST_QUIET
    if not presence.is_away or (until is not None and until <= now):
        return None
    return {"until": until.isoformat() if until else None}


def hinted(stored: Mapping[str, Any], heeded: str, now: datetime) -> frozenset[str]:
    """Who is away as far as the heeded signs tell (`none`, `status`, `all`), by what is stored under HINTS."""
    if heeded == "none":
        return frozenset()
    parts = {tuple(name.removeprefix(HINTS).split("/", 2)): value for name, value in stored.items()}
    return frozenset(
        person
        for (_platform, sign, person), value in parts.items()
        if (heeded == "all" or sign != DND) and (value["until"] is None or datetime.fromisoformat(value["until"]) > now)
    )
