"""An agenda out of facts: which questions are worth a word, in what order, and what of it the vendor reads."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from knowledge.support import agenda
from knowledge.support.agenda import Heard, Line, Section
from knowledge.support.question import State
from tests.knowledge.support.test_statistics import WORKING

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
"""Tuesday noon in Stockholm."""


def heard(number: int, state: State = State.WAITING, **fields: Any) -> Heard:
    """A question of that Tuesday, one minute after the one before."""
    return Heard(**{"number": number, "text": f"fråga {number}", "state": state,
                    "asked_at": NOON + timedelta(minutes=number), **fields})  # fmt: skip


def numbers(lines: list[Line]) -> list[int]:
    """Which questions they are about."""
    return [one.number for one in lines]


def test_what_waits_here_and_with_the_vendor_longest_first() -> None:
    asked = [
        heard(4), heard(2, State.TAKEN), heard(3, State.WITH_VENDOR), heard(1, State.WITH_VENDOR), heard(5, text=""),
        heard(6, State.ANSWERED), heard(7, State.SOLVED), heard(8, unsure=True), heard(9, State.DROPPED),
    ]  # fmt: skip
    assert numbers(agenda.unanswered(asked)) == [2, 4]
    assert numbers(agenda.with_vendor(asked)) == [1, 3]
    assert agenda.unanswered(asked)[0].key == "question/2/card"


def test_slow_is_what_took_more_than_a_day_of_work_and_only_where_a_person_helped() -> None:
    def after(number: int, hours: float, **fields: Any) -> Heard:
        return heard(number, State.SOLVED, answered_at=NOON + timedelta(hours=hours), by_person=True, **fields)

    asked = [
        after(1, 2), after(2, 24 * 3), after(3, 24 * 2), after(4, 24 * 7, linked_to=2), after(5, 24 * 7, text=""),
        heard(6, State.SOLVED, answered_at=NOON + timedelta(days=9), entry="plan", solved_at=NOON + timedelta(days=9)),
        heard(7, State.SOLVED, solved_at=NOON + timedelta(days=6)), heard(8),
    ]  # fmt: skip
    assert numbers(agenda.slowest(asked, NOON, WORKING)) == [7, 2, 3]
    took = agenda.slowest(asked, NOON, WORKING)[-1].took
    assert took is not None
    assert timedelta(hours=8) < took < timedelta(hours=24), "nights do not count"
    assert agenda.slowest(asked, NOON + timedelta(days=30), WORKING) == []


def test_what_was_reopened_and_what_the_answers_answer_most() -> None:
    asked = [
        heard(1, State.SOLVED, entry="plan", reopened=True), heard(2, State.ANSWERED, entry="plan"),
        heard(3, State.SOLVED, entry="out"), heard(4, State.SOLVED, entry="gone"), heard(5, State.SOLVED, entry="gone"),
        heard(6, State.DROPPED, entry="out", reopened=True), heard(7, reopened=True),
    ]  # fmt: skip
    assert numbers(agenda.reopened(asked)) == [7, 1]
    titles = {"plan": "Hur tilldelar jag?", "out": "Utloggad?"}
    assert agenda.most_asked(asked, NOON, titles) == [Line(text="Hur tilldelar jag?", count=2)]
    assert agenda.most_asked(asked, NOON + timedelta(minutes=2), titles) == []


def test_empty_sections_go_and_a_section_is_cut_with_how_many_are_left() -> None:
    lines = [Line(number=number, text="x") for number in range(7)]
    made = agenda.made(NOON, {Section.POINTS: lines, Section.UNANSWERED: lines[:1], Section.NEWS: []})
    assert [part.section for part in made.parts] == [Section.UNANSWERED, Section.POINTS]
    assert (len(made.parts[1].shown(5)), made.parts[1].more(5)) == (5, 2)
    assert (len(made.parts[1].shown(6)), made.parts[1].more(6)) == (7, 0), "one row is not saved by a row"
    assert made.part(Section.NEWS) == ()


def test_the_vendor_reads_only_what_is_for_the_vendor() -> None:
    lines = [Line(text="a"), Line(text="b", for_vendor=False), Line(text="", key="question/1/card")]
    made = agenda.made(NOON, dict.fromkeys(Section, lines))
    told = agenda.for_vendor(made)
    assert [part.section for part in told.parts] == list(agenda.FOR_VENDOR)
    assert {part.lines for part in told.parts} == {(Line(text="a"),)}
    assert agenda.for_vendor(agenda.made(NOON, {Section.POINTS: lines[1:], Section.UNREACHED: lines})).parts == ()


@pytest.mark.parametrize(
    ("former", "since"), [(None, 30), (timedelta(days=14), 14), (timedelta(days=200), 120), (timedelta(days=-1), 30)]
)
def test_it_counts_from_the_former_meeting_but_not_from_any_time(former: timedelta | None, since: int) -> None:
    assert agenda.counted_from(NOON, NOON - former if former else None) == NOON - timedelta(days=since)


def test_many_contacts_and_few_readers() -> None:
    assert agenda.crowded({"a": 2, "b": 3}) == [Line(school="b", count=3)]
    assert [agenda.has_few_readers(*one) for one in ((0, 0), (79, 100), (80, 100))] == [False, True, False]
