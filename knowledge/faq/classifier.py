"""A classifier fitted on the FAQ's own texts when it is indexed; leaves weighing it against the rest to rank."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.faq.sparse import Field, Floats

_MOST_TEXTS = 1500
"""Above this many texts the nearest mean is used: the full solution grows with the third power."""
_RIDGE = 0.5


@dataclass(frozen=True, kw_only=True, eq=False)
class Classifier:
    """Scores each entry from the likeness of a message to every text."""

    pull: Floats | None
    """Texts x entries, or None where the mean of an entry's texts is used."""
    starts: NDArray[np.int64]

    @classmethod
    def fit(cls, grams: Field, stems: Field, starts: NDArray[np.int64]) -> Classifier:
        """Kernel ridge regression on who owns which text."""
        texts = grams.cosine.shape[1] if len(starts) else 0
        if not texts or texts > _MOST_TEXTS:
            return cls(pull=None, starts=starts)
        kernel = sum((field.cosine.T @ field.cosine).toarray() for field in (grams, stems))
        owner = np.repeat(np.arange(len(starts)), np.diff([*starts, texts]))
        owns = np.zeros((texts, len(starts)))
        owns[np.arange(texts), owner] = 1.0
        pull = np.linalg.solve(kernel + _RIDGE * np.eye(texts), owns)
        return cls(pull=np.asarray(pull, dtype=np.float64), starts=starts)

    def scores(self, likeness: Floats) -> Floats:
        """For each entry how much the message looks like its texts and not like the others'."""
        if self.pull is not None:
            return np.asarray(likeness @ self.pull)
        if not len(self.starts):
            return np.zeros(0)
        sizes = np.diff([*self.starts, len(likeness)])
        return np.asarray(np.add.reduceat(likeness, self.starts) / sizes / 2)
