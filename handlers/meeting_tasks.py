"""What is to be done after a meeting: its owner is asked when the day is here, and nobody else nags; leaves writing it down to `meeting_posting`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from handlers import meeting_shown
from handlers.context import Desk, Refusal, account_of
from handlers.meeting_over import leader
from handlers.mornings import first_opening, next_morning
from handlers.replies import meeting_tasks as say
from handlers.replies.buttons import object_of, verb
from knowledge.conversation.event import ButtonPressed, FormFilled, MessageRef, TimerFired
from knowledge.conversation.message import Message, Notice, Shown
from knowledge.support.directory import Person, Role
from knowledge.support.duration import Duration
from knowledge.support.meeting import Meeting
from knowledge.support.meeting_task import (
    MOST_ASKED,
    Assigned,
    MeetingTask,
    asked,
    compared,
    done,
    dropped,
    handed,
    postponed,
)

DUE = "task_due"
"""The timer: a task's last day is here, or its owner has said nothing for a while."""
_SILENT = Duration(working_days=3)
_FARTHEST = timedelta(days=366)
_LATER = timedelta(days=7)
ACTS = frozenset({"done", "later"})


async def follow(desk: Desk, meeting: Meeting, wanted: Sequence[Assigned], by: Person) -> None:
    """The tasks of the notes are followed up from now on; those that are in them no more are not."""
    difference = compared(await desk.tx.meeting_tasks.of_meeting(meeting.number), wanted)
    for task in difference.kept:
        await desk.tx.meeting_tasks.save(task)
    for task in difference.moved:
        await _hush(desk, task)
        await _arm(desk, task)
    for task in difference.gone:
        await _over(desk, dropped(task))
    for one in difference.new:
        made = await desk.tx.meeting_tasks.add(
            MeetingTask(
                meeting=meeting.number,
                text=one.text,
                owner=one.owner,
                due=one.due,
                noted=one.noted,
                by=by.id,
                at=desk.now,
            )
        )
        await _arm(desk, made)


def _timer(task: MeetingTask) -> str:
    return f"{task.key}/due"


async def _arm(desk: Desk, task: MeetingTask) -> None:
    """Its owner is asked when the desk opens on its last day; of today and before, the next morning."""
    due = first_opening(desk, task.due)
    await _wake(desk, task, due if due > desk.now else next_morning(desk))


async def _wake(desk: Desk, task: MeetingTask, due: datetime) -> None:
    await desk.tx.timers.set(_timer(task), DUE, due, values={"task": task.number})


async def _hush(desk: Desk, task: MeetingTask) -> None:
    for said in await desk.tx.outbox.live(f"{task.key}/ask/"):
        await desk.tx.outbox.withdraw(said.key)


async def _over(desk: Desk, task: MeetingTask) -> None:
    await desk.tx.meeting_tasks.save(task)
    await desk.tx.timers.cancel(_timer(task))
    await _hush(desk, task)


async def audit(desk: Desk) -> None:
    """Open tasks that wait for a moment have it (the auditor of the desk asks for it)."""
    for task in await desk.tx.meeting_tasks.open():
        if task.asked < MOST_ASKED and await desk.tx.timers.get(_timer(task)) is None:
            await _arm(desk, task)


async def woken(desk: Desk, event: TimerFired) -> None:
    """Its owner is asked, while the desk is open and when back; after the second time it is for the next meeting."""
    task = await desk.tx.meeting_tasks.get(int(event.values.get("task", 0)))
    if task is None or not task.is_open or task.asked >= MOST_ASKED:
        return
    opens = desk.working.next_open(desk.now)
    if opens > desk.now:
        await _wake(desk, task, opens)
        return
    meeting = await desk.tx.meetings.look(task.meeting)
    task = _with_owner(desk, task, meeting)
    owner = desk.directory.person(task.owner)
    away = owner.absence(desk.voice().today) if owner else None
    if owner is None or away is not None:
        await desk.tx.meeting_tasks.save(task)
        await _wake(desk, task, first_opening(desk, away.last + timedelta(days=1)) if away else next_morning(desk))
        return
    task = asked(task, desk.now)
    await desk.tx.meeting_tasks.save(task)
    await _hush(desk, task)
    await desk.tell(owner, f"{task.key}/ask/{owner.id}", say.ask(meeting, task, desk.voice_for(owner)), "")
    if task.asked < MOST_ASKED:
        await _wake(desk, task, desk.working.add(desk.now, _SILENT))


