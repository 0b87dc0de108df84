"""Files that cannot be read, or that mean harm: each gets a message that says what and where."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pytest

from bot.files import source
from bot.files.faq_file import read_faq
from bot.files.faults import FileErrors


def said(path: Path) -> str:
    with pytest.raises(FileErrors) as caught:
        read_faq(path)
    (fault,) = caught.value.faults
    return str(fault).removeprefix(str(path)).lstrip(",: ")


def said_of(tmp_path: Path, content: bytes | str, name: str = "faq.yaml") -> str:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return said(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert said(tmp_path / "gone.yaml") == "cannot be read: No such file or directory"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    assert said(tmp_path / "folder.yaml") == "cannot be read: Is a directory"


@pytest.mark.parametrize("name", ["faq.pdf", "faq"])
def test_an_ending_that_is_not_read_is_told_with_those_that_are(tmp_path: Path, name: str) -> None:
    words = "has an ending that is not read here; it should be one of .yaml, .yml, .jsonl, .ndjson, .csv, .tsv, .xlsx, .xlsm"
    assert said_of(tmp_path, "x", name) == words


@pytest.mark.parametrize("name", ["faq.xls", "faq.ods", "faq.numbers"])
def test_another_kind_of_spreadsheet_is_told_what_to_save(tmp_path: Path, name: str) -> None:
    assert said_of(tmp_path, "x", name).endswith("; save the sheet as .xlsx")


@pytest.mark.parametrize("name", ["faq.yaml", "faq.jsonl", "faq.csv", "faq.xlsx"])
@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf"])
def test_an_empty_file_never_empties_the_faq(tmp_path: Path, name: str, content: bytes) -> None:
    words = "is empty; a file without entries holds [] (YAML), one empty line (JSON Lines) or its headings (CSV)"
    assert said_of(tmp_path, content, name) == words


@pytest.mark.parametrize("content", ["\n\n", "# only a comment\n", "---\n...\n"])
def test_yaml_without_anything_in_it_never_empties_the_faq(tmp_path: Path, content: str) -> None:
    assert "[]" in said_of(tmp_path, content) or "is no list" in said_of(tmp_path, content)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    for name, text in (("a.yaml", "- {id: a, answer: åäö}"), ("a.jsonl", '{"id": "a", "answer": "åäö"}')):
        path = tmp_path / name
        path.write_bytes(b"\xef\xbb\xbf" + text.encode())
        assert read_faq(path).value[0].answer == "åäö"


def test_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"- id: a\r\n  answer: |\r\n    one\r\n    two\r\n")
    assert read_faq(path).value[0].answer == "one\ntwo"


def test_latin_1_is_told_with_its_line(tmp_path: Path) -> None:
    words = "line 2: is not UTF-8 (perhaps Latin-1, with ”å” here); save the file as UTF-8"
    assert said_of(tmp_path, "- id: a\n  answer: så\n".encode("latin-1")) == words


def test_utf_16_is_told(tmp_path: Path) -> None:
    assert said_of(tmp_path, "- id: a".encode("utf-16")) == "line 1: is UTF-16; save the file as UTF-8"


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    assert said(path) == f"is larger than {source.LIMIT // 1_000_000} MB; divide it into several files"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("- id: a\n  answer: x: y\n", "line 2"),
        ("- id: a\n answer: x\n", "line 2"),
        ("- id: 'a\n", "line 2"),
        ("- {id: a, answer: [}\n", "line 1"),
        ("- id: a\n\tanswer: x\n", "line 2"),
        ("- id: a\n  answer: @x\n", "line 2"),
    ],
)
def test_broken_yaml_is_told_with_its_line(tmp_path: Path, text: str, line: str) -> None:
    assert said_of(tmp_path, text).startswith(f"{line}: is no YAML: ")


def test_a_control_character_in_yaml_is_told_with_its_line(tmp_path: Path) -> None:
    assert said_of(tmp_path, "- id: a\n  answer: x\x00y\n") in {
        "line 2: holds a control character; take it away",
        "line 2: is no YAML: control characters are not allowed",
    }


def test_a_field_that_stands_twice_is_told_with_both_lines(tmp_path: Path) -> None:
    words = "line 3, id: stands twice (first in line 1); keep one of them"
    assert said_of(tmp_path, "- id: a\n  answer: x\n  id: b\n") == words


def test_a_second_document_is_told(tmp_path: Path) -> None:
    assert said_of(tmp_path, "- {id: a, answer: x}\n---\n- {id: b, answer: y}\n") == (
        "line 2: begins a second document; keep one in a file"
    )


def test_aliases_may_be_used(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("- {id: a, answer: &same x, local: *same}\n")
    assert read_faq(path).value[0].local == "x"


def test_aliases_that_grow_without_end_are_refused_at_once(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 15)]
    began = perf_counter()
    assert "holds more than 500,000 values (aliases counted in full)" in said_of(tmp_path, "\n".join(lines))
    assert perf_counter() - began < 5


def test_something_that_holds_itself_is_refused(tmp_path: Path) -> None:
    words = "line 1: ”*a” refers to something that does not stand before it"
    assert said_of(tmp_path, "- &a {id: a, answer: x, more: *a}\n") == words


@pytest.mark.parametrize("many", [30, 200_000])
def test_deep_nesting_is_refused(tmp_path: Path, many: int) -> None:
    assert said_of(tmp_path, "[" * many).startswith("line 1: ")
    deep = '{"id": "a", "answer": "x", "more": ' + "[" * many + "]" * many + "}"
    assert said_of(tmp_path, deep, "a.jsonl") == "line 1: is nested more than 20 levels deep"


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system", "!mine", "!!binary"])
def test_a_tag_runs_nothing_and_is_refused(tmp_path: Path, tag: str) -> None:
    assert "which is not read here" in said_of(tmp_path, f"- {{id: a, answer: {tag} [x]}}\n")


def test_a_list_as_a_fields_name_is_told(tmp_path: Path) -> None:
    assert "where a field's name belongs" in said_of(tmp_path, "- {[a, b]: x}\n")


def test_a_line_of_json_that_is_no_record_is_told(tmp_path: Path) -> None:
    assert said_of(tmp_path, "[1]\n", "a.jsonl") == "line 1: is no record; write fields with values, as name: …"
