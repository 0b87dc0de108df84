"""The form for a proposal or an entry, filled with what was asked and what a person answered; leaves what is sent to `proposals`."""

from __future__ import annotations

from collections import Counter

from handlers.context import Desk, Refusal
from handlers.replies.entry_form import new_entry
from handlers.replies.proposals import proposal_form
from handlers.vendor_cases import names_around
from handlers.wordings import must_be_contact
from knowledge.conversation.event import MessageMarked
from knowledge.conversation.exposed import without
from knowledge.conversation.message import Form
from knowledge.faq.draft import proposed
from knowledge.faq.editing import About, values_of
from knowledge.faq.entry import FaqEntry
from knowledge.faq.verdict import Situation
from knowledge.support.directory import Person, Role
from knowledge.support.question import Question

_ASKS = 0.5


async def from_message(
    desk: Desk, person: Person, event: MessageMarked, question: Question | None, *, answers: bool
) -> Form:
    """”Föreslå som FAQ”: the form, filled with the question and the answer that people gave.

    `answers`: the marked message is somebody else's than the asker's.
    """
    must_be_contact(desk, person)
    if question is not None and question.sensitive:
        raise Refusal("sensitive")
    if question is None:
        return _form(desk, person, _from_text(desk, event.text), "")
    values = await _from_question(desk, question, event.text if answers else "")
    return _form(desk, person, values, f"question/{question.number}")


async def from_card(desk: Desk, person: Person, question: Question) -> Form:
    """The button on the card of a taken or solved question: the same form."""
    must_be_contact(desk, person)
    if question.sensitive:
        raise Refusal("sensitive")
    return _form(desk, person, await _from_question(desk, question, ""), f"question/{question.number}")


def _form(desk: Desk, person: Person, values: dict[str, str], about: str) -> Form:
    """Central writes the entry at once, others propose it; the nearest entries are offered instead of a new one."""
    voice = desk.voice_for(person)
    near = nearest(desk, values["question"]) if about and values["question"] else []
    known = categories(desk)
    if person.role is Role.CENTRAL:
        return new_entry(voice, values, about, near, known)
    return proposal_form(voice, values, about, near, known)


async def change_form(desk: Desk, person: Person, entry: FaqEntry) -> Form:
    """A local contact would change an entry: the same form, filled with it."""
    must_be_contact(desk, person)
    newest = await desk.tx.faq.newest(entry.id)
    about = About(entry=entry.id, version=newest.id if newest else 0)
    return proposal_form(desk.voice_for(person), values_of(entry), about.written, (), categories(desk))


def nearest(desk: Desk, text: str) -> list[FaqEntry]:
    """The three entries that are nearest to a question, best first."""
    matches = desk.read(text).verdict(Situation(direct=True)).matches
    return [one for match in matches[:3] if (one := desk.index.entry(match.id))]


def categories(desk: Desk) -> list[str]:
    """The categories in use, commonest first."""
    return [name for name, _ in Counter(one.category for one in desk.index.entries if one.category).most_common(12)]


async def _from_question(desk: Desk, question: Question, marked: str) -> dict[str, str]:
    """What was asked, and what a person answered: the words that the desk kept, else the marked ones."""
    near = desk.index.entry(question.candidates[0]) if question.candidates else None
    chosen = desk.index.entry(question.standing_entry or "")
    answer = question.answer_text or marked or (chosen.answer if chosen else "")
    names, instead = await names_around(desk, [question]), desk.voice(question.language).say("word.a_colleague")
    return {
        "question": without(proposed(question.text, 300), names, instead),
        "answer": without(proposed(answer, 3000), names, instead),
        "category": near.category if near else "",
        "area": question.area,
    }


def _from_text(desk: Desk, text: str) -> dict[str, str]:
    """A message that belongs to no question either asks or answers."""
    asks = desk.reader is not None and desk.reader.verdict(Situation(direct=True)).kind.is_question >= _ASKS
    return {"question": proposed(text, 300), "answer": ""} if asks else {"question": "", "answer": proposed(text, 3000)}
