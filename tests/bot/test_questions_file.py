"""Questions as a file: with place, masked text, who answered and history; no words of sensitive and deleted ones."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import yaml
from openpyxl import load_workbook

from bot.files.questions_file import write_questions
from knowledge.conversation.event import MessageRef
from knowledge.support.directory import Directory, Organisation, Person, Place, PlaceKind, School
from knowledge.support.question import Question, State
from storage.questions import HistoryLine

AT = datetime(2026, 11, 24, 8, 15, tzinfo=UTC)
TOWN = Directory(
    organisation=Organisation(name="Lillköping"),
    schools=(School(id="lind", name="Lindskolan"),),
    people=(Person(id="eva", name="=Eva Lind"), Person(id="anna", name="Anna Ek")),
    places=(Place(id="support", kind=PlaceKind.SUPPORT, name="Unikum support"),),
)
ONE = Question(
    number=7, asker="anna", asked_at=AT, text="=Hur gör jag?\x0b", state=State.SOLVED, how="by_contact", school="lind",
    place="support", root=MessageRef(platform="slack", channel="C1", id="1"), answered_by="eva", answer_text="Så.",
    answered_at=AT + timedelta(hours=2), taken_by="eva", taken_at=AT + timedelta(hours=1), solved_by="anna",
    solved_at=AT + timedelta(hours=3), entry="konto", note="Titta",
)  # fmt: skip


def line(what: str, who: str | None, hours: int, **details: object) -> HistoryLine:
    return HistoryLine(question=7, what=what, who=who, at=AT + timedelta(hours=hours), details=dict(details))


LINES = [line("asked", "anna", 0), line("turn", None, 0, holders=["eva"]), line("taken", "eva", 1)]


def text_of(question: Question, form: str) -> str:
    written = write_questions([(question, LINES)], TOWN, form)
    assert isinstance(written, str)
    return written


@pytest.mark.parametrize("form", ["yaml", "jsonl"])
def test_a_record_names_people_and_places_and_has_its_history(form: str) -> None:
    said = text_of(ONE, form)
    (row,) = yaml.safe_load(said) if form == "yaml" else [json.loads(said)]
    told = (
        "number",
        "asked_at",
        "place",
        "place_name",
        "school_name",
        "state",
        "how",
        "entry",
        "answered_by",
        "answered_by_name",
    )
    assert [row[name] for name in told] == [
        7, "2026-11-24T08:15:00+00:00", "support", "Unikum support", "Lindskolan", "solved", "by_contact", "konto", "eva", "=Eva Lind",
    ]  # fmt: skip
    assert (row["taken_at"], row["solved_at"]) == ("2026-11-24T09:15:00+00:00", "2026-11-24T11:15:00+00:00")
    assert row["history"] == [
        {"at": "2026-11-24T08:15:00+00:00", "what": "asked", "who": "anna", "who_name": "Anna Ek"},
        {"at": "2026-11-24T08:15:00+00:00", "what": "turn", "details": {"holders": ["eva"]}},
        {"at": "2026-11-24T09:15:00+00:00", "what": "taken", "who": "eva", "who_name": "=Eva Lind"},
    ]


def test_csv_has_the_history_in_one_column_and_no_formula() -> None:
    (row,) = csv.DictReader(io.StringIO(text_of(ONE, "csv").removeprefix("\ufeff")), delimiter=";")
    assert (row["Nummer"], row["Frågat"], row["Plats"], row["Skola"]) == (
        "7",
        "2026-11-24 09:15",
        "Unikum support",
        "Lindskolan",
    )
    assert (row["Fråga"], row["Besvarat av"]) == ("'=Hur gör jag?\x0b", "'=Eva Lind")
    assert row["Historik"].splitlines() == [
        "2026-11-24 09:15 asked: Anna Ek",
        "2026-11-24 09:15 turn",
        "2026-11-24 10:15 taken: =Eva Lind",
    ]


def test_a_workbook_has_the_history_in_a_sheet_of_its_own() -> None:
    written = write_questions([(ONE, LINES), (replace(ONE, number=8), [])], TOWN, "xlsx")
    assert isinstance(written, bytes)
    book = load_workbook(io.BytesIO(written))
    assert book.sheetnames == ["frågor", "historik"]
    head, first, _ = book["frågor"].iter_rows(values_only=True)
    row = dict(zip(head, first, strict=True))
    assert (row["Fråga"], row["Taget"], row["Läge"]) == (
        "=Hur gör jag?_x000B_",
        datetime(2026, 11, 24, 10, 15),  # noqa: DTZ001 - local time, as the sheet has it
        "solved",
    )
    assert [tuple(one)[0:1] + tuple(one)[2:] for one in book["historik"].iter_rows(min_row=2, values_only=True)] == [
        (7, "asked", "anna", "Anna Ek", None),
        (7, "turn", None, None, '{"holders": ["eva"]}'),
        (7, "taken", "eva", "=Eva Lind", None),
    ]


@pytest.mark.parametrize("form", ["yaml", "jsonl", "csv", "xlsx"])
@pytest.mark.parametrize("kept", [{"sensitive": "custody"}, {"state": State.DROPPED, "how": "deleted"}])
def test_words_of_sensitive_and_deleted_questions_are_not_told(form: str, kept: dict[str, object]) -> None:
    question = replace(ONE, text="HEMLIGT", answer_text="HEMLIGT", note="HEMLIGT", **kept)  # type: ignore[arg-type] # fields by name
    written = write_questions([(question, LINES)], TOWN, form)
    if isinstance(written, bytes):
        written = str([list(sheet.values) for sheet in load_workbook(io.BytesIO(written))])
    assert "HEMLIGT" not in written
    assert "7" in written


def test_headings_are_in_the_language_of_the_organisation() -> None:
    english = replace(TOWN, organisation=Organisation(language="en"))
    written = write_questions([], english, "csv")
    assert isinstance(written, str)
    assert written.startswith("\ufeffnumber;asked_at;place;")
