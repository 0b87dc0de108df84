"""What a score is worth for sorting: risk against coverage, AUROC, precision; leaves which scores to measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

NAN = float("nan")


def area_under(scores: Sequence[float], good: Sequence[bool]) -> float:
    """The area under the risk-coverage curve: the mean risk over all coverages, of equal scores the wrong ones first."""
    wrong, total = 0, 0.0
    for count, place in enumerate(sorted(range(len(scores)), key=lambda one: (-scores[one], good[one])), 1):
        wrong += not good[place]
        total += wrong / count
    return total / len(scores) if scores else NAN


def least_area(count: int, right: int) -> float:
    """The smallest area that so many right ones of so many allow: every right one sorted before every wrong one."""
    return sum(max(0, place - right) / place for place in range(1, count + 1)) / count if count else NAN


@dataclass(frozen=True, kw_only=True)
class Cut:
    """What answering everything with at least this score would give."""

    score: float
    taken: int
    """How many messages are answered."""
    right: int
    """How many of them rightly."""

    @property
    def precision(self) -> float:
        """The share of right ones among them."""
        return self.right / self.taken


def cuts(scores: Sequence[float], good: Sequence[bool]) -> list[Cut]:
    """Every threshold that makes a difference, the highest first."""
    order = sorted(range(len(scores)), key=lambda one: -scores[one])
    found, right = [], 0
    for count, place in enumerate(order, 1):
        right += good[place]
        if count == len(order) or scores[order[count]] != scores[place]:
            found.append(Cut(score=scores[place], taken=count, right=right))
    return found


def right_at_precision(scores: Sequence[float], good: Sequence[bool], asked: int, precision: float) -> float:
    """The share of `asked` messages that the best single threshold answers rightly at this precision or a better one."""
    if not asked:
        return NAN
    return max((cut.right for cut in cuts(scores, good) if cut.precision >= precision), default=0) / asked


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """The probability that one of the first scores higher than one of the second; equal scores count half."""
    if not positive or not negative:
        return NAN
    ranks = _ranks([*positive, *negative])
    total = sum(ranks[: len(positive)])
    return (total - len(positive) * (len(positive) + 1) / 2) / (len(positive) * len(negative))


def _ranks(values: Sequence[float]) -> list[float]:
    """The rank of each value from 1; equal ones share the mean of theirs."""
    order = sorted(range(len(values)), key=lambda one: values[one])
    ranks, start = [0.0] * len(values), 0
    while start < len(order):
        end = start
        while end < len(order) and values[order[end]] == values[order[start]]:
            end += 1
        for place in order[start:end]:
            ranks[place] = (start + 1 + end) / 2
        start = end
    return ranks
