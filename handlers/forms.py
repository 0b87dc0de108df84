"""The forms of the desk: what they ask and what sending them does; leaves how they look to the platforms."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from typing import Any

from handlers import (
    absences,
    announcements,
    channels,
    entries,
    meeting_forms,
    meeting_notes,
    meeting_points,
    meeting_tasks,
    outages,
    proposal_decisions,
    proposals,
    roster_forms,
    schools,
    searching,
    turns,
    vendor,
    vendor_invitation,
    vendor_reminders,
    workshop_after,
    workshops,
)
from handlers.context import Desk, Refusal
from handlers.newcomers import person_of
from handlers.outsiders import must_belong
from handlers.personal_data import warn_in_words
from handlers.posting import post_question
from handlers.replies.buttons import may_press
from handlers.replies.private import words
from knowledge.conversation.clean import clean
from knowledge.conversation.event import FormFilled
from knowledge.conversation.message import Field, Form, Notice, Shown, escape
from knowledge.support.directory import Person
from knowledge.support.question import Question, State


async def filled(desk: Desk, event: FormFilled) -> Shown | None:
    """Somebody sent a form."""
    person = await person_of(desk, event.who)
    if event.form == "ask":
        return await _asked(desk, person, event)
    if event.form == "choose_school" and not event.about.startswith(f"{channels.PLACE}/"):
        return await schools.filled(desk, person, event)
    must_belong(desk, person)
    if event.form in announcements.FORMS:
        return await announcements.filled(desk, person, event)
    if event.form not in _FILLED:
        raise Refusal("gone")
    return await _FILLED[event.form](desk, person, event)


def ask_form(desk: Desk, person: Person) -> Form:
    """”Ställ en fråga”."""
    voice = desk.voice_for(person)
    field = Field(name="text", label=voice.say("field.question"), kind="long", hint=voice.say("field.question_hint"))
    return Form(name="ask", title=voice.say("form.ask"), fields=(field,), submit=voice.say("button.send"),
                language=voice.language)  # fmt: skip


async def _asked(desk: Desk, person: Person, event: FormFilled) -> Shown | None:
    text = clean(str(event.values.get("text") or event.values.get("question") or ""))
    form = ask_form(desk, person)
    if not text:
        return again(form, event, text=desk.voice_for(person).say("form.required", field=form.fields[0].label))
    return await post_question(desk, person, text, event.who.platform, event.found)


def again(form: Form, event: FormFilled, **problems: str) -> Form:
    """The form once more, with what was written and what is wrong."""
    return replace(form, problems=problems, values=dict(event.values))


def hand_on_form(desk: Desk, question: Question, person: Person) -> Form:
    """To whom, and a note if wanted."""
    voice = desk.voice_for(person)
    people = [p for p in _who_can_be_called(desk) if p.id not in {person.id, question.asker}]
    near = sorted(people, key=lambda p: (question.school not in p.schools, p.role.value != "central"))
    choices = tuple((p.id, _with_school(desk, p)) for p in near)
    fields = (
        Field(name="to", label=voice.say("field.to"), kind="choice", choices=choices),
        Field(name="note", label=voice.say("field.note"), kind="long", required=False),
        Field(name="show", label=voice.say("field.show_note"), kind="yes", required=False),
    )
    return Form(name="hand_on", title=voice.say("form.hand_on"), fields=fields, submit=voice.say("button.hand_on"),
                about=f"question/{question.number}", language=voice.language)  # fmt: skip


def _who_can_be_called(desk: Desk) -> list[Person]:
    """The contacts who have an account anywhere."""
    return [person for person in desk.directory.contacts() if person.accounts]


def _with_school(desk: Desk, person: Person) -> str:
    names = [school.name for school in desk.directory.schools if school.id in person.schools]
    return f"{person.name}, {', '.join(names)}" if names else person.name


async def _handed_on(desk: Desk, person: Person, event: FormFilled) -> Shown | None:
    number = event.about.removeprefix("question/")
    question = await desk.tx.questions.get(int(number)) if number.isdecimal() else None
    if question is None:
        raise Refusal("gone")
    voice = desk.voice_for(person)
    if not may_press("hand_on", question, person):
        raise Refusal("contacts_only.central", contacts=voice.names(p.id for p in desk.directory.central()))
    theirs = question.state is State.WAITING and person.id in question.holders
    if question.state not in {State.TAKEN, State.WITH_VENDOR} and not theirs:
        raise Refusal("old_card", number=question.number, link=f"desk:{question.key('card')}")
    to = _contact_named(desk, str(event.values.get("to", "")))
    if to is None:
        form = hand_on_form(desk, question, person)
        return again(form, event, to=voice.say("form.who"))
    if to.id == person.id:
        raise Refusal("to_self")
    if to.id == question.asker:
        raise Refusal("to_asker", person=voice.name(to.id))
    away = to.absence(voice.today)
    if away:
        raise Refusal("person_away" if away.substitute else "person_away.alone", person=voice.name(to.id),
                      until=voice.on(away.last), substitute=voice.name(away.substitute))  # fmt: skip
    question = await _hand(desk, question, person, to, event)
    said = words(voice, "waiting", "notice.handed_on", question, contact=voice.name(to.id))
    if event.found:
        masked = voice.say("personal_data.masked", found=warn_in_words(event.found, voice))
        said = replace(said, text=f"{said.text}\n{masked}")
    return Notice(message=said)


def _contact_named(desk: Desk, given: str) -> Person | None:
    """A contact by id, or by the whole name."""
    people = _who_can_be_called(desk)
    exact = next((p for p in people if p.id == given), None)
    return exact or next((p for p in people if p.name.casefold() == given.strip().casefold()), None)


async def _hand(desk: Desk, question: Question, person: Person, to: Person, event: FormFilled) -> Question:
    note = clean(str(event.values.get("note") or ""), 1000)
    await desk.tx.questions.note(question.number, "handed_on", person.id, desk.now, to=to.id, note=note)
    if question.state is State.WITH_VENDOR and (theirs := await vendor_reminders.handed_on(desk, question, to)):
        return theirs
    question = replace(question, handed_by=person.id, reopened=False, note=note if _ticked(event.values) else "")
    if note and not question.note:
        await _tell_note(desk, question, person, to, note)
    return await turns.give(desk, question, (await desk.routing()).to(question, to))


def _ticked(values: dict[str, Any]) -> bool:
    """”Visa i tråden”, as the platforms and a script write it."""
    return str(values.get("show") or "").strip().casefold() not in {"", "false", "no", "nej", "0"}


async def _tell_note(desk: Desk, question: Question, person: Person, to: Person, note: str) -> None:
    """What the next one needs to know, for that one alone."""
    voice = desk.voice_for(to)
    said = words(voice, "reminder", "private.note", question, **{"from": voice.name(person.id)}, note=escape(note),
                 number=question.number, link=f"desk:{question.key('card')}")  # fmt: skip
    await desk.tell(to, question.key(f"note/{question.round}"), said, question.root.platform)


def absence_form(desk: Desk, person: Person) -> Form:
    """From when, until when, and who stands in; for contacts, since nobody else gets questions."""
    if not person.is_contact:
        raise Refusal("away_contacts")
    voice = desk.voice_for(person)
    colleagues = [p for p in desk.directory.people if p.id != person.id and (p.is_contact or _same_school(p, person))]
    choices = (("", voice.say("choice.nobody")), *((p.id, _with_school(desk, p)) for p in colleagues))
    fields = (
        Field(name="from", label=voice.say("field.from"), kind="date", value=voice.today.isoformat()),
        Field(name="to", label=voice.say("field.until"), kind="date"),
        Field(name="substitute", label=voice.say("field.substitute"), kind="choice", required=False, choices=choices),
    )
    return Form(name="absence", title=voice.say("form.absence"), fields=fields, submit=voice.say("button.save"),
                language=voice.language)  # fmt: skip


def _same_school(one: Person, other: Person) -> bool:
    return bool(set(one.schools) & set(other.schools))


async def _absence(desk: Desk, person: Person, event: FormFilled) -> Shown | None:
    voice, form = desk.voice_for(person), absence_form(desk, person)
    first, last = _day(event.values.get("from")) or voice.today, _day(event.values.get("to"))
    if last is None:
        return again(form, event, to=voice.say("form.required", field=voice.say("field.until")))
    if last < voice.today:
        return again(form, event, to=voice.say("form.past", date=voice.on(last)))
    if last < first:
        problem = voice.say("form.backwards", **{"from": voice.on(first)}, to=voice.on(last))
        return again(form, event, to=problem)
    substitute = desk.directory.person(str(event.values.get("substitute") or ""))
    return await absences.away(desk, person, first, last, substitute)


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


_FILLED: dict[str, Callable[[Desk, Person, FormFilled], Awaitable[Shown | None]]] = {
    "choose_school": channels.said_which_school, "hand_on": _handed_on, "faq_entry": entries.filled,
    "faq_proposal": proposals.filled, "faq_decline": proposal_decisions.declined,
    "outage": outages.filled, "search": searching.filled, "absence": _absence,
    **dict.fromkeys(workshops.FORMS, workshops.filled), **dict.fromkeys(workshop_after.FORMS, workshop_after.filled),
    **dict.fromkeys(meeting_forms.FORMS, meeting_forms.filled), **dict.fromkeys(vendor.FORMS, vendor.filled), "contact": roster_forms.contact,
    "meeting_notes": meeting_notes.filled, "task_later": meeting_tasks.filled,
    "substitute": roster_forms.substitute, "meeting_point": meeting_points.filled, "point_drop": meeting_points.drop,
    "vendor_invite": vendor_invitation.filled,
}  # fmt: skip
"""Form -> what sending it does; whoever sent it belongs here."""
