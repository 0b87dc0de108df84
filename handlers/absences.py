"""A contact goes away or comes back: open questions move, the substitute is told; leaves whose turn it is to `turns`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from handlers import reach, staffing, turns
from handlers.context import Desk, Refusal
from handlers.replies.private import words
from knowledge.conversation.event import TimerFired
from knowledge.conversation.message import Message, Notice
from knowledge.support.change import clash, with_absence
from knowledge.support.directory import Absence, Person
from knowledge.support.question import State

AWAY = "away"
"""The timer of the first morning of an absence."""


async def away(desk: Desk, person: Person, first: date, last: date, substitute: Person | None) -> Notice:
    """Note the absence; what is open goes to whoever is next."""
    voice = desk.voice_for(person)
    if substitute and (busy := clash(substitute, first, last)):
        raise Refusal("substitute_away", substitute=voice.name(substitute.id), until=voice.on(busy.last))
    absence = Absence(first=first, last=last, substitute=substitute.id if substitute else None)
    ends = first <= voice.today  # who says it anew while away says until when
    await desk.tx.directory.save_person(with_absence(person, absence, ends=ends))
    await desk.reload()
    moved = await move_on(desk, person) if first <= voice.today <= last else 0
    if first > voice.today:
        await begin_later(desk, person.id, first)
    if substitute:
        said = told_substitute(desk, person, substitute, last)
        await desk.tell(substitute, f"person/{substitute.id}/substitute/{person.id}", said, "")
    await reach.look(desk, only=staffing.about(person))
    key = "cmd.away" if substitute else "cmd.away_none"
    text = [voice.say(key, last_day_date=voice.on(last), substitute=voice.name(absence.substitute),
                      next=_next_words(desk, person))]  # fmt: skip
    if moved:
        text.append(voice.say("cmd.away_moved", count=moved))
    said = words(voice, "command", key, last_day_date="", substitute="", next="")
    return Notice(message=replace(said, text="\n".join(text)))


def _next_words(desk: Desk, person: Person) -> str:
    voice = desk.voice_for(person)
    colleagues = [p.id for school in person.schools for p in desk.directory.contacts_of(school) if p.id != person.id]
    return voice.names(dict.fromkeys(colleagues)) or voice.say("word.central_contacts")


async def begin_later(desk: Desk, person: str, first: date) -> None:
    """What is open on the first morning moves then."""
    morning = desk.working.next_open(datetime(first.year, first.month, first.day, tzinfo=desk.working.zone))
    key = f"person/{person}/away/{first.isoformat()}"
    await desk.tx.timers.set(key, AWAY, morning, values={"person": person})


async def begun(desk: Desk, event: TimerFired) -> None:
    """The first morning of an absence has come, unless the person is there after all."""
    person = desk.directory.person(event.values["person"])
    if person is not None and person.absence(desk.voice().today):
        await move_on(desk, person)
        await reach.look(desk, only=staffing.about(person))


async def move_on(desk: Desk, person: Person, platform: str | None = None) -> int:
    """Every open question that is this person's turn gets a new turn; one that others share stays with them.

    `platform`: only what was asked there; None = everywhere.
    """
    theirs = [q for q in await desk.tx.questions.open() if person.id in q.holders]
    theirs = [q for q in theirs if platform in (None, q.root.platform)]
    theirs = [q for q in theirs if q.state is State.TAKEN or (q.state is State.WAITING and len(q.holders) == 1)]
    for question in theirs:
        await desk.reload()  # each one weighs in the choice of the next
        asked = tuple(one for one in question.asked if one != person.id)  # so that the substitute's turn comes
        free = replace(question, asked=asked, holders=(), handed_by=None, reopened=False)
        await turns.give(desk, free, (await desk.routing()).start(free))
    return len(theirs)


def told_substitute(desk: Desk, person: Person, substitute: Person, last: date) -> Message:
    """What the one who stands in is told."""
    voice = desk.voice_for(substitute)
    school = voice.listed([voice.school(one) for one in person.schools]) or voice.say("word.central")
    return words(voice, "reminder", "cmd.away_told", contact=voice.name(person.id), last_day_date=voice.on(last),
                 school=school)  # fmt: skip


async def back(desk: Desk, person: Person) -> Notice:
    """The absence ends today, with what follows it without a day between; what waits at the school is named."""
    if not person.is_contact:
        raise Refusal("away_contacts")
    voice = desk.voice_for(person)
    today = voice.today
    await desk.tx.directory.save_person(replace(person, absences=_without_now(person, today)))
    await desk.reload()
    await reach.look(desk, only=())
    theirs = [q for q in await desk.tx.questions.open() if person.id in q.holders]
    waiting = [q for q in theirs if q.state in {State.WAITING, State.TAKEN}]
    return Notice(message=words(voice, "command", "cmd.back" if waiting else "cmd.back_none", count=len(waiting)))


def _without_now(person: Person, today: date) -> tuple[Absence, ...]:
    """The absences without the days from today on that the person would have been away without a break."""
    kept, free = [], today
    for one in sorted(person.absences, key=lambda absence: absence.first):
        if one.first <= free <= one.last:
            free = one.last + timedelta(days=1)
        if not today <= one.first < free:
            kept.append(_ended(one, today))
    return tuple(one for one in kept if one)


def _ended(absence: Absence, today: date) -> Absence | None:
    """An absence that covers today, cut to end yesterday; others as they are."""
    if not absence.covers(today):
        return absence
    return replace(absence, last=today - timedelta(days=1)) if absence.first < today else None
