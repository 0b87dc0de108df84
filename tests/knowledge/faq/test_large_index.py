"""A large FAQ: found in two steps, changed entry by entry, and both fast."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz, process

from bot.library import load_matcher
from knowledge.faq.entry import FaqEntry
from knowledge.faq.index import Index
from knowledge.faq.rank import rank
from knowledge.faq.weights import Weights
from tests.bench.made_faq import asked, made_faq

PRINT = FaqEntry(id="print", question="Hur skriver jag ut namnskyltar?", answer="Välj pdf.")
FEW = 60


@pytest.fixture(scope="module")
def entries() -> list[FaqEntry]:
    return made_faq(4000)


@pytest.fixture(scope="module")
def large(entries: list[FaqEntry], weights: Weights) -> Index:
    return Index.build(entries, weights)


@cache
def few() -> Index:
    """No fixture: hypothesis would write all of it out when a test fails."""
    return Index.build(made_faq(FEW), load_matcher())


def found(text: str, index: Index) -> list[tuple[str, float]]:
    return [(match.id, round(match.score, 5)) for match in rank(text, index)]


def quickest(work: Callable[[], object], times: int) -> float:
    """The least processor time that the work takes; other programs on the machine do not count."""
    took = []
    for _ in range(times):
        began = time.thread_time()
        work()
        took.append(time.thread_time() - began)
    return min(took)


def test_questions_with_an_error_find_their_entry(large: Index, entries: list[FaqEntry]) -> None:
    questions = asked(entries, 100)
    right = sum(rank(text, large)[0].id == entry for text, entry in questions)
    assert right >= 95


def test_every_own_text_is_exact(large: Index, entries: list[FaqEntry]) -> None:
    for entry in entries[::200]:
        best = rank(entry.texts[-1].upper(), large)[0]
        assert (best.id, best.exact) == (entry.id, True)


def test_a_changed_entry_is_found_by_its_new_words_and_the_old_index_stays(large: Index) -> None:
    changed = replace(large.entries[17], question="Hur plockar man blåbär i skogen?")
    after = large.changed(changed)
    assert after.changes == 1
    assert after.entries[17] == changed
    assert rank("plockar man blåbär i skogen", after)[0].id == changed.id
    assert rank("Hur plockar man blåbär i skogen?", after)[0].exact
    assert not any(match.exact for match in rank("Hur plockar man blåbär i skogen?", large))


def test_an_added_entry_is_found_and_a_removed_one_is_not(large: Index) -> None:
    added = large.changed(PRINT)
    assert len(added.entries) == len(large.entries) + 1
    assert rank("hur skriver man ut namnskyltar", added)[0].id == "print"
    removed = added.without("e5").without("print")
    assert removed.entry("e5") is None
    assert removed.entries[5].id == "e6"
    assert removed.texts_of(5) == large.texts_of(6)
    assert "print" not in [match.id for match in rank("hur skriver man ut namnskyltar", removed)]


def test_an_entry_that_is_not_there_can_be_removed_without_effect(large: Index) -> None:
    assert large.without("nobody") is large


def test_a_few_changes_hardly_move_what_is_found(large: Index, entries: list[FaqEntry], weights: Weights) -> None:
    changed = [replace(entry, answer="Öppna menyn.") for entry in entries[:20]]
    stepwise, anew = large.renewed(changed + entries[20:]), Index.build(changed + entries[20:], weights)
    assert (stepwise.changes, anew.changes) == (20, 0)
    for text, _ in asked(entries, 25):
        assert rank(text, stepwise)[0].id == rank(text, anew)[0].id
        assert rank(text, stepwise)[0].score == pytest.approx(rank(text, anew)[0].score, abs=0.05)


def test_after_many_changes_all_of_it_is_read_again(large: Index, entries: list[FaqEntry]) -> None:
    often = replace(large, changes=len(entries) // 20)
    assert often.changed(PRINT).changes == 0
    assert large.renewed(entries[:3900]).changes == 0


def test_a_small_faq_is_always_read_as_a_whole(weights: Weights) -> None:
    anew = Index.build((*few().entries, PRINT), weights)
    for text in ("hur skriver man ut", few().texts[3]):
        assert found(text, few().changed(PRINT)) == found(text, anew)


@given(st.lists(st.tuples(st.integers(0, FEW + 5), st.sampled_from(["change", "remove", "add"])), max_size=12))
@settings(max_examples=25, deadline=None)
def test_whichever_way_entries_came_in_the_same_is_found(steps: list[tuple[int, str]]) -> None:
    """With words that the FAQ had before; a new one stays known after it is gone, until all is read again."""
    start, words = few().spliced(0, 0, ()), few().lexicon.spelled
    index, size = start, len(start.entries)
    for number, step in steps:
        first = number % max(len(index.entries), 1)
        new = FaqEntry(id=f"n{size}", question=" ".join(words[number : number + 7]), answer=words[9])
        size += 1
        if step == "remove" and index.entries:
            index = index.spliced(first, first + 1, ())
        elif step == "change" and index.entries:
            index = index.spliced(first, first + 1, (replace(new, id=index.entries[first].id),))
        else:
            index = index.spliced(len(index.entries), len(index.entries), (new,))
    at_once = start.spliced(0, len(start.entries), index.entries)
    for text in (" ".join(words[3:9]), start.texts[2], start.texts[50]):
        assert dict(found(text, index)) == pytest.approx(dict(found(text, at_once)), abs=1e-4)


def test_ranking_a_large_faq_is_several_times_faster_than_a_fuzzy_search(large: Index, entries: list[FaqEntry]) -> None:
    text = asked(entries, 1)[0][0]
    choices = [one.lower() for entry in entries for one in entry.texts]
    slow = quickest(lambda: process.extract(text, choices, scorer=fuzz.WRatio, limit=10), 3)
    assert quickest(lambda: rank(text, large), 10) * 3 < slow


def test_a_change_costs_a_small_part_of_reading_all(large: Index, entries: list[FaqEntry], weights: Weights) -> None:
    whole = quickest(lambda: Index.build(entries, weights), 1)
    assert quickest(lambda: large.changed(PRINT), 3) * 8 < whole
