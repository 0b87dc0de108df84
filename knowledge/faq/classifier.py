"""Classifiers fitted on the FAQ's own texts when it is indexed; leaves weighing them against the rest to rank."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.faq.sparse import Field, Floats

_MOST_TEXTS = 1500
"""Above this many texts the nearest mean is used: the full solutions grow with the third power."""
_RIDGE, _CALM, _ROUNDS = 0.5, 0.1, 80
"""What holds the two solutions back, and how many rounds the second one takes (more of them change nothing)."""
_RIDGE_LIKE, _ODDS_LIKE = 0.5, 10.0
"""How many times larger the two scores are than a mean likeness, about."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Classifier:
    """Scores each entry from the likeness of a message to every text, in two ways."""

    pull: Floats | None
    """Texts x entries by least squares, or None where the mean of an entry's texts is used."""
    odds: Floats | None
    """Texts x entries by multinomial logistic regression, or None likewise."""
    starts: NDArray[np.int64]

    @classmethod
    def fit(cls, grams: Field, stems: Field, starts: NDArray[np.int64]) -> Classifier:
        """Learn who owns which text, over the kernel of how alike the texts are.

        Least squares is at its best with few texts an entry; the logistic regression with many, in people's own words.
        """
        texts = grams.cosine.shape[1] if len(starts) else 0
        if not texts or texts > _MOST_TEXTS:
            return cls(pull=None, odds=None, starts=starts)
        kernel = np.asarray(sum((field.cosine.T @ field.cosine).toarray() for field in (grams, stems)))
        owner = np.repeat(np.arange(len(starts)), np.diff([*starts, texts]))
        owns = np.zeros((texts, len(starts)))
        owns[np.arange(texts), owner] = 1.0
        pull = np.asarray(np.linalg.solve(kernel + _RIDGE * np.eye(texts), owns), dtype=np.float64)
        return cls(pull=pull, odds=_logistic(kernel, owns), starts=starts)

    def scores(self, likeness: Floats) -> Floats:
        """For each entry how much the message looks like its texts and not like the others'."""
        return np.asarray(likeness @ self.pull) if self.pull is not None else self._means(likeness) * _RIDGE_LIKE

    def log_odds(self, likeness: Floats) -> Floats:
        """The same by logistic regression: a difference of 1 is e times likelier."""
        return np.asarray(likeness @ self.odds) if self.odds is not None else self._means(likeness) * _ODDS_LIKE

    def _means(self, likeness: Floats) -> Floats:
        if not len(self.starts):
            return np.zeros(0)
        sizes = np.diff([*self.starts, len(likeness)])
        return np.asarray(np.add.reduceat(likeness, self.starts) / sizes)


def _logistic(kernel: Floats, owns: Floats) -> Floats:
    """The weights of the texts by accelerated descent; always the same number of rounds, so always the same result."""
    step = 1 / (_largest(kernel) / 2 + _CALM)
    held, ahead, turn = np.zeros_like(owns), np.zeros_like(owns), 1.0
    for _ in range(_ROUNDS):
        told = kernel @ ahead
        told -= told.max(axis=1, keepdims=True)
        np.exp(told, out=told)
        told /= told.sum(axis=1, keepdims=True)
        found = ahead - step * (told - owns + _CALM * ahead)
        later = (1 + (1 + 4 * turn * turn) ** 0.5) / 2
        ahead = found + (turn - 1) / later * (found - held)
        held, turn = found, later
    return np.asarray(held)


def _largest(kernel: Floats) -> float:
    """An upper bound of the kernel's largest eigenvalue: none of its numbers is negative."""
    return float(kernel.sum(axis=1).max())
