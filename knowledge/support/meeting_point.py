"""MeetingPoint: something that somebody wants to be brought up at a check-in; leaves what else is brought up to `agenda`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from knowledge.conversation.fold import folded_words

LONGEST, LONGEST_WHY = 400, 300
MOST_OPEN = 20
"""So many points may one person have waiting."""


class PointState(StrEnum):
    """Where it is in its life."""

    OPEN = "open"
    HANDLED = "handled"
    """It was talked about."""
    REMOVED = "removed"


@dataclass(frozen=True, kw_only=True)
class MeetingPoint:
    """One point of somebody's own."""

    number: int = 0
    """0 until it is stored."""
    text: str
    """Masked; empty when it is about a message that not everybody may read."""
    author: str
    """Person id."""
    at: datetime
    state: PointState = PointState.OPEN
    meeting: int | None = None
    """The meeting that it was meant for, then the one at which it was talked about; None = the next one that comes."""
    about: str = ""
    """Our own key of what it is about (`question/42/card`, `message/slack/C1/17.5`); empty when somebody wrote it alone."""
    place: str | None = None
    """The place in which that stands."""
    vendor: bool = False
    """Whether it is for the vendor too."""
    closed_at: datetime | None = None
    done_by: str = ""
    """Who took it away, or wrote down what came of it."""
    why: str = ""
    """Why it was taken away."""

    @property
    def key(self) -> str:
        """The beginning of the keys of what is said about it, and what its form is about."""
        return f"meeting_point/{self.number}"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be brought up."""
        return self.state is PointState.OPEN

    @property
    def says_anything(self) -> bool:
        """Whether there is something to be shown of it: an erased author's has no words any more."""
        return bool(self.text or self.about)


def same(points: Iterable[MeetingPoint], other: MeetingPoint) -> MeetingPoint | None:
    """The open point that says the same: the same words of the same person, or the same message."""
    for one in points:
        if not one.is_open or one.number == other.number:
            continue
        if other.about and one.about == other.about:
            return one
        if one.author == other.author and not other.about and not one.about and _words(one) == _words(other):
            return one
    return None


def _words(point: MeetingPoint) -> list[str]:
    return folded_words(point.text)


def of_meeting(
    points: Iterable[MeetingPoint], number: int, planned: Collection[int], *, is_next: bool
) -> list[MeetingPoint]:
    """The open points that are brought up at a meeting, in their order.

    `planned`: the meetings that are to come; what was meant for another (cancelled, or held without coming to it) waits
    for the next one, as does what was meant for none. `is_next`: whether this is that one.
    """
    return [
        one
        for one in points
        if one.is_open and one.says_anything
        and (one.meeting == number or (is_next and (one.meeting is None or one.meeting not in planned)))
    ]  # fmt: skip


def handled(point: MeetingPoint, meeting: int, by: str, now: datetime) -> MeetingPoint:
    """It was talked about at that meeting."""
    return replace(point, state=PointState.HANDLED, meeting=meeting, done_by=by, closed_at=now)


def removed(point: MeetingPoint, by: str, why: str, now: datetime) -> MeetingPoint:
    """It is not to be brought up."""
    return replace(point, state=PointState.REMOVED, done_by=by, why=why, closed_at=now)
