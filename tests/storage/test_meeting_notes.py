"""Notes of meetings and what is to be done come out of the database as they went in, and lose their words in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from knowledge.support.directory import Person
from knowledge.support.meeting_notes import Meant, MeetingNotes, Part, Written, drafted, posted
from knowledge.support.meeting_task import MeetingTask, TaskState, done
from storage.identity import Identity
from tests.storage.made import NOON, later
from tests.storage.test_meetings import MEETING

if TYPE_CHECKING:
    from storage.store import Store

WRITTEN = Written(parts=(Part(text="Att göra: ring Eva Lind (Eva)"), Part(field="point_2", title="Lärloggen", text="Bra")),
                  meant=(Meant(typed="eva", owner="eva"),), came=6, by="cecilia", at=NOON)  # fmt: skip


async def test_notes_and_tasks_come_out_as_they_went_in(store: Store) -> None:
    async with store.transaction() as tx:
        meeting = (await tx.meetings.add(MEETING)).number
        assert await tx.meeting_notes.get(meeting, NOON) == MeetingNotes(meeting=meeting, at=NOON)
        notes = drafted(MeetingNotes(meeting=meeting, at=NOON), WRITTEN)
        await tx.meeting_notes.put(notes)
        assert await tx.meeting_notes.written([meeting]) == set()
        await tx.meeting_notes.put(posted(notes, later(hours=1)))
        task = MeetingTask(meeting=meeting, text="Ring", owner="eva", due=date(2027, 1, 15), by="cecilia", at=NOON)
        first = await tx.meeting_tasks.add(task)
        second = await tx.meeting_tasks.add(replace(task, owner="olle", due=date(2026, 12, 10)))
    async with store.transaction() as tx:
        assert await tx.meeting_notes.get(meeting, NOON) == posted(notes, later(hours=1))
        assert await tx.meeting_notes.written([meeting, 99]) == {meeting}
        assert [one.number for one in await tx.meeting_tasks.open()] == [second.number, first.number]
        assert await tx.meeting_tasks.open(owner="eva") == [first]
        assert await tx.meeting_tasks.of_meeting(meeting) == [first, second]
        await tx.meeting_tasks.save(done(second, "olle", later(days=1)))
        assert await tx.meeting_tasks.where((TaskState.DONE,)) == [done(second, "olle", later(days=1))]
        assert await tx.meeting_tasks.get(99) is None


async def test_old_notes_and_finished_tasks_lose_words_and_names_and_what_is_open_stays(store: Store) -> None:
    async with store.transaction() as tx:
        meeting = (await tx.meetings.add(MEETING)).number
        await tx.meeting_notes.put(posted(drafted(MeetingNotes(meeting=meeting, at=NOON), WRITTEN), NOON))
        task = MeetingTask(meeting=meeting, text="Ring", owner="eva", due=NOON.date(), by="cecilia", at=NOON)
        await tx.meeting_tasks.add(task)
        over = await tx.meeting_tasks.add(task)
        await tx.meeting_tasks.save(done(over, "eva", later(days=2)))
        assert (await tx.retention.step("meetings", NOON, 0, 10)).count == 0
        assert (await tx.retention.step("meetings", NOON + timedelta(days=3), 0, 10)).count == 2
        assert (await tx.retention.step("meetings", NOON + timedelta(days=3), 0, 10)).count == 0
        assert (await tx.meeting_notes.get(meeting, NOON)).posted is None
        (still,) = await tx.meeting_tasks.open()
        (bare,) = await tx.meeting_tasks.where((TaskState.DONE,))
        assert ((still.text, still.owner), (bare.text, bare.owner, bare.done_by)) == (
            ("Ring", "eva"),
            ("", "someone", "someone"),
        )


async def test_somebody_who_is_erased_is_in_no_notes_and_no_task(store: Store) -> None:
    eva = Person(id="eva", name="Eva Lind", accounts={"slack": "U01"})
    who = Identity.of(eva, alias="erased-1", word="någon")
    async with store.transaction() as tx:
        await tx.directory.add_person(eva)
        meeting = (await tx.meetings.add(MEETING)).number
        await tx.meeting_notes.put(posted(drafted(MeetingNotes(meeting=meeting, at=NOON), WRITTEN), NOON))
        await tx.meeting_tasks.add(
            MeetingTask(meeting=meeting, text="Ring Eva Lind", owner="eva", due=NOON.date(), by="eva", at=NOON)
        )
        await tx.timers.set("task/1/due", "task_due", NOON, values={"task": 1})
        assert {"meeting_notes", "meeting_tasks"} <= set(await tx.erasing.told(who))
        await tx.erasing.erase(who)
        (task,) = await tx.meeting_tasks.open()
        assert (task.text, task.owner, task.by) == ("Ring någon", "erased-1", "erased-1")
        kept = (await tx.meeting_notes.get(meeting, NOON)).posted
        assert kept is not None
        assert (kept.parts[0].text, kept.meant[0].owner) == ("Att göra: ring någon (Eva)", "erased-1")
        assert await tx.timers.keys("task/1/") == ["task/1/due"]
