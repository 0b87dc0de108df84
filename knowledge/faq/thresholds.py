"""Which thresholds a wished precision asks for, and how sure one can be of it; leaves chance to whoever hands in samples."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.faq.curves import Cut, cuts
from knowledge.faq.measures import HELPFUL, USELESS

_SURE = 1.96
"""Standard deviations of an interval that holds 19 times of 20."""


@dataclass(frozen=True, kw_only=True)
class Spread:
    """Where a figure lies on other messages of the same kind, 19 times of 20."""

    low: float
    middle: float
    high: float


def answering(scores: Sequence[float], good: Sequence[bool], wish: float) -> Cut | None:
    """The lowest threshold whose answers are right at the wished share, or None when no threshold reaches it."""
    return next((cut for cut in reversed(cuts(scores, good)) if cut.precision >= wish), None)


def nearest(scores: Sequence[float], good: Sequence[bool]) -> Cut | None:
    """The threshold with the best precision of all, of equal ones the one that answers most."""
    return max(cuts(scores, good), key=lambda cut: (cut.precision, cut.taken), default=None)


def suggesting(scores: Sequence[float], hits: Sequence[bool]) -> Cut | None:
    """The lowest threshold at which the suggestions are worth most (half a point if useful, a quarter less if not)."""
    worth = [(HELPFUL * cut.right + USELESS * (cut.taken - cut.right), cut.taken, cut) for cut in cuts(scores, hits)]
    best = max(worth, key=lambda one: one[:2], default=None)
    return best[2] if best and best[0] > 0 else None


def wilson(right: int, count: int) -> tuple[float, float]:
    """The interval of a share, which is honest also when all of a few are right."""
    if not count:
        return 0.0, 1.0
    share, square = right / count, _SURE**2
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = _SURE * math.sqrt(share * (1 - share) / count + square / (4 * count**2)) / (1 + square / count)
    return max(0.0, middle - half), min(1.0, middle + half)


def kept_promises(
    scores: Sequence[float], good: Sequence[bool], wish: float, samples: Iterable[Sequence[int]]
) -> Spread | None:
    """The precision on messages that the threshold was not chosen on (bootstrap), or None when it is never reached.

    Each of the samples (numbers of messages, drawn with replacement) chooses a threshold; the messages that are not in
    the sample tell what comes of it.
    """
    found = []
    for sample in samples:
        cut = answering([scores[one] for one in sample], [good[one] for one in sample], wish)
        drawn = set(sample)
        new = [one for one in range(len(scores)) if one not in drawn and cut and scores[one] >= cut.score]
        if new:
            found.append(sum(good[one] for one in new) / len(new))
    return spread(found)


def spread(values: Sequence[float]) -> Spread | None:
    """The middle and the outer 2.5 percent of what came out, or None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    last = len(ordered) - 1
    return Spread(
        low=ordered[round(0.025 * last)], middle=ordered[round(0.5 * last)], high=ordered[round(0.975 * last)]
    )
