"""What is wrong or risky about who is who."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from knowledge.support.directory import Absence, Directory, Person, Place, PlaceKind, Role, School
from knowledge.support.directory_rules import AHEAD, Severity, problems
from knowledge.support.policy import DeskPolicy

TODAY = date(2026, 11, 24)
SUPPORT = Place(id="support", kind=PlaceKind.SUPPORT, channels={"slack": "C1", "local": "support"})
LINDEN = School(id="linden", name="Lindskolan")


def person(name: str, role: Role = Role.LOCAL, **more: object) -> Person:
    known: dict[str, object] = {"schools": ("linden",), "accounts": {"slack": f"U-{name}"}}
    if role is Role.CENTRAL:
        known |= {"schools": (), "areas": ("technical", "pedagogical")}
    return Person(id=name.lower(), name=name, role=role, **{**known, **more})  # type: ignore[arg-type]


EVA, OLLE = person("Eva"), person("Olle")
CECILIA, MATS = person("Cecilia", Role.CENTRAL), person("Mats", Role.CENTRAL)


def away(first: int, last: int, substitute: str | None = None) -> tuple[Absence, ...]:
    return (Absence(first=TODAY + timedelta(first), last=TODAY + timedelta(last), substitute=substitute),)


def kinds(*people: Person, **more: object) -> list[tuple[str, str]]:
    given: dict[str, object] = {"schools": (LINDEN,), "places": (SUPPORT,)}
    platforms = more.pop("platforms", ())
    policy = more.pop("policy", DeskPolicy())
    directory = Directory(people=people, **{**given, **more})  # type: ignore[arg-type]
    return [(one.kind, one.subject) for one in problems(directory, policy, TODAY, platforms)]  # type: ignore[arg-type]


def test_a_whole_organisation_has_no_problems() -> None:
    assert kinds(EVA, OLLE, CECILIA, MATS) == []
    assert kinds(EVA, OLLE, CECILIA, MATS, platforms=["slack"]) == []


def test_without_central_contacts_questions_end_nowhere() -> None:
    assert kinds(EVA) == [("no_central", "")]


def test_a_school_whose_ladder_has_nobody_with_an_account_reaches_nobody() -> None:
    nobody = [replace_accounts(one) for one in (EVA, CECILIA, MATS)]
    found = kinds(*nobody)
    assert found[:2] == [("central_unreachable", ""), ("school_reaches_nobody", "linden")]
    assert ("person_without_account", "eva") in found


def replace_accounts(one: Person, **accounts: str) -> Person:
    return person(one.name, one.role, accounts=accounts)


def test_an_account_counts_only_on_a_platform_that_is_in_use() -> None:
    people = (EVA, CECILIA, MATS)
    found = kinds(*people, platforms=["teams"])
    assert ("central_unreachable", "") in found
    assert ("no_support_channel", "teams") in found
    teams = Place(id="support", kind=PlaceKind.SUPPORT, channels={"teams": "19:x"})
    on_teams = [replace_accounts(one, teams=one.id) for one in people]
    assert kinds(*on_teams, platforms=["teams"], places=(teams,)) == []


def test_a_helpdesk_reaches_schools_that_have_nobody_else() -> None:
    policy = DeskPolicy(steps=("helpdesk",), helpdesk=("hanna",))
    hanna = person("Hanna", Role.TEACHER)
    assert ("school_reaches_nobody", "linden") not in kinds(hanna, policy=policy)
    assert ("helpdesk_unknown", "hanna") in kinds(EVA, policy=policy)
    assert ("school_reaches_nobody", "linden") in kinds(EVA, policy=policy)


def test_a_helpdesk_that_no_step_asks_is_told() -> None:
    assert kinds(EVA, CECILIA, MATS, policy=DeskPolicy(helpdesk=("eva",))) == [("helpdesk_unused", "")]


@pytest.mark.parametrize(
    ("people", "found"),
    [
        ([CECILIA, MATS], [("school_without_contact", "linden")]),
        ([EVA, OLLE, person("Pia"), CECILIA, MATS], [("school_with_many_contacts", "linden")]),
        ([EVA, CECILIA], [("only_one_central", "cecilia")]),
        ([EVA, person("Lucy", Role.TEACHER, accounts={}), CECILIA, MATS], [("person_without_account", "lucy")]),
        ([EVA, person("Lucy", Role.TEACHER, schools=()), CECILIA, MATS], [("person_without_school", "lucy")]),
        ([EVA, person("Lucy", Role.TEACHER, schools=(), accounts={}, known=False), CECILIA, MATS], []),
        (
            [EVA, person("Cecilia", Role.CENTRAL, areas=("technical",)), person("Mats", Role.CENTRAL, areas=())],
            [("area_without_contact", "")],
        ),
        (
            [person("Eva", email="x@example.org"), person("Olle", email="X@example.org"), CECILIA, MATS],
            [("shared_address", "olle")],
        ),
    ],
)
def test_what_is_risky_is_named(people: list[Person], found: list[tuple[str, str]]) -> None:
    assert kinds(*people) == found


@pytest.mark.parametrize(
    ("absences", "found"),
    [
        (away(-5, -1), []),
        (away(AHEAD.days + 1, AHEAD.days + 9), []),
        (away(0, 0), [("away_without_substitute", "eva")]),
        (away(5, 9), [("away_without_substitute", "eva")]),
        (away(0, 9, "olle"), []),
    ],
)
def test_a_contact_who_is_away_now_or_soon_needs_a_substitute(
    absences: tuple[Absence, ...], found: list[tuple[str, str]]
) -> None:
    assert kinds(person("Eva", absences=absences), OLLE, CECILIA, MATS) == found


def test_the_only_contact_away_leaves_the_school_unreachable_that_day() -> None:
    eva = person("Eva", absences=away(-1, 1))
    assert kinds(eva, CECILIA, MATS) == [("school_unreachable_today", "linden"), ("away_without_substitute", "eva")]


def test_a_substitute_must_be_there_and_reachable() -> None:
    eva = person("Eva", absences=away(0, 9, "olle"))
    olle_away = person("Olle", absences=away(8, 20, "eva"))
    assert ("substitute_unreachable", "eva") in kinds(eva, olle_away, CECILIA, MATS)
    long_away, olle_back = person("Eva", absences=away(-9, 9, "olle")), person("Olle", absences=away(-9, -1))
    assert kinds(long_away, olle_back, CECILIA, MATS) == []
    assert ("substitute_unreachable", "eva") in kinds(eva, person("Olle", accounts={}), CECILIA, MATS)


def test_places_that_cannot_work_are_named() -> None:
    assert kinds(EVA, CECILIA, MATS, places=()) == [("no_support_place", "")]
    school = Place(id="larare", kind=PlaceKind.SCHOOL)
    found = kinds(EVA, CECILIA, MATS, places=(SUPPORT, school))
    assert found == [("place_without_channel", "larare"), ("place_without_school", "larare")]


def test_the_worst_stands_first_and_everything_says_what_would_help() -> None:
    found = problems(Directory(schools=(LINDEN,)), DeskPolicy(helpdesk=("x",)), TODAY)
    assert [one.severity for one in found] == sorted((one.severity for one in found), reverse=True)
    assert found[0].severity is Severity.WRONG
    assert all(";" in one.words or "?" in one.words or ". " in one.words for one in found)
