"""Whether enough people help: too many contacts, too few central ones, and absences that nobody stands in for."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.support.directory import Absence, Directory, Person, Role, School
from knowledge.support.staffing import Few, few_central, gaps, too_many

TODAY = date(2026, 11, 24)  # a Tuesday


def _working(day: date) -> bool:
    return day.weekday() < 5


def _away(first: tuple[int, int], last: tuple[int, int], substitute: str | None = None) -> Absence:
    return Absence(first=date(2026, *first), last=date(2026, *last), substitute=substitute)


def _person(name: str, *absences: Absence, role: Role = Role.LOCAL, account: bool = True) -> Person:
    accounts = {"local": name} if account else {}
    schools = ("lind",) if role is not Role.CENTRAL else ()
    return Person(id=name, name=name, role=role, schools=schools, accounts=accounts, absences=absences)


def _directory(*people: Person) -> Directory:
    return Directory(schools=(School(id="lind", name="Lindskolan"),), people=people)


def test_three_contacts_are_unusual() -> None:
    assert too_many(_directory(_person("eva"), _person("olle"))) == {}
    assert too_many(_directory(_person("eva"), _person("olle"), _person("per"))) == {"lind": 3}


@pytest.mark.parametrize(
    ("absences", "few"),
    [
        ((_away((12, 1), (12, 2)), _away((12, 2), (12, 4))), Few(count=1, first=date(2026, 12, 2), last=date(2026, 12, 2))),
        ((_away((11, 24), (11, 27)), _away((11, 26), (12, 1))), Few(count=1, first=date(2026, 11, 26), last=date(2026, 11, 27))),
        ((_away((12, 14), (12, 15)), _away((12, 14), (12, 15))), None),
        ((_away((12, 1), (12, 2)), _away((12, 3), (12, 4))), None),
        ((_away((12, 5), (12, 6)), _away((12, 5), (12, 6))), None),
    ],
)  # fmt: skip
def test_absences_that_overlap_are_seen_two_weeks_ahead(absences: tuple[Absence, Absence], few: Few | None) -> None:
    """With a third who is away for good, so that two are left; a weekend is no working day."""
    people = [_person("a", absences[0], role=Role.CENTRAL), _person("b", absences[1], role=Role.CENTRAL)]
    people += [_person("c", role=Role.CENTRAL), _person("d", role=Role.CENTRAL, account=False)]
    assert few_central(_directory(*people), TODAY, _working) == few


def test_one_alone_has_no_end_in_sight_and_a_substitute_counts() -> None:
    alone = _person("a", role=Role.CENTRAL)
    assert few_central(_directory(alone), TODAY, _working) == Few(count=1, first=TODAY, last=None)
    away = _person("b", _away((11, 24), (11, 30), "c"), role=Role.CENTRAL)
    assert few_central(_directory(alone, away, _person("c", role=Role.TEACHER)), TODAY, _working) is None


@pytest.mark.parametrize(
    ("absence", "others", "who", "next_", "out"),
    [
        (_away((11, 26), (11, 26)), (), {"eva"}, (), False),
        (_away((11, 23), (11, 27)), (), {"eva"}, (), True),
        (_away((11, 26), (11, 27)), (_person("olle"),), set(), (), False),
        (_away((11, 26), (12, 4)), (_person("olle"),), {"eva"}, ("olle",), False),
        (_away((11, 26), (11, 27), "per"), (), set(), (), False),
        (_away((11, 26), (11, 27), "gone"), (), {"eva"}, (), False),
        (_away((11, 28), (11, 29)), (), set(), (), False),
        (_away((12, 9), (12, 10)), (), set(), (), False),
        (_away((11, 20), (11, 23)), (), set(), (), False),
    ],
)
def test_who_is_away_and_leaves_questions_to_nobody(
    absence: Absence, others: tuple[Person, ...], who: set[str], next_: tuple[str, ...], out: bool
) -> None:
    people = (_person("eva", absence), *others, _person("per", role=Role.TEACHER))
    found = gaps(_directory(*people), TODAY, _working)
    assert set(found) == who
    if who:
        assert (found["eva"].next, found["eva"].out) == (next_, out)


def test_a_substitute_who_is_away_then_is_none() -> None:
    per = _person("per", _away((11, 26), (11, 26)), role=Role.TEACHER)
    eva = _person("eva", _away((11, 26), (11, 27), "per"))
    assert set(gaps(_directory(eva, per), TODAY, _working)) == {"eva"}
