"""Schools whose questions go past their contacts to central, again and again; leaves telling it to the handlers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from knowledge.support.directory import Directory, Role

LAST = 5
"""So many of a school's last questions are looked at."""
SPREAD = timedelta(days=14)
"""Within less time than this it may be a bad week."""
WITHIN = timedelta(days=90)
"""What was asked longer ago says nothing about today."""


@dataclass(frozen=True, kw_only=True)
class Passed:
    """Through whose hands a question went."""

    school: str
    asked_at: datetime
    asked: tuple[str, ...]
    """Whose turn it has been, in order."""
    by: tuple[str, ...]
    """Who took, answered, handed on or solved it."""


def past_contacts(passed: Iterable[Passed], directory: Directory) -> dict[str, int]:
    """School id -> of how many questions in a row, the last ones, each had its turn with a contact and went on to central.

    What no contact of the school was asked (they were away, or there was none) says nothing about them. `passed`: the newest first.
    """
    last: dict[str, list[Passed]] = {}
    for one in passed:
        ours = last.setdefault(one.school, [])
        if len(ours) < LAST and set(one.asked) & _contacts(directory, one.school):
            ours.append(one)
    return {
        school: LAST
        for school, ours in last.items()
        if len(ours) == LAST
        and ours[0].asked_at - ours[-1].asked_at >= SPREAD
        and all(_moved_on(one, directory) for one in ours)
    }


def _contacts(directory: Directory, school: str) -> set[str]:
    return {person.id for person in directory.contacts_of(school)}


def _moved_on(one: Passed, directory: Directory) -> bool:
    """Whether central had its turn after the school's contacts, none of whom did anything."""
    contacts = _contacts(directory, one.school)
    last = max((at for at, person in enumerate(one.asked) if person in contacts), default=-1)
    after = (directory.person(person) for person in one.asked[last + 1 :])
    return not contacts & set(one.by) and any(person is not None and person.role is Role.CENTRAL for person in after)
