"""What people say in a place where the bot only watches: joined as ever, with the first human answer beside it; leaves keeping it to `shadow`."""

from __future__ import annotations

from dataclasses import replace

from handlers.beside import reads_as_answer
from handlers.bursts import surer
from handlers.context import Desk
from handlers.shadow import noted
from handlers.threads import is_real_answer
from handlers.written import Written, is_whole_question, stands_alone
from knowledge.conversation.event import MessageRef
from knowledge.conversation.words import asker_says, asks_back, contact_says, is_me_too
from knowledge.faq.verdict import Verdict
from knowledge.support.directory import Person
from knowledge.support.sensitive import sensitive
from storage.shadow import Watched

_NO_QUESTION = frozenset({"silent", "sensitive"})
"""Decisions after which nobody waits for an answer that may be kept."""


async def added(desk: Desk, what: Written, verdict: Verdict) -> bool:
    """Whether the author goes on with the question just before, which is then judged with it (as in `bursts.added`)."""
    before = what.before
    asked = await desk.tx.shadow.get(before.ref) if before and before.author == what.person.id else None
    if asked is None or asked.decision in _NO_QUESTION or asked.answer or desk.reader is None:
        return False
    late = what.event.at - asked.at > desk.policy.join
    of_its_own = stands_alone(verdict, what.event) or is_whole_question(what.event.text)
    if late or of_its_own or verdict.kind.best in {"chatter", "announce"}:
        return False
    joined = surer(verdict, desk.reader.verdict(what.situation(), asked.text))
    text = asked.text if what.event.text in asked.text else f"{asked.text}\n{what.event.text}"
    await noted(desk, asked.ref, text, what.place, joined, (what.event.ref,))
    return True


async def answered_beside(desk: Desk, what: Written) -> bool:
    """Whether it answers the message just before it in the channel."""
    before = what.before
    asked = await _waiting(desk, before.ref, what.person) if before else None
    if asked is None or desk.reader is None or not reads_as_answer(desk, what, desk.reader.verdict(what.situation())):
        return False
    await _keep(desk, asked, what)
    return True


async def replied(desk: Desk, what: Written) -> None:
    """Somebody wrote in a thread: the first real answer of another person is kept."""
    ref = what.event.ref
    asked = await _waiting(desk, replace(ref, id=ref.root, thread=None), what.person)
    if asked is None or desk.reader is None:
        return
    text = what.event.text
    said = asker_says(text)
    talk = contact_says(text) or asks_back(text) or is_me_too(text) or (said is not None and said.action == "thanks")
    kind = desk.reader.verdict(replace(what.situation(), context=what.situation().context or asked.text)).kind
    if not talk and is_real_answer(kind, text, helper=what.person.is_contact):
        await _keep(desk, asked, what)


async def _waiting(desk: Desk, ref: MessageRef, person: Person) -> Watched | None:
    """The question of somebody else that stands there and that nobody has answered."""
    asked = await desk.tx.shadow.get(ref)
    stored = await desk.tx.messages.get(ref)
    if asked is None or stored is None or stored.author == person.id:
        return None
    return None if asked.answer or asked.decision in _NO_QUESTION else asked


async def _keep(desk: Desk, asked: Watched, what: Written) -> None:
    """The words and the role; who it was is not kept, nor what is sensitive."""
    if sensitive(what.event.text):
        return
    answer = replace(
        asked,
        answer=what.event.text[:2000],
        answer_role=what.person.role.value,
        answer_message=what.event.ref.id,
        answered_at=what.event.at,
    )
    await desk.tx.shadow.answered(asked.ref, answer)
