"""What presses tell: which entry was right, whether one of three was, and which of them tell nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pytest

from knowledge.faq.joint import evidence
from knowledge.faq.lesson import lesson, remembered
from knowledge.faq.presses import ANSWER, LEXICAL, MEANING, USEFUL, told
from knowledge.faq.verdict import Answer, Kind, Match, Route, Suggest, Verdict

SCORES = {"first": 0.6, "second": 0.2, "third": 0.1, "fourth": 0.05}
VERDICT = Verdict(
    decision=Suggest(entries=("first", "second", "third")),
    kind=Kind(probabilities={"question": 0.8, "vague": 0.2}, words=7),
    matches=tuple(Match(id=name, score=score) for name, score in SCORES.items()),
    confidence=0.7,
)


@dataclass(frozen=True, kw_only=True)
class Pressed:
    kind: str
    entry: str | None = "first"
    question: int | None = 1
    features: Mapping[str, float] = field(default_factory=dict)


def press(kind: str, entry: str | None = "first", question: int | None = 1, verdict: Verdict = VERDICT) -> Pressed:
    return Pressed(kind=kind, entry=entry, question=question, features=lesson(remembered(verdict), entry))


def outcome(*presses: Pressed, way: str = LEXICAL) -> tuple[bool | None, bool | None]:
    """Whether the best was right, and whether one of three was; None = nothing is told."""
    found = told(presses).examples
    (first,) = found.get((way, ANSWER), [None])
    (some,) = found.get((way, USEFUL), [None])
    return (first.right if first else None, some.right if some else None)


@pytest.mark.parametrize(
    ("pressed", "expected"),
    [
        ([press("helped")], (True, True)),
        ([press("use_faq")], (True, True)),
        ([press("use_faq", "second")], (False, True)),
        ([press("use_faq", "fourth")], (False, False)),
        ([press("use_faq", "unheard of")], (False, False)),
        ([press("picked")], (None, None)),
        ([press("picked", "second"), press("helped", "second")], (False, True)),
        ([press("picked", "second"), press("not_helped", "second")], (None, False)),
        ([press("not_helped")], (False, False)),
        ([press("wrong_answer")], (False, False)),
        ([press("wrong_answer"), press("use_faq", "third")], (False, True)),
        ([press("none_of_these", one) for one in ("first", "second", "third")], (False, False)),
        ([press("none_of_these", "first"), press("use_faq", "fourth")], (False, False)),
        ([press("use_faq"), press("not_helped")], (False, False)),
        ([press("not_a_question", None)], (False, False)),
        ([press("helped"), press("not_a_question", None)], (False, False)),
        ([press("helped"), press("helped")], (True, True)),
    ],
)
def test_what_presses_say(pressed: list[Pressed], expected: tuple[bool | None, bool | None]) -> None:
    assert outcome(*pressed) == expected


def test_the_evidence_is_that_of_the_verdict() -> None:
    (example,) = told([press("wrong_answer", "third")]).examples[LEXICAL, USEFUL]
    assert example.evidence == evidence([0.6, 0.2, 0.1], VERDICT.kind)


def test_meaning_and_words_alone_are_learned_apart() -> None:
    meant = replace(VERDICT, meant=True)
    assert outcome(press("helped", verdict=meant), way=MEANING) == (True, True)
    assert outcome(press("helped", verdict=meant)) == (None, None)


def test_what_tells_nothing_is_counted_with_the_reason() -> None:
    old = {
        name: value
        for name, value in press("helped").features.items()
        if name not in {"words", "meant", "answered", "offered"}
    }
    equal = replace(VERDICT, matches=(Match(id="first", score=0.999, exact=True),))
    found = told(
        [
            press("helped", question=1),
            replace(press("helped", question=2), features=old),
            press("helped", question=3, verdict=equal),
            press("use_faq", question=4, verdict=replace(VERDICT, decision=Route())),
            press("not_a_question", None, question=5, verdict=replace(VERDICT, decision=Route(), matches=())),
            press("picked", question=6),
        ]
    )
    assert found.left_out == {"old": 1, "equal": 1, "silent": 1, "no match": 1, "undecided": 1}
    assert found.questions == 1


@pytest.mark.parametrize(("kind", "right"), [("helped", True), ("not_helped", False), ("not_a_question", False)])
def test_of_an_answer_nobody_can_say_whether_others_would_have_helped(kind: str, right: bool) -> None:
    answer = replace(VERDICT, decision=Answer(entry="first"))
    assert outcome(press(kind, verdict=answer)) == (right, None)


def test_each_judgement_of_a_question_is_one_example_and_they_stay_together() -> None:
    again = replace(VERDICT, kind=Kind(probabilities={"question": 0.9}, words=9))
    found = told([press("not_helped"), press("helped", verdict=again), press("helped", question=8)])
    questions = [(one.question, one.right) for one in found.examples[LEXICAL, ANSWER]]
    assert questions == [(0, False), (0, True), (1, True)]
    assert found.questions == 2


def test_presses_without_a_question_stand_alone() -> None:
    found = told([press("helped", question=None), press("not_helped", question=None)])
    assert [(one.question, one.right) for one in found.examples[LEXICAL, ANSWER]] == [(0, True), (1, False)]
