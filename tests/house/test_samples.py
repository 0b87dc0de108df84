"""The sample municipality and its rehearsals are whole, and show what the samples' page says."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.house.project import ROOT, text

SAMPLES = ROOT / "samples"
DIRECTORY: dict[str, Any] = yaml.safe_load(text(SAMPLES / "storkoping" / "directory.yaml"))
SCHOOLS = {school["id"] for school in DIRECTORY["schools"]}
PEOPLE = {person["id"]: person for person in DIRECTORY["people"]}
SCRIPTS = sorted((SAMPLES / "rehearsals").glob("*.yaml"))
DEEDS = {"says", "presses", "fills", "runs", "edits", "reacts", "deletes", "after", "at"}
TERM = [date(2026, 11, 24), date(2027, 2, 1), date(2027, 5, 20)]


def contacts(school: str) -> list[dict[str, Any]]:
    """The local contacts of a school."""
    return [p for p in DIRECTORY["people"] if p["role"] == "local" and school in p.get("schools", [])]


def reached(person: dict[str, Any], day: date) -> bool:
    """Whether the person, or a substitute, is there that day."""
    away = [a for a in person.get("absences", []) if a["from"] <= day <= a["to"]]
    return all("substitute" in absence for absence in away)


def test_there_are_eight_schools_and_about_thirty_people() -> None:
    assert len(SCHOOLS) == 8
    assert len(PEOPLE) == len(DIRECTORY["people"]) in range(28, 36)
    assert {"förskola", "gymnasieskola", "anpassad grundskola"} <= {school["kind"] for school in DIRECTORY["schools"]}


def test_everybody_has_an_account_of_their_own_on_each_platform() -> None:
    for platform in ("slack", "teams", "local"):
        accounts = [person["accounts"][platform] for person in PEOPLE.values()]
        assert len(set(accounts)) == len(PEOPLE)
    assert all(person["accounts"]["local"] == person["id"] for person in PEOPLE.values())
    assert all(person["email"].endswith("@example.org") for person in PEOPLE.values())


def test_every_name_that_is_used_is_there() -> None:
    used = {school for person in PEOPLE.values() for school in person.get("schools", [])}
    assert used == SCHOOLS
    substitutes = {a["substitute"] for p in PEOPLE.values() for a in p.get("absences", []) if "substitute" in a}
    assert substitutes <= set(PEOPLE)
    assert {place["school"] for place in DIRECTORY["places"] if "school" in place} <= SCHOOLS
    closed = {school for period in DIRECTORY["calendar"]["closed"] for school in period.get("schools", [])}
    assert closed <= SCHOOLS


@pytest.mark.parametrize("day", TERM)
def test_two_schools_reach_nobody_and_the_others_do(day: date) -> None:
    alone = {school for school in SCHOOLS if not any(reached(person, day) for person in contacts(school))}
    assert alone == {"ekskolan", "tallkotten"}
    assert all(len(contacts(school)) <= 2 for school in SCHOOLS)


def test_central_covers_both_areas_and_one_is_the_vendors_contact() -> None:
    central = [person for person in PEOPLE.values() if person["role"] == "central"]
    assert 2 <= len(central) <= 4
    assert {area for person in central for area in person["areas"]} == {"technical", "pedagogical"}
    assert [person["id"] for person in central if person.get("vendor_contact")] == ["mats"]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_a_rehearsal_names_people_threads_and_places_that_are_there(script: Path) -> None:
    play = yaml.safe_load(text(script))
    assert (ROOT / play["directory"]).exists()
    assert (ROOT / play["faq"]).exists()
    places = {place["id"] for place in DIRECTORY["places"]}
    labels: set[str] = set()
    for step in play["steps"]:
        assert len(DEEDS & set(step)) == (2 if "edits" in step else 1), step
        assert step.get("who", "anna") in PEOPLE, step
        assert step.get("in", "support") in {*places, "direct"}, step
        named = {step[key] for key in ("thread", "edits", "deletes") if key in step}
        assert named <= labels, step
        labels |= {step["as"]} if "as" in step else set()


def test_the_samples_page_lists_every_rehearsal() -> None:
    page = text(SAMPLES / "README.md")
    assert set(re.findall(r"^\| `(\d+-[a-z-]+)`", page, re.MULTILINE)) == {script.stem for script in SCRIPTS}
