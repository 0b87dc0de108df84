"""Instead of an entry of its own a question's words may find one that there is; leaves learning itself to `learning`."""

from __future__ import annotations

from handlers import learning
from handlers.context import Desk, Refusal
from handlers.proposal_drafts import nearest
from handlers.replies.private import words
from handlers.replies.wordings import contested
from knowledge.conversation.clean import excerpt
from knowledge.conversation.event import FormFilled
from knowledge.conversation.message import Message, Notice, escape
from knowledge.faq.editing import About
from knowledge.faq.entry import FaqEntry
from knowledge.faq.wordings import HEARD, Standing
from knowledge.support.directory import Person
from knowledge.support.question import Question


async def offered(desk: Desk, about: str) -> list[FaqEntry]:
    """The entries that a form about that question offers instead of a new one."""
    text = asked(await question_of(desk, about))
    return nearest(desk, text) if text else []


def wanted(desk: Desk, event: FormFilled, about: About) -> str:
    """The entry to which the question's words are to be added, if that was chosen instead of an entry of its own."""
    chosen = str(event.values.get("same") or "")
    return chosen if about.question and desk.index.entry(chosen) else ""


async def as_wording_of_form(desk: Desk, person: Person, event: FormFilled, about: About) -> Notice | None:
    """A central contact chose in the form that an entry answers it already; None when not."""
    chosen = wanted(desk, event, about)
    if not chosen:
        return None
    return Notice(message=(await added(desk, person, about.question, chosen))[0])


async def added(desk: Desk, person: Person, about: str, entry_id: str) -> tuple[Message, bool]:
    """The question's words find that entry from now on; gives whether they do. Raises Refusal when there are none any more."""
    question, entry = await question_of(desk, about), await desk.entry(entry_id)
    if question is None or entry is None or not question.shared_text:
        raise Refusal("wording_gone")
    wording = await learning.learn(desk, question, entry_id, HEARD, person.id)
    voice = desk.voice_for(person)
    if wording is not None and wording.state is Standing.CONTESTED:
        return contested(wording, voice, desk.index.entry), False
    text = escape(excerpt(wording.text if wording else question.shared_text))
    return words(voice, "command", "wording.moved", text=text, entry=escape(entry.title)), True


async def question_of(desk: Desk, key: str) -> Question | None:
    """The question with that key."""
    number = key.removeprefix("question/")
    return await desk.tx.questions.get(int(number)) if number != key and number.isdecimal() else None


def asked(question: Question | None) -> str:
    """Its words, where others may see them."""
    return question.shared_text if question else ""
