"""The list of each local contact, each morning or each week: what waits at their school and what is new; leaves its words to `replies/lists`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from handlers import mornings, waiting
from handlers.context import Desk
from handlers.digest_news import News, news_since
from handlers.replies import commands as say
from handlers.replies.lists import Since, local_list
from knowledge.conversation.event import ButtonPressed, TimerFired
from knowledge.conversation.message import Notice, Shown
from knowledge.support.directory import Person
from knowledge.support.question import Question
from knowledge.support.statistics import Asked

LOCAL = "local_lists"
KEY = "list/local"


@dataclass(frozen=True, kw_only=True)
class _Read:
    """What is read once for all readers."""

    by_school: Mapping[str, list[Question]]
    by_holder: Mapping[str, list[Question]]
    solved: list[Asked]
    news: News


async def arm(desk: Desk) -> None:
    """See to it that the next morning's lists have their moment."""
    await mornings.arm(desk, KEY, LOCAL, mornings.next_morning(desk), wanted=desk.policy.local_lists)


async def morning(desk: Desk, _event: TimerFired) -> None:
    """To every local contact who is there (else to the substitute) what waits at the school; nothing, nothing said.

    All schools are read together; only what is said is written for each reader. Who wants a list each week gets it on
    the first working day, also when only something is new.
    """
    if not desk.policy.local_lists:
        return
    await arm(desk)
    if not mornings.is_time(desk):
        return
    ran, since = await mornings.ran_before(desk, KEY), dict[str, datetime]()
    schools = _readers(desk)
    for reader in tuple(schools):
        person = desk.directory.person(reader)
        weekly = person is not None and person.lists_weekly
        theirs = _all_schools(desk, reader) if weekly else ()
        if weekly and not mornings.is_weekly_time(desk, ran, theirs):
            del schools[reader]
        else:
            schools[reader] = theirs or schools[reader]
            since[reader] = min(_begin(desk, school, weekly=weekly) for school in schools[reader])
    if since:
        read = await _read(desk, min(since.values()))
        for reader, theirs in schools.items():
            await _tell(desk, reader, theirs, since[reader], read)


async def _read(desk: Desk, since: datetime) -> _Read:
    by_school, by_holder = _sorted(await desk.tx.questions.open())
    return _Read(by_school=by_school, by_holder=by_holder, solved=await desk.tx.statistics.solved(since),
                 news=await news_since(desk, since))  # fmt: skip


async def _tell(desk: Desk, reader: str, schools: tuple[str, ...], begins: datetime, read: _Read) -> None:
    """One reader's list, if there is anything to say."""
    person = desk.directory.person(reader)
    if person is None:
        return
    near = {
        one.number: one for one in (*read.by_holder[reader], *(q for school in schools for q in read.by_school[school]))
    }
    own, others = waiting.of_contact(near.values(), person, schools)
    since = _since(desk, person, schools, begins, read)
    if own or others or (person.lists_weekly and (since.entries or since.announced)):
        said = local_list(desk.voice_for(person), schools, (*own, *others), since)
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


def _all_schools(desk: Desk, reader: str) -> tuple[str, ...]:
    """The schools whose list the person gets on some day: the week's list has those that are closed today too."""
    return tuple(
        school.id for school in desk.directory.schools
        if any((there := waiting.there(desk, one)) and there.id == reader for one in desk.directory.contacts_of(school.id))
    )  # fmt: skip


def _begin(desk: Desk, school: str, *, weekly: bool) -> datetime:
    """When the school's working day before today began, or the desk's last week with working days."""
    today = desk.voice().today
    day = mornings.week_before(desk, today).first if weekly else desk.working.add_working_days(today, -1, school)
    return mornings.first_opening(desk, day)


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


def _since(desk: Desk, person: Person, schools: tuple[str, ...], begins: datetime, read: _Read) -> Since:
    """What has happened at the schools since then, and what is new."""
    theirs = [one for one in read.solved if one.school in schools and one.solved_at and one.solved_at >= begins]
    language = desk.voice_for(person).language
    return Since(moment=begins, solved=len(theirs), by_bot=sum(one.by_bot for one in theirs),
                 entries=read.news.entries(begins), announced=read.news.titles(begins, language, person))  # fmt: skip
