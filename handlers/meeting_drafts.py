"""A draft of a meeting's notes: what is understood of it, and what its author sees before it is posted; leaves posting it to `meeting_posting`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from handlers.context import Desk
from handlers.meeting_over import leader
from handlers.mornings import first_opening
from handlers.places import channels_of
from handlers.replies import meeting_notes as say
from handlers.replies.meeting_note_forms import point_field
from handlers.vendor_cases import is_whole_name
from knowledge.conversation.exposed import Names, around, masked_places
from knowledge.conversation.message import Message
from knowledge.support.directory import Person, Place, PlaceKind
from knowledge.support.meeting import Answer, Meeting, MeetingState
from knowledge.support.meeting_draft import Around, Judged, judged, touches, without_same
from knowledge.support.meeting_notes import MeetingNotes, Written, drafted, lines_of
from knowledge.support.meeting_point import MeetingPoint, of_meeting
from knowledge.support.meeting_point import PointState as PointStateOfMeeting
from knowledge.support.meeting_task import compared
from knowledge.support.vendor_point import LONGEST as LONGEST_POINT
from knowledge.support.vendor_point import PointState, VendorPoint
from storage.deliveries import Where

_TWO_WEEKS = timedelta(days=14)
_FROM = "meeting"
"""Where its points for the vendor come from."""
_ANY = tuple(PointState)


@dataclass(frozen=True, kw_only=True)
class Looked:
    """A draft with all that is known about it."""

    meeting: Meeting
    written: Written
    around: Around
    judged: Judged
    vendor: tuple[VendorPoint, ...]
    """What the meeting has put on the vendor list before."""
    invited: int
    """How many."""
    flagged: tuple[str, ...] = ()
    """Points of the agenda that were talked about, are for the vendor too, and point nobody out."""

    @property
    def is_ready(self) -> bool:
        """Whether nothing is asked and nothing is wrong."""
        return not (self.judged.asks or self.judged.faults)

    @property
    def for_vendor(self) -> tuple[str, ...]:
        """What is for the vendor, each once."""
        written = [text for _, text in self.judged.vendor]
        return (*written, *without_same(self.flagged, written))

    @property
    def told(self) -> say.Told:
        """What a message of these notes says."""
        lines = tuple((one.title, lines_of(one, self.around.day, self.around.known)) for one in self.written.parts)
        return say.Told(
            meeting=self.meeting, lines=lines, vendor=self.for_vendor, came=self.written.came, invited=self.invited
        )


async def look(desk: Desk, meeting: Meeting, written: Written) -> Looked:
    """What is understood of the notes now."""
    replies = [one.person for one in await desk.tx.meetings.replies(meeting.number)]
    seen = _Seen(invited=tuple(replies), default=await _default(desk, meeting))
    surroundings = await _around(desk, meeting, written, seen)
    points = [one for one in await desk.tx.vendor.points(_ANY) if one.about == meeting.key]
    return Looked(meeting=meeting, written=written, around=surroundings, judged=judged(written, surroundings),
                  vendor=tuple(points), invited=len(replies), flagged=await _flagged(desk, meeting, written))  # fmt: skip


async def _flagged(desk: Desk, meeting: Meeting, written: Written) -> tuple[str, ...]:
    spoken, _ = divided(written, await points_of(desk, meeting))
    before = await desk.tx.meeting_points.where((PointStateOfMeeting.HANDLED,), meeting.number)
    texts = [one.text for one in (*before, *spoken) if one.vendor and one.text]
    return tuple(one for one in texts if not (masked_places(one) or names(desk).places(one)))


@dataclass(frozen=True, kw_only=True)
class _Seen:
    invited: tuple[str, ...]
    default: date


async def _around(desk: Desk, meeting: Meeting, written: Written, seen: _Seen) -> Around:
    led = leader(desk, meeting)
    leads = tuple(dict.fromkeys(one for one in (written.by, led.id if led else None) if one))
    return Around(
        directory=desk.directory, day=_day(desk, meeting.begins_at), today=desk.voice().today, default=seen.default,
        invited=seen.invited, leads=leads, before=await desk.tx.meeting_tasks.of_meeting(meeting.number),
        opens=lambda day: _day(desk, first_opening(desk, day)),
    )  # fmt: skip


def _day(desk: Desk, moment: datetime) -> date:
    return moment.astimezone(desk.working.zone).date()


async def _default(desk: Desk, meeting: Meeting) -> date:
    """The last day of a task that has none: the next meeting's, else two weeks later."""
    coming = await desk.tx.meetings.all((MeetingState.PLANNED,), kind=meeting.kind, since=meeting.ends_at, limit=1)
    return _day(desk, coming[0].begins_at if coming else meeting.begins_at + _TWO_WEEKS)


