"""Who is who: people, schools, places and absences as frozen values; leaves whose turn it is to routing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any


class Role(StrEnum):
    """What a person is to the desk."""

    TEACHER = "teacher"
    LOCAL = "local"
    CENTRAL = "central"


class PlaceKind(StrEnum):
    """What a channel is for."""

    SUPPORT = "support"
    CONTACTS = "contacts"
    CENTRAL = "central"
    SCHOOL = "school"
    NEWS = "news"


@dataclass(frozen=True, kw_only=True)
class Absence:
    """A time when a person is away, both days inclusive."""

    first: date
    last: date
    substitute: str | None = None
    """The id of the person who stands in."""
    extra: dict[str, Any] = field(default_factory=dict)
    """Fields that this version does not know; kept for the way back out."""

    def covers(self, day: date) -> bool:
        """Whether the person is away that day."""
        return self.first <= day <= self.last


@dataclass(frozen=True, kw_only=True)
class Closed:
    """A break or a closed day, both days inclusive."""

    first: date
    last: date
    name: str
    schools: tuple[str, ...] = ()
    """The schools it is for; empty = all."""
    extra: dict[str, Any] = field(default_factory=dict)
    """Fields that this version does not know; kept for the way back out."""


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """The municipality."""

    name: str = ""
    language: str = "sv"
    time_zone: str = "Europe/Stockholm"
    extra: dict[str, Any] = field(default_factory=dict)
    """Fields that this version does not know; kept for the way back out."""


@dataclass(frozen=True, kw_only=True)
class School:
    """A school, a preschool or another unit."""

    id: str
    name: str
    kind: str = ""
    aliases: tuple[str, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)
    """Fields that this version does not know; kept for the way back out."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who asks or answers."""

    id: str
    name: str
    role: Role = Role.TEACHER
    email: str | None = None
    language: str | None = None
    """`sv`, `en`, or None when nobody has said."""
    schools: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    """Of central contacts: `technical`, `pedagogical`."""
    vendor_contact: bool = False
    accounts: dict[str, str] = field(default_factory=dict)
    """Platform -> account id."""
    absences: tuple[Absence, ...] = ()
    hints: bool = True
    """Whether private hints are wanted."""
    known: bool = True
    """False for somebody who only wrote in a channel and stands in no directory."""
    guest: bool = False
    """Whether the platform calls the account a guest's."""
    external: bool = False
    """Whether the account is of another organisation."""
    extra: dict[str, Any] = field(default_factory=dict)
    """Fields that this version does not know; kept for the way back out."""

    @property
    def is_outsider(self) -> bool:
        """Whether the person may only ask: a guest, or somebody of another organisation, whatever the directory says."""
        return self.guest or self.external

    @property
    def first_name(self) -> str:
        """The first word of the name."""
        return self.name.split()[0] if self.name.split() else self.name

    @property
    def is_contact(self) -> bool:
        """Whether the person answers others: local or central."""
        return self.role is not Role.TEACHER

    def absence(self, day: date) -> Absence | None:
        """The absence that covers the day, if any."""
        return next((away for away in self.absences if away.covers(day)), None)


@dataclass(frozen=True, kw_only=True)
class Place:
    """A channel, on one or more platforms."""

    id: str
    kind: PlaceKind
    school: str | None = None
    channels: dict[str, str] = field(default_factory=dict)
    """Platform -> channel id."""
    name: str = ""
    """As people call it; empty = the id."""
    extra: dict[str, Any] = field(default_factory=dict)
    """Fields that this version does not know; kept for the way back out."""


@dataclass(frozen=True, kw_only=True)
class Directory:
    """Everybody and everything, as it stands now, in file order."""

    organisation: Organisation = field(default_factory=Organisation)
    schools: tuple[School, ...] = ()
    people: tuple[Person, ...] = ()
    places: tuple[Place, ...] = ()
    closed: tuple[Closed, ...] = ()

    # Each is made once; of two that claim the same, the first of the file has it.

    @cached_property
    def _people(self) -> dict[str | None, Person]:
        return {one.id: one for one in reversed(self.people)}

    @cached_property
    def _schools(self) -> dict[str | None, School]:
        return {one.id: one for one in reversed(self.schools)}

    @cached_property
    def _places(self) -> dict[str | None, Place]:
        return {one.id: one for one in reversed(self.places)}

    @cached_property
    def _accounts(self) -> dict[tuple[str, str], Person]:
        return {account: one for one in reversed(self.people) for account in one.accounts.items()}

    @cached_property
    def _channels(self) -> dict[tuple[str, str], Place]:
        return {channel: one for one in reversed(self.places) for channel in one.channels.items()}

    def person(self, person_id: str | None) -> Person | None:
        """The person with that id."""
        return self._people.get(person_id)

    def school(self, school_id: str | None) -> School | None:
        """The school with that id."""
        return self._schools.get(school_id)

    def place(self, place_id: str | None) -> Place | None:
        """The place with that id."""
        return self._places.get(place_id)

    def person_of(self, platform: str, account: str) -> Person | None:
        """Whose account that is."""
        return self._accounts.get((platform, account))

    def place_of(self, platform: str, channel: str) -> Place | None:
        """The place that has that channel."""
        return self._channels.get((platform, channel))

    def contacts_of(self, school_id: str | None) -> tuple[Person, ...]:
        """The local contacts of a school, in file order."""
        return tuple(p for p in self.people if p.role is Role.LOCAL and school_id in p.schools)

    def central(self) -> tuple[Person, ...]:
        """The central contacts, in file order."""
        return tuple(p for p in self.people if p.role is Role.CENTRAL)

    def places_of(self, kind: PlaceKind) -> tuple[Place, ...]:
        """The places of one kind."""
        return tuple(place for place in self.places if place.kind is kind)

    def names(self, people: Iterable[str]) -> tuple[str, ...]:
        """The names of people, unknown ones left out."""
        return tuple(p.name for p in map(self.person, people) if p)
