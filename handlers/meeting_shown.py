"""Where the notes of a meeting stand, as often as they change; leaves what is posted to `meeting_posting`."""

from __future__ import annotations

from collections.abc import Sequence

from handlers import meeting_drafts as drafts
from handlers.context import Desk
from handlers.replies import meeting_notes as say
from knowledge.conversation.message import Message
from knowledge.support.directory import Person
from knowledge.support.meeting import Meeting
from knowledge.support.meeting_notes import MeetingNotes


async def link(desk: Desk, meeting: Meeting, person: Person) -> str:
    """Where the person reads the notes; empty when nowhere."""
    live = [said.key for said in await desk.tx.outbox.live(_base(meeting)) if said.key.endswith("/1")]
    own = [key for key in live if key.startswith(f"{_base(meeting)}own/{person.id}/")]
    here = own or [key for key in live if key.startswith(f"{_base(meeting)}in/")]
    return f"desk:{here[0]}" if here else ""


def _base(meeting: Meeting) -> str:
    """How the keys of its notes begin."""
    return f"{meeting.key}/notes/"


async def show(desk: Desk, meeting: Meeting, notes: MeetingNotes, *, new: bool = False) -> None:
    """Let the notes say how everything stands, wherever they are.

    `new`: they are to stand where those who were invited read together, if there is such a place.
    """
    if notes.posted is None:
        return
    told, tasks = (
        (await drafts.look(desk, meeting, notes.posted)).told,
        await desk.tx.meeting_tasks.of_meeting(meeting.number),
    )
    live = await desk.tx.outbox.live(_base(meeting))
    for place, to in await drafts.places_of(desk, meeting):
        base = f"{_base(meeting)}in/{place.id}/{to.platform}/"
        if not new and not any(said.key.startswith(base) for said in live):
            continue
        made = say.parts(told, tasks, desk.voice())
        for number, part in enumerate(made, 1):
            await desk.tx.outbox.say(f"{base}{number}", to, part)
        await _cut(desk, base, len(made))
    for owner in sorted({said.person for said in live if said.person and said.key.startswith(f"{_base(meeting)}own/")}):
        person = desk.directory.person(owner)
        if person is not None:
            await to_one(desk, person, meeting, say.parts(told, tasks, desk.voice_for(person)))


async def to_one(desk: Desk, person: Person, meeting: Meeting, made: Sequence[Message]) -> None:
    """Let the notes stand with one person."""
    base = f"{_base(meeting)}own/{person.id}/"
    for number, part in enumerate(made, 1):
        await desk.tell(person, f"{base}{number}", part, "")
    await _cut(desk, base, len(made))


async def _cut(desk: Desk, base: str, count: int) -> None:
    """Parts that are too many now go."""
    for said in await desk.tx.outbox.live(base):
        number = said.key.removeprefix(base)
        if number.isdecimal() and int(number) > count:
            await desk.tx.outbox.withdraw(said.key)
