"""The addresses of the service's interface, and how long it asks to wait; leaves calling to the adapter.

The interface: learn.microsoft.com, Bot Connector REST API reference, and the part of it that Teams adds.
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import quote

_PATHS = {
    "send": ("post", "v3/conversations/{conversation}/activities"),
    "reply": ("post", "v3/conversations/{conversation}/activities/{activity}"),
    "update": ("put", "v3/conversations/{conversation}/activities/{activity}"),
    "delete": ("delete", "v3/conversations/{conversation}/activities/{activity}"),
    "create": ("post", "v3/conversations"),
    "member": ("get", "v3/conversations/{conversation}/members/{member}"),
    "members": ("get", "v3/conversations/{conversation}/pagedmembers"),
    "team": ("get", "v3/teams/{team}"),
    "channels": ("get", "v3/teams/{team}/conversations"),
}
_PAGE = "500"
"""Members that come at once, the most that Teams gives."""
_LONGEST = 24 * 3600.0
"""Seconds that anybody is left in peace, whatever is said."""


def path_of(
    name: str, conversation: str, activity: str, member: str, team: str, *, targeted: bool = False
) -> tuple[str, str, dict[str, str]]:
    """(method, path below the service's address, query); of `members`, `member` is the token of the next page."""
    method, form = _PATHS[name]
    given = {"conversation": conversation, "activity": activity, "member": member, "team": team}
    path = form.format(**{part: quote(value, safe="") for part, value in given.items()})
    query = {"isTargetedActivity": "true"} if targeted else {}
    if name == "members":
        query = {"pageSize": _PAGE, **({"continuationToken": member} if member else {})}
    return method, path, query


def waits(told: str | None, now: datetime) -> float | None:
    """Seconds of a `Retry-After`, which is a number or a date, a day at most; None when it says nothing."""
    text = (told or "").strip()
    if text.isascii() and text.isdecimal():
        return min(float(text), _LONGEST)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max((until - now).total_seconds(), 0.0), _LONGEST)
