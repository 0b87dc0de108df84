"""The directory's tables find what a look through everybody would find, and are no part of the value."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from knowledge.support.directory import Absence, Directory, Person, Place, PlaceKind, Role, School
from storage import codec

IDS = st.sampled_from(["a", "b", "c", "d"])
PEOPLE = st.lists(
    st.builds(
        Person,
        id=IDS,
        name=st.sampled_from(["Eva Lind", "Eva", "Åsa Ek", ""]),
        role=st.sampled_from(Role),
        email=st.sampled_from([None, "", " Eva@k.example", "eva@k.example "]),
        schools=st.lists(IDS, max_size=3).map(tuple),
        absences=st.lists(IDS, max_size=2).map(
            lambda ids: tuple(Absence(first=date(2026, 12, 1), last=date(2026, 12, 1), substitute=one) for one in ids)
        ),
        accounts=st.dictionaries(st.sampled_from(["slack", "teams"]), IDS, max_size=2),
    ),
    max_size=8,
).map(tuple)


@given(PEOPLE, IDS)
def test_it_finds_what_a_look_through_everybody_finds(people: tuple[Person, ...], one: str) -> None:
    directory = Directory(people=people)
    assert directory.person(one) == next((p for p in people if p.id == one), None)
    assert directory.person_of("slack", one) == next((p for p in people if p.accounts.get("slack") == one), None)
    assert directory.person_of("teams", one) == next((p for p in people if p.accounts.get("teams") == one), None)
    assert directory.contacts_of(one) == tuple(p for p in people if p.role is Role.LOCAL and one in p.schools)
    assert directory.central() == tuple(p for p in people if p.role is Role.CENTRAL)
    assert directory.contacts() == tuple(p for p in people if p.is_contact)
    assert directory.with_email("EVA@k.example") == tuple(p for p in people if "eva" in (p.email or "").casefold())
    assert directory.called("eva") == tuple(p for p in people if p.first_name == "Eva")
    assert directory.called("eva lind") == tuple(p for p in people if p.name == "Eva Lind")


@given(PEOPLE, PEOPLE, IDS)
def test_tables_that_are_carried_on_find_what_new_ones_find(
    people: tuple[Person, ...], changes: tuple[Person, ...], one: str
) -> None:
    def found(directory: Directory) -> tuple[object, ...]:
        return (directory.person(one), directory.person_of("slack", one), directory.person_of("teams", one), directory.contacts(),
                directory.contacts_of(one), directory.central(), directory.with_email("eva@k.example"), directory.called("eva"),
                directory.called("eva lind"), directory.stands_in(one))  # fmt: skip

    directory = Directory(people=people)
    for changed in changes:
        before = [p.id for p in directory.people]
        was = found(directory)
        after = directory.having(changed)
        assert found(after) == found(Directory(people=after.people))
        assert found(directory) == was
        assert [p.id for p in after.people] == (before if changed.id in before else [*before, changed.id])
        directory = after


@given(PEOPLE, IDS)
def test_who_is_taken_out_is_not_found(people: tuple[Person, ...], one: str) -> None:
    directory = Directory(people=people)
    assert directory.person(one) in (*people, None)
    after = directory.without_person(one)
    assert after.people == tuple(p for p in people if p.id != one)
    assert after.person(one) is None


def test_nobody_is_found_where_there_is_nothing_to_look_for() -> None:
    directory = Directory(people=(Person(id="a", name="", email=" "),), schools=(School(id="s", name="S"),))
    assert directory.person(None) is directory.school(None) is directory.place(None) is None
    assert directory.contacts_of(None) == directory.with_email(" ") == ()
    assert directory.person_of("slack", "U1") is directory.place_of("slack", "C1") is None


def test_a_place_changes_where_it_stood() -> None:
    places = (Place(id="a", kind=PlaceKind.NEWS), Place(id="b", kind=PlaceKind.CENTRAL))
    renamed = replace(places[0], name="Nyheter")
    assert Directory(places=places).having(renamed).places == (renamed, places[1])


def test_who_stands_in_for_somebody_is_known_whenever_that_is() -> None:
    away = Absence(first=date(2026, 12, 1), last=date(2026, 12, 1), substitute="b")
    directory = Directory(people=(Person(id="a", name="A", absences=(away, replace(away, substitute=None))),))
    assert directory.stands_in("b")
    assert not directory.stands_in("a")


def test_what_was_looked_up_is_no_part_of_the_value() -> None:
    asked, fresh = (Directory(people=(Person(id="a", name="Eva"),)) for _ in range(2))
    assert asked.person("a")
    assert asked.called("eva")
    assert asked == fresh
    assert codec.to_json(asked) == codec.to_json(fresh)
    assert replace(asked, people=()).person("a") is None
