"""The explanation of a verdict: true to what was decided, and without anything that was masked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.library import load_matcher
from knowledge.faq.entry import FaqEntry
from knowledge.faq.explain import MOST_CANDIDATES, MOST_PULLS, Explanation, explain, pulls_of
from knowledge.faq.gate import kind_of
from knowledge.faq.index import Index
from knowledge.faq.judge import judge
from knowledge.faq.rank import rank
from knowledge.faq.verdict import Kind, Match, Policy, Route, Situation, Verdict
from knowledge.faq.worth import worth_of_answer, worth_of_suggestion

ENTRIES = [
    FaqEntry(id="tilldela", question="Hur tilldelar jag en planering till min klass?", answer="Klicka på Tilldela.",
             alternatives=("dela ut planeringen till eleverna",)),
    FaqEntry(id="losen", question="Jag har glömt mitt lösenord", answer="Tryck på Glömt lösenord."),
    FaqEntry(id="frånvaro", question="Hur anmäler jag frånvaro?", answer="Välj Frånvaro."),
    FaqEntry(id="bara-svar", question="", answer="Veckobrev skrivs i Lärloggen."),
]  # fmt: skip


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.build(ENTRIES, load_matcher())


def explained(text: str, index: Index, masked: str | None = None, policy: Policy | None = None) -> Explanation:
    policy = policy or Policy()
    matches = rank(text, index)
    verdict = judge(matches, kind_of(text, Situation(), index.weights), policy, index.weights.lexical.joint)
    return explain(text if masked is None else masked, verdict, index, policy)


def test_the_best_candidate_tells_its_nearest_wording_and_the_words_in_common(index: Index) -> None:
    best = explained("hur kan jag dela ut en planering till mina elever", index).candidates[0]
    assert best.id == "tilldela"
    assert best.wording == "dela ut planeringen till eleverna"
    assert {"dela", "planering", "elever"} <= set(best.shared)


def test_words_that_no_entry_has_are_named_and_an_inflected_one_is_known(index: Index) -> None:
    found = explained("hur tilldelar jag planeringarna i blyertspennor?", index)
    assert found.strange == ("blyertspennor",)


def test_the_best_is_told_by_what_is_ahead_and_the_others_by_what_is_behind(index: Index) -> None:
    matches = tuple(
        Match(id=id_, score=score, features={"char": char, "set": 1 - char})
        for id_, score, char in (("tilldela", 0.9, 0.9), ("losen", 0.05, 0.2), ("frånvaro", 0.01, 0.1))
    )
    learned = index.weights.lexical
    rank = replace(learned.rank, candidate={"char": 4.0, "set": 3.0})
    weighed = replace(index, weights=replace(index.weights, lexical=replace(learned, rank=rank)))
    verdict = Verdict(decision=Route(), kind=Kind(probabilities={"question": 1.0}), matches=matches)
    best, *others = explain("hur tilldelar jag planeringen", verdict, weighed, Policy()).candidates
    assert [pull.feature for pull in best.pulls] == ["char"]
    assert [[pull.feature for pull in one.pulls] for one in others] == [["char"], ["char"]]
    assert all(pull.by > 0 for pull in best.pulls)
    assert all(pull.by < 0 for other in others for pull in other.pulls)
    assert all(len(one.pulls) <= MOST_PULLS for one in (best, *others))


def test_pulls_are_weight_times_lead_with_the_variants_of_a_feature_added_up() -> None:
    match = Match(id="a", score=0.9, features={"char": 0.8, "char_gap": 0.5, "stem": 0.2})
    rival = Match(id="b", score=0.1, features={"char": 0.3, "char_gap": -0.5, "stem": 0.6})
    pulls = pulls_of(match, rival, {"char": 2.0, "char_gap": 1.0, "stem": 1.0, "set": 9.0})
    assert [(one.feature, one.by) for one in pulls] == [("char", 2.0), ("stem", -0.4)]


def test_without_a_rival_the_values_themselves_weigh() -> None:
    assert pulls_of(Match(id="a", score=1, features={"char": 0.5}), None, {"char": 2.0})[0].by == 1.0


def test_what_was_masked_is_neither_read_nor_a_word(index: Index) -> None:
    raw, masked = "eleven Kalle 121212-1212 har glömt lösenord", "eleven [namn] [personnummer] har glömt lösenord"
    found = explained(raw, index, masked)
    assert found.read == masked
    assert "Kalle" not in repr(found)
    assert "121212" not in repr(found)
    assert not {"namn", "personnummer"} & {*found.strange, *(w for one in found.candidates for w in one.shared)}


def test_the_decision_and_its_numbers_are_those_of_the_verdict(index: Index) -> None:
    sure = explained("Jag har glömt mitt lösenord", index)
    assert (sure.decision, sure.entries, sure.candidates[0].exact) == ("answer", ("losen",), True)
    assert {one.name: one.holds for one in sure.numbers}["answer"]
    strict = explained("hur tilldelar jag planeringen?", index, policy=Policy(answer=1.0, suggest=1.0))
    assert strict.decision == "route"
    assert not any(one.holds for one in strict.numbers if one.name in {"answer", "suggest"})
    assert explained("tack så mycket!", index).decision == "silent"
    assert explained("det funkar inte", index).decision == "ask_more"


def test_kinds_are_the_likeliest_first_with_at_most_three_reasons(index: Index) -> None:
    found = explained("Hur anmäler jag frånvaro?", index)
    chances = [chance for _kind, chance in found.kinds]
    assert found.kinds[0][0] == "question"
    assert chances == sorted(chances, reverse=True)
    assert 1 <= len(found.reasons) <= 3


@pytest.mark.parametrize("text", ["", "🙂🙂", "https://example.org/a", "\u200b\x00", "a" * 100_000, "ord " * 25_000])
def test_odd_text_is_explained_as_well(text: str, index: Index) -> None:
    assert len(explained(text, index).candidates) <= MOST_CANDIDATES


def test_an_empty_faq_has_no_candidates() -> None:
    found = explained("hur gör jag?", Index.build([], load_matcher()))
    assert found.candidates == ()
    assert found.confidence == 0


def test_an_answer_is_worth_giving_above_two_in_three_and_caution_asks_for_more() -> None:
    assert worth_of_answer(1) == 1
    assert worth_of_answer(0) == -2
    assert worth_of_answer(2 / 3) == pytest.approx(0)
    assert worth_of_answer(0.7, caution=2) < 0 < worth_of_answer(0.7)
    assert worth_of_suggestion(1 / 3) == pytest.approx(0)
