"""An answer that people gave becomes a proposal for the FAQ: a contact fills it in; leaves deciding to `proposal_decisions`, saving to `entries`."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from handlers.context import Desk, Refusal
from handlers.entry_problems import masked_problems
from handlers.places import must_be_central
from handlers.proposal_drafts import categories, nearest
from handlers.proposed_wordings import asked, offered, question_of, wanted
from handlers.replies import proposals as say
from handlers.wordings import must_be_contact
from knowledge.conversation.event import FormFilled
from knowledge.conversation.message import Message, Notice, Shown
from knowledge.faq.draft import draft
from knowledge.faq.editing import About, edited
from knowledge.faq.entry import FaqEntry
from knowledge.support.directory import Person
from knowledge.support.question import State

LAST, OPEN = "proposals/last", "proposals/open"
"""The number of the newest proposal; the numbers of those that nobody has decided on."""


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
    version: int = 0
    """The version of that entry which its author had before their eyes."""
    solved: bool = False
    """Whether its question was solved when it was proposed."""
    by: str
    """Person id."""
    about: str = ""
    """`question/42`, or empty."""
    done_by: str = ""
    """Who decided on it."""

    @property
    def kind(self) -> str:
        """`new`, `change` or `wording`."""
        return "wording" if self.wording else "change" if self.entry else "new"

    @property
    def key(self) -> str:
        """Our own key of its message to central, and the name under which it is kept."""
        return f"proposal/{self.number}"


async def filled(desk: Desk, person: Person, event: FormFilled) -> Shown:
    """The form `faq_proposal` was sent: a central contact gets it, and its author is thanked."""
    must_be_contact(desk, person)
    voice, about = desk.voice_for(person), About.read(event.about)
    wording = wanted(desk, event, about)
    before = await desk.entry(about.entry or wording) if about.entry or wording else None
    entry = edited(before, event.values) if before and not wording else draft(event.values, voice.language, set())
    problems = {} if wording else {**say.missing(entry, voice), **masked_problems(desk, person, event)}
    if problems:
        form = say.proposal_form(voice, {}, event.about, await offered(desk, about.question), categories(desk))
        return replace(form, problems=problems, values=dict(event.values))
    values = {name: getattr(entry, name) for name in ("question", "answer", "category", "area")}
    question = await question_of(desk, about.question)
    if wording:
        values["question"] = asked(question)
    proposal = await _kept(desk, Proposal(number=0, values=values, by=person.id, about=about.question,
                                          entry=about.entry or wording, version=about.version, wording=bool(wording),
                                          solved=question is not None and not question.is_open))  # fmt: skip
    reviewer = await _reviewer(desk, person, entry.area, event.who.platform)
    if reviewer is not None:
        await _tell(desk, reviewer, proposal, event.who.platform)
    return Notice(message=say.thanks(values["question"], voice, reviewer.id if reviewer else None))


async def _tell(desk: Desk, reviewer: Person, proposal: Proposal, platform: str) -> None:
    await desk.tell(reviewer, proposal.key, await to_look_at(desk, proposal, reviewer), platform)


async def to_look_at(desk: Desk, proposal: Proposal, reader: Person) -> Message:
    """The proposal as a central contact sees it: what it says, what is like it, and whether its question is open again."""
    voice = desk.voice_for(reader)
    question = await question_of(desk, proposal.about)
    entry = await desk.entry(proposal.entry) if proposal.entry else None
    reopened = await is_open_again(desk, proposal)
    near = [] if proposal.entry else nearest(desk, proposal.values["question"])
    can_add = question is not None and bool(question.shared_text)
    shown = say.Proposed(number=proposal.number, values=proposal.values, by=proposal.by, entry=entry,
                         alike=near, can_add=can_add, wording=proposal.wording, reopened=reopened)  # fmt: skip
    return say.to_central(shown, voice)


async def is_open_again(desk: Desk, proposal: Proposal) -> bool:
    """Whether the question that it comes from waits for somebody once more, so that the answer may not be one."""
    question = await question_of(desk, proposal.about)
    return question is not None and proposal.solved and question.is_open and question.state is not State.ANSWERED


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
        said = say.done(entry, desk.voice_for(reader), person.id, changed=bool(proposal.entry))
        await desk.tx.outbox.say(stands.key, stands.address, said, person=stands.person)
    proposer = desk.directory.person(proposal.by)
    if proposer is not None and proposer.id != person.id:
        said = say.taken_up(entry, proposal.values["question"], desk.voice_for(proposer), kind=proposal.kind)
        await desk.tell(proposer, f"{proposal.key}/told", said, stands.address.platform if stands else "")


async def closed(desk: Desk, person: Person, proposal: Proposal) -> None:
    """Somebody has decided on it; nobody else need look."""
    await save(desk, replace(proposal, done_by=person.id))
    await desk.tx.desk.set(OPEN, [one for one in await desk.tx.desk.get(OPEN) or () if one != proposal.number])
