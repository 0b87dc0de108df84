"""The commands `backup` and `restore` as an operator meets them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.bot.commanding import supportbot

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder with a desk, and no settings but the defaults."""
    for name in os.environ:  # noqa: TID251 - the test clears what the machine may have set
        if name.startswith(("SUPPORTBOT_", "SLACK_", "TEAMS_", "DATABASE_URL")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    assert supportbot("import", "directory", ROOT / "samples/storkoping/directory.yaml") == 0
    capsys.readouterr()
    return tmp_path


def test_a_backup_comes_back_and_says_where_the_old_one_is(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert supportbot("backup", "desk.backup") == 0
    assert "Backed up to desk.backup (" in capsys.readouterr().out
    assert supportbot("restore", "desk.backup") == 0
    said = capsys.readouterr().out
    assert "desk.backup is restored to " in said
    assert f"What stood there is kept in {here / 'supportbot.db.before-restore'}" in said
    assert "erase them anew" in said


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("backup", "supportbot.db"), "is the database itself"),
        (("backup", "."), "is no place for a file"),
        (("backup", "no/such/desk.backup"), "is no place for a file"),
        (("restore", "supportbot.db"), "is the database itself"),
        (("restore", "missing.backup"), "missing.backup cannot be read"),
    ],
)
def test_a_wrong_file_is_refused_in_plain_words(
    words: tuple[str, str], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert supportbot(*words) == 1
    assert why in capsys.readouterr().err


def test_postgres_is_told_its_tools(
    postgres_database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", postgres_database)
    assert supportbot("backup", "desk.backup") == 1
    assert "pg_dump; docs/care.md has the commands" in capsys.readouterr().err
    assert supportbot("restore", "desk.backup") == 1
    assert "pg_restore; docs/care.md has the commands" in capsys.readouterr().err
