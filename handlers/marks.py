"""Somebody says of a message what is to become of it, from its own menu; leaves proposals to `proposals` and the moves to the others."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from handlers import answers, bursts, learning, meeting_points, personal_data, presses, proposal_drafts
from handlers.asking import Asked, asked, decide, privately, routed
from handlers.context import Desk, Refusal
from handlers.linking import unlink
from handlers.newcomers import person_of, refusal_of
from handlers.outsiders import must_belong
from handlers.posting import support_place
from handlers.reactions import question_at
from handlers.replies import marks as say
from handlers.replies.buttons import helps
from handlers.shadow import is_shadow
from handlers.waiting import may_see
from knowledge.conversation.clean import is_empty
from knowledge.conversation.event import MessageMarked
from knowledge.conversation.message import Notice, Shown
from knowledge.faq.verdict import Route, Silent, Situation, Verdict
from knowledge.support.directory import Person, Place, PlaceKind
from knowledge.support.question import Question, State, undone
from storage.messages import StoredMessage

PROPOSE = "propose_faq"
"""The mark that only opens a form."""


@dataclass(frozen=True, kw_only=True)
class Marked:
    """A marked message with all that is known about it."""

    event: MessageMarked
    person: Person
    """Who marked it."""
    place: Place | None
    stored: StoredMessage | None
    ours: bool
    """Whether it is a message of the bot's."""
    about: Question | None
    """The question in whose thread it stands."""

    @property
    def question(self) -> Question | None:
        """The question that it is, or that our card is about; a colleague's reply is none of it."""
        by = self.stored.author if self.stored else None
        return self.about if self.about and (self.ours or by == self.about.asker) else None


async def marked(desk: Desk, event: MessageMarked) -> Shown | None:
    """Do what the mark says. Raises Refusal."""
    if event.who.is_bot:
        return None
    what = await _found(desk, event)
    must_belong(desk, what.person)
    if event.mark == PROPOSE:
        return await proposal_drafts.from_message(desk, what.person, event, what.about, answers=what.question is None)
    if event.mark not in _MARKS:
        raise Refusal("gone")
    return await _MARKS[event.mark](desk, what)


async def _found(desk: Desk, event: MessageMarked) -> Marked:
    ref = event.ref
    stored = await desk.tx.messages.get(ref)
    if stored is not None and stored.deleted:
        raise Refusal("gone")
    return Marked(
        event=event,
        person=await person_of(desk, event.who),
        place=desk.directory.place_of(ref.platform, ref.channel),
        stored=stored,
        ours=await desk.tx.outbox.by_remote(ref.platform, ref.channel, ref.id) is not None,
        about=await question_at(desk, ref),
    )


async def _is_question(desk: Desk, what: Marked) -> Shown:
    """”Detta är en fråga”: it becomes one, or it is told how it stands."""
    question = what.question
    if question is None:
        question = await _becomes(desk, what, to_people=False)
    elif question.unsure or question.state is State.DROPPED:
        await _may(desk, what, question)
        question = await _after_all(desk, what, question)
    else:
        return _as_it_stands(desk, what, question)
    await _taught(desk, question, what.person)
    return Notice(message=say.is_one(desk.voice_for(what.person), question))


async def _taught(desk: Desk, question: Question, person: Person) -> None:
    """Kept as an example of what asks the desk; of what is sensitive nothing is."""
    if not question.sensitive:
        await learning.said(desk, question, None, "is_question", person.id)


def _as_it_stands(desk: Desk, what: Marked, question: Question) -> Notice:
    """It is one already; nothing is told of what the person may not see."""
    if not may_see(question, what.person):
        raise Refusal("gone")
    return Notice(message=say.already(desk.voice_for(what.person), question))


async def _after_all(desk: Desk, what: Marked, question: Question) -> Question:
    """The bot was not sure of it, or it had been let go: now it is judged as what it is."""
    await desk.tx.questions.note(question.number, f"pressed:{what.event.mark}", what.person.id, desk.now)
    if question.state is State.DROPPED:
        _must_stand(what, question)
        if not question.unsure:
            return await answers.restored(desk, question, what.person.id)
        question = undone(question)
    await desk.tx.outbox.withdraw(question.key("notice"))
    verdict = _verdict(desk, what, question.text, desk.directory.person(question.asker))
    return await decide(desk, question, verdict.decision)


def _must_stand(what: Marked, question: Question) -> None:
    """What its author took away is gone; what its author let go, only the author brings back."""
    let_go = question.how == "withdrawn" and question.asker != what.person.id
    if question.how == "deleted" or let_go:
        raise Refusal("gone")


async def _to_contact(desk: Desk, what: Marked) -> Shown | None:
    """”Skicka till kontakt”: a person gets it, now."""
    question = what.question
    if question is None:
        question = await _becomes(desk, what, to_people=True)
        await _taught(desk, question, what.person)
        return Notice(message=say.sent(desk.voice_for(what.person), question))
    await _may(desk, what, question)
    if question.state in {State.SOLVED, State.EXPIRED}:
        return await presses.press(desk, question, what.person, "reopen")
    if question.sensitive and what.person.id == question.asker and question.state is State.WAITING:
        return await presses.press(desk, question, what.person, "ask_human")
    if question.has_person and not question.follows:
        return Notice(message=say.has_it(desk.voice_for(what.person), question))
    await desk.tx.questions.note(question.number, f"pressed:{what.event.mark}", what.person.id, desk.now)
    question = await _to_people(desk, what, question)
    return Notice(message=say.sent(desk.voice_for(what.person), question))


