"""When people hear of a meeting: its invitation, its reminders, its agenda; leaves the telling to the handlers."""

from __future__ import annotations

from datetime import datetime, timedelta

from knowledge.support.calendar import WorkingTime
from knowledge.support.meeting import Meeting
from knowledge.support.meeting_policy import MeetingPolicy

UNANSWERED, DAY, SOON = "unanswered", "day", "soon"
"""Who has not answered; who comes, the day before; who comes, just before."""
_LEAST = timedelta(hours=2)
"""Nobody is reminded so soon after having been told."""


def telling(meeting: Meeting, working: WorkingTime, now: datetime) -> datetime:
    """When people are told of what was decided now: when the desk is open, but never after it was to begin."""
    opens = working.next_open(now)
    first = min(meeting.begins_at, meeting.before) if meeting.before and meeting.before > now else meeting.begins_at
    return opens if opens < first else now


def days_before(meeting: Meeting, working: WorkingTime, days: int) -> datetime:
    """When the desk opens so many working days before it."""
    day = working.add_working_days(meeting.begins_at.astimezone(working.zone).date(), -days)
    return working.next_open(datetime(day.year, day.month, day.day, tzinfo=working.zone))


def reminders(meeting: Meeting, working: WorkingTime, policy: MeetingPolicy, told: datetime) -> dict[str, datetime]:
    """What is said when, of what still lies ahead of the moment when people are told."""
    found: dict[str, datetime] = {}
    if policy.unanswered:
        found[UNANSWERED] = days_before(meeting, working, policy.unanswered)
    if policy.day_before:
        found[DAY] = days_before(meeting, working, 1)
    if policy.before:
        found[SOON] = working.next_open(meeting.begins_at - policy.before)
    return {what: due for what, due in found.items() if told + _LEAST <= due < meeting.begins_at}


def still_helps(meeting: Meeting, what: str, policy: MeetingPolicy, now: datetime) -> bool:
    """Whether a reminder that comes late is worth saying: not when another has said it, and not when it has begun."""
    last = meeting.begins_at if what == SOON else meeting.begins_at - policy.before
    return meeting.is_planned and now < last


def agenda(begins_at: datetime, working: WorkingTime, policy: MeetingPolicy, now: datetime) -> datetime | None:
    """When its agenda is posted: some days before, at the latest when the desk next opens; None = not by itself."""
    if not policy.agenda:
        return None
    day = working.add_working_days(begins_at.astimezone(working.zone).date(), -policy.agenda)
    due = working.next_open(datetime(day.year, day.month, day.day, tzinfo=working.zone))
    due = max(due, working.next_open(now))
    return due if due < begins_at else now
