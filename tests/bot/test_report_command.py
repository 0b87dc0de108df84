"""`supportbot report`: the figures of a period as Markdown and XLSX, with a picture that is told in words too."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from bot.__main__ import main
from knowledge.conversation.event import MessageRef
from knowledge.faq.entry import FaqEntry
from knowledge.support.directory import Directory, Organisation, Person, School
from knowledge.support.meeting import Answer, Meeting, MeetingKind, MeetingState, Reply
from knowledge.support.question import Question, State
from storage.store import Store

if TYPE_CHECKING:
    from pathlib import Path

AT = datetime(2026, 10, 5, 8, tzinfo=UTC)  # a Monday, 10:00 in Stockholm
HOUR = timedelta(hours=1)
PEOPLE = (Person(id="eva", name="Eva Lind"), Person(id="anna", name="Anna Ek"))
TOWN = Directory(
    organisation=Organisation(name="Lill|köping"),
    schools=(School(id="lind", name="Lind*skolan*"), School(id="haga", name="=Haga")),
    people=PEOPLE,
)


def asked(at: datetime = AT, school: str | None = "lind", **more: Any) -> Question:
    root = MessageRef(platform="local", channel="support", id=str(at.timestamp()))
    return Question(asker="anna", asked_at=at, text="hur gör jag?", root=root, school=school, **more)


def by_bot(how: str, at: datetime = AT) -> Question:
    return asked(at, state=State.SOLVED, how=how, entry="losen", answered_at=at, solved_at=at + HOUR)


def by_eva(hours: int, at: datetime = AT) -> Question:
    return asked(at, "haga", state=State.SOLVED, how="by_contact", answered_by="eva", answered_at=at + hours * HOUR,
                 solved_at=at + hours * HOUR)  # fmt: skip


QUESTIONS = (
    by_bot("confirmed"), by_bot("confirmed"), by_bot("assumed"),
    *(by_eva(hours) for hours in (1, 2, 3, 4, 5)),
    asked(AT + timedelta(days=8), None, state=State.WAITING, holders=("eva",), candidates=("losen",)),
    asked(AT + timedelta(days=8), state=State.DROPPED, how="not_a_question"),
    by_bot("confirmed", AT.replace(month=11)),
)  # fmt: skip


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a desk's database and no other settings."""
    for name in os.environ:  # noqa: TID251 - the test clears what the machine may have set
        if name.startswith(("SUPPORTBOT_", "SLACK_", "TEAMS_", "DATABASE_URL")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def _fill() -> None:
    store = await Store.open("sqlite+aiosqlite:///supportbot.db")
    await store.migrate()
    async with store.transaction() as tx:
        await tx.directory.replace(TOWN)
        entry = FaqEntry(id="losen", question="Lösenord?", answer="Byt det.", category="konto")
        await tx.faq.replace([entry], None, AT)
        for question in QUESTIONS:
            added = await tx.questions.add(question)
            if question is QUESTIONS[0]:
                await tx.questions.note(added.number, "reopened", None, AT)
                await tx.questions.note(added.number, "pressed:wrong_answer", "eva", AT)
    await store.close()


@pytest.fixture
def filled(here: Path) -> Path:
    """The same with eleven questions, nine of which count in October."""
    asyncio.run(_fill())
    return here


def report(*words: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["report", *map(str, words)])
    return int(ended.value.code or 0)


def rows(text: str, heading: str) -> list[list[str]]:
    """The rows of the table under a heading, its head first."""
    part = text.split(f"## {heading}\n", 1)[1].split("##", 1)[0]
    lines = [line for line in part.splitlines() if line.startswith("|") and not line.startswith("| ---")]
    return [[cell.strip() for cell in line.replace("\\|", "&").split("|")[1:-1]] for line in lines]


@pytest.mark.usefixtures("filled")
def test_a_month_by_week_school_and_category(capsys: pytest.CaptureFixture[str]) -> None:
    assert report("--period", "2026-10") == 0
    text = capsys.readouterr().out
    assert text.startswith("# Supporten 2026-10\n\nLill\\|köping. 2026-10-01 till 2026-10-31")
    assert "- **9** frågor ställdes.\n- Boten löste **3** av dem (33 %).\n" in text
    assert "När en kollega behövdes: hälften inom **3 tim**, nio av tio inom **5 tim**." in text
    head, *weeks, total = rows(text, "Per vecka")
    assert head[:4] == ["Vecka", "Frågor", "Boten, bekräftat", "Boten, antaget"]
    assert [week[:2] for week in weeks] == [["2026-W40", "0"], ["2026-W41", "8"], ["2026-W42", "1"], ["2026-W43", "0"],
                                           ["2026-W44", "0"]]  # fmt: skip
    assert weeks[1][2:] == ["2", "1", "5", "0", "0", "0", "0", "1", "1", "38 %", "1 tim", "5 tim", "3 tim"]
    assert total[:2] == ["**Alla**", "**9**"]
    assert [row[:2] for row in rows(text, "Per skola")[1:-1]] == [["=Haga", "5"], ["Lind\\*skolan\\*", "3"],
                                                                ["(ingen skola)", "1"]]  # fmt: skip
    assert [row[:2] for row in rows(text, "Per kategori")[1:-1]] == [["(ingen kategori)", "5"], ["konto", "4"]]
    assert "![" not in text
    assert not [person.name for person in PEOPLE if person.name in text or person.first_name in text]


def test_a_file_has_its_picture_beside_it(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert report("--period", "2026-10-01..2026-11-30", "--output", "out.md", "--language", "en") == 0
    assert "Written to out.md, the picture to out.svg." in capsys.readouterr().out
    text = (filled / "out.md").read_text(encoding="utf-8")
    assert "](<out.svg>)" in text
    assert "## By week" in text
    picture = ElementTree.fromstring((filled / "out.svg").read_text(encoding="utf-8"))  # noqa: S314 - our own
    names = {"svg": "http://www.w3.org/2000/svg"}
    assert picture.get("role") == "img"
    told = picture.findtext("svg:desc", namespaces=names) or ""
    assert "2026-W41: 8 questions (bot, confirmed 2, bot, assumed 1, colleagues 5" in told
    assert len(picture.findall(".//svg:pattern", names)) == 5
    assert [one.text for one in picture.findall(".//svg:text[@class='on-bar']", names)][:2] == ["2", "1"]


def test_a_picture_may_lie_elsewhere_and_a_year_is_told_by_month(
    filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (filled / "pictures").mkdir()
    (filled / "texts").mkdir()
    assert report("--period", "2026", "--output", "texts/year.md", "--picture", "pictures/year.svg") == 0
    assert "](<../pictures/year.svg>)" in (filled / "texts/year.md").read_text(encoding="utf-8")
    capsys.readouterr()
    assert report("--period", "2026", "--by", "school", "--picture", "year.svg") == 0
    text = capsys.readouterr().out
    assert "](<year.svg>)" in text
    assert [row[:3] for row in rows(text, "Per månad och skola")[1:-1]] == [
        ["2026-10", "(ingen skola)", "1"], ["2026-10", "=Haga", "5"], ["2026-10", "Lind\\*skolan\\*", "3"],
        ["2026-11", "Lind\\*skolan\\*", "1"],
    ]  # fmt: skip
    assert "## Per skola" not in text


def test_a_spreadsheet_holds_every_figure_and_no_formula(filled: Path) -> None:
    assert report("--period", "2026-10", "--output", "out.xlsx") == 0
    assert (filled / "out.svg").exists()
    sheet = load_workbook(filled / "out.xlsx").active
    assert sheet is not None
    head, *lines = list(sheet.iter_rows(values_only=True))
    found = {(line[0], line[2]): dict(zip(head, line, strict=True)) for line in lines}
    whole = found["Alla", "2026-10"]
    assert (whole["Frågor"], whole["Boten, bekräftat"], whole["Kollegor"], whole["Väntar"]) == (9, 2, 5, 1)
    assert (whole["Öppnade igen"], whole["Fel svar"], whole["Andel boten"]) == (1, 1, 0.3333)
    assert whole["Hälften inom, kollega (arbetsminuter)"] == 180
    assert found["Per skola", "=Haga"]["Frågor"] == 5
    assert found["Per skola", "Lind*skolan*"]["Hälften inom (arbetsminuter)"] is None  # three are too few
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


@pytest.mark.usefixtures("filled")
def test_a_period_without_questions_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert report("--period", "2025-W07", "--picture", "none.svg") == 0
    assert "Inga frågor ställdes." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--period", "oktober"], "”oktober” is no period; write for example 2026-10"),
        (["--period", "2026-10", "--format", "xlsx"], "an xlsx file needs a place"),
        (["--period", "2026-10", "--output", "out.pdf"], "out.pdf ends in no known format"),
        (["--period", "2026-10", "--output", "no/such/out.md"], "cannot be written"),
    ],
)
@pytest.mark.usefixtures("filled")
def test_what_cannot_be_is_told_in_plain_words(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(*words) == 1
    assert said in capsys.readouterr().err


def test_without_a_database_it_says_how_to_get_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert report("--period", "2026-10") == 1
    assert "there is no database" in capsys.readouterr().err


async def _hold() -> None:
    store = await Store.open("sqlite+aiosqlite:///supportbot.db")
    async with store.transaction() as tx:
        await tx.directory.replace(replace(TOWN, people=(PEOPLE[0], replace(PEOPLE[1], schools=("haga", "lind")))))
        for title, month in (("*Plan*", 10), ("Nödadmin", 10), ("Läsår", 11), ("", 10)):
            meeting = Meeting(kind=MeetingKind.WORKSHOP, title=title, owner="eva", begins_at=AT.replace(month=month), made_at=AT,
                              state=MeetingState.HELD)  # fmt: skip
            number = (await tx.meetings.add(meeting)).number
            came = {"anna": True, "eva": False} if title == "*Plan*" else {}
            for person, there in came.items():
                await tx.meetings.put_reply(Reply(meeting=number, person=person, answer=Answer.YES, at=AT, came=there))
    await store.close()


@pytest.mark.usefixtures("filled")
def test_workshops_are_told_with_their_schools_and_nobodys_name(capsys: pytest.CaptureFixture[str]) -> None:
    asyncio.run(_hold())
    assert report("--period", "2026-10") == 0
    text = capsys.readouterr().out
    assert (
        "## Workshoppar\n\n- \\*Plan\\*, 2026-10-05: en med (=Haga 1)\n- Nödadmin, 2026-10-05: ingen kom\n\n## " in text
    )
    assert report("--period", "2026-11", "--language", "en") == 0
    text = capsys.readouterr().out
    assert "## Workshops\n\n- Läsår, 2026-11-05: nobody took part\n" in text
    assert "Anna" not in text
