"""Who of an audience gets a copy, and where: in a channel, in their own conversation, or not at all; leaves sending it to the handlers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from knowledge.broadcast.audience import Atom, Audience, Copy, Group, Way
from knowledge.support.directory import Directory, Person, Place, PlaceKind, Role, School

_For = tuple[PlaceKind, str | None]


def copies(audience: Audience, directory: Directory, way: Way, running: Sequence[str]) -> tuple[Copy, ...]:
    """Every recipient once, channels first, then people in file order. `running`: the platforms in use."""
    places = _named_places(audience, directory)
    if way is not Way.PEOPLE:
        named = {place.id for place in places}
        places += [place for place in _places_of(audience, directory) if place.id not in named]
    channels = [copy for place in places for copy in _channel_copies(place, directory, running)]
    readers = _Readers(places if way is not Way.PEOPLE else (), running)
    direct = way is not Way.PLACES
    people = members(audience, directory)
    return (
        *channels,
        *(_person_copy(person, directory, running, readers.of(person), direct=direct) for person in people),
    )


def reached(audience: Audience, directory: Directory, way: Way = Way.PEOPLE) -> frozenset[str]:
    """The ids of the people for whom it is meant, with all who read the channels that it goes to on that way."""
    places = [*_named_places(audience, directory), *(_places_of(audience, directory) if way is not Way.PEOPLE else ())]
    meant = {_meant_for(place) for place in places}
    readers = (one for one in directory.people if not one.is_outsider and not meant.isdisjoint(_reads(one)))
    return frozenset(person.id for person in (*members(audience, directory), *(readers if meant else ())))


def members(audience: Audience, directory: Directory) -> list[Person]:
    """The people of the audience, in file order; outsiders never are."""
    kinds = {school.id: school for school in directory.schools}
    included, excluded = _Test(audience.groups, kinds), _Test(audience.without, kinds)
    return [one for one in directory.people if not one.is_outsider and included.takes(one) and not excluded.takes(one)]


class _Test:
    """Whether somebody is in one of the groups, as quick as possible."""

    def __init__(self, groups: Sequence[Group], schools: dict[str, School]) -> None:
        self._groups = [(group.who, frozenset(_schools(group.at, schools)) if group.at else None,
                         frozenset(_schools(group.who, schools))) for group in groups]  # fmt: skip

    def takes(self, person: Person) -> bool:
        """Whether the person is in."""
        return any(
            (at is None or not at.isdisjoint(person.schools))
            and (not own.isdisjoint(person.schools) or any(_is(person, atom) for atom in who))
            for who, at, own in self._groups
        )


def _schools(atoms: Sequence[Atom], schools: dict[str, School]) -> set[str]:
    """The schools that the atoms name, by themselves or by their kind."""
    named = {atom.value for atom in atoms if atom.kind == "school"}
    kinds = {atom.value for atom in atoms if atom.kind == "school_kind"}
    of_kind = (
        {school.id for school in schools.values() if kinds & {school.kind, *school.kind.split()}} if kinds else set()
    )
    return named | of_kind


def _is(person: Person, atom: Atom) -> bool:
    match atom.kind:
        case "everyone":
            return True
        case "role":
            return person.is_contact if atom.value == "contact" else person.role.value == atom.value
        case "area":
            return person.role is Role.CENTRAL and atom.value in person.areas
        case "person":
            return person.id == atom.value
        case _:
            return False


def _named_places(audience: Audience, directory: Directory) -> list[Place]:
    wanted = {atom.value for group in audience.groups for atom in group.who if atom.kind == "place"}
    wanted -= {atom.value for group in audience.without for atom in group.who if atom.kind == "place"}
    return [place for place in directory.places if place.id in wanted]


def _places_of(audience: Audience, directory: Directory) -> list[Place]:
    """The channels that are meant for the groups; a role at some schools has none of its own."""
    schools = {school.id: school for school in directory.schools}
    groups = [group for group in audience.groups if not group.at]
    own = {school for group in groups for school in _schools(group.who, schools)}
    own -= {school for group in audience.without for school in _whole(group, schools)}
    wanted = {place.id for place in directory.places if place.kind is PlaceKind.SCHOOL and place.school in own}
    wanted |= {place.id for group in groups for atom in group.who for place in _of_role(atom, directory)}
    wanted -= {atom.value for group in audience.without for atom in group.who if atom.kind == "place"}
    return [place for place in directory.places if place.id in wanted]


def _whole(group: Group, schools: dict[str, School]) -> set[str]:
    """The schools all of whose people the group takes."""
    if not group.at:
        return _schools(group.who, schools)
    return _schools(group.at, schools) if any(atom.kind == "everyone" for atom in group.who) else set()


def _of_role(atom: Atom, directory: Directory) -> tuple[Place, ...]:
    if atom.kind == "everyone" or atom == Atom(kind="role", value="teacher"):
        return directory.places_of(PlaceKind.NEWS) or directory.places_of(PlaceKind.SUPPORT)
    if atom.kind == "role" and atom.value in {"local", "contact"}:
        return directory.places_of(PlaceKind.CONTACTS)
    return directory.places_of(PlaceKind.CENTRAL) if atom == Atom(kind="role", value="central") else ()


def _channel_copies(place: Place, directory: Directory, running: Sequence[str]) -> list[Copy]:
    language = directory.organisation.language
    return [
        Copy(recipient=_recipient(place, platform), person=None, place=place.id, platform=platform,
             channel=place.channels[platform], language=language, school=place.school, via=None)
        for platform in running if platform in place.channels
    ]  # fmt: skip


def _recipient(place: Place, platform: str) -> str:
    return f"#{place.id}@{platform}"


class _Readers:
    """In which of the channels each person reads it; the first one counts."""

    def __init__(self, places: Sequence[Place], running: Sequence[str]) -> None:
        self._running = running
        self._places = defaultdict[_For, list[tuple[int, Place]]](list)
        for number, place in enumerate(places):
            self._places[_meant_for(place)].append((number, place))

    def of(self, person: Person) -> str | None:
        """The recipient of that channel; None when there is none on a platform where the person is."""
        found = [one for meant in _reads(person) if meant in self._places for one in self._places[meant]]
        for _, place in sorted(found, key=lambda one: one[0]):
            platform = next((on for on in self._running if on in person.accounts and on in place.channels), None)
            if platform:
                return _recipient(place, platform)
        return None


def _meant_for(place: Place) -> _For:
    """Whom a place is for: everybody, the contacts, central, or one school."""
    if place.kind is PlaceKind.SCHOOL:
        return place.kind, place.school
    return (place.kind if place.kind in {PlaceKind.CONTACTS, PlaceKind.CENTRAL} else PlaceKind.NEWS), None


def _reads(person: Person) -> list[_For]:
    """For whom a place must be that the person reads."""
    roles = [PlaceKind.NEWS, *([PlaceKind.CONTACTS] if person.is_contact else ()),
             *([PlaceKind.CENTRAL] if person.role is Role.CENTRAL else ())]  # fmt: skip
    return [*((kind, None) for kind in roles), *((PlaceKind.SCHOOL, school) for school in person.schools)]


def _person_copy(person: Person, directory: Directory, running: Sequence[str], via: str | None, *,
                 direct: bool) -> Copy:  # fmt: skip
    platform = next((name for name in running if name in person.accounts), "") if direct and not via else ""
    return Copy(
        recipient=person.id, person=person.id, place=None, platform=platform,
        channel=f"direct:{person.accounts[platform]}" if platform else "",
        language=person.language or directory.organisation.language,
        school=person.schools[0] if person.schools else None, via=via,
    )  # fmt: skip
