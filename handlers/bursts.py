"""Questions that come in pieces: holds a lead-in, joins what follows, and lets additions revise the card; leaves judging to the reader."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers import answers
from handlers.asker import word_of_asker
from handlers.asking import Asked, asked, decide, routed
from handlers.context import Desk
from handlers.written import Written, is_for_the_desk, stands_alone
from knowledge.conversation.event import MessagePosted, MessageRef, TimerFired
from knowledge.conversation.words import asker_says
from knowledge.faq.verdict import Answer, AskMore, Situation, Suggest, Verdict
from knowledge.support.directory import Person
from knowledge.support.question import Question, State
from storage.held import Held, Part

HELD = "held"
WORDS_FOR = timedelta(minutes=30)
"""How long a person's words in the channel may count for the question that they asked there."""


async def hold(desk: Desk, what: Written) -> None:
    """Keep a lead-in until its author has been quiet for a while."""
    event = what.event
    held = await desk.tx.held.get(event.ref.platform, event.ref.channel, event.author.id)
    part = Part(ref=event.ref, text=event.text, found=event.found)
    parts = (*(held.parts if held else ()), part)
    await desk.tx.held.put(Held(platform=event.ref.platform, channel=event.ref.channel, author=event.author.id,
                                parts=parts, since=desk.now))  # fmt: skip
    await desk.tx.timers.set(_key(event.ref, event.author.id), HELD, desk.soon(desk.policy.hold), values={
        "platform": event.ref.platform, "channel": event.ref.channel, "author": event.author.id,
        "person": what.person.id, "attachments": event.attachments})  # fmt: skip


def _key(ref: MessageRef, author: str) -> str:
    return f"held/{ref.platform}/{ref.channel}/{author}"


async def went_on(desk: Desk, what: Written, held: Held, verdict: Verdict) -> None:
    """The author wrote more: a question by itself is judged at once with what was held, anything else is held too."""
    event = what.event
    if not stands_alone(verdict, event):
        await hold(desk, what)
        return
    before = "\n".join(part.text for part in held.parts)
    joined = desk.reader.verdict(what.situation(), before) if desk.reader else verdict
    best = max((verdict, joined), key=lambda one: one.confidence)
    await _let_go(desk, event.ref, event.author.id)
    await asked(desk, Asked(person=what.person, ref=event.ref, text=f"{before}\n{event.text}", place=what.place,
                            verdict=best, also=tuple(part.ref for part in held.parts)))  # fmt: skip


async def _let_go(desk: Desk, ref: MessageRef, author: str) -> None:
    await desk.tx.held.drop(ref.platform, ref.channel, author)
    await desk.tx.timers.cancel(_key(ref, author))


async def quiet(desk: Desk, event: TimerFired) -> None:
    """The author has been quiet: what was held is judged as one message."""
    place = await desk.tx.directory.place_of(event.values["platform"], event.values["channel"])
    held = await desk.tx.held.get(event.values["platform"], event.values["channel"], event.values["author"])
    person = desk.directory.person(event.values["person"])
    if held is None or person is None:
        return
    await desk.tx.held.drop(event.values["platform"], event.values["channel"], event.values["author"])
    text = "\n".join(part.text for part in held.parts)
    situation = Situation(role=person.role.value, attachments=int(event.values.get("attachments", 0)))
    verdict = desk.read(text).verdict(situation)
    if verdict.kind.best == "greeting" and not _promises(text):
        return
    if not is_for_the_desk(verdict, text) or verdict.kind.best == "greeting" or _picture_only(text, situation):
        verdict = replace(verdict, decision=AskMore())
    root, also = _root(desk, held)
    await asked(desk, Asked(person=person, ref=root, text=text, place=place, verdict=verdict, also=also))


def _promises(text: str) -> bool:
    """Whether a greeting says more than hello, so that its author waits for a reply."""
    return len(text.split()) > 3


def _picture_only(text: str, situation: Situation) -> bool:
    return situation.attachments > 0 and len(text.split()) < 5


def _root(desk: Desk, held: Held) -> tuple[MessageRef, tuple[MessageRef, ...]]:
    """The first part that is more than a greeting is what the thread hangs on."""
    refs = [part.ref for part in held.parts]
    for part in held.parts:
        if desk.read(part.text).verdict(Situation()).kind.best != "greeting":
            return part.ref, tuple(other for other in refs if other != part.ref)
    return refs[0], tuple(refs[1:])


async def _newest_own(desk: Desk, person: Person, event: MessagePosted, within: timedelta) -> Question | None:
    """The newest question that the person asked in this channel, if it is that young."""
    mine = await desk.tx.questions.where(asker=person.id, since=event.at - within)
    here = [one for one in mine if one.root.channel == event.ref.channel and one.root.platform == event.ref.platform]
    return max(here, key=lambda one: one.number, default=None)


async def word_to_own_question(desk: Desk, person: Person, event: MessagePosted) -> bool:
    """”Det löste sig, tack” in the channel, right after one's own question, counts as in its thread."""
    said = asker_says(event.text)
    if said is None or said.action not in {"helped", "not_helped", "dropped"}:
        return False
    question = await _newest_own(desk, person, event, WORDS_FOR)
    if question is None or not question.is_open:
        return False
    await word_of_asker(desk, question, person, said)
    return True


async def added(desk: Desk, person: Person, event: MessagePosted, verdict: Verdict) -> bool:
    """Something that is no question by itself, soon after one's own question: it is judged with it."""
    question = await _newest_own(desk, person, event, desk.policy.join)
    if question is None or question.answered_by or not question.is_open:
        return False
    if verdict.kind.best in {"chatter", "announce"} and question.state is not State.ASKED:
        return False
    await with_addition(desk, question, event)
    return True


async def with_addition(desk: Desk, question: Question, event: MessagePosted) -> Question:
    """Judge the question together with what its author added; another verdict revises the card where it hangs."""
    if question.sensitive or desk.reader is None:
        return question
    situation = Situation(direct=question.root.is_direct or question.state is State.ASKED)
    verdict = desk.reader.verdict(situation, question.text)
    await desk.tx.messages.update(event.ref, question=question.number)
    question = replace(question, text=f"{question.text}\n{event.text}"[:8000],
                       candidates=tuple(m.id for m in verdict.matches[:5] if m.score >= 0.05) or question.candidates)  # fmt: skip
    await desk.tx.questions.save(question)
    return await revised(desk, question, verdict)


async def revised(desk: Desk, question: Question, verdict: Verdict) -> Question:
    """The verdict may be another now: say it on the same card; the same verdict says nothing."""
    decision = verdict.decision
    if question.state is State.ASKED:
        again = isinstance(decision, AskMore)
        return await (routed(desk, question) if again else decide(desk, question, decision))
    if question.state is State.TAKEN or question.linked_to:
        return question
    match decision:
        case Answer(entry=entry) if entry != question.entry and entry not in question.rejected:
            return await answers.answered(desk, question, entry)
        case Suggest(entries=entries) if question.state is not State.WAITING and question.entry not in entries[:1]:
            if entries != question.offered:
                return await answers.suggested(desk, question, entries)
    return question
