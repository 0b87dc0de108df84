"""When people hear of a meeting again, in working days, over weekends and breaks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from knowledge.support.calendar import WorkingTime
from knowledge.support.directory import Closed
from knowledge.support.hours import parse_hours
from knowledge.support.meeting import Meeting
from knowledge.support.meeting_moments import DAY, SOON, UNANSWERED, agenda, reminders, still_helps, telling
from knowledge.support.meeting_policy import MeetingPolicy

STOCKHOLM = ZoneInfo("Europe/Stockholm")
BREAK = Closed(first=date(2026, 12, 21), last=date(2027, 1, 8), name="jullov")
WORKING = WorkingTime(hours=parse_hours("07:30-16:30", "mon-fri"), zone=STOCKHOLM, closed=(BREAK,))
POLICY = MeetingPolicy()
NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM).astimezone(UTC)


def meeting(begins: str, **fields: object) -> Meeting:
    return replace(Meeting(owner="cecilia", begins_at=at(begins), made_at=NOW), **fields)  # type: ignore[arg-type]


def test_reminders_come_in_opening_hours_on_working_days() -> None:
    monday = reminders(meeting("2027-01-11T14:30"), WORKING, POLICY, NOW)
    assert monday == {UNANSWERED: at("2026-12-16T07:30"), DAY: at("2026-12-18T07:30"), SOON: at("2027-01-11T13:30")}
    early = reminders(meeting("2026-12-10T07:45"), WORKING, POLICY, NOW)
    assert early[SOON] == at("2026-12-10T07:30")
    evening = reminders(meeting("2026-12-10T18:00"), WORKING, POLICY, NOW)
    assert SOON not in evening, "at five nobody works"


def test_what_is_near_is_not_said_twice_and_what_is_off_is_not_said() -> None:
    assert set(reminders(meeting("2026-11-24T14:00"), WORKING, POLICY, NOW)) == {SOON}
    assert set(reminders(meeting("2026-11-25T14:00"), WORKING, POLICY, at("2026-11-25T07:30"))) == {SOON}
    none = MeetingPolicy(unanswered=0, day_before=False, before=timedelta(), agenda=0)
    assert reminders(meeting("2026-12-10T14:00"), WORKING, none, NOW) == {}
    assert agenda(at("2026-12-10T14:00"), WORKING, none, NOW) is None


def test_a_late_reminder_helps_until_the_next_one_or_the_beginning() -> None:
    one = meeting("2026-12-10T14:00")
    assert still_helps(one, DAY, POLICY, at("2026-12-10T12:59"))
    assert not still_helps(one, DAY, POLICY, at("2026-12-10T13:00"))
    assert still_helps(one, SOON, POLICY, at("2026-12-10T13:59"))
    assert not still_helps(one, SOON, POLICY, at("2026-12-10T14:00"))


def test_people_are_told_when_the_desk_opens_but_before_it_begins() -> None:
    evening = at("2026-11-24T18:00")
    assert telling(meeting("2026-12-10T14:00"), WORKING, evening) == at("2026-11-25T07:30")
    assert telling(meeting("2026-12-10T14:00"), WORKING, NOW) == NOW
    assert telling(meeting("2026-11-24T19:00"), WORKING, evening) == evening, "tomorrow would be too late"
    moved = meeting("2026-12-10T14:00", before=at("2026-11-24T20:00"))
    assert telling(moved, WORKING, evening) == evening, "nobody shall come tonight"


def test_the_agenda_is_posted_some_working_days_before_or_as_soon_as_may_be() -> None:
    assert agenda(at("2026-12-10T14:00"), WORKING, POLICY, NOW) == at("2026-12-08T07:30")
    assert agenda(at("2026-11-25T14:00"), WORKING, POLICY, at("2026-11-24T18:00")) == at("2026-11-25T07:30")
