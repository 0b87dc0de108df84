"""Every measure on six messages that can be counted by hand."""

from __future__ import annotations

import math

import pytest

from knowledge.faq.measures import Outcome, by_kind, measured


def outcome(expected: str, ids: str, score: float | None, decision: str, **more: object) -> Outcome:
    return Outcome(expected=frozenset(expected), ids=tuple(ids), score=score, decision=decision, **more)  # type: ignore[arg-type]


SIX = [
    outcome("a", "ab", 0.9, "answer", kind="faq", question=0.9),
    outcome("a", "ba", 0.8, "answer", kind="faq", question=0.8),
    outcome("c", "ab", 0.5, "suggest", kind="faq", question=0.3),
    outcome("dx", "d", 0.2, "suggest", question=0.6),
    outcome("", "a", 0.7, "answer", kind="chatter", question=0.4),
    outcome("", "", None, "silent", question=0.95),
]
BY_HAND = {
    "queries": 6,
    "in_scope": 4,
    "null": 2,
    "accuracy_at_1": 2 / 4,
    "recall_at_3": 3 / 4,
    "mrr_at_10": (1 + 1 / 2 + 0 + 1) / 4,
    "answer_precision": 1 / 3,
    "coverage": 3 / 6,
    "answered_right": 1 / 4,
    "answered_wrong": 1 / 4,
    "suggest_hit": 1 / 4,
    "suggest_miss": 1 / 4,
    "silent_in_scope": 0,
    "false_answer_rate": 1 / 2,
    "false_suggest_rate": 0,
    "null_auroc": 6 / 8,
    "gate_auroc": 3 / 4,  # .9 .8 .3 .6 ask, .4 does not; the last one has neither kind nor entry
    "aurc": (0 + 1 / 2 + 2 / 3 + 3 / 4 + 3 / 5 + 4 / 6) / 6,
    "e_aurc": (0 + 1 / 2 + 2 / 3 + 3 / 4 + 3 / 5 + 4 / 6) / 6 - (0 + 0 + 1 / 3 + 2 / 4 + 3 / 5 + 4 / 6) / 6,
    "right_at_p95": 1 / 4,
    "right_at_p90": 1 / 4,
    "calibration_error": (0.1 + 0.8 + 0.5 + 0.8 + 0.7 + 0) / 6,
    "brier": (0.1**2 + 0.8**2 + 0.5**2 + 0.8**2 + 0.7**2) / 6,
    "value": (1 - 2 - 0.25 + 0.5 - 2 + 0) / 6,
    "value_share": (1 - 2 - 0.25 + 0.5 - 2 + 0) / 4,
}


def test_each_measure_is_what_one_counts_by_hand() -> None:
    assert measured(SIX) == pytest.approx(BY_HAND)


def test_kinds_are_measured_apart() -> None:
    found = by_kind(SIX)
    assert list(found) == ["", "chatter", "faq"]
    assert found["faq"]["accuracy_at_1"] == pytest.approx(1 / 3)
    assert found["chatter"]["false_answer_rate"] == 1


@pytest.mark.parametrize("outcomes", [[], SIX[:4], SIX[4:]])
def test_what_cannot_be_measured_is_no_number_and_stops_nothing(outcomes: list[Outcome]) -> None:
    found = measured(outcomes)
    assert set(found) == set(BY_HAND)
    assert math.isnan(found["null_auroc"])
    assert math.isnan(found["accuracy_at_1"]) == (not any(one.expected for one in outcomes))


def test_a_message_without_candidates_comes_after_every_other() -> None:
    nothing, nought = outcome("a", "", None, "silent"), outcome("a", "a", 0.0, "silent")
    assert measured([nothing, nought])["aurc"] == pytest.approx((0 + 1 / 2) / 2)


def test_only_the_first_ten_candidates_count_for_the_rank() -> None:
    found = measured([outcome("z", "abcdefghijz", 0.5, "silent"), outcome("j", "abcdefghij", 0.5, "silent")])
    assert found["mrr_at_10"] == pytest.approx((0 + 1 / 10) / 2)


def test_a_suggestion_counts_by_its_first_three() -> None:
    fourth, third = outcome("d", "abcd", 0.5, "suggest"), outcome("c", "abcd", 0.5, "suggest")
    assert (fourth.value, third.value) == (-0.25, 0.5)