def names(desk: Desk) -> Names:
    """By what colleagues are known in what the vendor reads."""
    return Names(lambda name: is_whole_name(desk, name))


def exposed(desk: Desk, looked: Looked) -> dict[str, str]:
    """Field -> the place in what is new for the vendor that points somebody out, or what is too long for its list."""
    found: dict[str, str] = {}
    for field, text in looked.judged.vendor:
        places = masked_places(text) or names(desk).places(text)
        if places:
            found.setdefault(field, around(text, places[0]))
        elif len(text) > LONGEST_POINT:
            found.setdefault(field, f"{text[:60]}…")
    return found


async def points_of(desk: Desk, meeting: Meeting) -> list[MeetingPoint]:
    """The open points that were brought up at the meeting."""
    planned = {
        one.number for one in await desk.tx.meetings.all((MeetingState.PLANNED,)) if one.number != meeting.number
    }
    still_open = [one for one in await desk.tx.meeting_points.open() if one.at <= meeting.ends_at]
    return of_meeting(still_open, meeting.number, planned, is_next=not meeting.is_workshop)


def divided(written: Written, points: Sequence[MeetingPoint]) -> tuple[list[MeetingPoint], list[MeetingPoint]]:
    """The points that the notes speak of, and those that wait for the next meeting."""
    spoken = [one for one in points if touches(written, one.text, point_field(one.number))]
    return spoken, [one for one in points if one not in spoken]


async def places_of(desk: Desk, meeting: Meeting) -> list[tuple[Place, Where]]:
    """Where those who were invited read together; nowhere, when it was for some schools."""
    kind = {"contacts": PlaceKind.CONTACTS, "central": PlaceKind.CENTRAL}.get(meeting.invited.kind)
    return await channels_of(desk, kind) if kind else []


async def coming(desk: Desk, meeting: Meeting) -> int:
    """How many have said that they come."""
    return sum(one.answer is Answer.YES for one in await desk.tx.meetings.replies(meeting.number))


async def drafted_by(desk: Desk, person: Person, meeting: Meeting, notes: MeetingNotes, written: Written, masked: str = "",
                     platform: str = "") -> None:  # fmt: skip
    """Keep it, and show its author what was understood; whoever had a draft before sees it no more."""
    notes = drafted(notes, written)
    await desk.tx.meeting_notes.put(notes)
    key = preview_key(meeting, person)
    for said in await desk.tx.outbox.live(f"{meeting.key}/draft/"):
        await desk.tx.outbox.withdraw(said.key)
    await desk.tell(person, key, await preview(desk, person, meeting, notes, masked), platform)


def preview_key(meeting: Meeting, person: Person) -> str:
    """Our own key of the preview that a person sees."""
    return f"{meeting.key}/draft/{person.id}"


async def show_again(desk: Desk, person: Person, meeting: Meeting, notes: MeetingNotes) -> None:
    """The preview as it stands now."""
    await desk.tell(person, preview_key(meeting, person), await preview(desk, person, meeting, notes), "")


async def preview(desk: Desk, person: Person, meeting: Meeting, notes: MeetingNotes, masked: str = "") -> Message:
    """What its author sees."""
    written = notes.draft or written_by(person, desk, notes.posted)
    looked, voice = await look(desk, meeting, written), desk.voice_for(person)
    _, waits = divided(written, await points_of(desk, meeting))
    places = await places_of(desk, meeting)
    stays = [one.text for one in looked.vendor if one.is_open]
    shown = say.Preview(
        told=looked.told, judged=looked.judged, version=notes.version, masked=masked, again=notes.posted is not None,
        gone=tuple(compared(looked.around.before, looked.judged.tasks).gone) if looked.is_ready else (),
        stays=tuple(without_same(stays, looked.for_vendor)), waits=tuple(one.text for one in waits),
        exposed=tuple(exposed(desk, looked).values()), place=voice.place(places[0][0].id) if places else "",
    )  # fmt: skip
    return say.preview(shown, voice)


def written_by(person: Person, desk: Desk, before: Written | None) -> Written:
    """New notes of that author; whom names stand for is remembered."""
    return replace(before or Written(by=person.id, at=desk.now), by=person.id, at=desk.now)
