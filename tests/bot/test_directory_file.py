"""The directory file, read; leaves the way back to test_directory_file_round_trip."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.files.directory_file import read_directory
from bot.files.faults import FileErrors
from knowledge.support.directory import (
    Absence,
    Closed,
    Directory,
    Organisation,
    Person,
    Place,
    PlaceKind,
    Role,
    School,
)

ROOT = Path(__file__).parents[2]
WHOLE = """
organisation: {name: Storköping, language: sv, time_zone: Europe/Stockholm}
calendar:
  closed:
    - {from: 2026-12-21, to: 2027-01-08, name: jullov}
    - {from: 2026-11-27, to: 2026-11-27, schools: [linden]}
schools:
  - {id: linden, name: Lindskolan, kind: grundskola, aliases: [lind]}
people:
  - id: eva
    name: Eva Lind
    email: eva@example.org
    language: sv
    schools: [linden]
    role: local
    accounts: {slack: U01, teams: 00000000-0000-0000-0000-00000000000A, local: eva}
    absences: [{from: 2026-11-30, to: 2026-12-04, substitute: olle}]
  - {id: olle, name: Olle Berg, role: central, areas: [technical], vendor_contact: yes}
places:
  - {id: support, kind: support, slack: C01, teams: "19:x@thread.tacv2", local: support, name: Unikumsupport}
  - {id: larare, kind: school, school: linden, slack: C03}
"""


def read(tmp_path: Path, text: str, name: str = "directory.yaml") -> Directory:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_directory(path).value


def faults(tmp_path: Path, text: str, name: str = "directory.yaml") -> list[str]:
    with pytest.raises(FileErrors) as caught:
        read(tmp_path, text, name)
    return [str(fault).removeprefix(f"{tmp_path}/{name}, ") for fault in caught.value.faults]


def people(*lines: str) -> str:
    return "people:\n" + "".join(f"  - {{{line}}}\n" for line in lines)


def test_a_whole_directory_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, WHOLE) == Directory(
        organisation=Organisation(name="Storköping"),
        closed=(
            Closed(first=date(2026, 12, 21), last=date(2027, 1, 8), name="jullov"),
            Closed(first=date(2026, 11, 27), last=date(2026, 11, 27), name="", schools=("linden",)),
        ),
        schools=(School(id="linden", name="Lindskolan", kind="grundskola", aliases=("lind",)),),
        people=(
            Person(
                id="eva",
                name="Eva Lind",
                email="eva@example.org",
                language="sv",
                schools=("linden",),
                role=Role.LOCAL,
                accounts={"slack": "U01", "teams": "00000000-0000-0000-0000-00000000000a", "local": "eva"},
                absences=(Absence(first=date(2026, 11, 30), last=date(2026, 12, 4), substitute="olle"),),
            ),
            Person(id="olle", name="Olle Berg", role=Role.CENTRAL, areas=("technical",), vendor_contact=True),
        ),
        places=(
            Place(
                id="support",
                kind=PlaceKind.SUPPORT,
                channels={"slack": "C01", "teams": "19:x@thread.tacv2", "local": "support"},
                name="Unikumsupport",
            ),
            Place(id="larare", kind=PlaceKind.SCHOOL, school="linden", channels={"slack": "C03"}),
        ),
    )


def test_the_sample_municipality_is_read_without_a_warning() -> None:
    sample = read_directory(ROOT / "samples/storkoping/directory.yaml")
    assert len(sample.value.schools) == 8
    assert not sample.warnings


@pytest.mark.parametrize("text", ["people: []", "schools:\npeople:\nplaces:\n", "{}", "calendar: {closed: []}"])
def test_an_empty_list_is_allowed(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == Directory()


def test_a_school_without_contact_and_a_person_without_school_or_account_are_allowed(tmp_path: Path) -> None:
    found = read(tmp_path, "schools: [{id: a, name: A}]\n" + people("id: p, name: P, role: teacher"))
    assert found.people == (Person(id="p", name="P"),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (people("id: p, role: local"), "line 2, people.name: is missing; it is required"),
        (people("name: P, role: local"), "line 2, people.id: is missing; it is required"),
        (people("id: p, name: P"), "line 2, people.role: is missing; it is required"),
        (
            people("id: p, name: P, role: admin"),
            "line 2, people.role: ”admin” is not known; write teacher, local or central",
        ),
        (
            people("id: p, name: P, role: local, language: no"),
            "line 2, people.language: ”no” is not known; write sv or en",
        ),
        (
            people("id: p, name: P, role: central, areas: [teknik]"),
            "line 2, people.areas: ”teknik” is no area; write technical or pedagogical",
        ),
        (
            people("id: p, name: P, role: local, email: p.example.org"),
            "line 2, people.email: ”p.example.org” is no e-mail address; write for example eva@example.org",
        ),
        (
            people("id: p, name: P, role: local, vendor_contact: perhaps"),
            "line 2, people.vendor_contact: ”perhaps” is neither true nor false; write one of them",
        ),
        (
            people("id: p, name: P, role: local", "id: p, name: Q, role: local"),
            "line 3, people.id: ”p” is used twice (first in {file}, line 2); give each its own",
        ),
        (
            people(
                "id: p, name: P, role: local, accounts: {slack: U1}",
                "id: q, name: Q, role: local, accounts: {slack: u1}",
            ),
            "line 3, people.accounts: the account ”u1” on slack belongs to ”p” already; each has its own",
        ),
        (
            "schools: [{id: linden, name: L}]\n" + people("id: p, name: P, role: local, schools: [lindan]"),
            "line 3, people.schools: there is no school ”lindan”; did you mean linden?",
        ),
        (
            people("id: p, name: P, role: local, schools: [xx]"),
            "line 2, people.schools: there is no school ”xx”; write the id of a school in this file",
        ),
        (
            people("id: p, name: P, role: local, absences: [{from: 2026-02-02, to: 2026-02-01}]"),
            "line 2, people.absences.from: 2026-02-02 is after to, 2026-02-01; the first day comes first",
        ),
        (
            people("id: p, name: P, role: local, absences: [{from: 2026-02-02}]"),
            "line 2, people.absences.to: is missing; it is required",
        ),
        (
            people("id: p, name: P, role: local, absences: [{from: 2026-02-02, to: 2026-02-02, substitute: olle}]"),
            "line 2, people.absences: there is no person ”olle”; write the id of a person in this file",
        ),
        (
            people("id: p, name: P, role: local, absences: [{from: 2026-02-02, to: 2026-02-02, substitute: p}]"),
            "line 2, people.absences: ”p” cannot stand in for ”p”; name somebody else",
        ),
        (
            "places: [{id: a, kind: suport}]",
            "line 1, places.kind: ”suport” is not known; write support, contacts, central, school or news",
        ),
        (
            "places: [{id: a, kind: school, school: x}]",
            "line 1, places.school: there is no school ”x”; write the id of a school in this file",
        ),
        (
            "places:\n- {id: a, kind: support, slack: C1}\n- {id: b, kind: news, slack: C1}",
            "line 3, places.slack: the channel ”C1” on slack belongs to ”a” already; each has its own",
        ),
        (
            "calendar: {closed: [{from: 2026-02-02, to: 2026-02-01}]}",
            "line 1, calendar.closed.from: 2026-02-02 is after to, 2026-02-01; the first day comes first",
        ),
        (
            "calendar: {closed: [{from: 2026-02-02, to: 2026-02-02, schools: [x]}]}",
            "line 1, calendar.closed.schools: there is no school ”x”; write the id of a school in this file",
        ),
        (
            "organisation: {time_zone: Europe/Storkoping}",
            "line 1, organisation.time_zone: ”Europe/Storkoping” is no time zone; write for example Europe/Stockholm",
        ),
        (
            "organisation: {time_zone: ../../etc/passwd}",
            "line 1, organisation.time_zone: ”../../etc/passwd” is no time zone; write for example Europe/Stockholm",
        ),
        ("people: eva", "line 1, people: is no list; begin each of its records with a dash"),
        ("- a\n- b", "line 1: is no record; write fields with values, as name: …"),
        ("schools: [{id: a}]", "line 1, schools.name: is missing; it is required"),
    ],
)
def test_what_is_wrong_is_told_with_line_field_and_what_would_be_right(tmp_path: Path, text: str, words: str) -> None:
    assert faults(tmp_path, text) == [words.format(file=tmp_path / "directory.yaml")]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = """
