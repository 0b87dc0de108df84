"""What a question keeps of its verdict, as a press about one entry is stored with it."""

from __future__ import annotations

from dataclasses import replace

from knowledge.faq.lesson import lesson, remembered
from knowledge.faq.verdict import Answer, Kind, Match, Route, Silent, Suggest, Verdict

VERDICT = Verdict(
    decision=Route(),
    kind=Kind(probabilities={"question": 0.8, "vague": 0.2}, words=4),
    matches=(Match(id="plan", score=0.5), Match(id="out", score=0.3)),
    confidence=0.4123456,
    meant=True,
)


def test_the_score_of_the_entry_and_its_lead_are_those_of_that_verdict() -> None:
    judged = remembered(VERDICT)
    known = {"confidence": 0.41235, "exact": 0.0, "words": 4.0, "meant": 1.0, "answered": 0.0, "offered": 0.0, "kind.question": 0.8,
             "kind.vague": 0.2, "top.1": 0.5, "top.2": 0.3}  # fmt: skip
    assert lesson(judged, "plan") == {**known, "score": 0.5, "second": 0.3, "lead": 0.2, "place": 1.0}
    assert lesson(judged, "out") == {**known, "score": 0.3, "second": 0.5, "lead": -0.2, "place": 2.0}
    assert lesson(judged, "other") == lesson(judged, None) == known


def test_an_equal_text_is_remembered_and_no_match_is_no_lead() -> None:
    same = Verdict(decision=Route(), kind=Kind(probabilities={}), matches=(Match(id="out", score=0.999, exact=True),))
    silent = {"confidence": 0.0, "exact": 0.0, "words": 0.0, "meant": 0.0, "answered": 0.0, "offered": 0.0}
    assert lesson(remembered(same), "out") == {
        **silent,
        "exact": 1.0,
        "top.1": 0.999,
        "score": 0.999,
        "second": 0.0,
        "lead": 0.999,
        "place": 1.0,
    }
    nothing = Verdict(decision=Route(), kind=Kind(probabilities={}))
    assert remembered(nothing) == lesson(remembered(nothing), "out") == silent


def test_only_the_three_best_scores_of_all_are_kept_with_a_press() -> None:
    matches = tuple(Match(id=f"m{place}", score=0.5 / place) for place in range(1, 6))
    kept = lesson(remembered(replace(VERDICT, matches=matches)), "m5")
    assert [kept[f"top.{place}"] for place in (1, 2, 3)] == [0.5, 0.25, 0.16667]
    assert "top.4" not in kept
    assert kept["place"] == 5


def test_what_the_verdict_was_is_remembered() -> None:
    for decision, kept in (
        (Answer(entry="plan"), (1, 0)), (Suggest(entries=("plan", "out")), (0, 2)), (Silent(), (0, 0)),
    ):  # fmt: skip
        judged = remembered(replace(VERDICT, decision=decision))
        assert (judged["answered"], judged["offered"]) == kept
