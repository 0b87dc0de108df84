"""A central contact writes an entry, and is offered what people have asked in their own words; leaves looks to `replies/entries`."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers import proposals
from handlers.context import Desk
from handlers.personal_data import warn_in_words
from handlers.places import must_be_central
from handlers.replies import entries as say
from knowledge.conversation.event import FormFilled
from knowledge.conversation.message import Form, Notice, Shown
from knowledge.faq.draft import draft
from knowledge.faq.entry import FaqEntry
from knowledge.faq.likeness import likeness, most_alike
from knowledge.faq.text import normal
from knowledge.faq.wordings import taught
from knowledge.support.directory import Person
from knowledge.support.question import Question, State

HEARD_FOR = timedelta(days=90)
MOST_HEARD = 6
"""How many heard questions are offered for a new entry."""
ALIKE = 0.4
"""How alike (`likeness`) a question must be to one of the entry's texts to be offered; a person decides, so it may be low."""


def form(desk: Desk, person: Person) -> Form:
    """The form `faq_entry`, for central contacts."""
    must_be_central(desk, person)
    return say.entry_form(desk.voice_for(person))


async def filled(desk: Desk, person: Person, event: FormFilled) -> Shown:
    """The entry is used from now on; whoever wrote it hears how people have asked."""
    must_be_central(desk, person)
    voice = desk.voice_for(person)
    proposal = await proposals.to_decide(desk, person, event.about)
    entry = draft(event.values, voice.language, await desk.tx.faq.ids())
    problems = await _problems(desk, entry, person)
    if problems:
        return replace(form(desk, person), about=event.about, problems=problems, values=dict(event.values))
    await desk.tx.faq.put(entry, person.id, desk.now)
    if proposal is not None:
        await proposals.taken_up(desk, person, proposal, entry)
    said = say.saved(entry, await heard(desk, entry), voice)
    if event.found:
        masked = voice.say("personal_data.masked", found=warn_in_words(event.found, voice))
        said = replace(said, text=f"{said.text}\n{masked}")
    return Notice(message=said)


async def _problems(desk: Desk, entry: FaqEntry, person: Person) -> dict[str, str]:
    """What is missing, and ways of asking that another entry has already."""
    voice = desk.voice_for(person)
    needed = {"question": voice.say("field.entry_question"), "answer": voice.say("field.entry_answer")}
    problems = {
        name: voice.say("form.required", field=label) for name, label in needed.items() if not getattr(entry, name)
    }
    for name, texts in (("question", (entry.question,)), ("ways", entry.alternatives)):
        for text in filter(None, texts):
            owner = _owner(desk, text)
            if owner and name not in problems:
                problems[name] = voice.say("entry.taken", text=text, question=owner.title)
    return problems


def _owner(desk: Desk, text: str) -> FaqEntry | None:
    numbers = desk.index.owners_of(text)
    return desk.index.entries[numbers[0]] if numbers else None


async def heard(desk: Desk, entry: FaqEntry) -> list[Question]:
    """Questions of the last months that no entry answered and that ask much the same, likest first, each wording once."""
    asked = await desk.tx.questions.shared(desk.now - HEARD_FOR)
    found: dict[int, float] = {}
    for text in entry.texts:
        for number in most_alike(text, asked, desk.index):
            found[number] = max(found.get(number, 0.0), likeness(text, asked[number], desk.index))
    near = sorted(
        (number for number, alike in found.items() if alike >= ALIKE), key=lambda number: (-found[number], number)
    )
    known = {normal(text) for text in entry.texts}
    kept: list[Question] = []
    for number in near:
        question = await desk.tx.questions.get(number)
        words = taught(asked[number], desk.index.weights.words.frames)
        if question and words and _wants_an_answer(question) and words.form not in known:
            known.add(words.form)
            kept.append(question)
    return kept[:MOST_HEARD]


def _wants_an_answer(question: Question) -> bool:
    """Whether no entry answers it, and it is a question."""
    return question.standing_entry is None and question.state is not State.DROPPED