organisation: {language: fi}
people:
  - {id: p, name: P, role: boss, schools: [x]}
  - {id: p, role: local}
places:
  - {id: s, kind: other, school: y}
"""
    assert len(faults(tmp_path, text)) == 7


def test_unknown_fields_are_named_in_warnings_and_stop_nothing(tmp_path: Path) -> None:
    path = tmp_path / "directory.yaml"
    path.write_text(
        "version: 2\n" + people("id: p, name: P, role: teacher, phone: '1', accounts: {matrix: m}, areas: [technical]"),
        encoding="utf-8",
    )
    found = read_directory(path)
    assert found.value.people[0].accounts == {"matrix": "m"}
    assert [(one.field, one.where) for one in found.warnings] == [
        ("people.accounts.matrix", "line 3"),
        ("people.phone", "line 3"),
        ("version", "line 1"),
        ("people.areas", "line 3"),
    ]


def test_several_files_make_one_directory(tmp_path: Path) -> None:
    one, two = tmp_path / "schools.yaml", tmp_path / "people.jsonl"
    one.write_text("organisation: {name: S}\nschools: [{id: a, name: A}]\n")
    two.write_text('{"person": {"id": "p", "name": "P", "role": "local", "schools": ["a"]}}\n')
    found = read_directory(one, two).value
    assert (found.organisation.name, found.people[0].schools) == ("S", ("a",))
    two.write_text('{"organisation": {"name": "T"}}\n{"school": {"id": "a", "name": "B"}}\n')
    with pytest.raises(FileErrors) as caught:
        read_directory(one, two)
    assert [fault.field for fault in caught.value.faults] == ["organisation", "schools.id"]


def test_a_file_that_cannot_be_read_does_not_make_the_others_look_wrong(tmp_path: Path) -> None:
    one, two = tmp_path / "schools.yaml", tmp_path / "people.yaml"
    two.write_text(people("id: p, name: P, role: local, schools: [a]"))
    with pytest.raises(FileErrors) as caught:
        read_directory(one, two)
    assert [fault.words for fault in caught.value.faults] == ["cannot be read: No such file or directory"]


def test_a_line_of_json_that_is_no_part_of_a_directory_is_told(tmp_path: Path) -> None:
    text = '{"id": "p", "name": "P"}\n{"organisation": {}}\n{"organisation": {}}\n'
    assert faults(tmp_path, text, "d.jsonl") == [
        'line 1: is no line of a directory; write for example {"person": {"id": …}}',
        "line 3, organisation: stands twice (first in line 2); keep one of them",
    ]
