"""Calls the connector service within its limits and in the desk's words for failure; leaves the wire to the adapter.

Limits by conversation and tenant: learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit; ours stay below.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any

from bot.platforms.base import TryLater, Unsure
from bot.platforms.teams.door import PERSONAL, Door
from bot.platforms.teams.faults import code_of, refusal, stops_all
from bot.platforms.teams.wire_values import NoAnswer, NotSent, Reply

Api = Callable[..., Awaitable[Reply]]
"""`Wire.call`: raises NotSent or NoAnswer."""
Pause = Callable[[float], Awaitable[object]]
"""Waits for that many seconds."""
Trouble = Callable[[str], None]
"""Told in words what somebody must mend; told an empty string when all is well again."""
Limits = Sequence[tuple[int, float]]
"""So many calls within so many seconds, all of them at once."""

WRITES: Limits = ((6, 1.0), (7, 2.0), (58, 30.0), (1780, 3600.0))
"""What is said or changed in one conversation."""
READS: Limits = ((13, 1.0), (15, 2.0), (115, 30.0), (3500, 3600.0))
"""What is asked about one conversation."""
SPARE = 3
"""So many calls are left to others by whoever is in no hurry."""
SHORT = 0.25
"""Seconds for which a call waits in line; many that are sent away and come back together would only meet again."""
_READING = frozenset({"member", "members", "team", "channels"})
_COUNTED = 20
_MOST = 2000
"""So many conversations are counted at once; those that rested longest are forgotten beyond that."""


class Windows:
    """Counts calls in windows that slide with the time."""

    def __init__(self, limits: Limits, clock: Callable[[], float]) -> None:
        """`clock`: seconds that only grow."""
        self._limits, self._clock = limits, clock
        self._made: deque[float] = deque(maxlen=max(count for count, _ in limits))
        self._closed_until = 0.0

    def wait(self) -> float:
        """Seconds until a call may be made; 0 = now."""
        now = self._clock()
        full = (self._made[-count] + length - now for count, length in self._limits if len(self._made) >= count)
        return max(0.0, self._closed_until - now, *full)

    @property
    def free(self) -> int:
        """How many calls may be made at once now; as the narrowest window says."""
        now = self._clock()
        if self._closed_until > now:
            return 0
        return min(count - sum(made > now - length for made in self._made) for count, length in self._limits)

    def count(self, wait: float = 0.0) -> None:
        """A call is made, now or after so many seconds: whoever asks next comes after it."""
        self._made.append(self._clock() + wait)

    def close(self, seconds: float) -> None:
        """The service said how long to leave it in peace."""
        self._closed_until = max(self._closed_until, self._clock() + seconds)


class Cost:
    """How many calls a message takes, as the last ones did: two where its conversation had to be opened first."""

    def __init__(self) -> None:
        self.per_message = 1.0
        self._messages = self._calls = 0

    def said(self, calls: int) -> None:
        """One more message, after so many calls since the beginning."""
        self._messages += 1
        if self._messages >= _COUNTED:
            self.per_message = min(max((calls - self._calls) / self._messages, 1.0), 3.0)
            self._messages, self._calls = 0, calls


class Calls:
    """The service's calls, each within the limits of its conversation and of its organisation."""

    def __init__(
        self,
        api: Api,
        clock: Callable[[], float],
        *,
        hurry: int = 1,
        per_second: int = 50,
        trouble: Trouble = lambda _words: None,
        pause: Pause = asyncio.sleep,
    ) -> None:
        """`per_second`: calls in the whole organisation.

        `hurry`: how many times faster than the limits we may call, for a service that is not Microsoft's.
        """
        self._api, self._clock, self._hurry, self._trouble = api, clock, hurry, trouble
        self._pause = pause
        self._limits: dict[str, Limits] = {"reads": READS, "writes": WRITES, "tenant": ((per_second, 1.0),)}
        self._windows: dict[tuple[str, str], Windows] = {}
        self.made = 0
        """How many calls there have been."""

    def has_spare(self, tenant: str = "") -> bool:
        """Whether something more may be called there without making anybody wait."""
        found = self._windows.get(("tenant", tenant))
        return found is None or found.free >= SPARE

    async def post(self, name: str, door: Door, **given: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        """Something that would be seen twice if done twice. Raises TryLater, Gone, Unsure or RefusedError."""
        return await self._once(name, door, given, posts=True)

    async def change(self, name: str, door: Door, **given: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        """Something that may be done again. Raises TryLater, Gone or RefusedError."""
        return await self._once(name, door, given, posts=False)

    async def read(self, name: str, door: Door, **given: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        """The same, waiting for the limit and for what the service asks to be waited for, a few times."""
        for _ in range(5):
            try:
                return await self.change(name, door, **given)
            except TryLater as later:
                if later.after is None or later.for_all:
                    raise
                await asyncio.sleep(later.after.total_seconds())
        return await self.change(name, door, **given)

    async def _once(self, name: str, door: Door, given: dict[str, Any], *, posts: bool) -> dict[str, Any]:
        here = self._window("reads" if name in _READING else "writes", door.conversation)
        everywhere = self._window("tenant", door.tenant)
        wait = max(here.wait(), everywhere.wait())
        if wait > SHORT:
            raise TryLater(timedelta(seconds=wait), f"{name} has had its calls for now")
        here.count(wait)
        everywhere.count(wait)
        self.made += 1
        if wait:
            await self._pause(wait)
        try:
            reply = await self._api(name, door.service_url, **{"conversation": door.conversation, **given})
        except NotSent as error:
            raise TryLater(None, f"Teams is not reached: {error}") from error
        except NoAnswer as error:
            if posts:
                raise Unsure(f"no answer from Teams: {error}") from error
            raise TryLater(None, f"no answer from Teams: {error}") from error
        if reply.retry_after is not None and reply.status >= 400:
            here.close(reply.retry_after)
        return self._taken(name, door, reply, posts=posts)

    def _taken(self, name: str, door: Door, reply: Reply, *, posts: bool) -> dict[str, Any]:
        if reply.status < 300:  # a call that is sent elsewhere is not followed, so it is not done
            self._trouble("")
            return reply.data
        if stops_all(reply):
            self._trouble(f"{reply.status} {code_of(reply.data)}".rstrip())
        raise refusal(name, reply, posts=posts, personal=door.kind == PERSONAL)

    def _window(self, kind: str, of: str) -> Windows:
        limits = self._limits[kind]
        found = self._windows.pop((kind, of), None)
        if found is None:
            found = Windows([(count * self._hurry, length) for count, length in limits], self._clock)
        self._windows[kind, of] = found  # the newest stands last
        while len(self._windows) > _MOST:
            del self._windows[next(iter(self._windows))]
        return found
