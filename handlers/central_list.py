"""The lists for central contacts: said each morning and edited as their questions change, or each week; leaves its words to `replies/lists`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from handlers import alarms, mornings
from handlers.context import Desk
from handlers.digest_news import news_since
from handlers.replies.lists import Central, Since, central_list
from knowledge.conversation.event import TimerFired
from knowledge.support.question import Question, State

DAILY = "daily"
KEY = "digest/central"
SHOWN = f"{KEY}/shown"
"""The day of the newest list, and the questions on it."""
TOLD = "digest/wordings"
"""The number of the newest wording that the list has told of."""
_WITH_PEOPLE = frozenset({State.WAITING, State.TAKEN})


async def arm(desk: Desk) -> None:
    """See to it that the next daily list has its moment."""
    await mornings.arm(desk, KEY, DAILY, mornings.next_morning(desk), wanted=desk.policy.digests)


async def daily(desk: Desk, _event: TimerFired) -> None:
    """What waits with central, questions and new wordings, once each working day; nothing waiting, nothing said."""
    if not desk.policy.digests:
        return
    await arm(desk)
    if not mornings.is_time(desk):
        return
    ran = await mornings.ran_before(desk, KEY)
    still_open = await _still_open(desk)
    theirs = [one for one in still_open if one.state in _WITH_PEOPLE and _with_central(desk, one)]
    new_wordings = await _new_wordings(desk, alone=not theirs)
    if theirs or new_wordings:
        day = desk.voice().today.isoformat()
        await desk.tx.desk.set(SHOWN, {"day": day, "numbers": [one.number for one in theirs]})
        await _say(desk, day, _standing(still_open, theirs, (), new_wordings))
    if mornings.is_weekly_time(desk, ran):
        wordings = await desk.tx.wordings.count_unseen()
        await _weekly(desk, replace(_standing(still_open, theirs, (), wordings), weekly=True))


async def changed(desk: Desk, question: Question) -> None:
    """A question stands otherwise now: a list of today that shows it is edited; what is done stays, nothing new comes."""
    if not desk.policy.digests:
        return
    day = desk.voice().today.isoformat()
    shown = (await desk.tx.desk.under(SHOWN)).get(SHOWN)
    if not shown or shown["day"] != day or question.number not in shown["numbers"]:
        return
    listed = await desk.tx.questions.these(shown["numbers"])
    theirs = [one for one in listed if one.state in _WITH_PEOPLE and not one.follows]
    done = [one for one in listed if one not in theirs and one.state is not State.DROPPED]
    wordings = await desk.tx.wordings.count_unseen()
    await _say(desk, day, _standing(await _still_open(desk), theirs, done, wordings))


async def _say(desk: Desk, day: str, central: Central) -> None:
    """In central's place, or to each who wants it each day."""
    wanted = [person for person in desk.directory.central() if person.lists and not person.lists_weekly]
    before = mornings.first_opening(desk, desk.working.add_working_days(desk.voice().today, -1))
    central = await _with_news(desk, central, before)
    await alarms.tell_central(desk, f"{KEY}/{day}", central_list(central, desk.voice()), people=wanted)


async def _weekly(desk: Desk, central: Central) -> None:
    """To each who wants a list of their own each week, wherever the daily one stands; somebody who is away gets none."""
    today = desk.voice().today
    wanted = [one for one in desk.directory.central() if one.lists and one.lists_weekly and not one.absence(today)]
    if not wanted:
        return
    central = await _with_news(desk, central, mornings.first_opening(desk, mornings.week_before(desk, today).first))
    new = central.since and (central.since.entries or central.since.announced)
    if central.waiting or central.wordings or new:
        for person in wanted:
            said = central_list(central, desk.voice_for(person))
            await desk.tell(person, f"{KEY}/{today.isoformat()}/person/{person.id}", said, "")


async def _with_news(desk: Desk, central: Central, since: datetime) -> Central:
    """With what is new from then on."""
    news = await news_since(desk, since)
    titles = news.titles(since, desk.voice().language)
    return replace(central, since=Since(moment=since, entries=news.entries(since), announced=titles))


async def _still_open(desk: Desk) -> list[Question]:
    return [one for one in await desk.tx.questions.open() if not one.follows and not one.private]


def _standing(still_open: list[Question], theirs: list[Question], done: Sequence[Question], wordings: int) -> Central:
    """What the list tells, with how many wait elsewhere."""
    numbers = {one.number for one in theirs}
    elsewhere = [one for one in still_open if one.number not in numbers]
    return Central(
        waiting=tuple(theirs), done=tuple(done), wordings=wordings,
        at_schools=sum(one.state in _WITH_PEOPLE for one in elsewhere),
        with_vendor=sum(one.state is State.WITH_VENDOR for one in still_open),
    )  # fmt: skip


async def _new_wordings(desk: Desk, *, alone: bool) -> int:
    """How many wordings central has not looked at; by itself the line comes only when there are new ones since the last."""
    told = int(await desk.tx.desk.get(TOLD) or 0)
    newest = max((one.id for one in await desk.tx.wordings.unseen(told, 1000)), default=0)
    if newest:
        await desk.tx.desk.set(TOLD, newest)
    return 0 if alone and not newest else await desk.tx.wordings.count_unseen()


def _with_central(desk: Desk, question: Question) -> bool:
    central = {person.id for person in desk.directory.central()}
    return bool(central & set(question.holders))
