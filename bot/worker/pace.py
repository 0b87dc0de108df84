"""How fast each channel may be spoken to, and how long to wait after a refusal; leaves the sending to deliver."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from storage.deliveries import ALL, CHANGES, POST, POSTS, OutboxRow

Line = tuple[str, str, str]
"""Platform, channel id, and what is waited for there: `all`, or `post` and `change` apart."""
FIRST, LONGEST = timedelta(seconds=1), timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How one platform wants to be treated."""

    between: timedelta = timedelta(seconds=1)
    """At least so long between two posts in one channel."""
    between_changes: timedelta | None = None
    """The same for revisions and withdrawals; None = they stand in one line with the posts, in order."""
    settle: timedelta = timedelta(seconds=5)
    """So long after a send it may take until the platform shows the message; `find` before that would not count."""


AT_ONCE = Pace(between=timedelta(), settle=timedelta())
"""For a platform that lives in this process."""
CHANGES_AT_ONCE = Pace(between_changes=timedelta())
"""For a platform that limits posts by channel, and changes only as a whole (which its own adapter keeps)."""

TEAMS = Pace(between=timedelta(milliseconds=150), between_changes=timedelta(), settle=timedelta())
"""Under seven posts a second in one channel; what was sent there can never be looked up, so nothing is waited for."""

_PACES = {"local": AT_ONCE, "slack": CHANGES_AT_ONCE, "teams": TEAMS}


@dataclass(frozen=True, kw_only=True)
class Manners:
    """How the worker treats the platforms."""

    lease: timedelta = timedelta(seconds=9)
    """How long a claim lasts; no post begins in its second half. Those of a dead one end within 10 s of a start."""
    paces: Mapping[str, Pace] = field(default_factory=lambda: {**_PACES})
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

    def line(self, row: OutboxRow) -> Line:
        """Where a row waits for its turn."""
        apart = self.pace(row.where.platform).between_changes is not None
        return row.where.platform, row.where.channel, kind_of(row) if apart else ALL


def kind_of(row: OutboxRow) -> str:
    """Whether a row says something new or changes what stands."""
    return POSTS if row.kind == POST else CHANGES


def back_off(attempts: int, random: Random) -> timedelta:
    """How long to wait after the n-th refusal: doubling from 1 s to 5 min, less up to half of it by chance."""
    longest = min(FIRST * 2 ** min(attempts - 1, 12), LONGEST)
    return timedelta(seconds=longest.total_seconds() * (1 - random.random() / 2))


class Turns:
    """When each line may go on, by the machine clock."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        self._next: dict[Line, datetime] = {}
        self._blocked: dict[Line, datetime] = {}

    def wait(self, line: Line, now: datetime) -> timedelta:
        """How long until the next post may begin there."""
        return max(self._next.get(line, now) - now, timedelta())

    def spoke(self, line: Line, now: datetime) -> None:
        """A post begins."""
        self._next[line] = now + self._between(line)

    def _between(self, line: Line) -> timedelta:
        pace = self._manners.pace(line[0])
        if line[2] == CHANGES and pace.between_changes is not None:
            return pace.between_changes
        return pace.between

    def block(self, line: Line, until: datetime) -> None:
        """The platform asked to be left in peace there."""
        self._blocked[line] = max(until, self._blocked.get(line, until))

    def blocked(self, line: Line, now: datetime) -> bool:
        """Whether the platform wants to be left in peace there."""
        return self._blocked.get(line, now) > now

    def resting(self, now: datetime) -> dict[Line, datetime]:
        """Lines where nothing may begin now -> until when; what is over is forgotten."""
        self._blocked = {line: until for line, until in self._blocked.items() if until > now}
        self._next = {line: at for line, at in self._next.items() if at > now}
        return {**self._next, **self._blocked}
