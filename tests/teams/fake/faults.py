"""Troubles that the next calls meet, and the pace that the service bears; leaves the calls themselves to `web`."""

from __future__ import annotations

import asyncio
import math
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tests.teams.fake.values import RefusedError

DROP, AFTER, SLOW = "drop", "after_effect", "slow"
NAMES = frozenset({
    "send", "reply", "update", "delete", "create", "member", "members", "team", "channels", "token", "keys", "metadata",
})  # fmt: skip
_CODES = {401: "Unauthorized", 403: "Forbidden", 404: "NotFound", 412: "PreconditionFailed", 413: "MessageSizeTooBig",
          429: "Throttled", 500: "ServiceError", 503: "ServiceUnavailable"}  # fmt: skip
LIMITS = ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0))
"""So many messages within so many seconds in one thread."""


@dataclass
class Fault:
    """What one call meets; `after`: it is done all the same, and only its answer is this."""

    what: int | str
    retry_after: int | None = None
    after: bool = False
    code: str = ""

    def error(self) -> tuple[int, dict[str, object] | str]:
        """Status and body; those of a gateway are a page."""
        status = int(self.what)
        if status in {502, 504}:
            return status, f"<html><body><h1>{status}</h1></body></html>"
        code = self.code or _CODES.get(status, "Error")
        return status, {"error": {"code": code, "message": f"{code}."}}


class Faults:
    """Troubles in the order in which they come, call by call."""

    def __init__(self) -> None:
        self._next: dict[str, deque[Fault]] = defaultdict(deque)
        self._held: list[asyncio.Event] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self.arrived = asyncio.Event()
        """A call is being held."""

    def next(
        self, name: str, what: int | str, *, times: int = 1, retry_after: int | None = None, after: bool = False,
        code: str = "",
    ) -> None:  # fmt: skip
        """The next calls of a name meet it: a status, `drop` (cut before anything is done), `after_effect` (done, and cut),
        `slow` (nothing is done until `release`). `after`: a status although it is done. `code`: the error's name.
        """
        if name not in NAMES or (isinstance(what, str) and what not in {DROP, AFTER, SLOW}):
            raise ValueError(f"no such call or trouble: {name} {what}")
        fault = Fault(what, retry_after, after=after or what == AFTER, code=code)
        self._next[name].extend([fault] * times)

    def clear(self) -> None:
        """No more trouble."""
        self._next.clear()

    def take(self, name: str) -> Fault | None:
        """What this call meets."""
        waiting = self._next[name]
        return waiting.popleft() if waiting else None

    async def hold(self) -> None:
        """Wait until somebody releases it."""
        self._loop = asyncio.get_running_loop()
        held = asyncio.Event()
        self._held.append(held)
        self.arrived.set()
        await held.wait()

    @property
    def holding(self) -> int:
        """How many calls are being held."""
        return len(self._held)

    def release(self) -> None:
        """Let go of every call that is held; may be called from any thread."""
        held, self._held = self._held, []
        self.arrived.clear()
        for one in held:
            if self._loop is not None:
                self._loop.call_soon_threadsafe(one.set)


class Pace:
    """Counts what is written in each thread, and refuses what is too fast when it is on."""

    def __init__(self, clock: Callable[[], datetime], *, on: bool) -> None:
        self.on = on
        self.refused = 0
        self._clock = clock
        self._made: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=1800))

    def count(self, thread: str) -> None:
        """One more. Raises RefusedError, which counts too little to make it worse."""
        now = self._clock().timestamp()
        made = self._made[thread]
        waits = [made[-most] + length - now for most, length in LIMITS if len(made) >= most]
        if self.on and (wait := max(waits, default=0.0)) > 0:
            self.refused += 1
            raise RefusedError(429, "Throttled", "Too many requests.", retry_after=math.ceil(wait))
        made.append(now)
