"""How fast each channel may be spoken to, and how long to wait after a refusal; leaves the sending to deliver."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

Channel = tuple[str, str]
"""Platform and channel id."""
FIRST, LONGEST = timedelta(seconds=1), timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How one platform wants to be treated."""

    between: timedelta = timedelta(seconds=1)
    """At least so long between two posts in one channel."""
    settle: timedelta = timedelta(seconds=5)
    """So long after a send it may take until the platform shows the message; `find` before that would not count."""


AT_ONCE = Pace(between=timedelta(), settle=timedelta())
"""For a platform that lives in this process."""


@dataclass(frozen=True, kw_only=True)
class Manners:
    """How the worker treats the platforms."""

    lease: timedelta = timedelta(seconds=9)
    """How long a claim lasts; no post begins in its second half. Those of a dead one end within 10 s of a start."""
    paces: Mapping[str, Pace] = field(default_factory=lambda: {"local": AT_ONCE})
    """Platform -> pace; the others get the usual one."""
    attempts: int = 100
    """After so many refusals a row is given up: with the back-off that is about eight hours."""
    faults: int = 5
    """After so many errors of our own a row is given up."""

    @property
    def fence(self) -> timedelta:
        """How long after the claim a post may still begin."""
        return self.lease / 2

    @property
    def patience(self) -> float:
        """How long one call to a platform may take, in seconds: what begins at the fence ends within the lease."""
        return self.fence.total_seconds() * 0.9

    def pace(self, platform: str) -> Pace:
        """The pace of a platform."""
        return self.paces.get(platform, Pace())


def back_off(attempts: int, random: Random) -> timedelta:
    """How long to wait after the n-th refusal: doubling from 1 s to 5 min, less up to half of it by chance."""
    longest = min(FIRST * 2 ** min(attempts - 1, 12), LONGEST)
    return timedelta(seconds=longest.total_seconds() * (1 - random.random() / 2))


class Turns:
    """When each channel may be spoken to next, by the machine clock."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        self._next: dict[Channel, datetime] = {}
        self._blocked: dict[Channel, datetime] = {}

    def wait(self, channel: Channel, now: datetime) -> timedelta:
        """How long until the next post may begin there."""
        return max(self._next.get(channel, now) - now, timedelta())

    def spoke(self, channel: Channel, now: datetime) -> None:
        """A post begins."""
        self._next[channel] = now + self._manners.pace(channel[0]).between

    def block(self, channel: Channel, until: datetime) -> None:
        """The platform asked to be left in peace there."""
        self._blocked[channel] = max(until, self._blocked.get(channel, until))

    def blocked(self, channel: Channel, now: datetime) -> bool:
        """Whether the platform wants to be left in peace there."""
        return self._blocked.get(channel, now) > now

    def resting(self, now: datetime) -> dict[Channel, datetime]:
        """Channels where nothing may begin now -> until when; what is over is forgotten."""
        self._blocked = {channel: until for channel, until in self._blocked.items() if until > now}
        self._next = {channel: at for channel, at in self._next.items() if at > now}
        return {**self._next, **self._blocked}
