"""A change of who is who, said in chat: what becomes of the directory; leaves whether it may be to `change_rules`, the questions to the handlers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from knowledge.conversation.fold import fold
from knowledge.support.directory import Absence, Closed, Directory, Person, Place, Role, School
from knowledge.support.named import school_key

AREAS = ("technical", "pedagogical")


@dataclass(frozen=True, kw_only=True)
class Change:
    """What a central contact wants of the directory."""

    kind: str
    """A key of KINDS: `contact_on`, `contact_off`, `central_on`, …"""
    person: str = ""
    """Person id; of `substitute` who is away."""
    school: str = ""
    """School id; of `school_on` the new one's."""
    areas: tuple[str, ...] = ()
    vendor: bool | None = None
    """Of `central_on`: whether the person is the vendor's contact too; None = as it is."""
    substitute: str = ""
    first: date | None = None
    last: date | None = None
    name: str = ""
    """Of a school: its name or its new alias."""
    school_kind: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rows:
    """What is put in the directory and what is taken out."""

    people: tuple[Person, ...] = ()
    schools: tuple[School, ...] = ()
    gone_schools: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    gone_places: tuple[str, ...] = ()
    closed: tuple[Closed, ...] | None = None
    """The breaks from now on; None = as they are."""

    def on(self, directory: Directory) -> Directory:
        """The directory with them."""
        for person in self.people:
            directory = directory.having(person)
        put = {one.id: one for one in self.schools}
        schools = [put.pop(one.id, one) for one in directory.schools if one.id not in self.gone_schools]
        places = tuple(one for one in directory.places if one.id not in self.gone_places)
        if put or self.schools or self.gone_schools or self.gone_places or self.closed is not None:
            closed = directory.closed if self.closed is None else self.closed
            directory = replace(directory, schools=(*schools, *put.values()), places=places, closed=closed)
        for place in self.places:
            directory = directory.having(place)
        return directory

    def back(self, before: Directory) -> Rows:
        """What puts everything as it was in the directory before them."""
        schools = [one for one in map(before.school, (*(one.id for one in self.schools), *self.gone_schools)) if one]
        places = [one for one in map(before.place, (*(one.id for one in self.places), *self.gone_places)) if one]
        return Rows(
            people=tuple(one for one in map(before.person, (one.id for one in self.people)) if one),
            schools=tuple(schools),
            gone_schools=tuple(one.id for one in self.schools if before.school(one.id) is None),
            places=tuple(places),
            closed=before.closed if self.closed is not None else None,
        )

    def stand_in(self, directory: Directory) -> bool:
        """Whether the directory is as they left it."""
        return (
            all(directory.person(one.id) == one for one in self.people)
            and all(directory.school(one.id) == one for one in self.schools)
            and not any(directory.school(one) for one in self.gone_schools)
            and not any(directory.place(one) for one in self.gone_places)
            and self.closed in (None, directory.closed)
        )


def rows(directory: Directory, change: Change) -> Rows:
    """What the change does; call `change_rules.fault` before."""
    return KINDS[change.kind](directory, change)


def _contact_on(directory: Directory, change: Change) -> Rows:
    """A teacher belongs to that school alone from now on: a contact is one at each school of theirs."""
    person = _person(directory, change.person)
    before = person.schools if person.role is Role.LOCAL else ()
    schools = tuple(dict.fromkeys((*before, change.school)))
    return Rows(people=(replace(person, role=Role.LOCAL, schools=schools, known=True),))


def _contact_off(directory: Directory, change: Change) -> Rows:
    """Who is no contact anywhere any more is a teacher of the last school."""
    person = _person(directory, change.person)
    left = tuple(one for one in person.schools if one != change.school)
    if left:
        return Rows(people=(replace(person, schools=left),))
    return Rows(people=(replace(person, role=Role.TEACHER),))


def _central_on(directory: Directory, change: Change) -> Rows:
    person = _person(directory, change.person)
    areas = change.areas or (person.areas if person.role is Role.CENTRAL else ())
    vendor = person.vendor_contact if change.vendor is None else change.vendor
    return Rows(people=(replace(person, role=Role.CENTRAL, areas=areas, vendor_contact=vendor, known=True),))


def _central_off(directory: Directory, change: Change) -> Rows:
    person = _person(directory, change.person)
    return Rows(people=(replace(person, role=Role.TEACHER, areas=(), vendor_contact=False),))


def _vendor_on(directory: Directory, change: Change) -> Rows:
    return Rows(people=(replace(_person(directory, change.person), vendor_contact=True),))


def _vendor_off(directory: Directory, change: Change) -> Rows:
    return Rows(people=(replace(_person(directory, change.person), vendor_contact=False),))


