"""People and schools are found by what people type, whatever the spelling; nothing typed ever breaks it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.support.directory import Directory, Person, Role, School
from knowledge.support.named import people_meant, school_meant, schools_called, two_meant

TOWN = Directory(
    schools=(
        School(id="lindskolan", name="Lindskolan", aliases=("Linden",)),
        School(id="norra", name="Norra Åkerskolan", aliases=("S:t Olof",)),
        School(id="s1", name="Björken"),
        School(id="s2", name="Björken"),
    ),
    people=(
        Person(id="eva", name="Eva Lind", role=Role.LOCAL, schools=("lindskolan",), email="Eva@example.org"),
        Person(id="eva2", name="Eva Ström", accounts={"slack": "U7"}),
        Person(id="olle", name="Olle Berg"),
        Person(id="ake", name="Åke Östlund-Ek"),
        Person(id="ann", name="Anna-Karin Lind Berg"),
    ),
)

SCHOOLS = [
    ("Lindskolan Eva Lind", "lindskolan", "Eva Lind"),
    ("Eva Lind på Lindskolan", "lindskolan", "Eva Lind"),
    ("lind skolan eva", "lindskolan", "eva"),
    ("LIND-SKOLANS Eva", "lindskolan", "Eva"),
    ("Linden: Eva", "lindskolan", "Eva"),
    ("norra akerskolan Åke", "norra", "Åke"),
    ("Norra Åkerskolans", "norra", ""),
    ("S:t Olof", "norra", ""),
    ("st olof Eva", "norra", "Eva"),
    ("Lindskolan som Eva", "lindskolan", "Eva"),
]

PEOPLE = [
    ("Eva Lind", ["eva"]),
    ("eva lind", ["eva"]),
    ("@Eva Lind", ["eva"]),
    ("eva", ["eva", "eva2"]),
    ("Eva", ["eva", "eva2"]),
    ("id:eva", ["eva"]),
    ("eva2", ["eva2"]),
    ("Eva L", ["eva"]),
    ("Lind", ["eva", "ann"]),
    ("EVA@example.org", ["eva"]),
    ("<@U7>", ["eva2"]),
    ("ake ostlund", ["ake"]),
    ("Åke", ["ake"]),
    ("Karin", ["ann"]),
    ("Ek", ["ake"]),
    ("Nobody", []),
    ("", []),
    ("@", []),
]

PAIRS = [
    ("Eva Lind Olle Berg", ["eva"], ["olle"]),
    ("Eva Lind Olle", ["eva"], ["olle"]),
    ("Olle för Eva Lind", ["eva"], ["olle"]),
    ("för Eva Lind: Olle", ["eva"], ["olle"]),
    ("Eva Lind ersätts av Olle Berg", ["eva"], ["olle"]),
    ("Olle Berg", ["olle"], []),
    ("", [], []),
]


@pytest.mark.parametrize(("typed", "school", "rest"), SCHOOLS)
def test_a_school_is_found_wherever_and_however_it_stands(typed: str, school: str, rest: str) -> None:
    meant = school_meant(TOWN, typed)
    assert (meant.one and meant.one.id, meant.rest) == (school, rest)


def test_schools_of_one_name_are_told_apart_by_id() -> None:
    assert [one.id for one in school_meant(TOWN, "Björken Eva").schools] == ["s1", "s2"]
    assert [one.id for one in schools_called(TOWN, "S2")] == ["s2"]
    assert not schools_called(TOWN, "Lund") + schools_called(TOWN, "") + schools_called(TOWN, "s")


@pytest.mark.parametrize(("typed", "ids"), PEOPLE)
def test_people_are_found_by_the_surest_way(typed: str, ids: list[str]) -> None:
    assert [one.id for one in people_meant(TOWN, typed)] == ids


@pytest.mark.parametrize(("typed", "away", "stands_in"), PAIRS)
def test_two_people_in_a_row(typed: str, away: list[str], stands_in: list[str]) -> None:
    first, second = two_meant(TOWN, typed)
    assert ([one.id for one in first], [one.id for one in second]) == (away, stands_in)


@given(st.text(max_size=80))
def test_nothing_typed_breaks_it(typed: str) -> None:
    meant = school_meant(TOWN, typed)
    assert len(meant.rest) <= len(typed)
    assert {one.id for one in people_meant(TOWN, typed)} <= {one.id for one in TOWN.people}
    two_meant(TOWN, typed)


@given(st.sampled_from(TOWN.schools), st.sampled_from(TOWN.people), st.booleans())
def test_both_are_found_in_either_order(school: School, person: Person, first: bool) -> None:
    typed = f"{school.name} {person.name}" if first else f"{person.name}, {school.name}"
    meant = school_meant(TOWN, typed)
    assert school in meant.schools
    assert people_meant(TOWN, meant.rest) == (person,)


def test_a_large_town_is_quick() -> None:
    town = Directory(
        schools=tuple(School(id=f"s{number}", name=f"Skola {number}") for number in range(500)),
        people=tuple(Person(id=f"p{number}", name=f"Kim Efternamn{number}") for number in range(20_000)),
    )
    begun = time.perf_counter()
    for _ in range(3):
        meant = school_meant(town, "Skola 499 Efternamn77")
        assert [one.id for one in people_meant(town, meant.rest)][:1] == ["p77"]
    assert time.perf_counter() - begun < 5
