"""The command line as a whole: which commands there are, and how errors end them."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.__main__ import COMMANDS
from tests.bot.commanding import supportbot

pytestmark = pytest.mark.usefixtures("here")
ROOT = Path(__file__).parents[2]
FAQ = ROOT / "samples/unikum/faq_sv.yaml"
DIRECTORY = ROOT / "samples/storkoping/directory.yaml"


def test_the_help_names_exactly_the_commands_that_exist(capsys: pytest.CaptureFixture[str]) -> None:
    assert supportbot("--help") == 0
    listed = re.findall(r"^    (\S+)", capsys.readouterr().out, re.MULTILINE)
    assert listed == list(COMMANDS)
    for module, _words in COMMANDS.values():
        assert (ROOT / f"bot/commands/{module}.py").is_file(), f"{module} is listed but not there"


def test_every_command_has_a_help_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    for name in COMMANDS:
        assert supportbot(name, "--help") == 0
        assert f"usage: supportbot {name}" in capsys.readouterr().out


def test_every_command_is_documented() -> None:
    page = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"`supportbot {name}" in page, f"docs/commands.md says nothing of {name}"


@pytest.mark.parametrize("words", [[], ["no-such-command"], ["import"], ["import", "faq"], ["export", "people"]])
def test_wrong_usage_ends_with_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert supportbot(*words) == 2
    said = capsys.readouterr()
    assert "usage: supportbot" in said.out + said.err


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert supportbot("--version") == 0
    assert re.fullmatch(r"supportbot \d+\.\d+\.\d+\n", capsys.readouterr().out)


def test_an_faq_is_imported_and_comes_out_the_same(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    assert supportbot("import", "faq", FAQ) == 0
    assert capsys.readouterr().out == "114 FAQ entries imported: 114 new, 0 changed, 0 taken away, 0 unchanged.\n"
    for name in ("out.yaml", "out.csv", "out.xlsx", "out.jsonl"):
        assert supportbot("export", "faq", "--output", name) == 0
        capsys.readouterr()
        assert supportbot("import", "faq", name) == 0
        assert capsys.readouterr().out == "114 FAQ entries imported: 0 new, 0 changed, 0 taken away, 114 unchanged.\n"
    assert json.loads((here / "out.jsonl").read_text(encoding="utf-8").splitlines()[0])["id"] == "vem-kontaktar-jag"


def test_a_directory_is_imported_and_comes_out_the_same(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    assert supportbot("import", "directory", DIRECTORY) == 0
    assert "8 schools, 30 people, 5 places imported: 50 new, 0 changed, 0 taken away," in capsys.readouterr().out
    for form in ("yaml", "jsonl"):
        assert supportbot("export", "directory", "--format", form) == 0
        file = here / f"again.{form}"
        file.write_text(capsys.readouterr().out, encoding="utf-8")
        assert supportbot("import", "directory", file) == 0
        assert "0 new, 0 changed, 0 taken away" in capsys.readouterr().out


def test_import_works_on_every_database(
    empty_database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", empty_database)
    assert supportbot("import", "faq", FAQ) == 0
    assert supportbot("import", "directory", DIRECTORY) == 0
    assert supportbot("migrate") == 0
    assert "is up to date: schema" in capsys.readouterr().out
    assert supportbot("export", "questions") == 0
    assert capsys.readouterr().out == "[]\n"


def test_import_on_an_empty_file_makes_the_tables(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    (here / "supportbot.db").touch()
    assert supportbot("import", "faq", FAQ) == 0


def test_a_fault_in_one_file_leaves_everything_as_it_was(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    assert supportbot("import", "faq", FAQ) == 0
    (here / "bad.yaml").write_text("- {id: new, answer: x}\n- {id: bad}\n")
    assert supportbot("import", "faq", FAQ, "bad.yaml") == 1
    said = capsys.readouterr().err
    assert said == "supportbot import: One thing is wrong:\n  bad.yaml, line 2, answer: is missing; it is required\n"
    assert supportbot("export", "faq", "--format", "jsonl") == 0
    assert len(capsys.readouterr().out.splitlines()) == 114


def test_a_dry_run_stores_nothing(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    assert supportbot("import", "faq", FAQ, "--dry-run") == 0
    assert supportbot("import", "directory", DIRECTORY, "--dry-run") == 0
    assert "nothing is stored (--dry-run)" in capsys.readouterr().out
    assert list(here.iterdir()) == []


def test_warnings_are_told_and_stop_nothing(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    (here / "faq.yaml").write_text("- {id: a, answer: x, prio: 3}\n")
    assert supportbot("import", "faq", "faq.yaml") == 0
    assert "warning: faq.yaml, line 1, prio: is not known here; it is kept" in capsys.readouterr().err
    assert supportbot("export", "faq") == 0
    assert "prio: 3" in capsys.readouterr().out


def test_entries_with_few_ways_of_asking_are_counted_once(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    (here / "faq.yaml").write_text(
        "- {id: a, answer: x}\n- {id: b, question: y, alternatives: [z, v], answer: x}\n"
        "- {id: c, question: y, alternatives: [z], wordings: [v], answer: x}\n- {id: d, question: y, answer: x}\n"
    )
    assert supportbot("import", "faq", "faq.yaml", "--dry-run") == 0
    said = capsys.readouterr().err
    assert said.startswith("warning: 2 of 4 entries have fewer than 3 ways of asking (a, d); a few more")
    assert said.count("\n") == 1
    (here / "faq.yaml").write_text("- {id: b, question: y, alternatives: [z, v], answer: x}\n")
    assert supportbot("import", "faq", "faq.yaml") == 0
    assert capsys.readouterr().err == ""


def test_an_entry_that_a_new_file_lacks_is_taken_away(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    (here / "faq.yaml").write_text("- {id: a, answer: x}\n- {id: b, answer: x}\n")
    supportbot("import", "faq", "faq.yaml")
    (here / "faq.yaml").write_text("- {id: a, answer: y}\n- {id: c, answer: x}\n")
    capsys.readouterr()
    assert supportbot("import", "faq", "faq.yaml") == 0
    assert "1 new, 1 changed, 1 taken away" in capsys.readouterr().out


def test_wrong_settings_are_told_without_a_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUPPORTBOT_WEB__PORT", "x")
    assert supportbot("import", "faq", FAQ) == 1
    said = capsys.readouterr().err
    assert said.startswith("supportbot import: One setting is wrong:\n  web.port (SUPPORTBOT_WEB__PORT): ”x” is not")


def test_export_makes_no_database(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    assert supportbot("export", "faq") == 1
    assert "there is no database" in capsys.readouterr().err
    assert list(here.iterdir()) == []


def test_a_file_that_is_no_database_is_told(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    (here / "supportbot.db").write_bytes(b"this is something else, and long enough to be looked at" * 100)
    assert supportbot("import", "faq", FAQ) == 1
    assert "is no SQLite database" in capsys.readouterr().err


def test_a_newer_schema_is_refused(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    assert supportbot("migrate") == 0
    with closing(sqlite3.connect(here / "supportbot.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    assert supportbot("import", "faq", FAQ) == 1
    assert "newer version" in capsys.readouterr().err


def test_an_output_that_cannot_be_written_is_told_and_leaves_nothing(
    capsys: pytest.CaptureFixture[str], here: Path
) -> None:
    supportbot("import", "faq", FAQ)
    assert supportbot("export", "faq", "--output", here / "gone/faq.yaml") == 1
    assert "gone/faq.yaml cannot be written: No such file or directory" in capsys.readouterr().err


def test_import_does_not_wait_for_the_desk_that_runs_on_the_same_file(here: Path) -> None:
    holder = (
        "import asyncio, sys\n"
        "from storage.store import Store\n"
        "async def run():\n"
        "    store = await Store.open('sqlite+aiosqlite:///supportbot.db', exclusive=True)\n"
        "    await store.migrate()\n"
        "    print('ready', flush=True)\n"
        "    await asyncio.to_thread(sys.stdin.readline)\n"
        "    await store.close()\n"
        "asyncio.run(run())\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as desk:
        assert desk.stdout is not None
        assert desk.stdout.readline() == "ready\n"
        assert supportbot("import", "faq", FAQ) == 0
        desk.communicate("stop\n")
    assert desk.returncode == 0


def test_match_starts_without_a_database_or_settings() -> None:
    heavy = "import sys, bot.__main__ as m\ntry: m.main(['match', '--help'])\nexcept SystemExit: pass\n"
    check = "print([name for name in ('sqlalchemy', 'aiohttp', 'alembic', 'bot.config') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", heavy + check], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_output_may_be_cut_off() -> None:
    supportbot("import", "faq", FAQ)
    end, begin = os.pipe()
    os.close(end)
    command = [sys.executable, "-m", "bot", "export", "faq"]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}  # noqa: TID251 - for the other process
    done = subprocess.run(command, stdout=begin, stderr=subprocess.PIPE, text=True, check=False, env=environ)
    os.close(begin)
    assert (done.returncode, done.stderr) == (1, "")


def test_export_refuses_a_database_of_a_newer_version(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    database = here / "supportbot.db"
    assert supportbot("migrate") == 0
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert supportbot("export", "faq") == 1
    assert "newer version" in capsys.readouterr().err
