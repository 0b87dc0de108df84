"""The verdict: kind, matches and policy together."""

from __future__ import annotations

import pytest

from knowledge.faq.joint import Joint, logit
from knowledge.faq.judge import judge
from knowledge.faq.verdict import KINDS, Answer, AskMore, Decision, Kind, Match, Policy, Route, Silent, Suggest


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
    assert Joint(pulls={"bias": 0.0}).confidence(best, None, QUESTION) == pytest.approx(0.5)
    assert Joint(pulls={"match": 1.0}).confidence(best, None, QUESTION) == pytest.approx(0.5)
    assert Joint(pulls={"match": 1.0}).confidence(None, None, QUESTION) == 0.0
    assert logit(0.0) == pytest.approx(-logit(1.0))
