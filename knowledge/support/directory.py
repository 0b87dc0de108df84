"""Who is who: people, schools, places and absences as frozen values; leaves whose turn it is to routing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar, cast

from knowledge.conversation.fold import fold
from knowledge.support.tables import Table


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
    lists: bool = True
    """Whether lists that come by themselves are wanted, in one's own conversation."""
    lists_weekly: bool = False
    """Whether they come once a week, not each morning."""
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


T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Directory:
    """Everybody and everything, as it stands now, in file order.

    People are looked up in tables that are made at the first look; no table is part of the value. Where two have the
    same id or account the first one counts.
    """

    organisation: Organisation = field(default_factory=Organisation)
    schools: tuple[School, ...] = ()
    people: tuple[Person, ...] = ()
    places: tuple[Place, ...] = ()
    closed: tuple[Closed, ...] = ()

    def person(self, person_id: str | None) -> Person | None:
        """The person with that id."""
        return next(iter(self._by("id", person_id)), None)

    def school(self, school_id: str | None) -> School | None:
        """The school with that id."""
        return self._schools.get(school_id)

    def place(self, place_id: str | None) -> Place | None:
        """The place with that id."""
        return self._places.get(place_id)

    def person_of(self, platform: str, account: str) -> Person | None:
        """Whose account that is."""
        return next(iter(self._by(f"{_ACCOUNT}{platform}", account)), None)

    def place_of(self, platform: str, channel: str) -> Place | None:
        """The place that has that channel."""
        return next((one for one in self.places if one.channels.get(platform) == channel), None)

    def with_email(self, address: str) -> tuple[Person, ...]:
        """The people with that address, in file order; nobody for an empty one."""
        return self._by("email", address.strip().casefold())

    def called(self, name: str) -> tuple[Person, ...]:
        """The people whose first or whole name that is (folded), in file order."""
        return self._by("name", name)

    def contacts(self) -> tuple[Person, ...]:
        """Everybody who answers others, in file order."""
        return self._by("contact", "")

    def contacts_of(self, school_id: str | None) -> tuple[Person, ...]:
        """The local contacts of a school, in file order."""
        return self._by("local", school_id)

    def central(self) -> tuple[Person, ...]:
        """The central contacts, in file order."""
        return tuple(p for p in self.contacts() if p.role is Role.CENTRAL)

    def stands_in(self, person_id: str) -> bool:
        """Whether somebody names the person as a substitute, now or another day."""
        return bool(self._by("substitute", person_id))

    def places_of(self, kind: PlaceKind) -> tuple[Place, ...]:
        """The places of one kind."""
        return tuple(place for place in self.places if place.kind is kind)

    def names(self, people: Iterable[str]) -> tuple[str, ...]:
        """The names of people, unknown ones left out."""
        return tuple(p.name for p in map(self.person, people) if p)

    def derived(self, make: Callable[[Directory], T]) -> T:
        """What `make` makes of the directory, made once."""
        if make not in self._derived:
            self._derived[make] = make(self)
        return cast("T", self._derived[make])

    def having(self, one: Person | Place) -> Directory:
        """With that person or place, where the one with that id stood, else at the end."""
        if isinstance(one, Place):
            other = tuple(one if place.id == one.id else place for place in self.places)
            return replace(self, places=other if self.place(one.id) else (*self.places, one))
        before = self.person(one.id)
        here = self._table("id").at(one.id)[0] if before else len(self.people)
        after = replace(self, people=(*self.people[:here], one, *self.people[here + 1 :]))
        vars(after)["_tables"] = {name: table.having(here, before, one) for name, table in self._tables.items()}
        return after

    def without_person(self, person_id: str) -> Directory:
        """The same without that person."""
        return replace(self, people=tuple(one for one in self.people if one.id != person_id))

    def _by(self, name: str, key: str | None) -> tuple[Person, ...]:
        return () if key is None else tuple(self.people[here] for here in self._table(name).at(key))

    def _table(self, name: str) -> Table[Person]:
        if name not in self._tables:
            platform = name.removeprefix(_ACCOUNT) if name.startswith(_ACCOUNT) else None
            self._tables[name] = Table.of(self.people, _KEYS[name] if platform is None else _account_on(platform))
        return self._tables[name]

    @cached_property
    def _tables(self) -> dict[str, Table[Person]]:
        return {}

    @cached_property
    def _derived(self) -> dict[Callable[[Directory], Any], Any]:
        return {}

    @cached_property
    def _schools(self) -> Mapping[str | None, School]:
        return {one.id: one for one in reversed(self.schools)}

    @cached_property
    def _places(self) -> Mapping[str | None, Place]:
        return {one.id: one for one in reversed(self.places)}


_ACCOUNT = "account/"
_KEYS: dict[str, Callable[[Person], Iterable[str]]] = {
    "id": lambda one: (one.id,),
    "email": lambda one: (one.email.strip().casefold(),) if one.email and one.email.strip() else (),
    "name": lambda one: (fold(one.first_name), fold(one.name)),
    "contact": lambda one: ("",) if one.is_contact else (),
    "local": lambda one: one.schools if one.role is Role.LOCAL else (),
    "substitute": lambda one: [away.substitute for away in one.absences if away.substitute],
}
"""Name of a table -> by what a person is found in it."""


def _account_on(platform: str) -> Callable[[Person], Iterable[str]]:
    return lambda one: (one.accounts[platform],) if platform in one.accounts else ()
