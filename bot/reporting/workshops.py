"""The workshops of a report's period, with how many came from which school; leaves the questions to figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.reporting.figures import Words
from knowledge.support.directory import Directory
from knowledge.support.meeting import MeetingKind, MeetingState
from knowledge.support.statistics import Report
from knowledge.support.workshop_people import schools_of
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class Held:
    """A workshop that has been."""

    title: str
    day: date
    schools: Mapping[str, int]
    """School (the empty name = none) -> how many took part."""


async def held(tx: Transaction, directory: Directory, report: Report) -> list[Held]:
    """Those that began in the period and are over, the earliest first; one whose time is over has no words left."""
    begins, ends = report.moments
    found = await tx.meetings.all([MeetingState.HELD], kind=MeetingKind.WORKSHOP, since=begins, until=ends)
    return [
        Held(title=one.title, day=one.begins_at.astimezone(report.working.zone).date(),
             schools=schools_of(directory, one, await tx.meetings.replies(one.number)))
        for one in found if one.title
    ]  # fmt: skip


def lines(found: Sequence[Held], words: Words) -> Iterator[str]:
    """A line for each; names as they are, for Markdown to make safe."""
    for one in found:
        ordered = Counter(one.schools).most_common()
        named = ", ".join(f"{words.school(school)} {count}" for school, count in ordered)
        key = "workshop" if one.schools else "workshop_nobody"
        yield words.say(key, topic=one.title, date=one.day, count=sum(one.schools.values()), schools=named)