def _substitute(directory: Directory, change: Change) -> Rows:
    person, absence = _person(directory, change.person), absence_of(change)
    return Rows(people=(with_absence(person, absence),))


def absence_of(change: Change) -> Absence:
    """The absence that the change is about."""
    first, last = change.first or date.min, change.last or date.min
    return Absence(first=first, last=last, substitute=change.substitute or None)


def with_absence(person: Person, absence: Absence, *, ends: bool = False) -> Person:
    """The person with it, and with what is left of the absences that it overlaps; `ends`: only what is left before it."""
    kept: list[Absence] = []
    for one in person.absences:
        left = parts_left(one, absence)
        kept += [part for part in left if not (ends and part != one and part.first > absence.last)]
    return replace(person, absences=tuple(sorted((*kept, absence), key=lambda one: one.first)))


def parts_left(one: Absence, absence: Absence) -> tuple[Absence, ...]:
    """What is left of an absence beside another one: all of it, its beginning, its end, both or nothing."""
    if one.last < absence.first or one.first > absence.last:
        return (one,)
    day = timedelta(days=1)
    before = (replace(one, last=absence.first - day),) if one.first < absence.first else ()
    after = (replace(one, first=absence.last + day),) if one.last > absence.last else ()
    return (*before, *after)


def overlapped(person: Person, absence: Absence) -> tuple[Absence, ...]:
    """The person's absences that have days in common with it."""
    return tuple(one for one in person.absences if one.first <= absence.last and absence.first <= one.last)


def clash(person: Person, first: date, last: date) -> Absence | None:
    """The person's own absence within these days, if any."""
    return next(iter(overlapped(person, Absence(first=first, last=last))), None)


def _school_on(_directory: Directory, change: Change) -> Rows:
    made = School(id=change.school, name=change.name, kind=change.school_kind, aliases=change.aliases)
    return Rows(schools=(made,))


def _school_name(directory: Directory, change: Change) -> Rows:
    """The old name is an alias from now on, so that whoever uses it is understood."""
    school = _school(directory, change.school)
    aliases = [one for one in (*school.aliases, school.name) if school_key(one) != school_key(change.name)]
    return Rows(schools=(replace(school, name=change.name, aliases=tuple(dict.fromkeys(aliases))),))


def _school_alias(directory: Directory, change: Change) -> Rows:
    school = _school(directory, change.school)
    return Rows(schools=(replace(school, aliases=(*school.aliases, change.name)),))


def _school_off(directory: Directory, change: Change) -> Rows:
    """Its people, its channels and its own breaks are without it; who was a contact only there is a teacher."""
    theirs = [one for one in directory.people if change.school in one.schools]
    places = tuple(one.id for one in directory.places if one.school == change.school)
    closed = tuple(one for one in (_without(entry, change.school) for entry in directory.closed) if one)
    return Rows(
        people=tuple(_not_of(one, change.school) for one in theirs),
        gone_schools=(change.school,),
        gone_places=places,
        closed=closed if closed != directory.closed else None,
    )


def _not_of(person: Person, school: str) -> Person:
    left = tuple(one for one in person.schools if one != school)
    ends = person.role is Role.LOCAL and not left
    return replace(person, schools=left, role=Role.TEACHER if ends else person.role)


def _without(closed: Closed, school: str) -> Closed | None:
    """A break of that school alone is nobody's; for all schools it would be if the list were empty."""
    if school not in closed.schools:
        return closed
    left = tuple(one for one in closed.schools if one != school)
    return replace(closed, schools=left) if left else None


def _person(directory: Directory, person_id: str) -> Person:
    found = directory.person(person_id)
    if found is None:
        raise LookupError(person_id)
    return found


def _school(directory: Directory, school_id: str) -> School:
    found = directory.school(school_id)
    if found is None:
        raise LookupError(school_id)
    return found


KINDS: dict[str, Callable[[Directory, Change], Rows]] = {
    "contact_on": _contact_on, "contact_off": _contact_off, "central_on": _central_on, "central_off": _central_off,
    "vendor_on": _vendor_on, "vendor_off": _vendor_off, "substitute": _substitute, "school_on": _school_on,
    "school_name": _school_name, "school_alias": _school_alias, "school_off": _school_off,
}  # fmt: skip
"""Kind -> what it does to the directory."""


def school_id(directory: Directory, name: str) -> str:
    """An id made of a new school's name, unlike every other."""
    made = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:40].strip("-") or "skola"
    numbered = (f"{made}-{number}" for number in range(2, len(directory.schools) + 3))
    return made if directory.school(made) is None else next(one for one in numbered if directory.school(one) is None)
