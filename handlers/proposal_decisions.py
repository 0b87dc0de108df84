"""Central decides on a proposed answer: as it is, changed, as words of an entry, or not; leaves making one to `proposals`."""

from __future__ import annotations

from dataclasses import replace

from handlers import entries, proposals
from handlers.context import Desk, Refusal
from handlers.places import must_be_central
from handlers.proposal_drafts import categories
from handlers.proposals import Proposal
from handlers.proposed_wordings import added
from handlers.replies import proposals as say
from handlers.replies.buttons import object_of, verb
from handlers.replies.entry_form import new_entry
from knowledge.conversation.clean import clean, is_empty
from knowledge.conversation.event import ButtonPressed, FormFilled
from knowledge.conversation.message import Form, Message, Notice, Shown, plain
from knowledge.faq.editing import About, values_of
from knowledge.support.directory import Person

LISTED = 5
"""How many open proposals are shown at once."""


async def listed(desk: Desk, person: Person) -> Message:
    """`faq förslag`: what nobody has decided on."""
    must_be_central(desk, person)
    found = await proposals.still_open(desk)
    rows = [(one.number, one.values.get("question", ""), one.by) for one in found[:LISTED]]
    return say.listed(rows, len(found), desk.voice_for(person))


async def looked_at(desk: Desk, person: Person, event: ButtonPressed) -> Shown:
    """”Ändra och spara”: the form for an entry, filled with it."""
    proposal = await _open(desk, person, object_of(event.action))
    if proposal.wording:
        return Notice(message=await proposals.to_look_at(desk, proposal, person))
    return await _warned(desk, person, proposal, await _form(desk, person, proposal))


async def _form(desk: Desk, person: Person, proposal: Proposal) -> Form:
    entry = await desk.entry(proposal.entry) if proposal.entry else None
    if entry is None:
        return new_entry(desk.voice_for(person), proposal.values, proposal.key, (), categories(desk))
    form = await entries.change_form(desk, person, entry, proposal.key)
    about = About(entry=entry.id, version=proposal.version, proposal=proposal.key)
    filled = {**values_of(entry), **proposal.values}
    fields = tuple(replace(one, value=filled.get(one.name, one.value)) for one in form.fields)
    return replace(form, fields=fields, about=about.written)


async def _warned(desk: Desk, person: Person, proposal: Proposal, form: Form) -> Form:
    """The form says so when the question behind it is open again."""
    if not await proposals.is_open_again(desk, proposal):
        return form
    return replace(form, problems={"question": plain(desk.voice_for(person).say("faq.reopened"))})


async def pressed(desk: Desk, person: Person, event: ButtonPressed) -> Shown:
    """`approve`, `as_wording` and `decline` of a proposal."""
    word, (number, *rest) = verb(event.action), object_of(event.action).split(":", 1)
    proposal = await _open(desk, person, number)
    if word == "decline":
        return say.decline_form(desk.voice_for(person), proposal.key, proposal.values["question"])
    if word == "as_wording":
        return await _as_wording(desk, person, proposal, rest[0] if rest else "")
    return await _approve(desk, person, proposal, event, anyway=bool(rest))


async def _open(desk: Desk, person: Person, number: str) -> Proposal:
    proposal = await proposals.to_decide(desk, person, f"proposal/{number}")
    if proposal is None:
        raise Refusal("gone")
    return proposal


async def _approve(desk: Desk, person: Person, proposal: Proposal, event: ButtonPressed, *, anyway: bool) -> Shown:
    """Saved as it is; while its question is open again that is asked about first."""
    if proposal.wording:
        return await _as_wording(desk, person, proposal, proposal.entry)
    voice = desk.voice_for(person)
    if not anyway and await proposals.is_open_again(desk, proposal):
        return Notice(message=say.open_again(proposal.number, proposal.values["question"], voice))
    about = proposal.key
    if proposal.entry:
        about = About(entry=proposal.entry, version=proposal.version, proposal=proposal.key).written
    sent = FormFilled(
        id=event.id, at=event.at, who=event.who, form="faq_entry", about=about, values=dict(proposal.values)
    )
    return await entries.saved(desk, person, sent)


async def _as_wording(desk: Desk, person: Person, proposal: Proposal, entry_id: str) -> Shown:
    """The question's words find an entry that there is; its proposer hears that it helped."""
    entry = await desk.entry(entry_id)
    if entry is None:
        raise Refusal("entry_gone")
    said, stands = await added(desk, person, proposal.about, entry.id)
    if stands:
        await proposals.taken_up(desk, person, replace(proposal, wording=True), entry)
    return Notice(message=said)


async def declined(desk: Desk, person: Person, event: FormFilled) -> Shown:
    """The form `faq_decline`: no, and why; its proposer reads the reason."""
    proposal = await _open(desk, person, event.about.removeprefix("proposal/"))
    voice = desk.voice_for(person)
    reason = " ".join(clean(str(event.values.get("reason") or ""), 500).split())
    if is_empty(reason):
        form = say.decline_form(voice, proposal.key, proposal.values["question"])
        problem = {"reason": voice.say("form.required", field=voice.say("field.decline_reason"))}
        return replace(form, problems=problem, values=dict(event.values))
    await proposals.closed(desk, person, proposal)
    await _tell_declined(desk, person, proposal, reason)
    return Notice(message=say.is_declined(proposal.values["question"], voice))


async def _tell_declined(desk: Desk, person: Person, proposal: Proposal, reason: str) -> None:
    stands = await desk.tx.outbox.said(proposal.key)
    question = proposal.values["question"]
    if stands is not None:
        reader = desk.directory.person(stands.person)
        said = say.was_declined(question, desk.voice_for(reader), person.id)
        await desk.tx.outbox.say(stands.key, stands.address, said, person=stands.person)
    proposer = desk.directory.person(proposal.by)
    if proposer is not None and proposer.id != person.id:
        said = say.declined(question, reason, desk.voice_for(proposer))
        await desk.tell(proposer, f"{proposal.key}/told", said, stands.address.platform if stands else "")
