"""What a refusal of the connector service means for us: later, never, nobody knows, or a fault of ours; leaves calling to calls."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.platforms.base import Blocked, Gone, TryLater, Unsure
from bot.platforms.teams.wire_values import Reply

TOKEN = frozenset({401})
"""Our own token is not taken: nothing is, until somebody mends it."""
_SHUT = frozenset({"messagewritesblocked", "botnotinconversationroster", "forbiddenoperationexception"})
"""With 403: the bot was blocked, muted or taken out."""
_OFF = frozenset({"botdisabledbyadmin", "botnotregistered"})
"""With 403: the organisation has switched the bot off, everywhere."""
_LATER = frozenset({408, 412, 429, 502, 503, 504})
_MENDING = timedelta(minutes=1)
"""How soon to ask again when somebody must mend something first."""
_DEEPEST = 3
"""An error of the service's may wrap another one, seldom more than once."""


class RefusedError(Exception):
    """A refusal that is our own fault: the worker counts it, and gives the message up after a few."""

    def __init__(self, name: str, status: int, code: str) -> None:
        super().__init__(f"Teams refused {name}: {status} {code}".rstrip())
        self.status, self.code = status, code


def code_of(data: object) -> str:
    """The service's name of the error, the innermost one; empty when it gives none."""
    found = ""
    for _ in range(_DEEPEST):
        if not isinstance(data, dict):
            break
        inner = data.get("error") or data.get("innererror") or data.get("innerError")
        found = _text(data, "subCode") or _text(data, "code") or found
        data = inner
    return found


def stops_all(reply: Reply) -> bool:
    """Whether nothing at all is taken from us until somebody has mended it."""
    return reply.status in TOKEN or (reply.status == 403 and code_of(reply.data).lower() in _OFF)


def refusal(name: str, reply: Reply, *, posts: bool, personal: bool) -> Exception:
    """The refusal in the desk's words.

    `posts`: doing it twice would be seen, so not knowing is a matter of its own. `personal`: in somebody's own chat.
    """
    code = code_of(reply.data)
    words = f"Teams: {reply.status} {code}".rstrip()
    if stops_all(reply):
        return TryLater(_MENDING, words, for_all=True)
    if reply.status in _LATER:
        after = timedelta(seconds=reply.retry_after) if reply.retry_after is not None else None
        return TryLater(after, words)
    if reply.status == 403 and code.lower() in _SHUT:
        return Blocked(words) if personal else Gone(words)
    if reply.status in {404, 410}:
        return Gone(words)
    if reply.status >= 500:
        return Unsure(words) if posts else TryLater(None, words)
    return RefusedError(name, reply.status, code)


def _text(data: dict[str, Any], name: str) -> str:
    value = data.get(name)
    return value if isinstance(value, str) else ""
