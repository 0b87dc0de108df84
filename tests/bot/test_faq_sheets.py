"""The FAQ as CSV and XLSX: what is exported comes back the same, and what people make of it is read."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from bot.files.faq_file import read_faq
from bot.files.faults import FileErrors
from bot.files.sheets_file import write_faq_sheet
from bot.files.table_writer import TooLongError
from bot.files.tables import FAQ
from knowledge.faq.entry import FaqEntry

ROOT = Path(__file__).parents[2]
FORMS = ("csv", "xlsx")
_CHARACTERS = st.characters(
    blacklist_categories=("Cs", "Cc", "Cn"), blacklist_characters="\ue000\ue001\ue002\ue003\ue004"
)
WORDS = st.text(_CHARACTERS | st.sampled_from("=+-@';|\"[]{}\n,\t_x0041"), max_size=20).map(str.strip)
FILLED = WORDS.filter(bool)
IDS = FILLED.filter(str.isprintable)
DAYS = st.none() | st.dates()
PLAIN = st.none() | st.booleans() | st.integers(-999, 999) | WORDS
EXTRA = st.dictionaries(
    FILLED | st.sampled_from(["Fråga", "answer", "extra.x", "ID "]), PLAIN | st.lists(PLAIN, max_size=2), max_size=2
)
ENTRIES = st.lists(
    st.builds(
        FaqEntry, id=IDS, answer=FILLED, question=WORDS, alternatives=st.lists(FILLED, max_size=3).map(tuple),
        category=WORDS, area=st.sampled_from(["", "technical"]), language=st.sampled_from(["sv", "en"]), source=WORDS,
        review_by=DAYS, local=WORDS, wordings=st.lists(FILLED, max_size=2).map(tuple),
    ),
    max_size=4, unique_by=lambda one: one.id,
)  # fmt: skip


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def book(path: Path, *rows: list[Any], title: str = "FAQ") -> Path:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    made.save(path)
    return path


def faults(*paths: Path) -> list[str]:
    with pytest.raises(FileErrors) as caught:
        read_faq(*paths)
    return [str(fault).removeprefix(f"{paths[0].parent}/") for fault in caught.value.faults]


def warnings(path: Path) -> list[str]:
    return [str(one).removeprefix(f"{path.parent}/") for one in read_faq(path).warnings]


def test_every_field_of_an_entry_has_a_column() -> None:
    assert {one.name for one in FAQ.columns} == {one.name for one in fields(FaqEntry)} - {"extra"}


@given(entries=ENTRIES, form=st.sampled_from(FORMS), language=st.sampled_from(["sv", "en"]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_written_is_read_back_the_same(
    tmp_path: Path, entries: list[FaqEntry], form: str, language: str
) -> None:
    path = write(tmp_path / f"faq.{form}", write_faq_sheet(entries, form, language))
    assert read_faq(path).value == entries


@given(extra=EXTRA, form=st.sampled_from(FORMS))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_fields_that_are_not_known_come_back_whatever_they_are_called(
    tmp_path: Path, extra: dict[str, Any], form: str
) -> None:
    known = FaqEntry.__dataclass_fields__
    entry = FaqEntry(id="a", answer="b", extra={name: one for name, one in extra.items() if name not in known})
    path = write(tmp_path / f"faq.{form}", write_faq_sheet([entry], form, "sv"))
    assert read_faq(path).value == [entry]


@pytest.mark.parametrize("form", FORMS)
def test_the_sample_comes_back_the_same(tmp_path: Path, form: str) -> None:
    sample = read_faq(ROOT / "samples/unikum/faq_sv.yaml").value
    path = write(tmp_path / f"sample.{form}", write_faq_sheet(sample, form, "sv"))
    found = read_faq(path)
    assert (found.value, found.warnings) == (sample, ())


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    texts = ["=1+1", "+46", "-x", "@sum", "＝a", "'=a", "''@b", "'plain"]
    entries = [FaqEntry(id=str(number), answer=text) for number, text in enumerate(texts)]
    text = write_faq_sheet(entries, "csv", "en")
    assert isinstance(text, str)
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert [row["answer"] for row in rows] == ["'=1+1", "'+46", "'-x", "'@sum", "'＝a", "''=a", "'''@b", "'plain"]
    named = write_faq_sheet([FaqEntry(id="a", answer="b", extra={"=1+1": "x"})], "csv", "en")
    assert str(named).split("\r\n")[0].endswith(";'=1+1")
    path = write(tmp_path / "faq.xlsx", write_faq_sheet(entries, "xlsx", "en"))
    sheet = load_workbook(path).active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}
    assert [entry.answer for entry in read_faq(path).value] == texts


def test_a_text_that_no_cell_holds_is_refused() -> None:
    with pytest.raises(TooLongError, match="of ”a” in faq is longer than a cell holds"):
        write_faq_sheet([FaqEntry(id="a", answer="x" * 32_768)], "xlsx", "sv")


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("cp1252", ";"), ("utf-8", ","), ("utf-8-sig", ";"), ("utf-16", "\t"), ("utf-16-le", "\t"), ("utf-16-be", ";")],
)
def test_a_file_as_a_spreadsheet_program_saves_it(tmp_path: Path, encoding: str, separator: str) -> None:
    rows = [["SVAR", " Fråga *", "Id", "Område", "Gäller till", "Andra sätt att fråga"],
            ["Så här, på två\nrader; ja – ”så”", "Hur gör jag?", "0123", "Teknisk", "2026-12-21 00:00:00", "Hur då?|Var?"],
            ["", "", "", "", "", ""]]  # fmt: skip
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(rows)
    found = read_faq(write(tmp_path / "frågor.csv", out.getvalue().encode(encoding)))
    assert found.value == [
        FaqEntry(id="0123", question="Hur gör jag?", answer="Så här, på två\nrader; ja – ”så”", area="technical",
                 valid_to=date(2026, 12, 21), alternatives=("Hur då?", "Var?"))
    ]  # fmt: skip
    assert [str(one).split(": ")[-1] for one in found.warnings] == (
        ["is no UTF-8; the file is read as Windows-1252"] if encoding == "cp1252" else []
    )


def test_the_separator_may_be_told_in_the_first_line(tmp_path: Path) -> None:
    assert read_faq(write(tmp_path / "a.csv", "sep=,\r\nid,answer\r\na,b;c\r\n")).value == [
        FaqEntry(id="a", answer="b;c")
    ]


def test_a_sheet_as_people_write_it(tmp_path: Path) -> None:
    path = book(
        tmp_path / "x.xlsx",
        [],
        ["svar", "ID", "Fråga", "Gäller från", "ses över senast", "Källa", None],
        ["Ja", 7.0, "Kan man?", datetime(2026, 12, 1), date(2026, 12, 24), True],  # noqa: DTZ001 - as Excel has it
        [None, None, None, None, None, None, None],
        ["Nej", 197001011234, "=1+1", None, None, 0.5],
    )
    made = load_workbook(path)
    sheet = made.active
    assert sheet is not None
    sheet["C5"] = "Får man?"
    sheet["B3"].number_format = "0000"
    made.save(path)
    assert read_faq(path).value == [
        FaqEntry(id="0007", answer="Ja", question="Kan man?", valid_from=date(2026, 12, 1), review_by=date(2026, 12, 24), source="true"),
        FaqEntry(id="197001011234", answer="Nej", question="Får man?", source="0.5"),
    ]  # fmt: skip


def test_every_fault_is_named_with_sheet_row_and_column(tmp_path: Path) -> None:
    path = book(
        tmp_path / "x.xlsx",
        ["Id", "Svar", "Område", "Gäller till", "Källa"],
        ["a", "x", "teknik", "24/11", "ok", "vad?"],
        ["a", None, "gissat"],
        ["c", "=1+1", None, "=A1"],
        ["d", "#REF!", None, None, "#N/A"],
    )
    assert faults(path) == [
        "x.xlsx, sheet ”FAQ”, row 2, column F: ”vad?” stands in a column without a heading; give it one",
        "x.xlsx, sheet ”FAQ”, row 4, column B (Svar), answer: is a formula without a value; copy the cells and paste them as values",
        "x.xlsx, sheet ”FAQ”, row 4, column D (Gäller till), valid_to: is a formula without a value; copy the cells and paste them as values",
        "x.xlsx, sheet ”FAQ”, row 5, column B (Svar), answer: holds the error #REF!; mend it, or empty the cell",
        "x.xlsx, sheet ”FAQ”, row 5, column E (Källa), source: holds the error #N/A; mend it, or empty the cell",
        "x.xlsx, sheet ”FAQ”, row 2, column D (Gäller till), valid_to: ”24/11” is no date; write year-month-day, for example 2026-11-24",
        "x.xlsx, sheet ”FAQ”, row 3, column B (Svar), answer: is missing; it is required",
        "x.xlsx, sheet ”FAQ”, row 3, column C (Område), area: ”gissat” is not known; write technical or pedagogical",
        f"x.xlsx, sheet ”FAQ”, row 3, column A (Id), id: ”a” is used twice (first in {path}, sheet ”FAQ”, row 2); give each entry its own",
    ]


def test_a_formula_with_a_value_is_that_value(tmp_path: Path) -> None:
    path = book(tmp_path / "x.xlsx", ["id", "answer"], ["a", "=B1"])
    with_value(path, "<f>B1</f><v />", "<f>B1</f><v>42</v>")
    assert read_faq(path).value == [FaqEntry(id="a", answer="42")]


def with_value(path: Path, old: str, new: str) -> None:
    """Change a sheet's XML, as another program would have written it."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    assert old in sheet
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(old, new).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_headings_that_cannot_be_right_are_named_at_once(tmp_path: Path) -> None:
    path = write(tmp_path / "faq.csv", "Svar;Fråga;answer;prio;prio\r\nx;y;z;1;2\r\n")
    assert faults(path) == [
        "faq.csv, row 1, column C (answer), answer: stands twice (first in row 1, column A (Svar)); keep one of them",
        "faq.csv, row 1, column E (prio), extra.prio: stands twice (first in row 1, column D (prio)); keep one of them",
        "faq.csv, row 1, id: has no column; add one with the heading ”id” or ”Id”",
    ]


