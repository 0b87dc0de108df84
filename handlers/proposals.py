"""An answer that people gave becomes a proposal for the FAQ: a contact fills it in; leaves deciding to `proposal_decisions`, saving to `entries`."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, replace
from typing import Any

from handlers import learning
from handlers.context import Desk, Refusal
from handlers.entry_problems import masked_problems
from handlers.places import must_be_central
from handlers.replies import proposals as say
from handlers.replies.entry_form import new_entry
from handlers.replies.private import words
from handlers.replies.wordings import contested
from handlers.wordings import must_be_contact
from knowledge.conversation.clean import excerpt
from knowledge.conversation.event import FormFilled, MessageMarked
from knowledge.conversation.message import Form, Message, Notice, Shown, escape
from knowledge.faq.draft import draft, proposed, without_names
from knowledge.faq.editing import About, edited, values_of
from knowledge.faq.entry import FaqEntry
from knowledge.faq.verdict import Situation
from knowledge.faq.wordings import HEARD, Standing
from knowledge.support.directory import Person, Role
from knowledge.support.question import Question, State

LAST, OPEN = "proposals/last", "proposals/open"
"""The number of the newest proposal; the numbers of those that nobody has decided on."""
_ASKS = 0.5


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What a contact proposes."""

    number: int
    values: dict[str, str]
    """`question`, `answer`, `category`, `area`."""
    entry: str = ""
    """The entry that it would change or add words to; empty = a new one."""
    wording: bool = False
    """Whether it only adds the question's words to that entry."""
    by: str
    """Person id."""
    about: str = ""
    """`question/42`, or empty."""
    done_by: str = ""
    """Who decided on it."""

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
    """Central writes the entry at once, others propose it; the nearest entries are offered instead of a new one."""
    voice = desk.voice_for(person)
    near = nearest(desk, values["question"]) if about and values["question"] else []
    known = categories(desk)
    if person.role is Role.CENTRAL:
        return new_entry(voice, values, about, near, known)
    return say.proposal_form(voice, values, about, near, known)


def change_form(desk: Desk, person: Person, entry: FaqEntry) -> Form:
    """A local contact would change an entry: the same form, filled with it."""
    must_be_contact(desk, person)
    return say.proposal_form(
        desk.voice_for(person), values_of(entry), About(entry=entry.id).written, (), categories(desk)
    )


def nearest(desk: Desk, text: str) -> list[FaqEntry]:
    """The three entries that are nearest to a question, best first."""
    matches = desk.read(text).verdict(Situation(direct=True)).matches
    return [one for match in matches[:3] if (one := desk.index.entry(match.id))]


def categories(desk: Desk) -> list[str]:
    """The categories in use, commonest first."""
    return [name for name, _ in Counter(one.category for one in desk.index.entries if one.category).most_common(12)]


def _from_question(desk: Desk, question: Question, marked: str) -> dict[str, str]:
    """What was asked, and what a person answered: the words that the desk kept, else the marked ones."""
    near = desk.index.entry(question.candidates[0]) if question.candidates else None
    chosen = desk.index.entry(question.standing_entry or "")
    answer = question.answer_text or marked or (chosen.answer if chosen else "")
    names = _names(desk, question)
    return {
        "question": without_names(proposed(question.text, 300), names),
        "answer": without_names(proposed(answer, 3000), names),
        "category": near.category if near else "",
        "area": question.area,
    }


def _names(desk: Desk, question: Question) -> list[tuple[str, str]]:
    """Whose names have no place in an entry -> what stands there instead: those who had to do with it, and other contacts in full."""
    voice = desk.voice(question.language)
    near = {
        question.asker,
        question.answered_by,
        question.taken_by,
        question.solved_by,
        *question.asked,
        *question.holders,
    }
    people = [one for one in desk.directory.people if one.id in near or one.is_contact]
    words = {True: voice.say("word.your_contact"), False: voice.say("word.a_colleague")}
    return [(one.name, words[one.is_contact]) for one in people]


