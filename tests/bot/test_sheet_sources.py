"""Spreadsheets that cannot be read, are too large, or mean harm: each gets a message that says what to do."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from bot.files.faq_file import read_faq
from bot.files.faults import FileErrors
from bot.files.sheets_file import write_faq_sheet
from knowledge.faq.entry import FaqEntry

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def said_of(tmp_path: Path, content: bytes, name: str = "faq.xlsx") -> str:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileErrors) as caught:
        read_faq(path)
    (fault,) = caught.value.faults
    return str(fault).removeprefix(str(path)).lstrip(",: ")


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return out.getvalue()


def workbook() -> bytes:
    made, out = Workbook(), io.BytesIO()
    assert made.active is not None
    made.active.append(["id", "answer"])
    made.active.append(["a", "b"])
    made.save(out)
    return out.getvalue()


def changed(part: str, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            content = given.read(name)
            assert name != part or old in content
            made.writestr(name, content.replace(old, new) if name == part else content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (OLD + b"\0" * 600, "is of the old kind (.xls); save it as .xlsx"),
        (OLD + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "has a password; save a copy without one"),
        (b"id;answer\r\n", "is no workbook (XLSX); save it as .xlsx, or give a text file the ending .csv"),
        (b"PK\x03\x04 and no more", "is damaged: it is no whole workbook; save it as .xlsx again"),
        (archive(mimetype=b"x", content_xml=b"<a/>"), "is an OpenDocument file (.ods); save it as .xlsx"),
        (archive(xl__workbook_bin=b"x"), "is a binary workbook (.xlsb); save it as .xlsx"),
        (archive(word__document_xml=b"<a/>"), "is no workbook; save it as .xlsx"),
        (archive(xl__workbook_xml=b"<a/>"), "is damaged: it cannot be read as XLSX; save it as .xlsx again"),
        (
            changed("xl/worksheets/sheet1.xml", b"</row>", b""),
            "is damaged: it cannot be read as XLSX; save it as .xlsx again",
        ),
        (
            changed("xl/workbook.xml", b"<workbook ", b'<!DOCTYPE a [<!ENTITY b "c">]><workbook '),
            "holds a DOCTYPE, which no workbook has; save it as .xlsx again",
        ),
    ],
)
def test_what_is_no_workbook_is_told_with_what_to_save(tmp_path: Path, content: bytes, words: str) -> None:
    assert said_of(tmp_path, content) == words


def test_a_workbook_called_csv_is_told(tmp_path: Path) -> None:
    assert said_of(tmp_path, workbook(), "faq.csv") == "is no CSV but a workbook; give it the ending .xlsx"


@pytest.mark.parametrize("name", ["faq.csv", "faq.xlsx"])
def test_a_file_of_50_mb_is_refused_before_it_is_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    start = perf_counter()
    with pytest.raises(FileErrors, match="is larger than 10 MB; divide it into several files"):
        read_faq(path)
    assert perf_counter() - start < 5


def test_a_small_file_that_unfolds_into_a_large_one_is_refused(tmp_path: Path) -> None:
    bomb = archive(xl__workbook_xml=b"<a/>", xl__sharedStrings_xml=b" " * 60_000_000)
    assert len(bomb) < 100_000
    start = perf_counter()
    assert said_of(tmp_path, bomb).startswith("unfolds into more than 50 MB")
    assert perf_counter() - start < 5


def test_a_cell_far_out_is_refused(tmp_path: Path) -> None:
    wide = changed("xl/worksheets/sheet1.xml", b'r="B2"', b'r="XFD2"')
    assert (
        said_of(tmp_path, wide)
        == "sheet ”Sheet”, row 2: is too much: a sheet may hold 1,000,000 cells in 256 columns; divide it"
    )
    deep = changed("xl/worksheets/sheet1.xml", b'<row r="2">', b'<row r="1048576">')
    (tmp_path / "deep.xlsx").write_bytes(deep)
    assert [entry.id for entry in read_faq(tmp_path / "deep.xlsx").value] == ["a"]


def test_a_csv_in_two_encodings_is_told_with_its_line(tmp_path: Path) -> None:
    mixed = "id;answer\r\na;å\r\n".encode() + "b;ä\r\n".encode("cp1252")
    assert said_of(tmp_path, mixed, "faq.csv") == (
        "line 3: is neither UTF-8 nor Windows-1252 throughout; save it as CSV UTF-8"
    )


@given(content=st.binary(max_size=300), start=st.sampled_from([b"", b"id;answer\r\n", b"\xff\xfe", OLD, b"PK\x03\x04"]))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_file_holds_it_is_read_or_told(tmp_path: Path, content: bytes, start: bytes) -> None:
    for name in ("faq.csv", "faq.xlsx"):
        (tmp_path / name).write_bytes(start + content)
        with suppress(FileErrors):
            read_faq(tmp_path / name)


@given(part=st.sampled_from(["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"]), at=st.integers(0, 900),
       new=st.binary(min_size=1, max_size=6))  # fmt: skip
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_workbook_is_read_or_told(tmp_path: Path, part: str, at: int, new: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(workbook())) as given_one:
        whole = given_one.read(part)
    (tmp_path / "faq.xlsx").write_bytes(changed(part, whole, whole[:at] + new + whole[at + len(new) :]))
    with suppress(FileErrors):
        read_faq(tmp_path / "faq.xlsx")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_10_000_rows_with_one_fault_are_answered_in_a_few_seconds(tmp_path: Path, form: str) -> None:
    entries = [
        FaqEntry(id=f"e{number}", question=f"Hur gör jag {number}?", answer="Klicka på **Inställningar**. " * 5,
                 alternatives=("Var finns det?", "Hur då?"), area="technical" if number != 7000 else "gissat")
        for number in range(10_000)
    ]  # fmt: skip
    content = write_faq_sheet(entries, form, "sv")
    start = perf_counter()
    said = said_of(tmp_path, content if isinstance(content, bytes) else content.encode(), f"faq.{form}")
    assert said.endswith("row 7002, column F (Område), area: ”gissat” is not known; write technical or pedagogical")
    assert perf_counter() - start < 30, "alone it takes some two seconds"


def test_a_wholly_wrong_file_is_told_in_a_message_that_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "faq.csv").write_text("id;answer\n" + "a;\n" * 500, encoding="utf-8")
    with pytest.raises(FileErrors) as caught:
        read_faq(tmp_path / "faq.csv")
    lines = str(caught.value).splitlines()
    assert (lines[0], lines[-1], len(lines)) == ("999 things are wrong:", "  … and 799 more", 202)
