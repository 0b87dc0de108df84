"""Meetings as an iCalendar file that Outlook, Google and Apple read (RFC 5545); leaves which meetings to the caller.

It is published, not requested: who comes is said in the chat, and a request needs mail addresses of everybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, vDuration

from bot.files.calendar_zone import told
from knowledge.support.calendar import WorkingTime
from knowledge.support.meeting import Meeting, MeetingState, as_usual
from knowledge.support.meeting_series import begins, times_ahead
from storage.meetings import uid_of

PRODID = "-//unikum-supportbot//Meetings//SV"
_MOST_AHEAD = 12
"""So many times of a series are foreseen in a feed."""
_LOOKED_AT = timedelta(hours=6)
_DOMAIN = "meetings.supportbot"
_ALARM = timedelta(hours=-1)


@dataclass(frozen=True, kw_only=True)
class CalendarWords:
    """What stands in the file beside what people wrote."""

    checkin: str
    """What a check-in without a title is called."""
    workshop: str
    """The same of a workshop, with `{topic}`."""
    name: str
    """What the calendar is called."""

    def title(self, meeting: Meeting) -> str:
        """What a meeting is called."""
        return self.workshop.replace("{topic}", meeting.title) if meeting.is_workshop else meeting.title or self.checkin


def write_calendar(
    meetings: Sequence[Meeting], words: CalendarWords, now: datetime, zone: ZoneInfo, working: WorkingTime | None = None
) -> bytes:
    """The file. `working`: the times that series are to have are foreseen too; None = only the meetings that there are."""
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", words.name)
    calendar.add("x-wr-timezone", zone.key)
    if working is not None:
        for name in ("refresh-interval", "x-published-ttl"):
            calendar[name] = _again()
    first = min((one.begins_at for one in meetings), default=now).astimezone(zone).year
    calendar.add_component(told(zone, first))
    for meeting in meetings:
        calendar.add_component(_event(meeting, words, now, zone))
    for foreseen in _foreseen(meetings, working) if working is not None else ():
        calendar.add_component(_event(foreseen, words, now, zone))
    return bytes(calendar.to_ical())


def _again() -> vDuration:
    """How often a subscriber looks again."""
    again = vDuration(_LOOKED_AT)
    again.params["VALUE"] = "DURATION"
    return again


def _foreseen(meetings: Sequence[Meeting], working: WorkingTime) -> list[Meeting]:
    """The times of series after the newest that is called, under the names that they will have."""
    newest: dict[str, Meeting] = {}
    for meeting in meetings:
        if meeting.series is not None:
            known = newest.get(meeting.series.id)
            if known is None or known.series is None or known.series.index < meeting.series.index:
                newest[meeting.series.id] = meeting
    return [later for meeting in newest.values() for later in _after(meeting, working)]


def _after(meeting: Meeting, working: WorkingTime) -> list[Meeting]:
    if meeting.series is None:
        return []
    usual = as_usual(meeting)
    return [
        Meeting(
            kind=meeting.kind, title=usual.title, owner="", begins_at=begins(one.series, one.day, working.zone),
            minutes=usual.minutes, location=usual.location, link=usual.link, series=one.series,
            made_at=meeting.made_at, uid=uid_of(one.series.id, one.series.index),
        )
        for one in times_ahead(meeting.series, working.is_working_day, _MOST_AHEAD)
    ]  # fmt: skip


def _event(meeting: Meeting, words: CalendarWords, now: datetime, zone: ZoneInfo) -> Event:
    event, cancelled = Event(), meeting.state is MeetingState.CANCELLED
    title = words.title(meeting)
    event.add("uid", f"{meeting.uid}@{_DOMAIN}")
    event.add("dtstamp", _stamp(now))
    event.add("last-modified", _stamp(meeting.changed_at or meeting.made_at))
    event.add("sequence", meeting.sequence)
    event.add("summary", title)
    event.add("dtstart", meeting.begins_at.astimezone(zone))
    event.add("dtend", meeting.ends_at.astimezone(zone))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    event.add("class", "PRIVATE")
    if meeting.where:
        event.add("location", meeting.location or meeting.link)
    if meeting.link:
        event.add("url", meeting.link)
    described = "\n".join(filter(None, (meeting.why if cancelled else "", meeting.note, meeting.link)))
    if described:
        event.add("description", described)
    if not cancelled:
        event.add_component(_alarm(title))
    return event


def _alarm(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm["trigger"] = vDuration(_ALARM)
    return alarm


def _stamp(moment: datetime) -> datetime:
    """In UTC, to the second."""
    return moment.astimezone(UTC).replace(microsecond=0)
