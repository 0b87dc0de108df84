"""Lists of unequal length in two arrays, beside what plain lists would give."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from knowledge.faq.ragged import Ragged

LISTS = st.lists(st.lists(st.integers(0, 9), max_size=4), max_size=8)


def of(lists: list[list[int]]) -> Ragged:
    return Ragged.of([one for some in lists for one in some], [len(some) for some in lists])


def plain(ragged: Ragged) -> list[list[int]]:
    return [ragged.row(number).tolist() for number in range(len(ragged))]


@given(LISTS, st.data())
def test_lists_are_picked_in_any_order(lists: list[list[int]], data: st.DataObject) -> None:
    numbers = data.draw(st.lists(st.sampled_from(range(len(lists))))) if lists else []
    assert plain(of(lists).picked(np.array(numbers, dtype=np.int64))) == [lists[number] for number in numbers]


@given(LISTS)
def test_turned_says_which_lists_have_a_number(lists: list[list[int]]) -> None:
    turned, order = of(lists).turned(10)
    assert plain(turned) == [[n for n, some in enumerate(lists) for one in some if one == value] for value in range(10)]
    assert of(lists).ids[order].tolist() == sorted(one for some in lists for one in some)


@given(LISTS, LISTS, st.data())
def test_spliced_replaces_a_run_of_lists(lists: list[list[int]], others: list[list[int]], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(lists)))
    last = data.draw(st.integers(first, len(lists)))
    assert plain(of(lists).spliced(first, last, of(others))) == lists[:first] + others + lists[last:]


@given(st.lists(st.tuples(st.lists(st.integers(0, 9), max_size=3), st.lists(st.integers(0, 9), max_size=3))))
def test_beside_puts_lists_of_one_number_together(pairs: list[tuple[list[int], list[int]]]) -> None:
    one, other = [a for a, _ in pairs], [b for _, b in pairs]
    assert plain(of(one).beside(of(other))) == [a + b for a, b in pairs]


@given(LISTS, st.integers(1, 6))
def test_chunks_cover_all_lists_once_and_are_not_long(lists: list[list[int]], most: int) -> None:
    chunks = list(of(lists).chunks(most))
    assert [n for first, last in chunks for n in range(first, last)] == list(range(len(lists)))
    assert all(last - first == 1 or sum(map(len, lists[first:last])) <= most for first, last in chunks)
