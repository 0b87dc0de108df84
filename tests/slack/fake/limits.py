"""Counts calls and refuses those that are too many, when a test asks for it; leaves waiting to the caller."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable
from datetime import datetime
from math import ceil

POSTING = frozenset({"chat.postMessage"})
SLACK = 0.05
"""How much two posts may be nearer than a second, for the way there takes its own time."""


class Limits:
    """`on` = the tiers are kept. `posts` = how many posts a minute the whole workspace takes."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.on = False
        self.posts = 600
        self.apart = 1.0
        """Seconds between two posts in one channel."""
        self.refused = 0
        self._clock = clock
        self._calls: dict[str, deque[float]] = defaultdict(deque)
        self._channels: dict[str, float] = {}

    def wait(self, method: str, tier: int, channel: str | None) -> int | None:
        """Seconds that the caller has to wait first; None = go on."""
        if not self.on:
            return None
        now = self._clock().timestamp()
        most = self.posts if method in POSTING else tier
        calls = self._calls[method]
        while calls and calls[0] <= now - 60:
            calls.popleft()
        left = calls[0] + 60 - now if most and len(calls) >= most else 0.0
        if method in POSTING and channel in self._channels:
            left = max(left, self._channels[channel] + self.apart - SLACK - now)
        if left > 0:
            self.refused += 1
            return max(1, ceil(left))
        calls.append(now)
        if method in POSTING and channel is not None:
            self._channels[channel] = now
        return None
