"""A new question: judged, then answered, suggested, asked back, linked or routed; leaves what came before it to `messages`."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handlers import answers, cards, clocks, learning, linking, outage_askers, shadow, surges, turns
from handlers.context import Desk
from handlers.places import is_paused
from handlers.replies.private import with_buttons, words
from handlers.schools import ask_for_school, school_of
from knowledge.conversation.event import MessageRef
from knowledge.conversation.language import language_of
from knowledge.faq.lesson import remembered
from knowledge.faq.verdict import Answer, AskMore, Decision, Silent, Suggest, Verdict
from knowledge.support.directory import Person, Place, PlaceKind
from knowledge.support.ladder import from_central
from knowledge.support.question import Question, State
from knowledge.support.sensitive import sensitive

NEAR = 0.05
"""The least probability for an entry that contacts are offered to answer with."""
MOST_NEAR = 8
"""How many of them are kept: those that were no help are not offered, so there are more than a card shows."""
TOPICAL = 0.1
"""The least probability for an entry whose area decides which central contact is asked."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is known about a message that asks."""

    person: Person
    ref: MessageRef
    """Where it stands; an empty id when the bot is to write it into the place itself."""
    text: str
    """Masked."""
    place: Place | None
    """None in a direct conversation."""
    verdict: Verdict
    also: tuple[MessageRef, ...] = ()
    """Messages of the same person that belong to it."""
    to_people: bool = False
    """Whether a person is to have it, whatever the verdict; of a direct conversation only the contact."""
    to: str | None = None
    """Whose turn it is first, as of a reply to that person's announcement; None = as ever."""


async def asked(desk: Desk, what: Asked) -> Question | None:
    """Store the question and say what the verdict says; where the bot only watches, it is noted."""
    if shadow.is_shadow(desk, what.place, direct=what.ref.is_direct):
        await shadow.noted(desk, what.ref, what.text, what.place, what.verdict, what.also)
        return None
    subject = sensitive(what.text)
    question = await _stored(desk, what, subject)
    if question.sensitive:
        return await _sensitive(desk, question)
    question = await _judged(desk, what, question)
    if not equals_an_entry(what.verdict):
        await surges.noticed(desk, question)
    return question


async def _judged(desk: Desk, what: Asked, question: Question) -> Question:
    """Said what is to be said: that it is an outage, that somebody asked the same, or what the verdict says."""
    if what.to and not question.silent_place and (to := await _first(desk, question, what.to)):
        return to
    if question.silent_place or what.to_people:
        return await routed(desk, question)
    collected = None if equals_an_entry(what.verdict) else await outage_askers.caught(desk, question)
    if collected:
        return collected
    decision = what.verdict.decision
    if may_be_asked_again(what.verdict):
        same = await linking.same_question(desk, question, decision)
        if same:
            return same
    return await decide(desk, question, decision)


async def _first(desk: Desk, question: Question, person_id: str) -> Question | None:
    """The question with that person (or the substitute), and after that with central; None when nobody reaches them."""
    routing, person = await desk.routing(), desk.directory.person(person_id)
    if person is None or not routing.is_reachable(person, question.root.platform):
        return None
    question = replace(question, ladder=from_central(routing.ladder(question)))
    return await turns.give(desk, question, routing.to(question, person))


def may_be_asked_again(verdict: Verdict) -> bool:
    """Whether it is compared with what others asked: not when it equals an entry, nor when it says too little."""
    return not equals_an_entry(verdict) and not isinstance(verdict.decision, AskMore)


def equals_an_entry(verdict: Verdict) -> bool:
    """Whether the message says what an entry's own text says, so that it is answered whatever else is going on."""
    return any(match.exact for match in verdict.matches[:1])


async def _stored(desk: Desk, what: Asked, subject: str | None) -> Question:
    paused = await is_paused(desk, what.place.id if what.place else None)
    question = await desk.tx.questions.add(question_of(desk, what, subject, paused=paused))
    if what.place and not what.ref.id and not question.sensitive and not question.silent_place:
        question = await cards.begin_thread(desk, question, what.place)
    for ref in (what.ref, *what.also):
        await desk.tx.messages.update(ref, question=question.number, text="" if subject else None)
    await desk.tx.questions.note(question.number, "asked", what.person.id, desk.now)
    return question