def _with_owner(desk: Desk, task: MeetingTask, meeting: Meeting | None) -> MeetingTask:
    """Whoever can be reached no more has no tasks: whoever leads the meeting has it, or another central contact."""
    owner = desk.directory.person(task.owner)
    if owner is not None and account_of(owner, "", desk.running):
        return task
    other = leader(desk, meeting)
    return handed(task, other.id) if other is not None and other.id != task.owner else task


async def gone(desk: Desk, person: Person, to: Person | None = None) -> None:
    """Somebody leaves: what the person was to do is another's, who is asked when its day is here."""
    for task in await desk.tx.meeting_tasks.open(owner=person.id):
        meeting = await desk.tx.meetings.look(task.meeting)
        others = [one for one in (to, leader(desk, meeting), *desk.directory.central()) if one and one.id != person.id]
        if not others:
            continue
        moved = handed(task, others[0].id)
        await desk.tx.meeting_tasks.save(moved)
        await _hush(desk, task)
        await _arm(desk, moved)
        await _shown(desk, moved)


async def command(desk: Desk, person: Person, _rest: str, _ref: MessageRef) -> Message:
    """`uppgifter`: what one has to do; for central contacts what everybody has."""
    return await listed(desk, person)


async def listed(desk: Desk, person: Person) -> Message:
    """Open tasks, the earliest last day first."""
    own = await desk.tx.meeting_tasks.open(owner=person.id)
    central = person.role is Role.CENTRAL
    others = [one for one in await desk.tx.meeting_tasks.open() if one.owner != person.id] if central else []
    return say.listed(own, others, desk.voice_for(person))


async def on_page(desk: Desk, person: Person) -> list[Message]:
    """What one has to do, for the own page; nothing when there is nothing."""
    own = await desk.tx.meeting_tasks.open(owner=person.id) if person.id else []
    return [say.listed(own, (), desk.voice_for(person))] if own else []


async def pressed(desk: Desk, person: Person, event: ButtonPressed) -> Shown:
    """It is done, or takes more time."""
    task = await _meant(desk, person, f"task/{object_of(event.action)}")
    voice = desk.voice_for(person)
    if verb(event.action) == "later":
        return say.later_form(task, voice)
    task = done(task, person.id, desk.now)
    await desk.tx.meeting_tasks.save(task)
    await desk.tx.timers.cancel(_timer(task))
    for said in await desk.tx.outbox.live(f"{task.key}/ask/"):
        reader = desk.directory.person(said.person)
        await desk.tx.outbox.say(said.key, said.address, say.done(task, desk.voice_for(reader)), person=said.person)
    await _shown(desk, task)
    return Notice(message=say.done(task, voice))


async def _shown(desk: Desk, task: MeetingTask) -> None:
    """The notes say how it stands."""
    meeting = await desk.tx.meetings.look(task.meeting)
    if meeting is not None:
        await meeting_shown.show(desk, meeting, await desk.tx.meeting_notes.get(meeting.number, desk.now))


async def _meant(desk: Desk, person: Person, about: str) -> MeetingTask:
    """The open task, for whoever has it, leads its meeting or is a central contact. Raises Refusal."""
    number = about.removeprefix("task/")
    task = await desk.tx.meeting_tasks.get(int(number)) if number.isdecimal() and len(number) < 9 else None
    if task is None:
        raise Refusal("gone")
    meeting = await desk.tx.meetings.look(task.meeting)
    if person.id not in {task.owner, meeting.owner if meeting else ""} and person.role is not Role.CENTRAL:
        raise Refusal("task_only", contact=desk.voice_for(person).name(task.owner))
    if not task.is_open:
        raise Refusal("task_over")
    return task


async def filled(desk: Desk, person: Person, event: FormFilled) -> Shown:
    """Until when it takes; a week more, where nothing was chosen. A closed day is the next working one."""
    task, voice = await _meant(desk, person, event.about), desk.voice_for(person)
    typed = str(event.values.get("due") or "").strip()
    day = _day(typed) if typed else max(task.due, voice.today) + _LATER
    blank = say.later_form(task, voice)
    if day is None or day < voice.today or day - voice.today > _FARTHEST:
        key = "form.past" if day is not None and day < voice.today else "task.no_day"
        problem = voice.say(key, date=voice.on(day) if day else "")
        return replace(blank, values=dict(event.values), problems={"due": problem})
    due = first_opening(desk, day).astimezone(desk.working.zone).date()
    task = postponed(task, due)
    await desk.tx.meeting_tasks.save(task)
    await _hush(desk, task)
    await _arm(desk, task)
    await _shown(desk, task)
    return Notice(message=say.later(task, day if day != due else None, voice))


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
