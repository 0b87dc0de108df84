"""The list of an announcement's recipients as CSV and XLSX: readable by spreadsheets, and nothing in it is a formula."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from bot.__main__ import main
from bot.files.announcements_file import write_announcements
from knowledge.broadcast.announcement import Announcement, Confirm, State, Words
from knowledge.support.directory import Directory, Organisation, Person, School
from storage.ledger import Delivery

if TYPE_CHECKING:
    from pathlib import Path

AT = datetime(2026, 11, 24, 8, 15, tzinfo=UTC)
TOWN = Directory(
    organisation=Organisation(name="Lillköping"),
    schools=(School(id="lind", name="Lindskolan"),),
    people=(
        Person(id="cecilia", name="Cecilia Holm"),
        Person(id="eva", name="=HYPERLINK(1)"),
        Person(id="anna", name="Anna Ek"),
    ),
)


def row(person: str, state: str = "arrived", reason: str = "", confirmed: datetime | None = None) -> Delivery:
    return Delivery(announcement=7, part="copy", recipient=person, person=person, place=None, platform="slack", channel="direct:U1",
                    language="sv", school="lind", via=None, state=state, reason=reason, arrived_at=AT, seen_at=None,
                    confirmed_at=confirmed)  # fmt: skip


def one(confirm: Confirm = Confirm.REQUIRED) -> Announcement:
    return Announcement(number=7, author="cecilia", state=State.SENT, words={"sv": Words(title="=1+1; åäö", body="x")},
                        confirm=confirm, sent_at=AT)  # fmt: skip


def as_csv(*rows: Delivery, confirm: Confirm = Confirm.REQUIRED) -> list[dict[str, str]]:
    text = write_announcements([(one(confirm), rows)], TOWN, "csv")
    assert isinstance(text, str)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def test_each_recipient_has_a_row_with_what_became_of_the_copy() -> None:
    first, second = as_csv(row("anna", confirmed=AT), row("eva", "failed", "blocked"))
    assert (first["Mottagare"], first["Leverans"], first["Bekräftat"]) == (
        "Anna Ek",
        "framme",
        "2026-11-24 09:15",
    )
    assert (second["Leverans"], second["Orsak"], second["Skola"]) == (
        "kom inte fram",
        "har inte lagt till supporten",
        "Lindskolan",
    )


def test_nothing_that_people_wrote_is_a_formula() -> None:
    (only,) = as_csv(row("eva"))
    assert (only["Rubrik"], only["Mottagare"]) == ("'=1+1; åäö", "'=HYPERLINK(1)")
    book = load_workbook(io.BytesIO(write_announcements([(one(), [row("eva")])], TOWN, "xlsx")))  # type: ignore[arg-type] # bytes
    sheet = book.active
    assert sheet is not None
    cells = [cell for line in sheet.iter_rows(min_row=2) for cell in line if isinstance(cell.value, str)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert "=HYPERLINK(1)" in {cell.value for cell in cells}


def test_who_confirmed_is_told_only_where_it_was_required() -> None:
    (only,) = as_csv(row("anna", confirmed=AT), confirm=Confirm.OPTIONAL)
    assert only["Bekräftat"] == ""


def test_a_draft_has_a_row_without_recipient() -> None:
    (only,) = as_csv()
    assert (only["Nummer"], only["Mottagare"]) == ("7", "")


def test_the_command_writes_csv_to_the_screen_and_a_sheet_to_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/desk.db")
    assert supportbot("migrate") == 0
    capsys.readouterr()
    assert supportbot("export", "announcements") == 0
    assert capsys.readouterr().out.startswith("Nummer;Rubrik;")
    assert supportbot("export", "announcements", "--output", "a.xlsx") == 0
    assert load_workbook(tmp_path / "a.xlsx").active is not None
    assert supportbot("export", "announcements", "--format", "xlsx") == 1
    assert "an xlsx file needs a place" in capsys.readouterr().err


def supportbot(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(list(words))
    return int(ended.value.code or 0)
