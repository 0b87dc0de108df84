"""Who of an audience gets a copy, and where: in a channel, in their own conversation, or not at all; leaves sending it to the handlers."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.broadcast.audience import Atom, Audience, Copy, Group, Way
from knowledge.support.directory import Directory, Person, Place, PlaceKind, Role, School


def copies(audience: Audience, directory: Directory, way: Way, running: Sequence[str]) -> tuple[Copy, ...]:
    """Every recipient once, channels first, then people in file order. `running`: the platforms in use."""
    people = members(audience, directory)
    named = _named_places(audience, directory)
    places = list(named)
    if way is not Way.PEOPLE:
        places += [place for place in _places_of(audience, directory) if place not in named]
    channels = [copy for place in places for copy in _channel_copies(place, directory, running)]
    readers = _readers(places, directory, running) if way is not Way.PEOPLE else {}
    direct = way is not Way.PLACES
    return (*channels, *(_person_copy(person, directory, running, readers, direct=direct) for person in people))


def reached(audience: Audience, directory: Directory) -> frozenset[str]:
    """The ids of the people for whom it is meant, readers of its named channels included."""
    ids = {person.id for person in members(audience, directory)}
    for place in _named_places(audience, directory):
        ids |= {person.id for person in directory.people if _reads(place, person)}
    return frozenset(ids)


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
    found: list[Place] = []
    schools = {school.id: school for school in directory.schools}
    excluded = {atom.value for group in audience.without for atom in group.who if atom.kind == "place"}
    for group in audience.groups:
        if group.at:
            continue
        own = _schools(group.who, schools)
        for place in directory.places:
            meant = place.kind is PlaceKind.SCHOOL and place.school in own
            meant = meant or any(place in _of_role(atom, directory) for atom in group.who)
            if meant and place not in found and place.id not in excluded:
                found.append(place)
    return found


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


def _readers(places: Sequence[Place], directory: Directory, running: Sequence[str]) -> dict[str, str]:
    """Person id -> the recipient of the channel in which the person reads it."""
    found: dict[str, str] = {}
    for place in places:
        for person in directory.people:
            if person.id in found or not _reads(place, person):
                continue
            platform = next((name for name in running if name in person.accounts and name in place.channels), None)
            if platform:
                found[person.id] = _recipient(place, platform)
    return found


def _reads(place: Place, person: Person) -> bool:
    """Whether the place is meant for the person."""
    match place.kind:
        case PlaceKind.SCHOOL:
            return place.school in person.schools
        case PlaceKind.CONTACTS:
            return person.is_contact
        case PlaceKind.CENTRAL:
            return person.role is Role.CENTRAL
        case _:
            return True


def _person_copy(person: Person, directory: Directory, running: Sequence[str], readers: dict[str, str], *,
                 direct: bool) -> Copy:  # fmt: skip
    via = readers.get(person.id)
    platform = next((name for name in running if name in person.accounts), "") if direct and not via else ""
    return Copy(
        recipient=person.id, person=person.id, place=None, platform=platform,
        channel=f"direct:{person.accounts[platform]}" if platform else "",
        language=person.language or directory.organisation.language,
        school=person.schools[0] if person.schools else None, via=via,
    )  # fmt: skip
