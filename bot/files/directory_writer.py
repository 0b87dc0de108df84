"""A directory as YAML or JSON Lines; leaves sheets to directory_sheets, reading it back to directory_file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from bot.files.formats import YAML, written_jsonl, written_yaml
from knowledge.support.directory import Absence, Closed, Directory, Organisation, Person, Place, School

Row = dict[str, Any]
_TRUE = ("hints", "lists", "known")
"""What is true of a person unless the file says otherwise."""


def write_directory(directory: Directory, form: str = YAML) -> str:
    """The text of a directory file; reading it gives the same directory."""
    organisation = organisation_row(directory.organisation)
    closed = [closed_row(one) for one in directory.closed]
    schools = [school_row(one) for one in directory.schools]
    people = [person_row(one) for one in directory.people]
    places = [place_row(one) for one in directory.places]
    if form == YAML:
        calendar = {"closed": closed} if closed else {}
        return written_yaml(
            {
                "organisation": organisation,
                "calendar": calendar,
                "schools": schools,
                "people": people,
                "places": places,
            }
        )
    lines = [("closed", closed), ("school", schools), ("person", people), ("place", places)]
    rows = [{name: _as_text(row)} for name, many in lines for row in many]
    return written_jsonl([{"organisation": organisation}, *rows])


def rows_of(directory: Directory) -> dict[str, Row]:
    """What each record is called -> its fields."""
    named = [(f"school {one.id}", school_row(one)) for one in directory.schools]
    named += [(f"person {one.id}", person_row(one)) for one in directory.people]
    named += [(f"place {one.id}", place_row(one)) for one in directory.places]
    named += [(f"break {one.first}–{one.last} {one.name}".rstrip(), closed_row(one)) for one in directory.closed]
    return {"organisation": organisation_row(directory.organisation), **_apart(named)}


def _apart(named: Iterable[tuple[str, Row]]) -> dict[str, Row]:
    """By name, with a number where several have the same."""
    rows: dict[str, Row] = {}
    seen: Counter[str] = Counter()
    for name, row in named:
        seen[name] += 1
        rows[name if seen[name] == 1 else f"{name} ({seen[name]})"] = row
    return rows


def organisation_row(organisation: Organisation) -> Row:
    """The fields of the organisation."""
    return (
        _filled(name=organisation.name, language=organisation.language, time_zone=organisation.time_zone)
        | organisation.extra
    )


def closed_row(closed: Closed) -> Row:
    """The fields of a break or closed day."""
    return {
        "from": closed.first,
        "to": closed.last,
        **_filled(name=closed.name, schools=list(closed.schools)),
        **closed.extra,
    }


def school_row(school: School) -> Row:
    """The fields of a school."""
    return _filled(id=school.id, name=school.name, kind=school.kind, aliases=list(school.aliases)) | school.extra


def person_row(person: Person) -> Row:
    """The fields of a person, absences among them."""
    row = _filled(
        id=person.id,
        name=person.name,
        email=person.email,
        language=person.language,
        schools=list(person.schools),
        role=person.role.value,
        areas=list(person.areas),
        vendor_contact=person.vendor_contact,
        lists_weekly=person.lists_weekly,
        accounts=dict(person.accounts),
        absences=[_absence(away) for away in person.absences],
    )
    return row | person.extra | {name: False for name in _TRUE if not getattr(person, name)}


def _absence(away: Absence) -> Row:
    return {"from": away.first, "to": away.last, **_filled(substitute=away.substitute), **away.extra}


def place_row(place: Place) -> Row:
    """The fields of a place."""
    return (
        _filled(id=place.id, kind=place.kind.value, school=place.school, name=place.name, **place.channels)
        | place.extra
    )


def _filled(**fields: object) -> Row:
    """The fields that hold something."""
    return {name: value for name, value in fields.items() if value}


def _as_text(value: Any) -> Any:  # noqa: ANN401 - any plain value
    """Dates as text, for JSON."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _as_text(one) for name, one in value.items()}
    return [_as_text(one) for one in value] if isinstance(value, list) else value
