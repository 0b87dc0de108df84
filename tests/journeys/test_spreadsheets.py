"""Plays: a central contact works on the FAQ and the list of people in a spreadsheet while the desk runs."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from bot.files.directory_file import read_directory
from bot.files.faq_file import read_faq
from bot.files.faults import FileErrors
from bot.files.questions_file import write_questions
from bot.files.sheets_file import write_directory_book, write_faq_sheet
from tests.journeys.day import only
from tests.journeys.lessons import SURE, answered
from tests.journeys.town import LOGGED_OUT, SIGNS, begin

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from storage.store import Store
    from tests.journeys.day import Day


async def faq_as_a_sheet(day: Day) -> Worksheet:
    """What `export faq` writes, opened in a spreadsheet program."""
    async with day.store.reading() as tx:
        content = write_faq_sheet(await tx.faq.entries(), "xlsx", "sv")
    assert isinstance(content, bytes)
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    return sheet  # type: ignore[return-value] # no sheet of charts


async def brought_in(day: Day, sheet: Worksheet, path: Path) -> None:
    """The sheet saved and imported."""
    assert sheet.parent is not None
    sheet.parent.save(path)
    async with day.store.transaction() as tx:
        await tx.faq.replace(read_faq(path).value, None, day.play.stage.clock.now())


async def test_a_row_that_is_written_in_a_spreadsheet_answers_the_next_who_asks(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    path = tmp_path / "faq.xlsx"
    assert await answered(day, "anna", SIGNS) == []
    sheet = await faq_as_a_sheet(day)
    assert [cell.value for cell in sheet[1]][:4] == ["Id", "Fråga", "Andra sätt att fråga", "Svar"]
    sheet.append(["skyltar", "Hur skriver jag ut namnskyltar?", f"skyltar till krokar; {SIGNS}", "Under **Skriv ut**."])
    await brought_in(day, sheet, path)
    assert await answered(day, "dragana", SIGNS) == ["skyltar"]
    assert await answered(day, "goran", LOGGED_OUT) == ["out"], "what nobody touched is as it was"
    sheet = await faq_as_a_sheet(day)
    sheet.delete_rows(4)
    await brought_in(day, sheet, path)
    assert await answered(day, "gunilla", SIGNS) == []
    await day.end()


async def test_a_fault_in_one_row_changes_nothing_at_the_desk(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    path = tmp_path / "faq.xlsx"
    sheet = await faq_as_a_sheet(day)
    sheet["D2"] = "Ett helt annat svar."
    sheet.append(["skyltar", SIGNS, None, "=B2"])
    with pytest.raises(FileErrors, match="answer: is a formula without a value"):
        await brought_in(day, sheet, path)
    only_answer = only(await day.says("anna", LOGGED_OUT, "asked"), "posted", "answer")
    assert "Efter 45 minuter" in only_answer["text"]
    assert await answered(day, "olle", SIGNS) == []
    await day.end()


async def test_a_contact_who_is_written_into_the_sheet_of_people_is_asked_next(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    path = tmp_path / "directory.xlsx"
    async with store.reading() as tx:
        book = load_workbook(io.BytesIO(write_directory_book(await tx.directory.load())))
    people = book["Personer"]
    heading = {str(cell.value): cell.column for cell in people[1]}
    row = next(cells[0].row for cells in people.iter_rows(min_row=2) if cells[0].value == "olle")
    people.cell(row, heading["Roll"]).value = "lokal"
    people.cell(row, heading["Skolor"]).value = "ekskolan"
    book.save(path)
    async with store.transaction() as tx:
        await tx.directory.replace(read_directory(path).value)
    await day.says("goran", SIGNS, "asked")
    async with store.reading() as tx:
        (question,) = await tx.questions.open()
    assert question.holders == ("olle",)
    await day.end()


async def test_what_was_asked_is_exported_with_masked_text_and_what_became_of_it(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await day.says("anna", f"{SIGNS} fråga mig på 070-174 06 05", "asked")
    await day.presses("eva", "take", "asked")
    await day.says("eva", "Öppna gruppen och tryck på Skriv ut.", thread="asked")
    async with store.reading() as tx:
        directory, history = await tx.directory.load(), await tx.questions.whole_history()
        asked = [(one, history[one.number]) for one in await tx.questions.where()]
    written = write_questions(asked, directory, "csv")
    assert isinstance(written, str)
    (row,) = csv.DictReader(io.StringIO(written.removeprefix("\ufeff")), delimiter=";")
    assert "070" not in written
    assert "namnskyltar" in row["Fråga"]
    told = ("Nummer", "Frågat", "Skola", "Läge", "Besvarat av (id)", "Besvarat av", "Taget av")
    assert [row[name] for name in told] == [
        "1", "2026-11-24 09:00", "Lindskolan", "answered", "eva", "Eva Lind", "Eva Lind",
    ]  # fmt: skip
    steps = [step.split(" ", 2)[2] for step in row["Historik"].splitlines()]
    assert [step for step in steps if not step.startswith("turn")] == [
        "asked: Anna Ek", "pressed:take: Eva Lind", "taken: Eva Lind", "answered: Eva Lind",
    ]  # fmt: skip
    await day.end()
