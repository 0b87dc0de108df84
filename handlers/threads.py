"""A reply in a question's thread: the asker's words, another's answer, a contact's question back; leaves the moves to `answers`."""

from __future__ import annotations

from dataclasses import replace

from handlers import answers
from handlers.asker import clock_again, is_fresh, no_help, word_of_asker
from handlers.asking import decide, routed, turned_sensitive
from handlers.bursts import with_addition
from handlers.context import Desk
from handlers.outsiders import helps_here
from handlers.replies.buttons import helps
from handlers.replies.private import with_buttons, words
from knowledge.conversation.advice import advises, stated
from knowledge.conversation.event import MessagePosted
from knowledge.conversation.message import Shown
from knowledge.conversation.words import Said, asker_says, asks_back, contact_says, is_me_too
from knowledge.faq.verdict import Answer, Kind, Silent, Situation, Verdict
from knowledge.support.directory import Person
from knowledge.support.question import CLOSED, Question, State, undone

ASKS = 0.5
"""The least probability of asking for a follow-up that asks for more."""


async def replied(
    desk: Desk, question: Question, person: Person, event: MessagePosted, situation: Situation
) -> Shown | None:
    """Somebody wrote in the thread of a question."""
    await desk.tx.messages.update(event.ref, question=question.number)
    if person.id == question.asker:
        await _by_asker(desk, question, person, event, situation)
    else:
        await _by_other(desk, question, person, event, situation)
    return None


async def _by_asker(desk: Desk, question: Question, person: Person, event: MessagePosted, situation: Situation) -> None:
    titles = [entry.title for entry in desk.entries(question.offered).values()]
    said = asker_says(event.text, titles)
    if said is not None and await word_of_asker(desk, question, person, said):
        return
    if question.state is State.EXPIRED:
        await _wake(desk, question, said)
    elif question.state is State.DROPPED:
        await _after_all(desk, question, event, said, situation)
    elif question.state is State.SOLVED and said is not None and said.action == "not_helped":
        await _same_again(desk, question)
    elif said is None:
        await _follow_up(desk, question, event, situation)
    elif question.waits_for_asker and said.action != "thanks":
        await clock_again(desk, question)


async def _wake(desk: Desk, question: Question, said: Said | None) -> None:
    """Any word wakes a resting question, but for bare thanks, which change nothing."""
    if said is None or said.action != "thanks":
        await answers.woken(desk, question)


async def _after_all(
    desk: Desk, question: Question, event: MessagePosted, said: Said | None, situation: Situation
) -> None:
    """It was taken for no question, or its asker let it go, and now the asker asks after all: a person is asked."""
    asks = desk.reader is not None and _asks(desk.reader.verdict(situation), event.text)
    if question.how == "deleted" or not (asks or (said is not None and said.action in {"not_helped", "ask_human"})):
        return
    text = question.text if event.text in question.text else f"{question.text}\n{event.text}".strip()
    await routed(desk, replace(undone(question), text=text, unsure=False, direct_choice=False))


async def _follow_up(desk: Desk, question: Question, event: MessagePosted, situation: Situation) -> None:
    """More from the asker belongs to the question (DESIGN 5 ”Follow-up”)."""
    if await turned_sensitive(desk, question, event.text):
        return
    if question.state is State.ASKED:
        await with_addition(desk, question, event)
        return
    if question.waits_for_asker:
        await clock_again(desk, question)
        return
    if desk.reader is None or question.follows or question.sensitive:
        return
    verdict = desk.reader.verdict(replace(situation, context=question.text or situation.context))
    young = event.at - question.asked_at <= desk.policy.join
    if young and not _asks(verdict, event.text) and question.answered_by is None:
        await with_addition(desk, question, event)
    elif question.state not in {State.WAITING, State.TAKEN, State.WITH_VENDOR}:
        await _asks_for_more(desk, question, event, verdict)


async def _asks_for_more(desk: Desk, question: Question, event: MessagePosted, verdict: Verdict) -> None:
    if not _asks(verdict, event.text):
        return
    if question.state is State.SOLVED and not is_fresh(desk, question):
        await _same_again(desk, question)
        return
    new_matter = _new_matter(verdict, question)
    if new_matter and question.answered_by is None:
        await _on_the_same_card(desk, question, new_matter)
    elif question.state is State.SOLVED:
        await answers.reopened(desk, question)
    elif question.answered_by:
        await _to_the_one_who_answered(desk, question)
    else:
        await no_help(desk, question)


