"""Questions that no entry answers are gathered by what they ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.library import load_matcher
from knowledge.faq.index import Index
from knowledge.support.agenda import Heard
from knowledge.support.agenda_likeness import missing
from knowledge.support.question import State

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
INDEX = Index.build([], load_matcher())
VOTE = Heard(number=1, text="kan eleverna rösta om klassresan inne i unikum?", state=State.WAITING, asked_at=NOON)


def test_what_several_ask_is_one_row_with_how_many_and_what_one_asks_is_none() -> None:
    asked = [
        VOTE, replace(VOTE, number=2, text="Kan eleverna rösta om klassresan i Unikum?"),
        replace(VOTE, number=3, text="", linked_to=1), replace(VOTE, number=4, text="var skriver man ut schemat på A3?"),
        replace(VOTE, number=5, entry="plan", state=State.SOLVED), replace(VOTE, number=6, state=State.DROPPED),
        replace(VOTE, number=7, asked_at=NOON - timedelta(days=1)),
    ]  # fmt: skip
    (row,) = missing(asked, NOON, INDEX)
    assert (row.text, row.number, row.count, row.key) == (VOTE.text, 1, 3, "question/1/card")


def test_the_most_asked_comes_first_and_nothing_makes_nothing() -> None:
    other = replace(VOTE, text="var skriver man ut schemat på A3?")
    asked = [replace(VOTE, number=1), *(replace(other, number=number) for number in (2, 3, 4)), replace(VOTE, number=5)]
    assert [(row.number, row.count) for row in missing(asked, NOON, INDEX)] == [(2, 3), (1, 2)]
    assert missing([], NOON, INDEX) == []
