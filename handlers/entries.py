"""A central contact writes or changes an entry, and is offered what people have asked in their own words; leaves looks to `replies/entries`."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers import corrections, entry_problems, proposals, proposed_wordings, shared_work
from handlers.context import Desk, Refusal
from handlers.places import must_be_central
from handlers.proposal_drafts import categories
from handlers.replies import entries as say
from handlers.replies import entry_form as form_says
from knowledge.conversation.event import FormFilled
from knowledge.conversation.message import Form, Message, Notice, Shown
from knowledge.conversation.personal_data import details
from knowledge.faq.draft import draft
from knowledge.faq.editing import About, edited, months_later, values_of
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
    """The form `faq_entry` for a new entry, for central contacts."""
    must_be_central(desk, person)
    return form_says.new_entry(desk.voice_for(person))


async def change_form(desk: Desk, person: Person, entry: FaqEntry, proposal: str = "") -> Form:
    """The same, filled with an entry that there is; it remembers which version its author has before their eyes."""
    must_be_central(desk, person)
    newest = await desk.tx.faq.newest(entry.id)
    about = About(entry=entry.id, version=newest.id if newest else 0, proposal=proposal)
    return form_says.change_entry(desk.voice_for(person), values_of(entry), about.written, person.id)


async def filled(desk: Desk, person: Person, event: FormFilled) -> Shown:
    """The entry is used from now on; whoever wrote it hears how people have asked, or how many had the old answer."""
    must_be_central(desk, person)
    return await saved(desk, person, event)


async def saved(desk: Desk, person: Person, event: FormFilled) -> Shown:
    """Save what stands in the form, or give it back with what is wrong."""
    about = About.read(event.about)
    proposal = await proposals.to_decide(desk, person, about.proposal)
    if proposal is None and (other := await proposed_wordings.as_wording_of_form(desk, person, event, about)):
        return other
    before = await _before(desk, about)
    if before is not None and (between := await shared_work.changed_meanwhile(desk, person, event, about, before)):
        return between
    voice = desk.voice_for(person)
    entry = edited(before, event.values) if before else draft(event.values, voice.language, await desk.tx.faq.ids())
    problems = entry_problems.problems(desk, entry, person, event, before)
    if problems:
        return await _again(desk, person, event, about, problems)
    if not about.sure and (new := _new_details(entry, before)):
        asks = {"answer": voice.say("entry.contact_details", found=", ".join(new))}
        return await _again(desk, person, event, replace(about, sure=True), asks)
    entry = looked_after(desk, entry, person)
    await desk.tx.faq.put(entry, person.id, desk.now)
    if proposal is not None:
        await proposals.taken_up(desk, person, proposal, entry)
    return Notice(message=await _said(desk, person, entry, before))


async def _before(desk: Desk, about: About) -> FaqEntry | None:
    """The entry that is changed, as it stands now; None for a new one. Raises Refusal when it is no longer used."""
    if not about.entry:
        return None
    entry = await desk.entry(about.entry)
    if entry is None:
        raise Refusal("entry_gone")
    return entry


async def _again(desk: Desk, person: Person, event: FormFilled, about: About, problems: dict[str, str]) -> Form:
    """The form once more, with what was written and what is wrong."""
    voice = desk.voice_for(person)
    if about.entry:
        empty = form_says.change_entry(voice, {}, "", person.id)
    else:
        near, known = await proposed_wordings.offered(desk, about.question), categories(desk)
        empty = form_says.new_entry(voice, {}, "", near, known)
    return replace(empty, about=about.written, problems=problems, values=dict(event.values))


async def _said(desk: Desk, person: Person, entry: FaqEntry, before: FaqEntry | None) -> Message:
    if before is None:
        return say.saved(entry, await heard(desk, entry), desk.voice_for(person))
    return await said_of_change(desk, person, entry, before)


async def said_of_change(desk: Desk, person: Person, entry: FaqEntry, before: FaqEntry) -> Message:
    """It is changed; and how many had the old answer, when it says something else now."""
    version = await desk.tx.faq.newest(entry.id)
    had = await corrections.who_had(desk, entry.id, desk.now) if corrections.is_new_advice(before, entry) else []
    return say.changed(entry, len(had), version.id if version else 0, desk.voice_for(person))


def looked_after(desk: Desk, entry: FaqEntry, person: Person) -> FaqEntry:
    """Somebody owns it, and a day is set on which it is looked at again; who saves one that was due has looked at it."""
    today, day = desk.voice().today, entry.review_by
    if desk.policy.review_months and (day is None or day <= today):
        day = months_later(today, desk.policy.review_months)
    return replace(entry, owner=entry.owner or person.id, review_by=day)


def _new_details(entry: FaqEntry, before: FaqEntry | None) -> list[str]:
    """Phone numbers and addresses that were not there before: they will be read by everybody."""
    known = set(details(_read_by_all(before))) if before else set()
    return [one for one in details(_read_by_all(entry)) if one not in known]


def _read_by_all(entry: FaqEntry) -> str:
    return "\n".join((entry.answer, entry.local, entry.guardian_sv, entry.guardian_en))


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
