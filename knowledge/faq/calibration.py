"""Whether a probability means what it says: calibration error, Brier score, log loss; leaves making it to joint."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

NAN = float("nan")
BINS = 10


@dataclass(frozen=True, kw_only=True)
class Bin:
    """One tenth of the messages, by their score."""

    score: float
    """The mean of what was promised."""
    right: float
    """The share that came true."""
    count: int


def bins(chances: Sequence[float], good: Sequence[bool], count: int = BINS) -> list[Bin]:
    """Bins with equally many messages each (± 1), lowest scores first.

    Messages with the same score may fall into two bins; each then brings the mean of what came true for that score, so
    that their order does not matter.
    """
    paired = _smoothed(chances, good)
    edges = [len(paired) * part // count for part in range(count + 1)]
    parts = [paired[low:high] for low, high in pairwise(edges) if high > low]
    return [
        Bin(
            score=sum(chance for chance, _ in part) / len(part),
            right=sum(true for _, true in part) / len(part),
            count=len(part),
        )
        for part in parts
    ]


def calibration_error(chances: Sequence[float], good: Sequence[bool], count: int = BINS) -> float:
    """The expected calibration error: the mean distance, by messages, between what ten equally filled bins promise and hold."""
    found = bins(chances, good, count)
    return sum(one.count * abs(one.score - one.right) for one in found) / len(chances) if chances else NAN


def brier(chances: Sequence[float], good: Sequence[bool]) -> float:
    """The mean squared distance between the probability and what came true."""
    pairs = zip(chances, good, strict=True)
    return sum((chance - true) ** 2 for chance, true in pairs) / len(chances) if chances else NAN


def log_loss(chances: Sequence[float], good: Sequence[bool]) -> float:
    """The mean surprise at what came true, in nats; a certainty that was wrong counts as one of a million."""
    pairs = zip(chances, good, strict=True)
    told = [max(chance if true else 1 - chance, 1e-6) for chance, true in pairs]
    return -sum(map(math.log, told)) / len(told) if told else NAN


def _smoothed(chances: Sequence[float], good: Sequence[bool]) -> list[tuple[float, float]]:
    """(score, share that came true among those with this score), in the order of the scores."""
    paired = sorted(zip(chances, good, strict=True))
    found = []
    for chance, same in groupby(paired, key=lambda pair: pair[0]):
        came = [true for _, true in same]
        found += [(chance, sum(came) / len(came))] * len(came)
    return found
