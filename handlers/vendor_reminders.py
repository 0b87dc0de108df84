"""Who follows a case with the vendor: reminded when it is silent, and followed by another who is there; leaves the case to `vendor_notes`."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handlers import cards
from handlers import vendor_notes as notes
from handlers.context import Desk
from handlers.replies.vendor_cases import handed_over, reminder
from knowledge.conversation.event import TimerFired
from knowledge.support.directory import Directory, Person
from knowledge.support.question import Question, State
from knowledge.support.vendor_case import VendorCase, handed


@dataclass(frozen=True, kw_only=True)
class Successor:
    """Who follows a case when its follower may no longer."""

    case: VendorCase
    person: Person | None
    """None = there is nobody; it stays as it is."""


async def woken(desk: Desk, event: TimerFired) -> None:
    """The vendor has been silent for a while: whoever follows the case hears it, when the desk is open."""
    await notes.alone(desk)
    case = await desk.tx.vendor.get(int(event.values.get("case", 0)))
    if case is None or not case.is_open:
        return
    opens = desk.working.next_open(desk.now)
    if opens > desk.now:
        await desk.tx.timers.set(event.key, notes.REMIND, opens, values=event.values)
        return
    await notes.arm(desk, case)
    case = await _followed(desk, case)
    await notes.hush(desk, case)
    waiting = sum(one.is_open for one in await notes.members(desk, case))
    for person in _who_hears(desk, case):
        said = reminder(case, waiting, desk.voice_for(person))
        await desk.tell(person, f"{case.key}/remind/{person.id}", said, "")


async def _followed(desk: Desk, case: VendorCase) -> VendorCase:
    """The case with somebody who may follow it; as it is when there is nobody else."""
    if any(one.id == case.follower and one.accounts for one in notes.contacts(desk)):
        return case
    other = await _another(desk, case.follower)
    return await hand_over(desk, case, other) if other else case


async def _another(desk: Desk, without: str) -> Person | None:
    """The vendor contact with the fewest open cases, of those who are there."""
    counts = await _counted(desk, desk.directory, without)
    return min(counts, key=lambda one: one[1], default=(None, 0))[0]


async def _counted(desk: Desk, directory: Directory, without: str) -> list[tuple[Person, int]]:
    """The vendor contacts who are there, else all who can be reached, each with how many open cases they follow."""
    others = [one for one in notes.contacts(desk, directory) if one.id != without and one.accounts]
    there = [one for one in others if one.absence(desk.voice().today) is None] or others
    return [(one, len(await notes.open_cases(desk, one.id))) for one in there]


async def successors(desk: Desk, directory: Directory, without: str) -> list[Successor]:
    """The open cases of somebody who follows none any more, each with who does by that directory."""
    counts, found = await _counted(desk, directory, without), []
    for case in await notes.open_cases(desk, without):
        counts.sort(key=lambda one: one[1])
        found.append(Successor(case=case, person=counts[0][0] if counts else None))
        counts[:1] = [(person, count + 1) for person, count in counts[:1]]
    return found


def _who_hears(desk: Desk, case: VendorCase) -> tuple[Person, ...]:
    """The one who follows it; while away the other vendor contacts; when nobody may send cases any more, central."""
    today, may = desk.voice().today, notes.contacts(desk)
    follower = desk.directory.person(case.follower)
    if follower is not None and follower in may and follower.absence(today) is None:
        return (follower,)
    there = tuple(one for one in may if one.absence(today) is None and one.accounts)
    return there or ((follower,) if follower is not None and follower in may else desk.directory.central())


async def hand_over(desk: Desk, case: VendorCase, to: Person) -> VendorCase:
    """Another vendor contact follows the case and has its questions."""
    before, case = case.follower, handed(case, to.id)
    await desk.tx.vendor.save(case)
    for question in await notes.members(desk, case, held=True):
        if question.state is State.WITH_VENDOR:
            theirs = replace(question, taken_by=to.id, holders=(to.id,))
            await desk.tx.questions.save(theirs)
            await cards.show(desk, theirs)
            await cards.hush(desk, theirs)
    await desk.tell(to, f"{case.key}/handed/{to.id}", handed_over(case, before, desk.voice_for(to)), "")
    await notes.show(desk, case)
    return case


async def handed_on(desk: Desk, question: Question, to: Person) -> Question | None:
    """A question with the vendor is handed to another who may follow its case: the case goes along. None for anybody else."""
    if question.state is not State.WITH_VENDOR or question.case is None or to not in notes.contacts(desk):
        return None
    case = await desk.tx.vendor.get(question.case)
    if case is None or not case.is_open:
        return None
    await hand_over(desk, case, to)
    return await desk.tx.questions.get(question.number)


async def gone(desk: Desk, person: Person) -> None:
    """A vendor contact can be reached no more: the others follow the cases."""
    for one in await successors(desk, desk.directory, person.id):
        if one.person is not None:
            await hand_over(desk, one.case, one.person)
