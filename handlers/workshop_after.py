"""After a workshop: who came, and what they thought, told without names; leaves the workshop itself to the meetings."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from handlers import alarms, mornings
from handlers import meeting_people as people
from handlers.context import Desk, Refusal
from handlers.personal_data import warn_in_words
from handlers.places import must_be_central
from handlers.replies import workshops as say
from handlers.replies.buttons import object_of, verb
from handlers.replies.commands import people_named
from handlers.replies.private import words
from knowledge.conversation.clean import clean
from knowledge.conversation.event import ButtonPressed, FormFilled
from knowledge.conversation.message import Form, Message, Notice, Shown
from knowledge.support.directory import Person, Role
from knowledge.support.meeting import Answer, Meeting, MeetingState, Reply
from knowledge.support.workshop import LONGEST_MISSED, USEFUL, Evaluation, with_evaluation
from knowledge.support.workshop_people import schools_of, took_part

EVALUATE = "evaluate"
"""What a timer of a meeting does: those who took part are asked what it gave."""
OPENING = frozenset({"workshop_evaluate", "workshop_came"})
FORMS = frozenset({"workshop_evaluation", "workshop_came"})


async def over(desk: Desk, meeting: Meeting) -> None:
    """A workshop has been: on the next working day it is asked who came and what it gave."""
    day = desk.working.add_working_days(meeting.ends_at.astimezone(desk.working.zone).date(), 1)
    due = max(mornings.first_opening(desk, day), desk.now + timedelta(seconds=1))
    await desk.tx.timers.set(f"{meeting.key}/{EVALUATE}", people.WAKE, due,
                             values={"meeting": meeting.number, "what": EVALUATE})  # fmt: skip


async def evaluate(desk: Desk, meeting: Meeting) -> None:
    """Those who took part are asked, and whoever led it sees from where they came; in hours, once."""
    opens = desk.working.next_open(desk.now)
    if opens > desk.now:
        await desk.tx.timers.set(f"{meeting.key}/{EVALUATE}", people.WAKE, opens,
                                 values={"meeting": meeting.number, "what": EVALUATE})  # fmt: skip
        return
    replies = await desk.tx.meetings.replies(meeting.number)
    for reply in replies:
        await _ask(desk, meeting, reply)
    await show(desk, meeting)


async def _ask(desk: Desk, meeting: Meeting, reply: Reply) -> None:
    """Whoever took part is asked what it gave, as long as the person has not said it."""
    person = desk.directory.person(reply.person)
    if person is None or not took_part(reply):
        await desk.tx.outbox.withdraw(_key(meeting, reply.person))
    elif not reply.evaluated:
        voice = desk.voice_for(person)
        said = say.evaluate(meeting.number, meeting.title, voice.on(meeting.begins_at), voice, came=bool(reply.came))
        await desk.tell(person, _key(meeting, person.id), said, "")


def _key(meeting: Meeting, person: str) -> str:
    return f"{meeting.key}/{EVALUATE}/own/{person}"


async def show(desk: Desk, meeting: Meeting) -> None:
    """Whoever led it sees how it went; where nobody leads it any more, central."""
    owner = desk.directory.person(meeting.owner)
    if owner is not None and owner.role is Role.CENTRAL and owner.accounts:
        await desk.tell(owner, f"{meeting.key}/after/own/{owner.id}", await _after(desk, meeting, owner), "")
    else:
        await alarms.tell_central(desk, f"{meeting.key}/after", await _after(desk, meeting, None))


async def _after(desk: Desk, meeting: Meeting, reader: Person | None) -> Message:
    voice, replies = desk.voice_for(reader), await desk.tx.meetings.replies(meeting.number)
    return say.after(
        say.After(number=meeting.number, title=meeting.title, date=voice.on(meeting.begins_at),
                  schools=schools_of(desk.directory, meeting, replies), counted=any(one.came is not None for one in replies),
                  evaluations=meeting.evaluations),
        voice,
    )  # fmt: skip


async def pressed(desk: Desk, person: Person, event: ButtonPressed) -> Form:
    """The form with the two questions, or the one about who came."""
    meeting = await _held(desk, object_of(event.action))
    voice = desk.voice_for(person)
    if verb(event.action) == "workshop_came":
        must_be_central(desk, person)
        return say.came_form(meeting.number, voice)
    await _may_say(desk, meeting, person)
    return say.evaluation_form(meeting.number, voice)


async def _held(desk: Desk, number: str) -> Meeting:
    meeting = await desk.tx.meetings.get(int(number)) if number.isdecimal() and len(number) < 9 else None
    if meeting is None or meeting.state is not MeetingState.HELD or not meeting.is_workshop:
        raise Refusal("gone")
    return meeting


async def _may_say(desk: Desk, meeting: Meeting, person: Person) -> Reply:
    """Raises Refusal for who did not take part, and for who has said it already."""
    reply = await desk.tx.meetings.reply(meeting.number, person.id)
    if reply is None or not took_part(reply):
        raise Refusal("workshop_not_there")
    if reply.evaluated:
        raise Refusal("workshop_evaluated")
    return reply


async def filled(desk: Desk, person: Person, event: FormFilled) -> Shown:
    """What it gave, or who came."""
    meeting = await _held(desk, event.about.removeprefix("meeting/"))
    return await (_came if event.form == "workshop_came" else _evaluated)(desk, person, meeting, event)


async def _evaluated(desk: Desk, person: Person, meeting: Meeting, event: FormFilled) -> Shown:
    """Kept without who said it; the person is only noted as having answered."""
    reply, voice = await _may_say(desk, meeting, person), desk.voice_for(person)
    useful, missed = str(event.values.get("useful") or ""), clean(str(event.values.get("missed") or ""))
    problems = {}
    if useful not in USEFUL:
        problems["useful"] = voice.say("form.required", field=voice.say("field.workshop.useful"))
    if len(missed) > LONGEST_MISSED:
        problems["missed"] = voice.say("outage.fault.long", field=voice.say("field.workshop.missed"), size=len(missed),
                                       most=LONGEST_MISSED)  # fmt: skip
    if problems:
        return replace(say.evaluation_form(meeting.number, voice), problems=problems, values=dict(event.values))
    meeting = replace(
        meeting, evaluations=with_evaluation(meeting.evaluations, Evaluation(useful=useful, missed=missed))
    )
    await desk.tx.meetings.save(meeting)
    await desk.tx.meetings.put_reply(replace(reply, evaluated=True))
    await desk.tx.outbox.withdraw(_key(meeting, person.id))
    await show(desk, meeting)
    said = words(voice, "meeting", "workshop.thanks")
    if event.found:
        masked = voice.say("personal_data.masked", found=warn_in_words(event.found, voice))
        said = replace(said, text=f"{said.text}\n{masked}")
    return Notice(message=said)


async def _came(desk: Desk, person: Person, meeting: Meeting, event: FormFilled) -> Shown:
    """Who of those signed up stayed away, and who came without; the rest came."""
    must_be_central(desk, person)
    voice, problems = desk.voice_for(person), {}
    replies = {one.person: one for one in await desk.tx.meetings.replies(meeting.number)}
    signed_up = [one for one in replies.values() if one.answer is Answer.YES or one.came]
    absent, strange = _named(desk, event, "absent", [one.person for one in signed_up])
    if strange:
        problems["absent"] = voice.say("workshop.fault.not_signed_up", typed=strange)
    extra, unknown = _named(desk, event, "extra", None)
    if unknown:
        problems["extra"] = voice.say("workshop.fault.nobody", typed=unknown)
    if problems:
        return replace(say.came_form(meeting.number, voice), problems=problems, values=dict(event.values))
    counted = {one.person: replace(one, came=one.person not in absent) for one in signed_up}
    for one in extra:
        known = replies.get(one, Reply(meeting=meeting.number, person=one, at=desk.now))
        counted[one] = replace(known, came=True)
    for reply in counted.values():
        await desk.tx.meetings.put_reply(reply)
        await _ask(desk, meeting, reply)
    await show(desk, meeting)
    schools = schools_of(desk.directory, meeting, await desk.tx.meetings.replies(meeting.number))
    return Notice(message=say.came(schools, voice))


def _named(desk: Desk, event: FormFilled, name: str, among: list[str] | None) -> tuple[set[str], str]:
    """The people whom a field names (of these; None = of the directory), and what names nobody for certain."""
    found, strange = set[str](), []
    for typed in filter(
        None, (part.strip(" .") for part in re.split(r"[,;\n]", clean(str(event.values.get(name) or ""))))
    ):
        who = [one.id for one in people_named(desk.directory, typed) if among is None or one.id in among]
        found |= set(who[:1])
        strange += [typed] if len(who) != 1 else []
    return found, ", ".join(strange)[:100]
