"""The forms for central contacts who do not want to type who helps where; leaves what comes of them to `changes`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from handlers import changes
from handlers.context import Desk
from handlers.places import must_be_central
from handlers.replies import roster_forms as say
from handlers.replies.buttons import object_of, verb
from knowledge.conversation.event import ButtonPressed, FormFilled
from knowledge.conversation.message import Form, Notice, Shown
from knowledge.support.change import AREAS, Change
from knowledge.support.directory import Person
from knowledge.support.named import nearer, people_meant, school_meant


async def pressed(desk: Desk, person: Person, event: ButtonPressed) -> Shown:
    """`contact_new`, `substitute`, alone or with a school."""
    must_be_central(desk, person)
    voice, school = desk.voice_for(person), object_of(event.action)
    if verb(event.action) == "substitute":
        return say.substitute_form(voice, school)
    return say.contact_form(voice, school)


async def contact(desk: Desk, person: Person, event: FormFilled) -> Shown:
    """The form `contact` was sent: what comes of it is shown first."""
    must_be_central(desk, person)
    voice = desk.voice_for(person)
    form = say.contact_form(voice, "")
    role, typed = str(event.values.get("role") or "local"), str(event.values.get("person") or "").strip()
    school = desk.directory.school(str(event.values.get("school") or ""))
    school = school or school_meant(desk.directory, str(event.values.get("school") or "")).one
    likely = [one for one in desk.directory.people if school and school.id in one.schools]
    people = nearer(people_meant(desk.directory, typed), tuple(likely))
    problems = {}
    if not typed:
        problems["person"] = voice.say("form.required", field=voice.say("field.person"))
    elif len(people) != 1:
        problems["person"] = voice.say("form.person_many" if people else "form.person_nobody")
    if role in {"local", "not_local"} and school is None:
        problems["school"] = voice.say("form.required", field=voice.say("field.school"))
    if problems:
        return replace(form, problems=problems, values=dict(event.values))
    change = _change(role, people[0], school.id if school else "", event)
    return Notice(message=await changes.propose(desk, person, change))


def _change(role: str, person: Person, school: str, event: FormFilled) -> Change:
    if role == "central":
        area = str(event.values.get("area") or "")
        ticked = str(event.values.get("vendor") or "").strip().casefold() not in {"", "false", "no", "nej", "0"}
        areas = AREAS if area == "both" else tuple(one for one in AREAS if one == area)
        return Change(kind="central_on", person=person.id, areas=areas, vendor=True if ticked else None)
    kinds = {"not_central": "central_off", "not_vendor": "vendor_off"}
    if role in kinds:
        return Change(kind=kinds[role], person=person.id)
    return Change(kind="contact_off" if role == "not_local" else "contact_on", person=person.id, school=school)


async def substitute(desk: Desk, person: Person, event: FormFilled) -> Shown:
    """The form `substitute` was sent: somebody else is away, and perhaps somebody stands in."""
    must_be_central(desk, person)
    voice = desk.voice_for(person)
    away = desk.directory.person(str(event.values.get("person") or ""))
    typed = str(event.values.get("substitute") or "").strip()
    near = tuple(one for one in desk.directory.people if away and set(one.schools) & set(away.schools))
    people = nearer(people_meant(desk.directory, typed), near)
    first, last = _day(event.values.get("from")) or voice.today, _day(event.values.get("to"))
    problems = {}
    if away is None:
        problems["person"] = voice.say("form.required", field=voice.say("field.away"))
    if last is None:
        problems["to"] = voice.say("form.required", field=voice.say("field.until"))
    elif last < voice.today:
        problems["to"] = voice.say("form.past", date=voice.on(last))
    elif last < first:
        problems["to"] = voice.say("form.backwards", **{"from": voice.on(first)}, to=voice.on(last))
    if typed and len(people) != 1:
        problems["substitute"] = voice.say("form.person_many" if people else "form.person_nobody")
    if problems or away is None:
        return replace(_again(desk, person), problems=problems, values=dict(event.values))
    change = Change(kind="substitute", person=away.id, substitute=people[0].id if typed else "", first=first, last=last)
    return Notice(message=await changes.propose(desk, person, change))


def _again(desk: Desk, person: Person) -> Form:
    return say.substitute_form(desk.voice_for(person), "")


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
