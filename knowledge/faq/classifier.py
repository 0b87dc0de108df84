"""A classifier fitted on the FAQ's own texts; leaves weighing it against the rest to rank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from knowledge.faq.lexicon import Writing
from knowledge.faq.ragged import Ints, Ragged
from knowledge.faq.sparse import Field, Floats

MOST_TEXTS = 1500
"""Up to this many texts it is fitted when they are indexed: the effort grows with the third power."""
_NEAREST = 32
"""Above that it is fitted for each message, on so many of the texts that are most like it."""
_RIDGE = 0.5
Written = Sequence[tuple[Field, Writing]]
"""The ways in which texts are compared."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Classifier:
    """Kernel ridge regression on who owns which text."""

    pull: Floats | None = None
    """Texts x entries, or None where it is fitted for each message."""

    @classmethod
    def fit(cls, told: Ragged, starts: Ints, written: Written) -> Classifier:
        """On all texts, if there are not too many."""
        texts = len(told)
        if not texts or texts > MOST_TEXTS:
            return cls()
        kernel = _kernel(told, np.arange(texts), written)
        owns = np.zeros((texts, len(starts)))
        owns[np.arange(texts), np.repeat(np.arange(len(starts)), np.diff(starts, append=texts))] = 1.0
        return cls(pull=np.asarray(np.linalg.solve(kernel + _RIDGE * np.eye(texts), owns), dtype=np.float64))


def fitted_scores(
    likeness: Sequence[Floats], texts: Ints, owners: Ints, told: Ragged, written: Written
) -> list[Floats]:
    """For each entry how much the message looks like its texts and not like the others', fitted on the nearest texts.

    `likeness` of one or more messages to these `texts`; `owners` says which entry (from 0) each text belongs to.
    """
    together = np.maximum.reduce(list(likeness))
    near = np.argpartition(-together, _NEAREST)[:_NEAREST] if len(texts) > _NEAREST else np.arange(len(texts))
    kernel = sum(_alike(*field.weighed(told, texts[near], writing), len(near)) for field, writing in written)
    shares = np.linalg.solve(kernel + _RIDGE * np.eye(len(near)), np.column_stack([one[near] for one in likeness]))
    size = int(owners[-1]) + 1
    return [
        np.bincount(owners[near], shares[:, place], minlength=size).astype(np.float64) for place in range(len(likeness))
    ]


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
