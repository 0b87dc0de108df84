"""Texts as sparse vectors: TF-IDF, BM25 and what a query shares with each; leaves which words go in to the index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]
_K1, _B = 1.2, 0.75


@dataclass(frozen=True, kw_only=True)
class Field:
    """One way of writing the texts as terms (stems, or n-grams of characters)."""

    terms: Mapping[str, int]
    idf: Floats
    rare: float
    """The weight of a term that no text has."""
    cosine: sparse.csr_array
    """Terms x texts: unit-length TF-IDF."""
    bm25: sparse.csr_array
    """Terms x texts: what a term of the query adds."""
    present: sparse.csr_array
    """Terms x texts: the term's weight where the text has it."""
    mass: Floats
    """For each text the sum of its terms' weights."""

    @classmethod
    def of(cls, counts: Sequence[Mapping[str, float]]) -> Field:
        """From the term counts of each text."""
        terms: dict[str, int] = {}
        rows: list[int] = []
        values: list[float] = []
        ends = [0]
        for count in counts:
            rows.extend(terms.setdefault(term, len(terms)) for term in count)
            values.extend(count.values())
            ends.append(len(rows))
        ids, tf, bounds = np.asarray(rows, dtype=np.int32), np.asarray(values), np.asarray(ends, dtype=np.int32)
        size, texts = max(len(terms), 1), len(counts)
        idf = np.log((1 + texts) / (1 + np.bincount(ids, minlength=size))) + 1
        weight = idf[ids] if len(ids) else tf
        length = _sums(tf, bounds)
        usual = float(length.mean()) if texts else 1.0
        norm = np.repeat(length, np.diff(bounds)) / max(usual, 1e-9)
        tfidf = (1 + np.log(np.maximum(tf, 1))) * np.minimum(tf, 1) * weight
        unit = np.repeat(np.sqrt(np.maximum(_sums(tfidf**2, bounds), 1e-12)), np.diff(bounds))

        def turned(data: Floats) -> sparse.csr_array:
            return sparse.csr_array((data, ids, bounds), shape=(texts, size)).T.tocsr()

        return cls(
            terms=terms,
            idf=idf,
            rare=float(np.log(1 + texts) + 1),
            cosine=turned(tfidf / unit),
            bm25=turned(weight * tf * (_K1 + 1) / (tf + _K1 * (1 - _B + _B * norm))),
            present=turned(weight),
            mass=np.maximum(_sums(weight, bounds), 1e-9),
        )

    def query(self, count: Mapping[str, float]) -> Query:
        """A message's terms, ready to be compared with the texts."""
        known = [(self.terms[term], value) for term, value in count.items() if term in self.terms]
        ids = np.asarray([one for one, _ in known], dtype=np.int64)
        tf = np.asarray([value for _, value in known], dtype=np.float64)
        strange = sum(value for term, value in count.items() if term not in self.terms)
        weight = self.idf[ids] * np.minimum(tf, 1) if len(ids) else tf
        tfidf = (1 + np.log(np.maximum(tf, 1))) * weight
        length = float(np.sqrt((tfidf**2).sum() + strange * self.rare**2 * _STRANGE))
        return Query(
            ids=ids, tfidf=tfidf / max(length, 1e-9), weight=weight, tf=tf,
            mass=float(weight.sum()), strange=float(strange * self.rare),
        )  # fmt: skip

    def cosines(self, query: Query) -> Floats:
        """The cosine of the message with each text."""
        return _product(self.cosine, query.ids, query.tfidf)

    def scores(self, query: Query) -> Floats:
        """The BM25 score of each text."""
        return _product(self.bm25, query.ids, np.minimum(query.tf, 1))

    def shared(self, query: Query) -> Floats:
        """For each text the weight of the query's terms that it has."""
        return _product(self.present, query.ids, np.minimum(query.tf, 1))


_STRANGE = 0.25
"""How much of an unknown term's weight counts in the length of a message; all of it would drown long messages."""


@dataclass(frozen=True, kw_only=True)
class Query:
    """A message in the terms of one Field."""

    ids: NDArray[np.int64]
    tfidf: Floats
    weight: Floats
    tf: Floats
    mass: float
    """The weight of the known terms."""
    strange: float
    """The weight of the unknown ones."""


def _sums(data: Floats, bounds: NDArray[np.int32]) -> Floats:
    total = np.concatenate(([0.0], np.cumsum(data)))
    return np.asarray(total[bounds[1:]] - total[bounds[:-1]])


def _product(matrix: sparse.csr_array, ids: NDArray[np.int64], values: Floats) -> Floats:
    """`values` times the rows `ids`: only these rows are touched."""
    starts, ends = matrix.indptr[ids], matrix.indptr[ids + 1]
    sizes = ends - starts
    total = int(sizes.sum())
    if not total:
        return np.zeros(matrix.shape[1])
    shift = np.repeat(starts - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes)
    at = np.arange(total) + shift
    weights = matrix.data[at] * np.repeat(values, sizes)
    return np.asarray(np.bincount(matrix.indices[at], weights=weights, minlength=matrix.shape[1]), dtype=np.float64)
