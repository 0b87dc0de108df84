"""Whose search finds what: which places a person reads, and whose thread can be opened from where; leaves searching to the desk."""

from __future__ import annotations

from knowledge.support.directory import Directory, Person, Place, PlaceKind, Role
from knowledge.support.question import Question


def reads(person: Person, place: Place) -> bool:
    """Whether the person may read what stands there: support and news are everybody's, a school's channel is the school's."""
    if place.kind is PlaceKind.CENTRAL:
        return person.role is Role.CENTRAL
    if place.kind is PlaceKind.CONTACTS:
        return person.is_contact
    return place.kind is not PlaceKind.SCHOOL or place.school in person.schools or person.role is Role.CENTRAL


def read_by(person: Person, directory: Directory) -> frozenset[str]:
    """The ids of the places that the person may read; a channel that is no place any more is nobody's."""
    return frozenset(place.id for place in directory.places if reads(person, place))


def can_be_opened(question: Question, platform: str) -> bool:
    """Whether its thread stands on that platform."""
    return question.root.platform == platform