def question_of(desk: Desk, what: Asked, subject: str | None, *, paused: bool) -> Question:
    """The question that the message becomes, before anything is decided; `subject` is what makes it sensitive."""
    return Question(
        asker=what.person.id,
        asked_at=desk.now,
        text="" if subject else what.text,
        language=what.person.language or language_of(what.text) or desk.directory.organisation.language,
        place=what.place.id if what.place else None,
        root=what.ref,
        school=school_of(what.person),
        area=area_of(desk, what.verdict),
        candidates=tuple(match.id for match in what.verdict.matches[:MOST_NEAR] if match.score >= NEAR),
        judged={} if subject else remembered(what.verdict),
        sensitive=subject or "",
        silent_place=paused,
        private=what.to_people and what.ref.is_direct,
    )


def area_of(desk: Desk, verdict: Verdict) -> str:
    """The nearest entry's area, else its category's by setting, else any (DESIGN 5)."""
    if not verdict.matches or verdict.matches[0].score < TOPICAL:
        return ""
    entry = desk.index.entry(verdict.matches[0].id)
    return (entry.area or desk.policy.areas.get(entry.category, "")) if entry else ""


async def decide(desk: Desk, question: Question, decision: Decision) -> Question:
    """Say what was decided."""
    match decision:
        case Answer(entry=entry):
            return await answers.answered(desk, question, entry)
        case Suggest(entries=entries):
            return await answers.suggested(desk, question, entries)
        case AskMore():
            return await answers.asked_more(desk, question)
        case Silent(unsure=True):
            return await unsure(desk, question)
        case _:
            return await routed(desk, question)


async def unsure(desk: Desk, question: Question) -> Question:
    """It may not be for the desk: only its author is asked, and only beside the conversation (DESIGN 5)."""
    question = replace(question, unsure=True)
    await desk.tx.questions.save(question)
    asker = desk.directory.person(question.asker)
    voice = desk.voice_for(asker)
    if asker and may_be_asked(desk, asker, question.root.platform):
        message = words(voice, "ask_more", "unsure", question)
        message = with_buttons(message, ("ask_human", voice.say("button.ask_human")))
        await desk.whisper(asker, question.key("notice"), message, question.root)
    due = desk.working.add(desk.now, desk.policy.assumed, None)
    await desk.remind(question, clocks.SUGGESTION, clocks.SUGGESTION, due)
    return question


def may_be_asked(desk: Desk, asker: Person, platform: str) -> bool:
    """Whether somebody who may have asked nothing can be asked, and wants to be."""
    return asker.hints and platform not in desk.silent_beside


async def routed(desk: Desk, question: Question) -> Question:
    """Ask a person; somebody without a known school is asked for it, privately."""
    if question.unsure:
        await desk.tx.outbox.withdraw(question.key("notice"))
    asker = desk.directory.person(question.asker)
    if question.root.is_direct and not question.private and not question.sensitive:
        return await _choose(desk, question)
    question = await turns.route(desk, question)
    if asker and question.school is None and not asker.is_contact and not question.sensitive:
        await ask_for_school(desk, question, asker)
    return question


async def _choose(desk: Desk, question: Question) -> Question:
    """A direct question that needs a person: its asker chooses who may read it."""
    if all(shadow.is_shadow(desk, place) for place in desk.directory.places_of(PlaceKind.SUPPORT)):
        return await privately(desk, question)
    question = replace(question, direct_choice=True)
    return await answers.asked_more(desk, question)


async def privately(desk: Desk, question: Question) -> Question:
    """Only to the contact."""
    return await routed(desk, replace(question, private=True, direct_choice=False))


async def turned_sensitive(desk: Desk, question: Question, text: str) -> Question | None:
    """What its author wrote now must not stand in a chat: the safe answer instead of all that was said; else None."""
    subject = sensitive(text)
    if not subject or question.sensitive or question.state is State.DROPPED:
        return None
    for message in await desk.tx.messages.of_question(question.number):
        if message.author == question.asker:
            await desk.tx.messages.update(message.ref, text="")
    await learning.forgotten(desk, question)
    await outage_askers.forget(desk, question)
    safe = replace(question, sensitive=subject, text="", judged={}, answer_text="", entry=None, answered_by=None, offered=(),
                   candidates=(), area="", asked=(), holders=(), ladder=())  # fmt: skip
    return await _sensitive(desk, safe)


async def _sensitive(desk: Desk, question: Question) -> Question:
    """The fixed safe answer; the central contacts are told without the text."""
    question = replace(question, ladder=from_central((await desk.routing()).ladder(question)))
    return await turns.route(desk, question)
