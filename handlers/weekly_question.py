"""Veckans fråga: posted once a week where it is wanted, and shown to central beforehand; leaves which one to knowledge, its words to the replies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers.context import Desk, Refusal
from handlers.places import channels_of, is_paused, must_be_central
from handlers.replies import weekly_question as say
from handlers.replies.buttons import verb
from handlers.shadow import is_shadow
from knowledge.conversation.event import ButtonPressed, MessageRef, TimerFired
from knowledge.conversation.message import Message, Notice
from knowledge.faq.weekly_question import AGAIN_AFTER, Asked, Plan, candidates, had, other, passed_over
from knowledge.support.directory import Person, PlaceKind
from knowledge.support.periods import Period, period_of, week_of
from knowledge.support.topics import Asking
from knowledge.support.wall import instant
from storage.deliveries import Where

ASK = "weekly_question"
KEY = "weekly_question"
ACTS = frozenset({"weekly_swap", "weekly_skip", "weekly_back"})
_PLAN = "faq/weekly_question"
_WEEK = timedelta(days=7)
_FARTHEST = 60
"""Weeks without a working day that are passed over."""


async def arm(desk: Desk) -> None:
    """See to it that the next question has its moment, also when the settings name another one now."""
    if not desk.policy.weekly_question:
        return
    timer, moment = await desk.tx.timers.get(KEY), next_moment(desk, (await _plan(desk)).done)
    if timer is None or (timer.due > desk.now and timer.due > moment):
        await desk.tx.timers.set(KEY, ASK, moment)


def next_moment(desk: Desk, done: str) -> datetime:
    """When the next one comes; never in a week that has had its question, and not in one without working days."""
    week = week_of(desk.voice().today)
    for _ in range(_FARTHEST):
        moment = _planned(desk, week)
        if moment is not None and moment > desk.now and week.name != done:
            return moment
        week = week_of(week.first + _WEEK)
    return desk.now + _WEEK


def _planned(desk: Desk, week: Period) -> datetime | None:
    """When it comes in that week: at the moment that is set, or when the desk opens next in the same week."""
    weekday, clock = desk.policy.weekly_question_at
    opens = desk.working.next_open(instant(week.first + timedelta(days=weekday), clock, desk.working.zone))
    return opens if opens.astimezone(desk.working.zone).date() in week else None


async def due(desk: Desk, _event: TimerFired) -> None:
    """Its moment has come; one that was missed comes when the desk is open again in the same week, once."""
    if not desk.policy.weekly_question:
        return
    plan, week = await _plan(desk), week_of(desk.voice().today)
    moment = _planned(desk, week)
    if moment is not None and moment <= desk.now and plan.done != week.name:
        opens = desk.working.next_open(desk.now)
        if opens > desk.now and opens.astimezone(desk.working.zone).date() in week:
            await desk.tx.timers.set(KEY, ASK, opens)
            return
        if opens <= desk.now:
            plan = await _post(desk, plan, week)
            await desk.tx.desk.set(_PLAN, plan.stored())
    await desk.tx.timers.set(KEY, ASK, next_moment(desk, plan.done))


async def _post(desk: Desk, plan: Plan, week: Period) -> Plan:
    """Say it in every support place that is neither paused nor only watched."""
    if plan.skipped == week.name:
        return passed_over(plan, week.name)
    choice, places = await _choice(desk, plan), await _places(desk)
    if choice.entry is None or not places:
        return plan
    said = say.posted(choice, desk.voice())
    for place, to in places:
        await desk.tx.outbox.say(f"{KEY}/{week.name}/{place}/{to.platform}", to, said)
    return had(plan, choice.entry.id, week.name, desk.voice().today)


async def _places(desk: Desk) -> list[tuple[str, Where]]:
    return [
        (place.id, to) for place, to in await channels_of(desk, PlaceKind.SUPPORT)
        if not is_shadow(desk, place) and not await is_paused(desk, place.id)
    ]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class _Material:
    """What a choice is made of, and how much of it is of this term."""

    asked: Asked
    term: datetime


async def _material(desk: Desk) -> _Material:
    today, voice = desk.voice().today, desk.voice()
    term = instant(period_of("this-term", today).first, datetime.min.time(), desk.working.zone)
    askings = await desk.tx.statistics.askings(min(term, desk.now - AGAIN_AFTER))
    unseen = await desk.tx.wordings.unseen(0, 1000)
    doubted = {one.entry for one in unseen if one.doubted or one.rival}
    asked = Asked(askings=askings, now=desk.now, today=today, language=voice.language, doubted=doubted)
    return _Material(asked=asked, term=term)


async def _choice(desk: Desk, plan: Plan) -> say.Choice:
    """The next in line, and how often it was asked this term."""
    of = await _material(desk)
    entry = next(iter(candidates(await desk.tx.faq.entries(), of.asked, plan)), None)
    return say.Choice(entry=entry, count=_this_term(of, entry.id) if entry else 0)


def _this_term(of: _Material, entry: str) -> int:
    def counts(one: Asking) -> bool:
        return one.entry == entry and one.asked_at >= of.term

    return sum(map(counts, of.asked.askings))


async def _plan(desk: Desk) -> Plan:
    return Plan.of(await desk.tx.desk.get(_PLAN))


async def command(desk: Desk, person: Person, rest: str, _ref: MessageRef) -> Message:
    """`veckans fråga`: the next one; `byt` and `hoppa över` change it."""
    must_be_central(desk, person)
    return await _done(desk, person, rest) if rest else await _shown(desk, person, await _plan(desk))


async def pressed(desk: Desk, person: Person, event: ButtonPressed) -> Notice:
    """A button below the next one."""
    must_be_central(desk, person)
    return Notice(message=await _done(desk, person, verb(event.action).removeprefix("weekly_")))


async def _done(desk: Desk, person: Person, act: str) -> Message:
    plan = await _plan(desk)
    week = week_of(next_moment(desk, plan.done).astimezone(desk.working.zone).date())
    if act == "swap":
        swapped = other(await desk.tx.faq.entries(), (await _material(desk)).asked, plan)
        if swapped is None:
            raise Refusal("weekly_one")
        plan = replace(swapped, skipped="")
    else:
        plan = replace(plan, skipped=week.name if act == "skip" else "")
    await desk.tx.desk.set(_PLAN, plan.stored())
    return await _shown(desk, person, plan)


async def _shown(desk: Desk, person: Person, plan: Plan) -> Message:
    voice, moment = desk.voice_for(person), next_moment(desk, plan.done)
    week = week_of(moment.astimezone(desk.working.zone).date())
    if plan.skipped == week.name:
        return say.skipped(week, next_moment(desk, week.name), voice)
    return say.coming(await _choice(desk, plan), moment, voice)
