"""Central contacts say who helps where: `kontakt …`, `central …`, `ny skola …`; leaves showing and doing it to `changes`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from handlers import changes, who
from handlers.context import Desk, Refusal
from handlers.places import must_be_central
from handlers.replies import commands as say_commands
from handlers.replies import roster as say
from knowledge.conversation.clean import excerpt
from knowledge.conversation.days import parse_period
from knowledge.conversation.event import MessageRef
from knowledge.conversation.message import Message, Shown, escape
from knowledge.conversation.people_words import alias_said, areas_said, renamed, school_said
from knowledge.conversation.personal_data import is_masked
from knowledge.support.change import Change, school_id
from knowledge.support.directory import Person, Role, School
from knowledge.support.named import SchoolMeant, nearer, people_meant, school_meant, two_meant

Say = Callable[[Desk, Person, str, MessageRef], Awaitable[Shown | Message | None]]
MOST = 5
"""How many people are offered as buttons."""


async def _contact(desk: Desk, person: Person, rest: str, _ref: MessageRef) -> Message:
    """`kontakt`, `kontakt Lindskolan`: who is it; `kontakt Lindskolan Eva Lind`: Eva is one from now on."""
    voice, meant = desk.voice_for(person), school_meant(desk.directory, rest)
    if person.role is not Role.CENTRAL and not meant.rest:
        return who.told(desk, person, meant.one.name if meant.one else "")
    must_be_central(desk, person)
    if not rest.strip():
        return say.listed(voice)
    if len(meant.schools) > 1:
        return say.several_schools(voice, meant.schools, _quoted(rest))
    if meant.one is None:
        return _no_school(desk, person, rest)
    if not meant.rest:
        return say.of_school(voice, meant.one)
    theirs = tuple(one for one in desk.directory.people if meant.one.id in one.schools)
    return await _with_person(desk, person, Change(kind="contact_on", school=meant.one.id), meant.rest, theirs)


def _no_school(desk: Desk, person: Person, typed: str) -> Message:
    """Nobody knows the school; a person alone needs one."""
    voice, people = desk.voice_for(person), people_meant(desk.directory, typed)
    if people:
        return say.lacking(voice, "roster.which_school", person=voice.name(people[0].id))
    return say_commands.no_school(voice, typed)


async def _with_person(desk: Desk, person: Person, change: Change, typed: str, likely: tuple[Person, ...]) -> Message:
    """The change of the one who is meant, the `likely` first; who is in doubt is asked."""
    people = nearer(people_meant(desk.directory, typed), likely)
    if len(people) == 1:
        return await changes.propose(desk, person, replace(change, person=people[0].id))
    if not people:
        raise Refusal("nobody_with_address" if is_masked(typed) else "nobody_here", typed=_quoted(typed))
    if len(people) > MOST:
        raise Refusal("many_named", typed=_quoted(typed), count=len(people))
    return await changes.ask_who(desk, person, change, people)


def _quoted(typed: str) -> str:
    return escape(excerpt(typed, 60))


async def _contact_off(desk: Desk, person: Person, rest: str, _ref: MessageRef) -> Message:
    """`ta bort kontakt Lindskolan Eva`; without a school where the person is a contact, without a person the only one."""
    must_be_central(desk, person)
    voice, meant = desk.voice_for(person), school_meant(desk.directory, rest)
    if not rest.strip():
        return say.lacking(voice, "roster.contact_off_how")
    if len(meant.schools) > 1:
        return say.several_schools(voice, meant.schools, _quoted(rest))
    if meant.one is not None:
        return await _off_at(desk, person, meant, meant.one)
    local = tuple(one for one in people_meant(desk.directory, rest) if one.role is Role.LOCAL)
    if len(local) == 1 and len(local[0].schools) == 1:
        change = Change(kind="contact_off", school=local[0].schools[0], person=local[0].id)
        return await changes.propose(desk, person, change)
    return _no_school(desk, person, rest)


async def _off_at(desk: Desk, person: Person, meant: SchoolMeant, school: School) -> Message:
    contacts, change = desk.directory.contacts_of(school.id), Change(kind="contact_off", school=school.id)
    if meant.rest:
        return await _with_person(desk, person, change, meant.rest, contacts)
    if not contacts:
        return say.of_school(desk.voice_for(person), school)
    if len(contacts) == 1:
        return await changes.propose(desk, person, replace(change, person=contacts[0].id))
    return await changes.ask_who(desk, person, change, contacts[:MOST])


async def _central(desk: Desk, person: Person, rest: str, _ref: MessageRef) -> Message:
    """`central Eva Lind teknik`: one of the central contacts, or with other areas; without words the list."""
    must_be_central(desk, person)
    areas, typed = areas_said(rest)
    if not typed.strip():
        return say.listed(desk.voice_for(person))
    change = Change(kind="central_on", areas=areas)
    return await _with_person(desk, person, change, typed, desk.directory.central() if areas else ())


def _of_central(kind: str, how: str) -> Say:
    """A command about one of the central contacts; `how`: what is said when nobody is named."""

    async def said(desk: Desk, person: Person, rest: str, _ref: MessageRef) -> Message:
        must_be_central(desk, person)
        if not rest.strip():
            return say.lacking(desk.voice_for(person), how)
        return await _with_person(desk, person, Change(kind=kind), rest, desk.directory.central())

    return said


async def _substitute(desk: Desk, person: Person, rest: str, _ref: MessageRef) -> Message:
    """`ersättare Eva Olle 3–7 mars`: Eva is away, and Olle stands in."""
    must_be_central(desk, person)
    voice, directory = desk.voice_for(person), desk.directory
    period = parse_period(rest, voice.today)
    if period is None or period.last < voice.today:
        return say.lacking(voice, "roster.substitute_how")
    away, stands_in = two_meant(directory, period.rest)
    away = nearer(away, directory.contacts())
    if len(away) == len(stands_in) == 1 and stands_in[0].is_contact and not away[0].is_contact:
        away, stands_in = stands_in, away
    near = tuple(one for one in directory.people if away and set(one.schools) & set(away[0].schools))
    stands_in = nearer(stands_in, near)
    if not away:
        raise Refusal("nobody_here", typed=_quoted(period.rest))
    if len(away) > 1 or len(stands_in) > 1:
        both = away if len(away) > 1 else stands_in
        raise Refusal("many_named", typed=_quoted(period.rest), count=len(both))
    if not stands_in and len(period.rest.split()) > len(away[0].name.split()):
        raise Refusal("nobody_here", typed=_quoted(period.rest))
    change = Change(kind="substitute", person=away[0].id, substitute=stands_in[0].id if stands_in else "",
                    first=period.first, last=period.last)  # fmt: skip
    return await changes.propose(desk, person, change)


async def _school_on(desk: Desk, person: Person, rest: str, _ref: MessageRef) -> Message:
    """`ny skola Ekbacken, förskola, alias Backen`."""
    must_be_central(desk, person)
    told = school_said(rest)
    if not told.name:
        return say.lacking(desk.voice_for(person), "roster.school_on_how")
    change = Change(kind="school_on", school=school_id(desk.directory, told.name), name=told.name,
                    school_kind=told.kind, aliases=told.aliases)  # fmt: skip
    return await changes.propose(desk, person, change)


async def _school_name(desk: Desk, person: Person, rest: str, _ref: MessageRef) -> Message:
    """`byt namn skola Lindskolan till Norra Lindskolan`."""
    must_be_central(desk, person)
    old, new = renamed(rest)
    return await _of_school(desk, person, Change(kind="school_name", name=new), old, "roster.school_name_how")


async def _school_alias(desk: Desk, person: Person, rest: str, _ref: MessageRef) -> Message:
    """`alias Lindskolan Linden`, `alias Linden för Lindskolan`."""
    must_be_central(desk, person)
    about, alias = alias_said(rest)
    meant = school_meant(desk.directory, about)
    alias = alias or meant.rest
    typed = meant.one.name if meant.one else about
    return await _of_school(
        desk, person, Change(kind="school_alias", name=alias[:80]), typed, "roster.school_alias_how"
    )


async def _school_off(desk: Desk, person: Person, rest: str, _ref: MessageRef) -> Message:
    """`ta bort skola Ekbacken`."""
    must_be_central(desk, person)
    return await _of_school(desk, person, Change(kind="school_off", name="-"), rest, "roster.school_off_how")


async def _of_school(desk: Desk, person: Person, change: Change, typed: str, how: str) -> Message:
    """A change of the school that is named; `how`: what is said when words are missing."""
    voice, meant = desk.voice_for(person), school_meant(desk.directory, typed)
    if not typed.strip() or not change.name:
        return say.lacking(voice, how)
    if len(meant.schools) > 1:
        return say.several_schools(voice, meant.schools, _quoted(typed))
    if meant.one is None or meant.rest:
        return say_commands.no_school(voice, typed)
    return await changes.propose(desk, person, replace(change, school=meant.one.id))


COMMANDS: dict[str, Say] = {
    "contact": _contact, "contact_off": _contact_off, "central": _central, "substitute": _substitute,
    "central_off": _of_central("central_off", "roster.central_off_how"),
    "vendor_contact": _of_central("vendor_on", "roster.vendor_how"),
    "vendor_contact_off": _of_central("vendor_off", "roster.vendor_how"),
    "school_on": _school_on, "school_name": _school_name, "school_alias": _school_alias, "school_off": _school_off,
}  # fmt: skip
"""Command word -> what it does."""
