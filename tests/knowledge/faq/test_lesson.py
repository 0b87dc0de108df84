"""What a question keeps of its verdict, as a press about one entry is stored with it."""

from __future__ import annotations

from knowledge.faq.lesson import lesson, remembered
from knowledge.faq.verdict import Kind, Match, Route, Verdict

VERDICT = Verdict(
    decision=Route(),
    kind=Kind(probabilities={"question": 0.8, "vague": 0.2}),
    matches=(Match(id="plan", score=0.5), Match(id="out", score=0.3)),
    confidence=0.4123456,
)


def test_the_score_of_the_entry_and_its_lead_are_those_of_that_verdict() -> None:
    judged = remembered(VERDICT)
    known = {"confidence": 0.41235, "exact": 0.0, "kind.question": 0.8, "kind.vague": 0.2}
    assert lesson(judged, "plan") == {**known, "score": 0.5, "second": 0.3, "lead": 0.2}
    assert lesson(judged, "out") == {**known, "score": 0.3, "second": 0.5, "lead": -0.2}
    assert lesson(judged, "other") == lesson(judged, None) == known


def test_an_equal_text_is_remembered_and_no_match_is_no_lead() -> None:
    same = Verdict(decision=Route(), kind=Kind(probabilities={}), matches=(Match(id="out", score=0.999, exact=True),))
    assert lesson(remembered(same), "out") == {
        "confidence": 0.0,
        "exact": 1.0,
        "score": 0.999,
        "second": 0.0,
        "lead": 0.999,
    }
    nothing = Verdict(decision=Route(), kind=Kind(probabilities={}))
    assert remembered(nothing) == {"confidence": 0.0, "exact": 0.0}
