"""The life of a question as a table: every move from every state, and that nobody is ever left waiting."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.conversation.event import MessageRef
from knowledge.support.question import CLOSED, TRANSITIONS, Impossible, Move, Question, State, after, undone

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
OPEN = [state for state in State if state not in CLOSED]
ASKED, SUGGESTED, ANSWERED, WAITING, TAKEN, WITH_VENDOR, SOLVED, DROPPED, EXPIRED = State

LIFE: dict[Move, tuple[set[State], State]] = {
    Move.ANSWER: ({*OPEN, EXPIRED}, ANSWERED),
    Move.SUGGEST: ({ASKED, SUGGESTED, ANSWERED, WAITING}, SUGGESTED),
    Move.ASK_MORE: ({ASKED, SUGGESTED, ANSWERED, WAITING}, ASKED),
    Move.ROUTE: (set(OPEN), WAITING),
    Move.TAKE: ({*OPEN, EXPIRED}, TAKEN),
    Move.KEEP: ({TAKEN}, TAKEN),
    Move.TO_VENDOR: ({WAITING, TAKEN, ANSWERED}, WITH_VENDOR),
    Move.SOLVE: (set(OPEN), SOLVED),
    Move.DROP: (set(State) - {DROPPED}, DROPPED),
    Move.EXPIRE: ({TAKEN}, EXPIRED),
    Move.REOPEN: ({SOLVED, EXPIRED}, WAITING),
}
"""DESIGN 2 and 5, written down a second time."""


def question(**fields: object) -> Question:
    root = MessageRef(platform="local", channel="support", id="m1")
    return Question(**{"number": 1, "asker": "anna", "asked_at": NOW, "text": "hur gör jag?", "root": root, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("move", Move)
def test_each_move_leads_where_the_table_says_or_is_impossible(move: Move, state: State) -> None:
    starts, end = LIFE[move]
    if state in starts:
        assert after(state, move) is end
    else:
        with pytest.raises(Impossible, match=f"a question that is {state} cannot {move}"):
            after(state, move)


def test_the_table_knows_every_move() -> None:
    assert set(TRANSITIONS) == set(Move) == set(LIFE)


@given(st.lists(st.sampled_from(Move), max_size=30))
def test_whatever_happens_a_question_can_still_be_solved_or_opened_again_or_was_thrown_away(moves: list[Move]) -> None:
    state = State.ASKED
    for move in moves:
        try:
            state = after(state, move)
        except Impossible:
            continue
    possible = {move for move in Move if state in TRANSITIONS[move][0]}
    if state is DROPPED:
        assert possible == set()
    elif state in CLOSED:
        assert Move.REOPEN in possible
    else:
        assert {Move.SOLVE, Move.DROP, Move.ROUTE, Move.TAKE} <= possible


@pytest.mark.parametrize("state", State)
def test_who_must_act_follows_from_the_state(state: State) -> None:
    assert question(state=state).is_open is (state in OPEN)
    assert question(state=state).has_person is (state in {WAITING, TAKEN, WITH_VENDOR})


@given(st.sampled_from([state for state in State if state is not DROPPED]))
def test_undo_gives_back_exactly_what_was_dropped(state: State) -> None:
    before = question(state=state, holders=("eva",), entry="plan")
    dropped = question(state=after(state, Move.DROP), how="not_a_question", dropped_from=state, holders=("eva",),
                       entry="plan")  # fmt: skip
    assert undone(dropped) == before
    with pytest.raises(Impossible, match="cannot be undone"):
        undone(before)


def test_what_was_dropped_nowhere_cannot_be_undone() -> None:
    with pytest.raises(Impossible, match="cannot be undone"):
        undone(question(state=DROPPED))


def test_our_keys_name_the_question() -> None:
    assert question(number=42).key("card") == "question/42/card"
