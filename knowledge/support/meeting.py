"""Meeting: a check-in or a workshop, from the first thought until it was held; leaves its repetition to `meeting_series`."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from knowledge.support.meeting_series import Series
from knowledge.support.workshop import Evaluation

LONGEST = {"title": 100, "location": 120, "link": 500, "note": 1500, "why": 300}
"""Characters of what somebody writes about a meeting."""
SHORTEST_MINUTES, LONGEST_MINUTES = 5, 12 * 60
MOST_PLACES = 1000
"""The highest limit of a workshop."""
FARTHEST = timedelta(days=2 * 366)
"""How far ahead a meeting may be planned."""


class MeetingKind(StrEnum):
    """What it is for."""

    CHECKIN = "checkin"
    WORKSHOP = "workshop"


class MeetingState(StrEnum):
    """Where it is in its life."""

    DRAFT = "draft"
    """Written, but nobody has been invited."""
    PLANNED = "planned"
    CANCELLED = "cancelled"
    HELD = "held"
    """Its end is past."""


class Answer(StrEnum):
    """What somebody who was invited has said."""

    ASKED = "asked"
    """Nothing yet, or nothing since the time was changed."""
    YES = "yes"
    MAYBE = "maybe"
    NO = "no"
    WAITING = "waiting"
    """Wants to come to a workshop that is full."""


COMES = frozenset({Answer.YES, Answer.MAYBE})


class Over(ValueError):  # noqa: N818 - reads as what it is
    """The meeting is cancelled or held, so this cannot be done to it."""


@dataclass(frozen=True, kw_only=True)
class Invited:
    """Who is asked to come."""

    kind: str = "contacts"
    """`contacts` (all local and central ones), `central`, `schools` (the local contacts of some, and central), `teachers`
    (everybody at those schools)."""
    schools: tuple[str, ...] = ()
    """Of `schools` and `teachers`; no school = every school."""


@dataclass(frozen=True, kw_only=True)
class Usual:
    """What the times of a series have in common, while one of them is different."""

    title: str = ""
    minutes: int = 60
    location: str = ""
    link: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """One time when people meet."""

    number: int = 0
    """Our own number; 0 until it is stored."""
    kind: MeetingKind = MeetingKind.CHECKIN
    state: MeetingState = MeetingState.PLANNED
    title: str = ""
    """Of a workshop its topic; of a check-in empty, or what its caller calls it."""
    owner: str
    """The central contact who leads it."""
    begins_at: datetime
    minutes: int = 60
    location: str = ""
    link: str = ""
    """Where it is met from afar, https."""
    invited: Invited = field(default_factory=Invited)
    note: str = ""
    """What its caller adds: an agenda of one's own."""
    agenda_at: datetime | None = None
    """When the agenda is posted; None = not by itself."""
    series: Series | None = None
    usual: Usual | None = None
    """What the times after it are to be like, when this one alone was changed; None = like this one."""
    limit: int = 0
    """So many may come to a workshop; 0 = as many as want to."""
    entry: str = ""
    """The entry, or the category, that a workshop is about."""
    asked: int = 0
    """How many questions gave the idea of a workshop."""
    sign_up_by: date | None = None
    """The last day on which one may sign up for a workshop; None = until it begins."""
    made_at: datetime
    changed_at: datetime | None = None
    sequence: int = 0
    """How often what stands in people's calendars was changed."""
    edition: int = 0
    """How often its time was changed: each time people are asked anew."""
    before: datetime | None = None
    """When it was to begin before its time was changed."""
    why: str = ""
    """A word to people when it was cancelled."""
    uid: str = ""
    """What calendars know it by; given by storage."""
    token: str = ""
    """The unguessable part of the address of its calendar file; given by storage."""
    evaluations: tuple[Evaluation, ...] = ()
    """What those who took part in a workshop thought, without who it was."""

    @property
    def key(self) -> str:
        """The beginning of the keys of its messages and timers."""
        return f"meeting/{self.number}"

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.begins_at + timedelta(minutes=self.minutes)

    @property
    def is_planned(self) -> bool:
        """Whether it is to come, and people know of it."""
        return self.state is MeetingState.PLANNED

    @property
    def is_workshop(self) -> bool:
        """Whether it is a workshop."""
        return self.kind is MeetingKind.WORKSHOP

    @property
    def where(self) -> str:
        """Place and link in one line, as it was written."""
        return ", ".join(filter(None, (self.location, self.link)))


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One person who is invited to a meeting, and what the person has said."""

    meeting: int
    person: str
    answer: Answer = Answer.ASKED
    at: datetime
    """When it was said, or when the person was invited: by this the waiting list is ordered."""
    told: int | None = None
    """The edition that the person has been told of; None = the person has not been invited yet."""
    told_off: bool = False
    """Whether the person has been told that it is cancelled."""
    before: Answer | None = None
    """What the person had said before the time was changed."""
    told_time: datetime | None = None
    """When it was to begin by what the person was told."""
    moved_from: datetime | None = None
    """When it was to begin by what the person had been told before that."""
    sequence: int = 0
    """What the person reads says how it stood then."""
    came: bool | None = None
    """Whether the person took part; None = nobody has said."""
    evaluated: bool = False
    """Whether the person has said what the workshop gave."""


def published(meeting: Meeting, now: datetime) -> Meeting:
    """People are invited from now on. Raises Over."""
    if meeting.state is not MeetingState.DRAFT:
        raise Over(meeting.key)
    return replace(meeting, state=MeetingState.PLANNED, changed_at=now)


def changed(meeting: Meeting, other: Meeting, now: datetime) -> Meeting:
    """The same meeting as `other` describes it; another time makes a new edition. Raises Over."""
    _must_be_ahead(meeting)
    kept = replace(other, number=meeting.number, state=meeting.state, uid=meeting.uid, token=meeting.token,
                   sequence=meeting.sequence, edition=meeting.edition, before=meeting.before, made_at=meeting.made_at,
                   changed_at=meeting.changed_at)  # fmt: skip
    if kept == meeting:
        return meeting
    if meeting.state is MeetingState.DRAFT:
        return replace(kept, changed_at=now)
    moved = kept.begins_at != meeting.begins_at
    return replace(kept, changed_at=now, sequence=meeting.sequence + 1, edition=meeting.edition + moved,
                   before=meeting.begins_at if moved else meeting.before)  # fmt: skip


def this_time_alone(meeting: Meeting, other: Meeting) -> Meeting:
    """`other`, after which the times of the series go on as they would have."""
    usual = meeting.usual or _usual(meeting)
    return replace(other, usual=None if usual == _usual(other) else usual)


def as_usual(meeting: Meeting) -> Meeting:
    """The meeting without what holds for this time of it alone."""
    return replace(meeting, usual=None, **asdict(meeting.usual)) if meeting.usual else meeting


def _usual(meeting: Meeting) -> Usual:
    return Usual(**{one.name: getattr(meeting, one.name) for one in fields(Usual)})


def cancelled(meeting: Meeting, why: str, now: datetime) -> Meeting:
    """It does not take place. Raises Over."""
    _must_be_ahead(meeting)
    return replace(meeting, state=MeetingState.CANCELLED, why=why, changed_at=now, sequence=meeting.sequence + 1)


def held(meeting: Meeting) -> Meeting:
    """Its end is past; what was cancelled stays so."""
    return replace(meeting, state=MeetingState.HELD) if meeting.is_planned else meeting


def handed(meeting: Meeting, owner: str) -> Meeting:
    """Another central contact leads it."""
    return replace(meeting, owner=owner)


def asked_anew(reply: Reply) -> Reply:
    """The time was changed: what the person said held for the former one; a no may be a yes now."""
    if reply.answer is Answer.ASKED:
        return reply
    return replace(reply, answer=Answer.ASKED, before=reply.answer)


def answered(meeting: Meeting, replies: list[Reply], reply: Reply, answer: Answer, now: datetime) -> Reply:
    """What somebody says now; a yes to a full workshop waits, and who has a place keeps it. Raises Over."""
    _must_be_ahead(meeting)
    if answer is reply.answer or (answer is Answer.YES and reply.answer is Answer.WAITING):
        return reply
    others = [one for one in replies if one.person != reply.person]
    if answer is Answer.YES and places_left(meeting, others) == 0:
        answer = Answer.WAITING
    return replace(reply, answer=answer, at=now, before=None)


def places_left(meeting: Meeting, replies: list[Reply]) -> int | None:
    """How many more may come; None = there is no limit. Only a yes takes a place."""
    if not meeting.limit:
        return None
    return max(0, meeting.limit - sum(one.answer is Answer.YES for one in replies))


def waiting_list(replies: list[Reply]) -> list[Reply]:
    """Who waits for a place, the first in line first."""
    return sorted((one for one in replies if one.answer is Answer.WAITING), key=lambda one: (one.at, one.person))


def moved_up(meeting: Meeting, replies: list[Reply], now: datetime) -> list[Reply]:
    """Who of the waiting list gets a place now, with their yes."""
    left = places_left(meeting, replies)
    lucky = waiting_list(replies)[:left]
    return [replace(one, answer=Answer.YES, at=now) for one in lucky]


def _must_be_ahead(meeting: Meeting) -> None:
    if meeting.state not in {MeetingState.DRAFT, MeetingState.PLANNED}:
        raise Over(meeting.key)
