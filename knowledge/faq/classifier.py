"""A classifier fitted on the FAQ's own texts; leaves weighing it against the rest to rank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from knowledge.faq.lexicon import Writing
from knowledge.faq.meaning import Meaning, Vector
from knowledge.faq.ragged import Ints, Ragged
from knowledge.faq.sparse import Field, Floats

MOST_TEXTS = 1500
"""Up to this many texts it is fitted when they are indexed: the effort grows with the third power."""
MEANING, BESIDE = 8.0, 4.0
"""How much the likeness of two meanings counts by itself, and beside that of their words."""
_NEAREST = 32
"""Above that it is fitted for each message, on so many of the texts that are most like it."""
_RIDGE, _PENALTY = 0.5, 0.01
_STEPS, _FEW_STEPS, _STRIDE = 80, 30, 8.0
"""How long the odds are fitted: for all texts, and for the nearest of many. They are not fitted to the end: what is
learned late is what sets single texts apart, and says little about new ones."""
Written = Sequence[tuple[Field, Writing]]
"""The ways in which texts are compared."""
Singles = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True, eq=False)
class Classifier:
    """Who owns which text, told from the likeness of a message to every text: one table (texts x entries) for each way."""

    tables: dict[str, Singles]
    """`kb`: kernel ridge regression on words. `odds`: multinomial logistic regression on words; `meaning_odds` on
    meanings, `both_odds` on both together. Empty where it is fitted for each message."""

    @classmethod
    def fit(cls, told: Ragged, starts: Ints, written: Written, meaning: Meaning | None = None) -> Classifier:
        """On all texts, if there are not too many."""
        texts = len(told)
        if not texts or texts > MOST_TEXTS:
            return cls(tables={})
        owners = np.repeat(np.arange(len(starts)), np.diff(starts, append=texts))
        meant = None if meaning is None else meaning.texts @ meaning.texts.T
        return cls(tables=fitted(_kernel(told, np.arange(texts), written), meant, owners, len(starts), _STEPS))


def fitted(words: Floats, meant: Vector | None, owners: Ints, entries: int, steps: int) -> dict[str, Singles]:
    """The tables for these texts: `words` and `meant` say how alike any two of them are."""
    owns = np.zeros((len(owners), entries), dtype=np.float32)
    owns[np.arange(len(owners)), owners] = 1.0
    tables = {
        "kb": np.linalg.solve(words + _RIDGE * np.eye(len(owners)), owns).astype(np.float32),
        "odds": _odds(words, owns, steps),
    }
    if meant is not None:
        tables["meaning_odds"] = _odds(MEANING * meant, owns, steps)
        tables["both_odds"] = _odds(words + BESIDE * meant, owns, steps)
    return tables


def _odds(likeness: NDArray[Any], owns: Singles, steps: int) -> Singles:
    """Multinomial logistic regression in the space of likenesses, by Nesterov's accelerated gradient."""
    alike = likeness.astype(np.float32)
    stride = np.float32(_STRIDE / max(float(np.abs(alike).sum(axis=1).max()), 1.0))
    found = ahead = np.zeros_like(owns)
    speed = 1.0
    for _ in range(steps):
        told = alike @ ahead
        np.exp(told - told.max(axis=1, keepdims=True), out=told)
        told /= told.sum(axis=1, keepdims=True)
        told -= owns
        told += np.float32(_PENALTY) * ahead
        better = ahead - stride * told
        faster = (1 + (1 + 4 * speed**2) ** 0.5) / 2
        ahead = better + np.float32((speed - 1) / faster) * (better - found)
        found, speed = better, faster
    return found


def fitted_nearby(
    likeness: Floats, meant: Floats | None, texts: Ints, owners: Ints, told: Ragged, written: Written,
    meaning: Meaning | None,
) -> tuple[Ints, Ints, dict[str, Singles]]:  # fmt: skip
    """The same for the texts of a large FAQ that are most like a message: their places, their entries, the tables.

    `likeness` to these `texts`, `meant` the same of meanings; `owners` says which entry (from 0) each belongs to. The
    tables have one column for each of the entries that are given back.
    """
    together = likeness if meant is None else likeness + BESIDE * meant
    near = np.argpartition(-together, _NEAREST)[:_NEAREST] if len(texts) > _NEAREST else np.arange(len(texts))
    words = np.asarray(sum(_alike(*field.weighed(told, texts[near], writing), len(near)) for field, writing in written))
    vectors = None if meaning is None or meant is None else meaning.texts[texts[near]]
    entries, columns = np.unique(owners[near], return_inverse=True)
    tables = fitted(words, None if vectors is None else vectors @ vectors.T, columns, len(entries), _FEW_STEPS)
    return near, entries, tables


def _kernel(told: Ragged, texts: Ints, written: Written) -> Floats:
    kernel = np.zeros((len(texts), len(texts)))
    for field, writing in written:
        text, term, weight = field.weighed(told, texts, writing)
        bounds = np.searchsorted(text, np.arange(len(texts) + 1))
        rows = sparse.csr_array((weight, term, bounds), shape=(len(texts), max(len(writing.names), 1)))
        kernel += (rows @ rows.T).toarray()
    return kernel


def _alike(text: Ints, term: Ints, weight: Floats, size: int) -> Floats:
    """The same for few texts that have few of all terms."""
    found, columns = np.unique(term, return_inverse=True)
    rows = np.zeros((size, len(found)))
    rows[text, columns] = weight
    return np.asarray(rows @ rows.T)
