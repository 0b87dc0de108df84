"""A check-in that has been called in Lillköping, for plays of what comes after it; leaves calling it to other plays."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from handlers.meeting_people import WAKE
from knowledge.support.meeting import Answer, Meeting, Reply
from knowledge.support.meeting_point import MeetingPoint

if TYPE_CHECKING:
    from storage.store import Store
    from tests.journeys.day import Day

ZONE = ZoneInfo("Europe/Stockholm")
INVITED = {"cecilia": Answer.YES, "mats": Answer.YES, "amina": Answer.NO, "eva": Answer.YES, "jonas": Answer.MAYBE,
           "leila": Answer.ASKED}  # fmt: skip


async def called(
    day: Day,
    begins: str = "2026-11-26T14:30",
    *,
    points: tuple[str, ...] = (),
    vendor: tuple[str, ...] = (),
    owner: str = "cecilia",
    minutes: int = 60,
) -> int:
    """A check-in that its owner has called, with what people want to bring up; gives its number."""
    now, moment = day.play.stage.clock.now(), datetime.fromisoformat(begins).replace(tzinfo=ZONE)
    async with day.store.transaction() as tx:
        meeting = await tx.meetings.add(
            Meeting(owner=owner, begins_at=moment, minutes=minutes, location="Rådhuset", made_at=now)
        )
        for person, answer in INVITED.items():
            await tx.meetings.put_reply(Reply(meeting=meeting.number, person=person, answer=answer, at=now, told=0))
        for text in points:
            point = MeetingPoint(text=text, author="eva", at=now, meeting=meeting.number, vendor=text in vendor)
            await tx.meeting_points.add(point)
    await audited(day)
    return meeting.number


async def moved(store: Store, number: int, begins: str) -> None:
    """Its time is another."""
    async with store.transaction() as tx:
        meeting = await tx.meetings.get(number)
        assert meeting is not None
        meeting = replace(meeting, begins_at=datetime.fromisoformat(begins).replace(tzinfo=ZONE))
        await tx.meetings.save(meeting)
        values = {"meeting": number, "what": "over"}
        await tx.timers.set(f"{meeting.key}/over", WAKE, meeting.ends_at, values=values)


async def audited(day: Day) -> None:
    """The auditor of the desk looks, as it does each hour."""
    await day.play.stage.app.bot.audit(None)