def test_headings_below_a_title_are_found_and_told(tmp_path: Path) -> None:
    assert faults(book(tmp_path / "x.xlsx", ["Våra svar 2026"], [], ["Id", "Svar"], ["a", "x"])) == [
        "x.xlsx, sheet ”FAQ”, row 1: the headings stand in row 3; take away what stands above them"
    ]


def test_merged_cells(tmp_path: Path) -> None:
    path = book(tmp_path / "x.xlsx", ["id", "answer", "category"], ["a", "x", "konto"], ["b", "y", None])
    made = load_workbook(path)
    sheet = made["FAQ"]
    sheet.merge_cells("C2:C3")
    made.save(path)
    assert [entry.category for entry in read_faq(path).value] == ["konto", ""]
    assert warnings(path) == [
        "x.xlsx, sheet ”FAQ”: has merged cells (C2:C3); only the first cell of each has the value, the others are empty"
    ]
    sheet.merge_cells("A1:B1")
    made.save(path)
    assert (
        "x.xlsx, sheet ”FAQ”, row 1: the headings are merged (A1:B1); unmerge them, so that each column has its own"
        in faults(path)
    )


def test_hidden_and_other_sheets_are_told_and_not_read(tmp_path: Path) -> None:
    path = book(tmp_path / "x.xlsx", ["id", "answer"], ["a", "x"])
    made = load_workbook(path)
    made.create_sheet("Gammalt").sheet_state = "hidden"
    made.create_sheet("Tom")
    made.create_sheet("Elever").append(["Namn", "Klass"])
    made.save(path)
    assert [entry.id for entry in read_faq(path).value] == ["a"]
    assert warnings(path) == [
        "x.xlsx, sheet ”Gammalt”: is hidden; it is not read",
        "x.xlsx, sheet ”Elever”: is not read: by its headings it is none of our tables",
    ]
    made.create_sheet("Frågor").append(["id", "answer"])
    made.save(path)
    assert faults(path) == ["x.xlsx, sheet ”Frågor”: holds faq, as ”FAQ” does; keep one sheet of each table"]


