"""Points of people's own for the next check-in: noted, changed, taken away; leaves bringing them up to `agendas`."""

from __future__ import annotations

from dataclasses import replace

from handlers import checkins
from handlers.context import Desk, Refusal
from handlers.personal_data import warn_in_words
from handlers.places import must_be_central
from handlers.replies import meeting_points as say
from handlers.replies.buttons import object_of, verb
from handlers.replies.vendor_forms import text_problem
from knowledge.conversation.clean import clean, is_empty
from knowledge.conversation.event import ButtonPressed, FormFilled, MessageMarked, MessageRef
from knowledge.conversation.message import Message, Notice, Shown
from knowledge.support.directory import Person, Place, PlaceKind
from knowledge.support.meeting import Meeting
from knowledge.support.meeting_point import LONGEST, LONGEST_WHY, MOST_OPEN, MeetingPoint, removed, same
from knowledge.support.question import Question

OPENING = frozenset({"add_point", "point_change", "point_drop"})
"""What only opens a form."""
ACTS = OPENING | {"point_remove"}
_READ_BY_ALL = frozenset({PlaceKind.SUPPORT, PlaceKind.CONTACTS})
"""What stands in these places, every contact may read."""
_ABOUT, _MEETING = "meeting_point/", "meeting/"


async def command(desk: Desk, person: Person, rest: str, ref: MessageRef) -> Shown | Message:
    """`ta upp på mötet: …`; without words the form, or a button for it where a typed word cannot open one."""
    return say.offer(desk.voice_for(person)) if ref.id and is_empty(rest) else await typed(desk, person, rest)


async def typed(desk: Desk, person: Person, rest: str, found: tuple[str, ...] = ()) -> Shown | Message:
    """The same; `found`: what was masked in it, where nobody else tells."""
    text = clean(rest)
    if is_empty(text):
        return say.form(desk.voice_for(person), person, "")
    if len(text) > LONGEST:
        raise Refusal("point_long", size=len(text), most=LONGEST)
    return await _noted(desk, person, MeetingPoint(text=text, author=person.id, at=desk.now), found)


async def _noted(desk: Desk, person: Person, point: MeetingPoint, found: tuple[str, ...]) -> Message:
    """Keep it, once, and tell its author when it is brought up."""
    voice = desk.voice_for(person)
    await desk.tx.meeting_points.alone()
    waiting = await desk.tx.meeting_points.open()
    known = same(waiting, point)
    if known is None and sum(one.author == person.id for one in waiting) >= MOST_OPEN:
        raise Refusal("point_many", most=MOST_OPEN)
    kept = known or await desk.tx.meeting_points.add(point)
    mine = kept if kept.author == person.id else None
    said = say.kept(kept, await _goes_to(desk, kept), voice, key="point.known" if known else "point.kept",
                    found=warn_in_words(found, voice))  # fmt: skip
    return said if mine else replace(said, buttons=())


async def _goes_to(desk: Desk, point: MeetingPoint) -> Meeting | None:
    """The meeting at which it is brought up, as things stand."""
    ahead = {one.number: one for one in await checkins.planned(desk)}
    return ahead.get(point.meeting or 0) or await checkins.for_points(desk)


async def pressed(desk: Desk, person: Person, event: ButtonPressed) -> Shown:
    """A button on an invitation, on an agenda, or on what its author was told."""
    word, number = verb(event.action), object_of(event.action)
    voice = desk.voice_for(person)
    if word == "add_point":
        return say.form(voice, person, f"{_MEETING}{number}" if number else "")
    point = await _point(desk, number)
    if word == "point_drop":
        must_be_central(desk, person)
        return say.drop_form(voice, point)
    _must_be_own(point, person)
    if word == "point_change":
        return say.form(voice, person, point.key, point)
    await desk.tx.meeting_points.save(removed(point, person.id, "", desk.now))
    return Notice(message=say.gone(point, voice))


async def _point(desk: Desk, number: str) -> MeetingPoint:
    """The point that is still to be brought up. Raises Refusal."""
    point = await desk.tx.meeting_points.get(int(number)) if number.isdecimal() and len(number) < 9 else None
    if point is None or not point.is_open:
        raise Refusal("point_gone")
    return point


def _must_be_own(point: MeetingPoint, person: Person) -> None:
    if point.author != person.id:
        raise Refusal("point_other")


async def filled(desk: Desk, person: Person, event: FormFilled) -> Shown:
    """The form was sent: a new point, or other words for one."""
    voice, text = desk.voice_for(person), clean(str(event.values.get("text") or ""))
    old = await _point(desk, event.about.removeprefix(_ABOUT)) if event.about.startswith(_ABOUT) else None
    if old is not None:
        _must_be_own(old, person)
    blank = say.form(voice, person, event.about, old)
    if problem := text_problem(blank, text, LONGEST, voice):
        return say.again(blank, event.values, problem)
    vendor = person.is_contact and _ticked(event.values.get("vendor"))
    if old is None:
        meeting = await checkins.numbered(desk, event.about.removeprefix(_MEETING))
        point = MeetingPoint(text=text, author=person.id, at=desk.now, vendor=vendor, meeting=_ahead(desk, meeting))
        return Notice(message=await _noted(desk, person, point, event.found))
    point = replace(old, text=text, vendor=vendor)
    await desk.tx.meeting_points.save(point)
    return Notice(message=say.kept(point, await _goes_to(desk, point), voice, key="point.changed",
                                   found=warn_in_words(event.found, voice)))  # fmt: skip


def _ahead(desk: Desk, meeting: Meeting | None) -> int | None:
    """Its number, while points still come in time for it."""
    return meeting.number if meeting is not None and meeting.is_planned and meeting.ends_at > desk.now else None


def _ticked(value: object) -> bool:
    return str(value or "").strip().casefold() not in {"", "false", "no", "nej", "0"}


async def drop(desk: Desk, person: Person, event: FormFilled) -> Shown:
    """Central takes somebody's point away, and says why."""
    must_be_central(desk, person)
    voice, why = desk.voice_for(person), clean(str(event.values.get("why") or ""))
    point = await _point(desk, event.about.removeprefix(_ABOUT))
    blank = say.drop_form(voice, point)
    if problem := text_problem(blank, why, LONGEST_WHY, voice):
        return say.again(blank, event.values, problem)
    point = removed(point, person.id, why, desk.now)
    await desk.tx.meeting_points.save(point)
    author = desk.directory.person(point.author)
    if author is not None and author.id != person.id:
        said = say.dropped(point, desk.voice_for(author), person.id)
        await desk.tell(author, f"{point.key}/dropped", said, event.who.platform)
    return Notice(message=say.gone(point, voice))


async def marked(
    desk: Desk, person: Person, event: MessageMarked, place: Place | None, question: Question | None, *, is_it: bool
) -> Shown:
    """”Ta upp på mötet”: the message becomes a point, with a link to where it stands.

    `question`: in whose thread it stands; `is_it`: the message is that question, or our card about it. Only what all
    contacts may read is quoted.
    """
    ref = event.ref
    if question is not None and not question.shared_text and question.linked_to is None and question.outage is None:
        raise Refusal("point_private")
    if place is None or ref.is_direct:
        raise Refusal("point_where")
    about = question.key("card") if question and is_it else f"message/{ref.platform}/{ref.channel}/{ref.id}"
    text = (question.text if question and is_it else event.text) if place.kind in _READ_BY_ALL else ""
    text = "" if is_empty(text) else clean(text, LONGEST)
    point = MeetingPoint(text=text, author=person.id, at=desk.now, about=about, place=place.id)
    return Notice(message=await _noted(desk, person, point, ()))
