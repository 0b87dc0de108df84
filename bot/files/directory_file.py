"""The directory file, from YAML, JSON Lines and sheets; leaves how its records fit together to directory_whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.files.cells import Cell
from bot.files.directory_whole import Away, Places, check_whole, with_absences
from bot.files.faults import Faults, Read, joined_result
from bot.files.formats import JSONL, SHEETS, read_into
from bot.files.record import Record
from bot.files.tables import ABSENCES, CALENDAR, DIRECTORY, ORGANISATION
from knowledge.support.directory import (
    Absence,
    Closed,
    Directory,
    Organisation,
    Person,
    Place,
    PlaceKind,
    Role,
    School,
)

LANGUAGES = ("sv", "en")
AREAS = ("technical", "pedagogical")
PLATFORMS = ("slack", "teams", "local")
ROLES = tuple(role.value for role in Role)
KINDS = tuple(kind.value for kind in PlaceKind)
_LINES = {"school": "schools", "person": "people", "place": "places"}


def read_directory(*paths: Path) -> Read[Directory]:
    """The directory that one or more files make together; FileErrors names all that is wrong in all of them.

    Fields that are not known are named in a warning.
    """
    where = Places()
    parts: list[Directory] = []

    def read(root: Cell, form: str, faults: Faults) -> None:
        whole = Record(_document(root, form, faults), faults)
        if any(part.organisation != Organisation() for part in parts) and whole.has("organisation"):
            whole.wrong("organisation", "stands in another of the files already; keep one of them")
        if form in SHEETS:
            where.away.extend(_away(one) for one in whole.records(ABSENCES.name))
        parts.append(_part(whole, where))

    files = [read_into(path, read, DIRECTORY) for path in paths]
    directory = _together(parts)
    # References into a file that cannot be read would all look wrong.
    if len(parts) == len(paths):
        check_whole(directory, where)
    return joined_result(with_absences(directory, where), files)


def _part(whole: Record, where: Places) -> Directory:
    """What one file says, apart from how it fits to the rest."""
    found = Directory(
        organisation=_organisation(whole.record("organisation")),
        schools=tuple(_school(record, where) for record in whole.records("schools")),
        people=tuple(_person(record, where) for record in whole.records("people")),
        places=tuple(_place(record, where) for record in whole.records("places")),
        closed=tuple(_all_closed(whole.record("calendar"), where)),
    )
    whole.rest(kept=False)
    return found


def _together(parts: list[Directory]) -> Directory:
    return Directory(
        organisation=next((one.organisation for one in parts if one.organisation != Organisation()), Organisation()),
        schools=tuple(school for one in parts for school in one.schools),
        people=tuple(person for one in parts for person in one.people),
        places=tuple(place for one in parts for place in one.places),
        closed=tuple(closed for one in parts for closed in one.closed),
    )


def _document(root: Cell, form: str, faults: Faults) -> Cell:
    """Whatever its format, the fields that a YAML file has; sheets have absences beside the people."""
    if form == JSONL:
        return _joined(root, faults)
    if form not in SHEETS or not isinstance(root.content, dict):
        return root
    fields = dict(root.content)
    if ORGANISATION.name in fields:
        fields[ORGANISATION.name] = _only(fields[ORGANISATION.name], faults)
    if CALENDAR.name in fields:
        fields[CALENDAR.name] = Cell(where="", content={"closed": fields[CALENDAR.name]})
    return Cell(where=root.where, content=fields)


def _only(rows: Cell, faults: Faults) -> Cell:
    """The one row of a sheet that tells of one thing."""
    if not isinstance(rows.content, tuple) or not rows.content:
        return Cell(where=rows.where, content={})
    for row in rows.content[1:]:
        faults.add(row.where, ORGANISATION.name, "stands in a second row; keep one of them")
    return rows.content[0]


def _away(record: Record) -> Away:
    """A row of the sheet of absences."""
    person = record.text("person", required=True)
    return Away(person=person, absence=_absence(record), record=record)


def _joined(root: Cell, faults: Faults) -> Cell:
    """JSON Lines as one document: each line is `{"organisation": …}`, `{"school": …}`, `{"person": …}` and so on."""
    lists: dict[str, list[Cell]] = {"schools": [], "people": [], "places": [], "closed": []}
    fields: dict[str, Cell] = {}
    for cell in root.content if isinstance(root.content, tuple) else ():
        if not isinstance(cell.content, dict) or len(cell.content) != 1:
            faults.add(cell.where, "", 'is no line of a directory; write for example {"person": {"id": …}}')
            continue
        name, content = next(iter(cell.content.items()))
        if _LINES.get(name, name) in lists:
            lists[_LINES.get(name, name)].append(content)
        elif name in fields:
            faults.add(cell.where, name, f"stands twice (first in {fields[name].where}); keep one of them")
        else:
            fields[name] = content
    closed = Cell(where=root.where, content={"closed": Cell(where=root.where, content=tuple(lists.pop("closed")))})
    joined = {name: Cell(where=root.where, content=tuple(cells)) for name, cells in lists.items()}
    return Cell(where=root.where, content={**fields, **joined, "calendar": closed})


def _organisation(record: Record) -> Organisation:
    found = Organisation(
        name=record.text("name"),
        language=record.one_of("language", LANGUAGES) or "sv",
        time_zone=_time_zone(record),
    )
    return replace(found, extra=record.rest())


def _time_zone(record: Record) -> str:
    found = record.text("time_zone") or "Europe/Stockholm"
    try:
        ZoneInfo(found)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        record.wrong("time_zone", f"”{found}” is no time zone; write for example Europe/Stockholm")
    return found


def _school(record: Record, where: Places) -> School:
    found = School(
        id=_id(record),
        name=record.text("name", required=True),
        kind=record.text("kind"),
        aliases=record.texts("aliases"),
    )
    found = replace(found, extra=record.rest())
    where.schools.append(record)
    return found


def _person(record: Record, where: Places) -> Person:
    role = record.one_of("role", ROLES, required=True)
    found = Person(
        id=_id(record),
        name=record.text("name", required=True),
        role=Role(role or "teacher"),
        email=_email(record),
        language=record.one_of("language", LANGUAGES) or None,
        schools=record.texts("schools"),
        areas=_areas(record),
        vendor_contact=record.flag("vendor_contact"),
        accounts=_by_platform(record.record("accounts")),
        absences=tuple(_absence(one) for one in record.records("absences")),
        hints=record.flag("hints", default=True),
        lists=record.flag("lists", default=True),
        lists_weekly=record.flag("lists_weekly"),
        known=record.flag("known", default=True),
    )
    found = replace(found, extra=record.rest())
    where.people.append(record)
    return found


def _email(record: Record) -> str | None:
    found = record.text("email")
    name, at, domain = found.partition("@")
    if found and not (name and at and domain and " " not in found and "@" not in domain):
        record.wrong("email", f"”{found}” is no e-mail address; write for example eva@example.org")
    return found or None


def _areas(record: Record) -> tuple[str, ...]:
    found = record.texts("areas")
    for area in found:
        if area not in AREAS:
            record.wrong("areas", f"”{area}” is no area; write technical or pedagogical")
    return found


def _by_platform(record: Record) -> dict[str, str]:
    """Ids by platform; one of a platform that this version does not know is kept, and warned of."""
    found = {name: record.text(name) for name in PLATFORMS if record.has(name)}
    if "teams" in found:
        # Teams tells ids in small letters, the admin centre shows them in capitals.
        found["teams"] = found["teams"].lower()
    others = {name: str(value) for name, value in record.rest().items() if value is not None}
    return {**found, **others}


def _absence(record: Record) -> Absence:
    first, last = _days(record)
    found = Absence(first=first, last=last, substitute=record.text("substitute") or None)
    return replace(found, extra=record.rest())


def _all_closed(record: Record, where: Places) -> Iterator[Closed]:
    for one in record.records("closed"):
        first, last = _days(one)
        found = Closed(first=first, last=last, name=one.text("name"), schools=one.texts("schools"))
        yield replace(found, extra=one.rest())
        where.closed.append(one)
    record.rest(kept=False)


def _days(record: Record) -> tuple[date, date]:
    """`from` and `to`, both inclusive."""
    first, last = record.day("from", required=True), record.day("to", required=True)
    if first and last and first > last:
        record.wrong("from", f"{first} is after to, {last}; the first day comes first")
    return first or date.min, last or date.max


def _place(record: Record, where: Places) -> Place:
    kind = record.one_of("kind", KINDS, required=True)
    found = Place(
        id=_id(record),
        kind=PlaceKind(kind or "support"),
        school=record.text("school") or None,
        channels={name: record.text(name) for name in PLATFORMS if record.has(name)},
        name=record.text("name"),
    )
    found = replace(found, extra=record.rest())
    where.places.append(record)
    return found


def _id(record: Record) -> str:
    found = record.text("id", required=True)
    if len(found) > 100 or not found.isprintable():
        record.wrong("id", "is no short name; write one line of at most 100 characters")
    return found
