"""A meeting's life, its answers and waiting list, and the days of a series."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from knowledge.support import meeting as life
from knowledge.support.meeting import Answer, Meeting, MeetingState, Over, Reply
from knowledge.support.meeting_series import Repeat, Series, anchored, begins, days, next_time, nth_weekday, times_ahead

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
STOCKHOLM = ZoneInfo("Europe/Stockholm")
MEETING = Meeting(owner="cecilia", begins_at=NOW + timedelta(days=7), made_at=NOW, number=3)


def reply(person: str, answer: Answer = Answer.ASKED, hours: float = 0) -> Reply:
    return Reply(meeting=3, person=person, answer=answer, at=NOW + timedelta(hours=hours))


def test_another_time_is_a_new_edition_another_place_only_a_new_sequence_and_nothing_new_is_nothing() -> None:
    moved = life.changed(MEETING, replace(MEETING, begins_at=NOW + timedelta(days=8)), NOW)
    assert (moved.sequence, moved.edition, moved.before) == (1, 1, MEETING.begins_at)
    elsewhere = life.changed(moved, replace(moved, location="Biblioteket"), NOW)
    assert (elsewhere.sequence, elsewhere.edition, elsewhere.before) == (2, 1, MEETING.begins_at)
    assert life.changed(elsewhere, replace(elsewhere, sequence=0, uid="x"), NOW) is elsewhere
    draft = replace(MEETING, state=MeetingState.DRAFT)
    assert life.changed(draft, replace(draft, begins_at=NOW), NOW).sequence == 0


def test_what_is_over_stays_so() -> None:
    off = life.cancelled(MEETING, "Influensa.", NOW)
    assert (off.state, off.sequence, life.held(off)) == (MeetingState.CANCELLED, 1, off)
    assert life.held(MEETING).state is MeetingState.HELD
    for act in (lambda: life.cancelled(off, "", NOW), lambda: life.changed(off, MEETING, NOW), lambda: life.published(off, NOW),
                lambda: life.answered(off, [], reply("eva"), Answer.YES, NOW)):  # fmt: skip
        with pytest.raises(Over):
            act()


def test_a_full_workshop_has_a_waiting_list_in_the_order_of_the_answers_and_it_moves_up() -> None:
    workshop = replace(MEETING, kind=life.MeetingKind.WORKSHOP, limit=1)
    replies = [reply("eva", Answer.YES), reply("olle"), reply("per", Answer.MAYBE)]
    olle = life.answered(workshop, replies, replies[1], Answer.YES, NOW + timedelta(hours=2))
    per = life.answered(workshop, replies, replies[2], Answer.YES, NOW + timedelta(hours=1))
    assert (olle.answer, per.answer) == (Answer.WAITING, Answer.WAITING)
    assert [one.person for one in life.waiting_list([olle, per])] == ["per", "olle"]
    assert life.answered(workshop, [replies[0], olle, per], olle, Answer.YES, NOW) is olle
    free = [life.answered(workshop, replies, replies[0], Answer.NO, NOW), olle, per]
    assert [(one.person, one.answer) for one in life.moved_up(workshop, free, NOW)] == [("per", Answer.YES)]
    assert life.moved_up(MEETING, [olle], NOW) == [replace(olle, answer=Answer.YES, at=NOW)]
    assert life.places_left(MEETING, free) is None


def test_a_new_time_asks_those_anew_who_had_said_something() -> None:
    anew = life.asked_anew(reply("eva", Answer.NO))
    assert (anew.answer, anew.before) == (Answer.ASKED, Answer.NO)
    assert life.asked_anew(reply("olle")) == reply("olle")


FIRST_THURSDAYS = Series(repeat=Repeat.MONTH, first=date(2026, 12, 3), clock="14:30", until=date(2027, 6, 30))


def test_the_first_thursday_of_each_month_without_those_when_nobody_works() -> None:
    every = [day for _, day in days(FIRST_THURSDAYS)]
    assert every == [date(2026, 12, 3), date(2027, 1, 7), date(2027, 2, 4), date(2027, 3, 4), date(2027, 4, 1),
                     date(2027, 5, 6), date(2027, 6, 3)]  # fmt: skip
    after = next_time(FIRST_THURSDAYS, lambda day: day != date(2027, 1, 7))
    assert after is not None
    assert (after.day, after.left_out, after.series.index) == (date(2027, 2, 4), (date(2027, 1, 7),), 3)
    assert [one.day for one in times_ahead(FIRST_THURSDAYS, lambda _: True, 2)] == every[1:3]
    assert next_time(replace(FIRST_THURSDAYS, ended=True), lambda _: True) is None
    assert next_time(replace(FIRST_THURSDAYS, until=None), lambda _: False) is None
    assert next_time(replace(FIRST_THURSDAYS, times=1), lambda _: True) is None


def test_a_series_that_is_moved_is_counted_from_its_new_day() -> None:
    weekly = Series(repeat=Repeat.WEEK, first=date(2026, 12, 3), clock="14:30", times=5, index=3)
    moved = anchored(weekly, date(2026, 12, 18), time(9, 0))
    assert [day for _, day in days(moved)] == [date(2026, 12, 18), date(2026, 12, 25), date(2027, 1, 1)]
    assert (moved.clock, moved.index) == ("09:00", 1)


def test_it_begins_by_the_clock_on_the_wall_in_summer_and_winter() -> None:
    assert begins(FIRST_THURSDAYS, date(2027, 3, 4), STOCKHOLM).hour == 13
    assert begins(FIRST_THURSDAYS, date(2027, 5, 6), STOCKHOLM).hour == 12


DAYS = some.dates(date(2020, 1, 1), date(2040, 1, 1))


@given(DAYS, some.sampled_from(list(Repeat)), some.integers(1, 60))
def test_every_day_of_a_series_has_the_weekday_of_the_first_and_they_never_go_back(
    first: date, repeat: Repeat, times: int
) -> None:
    every = [day for _, day in days(Series(repeat=repeat, first=first, clock="10:00", times=times))]
    assert (len(every), every[0]) == (times, first)
    assert {day.weekday() for day in every} == {first.weekday()}
    gaps = {(later - day).days for day, later in pairwise(every)}
    assert gaps <= {Repeat.WEEK: {7}, Repeat.FORTNIGHT: {14}, Repeat.MONTH: {28, 35, 21, 42}}[repeat]
    if repeat is Repeat.MONTH:
        months = [day.year * 12 + day.month for day in every]
        assert months == list(range(months[0], months[0] + times))


@given(some.integers(2020, 2040), some.integers(1, 12), some.integers(1, 5), some.integers(0, 6))
def test_the_nth_weekday_is_in_its_month(year: int, month: int, which: int, weekday: int) -> None:
    day = nth_weekday(year, month, which, weekday)
    assert (day.year, day.month, day.weekday()) == (year, month, weekday)
    assert (day.day - 1) // 7 + 1 in {which, which - 1}
