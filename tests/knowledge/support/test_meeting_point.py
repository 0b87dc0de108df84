"""Points for a check-in: which of them a meeting brings up, and when two are the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from knowledge.support.meeting_point import MeetingPoint, PointState, handled, of_meeting, removed, same

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
POINT = MeetingPoint(number=1, text="Hur gör vi med lärloggen?", author="anna", at=NOON)


def test_what_was_meant_for_a_meeting_that_does_not_come_waits_for_the_next_one() -> None:
    free, meant, gone = (replace(POINT, number=n, meeting=m) for n, m in ((1, None), (2, 7), (3, 5)))
    planned = {7, 8}
    assert of_meeting([free, meant, gone], 8, planned, is_next=True) == [free, gone]
    assert of_meeting([free, meant, gone], 7, planned, is_next=False) == [meant]
    assert of_meeting([free, meant, gone], 7, planned, is_next=True) == [free, meant, gone]
    assert of_meeting([free, meant, gone], 9, planned, is_next=False) == []


def test_what_is_done_or_has_no_words_any_more_is_not_brought_up() -> None:
    done = handled(POINT, 7, "mats", NOON)
    assert (done.state, done.meeting, done.is_open) == (PointState.HANDLED, 7, False)
    away = removed(POINT, "mats", "Det är löst.", NOON)
    assert (away.state, away.why, away.done_by) == (PointState.REMOVED, "Det är löst.", "mats")
    erased = replace(POINT, text="")
    assert of_meeting([done, away, erased], 7, {7}, is_next=True) == []
    linked = replace(erased, about="message/slack/C1/17.5")
    assert of_meeting([linked], 7, {7}, is_next=True) == [linked]


def test_the_same_words_of_the_same_person_and_the_same_message_of_anybody_are_one_point() -> None:
    assert same([POINT], replace(POINT, number=0, text=" hur gör vi med LÄRLOGGEN ")) == POINT
    assert same([POINT], replace(POINT, number=0, author="olle")) is None
    assert same([POINT], replace(POINT, number=0, text="Hur gör vi med planeringen?")) is None
    assert same([POINT], POINT) is None, "it is not another's"
    assert same([removed(POINT, "anna", "", NOON)], replace(POINT, number=0)) is None
    linked = replace(POINT, number=2, about="question/4/card")
    assert same([POINT, linked], replace(linked, number=0, author="olle", text="annat")) == linked
    assert same([POINT, linked], replace(linked, number=0, about="question/5/card")) is None
