"""Gathers what a check-in should talk about from everything that is stored; leaves what is worth a word to knowledge."""

from __future__ import annotations

from datetime import datetime

from handlers import checkins, proposals
from handlers.context import Desk
from knowledge.broadcast.announcement import OUT, Announcement, Confirm
from knowledge.faq.upkeep import overdue
from knowledge.support import agenda
from knowledge.support.agenda import Agenda, Line, Section
from knowledge.support.agenda_likeness import missing
from knowledge.support.meeting import Meeting
from knowledge.support.meeting_point import MeetingPoint, of_meeting


async def gathered(desk: Desk, meeting: Meeting | None) -> Agenda:
    """The agenda as everything stands now; None = of what is gathered for a meeting that nobody has planned yet."""
    before = await checkins.begun_before(desk, min(meeting.begins_at, desk.now) if meeting else desk.now)
    since = agenda.counted_from(desk.now, before)
    heard = await desk.tx.agenda.heard(since)
    entries = await desk.tx.faq.entries()
    facts = {
        Section.UNANSWERED: agenda.unanswered(heard),
        Section.VENDOR: agenda.with_vendor(heard),
        Section.SLOWEST: agenda.slowest(heard, since, desk.working),
        Section.REOPENED: agenda.reopened(heard),
        Section.ASKED: agenda.most_asked(heard, since, {entry.id: entry.title for entry in entries}),
        Section.MISSING: missing(heard, since, desk.index),
        Section.PROPOSED: await _proposed(desk),
        Section.STALE: [Line(text=one.title, at=_day(desk, one.review_by)) for one in overdue(entries, desk.voice().today)],
        Section.WISHES: await _wished(desk, since),
        Section.NEWS: await _unread(desk, since),
        Section.TASKS: [Line(text=one.text, number=one.number, who=one.owner, at=_day(desk, one.due))
                        for one in await desk.tx.meeting_tasks.open()],
        Section.POINTS: [_of_point(one) for one in await points(desk, meeting)],
        **_schools(desk),
    }  # fmt: skip
    return agenda.made(since, facts)


async def points(desk: Desk, meeting: Meeting | None) -> list[MeetingPoint]:
    """People's own points that are brought up at that meeting, or at the next one while none is planned."""
    ahead, goes = {one.number for one in await checkins.planned(desk)}, await checkins.for_points(desk)
    number = meeting.number if meeting else 0
    # While it is on, what waited for it is brought up there.
    is_next = meeting is None or (
        number in ahead and (goes is None or number == goes.number or meeting.begins_at <= desk.now)
    )
    return of_meeting(await desk.tx.meeting_points.open(), number, ahead, is_next=is_next)


def _of_point(point: MeetingPoint) -> Line:
    return Line(text=point.text, key=point.about, number=point.number, who=point.author, place=point.place,
                at=point.at, for_vendor=point.vendor)  # fmt: skip


async def _proposed(desk: Desk) -> list[Line]:
    return [
        Line(text=one.values.get("question", ""), who=one.by, number=one.number) for one in await proposals.still_open(desk)
    ]  # fmt: skip


async def _wished(desk: Desk, since: datetime) -> list[Line]:
    """What people have wished from then on and nobody has decided on, each once; what most want first."""
    found = [one for one in await desk.tx.wishes.since(since) if one.is_open and one.same_as is None and one.text]
    alike = await desk.tx.wishes.counted([one.number for one in found])
    lines = [Line(text=one.text, number=one.number, count=1 + alike.get(one.number, 0), school=one.school, at=one.at)
             for one in found]  # fmt: skip
    return sorted(lines, key=lambda line: (-line.count, line.number))


async def _unread(desk: Desk, since: datetime) -> list[Line]:
    """Announcements that were sent from then on, are to be confirmed, and were by few; the fewest first."""
    found = await desk.tx.announcements.where([str(state) for state in OUT])
    lines = []
    for one in found:
        if _is_to_be_read(one, since):
            counts = await desk.tx.ledger.counts(one.number)
            if agenda.has_few_readers(counts.confirmed, counts.people):
                lines.append(Line(text=one.title, number=one.number, count=counts.confirmed, of=counts.people))
    return sorted(lines, key=lambda line: (line.count / line.of, line.number))


def _is_to_be_read(one: Announcement, since: datetime) -> bool:
    return one.confirm is Confirm.REQUIRED and one.takes_confirmations and (one.sent_at or since) >= since


def _schools(desk: Desk) -> dict[Section, list[Line]]:
    """Those without a contact, and those with too many."""
    contacts = {school.id: len(desk.directory.contacts_of(school.id)) for school in desk.directory.schools}
    none = [Line(school=school) for school, count in contacts.items() if not count]
    wanted = none if "local" in desk.policy.steps else []
    return {Section.UNREACHED: wanted, Section.CROWDED: agenda.crowded(contacts)}


def _day(desk: Desk, day: object) -> datetime | None:
    """The beginning of a day, so that it is told like any moment."""
    return datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=desk.working.zone) if day else None
