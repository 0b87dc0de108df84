"""Several people ask the same within a short time: central is asked whether it is an outage; leaves putting it on to `outage_life`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from handlers import alarms, outage_askers, outage_life
from handlers import outage_notes as notes
from handlers.context import Desk, Refusal
from handlers.places import must_be_central
from handlers.replies import outages as say
from handlers.replies.buttons import verb
from knowledge.conversation.clean import excerpt
from knowledge.conversation.event import ButtonPressed
from knowledge.conversation.message import Message, Notice, Shown, escape
from knowledge.support.directory import Person
from knowledge.support.outage import LONGEST_TITLE, Draft
from knowledge.support.question import Question
from storage import codec
from storage.questions import Lately

KEPT = "surges"
ACTIONS = ("outage_on", "dismiss")
_MOST_WAYS = 20
_MOST = 100
"""So many of the newest questions are looked at, so that a storm costs no more."""


@dataclass(frozen=True, kw_only=True)
class Surge:
    """Similar questions that central has been told of."""

    number: int
    questions: tuple[int, ...]
    """The numbers of the questions, oldest first."""
    last: datetime
    """When the newest came."""
    done_by: str = ""
    """Who said whether it is an outage; empty = nobody yet."""
    dismissed: bool = False
    """Whether it is none: there is no word of the same for the rest of the day."""


async def noticed(desk: Desk, question: Question) -> None:
    """A question was asked; central hears of it when it is one of many."""
    policy = desk.policy.broadcast
    if not policy.surge or not desk.policy.alarms or question.sensitive or question.outage is not None:
        return
    recent = await desk.tx.questions.lately(desk.now - policy.surge_window, max(_MOST, policy.surge))
    if len(recent) < policy.surge:
        return
    group = _group(desk, question, [one for one in recent if one.text])
    if len(group) < policy.surge or len({one.asker for one in group}) < min(policy.surge, 2):
        return
    if await outage_askers.met(desk, question.text) is None and not await _is_known(desk, group):
        await _tell(desk, group)


def _group(desk: Desk, question: Question, recent: list[Lately]) -> list[Lately]:
    """Those that ask the same, with the new one; whoever waits together asks the same."""
    others = {one.number: one.text for one in recent if one.number != question.number}
    numbers = {question.number} | outage_askers.alike(desk, question.text, others, heard=True)
    numbers |= {one.linked_to for one in recent if one.number in numbers and one.linked_to}
    return [one for one in recent if one.number in numbers or one.linked_to in numbers]


async def _is_known(desk: Desk, group: list[Lately]) -> bool:
    """Whether central has been told of it: it goes on, or was said today to be none."""
    await desk.tx.only_one(KEPT)
    numbers = {one.number for one in group}
    surges = await _kept(desk)
    for surge in surges:
        if numbers & set(surge.questions):
            longer = tuple(sorted(numbers | set(surge.questions)))
            await _keep(
                desk, [replace(surge, questions=longer, last=desk.now) if one is surge else one for one in surges]
            )
            return True
        if surge.dismissed and await _is_of(desk, surge, group[-1].text):
            return True
    return False


async def _is_of(desk: Desk, surge: Surge, text: str) -> bool:
    """Whether the words ask the same as the first of a surge."""
    found = [await desk.tx.questions.get(number) for number in surge.questions[:10]]
    texts = {one.number: one.text for one in found if one and one.text}
    return bool(texts) and bool(outage_askers.alike(desk, text, texts, heard=True))


async def _kept(desk: Desk) -> list[Surge]:
    """Those that still matter: of the last minutes, and what was dismissed today."""
    kept = [codec.from_json(Surge, one) for one in await desk.tx.desk.get(KEPT) or ()]
    begins, today = desk.now - desk.policy.broadcast.surge_window, desk.voice().today
    zone = desk.working.zone
    return [one for one in kept if one.last >= begins or (one.dismissed and one.last.astimezone(zone).date() == today)]


async def _keep(desk: Desk, surges: list[Surge]) -> None:
    await desk.tx.desk.set(KEPT, [codec.to_json(one) for one in surges])


async def _tell(desk: Desk, group: list[Lately]) -> None:
    """One alarm with the words of the first whose words all may see; where there are none, no words are shown."""
    open_words = [one.text for one in group if one.is_shown]
    if not open_words:
        return
    number = int(await desk.tx.desk.get(f"{KEPT}/last") or 0) + 1
    await desk.tx.desk.set(f"{KEPT}/last", number)
    surge = Surge(number=number, questions=tuple(sorted(one.number for one in group)), last=desk.now)
    await _keep(desk, [*await _kept(desk), surge])
    seconds = (desk.now - min(one.asked_at for one in group)).total_seconds()
    minutes = max(1, -(-int(seconds) // 60))
    phrase = "alarm.surge" if minutes > 1 else "alarm.surge_minute"
    await alarms.to_central(desk, f"surge/{number}", phrase, actions=ACTIONS, count=len(group), minutes=minutes,
                            excerpt=escape(excerpt(open_words[0])))  # fmt: skip


def _may_be_shown(question: Question) -> bool:
    """Whether it stands in a channel, where everybody has read it."""
    return not (question.root.is_direct or question.private or question.sensitive or question.unsure)


async def pressed(desk: Desk, person: Person, event: ButtonPressed) -> Shown:
    """Central says whether it is an outage; the first word counts."""
    must_be_central(desk, person)
    await notes.alone(desk)
    await desk.tx.only_one(KEPT)
    voice, surges = desk.voice_for(person), [codec.from_json(Surge, one) for one in await desk.tx.desk.get(KEPT) or ()]
    number = event.key.removeprefix("alarm/surge/").split("/")[0]
    surge = next((one for one in surges if str(one.number) == number and event.key.startswith("alarm/surge/")), None)
    if surge is None:
        raise Refusal("surge_old")
    if surge.done_by:
        raise Refusal("surge_done", contact=voice.name(surge.done_by))
    off = verb(event.action) == "dismiss"
    done = replace(surge, done_by=person.id, dismissed=off)
    await _keep(desk, [done if one is surge else one for one in surges])
    for stands in await desk.tx.outbox.live(f"alarm/surge/{number}/"):
        message = say.surge_done(stands.message, person.id, desk.voice(stands.message.language), off=off)
        await desk.tx.outbox.say(stands.key, stands.address, message, person=stands.person)
    return Notice(message=say.dismissed(voice) if off else (await _put_on(desk, person, surge)))


async def _put_on(desk: Desk, person: Person, surge: Surge) -> Message:
    """With the first words as its title, and all of them as ways of asking about it."""
    found = [await desk.tx.questions.get(number) for number in surge.questions]
    texts = [one.text for one in found if one and one.text and _may_be_shown(one)]
    if not texts:
        raise Refusal("surge_old")  # they have been deleted since
    policy = desk.policy.broadcast
    ways = tuple(dict.fromkeys(excerpt(text, outage_askers.LONGEST_WAY) for text in texts))[:_MOST_WAYS]
    draft = Draft(
        title=excerpt(texts[0], LONGEST_TITLE).rstrip(" ?!.") or texts[0][:LONGEST_TITLE],
        ways=ways,
        status_page=policy.status_page,
        lasts=policy.outage_ends,
    )
    made = await outage_life.begin(desk, person, draft, surge.questions)
    return say.put_on(made.outage, made.places, made.collected, desk.voice_for(person))
