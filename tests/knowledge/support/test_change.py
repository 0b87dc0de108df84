"""What a change makes of the directory, that it can be taken back, and when it may not be."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.support.change import KINDS, Change, Rows, rows, school_id, with_absence
from knowledge.support.change_rules import fault
from knowledge.support.directory import Absence, Closed, Directory, Person, Place, PlaceKind, Role, School

TODAY = date(2026, 11, 24)
TOWN = Directory(
    schools=(School(id="a", name="Askolan"), School(id="b", name="Bskolan", aliases=("Bert",))),
    people=(
        Person(id="mats", name="Mats", role=Role.CENTRAL, areas=("technical",), accounts={"local": "mats"}),
        Person(id="cecilia", name="Cecilia", role=Role.CENTRAL, vendor_contact=True),
        Person(id="eva", name="Eva", role=Role.LOCAL, schools=("a",), accounts={"local": "eva"}),
        Person(id="jon", name="Jon", role=Role.LOCAL, schools=("a", "b")),
        Person(id="anna", name="Anna", schools=("a", "b")),
        Person(id="guest", name="Guest", guest=True),
        Person(id="new", name="New", known=False),
    ),
    places=(Place(id="p", kind=PlaceKind.SCHOOL, school="b"), Place(id="support", kind=PlaceKind.SUPPORT)),
    closed=(
        Closed(first=TODAY, last=TODAY, name="b", schools=("b",)),
        Closed(first=TODAY, last=TODAY, name="both", schools=("a", "b")),
        Closed(first=TODAY, last=TODAY, name="all"),
    ),
)


def after(**change: object) -> Directory:
    return rows(TOWN, Change(**change)).on(TOWN)  # type: ignore[arg-type]


def test_a_teacher_who_becomes_a_contact_is_one_at_that_school_alone() -> None:
    assert [one.id for one in after(kind="contact_on", person="anna", school="b").contacts_of("b")] == ["jon", "anna"]
    assert [one.id for one in after(kind="contact_on", person="anna", school="b").contacts_of("a")] == ["eva", "jon"]
    new = after(kind="contact_on", person="new", school="b").person("new")
    assert new is not None
    assert (new.known, new.role, new.schools) == (True, Role.LOCAL, ("b",))
    both = after(kind="contact_on", person="eva", school="b").person("eva")
    assert both is not None
    assert both.schools == ("a", "b")


def test_who_is_a_contact_elsewhere_stays_one() -> None:
    jon = after(kind="contact_off", person="jon", school="a").person("jon")
    eva = after(kind="contact_off", person="eva", school="a").person("eva")
    assert jon is not None
    assert eva is not None
    assert (jon.role, jon.schools) == (Role.LOCAL, ("b",))
    assert (eva.role, eva.schools) == (Role.TEACHER, ("a",))


def test_a_school_goes_with_all_that_is_its_own() -> None:
    town = after(kind="school_off", school="b")
    assert [one.id for one in town.schools] == ["a"]
    assert not [one for one in town.people if "b" in one.schools]
    assert [one.id for one in town.places] == ["support"]
    assert [(one.name, one.schools) for one in town.closed] == [("both", ("a",)), ("all", ())]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (Change(kind="contact_on", person="mats", school="a"), "is_central"),
        (Change(kind="contact_on", person="eva", school="a"), "already"),
        (Change(kind="contact_on", person="guest", school="a"), "outsider"),
        (Change(kind="contact_on", person="anna", school="c"), "gone"),
        (Change(kind="contact_on", person="nobody", school="a"), "gone"),
        (Change(kind="contact_off", person="anna", school="a"), "not_contact"),
        (Change(kind="central_on", person="mats", areas=("technical",)), "already"),
        (Change(kind="central_on", person="mats", areas=("pedagogical",)), ""),
        (Change(kind="central_off", person="mats"), "last_central"),
        (Change(kind="central_off", person="cecilia"), ""),
        (Change(kind="central_off", person="eva"), "not_central"),
        (Change(kind="vendor_on", person="eva"), "vendor_central"),
        (Change(kind="vendor_on", person="cecilia"), "already"),
        (Change(kind="vendor_off", person="mats"), "not_vendor"),
        (Change(kind="substitute", person="anna", first=TODAY, last=TODAY), "away_contact"),
        (Change(kind="substitute", person="eva", first=date(2026, 1, 1), last=date(2026, 1, 2)), "past"),
        (Change(kind="substitute", person="eva", substitute="eva", first=TODAY, last=TODAY), "same_person"),
        (Change(kind="school_on", school="c", name="bert"), "school_exists"),
        (Change(kind="school_on", school="c", name="Cskolan", aliases=("A skolan",)), "school_exists"),
        (Change(kind="school_on", school="c", name="Cskolan"), ""),
        (Change(kind="school_name", school="b", name="Bert"), ""),
        (Change(kind="school_name", school="b", name="Bskolan"), "already"),
        (Change(kind="school_alias", school="b", name="Bert"), "already"),
        (Change(kind="school_alias", school="b", name="Askolan"), "school_exists"),
        (Change(kind="school_off", school="c"), "gone"),
    ],
)
def test_what_may_not_be(change: Change, why: str) -> None:
    assert fault(TOWN, change, TODAY) == why


def test_a_substitute_must_be_there() -> None:
    away = Rows(people=(Person(id="jon", name="Jon", absences=(Absence(first=TODAY, last=TODAY),)),)).on(TOWN)
    change = Change(kind="substitute", person="eva", substitute="jon", first=TODAY, last=date(2026, 11, 27))
    assert fault(away, change, TODAY) == "substitute_away"


def _days(first: int, last: int, substitute: str | None = None) -> Absence:
    return Absence(first=date(2026, 12, first), last=date(2026, 12, last), substitute=substitute)


@pytest.mark.parametrize(
    ("there", "left"),
    [
        ((_days(1, 30, "jon"),), (_days(1, 9, "jon"), _days(10, 12, "anna"), _days(13, 30, "jon"))),
        ((_days(1, 10, "jon"), _days(12, 20)), (_days(1, 9, "jon"), _days(10, 12, "anna"), _days(13, 20))),
        ((_days(10, 12, "jon"), _days(11, 11)), (_days(10, 12, "anna"),)),
        ((_days(1, 9), _days(13, 14)), (_days(1, 9), _days(10, 12, "anna"), _days(13, 14))),
    ],
)
def test_an_absence_is_cut_around_a_newer_one(there: tuple[Absence, ...], left: tuple[Absence, ...]) -> None:
    eva = Person(id="eva", name="Eva", role=Role.LOCAL, schools=("a",), absences=there)
    assert with_absence(eva, _days(10, 12, "anna")).absences == left
    assert with_absence(eva, _days(10, 12, "anna"), ends=True).absences == tuple(
        one for one in left if one.last.day < 13 or one in there
    )


def test_who_stands_in_already_on_these_days_is_no_change() -> None:
    town = Rows(people=(Person(id="eva", name="Eva", role=Role.LOCAL, absences=(_days(1, 30, "jon"),)),)).on(TOWN)
    change = Change(kind="substitute", person="eva", substitute="jon", first=date(2026, 12, 3), last=date(2026, 12, 4))
    assert fault(town, change, TODAY) == "already"


CHANGES = st.builds(
    Change,
    kind=st.sampled_from(sorted(KINDS)),
    person=st.sampled_from([one.id for one in TOWN.people]),
    school=st.sampled_from(["a", "b", "c"]),
    areas=st.sampled_from([(), ("technical",), ("technical", "pedagogical")]),
    vendor=st.sampled_from([None, True, False]),
    substitute=st.sampled_from(["", "jon", "anna"]),
    first=st.just(TODAY),
    last=st.just(TODAY),
    name=st.sampled_from(["Cskolan", "Bertil"]),
)


@given(CHANGES)
def test_every_change_can_be_taken_back(change: Change) -> None:
    if fault(TOWN, change, TODAY):
        return
    put = rows(TOWN, change)
    town = put.on(TOWN)
    assert put.stand_in(town)
    back = put.back(TOWN)
    before = back.on(town)
    for name in ("people", "schools", "places", "closed"):
        assert sorted(map(repr, getattr(before, name))) == sorted(map(repr, getattr(TOWN, name)))
    assert any(one.accounts for one in town.central())


def test_ids_are_made_of_names_and_unlike_every_other() -> None:
    assert school_id(TOWN, "Ek & Åkerskolan") == "ek-akerskolan"
    assert school_id(TOWN, "A") == "a-2"
    assert school_id(TOWN, "学校") == "skola"
