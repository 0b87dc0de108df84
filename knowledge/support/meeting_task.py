"""MeetingTask: what somebody is to do after a meeting, until it is done; leaves when its owner is asked to handlers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from rapidfuzz import fuzz

from knowledge.conversation.fold import EDGE, fold

LONGEST = 300
"""Characters of a task."""
MOST_ASKED = 2
"""So often its owner is asked about one last day; then it is brought up at the next meeting."""
_ALIKE = 75
"""From this likeness on a task of the same owner is the same one, in other words."""


class TaskState(StrEnum):
    """Where it is in its life."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"
    """It was taken out of the notes."""


@dataclass(frozen=True, kw_only=True)
class MeetingTask:
    """Something that one person is to do."""

    number: int = 0
    """0 until it is stored."""
    meeting: int
    text: str
    owner: str
    """Person id."""
    due: date
    """The last day, a working day."""
    noted: date | None = None
    """The last day that the notes name; None = they name none."""
    by: str
    """Who wrote it down."""
    at: datetime
    state: TaskState = TaskState.OPEN
    asked: int = 0
    """How often its owner was asked whether it is done, since its last day was set."""
    asked_at: datetime | None = None
    done_at: datetime | None = None
    done_by: str = ""
    former: str = ""
    """Who had it before, when that person can be reached no more."""

    @property
    def key(self) -> str:
        """The beginning of the keys of its messages and timers."""
        return f"task/{self.number}"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state is TaskState.OPEN

    @property
    def is_silent(self) -> bool:
        """Whether its owner was asked as often as may be, and has said nothing: it is for the next meeting."""
        return self.is_open and self.asked >= MOST_ASKED


@dataclass(frozen=True, kw_only=True)
class Assigned:
    """A task as the notes have it now, with whose it is."""

    text: str
    owner: str
    due: date
    noted: date | None = None


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What other notes make of the tasks that there are."""

    kept: list[MeetingTask] = field(default_factory=list)
    """As they are now; `moved` has those of them that are to be asked about at another day, or of another person."""
    moved: list[MeetingTask] = field(default_factory=list)
    new: list[Assigned] = field(default_factory=list)
    gone: list[MeetingTask] = field(default_factory=list)


def done(task: MeetingTask, by: str, now: datetime) -> MeetingTask:
    """It is done; once is enough."""
    return replace(task, state=TaskState.DONE, done_by=by, done_at=now) if task.is_open else task


def dropped(task: MeetingTask) -> MeetingTask:
    """The notes have it no more."""
    return replace(task, state=TaskState.DROPPED) if task.is_open else task


def postponed(task: MeetingTask, due: date) -> MeetingTask:
    """Its owner needs until that day."""
    return replace(task, due=due, asked=0, asked_at=None)


def asked(task: MeetingTask, now: datetime) -> MeetingTask:
    """Its owner is asked whether it is done."""
    return replace(task, asked=task.asked + 1, asked_at=now)


def handed(task: MeetingTask, owner: str) -> MeetingTask:
    """Another has it, since its owner can be reached no more."""
    return task if owner == task.owner else replace(task, owner=owner, former=task.owner, asked=0, asked_at=None)


def compared(before: Iterable[MeetingTask], now: Sequence[Assigned]) -> Difference:
    """Which of the notes' tasks are those that there are, which are new, and which are in the notes no more.

    The same words of the same owner are the same task, then the same words of another, then like words of the same.
    What its owner has postponed stays so while the notes name the same day.
    """
    difference = Difference()
    left, wanted = [one for one in before if one.state is not TaskState.DROPPED], list(now)
    for alike in (_same_of_same, _same, _like_of_same):
        for one in list(wanted):
            found = next((task for task in left if alike(task, one)), None)
            if found is None:
                continue
            left.remove(found)
            wanted.remove(one)
            _keep(difference, found, one)
    difference.new.extend(wanted)
    difference.gone.extend(task for task in left if task.is_open)
    difference.kept.extend(task for task in left if not task.is_open)
    return difference


def _keep(difference: Difference, task: MeetingTask, one: Assigned) -> None:
    changed = replace(task, text=one.text, owner=one.owner, noted=one.noted)
    if one.owner != task.owner:
        changed = replace(changed, former="", asked=0, asked_at=None)
    if one.noted != task.noted:
        changed = postponed(changed, one.due)
    difference.kept.append(changed)
    if task.is_open and (changed.owner, changed.due) != (task.owner, task.due):
        difference.moved.append(changed)


def _plain(text: str) -> str:
    return " ".join(fold(text).split()).strip(EDGE)


def _same(task: MeetingTask, one: Assigned) -> bool:
    return _plain(task.text) == _plain(one.text)


def _same_of_same(task: MeetingTask, one: Assigned) -> bool:
    return one.owner in {task.owner, task.former} and _same(task, one)


def _like_of_same(task: MeetingTask, one: Assigned) -> bool:
    return one.owner in {task.owner, task.former} and fuzz.ratio(_plain(task.text), _plain(one.text)) >= _ALIKE