def _asks(verdict: Verdict, text: str) -> bool:
    return verdict.kind.is_question >= ASKS or text.rstrip().endswith("?") or not isinstance(verdict.decision, Silent)


def _new_matter(verdict: Verdict, question: Question) -> str | None:
    """The entry of a new matter that is sure, if that is what the follow-up is."""
    if isinstance(verdict.decision, Answer) and verdict.decision.entry not in {question.entry, *question.rejected}:
        return verdict.decision.entry
    return None


async def _on_the_same_card(desk: Desk, question: Question, entry: str) -> None:
    if question.state is State.SOLVED:
        question = replace(question, state=State.ANSWERED, how="", solved_at=None, solved_by=None)
    await decide(desk, replace(question, moved=True), Answer(entry=entry))


async def _to_the_one_who_answered(desk: Desk, question: Question) -> None:
    """A contact who answered has it until the talk is over; a colleague's answer goes back to the contacts."""
    person = desk.directory.person(question.answered_by)
    if person and helps(question, person):
        await answers.taken(desk, question, person)
    else:
        await routed(desk, question)


async def _same_again(desk: Desk, question: Question) -> None:
    """An old question's thread comes alive: its asker is asked whether it should be opened again."""
    asker = desk.directory.person(question.asker)
    if asker:
        voice = desk.voice_for(asker)
        message = words(voice, "ask_more", "unsure.old", question, number=question.number)
        message = with_buttons(message, ("reopen", voice.say("button.reopen")))
        await desk.whisper(asker, question.key("notice"), message, question.root)


async def _by_other(desk: Desk, question: Question, person: Person, event: MessagePosted, situation: Situation) -> None:
    """Another person's reply: taken, solved, asked back, me too, or a real answer."""
    helper = helps_here(question, person)
    if helper and await word_of_contact(desk, question, person, event.text):
        return
    if question.state in CLOSED and question.state is not State.EXPIRED:
        return
    if is_me_too(event.text):
        await me_too(desk, question, person)
        return
    said = asker_says(event.text)
    if desk.reader is None or (said is not None and said.action == "thanks"):
        return
    kind = desk.reader.verdict(replace(situation, context=situation.context or question.text)).kind
    if is_real_answer(kind, event.text, helper=helper):
        await a_person_answered(desk, question, person, event.text)


async def word_of_contact(desk: Desk, question: Question, person: Person, text: str) -> bool:
    """A contact's words count as the button, and their question back as taking it; True when they were such words."""
    word = contact_says(text)
    if word == "take" and question.state not in {State.SOLVED, State.DROPPED}:
        if question.can_be_taken:
            await answers.taken(desk, question, person)
        return True
    if word == "solved" and question.is_open:
        await answers.solved(desk, question, "by_contact", person.id)
        return True
    if word is None and question.is_open and asks_back(text):
        taker = desk.directory.person(question.taken_by) if question.state is State.TAKEN else None
        await answers.taken(desk, question, taker or person, waits_for_asker=True)
        return True
    return False


def is_real_answer(kind: Kind, text: str, *, helper: bool) -> bool:
    """Whether another person's reply answers; a contact's words weigh more than a colleague's."""
    empty = sum(kind.probabilities.get(name, 0.0) for name in ("chatter", "greeting"))
    said = stated(text)
    if len(said.split()) < 2 and "http" not in said:
        return False
    if helper:
        return advises(text) or empty < 0.5
    return advises(text) and kind.probabilities.get("answer", 0.0) >= 0.3


async def me_too(desk: Desk, question: Question, person: Person) -> None:
    """Somebody has the same question: counted, not answered (DESIGN 5); the card tells it when it changes next."""
    await desk.tx.questions.note(question.number, "me_too", person.id, desk.now)


async def a_person_answered(desk: Desk, question: Question, person: Person, text: str) -> None:
    """The card asks whether the person's answer helped; an answer of the bot's stays above that line.

    Where the bot was unsure whether the desk was asked, it has said nothing in the channel, and goes on so.
    """
    if question.sensitive or question.unsure:
        await desk.tx.questions.note(question.number, "person_wrote", person.id, desk.now)
        return
    await answers.answered_by(desk, question, person, text)
