"""Why a change of who is who may not be; leaves telling it to the handlers, what it does to `change`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from knowledge.support.change import Change, absence_of, clash, rows
from knowledge.support.directory import Directory, Person, Role
from knowledge.support.named import schools_called


def fault(directory: Directory, change: Change, today: date) -> str:
    """Why it may not be, as the end of a refusal's key (`change.<key>`); empty when it may."""
    if change.kind.startswith("school_"):
        return _fault_of_school(directory, change)
    person = directory.person(change.person)
    if person is None or (change.school and directory.school(change.school) is None):
        return "gone"
    if change.kind in {"contact_on", "central_on"} and person.is_outsider:
        return "outsider"
    return _FAULTS[change.kind](directory, change, person, today)


def _fault_of_school(directory: Directory, change: Change) -> str:
    if change.kind != "school_on" and directory.school(change.school) is None:
        return "gone"
    if change.kind == "school_off":
        return ""
    names = (change.name, *change.aliases)
    same = {one.id for name in names for one in schools_called(directory, name)}
    if change.kind == "school_name" and same == {change.school}:
        school = directory.school(change.school)
        return "already" if school and school.name == change.name else ""
    if change.kind == "school_alias" and same == {change.school}:
        return "already"
    return "school_exists" if same else ""


def _contact_on_fault(_directory: Directory, change: Change, person: Person, _today: date) -> str:
    if person.role is Role.CENTRAL:
        return "is_central"
    return "already" if person.role is Role.LOCAL and change.school in person.schools else ""


def _contact_off_fault(_directory: Directory, change: Change, person: Person, _today: date) -> str:
    return "" if person.role is Role.LOCAL and change.school in person.schools else "not_contact"


def _central_on_fault(directory: Directory, change: Change, person: Person, _today: date) -> str:
    return "already" if rows(directory, change).people == (person,) else ""


def _central_off_fault(directory: Directory, _change: Change, person: Person, _today: date) -> str:
    if person.role is not Role.CENTRAL:
        return "not_central"
    others = [one for one in directory.central() if one.id != person.id]
    return "" if any(one.accounts and not one.is_outsider for one in others) else "last_central"


def _vendor_on_fault(_directory: Directory, _change: Change, person: Person, _today: date) -> str:
    if person.role is not Role.CENTRAL:
        return "vendor_central"
    return "already" if person.vendor_contact else ""


def _vendor_off_fault(_directory: Directory, _change: Change, person: Person, _today: date) -> str:
    return "" if person.vendor_contact else "not_vendor"


def _substitute_fault(directory: Directory, change: Change, person: Person, today: date) -> str:
    absence = absence_of(change)
    if not person.is_contact:
        return "away_contact"
    if absence.last < absence.first or absence.last < today:
        return "past"
    substitute = directory.person(change.substitute) if change.substitute else None
    if change.substitute and (substitute is None or substitute.id == person.id):
        return "same_person"
    if substitute and substitute.is_outsider:
        return "outsider"
    if substitute and clash(substitute, absence.first, absence.last):
        return "substitute_away"
    same = [one for one in person.absences if one.substitute == absence.substitute]
    return "already" if any(one.first <= absence.first and absence.last <= one.last for one in same) else ""


_FAULTS: dict[str, Callable[[Directory, Change, Person, date], str]] = {
    "contact_on": _contact_on_fault, "contact_off": _contact_off_fault, "central_on": _central_on_fault,
    "central_off": _central_off_fault, "vendor_on": _vendor_on_fault, "vendor_off": _vendor_off_fault,
    "substitute": _substitute_fault,
}  # fmt: skip
"""Kind of a change of people -> its rule."""
