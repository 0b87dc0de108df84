"""The same question again: few links, and right ones; known pairs, the kept pairs, and the time that it takes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.evaluation.pairs import figures, judge_pairs
from bot.files.pairs_file import Pair, read_pairs
from knowledge.faq.index import Index
from knowledge.faq.notebook import Asked, Notebook
from knowledge.faq.pairs import TOWARDS, evidence
from knowledge.faq.rank import rank
from knowledge.faq.traits import traits
from knowledge.faq.weights import PairWeights, Weights

SAMPLES = Path(__file__).parents[3] / "samples"
KEPT = SAMPLES / "kept" / "pairs" / "pairs_sv.yaml"
LEAST = {"precision": 0.95, "recall": 0.18, "auroc": 0.76}
"""What must be reached on the kept pairs, by words alone. Nothing learns from them; they are harder than a usual day."""


@pytest.fixture(scope="module")
def kept() -> list[Pair]:
    return read_pairs(KEPT).value


@pytest.fixture(scope="module")
def notebook(sample: Index) -> Notebook:
    return Notebook(sample)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Var ligger knappen för att skriva ut klassens schema?",
            "Var ligger knappen för att skriva ut klassens schema",
        ),
        ("matrisen går inte att spara", "kan inte spara matrisen"),
        ("unikum är nere va?", "är unikum nere"),
        ("hur bokar jag utvecklingssamtal", "hur bokar man utvecklingssamtal?"),
        ("kan inte logga in med bankid idag", "går inte att logga in med bankid, nån mer?"),
    ],
)
def test_the_same_in_other_words_is_the_same(one: str, other: str, notebook: Notebook) -> None:
    assert notebook.chance(one, other)[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hur byter jag bild", "hur tar jag bort bild"),
        ("hur gör jag för att byta bild?", "hur gör jag för att byta lösenord?"),
        ("kan inte logga in", "hur loggar jag in?"),
        ("glömt lösenordet", "en elev har glömt sitt lösenord"),
        ("6B är tom på elever", "5A är tom på elever"),
        ("eleven syns inte för läraren", "läraren syns inte för eleven"),
        ("kan man ladda upp en film i unikum?", "kan man ladda upp en pdf i unikum?"),
        ("det funkar inte", "det funkar inte"),
        ("hjälp", "hjälp mig"),
        ("", "hur loggar jag in?"),
        ("", ""),
    ],
)
def test_another_question_about_the_same_is_not_the_same(one: str, other: str, notebook: Notebook) -> None:
    assert not notebook.chance(one, other)[1]


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=30, deadline=None)
def test_it_goes_both_ways_and_is_a_probability(sample: Index, one: str, other: str) -> None:
    there, back = (Notebook(sample).chance(*pair)[0] for pair in ((one, other), (other, one)))
    assert 0 <= there <= 1
    assert there == pytest.approx(back)


def test_the_kept_pairs_are_joined_rarely_and_rightly(kept: list[Pair], sample: Index) -> None:
    found = figures(judge_pairs(kept, sample))
    assert {name: found["learned"][name] for name in LEAST if found["learned"][name] < LEAST[name]} == {}
    assert found["learned"]["auroc"] > found["likeness"]["auroc"] + 0.2
    assert found["learned"]["precision"] > found["likeness"]["precision"] + 0.1
    assert found["learned"]["precision"] > found["rapidfuzz"]["precision"] + 0.5


def test_the_floor_notices_a_model_that_is_worse(kept: list[Pair], sample: Index) -> None:
    pairs = sample.weights.lexical.pairs
    blind = {name: pull for name, pull in pairs.pulls.items() if TOWARDS[name] > 0 or name == "bias"}
    worse = _with(sample, replace(pairs, pulls=blind))
    assert figures(judge_pairs(kept, worse))["learned"]["precision"] < LEAST["precision"]


def test_the_kept_pairs_are_none_that_were_learned_from(kept: list[Pair]) -> None:
    learned = read_pairs(*(SAMPLES / "unikum" / "pairs").glob("pairs*.yaml")).value
    assert not {frozenset((one.a, one.b)) for one in kept} & {frozenset((one.a, one.b)) for one in learned}
    assert len(kept) > 200
    assert 0.4 < sum(one.same for one in kept) / len(kept) < 0.5


def test_what_is_learned_pulls_its_own_way_only(weights: Weights) -> None:
    learned = [weights.lexical.pairs, *([weights.meaning.pairs] if weights.meaning else [])]
    for pairs in learned:
        assert 0.5 < pairs.limit < 1
        assert all(pull * TOWARDS[name] > 0 for name, pull in pairs.pulls.items() if name != "bias")


def test_without_weights_only_equal_words_are_the_same(sample: Index) -> None:
    notebook = Notebook(_with(sample, PairWeights()))
    assert notebook.chance("Hur loggar jag in?", "hur loggar jag in")[1]
    assert not notebook.chance("Hur loggar jag in?", "hur loggar man in?")[1]


def test_every_evidence_has_a_direction(notebook: Notebook) -> None:
    told = notebook.told("hur bokar jag samtal?")
    assert set(evidence(told, told)) <= set(TOWARDS)


def test_a_deed_is_found_around_the_one_who_does_it(sample: Index) -> None:
    assert traits("hur tar jag bort bilden?", sample).deeds == {"delete"}
    assert traits("ta bort bild", sample).deeds == {"delete"}
    assert traits("kan eleven se läraren", sample).people == ("pupil", "colleague")


def test_hundreds_of_stored_questions_take_a_moment(kept: list[Pair], sample: Index) -> None:
    notebook, texts = Notebook(sample), list(dict.fromkeys(text for one in kept for text in (one.a, one.b)))
    stored = dict(enumerate([*texts, *(f"{text} {at}" for at, text in enumerate(texts))][:500]))
    asked = [Asked(text=text, matches=rank(text, sample)) for text in texts[:40]]
    took = []
    for one in [*asked, *asked]:
        began = process_time()
        notebook.same(one, stored)
        took.append(process_time() - began)
    assert len(stored) == 500
    assert sorted(took[len(asked) :])[len(asked) // 2] < 0.005


def test_what_is_passed_over_quickly_would_not_have_been_joined(kept: list[Pair], sample: Index) -> None:
    notebook = Notebook(sample)
    for pair in kept:
        sure, joined = notebook.chance(pair.a, pair.b)
        assert Notebook(sample).same(Asked(text=pair.a), {1: pair.b}) == ({1: sure} if joined else {})


def test_the_text_of_a_stored_question_is_not_what_it_is_kept_under(sample: Index) -> None:
    notebook = Notebook(sample)
    notebook.same(Asked(text="matrisen går inte att spara"), {1: "kan inte spara matrisen"})
    assert "kan inte spara matrisen" not in repr([*notebook._glances, *notebook._told])


def _with(index: Index, pairs: PairWeights) -> Index:
    weights = index.weights
    return replace(index, weights=replace(weights, lexical=replace(weights.lexical, pairs=pairs)))
