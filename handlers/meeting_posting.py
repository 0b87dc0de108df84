"""Notes of a meeting are posted: tasks, points for the vendor and the agenda's points follow, each once; leaves judging them to `meeting_drafts`."""

from __future__ import annotations

from collections.abc import Sequence

from handlers import meeting_drafts as drafts
from handlers import meeting_over, meeting_tasks
from handlers import meeting_shown as shown
from handlers.context import Desk, Refusal
from handlers.replies import meeting_notes as say
from handlers.replies import meeting_tasks as tasks_in_words
from handlers.vendor_list import add_point
from knowledge.conversation.event import TimerFired
from knowledge.support.directory import Person
from knowledge.support.meeting import Meeting, MeetingState
from knowledge.support.meeting_draft import without_same
from knowledge.support.meeting_notes import MeetingNotes, posted
from knowledge.support.meeting_point import handled
from knowledge.support.meeting_task import MeetingTask, TaskState

TELL = "notes_tell"
"""The timer: the desk has opened, and people are told of notes that were posted while it was closed."""
_FROM = "meeting"


async def post(desk: Desk, person: Person, meeting: Meeting, notes: MeetingNotes) -> None:
    """The draft is what everybody reads from now on. Raises Refusal while something is asked or wrong."""
    if notes.draft is None:
        raise Refusal("notes_old")
    looked = await drafts.look(desk, meeting, notes.draft)
    if not looked.is_ready or drafts.exposed(desk, looked):
        await drafts.show_again(desk, person, meeting, notes)
        raise Refusal("notes_open")
    spoken, _ = drafts.divided(notes.draft, await drafts.points_of(desk, meeting))
    notes = posted(notes, desk.now)
    await desk.tx.meeting_notes.put(notes)
    await meeting_tasks.follow(desk, meeting, looked.judged.tasks, person)
    await _to_vendor(desk, meeting, looked, person)
    for point in spoken:
        await desk.tx.meeting_points.save(handled(point, meeting.number, person.id, desk.now))
    await meeting_over.hush(desk, meeting)
    await shown.show(desk, meeting, notes, new=True)
    await _tell_soon(desk, meeting, notes)
    await _sent(desk, person, meeting)


async def _to_vendor(desk: Desk, meeting: Meeting, looked: drafts.Looked, person: Person) -> None:
    """What the meeting has for the vendor goes on its list; what stands there stays, whatever became of it."""
    known = [one.text for one in looked.vendor]
    for text in without_same(looked.for_vendor, known):
        await add_point(desk, text, _FROM, person.id, meeting.key)


async def _sent(desk: Desk, person: Person, meeting: Meeting) -> None:
    """The preview says that it is out."""
    said = say.sent(meeting, await shown.link(desk, meeting, person), desk.voice_for(person))
    await desk.tell(person, drafts.preview_key(meeting, person), said, "")


async def _tell_soon(desk: Desk, meeting: Meeting, notes: MeetingNotes) -> None:
    opens = desk.working.next_open(desk.now)
    if opens > desk.now:
        await desk.tx.timers.set(f"{meeting.key}/notes/tell", TELL, opens, values={"meeting": meeting.number})
    else:
        await tell(desk, meeting, notes)


async def woken(desk: Desk, event: TimerFired) -> None:
    """The desk has opened."""
    await desk.tx.meetings.alone()
    meeting = await desk.tx.meetings.look(int(event.values.get("meeting", 0)))
    if meeting is not None and meeting.state is not MeetingState.CANCELLED:
        await tell(desk, meeting, await desk.tx.meeting_notes.get(meeting.number, desk.now))


async def tell(desk: Desk, meeting: Meeting, notes: MeetingNotes) -> None:
    """Whoever has something to do is told what; where there is no place, everybody who was invited gets the notes."""
    if notes.posted is None:
        return
    tasks = [
        one for one in await desk.tx.meeting_tasks.of_meeting(meeting.number) if one.state is not TaskState.DROPPED
    ]
    await _tell_owners(desk, meeting, notes.posted.by, tasks)
    if await drafts.places_of(desk, meeting):
        return
    told = (await drafts.look(desk, meeting, notes.posted)).told
    invited = [one.person for one in await desk.tx.meetings.replies(meeting.number)]
    for one in dict.fromkeys((*invited, meeting.owner)):
        person = desk.directory.person(one)
        if person is not None and one != notes.posted.by:
            await shown.to_one(desk, person, meeting, say.parts(told, tasks, desk.voice_for(person)))


async def _tell_owners(desk: Desk, meeting: Meeting, by: str, tasks: Sequence[MeetingTask]) -> None:
    owners = dict.fromkeys(one.owner for one in tasks if one.owner != by)
    for owner in owners:
        person, theirs = desk.directory.person(owner), [one for one in tasks if one.owner == owner]
        key = f"{meeting.key}/given/{owner}"
        has_news = any(one.is_open for one in theirs) or await desk.tx.outbox.is_live(key)
        if person is not None and has_news:
            await desk.tell(person, key, tasks_in_words.given(meeting, theirs, desk.voice_for(person)), "")
    for said in await desk.tx.outbox.live(f"{meeting.key}/given/"):
        if said.key.rpartition("/")[2] not in owners:
            await desk.tx.outbox.withdraw(said.key)
