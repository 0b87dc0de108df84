"""Fits the odds again on a desk's own presses, and tells whether that is better; leaves reading the presses to presses."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.faq.calibration import calibration_error, log_loss
from knowledge.faq.odds import OwnOdds, chance

Floats = NDArray[np.float64]

LEAST = 50
"""So many right and so many wrong ones: with fewer, ten bins hold less than ten each, and the measures are chance."""
FOLDS = 5
_HOLD = 100.0
"""How firmly the shipped weights hold, in presses that lie one spread from the usual (each tells at most a quarter).

Where all log-odds were truly 1 lower than shipped, 30 presses went three tenths of the way and 500 four fifths.
"""
_EDGE = 5
"""So many presses must lie at or below a probability before it counts as one at which the bot was heard."""
_USUAL = {
    "bias": (0.0, 1.0), "match": (-0.3, 1.7), "any": (0.5, 1.7), "lead": (1.4, 1.3), "question": (-1.5, 2.0),
    "question share": (0.56, 0.4), "both": (0.27, 0.3), "vague": (-2.7, 2.0), "other": (-3.9, 0.9),
    "followup": (-4.1, 0.8), "length": (2.3, 0.7),
}  # fmt: skip
"""Mean and spread of each kind of evidence, on the sample messages: numbers that no press can shift."""
_ROUNDS, _NEAR_ENOUGH = 60, 1e-9


@dataclass(frozen=True, kw_only=True)
class Example:
    """What was known about one message, and what came true."""

    question: int
    """Whose examples are held back together."""
    evidence: Mapping[str, float]
    right: bool


@dataclass(frozen=True, kw_only=True)
class Measures:
    """How good probabilities were."""

    log_loss: float
    calibration_error: float

    def is_better_than(self, other: Measures) -> bool:
        """Whether both are."""
        return self.log_loss < other.log_loss and self.calibration_error < other.calibration_error


@dataclass(frozen=True, kw_only=True)
class Refit:
    """The outcome of fitting again."""

    right: int
    wrong: int
    shipped: Measures | None = None
    """None when there were too few examples to tell."""
    own: Measures | None = None
    """On examples that the fit had not seen."""
    odds: OwnOdds | None = None
    """What should serve; None = not better, or not known."""


def refit(examples: Sequence[Example], shipped: Mapping[str, float]) -> Refit:
    """Fit again, and keep it only if it is better on questions held back, in log loss (by more than chance) and in calibration."""
    right = sum(one.right for one in examples)
    wrong = len(examples) - right
    if min(right, wrong) < LEAST:
        return Refit(right=right, wrong=wrong)
    promised, own = [chance(shipped, one.evidence) for one in examples], _held_back(examples, shipped)
    before, after = _measured(promised, examples), _measured(own, examples)
    better = after.is_better_than(before) and _is_more_than_chance(promised, own, examples)
    odds = fitted(examples, shipped) if better else None
    return Refit(right=right, wrong=wrong, shipped=before, own=after, odds=odds)


def fitted(examples: Sequence[Example], shipped: Mapping[str, float]) -> OwnOdds:
    """The likeliest weights, where the shipped ones are what is thought before any press."""
    names = sorted(shipped)
    design = np.asarray([_scaled(one.evidence, names) for one in examples]).reshape(len(examples), len(names))
    offset = np.asarray([sum(shipped[name] * one.evidence[name] for name in names) for one in examples])
    moved = _newton(design, offset, np.asarray([float(one.right) for one in examples]))
    pulls = {name: shipped[name] + by / _usual(name)[1] for name, by in zip(names, moved.tolist(), strict=True)}
    centred = sum((pulls[name] - shipped[name]) * _usual(name)[0] for name in names)
    pulls["bias"] = pulls.get("bias", 0.0) - centred
    heard = sorted(chance(shipped, one.evidence) for one in examples)
    low = heard[_EDGE - 1] if len(heard) >= _EDGE else 1.0
    return OwnOdds(pulls=pulls, low=low, top=max((chance(pulls, one.evidence) for one in examples), default=0.0))


def _held_back(examples: Sequence[Example], shipped: Mapping[str, float]) -> list[float]:
    """The probability of each by a fit without its question and others of its fold."""
    fits = [fitted([one for one in examples if one.question % FOLDS != fold], shipped) for fold in range(FOLDS)]
    return [
        fits[one.question % FOLDS].chance(one.evidence, chance(shipped, one.evidence))
        for one in examples
    ]  # fmt: skip


def _measured(chances: Sequence[float], examples: Sequence[Example]) -> Measures:
    good = [one.right for one in examples]
    return Measures(log_loss=log_loss(chances, good), calibration_error=calibration_error(chances, good))


def _is_more_than_chance(before: Sequence[float], after: Sequence[float], examples: Sequence[Example]) -> bool:
    """Whether what was gained in log loss is more than its own standard error."""
    gained = [
        log_loss([old], [one.right]) - log_loss([new], [one.right])
        for old, new, one in zip(before, after, examples, strict=True)
    ]
    return bool(np.mean(gained) > np.std(gained) / math.sqrt(len(gained)))


def _usual(name: str) -> tuple[float, float]:
    return _USUAL.get(name, (0.0, 1.0))


def _scaled(seen: Mapping[str, float], names: Sequence[str]) -> list[float]:
    return [(seen[name] - _usual(name)[0]) / _usual(name)[1] for name in names]


def _newton(design: Floats, offset: Floats, right: Floats) -> Floats:
    """How far to go from the shipped weights: a convex loss, so steps that are halved until they help reach its foot."""
    width = design.shape[1]
    held = np.zeros(width)

    def loss(at: Floats) -> float:
        told = offset + design @ at
        return float((np.logaddexp(0, told) - right * told).sum() + _HOLD / 2 * (at @ at))

    now = loss(held)
    for _ in range(_ROUNDS):
        share = 1 / (1 + np.exp(-np.clip(offset + design @ held, -50, 50)))
        slope = design.T @ (share - right) + _HOLD * held
        curve = (design * (share * (1 - share))[:, None]).T @ design + _HOLD * np.eye(width)
        step = np.linalg.solve(curve, slope)
        size = 1.0
        while (new := loss(held - size * step)) > now and size > _NEAR_ENOUGH:
            size /= 2
        if now - new <= _NEAR_ENOUGH:
            break
        held, now = held - size * step, new
    return held
