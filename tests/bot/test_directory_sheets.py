"""The directory as a workbook of tables, and as CSV files that make a whole together."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from bot.files.directory_file import read_directory
from bot.files.faults import FileErrors
from knowledge.support.directory import Absence, Closed, Directory, Organisation, Person, Place, PlaceKind, Role, School

TABLES: dict[str, list[list[Any]]] = {
    "Organisation": [["Namn", "Språk", "Tidszon"], ["Storköping", "svenska", "Europe/Stockholm"]],
    "Skolor": [["Id", "Namn", "Skolform", "Andra namn"], ["linden", "Lindskolan", "grundskola", "linden|lind"]],
    "Personer": [
        ["Roll", "Id", "Namn", "E-post", "Skolor", "Områden", "Leverantörskontakt", "Slack", "Teams", "Lokalt konto", "Tips"],
        ["lokal", "eva", "Eva Lind", "eva@example.org", "linden", None, "nej", "U01", "ABC", "eva", "nej"],
        ["central", "olle", "Olle Berg", None, None, "teknisk|pedagogisk", "x", None, None, 7, None],
    ],
    "Platser": [["Id", "Typ", "Skola", "Slack"], ["support", "support", None, "C1"], ["larare", "skola", "linden", "C2"]],
    "Kalender": [["Från", "Till", "Namn", "Skolor"], [date(2026, 12, 21), date(2027, 1, 8), "jullov", None]],
    "Frånvaro": [["Person", "Från", "Till", "Ersättare"], ["eva", date(2026, 11, 30), "2026-12-04", "olle"]],
}  # fmt: skip
WHOLE = Directory(
    organisation=Organisation(name="Storköping"),
    schools=(School(id="linden", name="Lindskolan", kind="grundskola", aliases=("linden", "lind")),),
    people=(
        Person(id="eva", name="Eva Lind", role=Role.LOCAL, email="eva@example.org", schools=("linden",), hints=False,
               accounts={"slack": "U01", "teams": "abc", "local": "eva"},
               absences=(Absence(first=date(2026, 11, 30), last=date(2026, 12, 4), substitute="olle"),)),
        Person(id="olle", name="Olle Berg", role=Role.CENTRAL, areas=("technical", "pedagogical"), vendor_contact=True,
               accounts={"local": "7"}),
    ),
    places=(
        Place(id="support", kind=PlaceKind.SUPPORT, channels={"slack": "C1"}),
        Place(id="larare", kind=PlaceKind.SCHOOL, school="linden", channels={"slack": "C2"}),
    ),
    closed=(Closed(first=date(2026, 12, 21), last=date(2027, 1, 8), name="jullov"),),
)  # fmt: skip


def book(path: Path, tables: dict[str, list[list[Any]]]) -> Path:
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in tables.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def texts(folder: Path, tables: dict[str, list[list[Any]]], *names: str) -> list[Path]:
    """CSV files as Swedish Excel saves them, with names that say nothing if no other are given."""
    paths = []
    for number, rows in enumerate(tables.values()):
        path = folder / (names[number] if names else f"blad{number}.csv")
        lines = (";".join("" if cell is None else str(cell) for cell in row) for row in rows)
        path.write_bytes("\r\n".join(lines).encode("cp1252"))
        paths.append(path)
    return paths


def faults(*paths: Path) -> list[str]:
    with pytest.raises(FileErrors) as caught:
        read_directory(*paths)
    return [str(fault).removeprefix(f"{paths[0].parent}/") for fault in caught.value.faults]


def test_a_workbook_with_a_sheet_for_each_table(tmp_path: Path) -> None:
    found = read_directory(book(tmp_path / "d.xlsx", TABLES))
    assert (found.value, found.warnings) == (WHOLE, ())
    assert read_directory(book(tmp_path / "back.xlsx", dict(reversed(TABLES.items())))).value == WHOLE


def test_several_csv_files_make_a_whole_and_are_known_by_their_headings(tmp_path: Path) -> None:
    assert read_directory(*texts(tmp_path, TABLES)).value == WHOLE
    assert read_directory(*reversed(texts(tmp_path, TABLES))).value == WHOLE


def test_sheets_and_other_files_may_be_mixed(tmp_path: Path) -> None:
    people = texts(tmp_path, {"Personer": TABLES["Personer"]})
    rest = tmp_path / "rest.yaml"
    rest.write_text("schools: [{id: linden, name: Lindskolan}]", encoding="utf-8")
    assert [one.id for one in read_directory(*people, rest).value.people] == ["eva", "olle"]


def test_references_are_checked_over_all_tables_with_sheet_row_and_column(tmp_path: Path) -> None:
    tables = TABLES | {
        "Personer": [["id", "name", "role", "schools", "accounts.slack"], ["eva", "Eva", "local", "lindn", "U1"], ["eva", "E", "chef", None, "u1"]],
        "Frånvaro": [["person", "from", "to", "substitute"], ["evv", "2026-12-02", "2026-12-01", "eva"], ["eva", "2026-12-02", "2026-12-02", "eva"]],
        "Platser": [["id", "kind"], ["support", "kök"], [None, "news"]],
        "Kalender": TABLES["Kalender"],
        "Organisation": [*TABLES["Organisation"], ["Lillköping", "sv", "Mars/Olympus"]],
    }  # fmt: skip
    assert faults(book(tmp_path / "d.xlsx", tables)) == [
        "d.xlsx, sheet ”Organisation”, row 3, organisation: stands in a second row; keep one of them",
        "d.xlsx, sheet ”Frånvaro”, row 2, column B (from), absences.from: 2026-12-02 is after to, 2026-12-01; the first day comes first",
        "d.xlsx, sheet ”Personer”, row 3, column C (role), people.role: ”chef” is not known; write teacher, local or central",
        "d.xlsx, sheet ”Platser”, row 2, column B (kind), places.kind: ”kök” is not known; write support, contacts, central, school or news",
        "d.xlsx, sheet ”Platser”, row 3, column A (id), places.id: is missing; it is required",
        f"d.xlsx, sheet ”Personer”, row 3, column A (id), people.id: ”eva” is used twice "
        f"(first in {tmp_path}/d.xlsx, sheet ”Personer”, row 2); give each its own",
        "d.xlsx, sheet ”Personer”, row 2, column D (schools), people.schools: there is no school ”lindn”; did you mean linden?",
        "d.xlsx, sheet ”Frånvaro”, row 2, column A (person), absences.person: there is no person ”evv”; did you mean eva?",
        "d.xlsx, sheet ”Frånvaro”, row 3, column D (substitute), absences.substitute: ”eva” cannot stand in for ”eva”; name somebody else",
        "d.xlsx, sheet ”Personer”, row 3, column E (accounts.slack), people.accounts: "
        "the account ”u1” on slack belongs to ”eva” already; each has its own",
    ]


def test_a_sheet_that_is_no_table_is_told_which_there_are(tmp_path: Path) -> None:
    (fault,) = faults(*texts(tmp_path, {"x": [["Elev", "Klass"], ["Anna", "6B"]]}))
    assert fault == (
        "blad0.csv, row 1: has the headings ”Elev”, ”Klass”, which are none of our tables; the first row must hold the headings of "
        "a table: organisation (with name, time_zone); schools (with id, name); people (with id, name, role); places (with id, kind); "
        "calendar (with from, to); absences (with person, from, to)"
    )


def test_a_table_that_could_be_two_is_told_by_its_name(tmp_path: Path) -> None:
    tables = {"x": [["id", "name", "kind"], ["news", "Nytt", "news"]]}
    (fault,) = faults(*texts(tmp_path, tables))
    assert fault == "blad0.csv: could be schools or places by its headings; call the file by its table"
    assert len(read_directory(*texts(tmp_path, tables, "mina-platser 2026.csv")).value.places) == 1
    assert len(read_directory(*texts(tmp_path, tables, "schools.csv")).value.schools) == 1


def test_a_sheet_that_is_called_by_its_table_must_have_its_columns(tmp_path: Path) -> None:
    (fault,) = faults(book(tmp_path / "d.xlsx", {"Personer": [["Id", "Namn"], ["eva", "Eva"]]}))
    assert fault == "d.xlsx, sheet ”Personer”, row 1, role: has no column; add one with the heading ”role” or ”Roll”"


def test_headings_that_are_clearly_those_of_another_table_count_more_than_a_name(tmp_path: Path) -> None:
    people = texts(tmp_path, {"x": TABLES["Personer"][:2]}, "lärare-skola.csv")
    schools = texts(tmp_path, {"x": TABLES["Skolor"]}, "enheter.csv")
    assert [one.id for one in read_directory(*people, *schools).value.people] == ["eva"]


def test_an_account_on_a_service_that_is_not_known_is_kept(tmp_path: Path) -> None:
    rows = [
        ["id", "name", "role", "accounts.matrix"],
        ["eva", "Eva", "local", "007"],
        ["olle", "Olle", "central", None],
    ]
    found = read_directory(*texts(tmp_path, {"x": rows}))
    assert [one.accounts for one in found.value.people] == [{"matrix": "007"}, {}]
    assert [one.field for one in found.warnings if one.field] == ["people.accounts.matrix"]
