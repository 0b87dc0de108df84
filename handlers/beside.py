"""A message right after a question in the channel: is it a reply to it? Leaves replies in a thread to `threads`."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers.context import Desk
from handlers.outsiders import helps_here
from handlers.threads import a_person_answered, me_too, word_of_contact
from handlers.written import Written
from knowledge.conversation.advice import advises
from knowledge.conversation.fold import EDGE, fold
from knowledge.conversation.words import is_me_too
from knowledge.faq.verdict import Answer, Route, Suggest, Verdict
from knowledge.support.question import Question

LIKELY = 0.5
"""The least probability of being an answer for a message that stands beside the question, not in its thread."""
_ASKS_ANEW = Answer | Route | Suggest
RECENT = timedelta(minutes=30)
"""How long somebody's question may be meant when the person is addressed by name."""


async def replied(desk: Desk, what: Written) -> bool:
    """Whether it is a reply to a question in the channel; if so, it has been taken as one."""
    question = await _meant(desk, what)
    if question is None or not question.is_open or question.asker == what.person.id or desk.reader is None:
        return False
    if not await _is_reply(desk, question, what):
        return False
    await desk.tx.messages.update(what.event.ref, question=question.number)
    return True


async def _meant(desk: Desk, what: Written) -> Question | None:
    """The question of the one who is addressed by name, else that of the message just before."""
    named = _addressed(desk, what)
    if named is None:
        before = what.before
        return await desk.tx.questions.get(before.question) if before and before.question else None
    here = what.event.ref.channel
    theirs = await desk.tx.questions.where(asker=named, since=what.event.at - RECENT)
    return max((one for one in theirs if one.root.channel == here), key=lambda one: one.number, default=None)


def _addressed(desk: Desk, what: Written) -> str | None:
    """The id of the one person to whom the message is addressed: by a mention, or ”Anna, …”; "" for somebody else."""
    platform = what.event.ref.platform
    accounts = [account.id for account in what.event.mentions]
    if accounts:
        mentioned = (desk.directory.person_of(platform, account) for account in dict.fromkeys(accounts))
        found = [person.id for person in mentioned if person]
        return found[0] if len(found) == 1 else ""
    first, comma, _ = what.event.text.strip().lstrip("@").partition(",")
    name = fold(first.removeprefix("Hej ")).strip(EDGE)
    if not comma or not name or len(name.split()) > 2:
        return None
    found = [person.id for person in desk.directory.called(name)]
    return _nearest(what, found) if found else None


def _nearest(what: Written, found: list[str]) -> str:
    """Of several with that name, the one who wrote just before; else nobody can tell."""
    if what.before and what.before.author in found:
        return what.before.author
    return found[0] if len(found) == 1 else ""


async def _is_reply(desk: Desk, question: Question, what: Written) -> bool:
    event, person = what.event, what.person
    if is_me_too(event.text):
        await me_too(desk, question, person)
        return True
    if desk.reader is None:
        return False
    verdict = desk.reader.verdict(what.situation())
    own = isinstance(verdict.decision, _ASKS_ANEW)
    their_turn = person.id in {*question.holders, question.taken_by} or _addressed(desk, what) == question.asker
    theirs = their_turn and helps_here(question, person)
    if theirs and not own and await word_of_contact(desk, question, person, event.text):
        return True
    if not reads_as_answer(desk, what, verdict):
        return False
    await a_person_answered(desk, question, person, event.text)
    return True


def reads_as_answer(desk: Desk, what: Written, verdict: Verdict) -> bool:
    """Whether a message that stands beside a question says what to do, and asks nothing itself."""
    text = what.event.text
    if isinstance(verdict.decision, _ASKS_ANEW) or "?" in text or not advises(text) or desk.reader is None:
        return False
    kind = desk.reader.verdict(replace(what.situation(), in_thread=True)).kind
    likely = max(kind.probabilities.get("answer", 0), verdict.kind.probabilities.get("answer", 0))
    return likely >= LIKELY and verdict.kind.best != "announce"
