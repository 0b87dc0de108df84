"""The command `person`: what is stored about somebody comes out, and goes away, or nothing is done and it says why."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from tests.bot.commanding import supportbot

ROOT = Path(__file__).parents[2]
PEOPLE = """
schools: [{id: lind, name: Lindskolan}]
people:
  - {id: eva, name: Eva Lind, role: local, schools: [lind], email: eva@example.org, accounts: {slack: U01}}
  - {id: anna, name: Anna Ek, role: teacher, schools: [lind], accounts: {slack: U02}}
  - {id: anna2, name: Anna Berg, role: teacher}
  - {id: cecilia, name: Cecilia Holm, role: central}
places: []
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder with a small desk, and no settings but the defaults."""
    for name in os.environ:  # noqa: TID251 - the test clears what the machine may have set
        if name.startswith(("SUPPORTBOT_", "SLACK_", "TEAMS_", "DATABASE_URL")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    Path("people.yaml").write_text(PEOPLE, encoding="utf-8")
    faq = [{"id": "in", "question": "Hur loggar jag in?", "answer": "Med skolans konto.", "owner": "eva"}]
    Path("faq.jsonl").write_text("\n".join(json.dumps(one) for one in faq), encoding="utf-8")
    assert supportbot("import", "directory", "people.yaml") == 0
    assert supportbot("import", "faq", "faq.jsonl") == 0
    capsys.readouterr()
    return tmp_path


def everything(path: Path) -> str:
    with closing(sqlite3.connect(path / "supportbot.db")) as connection:
        return "\n".join(connection.iterdump())


@pytest.mark.parametrize("named", ["eva", "Eva Lind", "eva lind", "EVA@example.org", "slack:U01"])
def test_somebody_is_found_by_id_name_address_and_account(named: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert supportbot("person", "export", named) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["person"], told["name"]) == ("eva", "Eva Lind")
    assert {"people", "accounts", "faq_entries", "faq_versions"} == set(told["stored"])
    assert told["stored"]["people"]["what"] == "The entry in the directory"


def test_the_export_is_a_file_for_its_owner_alone(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert supportbot("person", "export", "eva", "--output", "eva.json") == 0
    assert capsys.readouterr().out == "Written to eva.json.\n"
    assert stat.S_IMODE((here / "eva.json").stat().st_mode) == 0o600
    assert supportbot("person", "export", "eva", "--output", "no/such/folder.json") == 1
    assert "no/such/folder.json cannot be written" in capsys.readouterr().err


def test_a_name_of_several_lists_them_and_a_name_of_nobody_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert supportbot("person", "export", "Anna") == 1
    said = capsys.readouterr().err
    assert "anna  Anna Ek" in said
    assert "anna2  Anna Berg" in said
    assert supportbot("person", "erase", "Sixten", "--yes") == 1
    assert "nobody is called Sixten" in capsys.readouterr().err


def test_nothing_is_erased_without_a_yes_nor_by_a_dry_run(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(here)
    assert supportbot("person", "erase", "anna") == 1
    assert "add --yes" in capsys.readouterr().err
    assert supportbot("person", "erase", "anna", "--dry-run") == 0
    assert "Nothing was done (--dry-run)." in capsys.readouterr().out
    assert everything(here) == before


def test_a_contact_is_refused_with_all_that_must_be_handed_on(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(here)
    assert supportbot("person", "erase", "eva", "--yes") == 1
    assert capsys.readouterr().err == (
        "supportbot person: eva cannot be erased yet:\n  is the only contact of Lindskolan\n  owns the answer in\n"
        "Hand this on, or name who takes over: --hand-to PERSON\n"
    )
    assert supportbot("person", "erase", "eva", "--hand-to", "eva", "--yes") == 1
    assert supportbot("person", "erase", "cecilia", "--hand-to", "eva", "--yes") == 1
    assert "eva is no central contact" in capsys.readouterr().err
    assert everything(here) == before


def test_who_takes_over_is_the_contact_and_the_owner(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert supportbot("person", "erase", "slack:U01", "--hand-to", "anna", "--yes") == 0
    assert "eva is erased." in capsys.readouterr().out
    left = everything(here)
    assert "Eva Lind" not in left
    assert "eva@example.org" not in left
    assert "U01" not in left
    assert supportbot("person", "export", "anna") == 0
    told = json.loads(capsys.readouterr().out)["stored"]
    assert told["people"]["rows"][0]["document"]["role"] == "local"
    assert told["faq_entries"]["rows"][0]["document"]["owner"] == "anna"


def test_whom_a_setting_names_is_refused_with_its_name(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "supportbot.toml").write_text('[escalation]\nhelpdesk = ["anna"]\n', encoding="utf-8")
    assert supportbot("person", "erase", "anna", "--yes") == 1
    assert "anna is named in the settings: escalation.helpdesk" in capsys.readouterr().err


def test_check_tells_how_long_questions_are_kept_and_of_a_hold(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    supportbot("check")
    assert "Care: texts of closed questions are kept 365 days, who asked 730 days\n" in capsys.readouterr().out
    (here / "supportbot.toml").write_text("[retention]\nhold = true\n", encoding="utf-8")
    supportbot("check")
    said = capsys.readouterr().out
    assert "Care: nothing is removed by its age (retention.hold)" in said
    assert "retention.hold is on, so nothing is removed by its age" in said
    (here / "supportbot.toml").write_text("[retention]\nquestions = 0\n", encoding="utf-8")
    supportbot("check")
    assert "retention.questions is 0" in capsys.readouterr().out


@pytest.fixture
def left(here: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Eva owns nothing, asked something, and is in the directory no more."""
    (here / "faq.jsonl").write_text('{"id": "in", "question": "Hur loggar jag in?", "answer": "Med skolans konto."}\n')
    assert supportbot("import", "faq", "faq.jsonl") == 0
    with closing(sqlite3.connect(here / "supportbot.db")) as connection, connection:
        connection.execute(
            "INSERT INTO history (question, what, who, at, details) VALUES (1, 'taken', 'eva', '2026-11-24', '{}')"
        )
        connection.execute(
            "INSERT INTO held (platform, channel, author, since, parts) VALUES ('slack', 'C1', 'U01', '2026-11-24', '[]')"
        )
    (here / "people.yaml").write_text(
        PEOPLE.replace("{id: eva, name: Eva Lind,", "{id: eva2, name: Eva Ny,").replace("U01", "U09")
    )
    assert supportbot("import", "directory", "people.yaml") == 0
    capsys.readouterr()
    return here


@pytest.mark.parametrize(("named", "one", "table"), [("eva", "eva", "history"), ("slack:U01", "U01", "held")])
def test_whoever_left_the_directory_is_told_of_and_forgotten_by_id_or_account(
    left: Path, named: str, one: str, table: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert supportbot("person", "export", named) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["person"], told["name"]) == (one, None)
    assert "only this id is searched for" in told["note"]
    assert table in told["stored"]
    assert supportbot("person", "erase", named, "--yes") == 0
    assert f"{one} is not in the directory (any more)" in capsys.readouterr().out
    assert f"'{one}'" not in everything(left)
    assert supportbot("person", "export", "erased-1") == 1, "nobody is found by what stands in somebody's place"
    assert supportbot("person", "export", "teams:eva2") == 1, "another's id is no account"
