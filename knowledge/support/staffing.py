"""Whether enough people help, now and in the next two weeks; leaves schools that nobody can be reached at to `reach`."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.support.directory import Absence, Directory, Person, Role
from knowledge.support.reach import has_account, is_there

AHEAD = timedelta(days=14)
"""What begins later than this is not spoken of yet."""
MANY = 2
"""More local contacts than this at one school are unusual."""
LEAST_CENTRAL = 2
"""So many central contacts should be there at any time."""
LONG = 5
"""From so many working days on nobody standing in is told of, also where a colleague is there."""
_FARTHEST = 400
"""Days of an absence that are looked at."""

IsWorking = Callable[[date], bool]


@dataclass(frozen=True, kw_only=True)
class Few:
    """Days on which too few central contacts are there."""

    count: int
    """How many are, at the least."""
    first: date
    last: date | None
    """None = no end is in sight."""


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A contact who is away while nobody stands in."""

    person: str
    school: str
    first: date
    last: date
    next: tuple[str, ...] = ()
    """Who has the questions meanwhile: the other contacts, nobody of the school when they are not there all the time."""
    out: bool = False
    """Whether nobody of the school is there today."""


def too_many(directory: Directory) -> dict[str, int]:
    """School id -> how many contacts it has, where they are unusually many."""
    counts = {school.id: len(directory.contacts_of(school.id)) for school in directory.schools}
    return {school: count for school, count in counts.items() if count > MANY}


def few_central(
    directory: Directory, today: date, is_working: IsWorking, platforms: Collection[str] = ()
) -> Few | None:  # fmt: skip
    """The next working days in a row, from one of the next two weeks on, on which too few are there. `platforms`: those in use."""
    central = directory.central()
    days = [day for number in range(AHEAD.days * 2 + 1) if is_working(day := today + timedelta(days=number))]
    counts = [(day, sum(is_there(directory, one, day, platforms) for one in central)) for day in days]
    first = next((at for at, (_, count) in enumerate(counts) if count < LEAST_CENTRAL), None)
    if first is None or counts[first][0] > today + AHEAD:
        return None
    after = next((at for at in range(first, len(counts)) if counts[at][1] >= LEAST_CENTRAL), None)
    run = counts[first:after]
    return Few(count=min(count for _, count in run), first=run[0][0], last=run[-1][0] if after is not None else None)


def gaps(
    directory: Directory, today: date, is_working: IsWorking, platforms: Collection[str] = ()
) -> dict[str, Gap]:  # fmt: skip
    """Person id -> the next absence of a contact of a school that nobody stands in for, if it should be told of."""
    found: dict[str, Gap] = {}
    for person in directory.contacts():
        for away in sorted(person.absences, key=lambda one: one.first) if person.role is Role.LOCAL else ():
            if away.last < today or away.first > today + AHEAD or not has_account(person, platforms):
                continue
            gap = _gap(directory, person, away, today, is_working, platforms)
            if gap is not None:
                found[person.id] = gap
                break
    return found


def _gap(
    directory: Directory, person: Person, away: Absence, today: date, is_working: IsWorking, platforms: Collection[str]
) -> Gap | None:
    days = _days(max(away.first, today), away.last, is_working)
    substitute = directory.person(away.substitute)
    if not days or (substitute is not None and has_account(substitute, platforms)
                    and not any(substitute.absence(day) for day in days)):  # fmt: skip
        return None
    gap = None
    for school in person.schools:
        others = [one for one in directory.contacts_of(school) if one.id != person.id and has_account(one, platforms)]
        is_left = all(any(is_there(directory, one, day, platforms) for one in others) for day in days)
        if not is_left:
            out = away.covers(today) and not any(is_there(directory, one, today, platforms) for one in others)
            return Gap(person=person.id, school=school, first=away.first, last=away.last, out=out)
        if len(days) >= LONG and gap is None:
            left = tuple(one.id for one in others)
            gap = Gap(person=person.id, school=school, first=away.first, last=away.last, next=left)
    return gap


def _days(first: date, last: date, is_working: IsWorking) -> list[date]:
    """The working days from one day to another."""
    length = min((last - first).days, _FARTHEST) + 1
    return [day for number in range(length) if is_working(day := first + timedelta(days=number))]
