"""What became of questions: each has one fate, the sums agree, and few tell no time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.support.calendar import WorkingTime
from knowledge.support.hours import parse_hours
from knowledge.support.periods import Period
from knowledge.support.question import HOW_SOLVED, WHY_DROPPED, State
from knowledge.support.statistics import LEAST, Asked, Fate, Report, fate_of, helped_at, part_of

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)  # a Monday, 10:00 in Stockholm
LATER = AT + timedelta(hours=2)
WORKING = WorkingTime(hours=parse_hours("07:30-16:30", "mon-fri"), zone=ZoneInfo("Europe/Stockholm"))
NOVEMBER = Period(first=date(2026, 11, 1), last=date(2026, 11, 30), name="2026-11")
MOMENTS = st.integers(-8 * 1440, 34 * 1440).map(lambda minutes: AT + timedelta(minutes=minutes))
QUESTIONS = st.builds(
    Asked,
    asked_at=MOMENTS,
    state=st.sampled_from(State),
    how=st.sampled_from(["", *HOW_SOLVED, *WHY_DROPPED]),
    school=st.sampled_from([None, "lind", "haga"]),
    by_bot=st.booleans(),
    by_person=st.booleans(),
    answered_at=st.none() | MOMENTS,
    solved_at=st.none() | MOMENTS,
    unsure=st.booleans(),
    reopened=st.booleans(),
    wrong=st.booleans(),
)


@pytest.mark.parametrize(
    ("question", "fate", "helped"),
    [
        (Asked(asked_at=AT, state=State.SOLVED, how="confirmed", by_bot=True, answered_at=AT), Fate.CONFIRMED, AT),
        (Asked(asked_at=AT, state=State.SOLVED, how="assumed", by_bot=True, answered_at=AT), Fate.ASSUMED, AT),
        (
            Asked(asked_at=AT, state=State.SOLVED, how="confirmed", by_person=True, answered_at=LATER),
            Fate.PEOPLE,
            LATER,
        ),
        (Asked(asked_at=AT, state=State.SOLVED, how="by_contact", answered_at=AT, solved_at=LATER), Fate.PEOPLE, LATER),
        (Asked(asked_at=AT, state=State.SOLVED, how="linked", by_bot=True, solved_at=LATER), Fate.LINKED, LATER),
        (Asked(asked_at=AT, state=State.SOLVED, how="confirmed", solved_at=LATER), Fate.ITSELF, None),
        (Asked(asked_at=AT, state=State.ANSWERED, by_bot=True, answered_at=AT), Fate.UNSAID, AT),
        (Asked(asked_at=AT, state=State.WITH_VENDOR, answered_at=AT), Fate.WAITING, None),
        (Asked(asked_at=AT, state=State.EXPIRED), Fate.RESTING, None),
    ],
)
def test_each_question_has_one_fate_and_a_moment_of_help(question: Asked, fate: Fate, helped: datetime | None) -> None:
    found = fate_of(question)
    assert found is fate
    assert helped_at(question, found) == helped


def test_what_was_no_question_has_none() -> None:
    assert fate_of(Asked(asked_at=AT, state=State.DROPPED, how="not_a_question")) is None
    assert fate_of(Asked(asked_at=AT, state=State.ASKED, unsure=True)) is None


@given(questions=st.lists(st.tuples(QUESTIONS, st.sampled_from(["", "konto", "app"])), max_size=40),
       crossed=st.sampled_from(["", "school", "category"]))  # fmt: skip
def test_the_sums_agree_however_they_are_divided(questions: list[tuple[Asked, str]], crossed: str) -> None:
    report = Report(period=NOVEMBER, working=WORKING, crossed=crossed)
    for question, category in questions:
        report.add(question, category)
    divided = [report.parts.values(), report.schools.values(), report.categories.values()]
    divided += [report.cells.values()] if crossed else []
    for tallies in divided:
        for fate in Fate:
            assert sum(one.fates[fate] for one in tallies) == report.whole.fates[fate]
        for name in ("asked", "by_bot", "reopened", "wrong"):
            assert sum(getattr(one, name) for one in tallies) == getattr(report.whole, name)
        assert sorted(wait for one in tallies for wait in one.waits) == sorted(report.whole.waits)
    begins, ends = report.moments
    within = [one for one, _ in questions if begins <= one.asked_at < ends]
    assert len(within) == report.whole.asked + report.dropped
    assert all(wait >= 0 for wait in report.whole.waits)
    assert list(report.parts) == ["2026-W44", "2026-W45", "2026-W46", "2026-W47", "2026-W48", "2026-W49"]


@given(st.lists(st.floats(0, 1e6), min_size=LEAST, max_size=60))
def test_within_the_told_time_so_many_had_help(minutes: list[float]) -> None:
    for share in (0.5, 0.9):
        told = part_of(minutes, share)
        assert told in minutes
        assert sum(one <= told for one in minutes) >= share * len(minutes)
        assert sum(one < told for one in minutes) < share * len(minutes)


def test_of_few_no_time_is_told() -> None:
    assert part_of([1.0] * (LEAST - 1), 0.5) is None
    assert part_of([1.0] * LEAST, 0.5) == 1.0


def test_help_over_night_takes_working_time_alone() -> None:
    report = Report(period=NOVEMBER, working=WORKING)
    evening, morning = AT.replace(hour=15), AT.replace(day=3, hour=7)  # 16:00 and 08:00 in Stockholm
    report.add(Asked(asked_at=evening, state=State.SOLVED, how="by_contact", solved_at=morning))
    assert list(report.whole.waits_for_people) == [60.0]
