"""The morning list of each local contact: what waits at their school; leaves its words to `replies/lists`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from handlers import mornings, waiting
from handlers.context import Desk
from handlers.replies import commands as say
from handlers.replies.lists import Since, local_list
from knowledge.conversation.event import ButtonPressed, TimerFired
from knowledge.conversation.message import Notice, Shown
from knowledge.support.directory import Person
from knowledge.support.question import Question
from knowledge.support.statistics import Asked

LOCAL = "local_lists"
KEY = "list/local"


async def arm(desk: Desk) -> None:
    """See to it that the next morning's lists have their moment."""
    await mornings.arm(desk, KEY, LOCAL, mornings.next_morning(desk), wanted=desk.policy.local_lists)


async def morning(desk: Desk, _event: TimerFired) -> None:
    """To every local contact who is there (else to the substitute) what waits at the school; nothing, nothing said.

    All schools are read together; only what is said is written for each reader.
    """
    if not desk.policy.local_lists:
        return
    await arm(desk)
    if not mornings.is_time(desk):
        return
    still_open = await desk.tx.questions.open()
    schools = _readers(desk)
    since = {school: _day_before(desk, school) for school in {one for theirs in schools.values() for one in theirs}}
    if not still_open or not since:
        return
    solved = await desk.tx.statistics.solved(min(since.values()))
    added = await desk.tx.faq.added(min(since.values()))
    by_school, by_holder = _sorted(still_open)
    for reader, theirs in schools.items():
        person = desk.directory.person(reader)
        near = {one.number: one for one in (*by_holder[reader], *(q for school in theirs for q in by_school[school]))}
        own, others = waiting.of_contact(near.values(), person, theirs) if person else ((), ())
        if person is None or not (own or others):
            continue
        begins = min(since[school] for school in theirs)
        news = _news(desk, solved, theirs, begins, [entry for entry, at in added.items() if at >= begins])
        said = local_list(desk.voice_for(person), theirs, (*own, *others), news)
        await desk.tell(person, f"{KEY}/{desk.voice().today.isoformat()}/{reader}", said, "")


async def pressed(desk: Desk, person: Person, _event: ButtonPressed) -> Shown:
    """All that waits, as `väntar` tells it."""
    own, others = await waiting.for_contact(desk, person)
    return Notice(message=say.waiting(desk.voice_for(person), person, own, others))


def _readers(desk: Desk) -> dict[str, tuple[str, ...]]:
    """Person id -> the schools that work today whose list the person gets."""
    today = desk.voice().today
    found: defaultdict[str, list[str]] = defaultdict(list)
    for school in desk.directory.schools:
        if not desk.working.is_working_day(today, school.id):
            continue
        for contact in desk.directory.contacts_of(school.id):
            reader = waiting.there(desk, contact)
            if reader and reader.lists and not reader.is_outsider and school.id not in found[reader.id]:
                found[reader.id].append(school.id)
    return {reader: tuple(schools) for reader, schools in found.items() if schools}


def _day_before(desk: Desk, school: str) -> datetime:
    """When the school's working day before today began."""
    return mornings.first_opening(desk, desk.working.add_working_days(desk.voice().today, -1, school))


def _sorted(
    questions: Iterable[Question],
) -> tuple[defaultdict[str, list[Question]], defaultdict[str, list[Question]]]:
    """The questions by school and by whose turn they are."""
    by_school: defaultdict[str, list[Question]] = defaultdict(list)
    by_holder: defaultdict[str, list[Question]] = defaultdict(list)
    for one in questions:
        by_school[one.school or ""].append(one)
        for holder in one.holders:
            by_holder[holder].append(one)
    return by_school, by_holder


def _news(desk: Desk, solved: list[Asked], schools: tuple[str, ...], begins: datetime, added: list[str]) -> Since:
    """What has happened at the schools since then."""
    theirs = [one for one in solved if one.school in schools and one.solved_at and one.solved_at >= begins]
    entries = desk.entries(tuple(added))
    return Since(moment=begins, solved=len(theirs), by_bot=sum(one.by_bot for one in theirs),
                 entries=tuple(entry.title for entry in entries.values()))  # fmt: skip
