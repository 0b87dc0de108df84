"""Risk, AUROC, calibration and thresholds on a handful of numbers."""

from __future__ import annotations

import math

import pytest

from knowledge.faq.calibration import bins, brier, calibration_error
from knowledge.faq.curves import area_under, auroc, cuts, least_area, right_at_precision
from knowledge.faq.thresholds import answering, kept_promises, nearest, spread, suggesting, wilson

SCORES = [0.9, 0.8, 0.7, 0.6, 0.5]
GOOD = [True, True, False, True, False]


def test_equal_scores_are_one_step_of_the_curve_and_the_wrong_ones_come_first() -> None:
    assert [(cut.score, cut.taken, cut.right) for cut in cuts([0.5, 0.5, 0.4], [True, False, True])] == [
        (0.5, 2, 1),
        (0.4, 3, 2),
    ]
    assert area_under([0.5, 0.5], [True, False]) == pytest.approx((1 + 1 / 2) / 2)


def test_the_least_area_is_that_of_a_perfect_order() -> None:
    assert least_area(4, 3) == pytest.approx(area_under([4, 3, 2, 1], [True, True, True, False]))


def test_auroc_counts_the_pairs_that_stand_right_and_half_of_the_equal_ones() -> None:
    assert auroc([3, 2], [2, 1]) == pytest.approx((1 + 1 + 0.5 + 1) / 4)
    assert auroc([1, 1], [1]) == 0.5
    assert math.isnan(auroc([], [1]))


def test_right_at_precision_may_lie_behind_a_dip() -> None:
    good = [True, False, *[True] * 8]
    scores = [1 - place / 20 for place in range(10)]
    assert right_at_precision(scores, good, 10, 0.9) == 0.9
    assert right_at_precision(scores, good, 10, 0.95) == 0.1
    assert right_at_precision(scores, [False] * 10, 10, 0.9) == 0


def test_bins_hold_equally_many_messages_and_the_order_of_equal_scores_does_not_matter() -> None:
    chances = [0.1, 0.1, 0.9, 0.9]
    first, last = bins(chances, [False, True, True, True], 2)
    assert (first.score, first.right, first.count) == (0.1, 0.5, 2)
    assert (last.score, last.right, last.count) == (0.9, 1.0, 2)
    assert calibration_error(chances, [False, True, True, True], 2) == pytest.approx((2 * 0.4 + 2 * 0.1) / 4)
    odd = [0.5] * 20
    assert calibration_error(odd, [True] * 10 + [False] * 10) == calibration_error(odd, [True, False] * 10) == 0
    assert brier([0.5, 1.0], [True, True]) == pytest.approx(0.125)


def test_the_lowest_threshold_that_keeps_the_wish() -> None:
    cut = answering(SCORES, GOOD, 0.75)
    assert cut is not None
    assert (cut.score, cut.taken, cut.right) == (0.6, 4, 3)
    assert answering(SCORES, [False] * 5, 0.5) is None


def test_when_the_wish_is_not_kept_the_nearest_is_told() -> None:
    good = [False, True, True, False, False]
    assert answering(SCORES, good, 0.95) is None
    best = nearest(SCORES, good)
    assert best is not None
    assert (best.score, best.right, best.taken) == (0.7, 2, 3)
    assert nearest([], []) is None


def test_suggestions_begin_where_they_are_worth_most() -> None:
    cut = suggesting([0.4, 0.3, 0.2, 0.1], [True, False, True, False])
    assert cut is not None
    assert cut.score == 0.2
    assert suggesting([0.4, 0.3], [False, False]) is None


def test_an_interval_is_honest_when_all_of_a_few_are_right() -> None:
    assert wilson(3, 3) == pytest.approx((0.438, 1.0), abs=0.001)
    assert wilson(0, 0) == (0.0, 1.0)
    low, high = wilson(90, 100)
    assert low < 0.9 < high


def test_what_a_threshold_promises_is_told_by_messages_that_did_not_choose_it() -> None:
    sample = [0, 0, 1]  # chooses 0.8; of the others, 2 (wrong) and 3 (right) lie below it
    assert kept_promises(SCORES, GOOD, 1.0, [sample]) is None
    found = kept_promises(SCORES, GOOD, 0.6, [[0, 2, 2, 3, 3]])  # chooses 0.6; 1 was not drawn, and is right
    assert found is not None
    assert found.middle == 1.0
    wrong = kept_promises(SCORES, GOOD, 1.0, [[3, 3, 3, 3, 3]])  # chooses 0.6; new are 0, 1 (right) and 2 (wrong)
    assert wrong is not None
    assert wrong.middle == pytest.approx(2 / 3)


def test_a_spread_leaves_out_the_outermost() -> None:
    found = spread([float(one) for one in range(101)])
    assert found is not None
    assert (found.low, found.middle, found.high) == (2, 50, 98)
    assert spread([]) is None
