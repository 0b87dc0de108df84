"""What other notes make of the tasks that there are, and the notes' own life."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as some

from knowledge.support import meeting_notes as notes
from knowledge.support.meeting_notes import MeetingNotes, Part, Written
from knowledge.support.meeting_task import Assigned, MeetingTask, TaskState, asked, compared, done, handed, postponed

NOW = datetime(2026, 12, 3, 14, tzinfo=UTC)
DUE = date(2027, 1, 15)
TASK = MeetingTask(number=1, meeting=3, text="Mejla rektorerna", owner="eva", due=DUE, noted=DUE, by="cecilia", at=NOW)
SAME = Assigned(text="mejla rektorerna.", owner="eva", due=DUE, noted=DUE)


def test_the_same_task_stays_itself_whoever_has_it_and_however_it_is_worded() -> None:
    other = replace(TASK, number=2, text="Boka sal", owner="olle")
    now = [
        replace(SAME, text="Mejla alla rektorerna"),
        replace(SAME, text="boka sal", owner="per"),
        replace(SAME, text="Nytt"),
    ]
    found = compared([TASK, other], now)
    assert [(one.number, one.text, one.owner) for one in found.kept] == [
        (2, "boka sal", "per"),
        (1, "Mejla alla rektorerna", "eva"),
    ]
    assert [one.number for one in found.moved] == [2], "somebody else is to be asked"
    assert ([one.text for one in found.new], found.gone) == (["Nytt"], [])
    assert [one.number for one in compared([TASK], []).gone] == [1]
    finished = done(TASK, "eva", NOW)
    assert compared([finished], []).gone == [], "what is done is not undone"
    assert compared([finished], [SAME]).kept == [replace(finished, text="mejla rektorerna.")]


def test_what_was_postponed_stays_so_until_the_notes_name_another_day() -> None:
    later = postponed(asked(TASK, NOW), date(2027, 2, 1))
    assert (later.asked, later.is_silent) == (0, False)
    assert compared([later], [SAME]).kept[0].due == date(2027, 2, 1)
    moved = compared([later], [replace(SAME, due=date(2027, 3, 1), noted=date(2027, 3, 1))])
    assert [one.due for one in moved.moved] == [date(2027, 3, 1)]
    assert asked(asked(TASK, NOW), NOW).is_silent
    assert compared([handed(TASK, "mats")], [replace(SAME, owner="eva")]).new == [], (
        "who had it before had the same task"
    )


@given(some.lists(some.tuples(some.sampled_from("abc"), some.sampled_from(["eva", "per"])), max_size=6),
       some.lists(some.tuples(some.sampled_from("abc"), some.sampled_from(["eva", "per"])), max_size=6))  # fmt: skip
def test_every_task_of_the_notes_is_kept_or_new_and_the_same_notes_change_nothing(
    before: list[tuple[str, str]], after: list[tuple[str, str]]
) -> None:
    tasks = [replace(TASK, number=at, text=text * 9, owner=owner) for at, (text, owner) in enumerate(before)]
    wanted = [Assigned(text=text * 9, owner=owner, due=DUE, noted=DUE) for text, owner in after]
    found = compared(tasks, wanted)
    assert len(found.kept) + len(found.new) == len(wanted)
    assert len(found.kept) + len(found.gone) == len(tasks)
    again = compared(tasks, [Assigned(text=one.text, owner=one.owner, due=one.due, noted=one.noted) for one in tasks])
    assert (again.new, again.gone, again.moved) == ([], [], [])
    assert all(one.state is TaskState.OPEN for one in again.kept)


def test_notes_are_a_draft_until_they_are_posted_and_each_change_makes_old_buttons_old() -> None:
    first = Written(parts=(Part(text="Beslut: vi byter"),), by="cecilia", at=NOW)
    begun = notes.drafted(MeetingNotes(meeting=3, at=NOW), first)
    named = notes.meant(begun, "eva", "eva2")
    out = notes.posted(named, NOW)
    assert (begun.version, named.version, out.version, out.draft) == (1, 2, 3, None)
    assert out.posted is not None
    assert (out.posted.owner_of("eva"), out.posted.owner_of("per"), out.posted_at) == ("eva2", None, NOW)
    assert notes.dropped(notes.drafted(out, first), NOW).posted == out.posted
    assert notes.posted(out, NOW) == out


@given(some.text(alphabet="aå \n", max_size=9000))
def test_a_long_text_is_cut_into_fields_without_losing_a_word(text: str) -> None:
    pieces = notes.in_fields(text)
    assert all(len(piece) <= notes.LONGEST_FIELD for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_how_many_came_is_a_number_that_can_be() -> None:
    assert [notes.how_many_came(one) for one in ("6", " 0 ", "", "sex", "-1", "99999", "1001", None)] == [
        6, 0, None, None, None, None, None, None,
    ]  # fmt: skip
