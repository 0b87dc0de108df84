"""A directory as YAML or JSON Lines; leaves reading it back to directory_file."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.files.formats import YAML, written_jsonl, written_yaml
from knowledge.support.directory import Absence, Closed, Directory, Organisation, Person, Place, School

Row = dict[str, Any]
_TRUE = ("hints", "lists", "known")
"""What is true of a person unless the file says otherwise."""


def write_directory(directory: Directory, form: str = YAML) -> str:
    """The text of a directory file; reading it gives the same directory."""
    organisation = _organisation(directory.organisation)
    closed = [_closed(one) for one in directory.closed]
    schools = [_school(one) for one in directory.schools]
    people = [_person(one) for one in directory.people]
    places = [_place(one) for one in directory.places]
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


def _organisation(organisation: Organisation) -> Row:
    return (
        _filled(name=organisation.name, language=organisation.language, time_zone=organisation.time_zone)
        | organisation.extra
    )


def _closed(closed: Closed) -> Row:
    return {
        "from": closed.first,
        "to": closed.last,
        **_filled(name=closed.name, schools=list(closed.schools)),
        **closed.extra,
    }


def _school(school: School) -> Row:
    return _filled(id=school.id, name=school.name, kind=school.kind, aliases=list(school.aliases)) | school.extra


def _person(person: Person) -> Row:
    row = _filled(
        id=person.id,
        name=person.name,
        email=person.email,
        language=person.language,
        schools=list(person.schools),
        role=person.role.value,
        areas=list(person.areas),
        vendor_contact=person.vendor_contact,
        accounts=dict(person.accounts),
        absences=[_absence(away) for away in person.absences],
    )
    return row | person.extra | {name: False for name in _TRUE if not getattr(person, name)}


def _absence(away: Absence) -> Row:
    return {"from": away.first, "to": away.last, **_filled(substitute=away.substitute), **away.extra}


def _place(place: Place) -> Row:
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
