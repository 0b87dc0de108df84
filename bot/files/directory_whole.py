"""How the records of a directory fit together, each id once; leaves single fields to directory_file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from bot.files.record import Record
from knowledge.support.directory import Absence, Directory, Person


@dataclass(frozen=True, kw_only=True)
class Away:
    """An absence that stands in a sheet of its own, beside the people."""

    person: str
    absence: Absence
    record: Record


@dataclass
class Places:
    """The records that the values came from, in the same order, so that faults can say where."""

    schools: list[Record] = field(default_factory=list)
    people: list[Record] = field(default_factory=list)
    places: list[Record] = field(default_factory=list)
    closed: list[Record] = field(default_factory=list)
    away: list[Away] = field(default_factory=list)


def check_whole(directory: Directory, where: Places) -> None:
    """Notes everything that contradicts something else in the file."""
    _once([school.id for school in directory.schools], where.schools)
    _once([person.id for person in directory.people], where.people)
    _once([place.id for place in directory.places], where.places)
    schools = [school.id for school in directory.schools]
    people = [person.id for person in directory.people]
    for person, record in zip(directory.people, where.people, strict=True):
        _check_person(person, record, schools, people)
    for one in where.away:
        _check_away(one, people)
    for place, record in zip(directory.places, where.places, strict=True):
        _refers(record, "school", [place.school] if place.school else [], schools, "school")
    for closed, record in zip(directory.closed, where.closed, strict=True):
        _refers(record, "schools", closed.schools, schools, "school")
    people_with = zip(directory.people, where.people, strict=True)
    places_with = zip(directory.places, where.places, strict=True)
    _apart(((one.id, one.accounts, record) for one, record in people_with), "accounts", "account")
    _apart(((one.id, one.channels, record) for one, record in places_with), "", "channel")


def with_absences(directory: Directory, where: Places) -> Directory:
    """The directory in which each absence of the sheets stands with its person."""
    if not where.away:
        return directory
    of: dict[str, tuple[Absence, ...]] = {}
    for one in where.away:
        of[one.person] = (*of.get(one.person, ()), one.absence)
    people = (replace(one, absences=one.absences + of[one.id]) if one.id in of else one for one in directory.people)
    return replace(directory, people=tuple(people))


def _check_away(away: Away, people: Sequence[str]) -> None:
    _refers(away.record, "person", [away.person] if away.person else [], people, "person")
    substitute = away.absence.substitute
    _refers(away.record, "substitute", [substitute] if substitute else [], people, "person")
    if substitute and substitute == away.person:
        away.record.wrong("substitute", f"”{substitute}” cannot stand in for ”{substitute}”; name somebody else")


def _check_person(person: Person, record: Record, schools: Sequence[str], people: Sequence[str]) -> None:
    _refers(record, "schools", person.schools, schools, "school")
    substitutes = [away.substitute for away in person.absences if away.substitute]
    _refers(record, "absences", substitutes, people, "person")
    if person.id in substitutes:
        record.wrong("absences", f"”{person.id}” cannot stand in for ”{person.id}”; name somebody else")
    for name, has in (("areas", person.areas), ("vendor_contact", person.vendor_contact)):
        if has and person.role.value != "central":
            record.warn(name, "counts for central contacts only; it has no effect here")


def _once(ids: Sequence[str], records: Sequence[Record]) -> None:
    first: dict[str, str] = {}
    for one, record in zip(ids, records, strict=True):
        if one and one in first:
            record.wrong("id", f"”{one}” is used twice (first in {first[one]}); give each its own")
        first.setdefault(one, record.place)


def _refers(record: Record, name: str, wanted: Iterable[str], known: Sequence[str], noun: str) -> None:
    for one in wanted:
        if one not in known:
            near = get_close_matches(one, known, n=1, cutoff=0.6)
            advice = f"did you mean {near[0]}?" if near else f"write the id of a {noun} in this file"
            record.wrong(name, f"there is no {noun} ”{one}”; {advice}")


def _apart(named: Iterable[tuple[str, dict[str, str], Record]], name: str, noun: str) -> None:
    """No two of them may have the same id on the same platform; `name`: the field to blame, or the platform's."""
    first: dict[tuple[str, str], str] = {}
    for owner, ids, record in named:
        for platform, written in ids.items():
            # Every service writes its ids in one way only; people copy them in capitals and in small letters.
            pair = (platform, written.lower())
            if pair in first:
                words = f"the {noun} ”{written}” on {platform} belongs to ”{first[pair]}” already; each has its own"
                record.wrong(name or platform, words)
            first.setdefault(pair, owner)