async def _to_people(desk: Desk, what: Marked, question: Question) -> Question:
    if question.state is State.DROPPED:
        _must_stand(what, question)
        await learning.undone(desk, question)
        question = undone(question)
    if question.root.is_direct:
        return await privately(desk, question)
    return await routed(desk, await unlink(desk, question))


async def _not_a_question(desk: Desk, what: Marked) -> Shown | None:
    """”Detta är ingen fråga”: its card goes; where there is none, nothing is to be done, and nothing is learned."""
    question = what.question
    if not what.person.is_contact and not (question and helps(question, what.person)):
        voice = desk.voice_for(what.person)
        raise Refusal("contacts_only.central", contacts=voice.names(p.id for p in desk.directory.central()))
    if question is None or question.state is State.DROPPED:
        return Notice(message=say.is_none(desk.voice_for(what.person)))
    return await presses.press(desk, question, what.person, "not_a_question")


async def _becomes(desk: Desk, what: Marked, *, to_people: bool) -> Question:
    """A message that was none becomes a question of its author's, where it stands."""
    author = await _author(desk, what)
    await _may(desk, what, None, author)
    await _must_be_asked_here(desk, what)
    event = what.event
    if what.stored is None:
        await desk.tx.inbox.is_new_message(event.ref)
        await desk.tx.messages.remember(event.ref, author.id, event.at, event.text)
        if event.found:
            await personal_data.warn(desk, author, event.ref, event.found, what.place, asks=True)
    parts = await bursts.taken_out(desk, event.ref, author.accounts.get(event.ref.platform, ""))
    text = "\n".join(part.text for part in parts) or event.text
    verdict = _verdict(desk, what, text, author)
    verdict = replace(verdict, decision=Route()) if to_people else verdict
    also = tuple(part.ref for part in parts if part.ref.id != event.ref.id)
    question = await asked(desk, Asked(person=author, ref=event.ref, text=text, place=what.place, verdict=verdict,
                                       also=also, to_people=to_people))  # fmt: skip
    if question is None:
        raise Refusal("gone")
    return question


async def _author(desk: Desk, what: Marked) -> Person:
    """Who wrote the message. Raises Refusal when nobody can say, or when it is a machine's or a guest's."""
    account = what.event.author
    if what.ours or (account is not None and account.is_bot):
        raise Refusal("mark_bot")
    if account is not None and refusal_of(desk, account):
        raise Refusal("mark_guest")
    author = desk.directory.person(what.stored.author) if what.stored else None
    if author is None and account is not None:
        author = await person_of(desk, account)
    if author is None:
        raise Refusal("mark_bot")
    return author


async def _may(desk: Desk, what: Marked, question: Question | None, author: Person | None = None) -> None:
    """Its author may, and whoever helps. Raises Refusal for others."""
    whose = question.asker if question else author.id if author else ""
    if what.person.id == whose or what.person.is_contact or (question and helps(question, what.person)):
        return
    voice = desk.voice_for(what.person)
    raise Refusal("author_or_contact", contacts=voice.names(p.id for p in _contacts(desk, what.person)))


def _contacts(desk: Desk, person: Person) -> tuple[Person, ...]:
    """The contacts of the person's school, else the central ones."""
    local = desk.directory.contacts_of(person.schools[0]) if person.schools else ()
    return local or desk.directory.central()


async def _must_be_asked_here(desk: Desk, what: Marked) -> None:
    """Raises Refusal where the desk takes no questions."""
    event, voice = what.event, desk.voice_for(what.person)
    if is_empty(event.text):
        raise Refusal("mark_empty")
    if event.ref.is_direct:
        return
    if what.place is None or what.place.kind is not PlaceKind.SUPPORT:
        place = support_place(desk, event.ref.platform)
        raise Refusal("mark_place", place=voice.place(place.id if place else None))
    if is_shadow(desk, what.place):
        raise Refusal("shadow", place=voice.place(what.place.id))


def _verdict(desk: Desk, what: Marked, text: str, author: Person | None = None) -> Verdict:
    """The message judged as one that is written to the desk; never silence, since somebody says that it asks."""
    reader = desk.reader if desk.reader and text == what.event.text else desk.read(text)
    role = author.role.value if author else "teacher"
    verdict = reader.verdict(Situation(direct=True, role=role))
    return replace(verdict, decision=Route()) if isinstance(verdict.decision, Silent) else verdict


async def _bring_up(desk: Desk, what: Marked) -> Shown:
    """”Ta upp på mötet”: anybody may."""
    is_it = what.question is not None
    return await meeting_points.marked(desk, what.person, what.event, what.place, what.about, is_it=is_it)


_MARKS: dict[str, Callable[[Desk, Marked], Awaitable[Shown | None]]] = {
    "is_question": _is_question, "to_contact": _to_contact, "not_a_question": _not_a_question,
    "bring_up": _bring_up,
}  # fmt: skip
"""Mark -> what it does; `propose_faq` only opens a form."""
