"""Cases with the vendor as the desk keeps them: who may, which is meant, whom it concerns, its living message; leaves its life to the others."""

from __future__ import annotations

from dataclasses import replace

from handlers import cards
from handlers.context import Desk, Refusal
from handlers.replies.vendor_cases import Concerned, case_message
from knowledge.support.directory import Directory, Person
from knowledge.support.question import Question, State
from knowledge.support.vendor_case import CaseState, VendorCase, joined, left, reopened

REMIND = "vendor_remind"
"""The timer: the vendor has been silent for a while."""


def contacts(desk: Desk, directory: Directory | None = None) -> tuple[Person, ...]:
    """Who may send cases to the vendor, in file order; by another `directory` than today's if it is given."""
    return tuple(one for one in (directory or desk.directory).central() if one.vendor_contact and not one.is_outsider)


def must_be_vendor_contact(desk: Desk, person: Person) -> None:
    """Raises Refusal for anybody else."""
    if person in contacts(desk):
        return
    names = desk.voice_for(person).names(one.id for one in contacts(desk))
    if not names:
        raise Refusal("vendor_nobody")
    raise Refusal("vendor_only", vendor_contacts=names)


async def alone(desk: Desk) -> None:
    """Wait until nobody else changes cases."""
    await desk.tx.only_one("vendor")


async def open_cases(desk: Desk, follower: str | None = None) -> list[VendorCase]:
    """What the vendor has to answer, oldest first."""
    return await desk.tx.vendor.cases((CaseState.OPEN,), follower)


async def meant(desk: Desk, about: str) -> VendorCase:
    """The case of a key (`vendor/3`, or `question/58` for the one that it waits for); the only open one for no key. Raises Refusal."""
    kind, _, rest = about.partition("/")
    number = rest.split("/")[0]
    if kind == "question" and number.isdecimal():
        question = await desk.tx.questions.get(int(number))
        number = str((question.case if question else None) or "")
    elif not about:
        still_open = await open_cases(desk)
        number = str(still_open[0].number) if len(still_open) == 1 else ""
    case = await desk.tx.vendor.get(int(number)) if number.isdecimal() and len(number) < 9 else None
    if case is None:
        raise Refusal("gone")
    return case


async def members(desk: Desk, case: VendorCase, *, held: bool = False) -> list[Question]:
    """Its questions, oldest first; `held`: kept from every other writer, since they are about to change.

    Who only tells of them holds none: many askers may press at once, each with a question in hand.
    """
    read = desk.tx.questions.get if held else desk.tx.questions.look
    found = [await read(number) for number in sorted(case.questions)]
    return [one for one in found if one]


async def askers_of(desk: Desk, question: Question) -> dict[str, str | None]:
    """Person id -> school of everybody who asks it: the asker, who waits for its answer, who said ”samma här”."""
    asks = [question, *(one for one in await desk.tx.questions.linked_to(question.number) if one.follows)]
    found = {one.asker: one.school for one in asks}
    for line in await desk.tx.questions.history(question.number):
        if line.what == "me_too" and line.who and line.who not in found:
            person = desk.directory.person(line.who)
            found[line.who] = person.schools[0] if person and person.schools else None
    return found


async def concerned(desk: Desk, case: VendorCase) -> Concerned:
    """How many people it concerns, on how many schools."""
    found: dict[str, str | None] = {}
    for question in await members(desk, case):
        found |= await askers_of(desk, question)
    schools = {school for school in found.values() if school}
    return Concerned(people=max(len(found) + case.elsewhere, 0), known=len(found), schools=len(schools))


async def show(desk: Desk, case: VendorCase, platform: str = "") -> None:
    """Its one living message stands with whoever follows it, in their own conversation."""
    follower, key = desk.directory.person(case.follower), f"{case.key}/case"
    stands = await desk.tx.outbox.said(key)
    if stands is not None and stands.person != case.follower:
        await desk.tx.outbox.withdraw(key)
        stands = None
    if follower is None:
        return
    said = case_message(case, await members(desk, case), await concerned(desk, case), desk.voice_for(follower))
    if stands is not None:
        await desk.tx.outbox.say(key, stands.address, said, person=follower.id)
    else:
        await desk.tell(follower, key, said, platform)


async def show_cards(desk: Desk, case: VendorCase) -> None:
    """The cards of the questions that wait say how the case stands."""
    for question in await members(desk, case):
        if question.state in {State.WITH_VENDOR, State.TAKEN}:
            await cards.show(desk, question)


async def arm(desk: Desk, case: VendorCase) -> None:
    """Whoever follows it is reminded when the vendor has been silent for a while, and the desk is open."""
    due = desk.working.next_open(desk.working.add(desk.now, desk.policy.vendor_remind))
    await desk.tx.timers.set(f"{case.key}/remind", REMIND, due, values={"case": case.number})


async def disarm(desk: Desk, case: VendorCase) -> None:
    """Nobody is reminded of it any more, and no reminder stands."""
    await desk.tx.timers.cancel(f"{case.key}/remind")
    await hush(desk, case)


async def hush(desk: Desk, case: VendorCase) -> None:
    """No reminder stands any more."""
    for said in await desk.tx.outbox.live(f"{case.key}/remind/"):
        await desk.tx.outbox.withdraw(said.key)


async def audit(desk: Desk) -> None:
    """Open cases without a moment get one (the auditor of the desk asks for it)."""
    for case in await open_cases(desk):
        if await desk.tx.timers.get(f"{case.key}/remind") is None:
            await arm(desk, case)


async def returned(desk: Desk, question: Question) -> Question:
    """What the vendor answered was no help to its asker: the case is open again, and no answer stands."""
    if not question.from_vendor:
        return question
    case = await desk.tx.vendor.get(question.case or 0)
    if case is not None and case.state is CaseState.ANSWERED:
        case = reopened(case, desk.now)
        await desk.tx.vendor.save(case)
        await arm(desk, case)
        await show(desk, case)
    await desk.tx.questions.note(question.number, "vendor_returned", question.asker, desk.now, case=question.case)
    return replace(question, from_vendor=False, answered_by=None, answer_text="", reopened=True)


async def dropped(desk: Desk, question: Question) -> None:
    """A question that is let go waits for no case; the case counts one less and stays."""
    case = await desk.tx.vendor.get(question.case) if question.case is not None else None
    if case is not None and question.number in case.questions:
        case = left(case, question.number)
        await desk.tx.vendor.save(case)
        await show(desk, case)


async def restored(desk: Desk, question: Question) -> bool:
    """A question that was let go by mistake waits for its case again; False when that has ended meanwhile."""
    case = await desk.tx.vendor.get(question.case) if question.case is not None else None
    if case is None or not case.is_open:
        return False
    case = joined(case, question.number)
    await desk.tx.vendor.save(case)
    await show(desk, case)
    return True


async def solved(desk: Desk, question: Question) -> None:
    """A question that is solved waits no more, and the message of its case says so."""
    case = await desk.tx.vendor.look(question.case) if question.case is not None else None
    if case is not None:
        await show(desk, case)


async def has_it(desk: Desk, question: Question) -> bool:
    """Whether the question waits for a case that is open, and whoever follows the case has it."""
    case = await desk.tx.vendor.look(question.case) if question.case is not None else None
    return case is not None and case.is_open and question.taken_by == case.follower
