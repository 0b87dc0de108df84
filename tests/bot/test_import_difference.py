"""What an import changes is told before it is done, and after it, in every format."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.files.difference import difference
from handlers import new_contacts
from tests.bot.commanding import supportbot

pytestmark = pytest.mark.usefixtures("here")
ROOT = Path(__file__).parents[2]
FAQ = ROOT / "samples/unikum/faq_sv.yaml"
DIRECTORY = ROOT / "samples/storkoping/directory.yaml"


def csv_file(name: str, *rows: str) -> str:
    Path(name).write_bytes("\r\n".join(["Id;Svar;Kategori", *rows]).encode("cp1252"))
    return name


def test_a_dry_run_says_what_would_change_and_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert supportbot("import", "faq", csv_file("a.csv", "a;Så här går det.;konto", "b;Så.;", "c;Nej.;", "d;Ja.;")) == 0
    assert capsys.readouterr().out == "4 FAQ entries imported: 4 new, 0 changed, 0 taken away, 0 unchanged.\n"
    new = csv_file("b.csv", "a;Så här går det nu.;", "e;Ny.;", "c;Nej.;", "d;Ja.;")
    told = (
        ": 1 new, 1 changed, 1 taken away, 2 unchanged{end}.\n"
        "  ~ a\n"
        "      answer: ”Så här går det.” -> ”Så här går det nu.”\n"
        "      category: ”konto” -> nothing\n"
        "  + e\n"
        "  - b\n"
    )
    for _ in range(2):
        assert supportbot("import", "faq", new, "--dry-run") == 0
        assert capsys.readouterr().out == "4 FAQ entries read" + told.format(end="; nothing is stored (--dry-run)")
    assert supportbot("import", "faq", new) == 0
    assert capsys.readouterr().out == "4 FAQ entries imported" + told.format(end="")


def test_a_long_text_is_shown_where_it_differs() -> None:
    start = "Det här är ett långt svar som börjar likadant i båda filerna, " * 3
    found = difference(
        {"a": {"answer": f"{start}gammalt slut\x1b[31m"}}, {"a": {"answer": f"{start}nytt slut", "x": ["å", "ä"]}}
    )
    assert list(found.lines(10)) == [
        "  ~ a",
        "      answer: ”… båda filerna, gammalt slut [31m” -> ”… båda filerna, nytt slut”",
        "      x: nothing -> ”å; ä”",
    ]


def test_only_the_first_of_many_are_named() -> None:
    found = difference({"a": {}, "b": {"x": 1}}, {"b": {"x": 1}, **{str(number): {} for number in range(30)}})
    assert list(found.lines(2)) == ["  + 0", "  + 1", "  … and 28 more new", "  - a"]


def test_taking_most_away_is_warned_of(capsys: pytest.CaptureFixture[str]) -> None:
    assert supportbot("import", "faq", FAQ) == 0
    one = csv_file("one.csv", "vem-kontaktar-jag;Din lokala kontakt.;")
    capsys.readouterr()
    assert supportbot("import", "faq", one, "--dry-run") == 0
    words = "113 of 114 that are stored stand in no file and {} taken away; if the files are not the whole"
    assert words.format("would be") in capsys.readouterr().err
    assert supportbot("import", "faq", one) == 0
    assert words.format("were") in capsys.readouterr().err


def test_a_directory_is_compared_with_its_breaks_and_people(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    assert supportbot("import", "directory", DIRECTORY) == 0
    assert supportbot("export", "directory", "--output", "d.xlsx") == 0
    book = load_workbook(here / "d.xlsx")
    assert book.sheetnames == ["Organisation", "Skolor", "Personer", "Platser", "Kalender", "Frånvaro"]
    book["Personer"]["B2"] = "Nytt Namn"
    book["Kalender"].delete_rows(2)
    book.save(here / "d.xlsx")
    capsys.readouterr()
    assert supportbot("import", "directory", "d.xlsx", "--dry-run") == 0
    said = capsys.readouterr().out
    assert "0 new, 1 changed, 1 taken away, 48 unchanged" in said
    assert "-> ”Nytt Namn”" in said
    assert "\n  - break 20" in said


def test_what_an_import_of_the_directory_changed_is_looked_at_at_once() -> None:
    def waits() -> list[str]:
        with sqlite3.connect("supportbot.db") as database:
            return [row[0] for row in database.execute("select kind from timers")]

    assert supportbot("import", "directory", DIRECTORY) == 0
    assert waits() == [new_contacts.LOOK]


def test_a_directory_comes_out_and_in_the_same_in_every_format(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    assert supportbot("import", "directory", DIRECTORY) == 0
    for name in ("d.csv", "d.xlsx", "d.yaml"):
        assert supportbot("export", "directory", "--output", name) == 0
        capsys.readouterr()
        files = sorted(here.glob("d-*.csv")) if name == "d.csv" else [here / name]
        assert len(files) == (6 if name == "d.csv" else 1)
        assert supportbot("import", "directory", *files) == 0
        assert "0 new, 0 changed, 0 taken away, 50 unchanged." in capsys.readouterr().out


def test_a_directory_in_csv_needs_a_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert supportbot("import", "directory", DIRECTORY) == 0
    assert supportbot("export", "directory", "--format", "csv") == 1
    assert "a directory is several csv files; add for example --output directory.csv" in capsys.readouterr().err


def test_what_no_cell_holds_is_told_at_the_export(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    (here / "faq.yaml").write_text(f"- {{id: a, answer: {'x' * 40_000}}}", encoding="utf-8")
    assert supportbot("import", "faq", "faq.yaml") == 0
    assert supportbot("export", "faq", "--output", "faq.xlsx") == 1
    assert "a text of ”a” in faq is longer than a cell holds" in capsys.readouterr().err
    assert not (here / "faq.xlsx").exists()


def test_at_a_terminal_what_would_be_taken_away_is_shown_and_asked_about(tmp_path: Path) -> None:
    two, one = tmp_path / "two.yaml", tmp_path / "one.yaml"
    two.write_text(
        "- {id: a, question: Hur?, answer: Så.}\n- {id: b, question: Var?, answer: Här.}\n", encoding="utf-8"
    )
    one.write_text("- {id: a, question: Hur?, answer: Så.}\n", encoding="utf-8")
    assert "2 FAQ entries imported" in _at_a_terminal(tmp_path, two, "")
    said = _at_a_terminal(tmp_path, one, "n\n")
    assert "Take 1 away? [y/N]" in said
    assert "Nothing is stored." in said
    assert "1 FAQ entries imported" in _at_a_terminal(tmp_path, one, "ja\n")


def _at_a_terminal(folder: Path, file: Path, typed: str) -> str:
    """What the command says to somebody who sits at a terminal and types that."""
    ours, theirs = os.openpty()
    try:
        command = [sys.executable, "-m", "bot", "import", "faq", str(file)]
        url = f"sqlite+aiosqlite:///{folder / 'desk.db'}"
        where = {"PATH": os.defpath, "DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
        running = subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                   cwd=folder, env=where)  # fmt: skip
        os.write(ours, typed.encode())
        said, _ = running.communicate(timeout=60)
        return said
    finally:
        os.close(ours)
        os.close(theirs)
