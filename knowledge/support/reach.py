"""Which schools have no contact of their own who can be reached today, and until when; leaves telling central to the handlers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from knowledge.support.directory import Directory, Person


def out_of_reach(directory: Directory, today: date, platforms: Collection[str] = ()) -> dict[str, date | None]:
    """School id -> the last day of it, None when no end is in sight. `platforms`: those in use; empty = any will do."""
    found: dict[str, date | None] = {}
    for school in directory.schools:
        contacts = directory.contacts_of(school.id)
        if not any(is_there(directory, person, today, platforms) for person in contacts):
            found[school.id] = _until(contacts, today, platforms)
    return found


def is_there(directory: Directory, person: Person, today: date, platforms: Collection[str] = ()) -> bool:
    """Whether the person, or who stands in, can be called today."""
    away = person.absence(today)
    if away is None:
        return has_account(person, platforms)
    substitute = directory.person(away.substitute)
    return substitute is not None and substitute.absence(today) is None and has_account(substitute, platforms)


def has_account(person: Person, platforms: Collection[str] = ()) -> bool:
    """Whether the person can be called on a platform that is in use; an outsider is never asked."""
    known = any(on in platforms for on in person.accounts) if platforms else bool(person.accounts)
    return known and not person.is_outsider


def _until(contacts: tuple[Person, ...], today: date, platforms: Collection[str]) -> date | None:
    """The first last day of those who can be called at all when they are back."""
    back = [one.absence(today) for one in contacts if has_account(one, platforms)]
    return min((one.last for one in back if one), default=None)
