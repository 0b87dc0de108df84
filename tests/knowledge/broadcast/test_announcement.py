"""The life of an announcement: whatever happens in whatever order, nothing goes out twice and nothing comes back."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.broadcast.announcement import (
    OUT,
    TRANSITIONS,
    UNSENT,
    Announcement,
    Impossible,
    Move,
    Repeat,
    State,
    Words,
    after,
    next_time,
)
from storage import codec

MOVES = st.lists(st.sampled_from(list(Move)), max_size=30)


def played(moves: list[Move]) -> list[State]:
    """The states that the moves lead through; what cannot be is left out."""
    states = [State.DRAFT]
    for move in moves:
        if states[-1] in TRANSITIONS[move]:
            states.append(after(states[-1], move))
    return states


@given(MOVES)
def test_what_is_out_never_becomes_a_draft_again(moves: list[Move]) -> None:
    states = played(moves)
    first = next((number for number, state in enumerate(states) if state in OUT), len(states))
    assert not set(states[first:]) & {*UNSENT, State.DISCARDED}


@given(MOVES)
def test_nothing_is_sent_that_was_not_on_the_calendar(moves: list[Move]) -> None:
    states = played(moves)
    for before, now in pairwise(states):
        if now is State.SENDING and before is not State.SENDING:
            assert before in {State.SCHEDULED, State.SENT}


@given(MOVES)
def test_what_is_recalled_or_thrown_away_stays_so(moves: list[Move]) -> None:
    states = played(moves)
    for end in (State.RECALLED, State.DISCARDED):
        if end in states:
            assert states[-1] is end


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(Impossible, match="recalled cannot begin"):
        after(State.RECALLED, Move.BEGIN)


def test_a_change_takes_every_approval_away() -> None:
    one = Announcement(author="c", approved_by="m", approved_version=1)
    assert one.is_approved
    changed = one.edited()
    assert (changed.is_approved, changed.version, changed.state) == (False, 2, State.DRAFT)


def test_it_is_stored_and_read_again() -> None:
    one = Announcement(
        author="c", words={"sv": Words(title="T", body="B")}, repeat=Repeat.TERM, expires=date(2026, 12, 1)
    )
    assert codec.from_json(Announcement, codec.to_json(one)) == one


@pytest.mark.parametrize(("repeat", "sent", "again"), [
    (Repeat.NEVER, date(2026, 11, 24), None),
    (Repeat.MONTH, date(2026, 11, 24), date(2026, 12, 24)),
    (Repeat.MONTH, date(2027, 1, 31), date(2027, 2, 28)),
    (Repeat.MONTH, date(2026, 12, 31), date(2027, 1, 31)),
    (Repeat.TERM, date(2026, 8, 31), date(2027, 2, 28)),
    (Repeat.TERM, date(2027, 1, 11), date(2027, 7, 11)),
])  # fmt: skip
def test_it_comes_again_on_the_same_day_of_a_later_month(repeat: Repeat, sent: date, again: date | None) -> None:
    assert next_time(repeat, sent) == again