def _from_text(desk: Desk, text: str) -> dict[str, str]:
    """A message that belongs to no question either asks or answers."""
    asks = desk.reader is not None and desk.reader.verdict(Situation(direct=True)).kind.is_question >= _ASKS
    return {"question": proposed(text, 300), "answer": ""} if asks else {"question": "", "answer": proposed(text, 3000)}


async def filled(desk: Desk, person: Person, event: FormFilled) -> Shown:
    """The form `faq_proposal` was sent: a central contact gets it, and its author is thanked."""
    must_be_contact(desk, person)
    voice, about = desk.voice_for(person), About.read(event.about)
    wording = _wanted_wording(desk, event, about)
    before = await desk.entry(about.entry or wording) if about.entry or wording else None
    entry = edited(before, event.values) if before and not wording else draft(event.values, voice.language, set())
    problems = {} if wording else {**say.missing(entry, voice), **masked_problems(desk, person, event)}
    if problems:
        form = say.proposal_form(voice, {}, event.about, await offered(desk, about.question), categories(desk))
        return replace(form, problems=problems, values=dict(event.values))
    values = {name: getattr(entry, name) for name in ("question", "answer", "category", "area")}
    if wording:
        values["question"] = str(event.values.get("question") or "") or _asked(await _question(desk, about.question))
    proposal = await _kept(desk, Proposal(number=0, values=values, by=person.id, about=about.question,
                                          entry=about.entry or wording, wording=bool(wording)))  # fmt: skip
    reviewer = await _reviewer(desk, person, entry.area, event.who.platform)
    if reviewer is not None:
        await _tell(desk, reviewer, proposal, event.who.platform)
    return Notice(message=say.thanks(values["question"], voice, reviewer.id if reviewer else None))


async def offered(desk: Desk, about: str) -> list[FaqEntry]:
    """The entries that a form about that question offers instead of a new one."""
    asked = _asked(await _question(desk, about))
    return nearest(desk, asked) if asked else []


def _wanted_wording(desk: Desk, event: FormFilled, about: About) -> str:
    """The entry to which the question's words are to be added, if that was chosen instead of an entry of its own."""
    chosen = str(event.values.get("same") or "")
    return chosen if about.question and desk.index.entry(chosen) else ""


async def as_wording_of_form(desk: Desk, person: Person, event: FormFilled, about: About) -> Notice | None:
    """A central contact chose in the form that an entry answers it already; None when not."""
    chosen = _wanted_wording(desk, event, about)
    if not chosen:
        return None
    return Notice(message=await added(desk, person, about.question, chosen))


async def added(desk: Desk, person: Person, about: str, entry_id: str) -> Message:
    """The question's words find that entry from now on. Raises Refusal when there are no such words any more."""
    question, entry = await _question(desk, about), await desk.entry(entry_id)
    if question is None or entry is None or not question.shared_text:
        raise Refusal("wording_gone")
    wording = await learning.learn(desk, question, entry_id, HEARD, person.id)
    if wording is None:
        raise Refusal("wording_done")
    if wording.state is Standing.CONTESTED:
        return contested(wording, desk.voice_for(person), desk.index.entry)
    voice = desk.voice_for(person)
    return words(voice, "command", "wording.moved", text=escape(excerpt(wording.text)), entry=escape(entry.title))


async def _question(desk: Desk, key: str) -> Question | None:
    number = key.removeprefix("question/")
    return await desk.tx.questions.get(int(number)) if number != key and number.isdecimal() else None


def _asked(question: Question | None) -> str:
    return question.shared_text if question else ""


async def _tell(desk: Desk, reviewer: Person, proposal: Proposal, platform: str) -> None:
    await desk.tell(reviewer, proposal.key, await to_look_at(desk, proposal, reviewer), platform)


