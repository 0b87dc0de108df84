"""Agenda: what a check-in should talk about, out of plain facts, in order and cut; leaves finding the facts to others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from knowledge.support.calendar import WorkingTime
from knowledge.support.question import State

LOOKED_BACK = timedelta(days=30)
"""So far back it is counted where there was no meeting before."""
FARTHEST_BACK = timedelta(days=120)
"""And never farther than this."""
SLOW = timedelta(hours=8)
"""Working time: an answer that took longer is worth a word."""
OFTEN = 2
"""What was asked once only is nothing that is asked often."""
FEW_HAVE_READ = 0.8
"""A smaller share than this of those who are to confirm is low."""
CONTACTS_AT_MOST = 2
"""More local contacts than this on one school make it unclear whose turn it is."""


class Section(StrEnum):
    """What stands on an agenda, in its order."""

    UNANSWERED = "unanswered"
    VENDOR = "vendor"
    """What waits for the vendor."""
    SLOWEST = "slowest"
    REOPENED = "reopened"
    ASKED = "asked"
    """Most asked, of what has an entry."""
    MISSING = "missing"
    """Most asked, of what has none."""
    PROPOSED = "proposed"
    STALE = "stale"
    UNREACHED = "unreached"
    """Schools without a contact."""
    CROWDED = "crowded"
    """Schools with more contacts than two."""
    WISHES = "wishes"
    NEWS = "news"
    """Announcements that few have confirmed."""
    TASKS = "tasks"
    """What was to be done since an earlier meeting, and is not."""
    POINTS = "points"


FOR_VENDOR = (Section.UNANSWERED, Section.VENDOR, Section.MISSING, Section.WISHES, Section.POINTS)
"""What concerns the vendor; the rest is the organisation's own affair."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing to talk about. Which of the fields count depends on its section."""

    text: str = ""
    """What somebody wrote, masked."""
    key: str = ""
    """Our own key of the message that shows it."""
    number: int = 0
    count: int = 0
    of: int = 0
    """What the count is out of."""
    at: datetime | None = None
    took: timedelta | None = None
    """Working time."""
    who: str = ""
    """Person id."""
    school: str | None = None
    place: str | None = None
    for_vendor: bool = True
    """Of a point: whether the vendor is to read it."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One section that has something in it."""

    section: Section
    lines: tuple[Line, ...]

    def shown(self, most: int) -> tuple[Line, ...]:
        """The first of them; one more than `most` is not worth a line that says so."""
        return self.lines if len(self.lines) <= most + 1 else self.lines[:most]

    def more(self, most: int) -> int:
        """How many are left out."""
        return len(self.lines) - len(self.shown(most))


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """What is to be talked about, section by section; an empty one is not there."""

    since: datetime
    """From when on it is counted."""
    parts: tuple[Part, ...]

    def part(self, section: Section) -> tuple[Line, ...]:
        """The lines of a section."""
        return next((one.lines for one in self.parts if one.section is section), ())


def made(since: datetime, facts: Mapping[Section, Sequence[Line]]) -> Agenda:
    """The sections in order, without those in which there is nothing."""
    found = (Part(section=section, lines=tuple(facts.get(section, ()))) for section in Section)
    return Agenda(since=since, parts=tuple(one for one in found if one.lines))


def for_vendor(agenda: Agenda) -> Agenda:
    """What the vendor is to read: its sections alone, and of people's own points those that are marked for it."""
    kept = []
    for part in agenda.parts:
        lines = tuple(one for one in part.lines if one.text and one.for_vendor)
        if part.section in FOR_VENDOR and lines:
            kept.append(replace(part, lines=lines))
    return replace(agenda, parts=tuple(kept))


def counted_from(now: datetime, former: datetime | None) -> datetime:
    """From the former meeting on, or some weeks back."""
    if former is None or former >= now:
        return now - LOOKED_BACK
    return max(former, now - FARTHEST_BACK)


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """What an agenda reads of one question."""

    number: int
    text: str = ""
    """Masked, where all contacts may read it; else empty."""
    state: State
    school: str | None = None
    asked_at: datetime
    answered_at: datetime | None = None
    by_person: bool = False
    solved_at: datetime | None = None
    entry: str | None = None
    """The entry that answers it."""
    linked_to: int | None = None
    unsure: bool = False
    reopened: bool = False

    @property
    def counts(self) -> bool:
        """Whether it is a question of the desk's."""
        return self.state is not State.DROPPED and not self.unsure


def _of_question(one: Heard) -> Line:
    return Line(text=one.text, key=f"question/{one.number}/card", number=one.number, school=one.school, at=one.asked_at)


def unanswered(heard: Iterable[Heard]) -> list[Line]:
    """What waits for somebody here, longest first."""
    waiting = [one for one in heard if one.state in {State.WAITING, State.TAKEN} and one.text and one.counts]
    return [_of_question(one) for one in sorted(waiting, key=lambda one: (one.asked_at, one.number))]


def with_vendor(heard: Iterable[Heard]) -> list[Line]:
    """What waits for the vendor, longest first."""
    waiting = [one for one in heard if one.state is State.WITH_VENDOR and one.text]
    return [_of_question(one) for one in sorted(waiting, key=lambda one: (one.asked_at, one.number))]


def slowest(heard: Iterable[Heard], since: datetime, working: WorkingTime) -> list[Line]:
    """What waited long for a person's help, which came from then on, the longest wait first."""
    lines = []
    for one in heard:
        helped = (one.answered_at if one.by_person else None) or (None if one.entry else one.solved_at)
        if helped is None or helped < since or not one.text or one.linked_to is not None or not one.counts:
            continue
        if (took := working.between(one.asked_at, helped)) > SLOW:
            lines.append(replace(_of_question(one), took=took))
    return sorted(lines, key=lambda line: (-(line.took or SLOW), line.number))


def reopened(heard: Iterable[Heard]) -> list[Line]:
    """What was solved and was not, the newest first."""
    found = [one for one in heard if one.reopened and one.text and one.counts]
    return [_of_question(one) for one in sorted(found, key=lambda one: -one.number)]


def most_asked(heard: Iterable[Heard], since: datetime, titles: Mapping[str, str]) -> list[Line]:
    """The entries that answered most of what was asked from then on, with how many times; `titles`: what they are called."""
    counted = Counter(one.entry for one in heard if one.entry and one.counts and one.asked_at >= since)
    found = [(entry, count) for entry, count in counted.items() if count >= OFTEN and titles.get(entry)]
    return [
        Line(text=titles[entry], count=count) for entry, count in sorted(found, key=lambda pair: (-pair[1], pair[0]))
    ]


def crowded(contacts: Mapping[str, int]) -> list[Line]:
    """Schools with too many contacts; school -> how many it has."""
    return [Line(school=school, count=count) for school, count in contacts.items() if count > CONTACTS_AT_MOST]


def has_few_readers(confirmed: int, people: int) -> bool:
    """Whether an announcement that is to be confirmed was confirmed by few."""
    return people > 0 and confirmed / people < FEW_HAVE_READ
