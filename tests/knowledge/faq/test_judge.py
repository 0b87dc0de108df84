"""The verdict: kind, matches and policy together."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from knowledge.faq.joint import Joint, logit
from knowledge.faq.judge import answers_from, judge
from knowledge.faq.verdict import KINDS, Answer, AskMore, Decision, Kind, Match, Policy, Route, Silent, Suggest
from knowledge.faq.worth import CAUTION, SILENCE, least_for_suggestion, worth_of_answer, worth_of_suggestion


def kind(**chances: float) -> Kind:
    return Kind(probabilities={name: chances.get(name, 0.0) for name in KINDS})


def matches(*scores: float, exact: bool = False) -> list[Match]:
    return [Match(id=f"e{n}", score=score, exact=exact and n == 0) for n, score in enumerate(scores)]


QUESTION = kind(question=0.98, other=0.02)


@pytest.mark.parametrize(
    ("found", "sort", "decision"),
    [
        (matches(0.9, 0.05), QUESTION, Answer(entry="e0")),
        (matches(0.4, 0.3, 0.2, 0.1), QUESTION, Suggest(entries=("e0", "e1", "e2"))),
        (matches(0.4, 0.02, 0.01), QUESTION, Suggest(entries=("e0",))),
        (matches(0.05, 0.04), QUESTION, Route()),
        ([], QUESTION, Route()),
        (matches(0.05), kind(vague=0.9, question=0.1), AskMore()),
        (matches(0.9), kind(answer=0.9, question=0.1), Silent()),
        (matches(0.9), kind(answer=0.6, question=0.4), Silent(unsure=True)),
        (matches(0.9), kind(greeting=0.5, question=0.25, vague=0.25), Silent(unsure=True)),
        (matches(0.999, exact=True), kind(statement=1.0), Answer(entry="e0")),
    ],
)
def test_the_decision_follows_from_match_and_kind(found: list[Match], sort: Kind, decision: Decision) -> None:
    assert judge(found, sort, Policy()).decision == decision


def test_in_the_mode_suggest_even_an_exact_text_is_only_suggested() -> None:
    assert judge(matches(0.999, exact=True), QUESTION, Policy(mode="suggest")).decision == Suggest(entries=("e0",))


def test_a_vague_or_half_message_does_not_stand_alone_and_an_exact_text_does() -> None:
    assert not judge([], kind(vague=0.9, question=0.1), Policy()).standalone
    assert not judge([], kind(greeting=1.0), Policy()).standalone
    assert judge([], QUESTION, Policy()).standalone
    assert judge(matches(0.999, exact=True), kind(vague=1.0), Policy()).standalone


def test_more_caution_answers_less() -> None:
    found = matches(0.7, 0.1)
    assert isinstance(judge(found, QUESTION, Policy(answer=0.5)).decision, Answer)
    assert isinstance(judge(found, QUESTION, Policy(answer=0.9)).decision, Suggest)


def test_the_joint_weighs_the_evidence_that_it_was_taught() -> None:
    best = Match(id="e0", score=0.5)
    assert Joint(pulls={"bias": 0.0}).confidence([best], QUESTION) == pytest.approx(0.5)
    assert Joint(pulls={"match": 1.0}).confidence([best], QUESTION) == pytest.approx(0.5)
    assert Joint(pulls={"match": 1.0}).confidence([], QUESTION) == 0.0
    assert Joint(pulls={"match": 1.0}, useful={"bias": 2.0}).usefulness([best], QUESTION) > 0.8
    assert Joint(pulls={"bias": 3.0}, useful={"bias": 0.0}).usefulness([best], QUESTION) > 0.9, "never below the answer"


@given(useful=st.floats(0, 1), right=st.floats(0, 1), caution=st.sampled_from(sorted(CAUTION)))
def test_an_answer_is_given_where_it_is_worth_more_than_a_suggestion_and_silence(
    useful: float, right: float, caution: str
) -> None:
    factor = CAUTION[caution]
    instead = max(SILENCE, worth_of_suggestion(useful, factor))
    gain = worth_of_answer(right, factor) - instead
    assume(abs(gain) > 1e-9)
    assert (right >= answers_from(Policy(caution=caution), useful)) is (gain > 0)


def test_more_caution_wants_more_certainty_and_a_set_threshold_goes_before_it() -> None:
    low, normal, high = (answers_from(Policy(caution=caution), 0.9) for caution in ("low", "normal", "high"))
    assert low < normal < high
    assert answers_from(Policy(caution="high", answer=0.3), 0.9) == 0.3
    assert least_for_suggestion(CAUTION["low"]) < least_for_suggestion(CAUTION["high"])
    assert logit(0.0) == pytest.approx(-logit(1.0))