def test_a_wrong_sheet_is_told_with_what_would_be_right(tmp_path: Path) -> None:
    assert faults(book(tmp_path / "x.xlsx", ["Namn", "Klass"], ["Anna", "6B"], title="Blad1")) == [
        "x.xlsx, sheet ”Blad1”, row 1: has the headings ”Namn”, ”Klass”, which are none of our tables; "
        "the first row must hold the headings of a table: faq (with id, answer)"
    ]
    assert faults(write(tmp_path / "x.csv", "Id;Namn;Roll\r\neva;Eva;local\r\n")) == [
        "x.csv, row 1: has the headings ”Id”, ”Namn”, ”Roll”, which are none of our tables; "
        "it looks like people; use `supportbot import directory`"
    ]


def test_a_column_that_is_not_known_is_warned_of_once(tmp_path: Path) -> None:
    path = write(tmp_path / "faq.csv", "id;answer;prio\na;x;3\nb;y;\nc;z;x\n")
    assert warnings(path) == ["faq.csv, row 1, column C (prio), prio: is not known here; it is kept and not used"]
    assert [entry.extra for entry in read_faq(path).value] == [{"prio": 3}, {}, {"prio": "x"}]


def test_an_faq_without_entries_is_its_headings(tmp_path: Path) -> None:
    assert read_faq(write(tmp_path / "faq.csv", "id;answer\r\n")).value == []
    assert faults(write(tmp_path / "none.csv", "\r\n\r\n"))[0].startswith("none.csv: is empty; the first row holds")


@pytest.mark.parametrize("form", FORMS)
def test_a_control_character_is_a_fault(tmp_path: Path, form: str) -> None:
    if form == "csv":
        path = write(tmp_path / "faq.csv", "id;answer\na;x\x00y\n")
    else:
        path = book(tmp_path / "faq.xlsx", ["id", "answer"], ["a", "x_x0000_y"])
    (fault,) = faults(path)
    assert fault.endswith("row 2, column B (answer), answer: holds a control character; take it away")


def test_what_is_not_closed_is_told_with_its_row(tmp_path: Path) -> None:
    (fault,) = faults(write(tmp_path / "faq.csv", 'id;answer\na;x\nb;"y\nc;z\n'))
    assert fault.startswith("faq.csv, row 3: has a quotation mark that is not closed, or not doubled within a cell")
