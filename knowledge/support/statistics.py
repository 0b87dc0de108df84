"""What became of questions, counted: fates, times to help, shares; leaves reading them to storage and showing them to others.

A question is counted in the period in which it was asked, with what has become of it since. Nothing here knows who
asked, who helped or what was written.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum

from knowledge.support.calendar import WorkingTime
from knowledge.support.periods import Period, parts
from knowledge.support.question import State
from knowledge.support.wall import instant

LEAST = 5
"""Of fewer questions no time is told: it would be somebody's own."""


class Fate(StrEnum):
    """What became of a question; each has exactly one."""

    CONFIRMED = "confirmed"
    """The bot answered, and the asker said that it helped."""
    ASSUMED = "assumed"
    """The bot answered, and nobody said otherwise."""
    PEOPLE = "people"
    """A person answered, chose the answer, or solved it elsewhere."""
    LINKED = "linked"
    """Solved together with another's question that asked the same."""
    ITSELF = "itself"
    """Its asker solved it before anybody had answered."""
    UNSAID = "unsaid"
    """Answered, and the asker has not said whether it helped."""
    WAITING = "waiting"
    """Somebody waits for something."""
    RESTING = "resting"
    """A person asked back and got no reply."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What statistics read of one question."""

    asked_at: datetime
    state: State
    how: str = ""
    school: str | None = None
    entry: str | None = None
    """The entry that answers it, else the nearest one; its category is the question's."""
    by_bot: bool = False
    """Whether the answer that stands is an entry that the bot gave by itself."""
    by_person: bool = False
    """Whether a person wrote the answer or chose it."""
    answered_at: datetime | None = None
    solved_at: datetime | None = None
    unsure: bool = False
    """Whether nobody knows that it is for the desk."""
    reopened: bool = False
    wrong: bool = False
    """Whether a contact said that the bot's answer was wrong."""


def fate_of(one: Asked) -> Fate | None:
    """What became of it; None when it is no question of the desk's."""
    match one.state:
        case State.DROPPED:
            return None
        case State.SOLVED:
            return _solved(one)
        case State.ANSWERED:
            return Fate.UNSAID
        case State.EXPIRED:
            return Fate.RESTING
        case _:
            return None if one.unsure else Fate.WAITING


def _solved(one: Asked) -> Fate:
    if one.how == "linked":
        return Fate.LINKED
    if one.how == "by_contact" or one.by_person:
        return Fate.PEOPLE
    if not one.by_bot:
        return Fate.ITSELF
    return Fate.ASSUMED if one.how == "assumed" else Fate.CONFIRMED


def helped_at(one: Asked, fate: Fate) -> datetime | None:
    """When the help came that it ended with; None where none has come."""
    match fate:
        case Fate.CONFIRMED | Fate.ASSUMED | Fate.UNSAID:
            return one.answered_at
        case Fate.PEOPLE:
            return one.answered_at if one.by_person else one.solved_at
        case Fate.LINKED:
            return one.solved_at
        case _:
            return None


def _minutes() -> array[float]:
    return array("d")


@dataclass(kw_only=True)
class Tally:
    """A growing count of questions."""

    fates: Counter[Fate] = field(default_factory=Counter)
    reopened: int = 0
    wrong: int = 0
    waits: array[float] = field(default_factory=_minutes)
    """Minutes of working time until help came."""
    waits_for_people: array[float] = field(default_factory=_minutes)
    """Those of them in which a person helped."""

    @property
    def asked(self) -> int:
        """How many there are."""
        return self.fates.total()

    @property
    def by_bot(self) -> int:
        """How many the bot solved, confirmed or assumed."""
        return self.fates[Fate.CONFIRMED] + self.fates[Fate.ASSUMED]

    @property
    def share_of_bot(self) -> float | None:
        """The share of all that were asked that the bot solved."""
        return self.by_bot / self.asked if self.asked else None

    def add(self, one: Asked, fate: Fate, minutes: float | None) -> None:
        """Count one more; `minutes` until help came, if it has come."""
        self.fates[fate] += 1
        self.reopened += one.reopened
        self.wrong += one.wrong
        if minutes is not None:
            self.waits.append(minutes)
            if fate is Fate.PEOPLE:
                self.waits_for_people.append(minutes)


def part_of(minutes: Sequence[float], share: float) -> float | None:
    """The least time within which that share got help; None of fewer than LEAST."""
    if len(minutes) < LEAST:
        return None
    ordered = sorted(minutes)
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]


@dataclass(kw_only=True)
class Report:
    """The counts of a period: in all, by part, by school, by category, and by part and one of the two."""

    period: Period
    working: WorkingTime
    crossed: str = ""
    """`school` or `category`: what each part is divided by; empty = nothing."""
    whole: Tally = field(default_factory=Tally)
    parts: dict[str, Tally] = field(default_factory=dict)
    """Name of a week or month -> its count, in order, empty ones too."""
    schools: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    categories: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    cells: defaultdict[tuple[str, str], Tally] = field(default_factory=lambda: defaultdict(Tally))
    """(part, school or category) -> count."""
    dropped: int = 0
    """What was taken for a question and was none."""

    def __post_init__(self) -> None:
        """Every part is there, also one in which nothing was asked."""
        self._parts = list(parts(self.period))
        self.parts = {one.name: Tally() for one in self._parts}

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """When it begins and when it is over."""
        zone, after = self.working.zone, self.period.last + timedelta(days=1)
        return instant(self.period.first, time(), zone), instant(after, time(), zone)

    def add(self, one: Asked, category: str = "") -> None:
        """Count a question, if it was asked in the period; no school, no category = the empty name."""
        day = one.asked_at.astimezone(self.working.zone).date()
        if day not in self.period:
            return
        fate = fate_of(one)
        if fate is None:
            self.dropped += 1
            return
        came = helped_at(one, fate)
        minutes = None if came is None else self.working.between(one.asked_at, came).total_seconds() / 60
        part = next(part.name for part in self._parts if day in part)
        school = one.school or ""
        tallies = [self.whole, self.parts[part], self.schools[school], self.categories[category]]
        if self.crossed:
            tallies.append(self.cells[part, school if self.crossed == "school" else category])
        for tally in tallies:
            tally.add(one, fate, minutes)