async def to_look_at(desk: Desk, proposal: Proposal, reader: Person) -> Message:
    """The proposal as a central contact sees it: what it says, what is like it, and whether its question is open again."""
    voice = desk.voice_for(reader)
    question = await _question(desk, proposal.about)
    entry = await desk.entry(proposal.entry) if proposal.entry else None
    reopened = await is_open_again(desk, proposal)
    near = [] if proposal.entry else nearest(desk, proposal.values["question"])
    can_add = question is not None and bool(question.shared_text)
    shown = say.Proposed(number=proposal.number, values=proposal.values, by=proposal.by, entry=entry,
                         alike=near, can_add=can_add, wording=proposal.wording, reopened=reopened)  # fmt: skip
    return say.to_central(shown, voice)


async def is_open_again(desk: Desk, proposal: Proposal) -> bool:
    """Whether the question that it comes from waits for somebody once more, so that the answer may not be one."""
    question = await _question(desk, proposal.about)
    return question is not None and question.reopened and question.is_open and question.state is not State.ANSWERED


async def _kept(desk: Desk, proposal: Proposal) -> Proposal:
    await desk.tx.only_one("proposals")
    number = int(await desk.tx.desk.get(LAST) or 0) + 1
    await desk.tx.desk.set(LAST, number)
    await desk.tx.desk.set(OPEN, [*(await desk.tx.desk.get(OPEN) or ()), number])
    kept = replace(proposal, number=number)
    await save(desk, kept)
    return kept


async def save(desk: Desk, proposal: Proposal) -> None:
    """Keep how it stands."""
    kept = {name: value for name, value in asdict(proposal).items() if name != "number"}
    await desk.tx.desk.set(proposal.key, kept)


async def _reviewer(desk: Desk, proposer: Person, area: str, platform: str) -> Person | None:
    """Who of the central contacts looks at it: of the right area and there, with the fewest questions."""
    routing = await desk.routing()
    central = [person for person in desk.directory.central() if person.accounts]
    others = [person for person in central if person.id != proposer.id] or central
    there = [person for person in others if routing.is_reachable(person, platform)] or others
    right = [person for person in there if area and area in person.areas] or there
    return min(right, key=lambda person: routing.load.open.get(person.id, 0), default=None)


async def still_open(desk: Desk) -> list[Proposal]:
    """What nobody has decided on, oldest first."""
    found = [await get(desk, f"proposal/{number}") for number in await desk.tx.desk.get(OPEN) or ()]
    return [one for one in found if one]


async def get(desk: Desk, key: str) -> Proposal | None:
    """The proposal with that key."""
    number = key.removeprefix("proposal/")
    kept: dict[str, Any] | None = await desk.tx.desk.get(key) if key != number and number.isdecimal() else None
    return Proposal(number=int(number), **kept) if kept else None


async def to_decide(desk: Desk, person: Person, about: str) -> Proposal | None:
    """The proposal that a form for an entry is about, if any. Raises Refusal when somebody has decided on it."""
    must_be_central(desk, person)
    proposal = await get(desk, about)
    if proposal is not None and proposal.done_by:
        raise Refusal("proposal_done", contact=desk.voice_for(person).name(proposal.done_by))
    return proposal


async def taken_up(desk: Desk, person: Person, proposal: Proposal, entry: FaqEntry) -> None:
    """It is an entry now: its author hears of it, and its message to central says so."""
    await closed(desk, person, proposal)
    stands = await desk.tx.outbox.said(proposal.key)
    reader = desk.directory.person(stands.person) if stands else None
    if stands is not None:
        said = say.done(entry, desk.voice_for(reader), person.id)
        await desk.tx.outbox.say(stands.key, stands.address, said, person=stands.person)
    proposer = desk.directory.person(proposal.by)
    if proposer is not None and proposer.id != person.id:
        said = say.taken_up(entry, desk.voice_for(proposer))
        await desk.tell(proposer, f"{proposal.key}/told", said, stands.address.platform if stands else "")


async def closed(desk: Desk, person: Person, proposal: Proposal) -> None:
    """Somebody has decided on it; nobody else need look."""
    await save(desk, replace(proposal, done_by=person.id))
    await desk.tx.desk.set(OPEN, [one for one in await desk.tx.desk.get(OPEN) or () if one != proposal.number])
