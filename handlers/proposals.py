"""An answer that people gave becomes a proposal for the FAQ: a contact fills it in, central looks at it; leaves saving entries to `entries`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from handlers.context import Desk, Refusal
from handlers.personal_data import warn_in_words
from handlers.places import must_be_central
from handlers.replies import proposals as say
from handlers.replies.buttons import object_of
from handlers.replies.entries import entry_form
from handlers.wordings import must_be_contact
from knowledge.conversation.event import ButtonPressed, FormFilled, MessageMarked
from knowledge.conversation.message import Form, Notice, Shown
from knowledge.faq.draft import draft, proposed
from knowledge.faq.entry import FaqEntry
from knowledge.faq.likeness import likeness
from knowledge.faq.verdict import Situation
from knowledge.support.directory import Person, Role
from knowledge.support.question import Question

LAST, OPEN = "proposals/last", "proposals/open"
"""The number of the newest proposal; the numbers of those that nobody has decided on."""
ALIKE = 0.4
"""How alike (`likeness`) a proposal must be to one of an entry's texts to be said so."""
_ASKS = 0.5


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What a contact proposes."""

    number: int
    values: dict[str, str]
    """`question`, `answer`, `category`, `area`."""
    by: str
    """Person id."""
    about: str = ""
    """`question/42`, or empty."""
    done_by: str = ""
    """Who made an entry of it."""

    @property
    def key(self) -> str:
        """Our own key of its message to central, and the name under which it is kept."""
        return f"proposal/{self.number}"


def from_message(desk: Desk, person: Person, event: MessageMarked, question: Question | None, *, answers: bool) -> Form:
    """”Föreslå som FAQ”: the form, filled with the question and the answer that people gave.

    `answers`: the marked message is somebody else's than the asker's.
    """
    must_be_contact(desk, person)
    if question is not None and question.sensitive:
        raise Refusal("sensitive")
    return _form(desk, person, _from_question(desk, question, event.text if answers else "")
                 if question else _from_text(desk, event.text), f"question/{question.number}" if question else "")  # fmt: skip


def from_card(desk: Desk, person: Person, question: Question) -> Form:
    """The button on the card of a taken or solved question: the same form."""
    must_be_contact(desk, person)
    if question.sensitive:
        raise Refusal("sensitive")
    return _form(desk, person, _from_question(desk, question, ""), f"question/{question.number}")


def _form(desk: Desk, person: Person, values: dict[str, str], about: str) -> Form:
    """Central writes the entry at once, others propose it."""
    voice = desk.voice_for(person)
    central = person.role is Role.CENTRAL
    return entry_form(voice, values, about) if central else say.proposal_form(voice, values, about)


def _from_question(desk: Desk, question: Question, marked: str) -> dict[str, str]:
    """What was asked, and what a person answered: the words that the desk kept, else the marked ones."""
    near = desk.index.entry(question.candidates[0]) if question.candidates else None
    chosen = desk.index.entry(question.standing_entry or "")
    answer = question.answer_text or marked or (chosen.answer if chosen else "")
    return {
        "question": proposed(question.text, 300),
        "answer": proposed(answer, 3000),
        "category": near.category if near else "",
        "area": question.area,
    }


def _from_text(desk: Desk, text: str) -> dict[str, str]:
    """A message that belongs to no question either asks or answers."""
    asks = desk.reader is not None and desk.reader.verdict(Situation(direct=True)).kind.is_question >= _ASKS
    return {"question": proposed(text, 300), "answer": ""} if asks else {"question": "", "answer": proposed(text, 3000)}


async def filled(desk: Desk, person: Person, event: FormFilled) -> Shown:
    """The form `faq_proposal` was sent: a central contact gets it, and its author is thanked."""
    must_be_contact(desk, person)
    voice = desk.voice_for(person)
    entry = draft(event.values, voice.language, set())
    problems = say.missing(entry, voice)
    if problems:
        form = say.proposal_form(voice, {}, event.about)
        return replace(form, problems=problems, values=dict(event.values))
    proposal = await _kept(desk, person, event, entry)
    reviewer = await _reviewer(desk, person, entry.area, event.who.platform)
    if reviewer is not None:
        theirs = desk.voice_for(reviewer)
        said = say.to_central(proposal.number, entry, theirs, theirs.name(person.id), _alike(desk, entry))
        await desk.tell(reviewer, proposal.key, said, event.who.platform)
    said = say.thanks(entry, voice, reviewer.id if reviewer else None)
    if event.found:
        masked = voice.say("personal_data.masked", found=warn_in_words(event.found, voice))
        said = replace(said, text=f"{said.text}\n{masked}")
    return Notice(message=said)


async def _kept(desk: Desk, person: Person, event: FormFilled, entry: FaqEntry) -> Proposal:
    await desk.tx.only_one("proposals")
    number = int(await desk.tx.desk.get(LAST) or 0) + 1
    values = {"question": entry.question, "answer": entry.answer, "category": entry.category, "area": entry.area}
    proposal = Proposal(number=number, values=values, by=person.id, about=event.about)
    await desk.tx.desk.set(LAST, number)
    await desk.tx.desk.set(OPEN, [*(await desk.tx.desk.get(OPEN) or ()), number])
    await _save(desk, proposal)
    return proposal


async def _save(desk: Desk, proposal: Proposal) -> None:
    kept = {"values": proposal.values, "by": proposal.by, "about": proposal.about, "done_by": proposal.done_by}
    await desk.tx.desk.set(proposal.key, kept)


async def _reviewer(desk: Desk, proposer: Person, area: str, platform: str) -> Person | None:
    """Who of the central contacts looks at it: of the right area and there, with the fewest questions."""
    routing = await desk.routing()
    central = [person for person in desk.directory.central() if person.accounts]
    others = [person for person in central if person.id != proposer.id] or central
    there = [person for person in others if routing.is_reachable(person, platform)] or others
    right = [person for person in there if area and area in person.areas] or there
    return min(right, key=lambda person: routing.load.open.get(person.id, 0), default=None)


def _alike(desk: Desk, entry: FaqEntry) -> list[FaqEntry]:
    """Entries that answer much the same, so that nobody writes it twice."""
    matches = desk.read(entry.question).verdict(Situation(direct=True)).matches
    near = [one for match in matches[:3] if (one := desk.index.entry(match.id))]
    alike = {
        one.id: max((likeness(entry.question, text, desk.index) for text in one.texts), default=0.0) for one in near
    }
    return [one for one in near if alike[one.id] >= ALIKE]


async def still_open(desk: Desk) -> list[Proposal]:
    """What nobody has decided on, oldest first."""
    found = [await get(desk, f"proposal/{number}") for number in await desk.tx.desk.get(OPEN) or ()]
    return [one for one in found if one]


async def get(desk: Desk, key: str) -> Proposal | None:
    """The proposal with that key."""
    number = key.removeprefix("proposal/")
    kept: dict[str, Any] | None = await desk.tx.desk.get(key) if key != number and number.isdecimal() else None
    return Proposal(number=int(number), **kept) if kept else None


async def pressed(desk: Desk, person: Person, event: ButtonPressed) -> Form:
    """A central contact looks at a proposal: the form for an entry, filled with it."""
    proposal = await to_decide(desk, person, f"proposal/{object_of(event.action)}")
    if proposal is None:
        raise Refusal("gone")
    return entry_form(desk.voice_for(person), proposal.values, proposal.key)


async def to_decide(desk: Desk, person: Person, about: str) -> Proposal | None:
    """The proposal that a form for an entry is about, if any. Raises Refusal when somebody has decided on it."""
    must_be_central(desk, person)
    proposal = await get(desk, about)
    if proposal is not None and proposal.done_by:
        raise Refusal("proposal_done", contact=desk.voice_for(person).name(proposal.done_by))
    return proposal


async def taken_up(desk: Desk, person: Person, proposal: Proposal, entry: FaqEntry) -> None:
    """It is an entry now: its author hears of it, and its message to central says so."""
    await _save(desk, replace(proposal, done_by=person.id))
    await desk.tx.desk.set(OPEN, [one for one in await desk.tx.desk.get(OPEN) or () if one != proposal.number])
    stands = await desk.tx.outbox.said(proposal.key)
    reader = desk.directory.person(stands.person) if stands else None
    if stands is not None:
        said = say.done(entry, desk.voice_for(reader), person.id)
        await desk.tx.outbox.say(stands.key, stands.address, said, person=stands.person)
    proposer = desk.directory.person(proposal.by)
    if proposer is not None and proposer.id != person.id:
        said = say.taken_up(entry, desk.voice_for(proposer))
        await desk.tell(proposer, f"{proposal.key}/told", said, stands.address.platform if stands else "")
