"""Calendar files: read back by a calendar library, and by the rules that Outlook, Google and Apple have."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as some
from icalendar import Calendar

from bot.files.calendar_file import CalendarWords, write_calendar
from knowledge.support.calendar import WorkingTime
from knowledge.support.directory import Closed
from knowledge.support.hours import parse_hours
from knowledge.support.meeting import Meeting, MeetingKind, cancelled, changed
from knowledge.support.meeting_series import Repeat, Series
from tests.bot.commanding import supportbot

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOW = datetime(2026, 11, 24, 8, 0, 7, 123, tzinfo=UTC)
WORDS = CalendarWords(
    checkin="Avstämning om Unikum", workshop="Workshop: {topic}", name="Storköping: Avstämning om Unikum"
)
MEETING = Meeting(
    number=3, owner="cecilia", begins_at=datetime(2026, 12, 10, 13, 30, tzinfo=UTC), minutes=90, location="Rådhuset, rum 3; \\ vänster",
    link="https://example.org/m?x=1,2", note="Ta med:\nåäö ÅÄÖ 👩‍🏫 " + "längd " * 40, made_at=NOW, uid="abc-1", token="t" * 32,
)  # fmt: skip


def read(body: bytes) -> tuple[Any, list[Any]]:
    """The calendar as a library reads it, after the rules that every client has."""
    clients_can_read(body)
    calendar = Calendar.from_ical(body.decode("utf-8"))
    return calendar, list(calendar.walk("VEVENT"))


def clients_can_read(body: bytes) -> None:
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in body.replace(b"\r\n", b""), "lines end with CRLF"
    for line in body.split(b"\r\n"):
        assert len(line) <= 75, "lines are folded"
        line.decode("utf-8")  # never within a character
    text = body.decode("utf-8").replace("\r\n ", "")
    head = text.split("BEGIN:VTIMEZONE")[0].splitlines()
    assert head[0] == "BEGIN:VCALENDAR"
    assert {"VERSION:2.0", "METHOD:PUBLISH", "CALSCALE:GREGORIAN"} <= set(head)
    assert any(line.startswith("PRODID:") for line in head)
    assert not re.search(r"^(ORGANIZER|ATTENDEE)", text, re.MULTILINE), "nobody is named, and no mail is asked for"
    zones = set(re.findall(r"^TZID:(.+)$", text, re.MULTILINE))
    assert {one.strip() for one in re.findall(r"TZID=([^:;]+)", text)} <= {one.strip() for one in zones}
    uids = re.findall(r"^UID:(.+)$", text, re.MULTILINE)
    assert len(uids) == len(set(uids))
    for event in re.findall(r"BEGIN:VEVENT.*?END:VEVENT", text, re.DOTALL):
        for name in (
            "UID:",
            "SEQUENCE:",
            "SUMMARY:",
            "STATUS:",
            "DTSTART;TZID=Europe/Stockholm:",
            "DTEND;TZID=Europe/Stockholm:",
        ):
            assert event.count(f"\r\n{name}") == 1, name
        assert re.search(r"\r\nDTSTAMP:\d{8}T\d{6}Z\r\n", event), "in UTC"


def test_a_meeting_is_read_back_as_it_was() -> None:
    calendar, (event,) = read(write_calendar([MEETING], WORDS, NOW, STOCKHOLM))
    assert calendar["X-WR-CALNAME"] == "Storköping: Avstämning om Unikum"
    assert (event["SUMMARY"], event["LOCATION"], event["URL"]) == (
        "Avstämning om Unikum",
        MEETING.location,
        MEETING.link,
    )
    assert event["DESCRIPTION"] == f"{MEETING.note}\n{MEETING.link}"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (MEETING.begins_at, MEETING.ends_at)
    assert event["DTSTART"].dt.strftime("%H:%M") == "14:30"
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == ("abc-1@meetings.supportbot", 0, "CONFIRMED")
    assert event["DTSTAMP"].dt == NOW.replace(microsecond=0)
    (alarm,) = event.walk("VALARM")
    assert (alarm["ACTION"], alarm["TRIGGER"].dt) == ("DISPLAY", timedelta(hours=-1))


def test_what_changes_keeps_its_name_and_raises_its_number_and_what_is_cancelled_says_so() -> None:
    moved = changed(MEETING, replace(MEETING, begins_at=MEETING.begins_at + timedelta(days=1)), NOW)
    off = cancelled(moved, "Influensa.", NOW + timedelta(days=1))
    (_, (first,)), (_, (second,)) = (read(write_calendar([one], WORDS, NOW, STOCKHOLM)) for one in (moved, off))
    assert first["UID"] == second["UID"] == "abc-1@meetings.supportbot"
    assert (first["SEQUENCE"], second["SEQUENCE"], second["STATUS"], second["TRANSP"]) == (
        1,
        2,
        "CANCELLED",
        "TRANSPARENT",
    )
    assert second["DESCRIPTION"].startswith("Influensa.")
    assert second["LAST-MODIFIED"].dt == (NOW + timedelta(days=1)).replace(microsecond=0)
    assert list(second.walk("VALARM")) == []


def test_a_feed_foresees_a_series_by_the_clock_on_the_wall_without_days_when_nobody_works() -> None:
    weekly = Series(repeat=Repeat.WEEK, first=date(2026, 12, 10), clock="14:30", until=date(2027, 4, 15), id="abc")
    closed = (Closed(first=date(2026, 12, 21), last=date(2027, 1, 8), name="jullov"),)
    working = WorkingTime(hours=parse_hours("07:30-16:30", "mon-fri"), zone=STOCKHOLM, closed=closed)
    workshop = replace(MEETING, kind=MeetingKind.WORKSHOP, title="Planeringar", uid="w", link="")
    body = write_calendar([replace(MEETING, series=weekly), workshop], WORDS, NOW, STOCKHOLM, working)
    _, events = read(body)
    assert events[1]["SUMMARY"] == "Workshop: Planeringar"
    days = [event["DTSTART"].dt for event in events if event["UID"].startswith("abc")]
    assert [f"{day:%m-%d %H:%M}" for day in days[:4]] == ["12-10 14:30", "12-17 14:30", "01-14 14:30", "01-21 14:30"]
    assert [event["UID"] for event in events[2:5]] == [f"abc-{index}@meetings.supportbot" for index in (2, 6, 7)]
    assert len(events) == 2 + 12
    text = body.decode("utf-8")
    assert "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3" in text
    assert "DTSTART:19960331T020000" in text
    assert "DTSTART:19961027T030000" in text
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H" in text


def test_a_zone_with_other_rules_is_told_with_its_own_days() -> None:
    body = write_calendar([MEETING], WORDS, NOW, ZoneInfo("America/New_York"))
    event = Calendar.from_ical(body.decode("utf-8")).walk("VEVENT")[0]
    assert event["DTSTART"].dt == MEETING.begins_at
    assert "TZID:America/New_York" in body.decode("utf-8")


def test_nothing_at_all_is_a_calendar_too() -> None:
    _, events = read(write_calendar([], WORDS, NOW, STOCKHOLM))
    assert events == []


TEXT = some.text(some.characters(exclude_categories=("Cc", "Cs")), max_size=200)


@given(TEXT, TEXT, some.integers(0, 15 * 365 * 24 * 60), some.integers(5, 720))
def test_whatever_somebody_wrote_comes_back_and_breaks_no_line(title: str, place: str, at: int, minutes: int) -> None:
    begins = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=at)
    one = replace(MEETING, title=title, location=place, begins_at=begins, minutes=minutes, note="", link="")
    _, (event,) = read(write_calendar([one], WORDS, NOW, STOCKHOLM))
    assert str(event["SUMMARY"]) == (title or WORDS.checkin)
    assert str(event.get("LOCATION", "")) == place
    assert (event["DTSTART"].dt.astimezone(UTC), event["DTEND"].dt.astimezone(UTC)) == (one.begins_at, one.ends_at)


def test_meetings_are_exported_in_all_their_forms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "supportbot.toml"
    config.write_text(f'database.url = "sqlite+aiosqlite:///{tmp_path / "desk.db"}"\n', encoding="utf-8")
    assert supportbot("migrate", "--config", config) == 0
    for form in ("ics", "md", "jsonl"):
        assert supportbot("export", "meetings", "--output", tmp_path / f"m.{form}", "--config", config) == 0
    clients_can_read((tmp_path / "m.ics").read_bytes())
    assert (tmp_path / "m.md").read_text(encoding="utf-8").startswith("# Möten\n")
    assert supportbot("export", "meetings", "--format", "csv", "--config", config) != 0
    assert "ics, md, jsonl" in capsys.readouterr().err
    assert supportbot("export", "faq", "--format", "ics", "--config", config) != 0
