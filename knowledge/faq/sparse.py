"""What is known of many texts as vectors of terms, and of a message beside them; leaves reading texts to index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from knowledge.faq.lexicon import UNIT, Writing
from knowledge.faq.ragged import Ints, Ragged, spliced

Floats = NDArray[np.float64]
_K1, _B = 1.2, 0.75
_TERM_BITS, _UNIT_BITS = 28, 17
"""Text, term and count are sorted as one number; 18 bits are left for the text."""
_CHUNK = 3_000
"""Words that are turned into terms at a time: a message that is ranked meanwhile waits for one such step at most."""
_STRANGE = 0.25
"""How much of an unknown term's weight counts in the length of a message; all of it would drown long messages."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Asked:
    """A message in the terms of one way of writing."""

    ids: Ints
    """Its known terms."""
    tf: Floats
    strange: float
    """How many of its terms no word has."""
    columns: Ints
    """Of each meeting of a word and a term of the message: the term's place in `ids`,"""
    words: NDArray[np.int32]
    """the word,"""
    values: NDArray[np.float32]
    """and how often it has the term."""

    @classmethod
    def of(cls, count: Mapping[str, float], writing: Writing) -> Asked:
        """From the terms of a message with their weights."""
        known = [(number, value) for term, value in count.items() if (number := writing.names.get(term)) is not None]
        ids = np.asarray([one for one, _ in known], dtype=np.int64)
        tf = np.asarray([value for _, value in known], dtype=np.float64)
        at, columns = writing.words.rows(ids)
        return cls(
            ids=ids, tf=tf, strange=sum(count.values()) - float(tf.sum()),
            columns=columns, words=writing.words.ids[at], values=writing.word_values[at],
        )  # fmt: skip


def counts(asked: Sequence[Asked], told: Ragged, size: int) -> list[Floats]:
    """For each way of writing texts x terms of the message: how often each text has the term.

    `size` is how many words there are.
    """
    here = np.zeros(size, dtype=bool)
    here[told.ids] = True
    shifts = np.cumsum([0, *(len(one.ids) for one in asked)])
    words = np.concatenate([one.words for one in asked])
    columns = np.concatenate([one.columns + shift for one, shift in zip(asked, shifts, strict=False)])
    values = np.concatenate([one.values for one in asked])
    kept = np.flatnonzero(here[words])
    kept = kept[np.argsort(words[kept], kind="stable")]
    meetings = Ragged.of(kept, np.bincount(words[kept], minlength=size))
    at, who = meetings.rows(told.ids)
    found = kept[at]
    width = int(shifts[-1])
    cells = (np.repeat(np.arange(len(told)), told.sizes) * width)[who] + columns[found]
    flat = np.bincount(cells, weights=values[found], minlength=len(told) * width)
    table = flat.astype(np.float64, copy=False).reshape(len(told), width)
    return [table[:, shifts[place] : shifts[place + 1]] for place in range(len(asked))]


@dataclass(frozen=True, kw_only=True, eq=False)
class Query:
    """A message beside one Field."""

    tfidf: Floats
    """For each term of the message its share in a vector of unit length."""
    idf: Floats
    weight: Floats
    mass: float
    """The weight of the known terms."""
    strange: float
    """The weight of the unknown ones."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Field:
    """What counts when texts of one sort (questions, answers, both) are compared in one way of writing."""

    idf: Floats
    """Term -> its weight; 0 for one that no text has."""
    rare: float
    """The weight of a term that no text has."""
    usual: float
    """The mean length of a text."""
    norm: NDArray[np.float32]
    """The length of each text's TF-IDF vector."""
    mass: NDArray[np.float32]
    """For each text the sum of its terms' weights."""
    held: NDArray[np.float32]
    """How much BM25 holds back a term in each text: more in long ones."""

    @classmethod
    def of(cls, told: Ragged, writing: Writing) -> Field:
        """From texts as lists of words."""
        frequency = np.zeros(len(writing.names))
        for first, last in told.chunks(_CHUNK):
            frequency += np.bincount(_tally(told, writing, first, last)[1], minlength=len(frequency))
        texts = len(told)
        idf = np.where(frequency > 0, np.log((1 + texts) / (1 + frequency)) + 1, 0.0)
        per_word = np.add.reduceat(np.append(writing.units, 0), writing.terms.bounds[:-1]) * UNIT
        usual = float(per_word[told.ids].sum()) / texts if texts else 1.0
        bare = cls(idf=idf, rare=float(np.log(1 + texts) + 1), usual=max(usual, 1e-9),
                   norm=_NONE, mass=_NONE, held=_NONE)  # fmt: skip
        return bare.measured(told, writing)

    def measured(self, told: Ragged, writing: Writing) -> Field:
        """The same weights for other texts."""
        norm, mass, held = (np.zeros(len(told), dtype=np.float32) for _ in range(3))
        for first, last in told.chunks(_CHUNK):
            text, term, tf = _tally(told, writing, first, last)
            weight, many = self.idf[term], last - first
            norm[first:last] = np.sqrt(np.bincount(text, (damped(tf) * weight) ** 2, minlength=many))
            mass[first:last] = np.bincount(text, weight, minlength=many)
            length = np.bincount(text, tf, minlength=many) / self.usual
            held[first:last] = _K1 * (1 - _B + _B * length)
        return replace(self, norm=np.maximum(norm, 1e-6), mass=np.maximum(mass, 1e-9), held=held)

    def spliced(self, first: int, last: int, told: Ragged, writing: Writing) -> Field:
        """With other texts from `first` up to `last`; a new term counts as one that a single text has."""
        new = np.unique(writing.terms.ids[writing.terms.rows(told.ids)[0]])
        idf = np.append(self.idf, np.zeros(len(writing.names) - len(self.idf)))
        idf[new[idf[new] == 0]] = self.rare - np.log(2)
        other = replace(self, idf=idf).measured(told, writing)
        return replace(
            other,
            norm=spliced(self.norm, first, last, other.norm),
            mass=spliced(self.mass, first, last, other.mass),
            held=spliced(self.held, first, last, other.held),
        )

    def query(self, asked: Asked) -> Query:
        """A message, ready to be compared with these texts."""
        idf = self.idf[asked.ids]
        weight = idf * np.minimum(asked.tf, 1)
        strange = asked.strange + float(asked.tf[idf == 0].sum())
        tfidf = (1 + np.log(np.maximum(asked.tf, 1))) * weight
        length = float(np.sqrt((tfidf**2).sum() + strange * self.rare**2 * _STRANGE))
        return Query(
            tfidf=tfidf / max(length, 1e-9), idf=idf, weight=weight,
            mass=float(weight.sum()), strange=float(strange * self.rare),
        )  # fmt: skip

    def cosines(self, counts: Floats, numbers: Ints, query: Query) -> Floats:
        """The cosine of the message with each of these texts, by how often they have its terms (damped)."""
        return np.asarray(counts @ (query.tfidf * query.idf) / self.norm[numbers])

    def scores(self, counts: Floats, numbers: Ints, query: Query) -> Floats:
        """The BM25 score of each of these texts."""
        return np.asarray(counts * (_K1 + 1) / (counts + self.held[numbers][:, None]) @ query.weight)

    def weighed(self, told: Ragged, numbers: Ints, writing: Writing) -> tuple[Ints, Ints, Floats]:
        """These texts as vectors of unit length: place of the text, term, weight."""
        some = told.picked(numbers)
        text, term, tf = _tally(some, writing, 0, len(some))
        return text, term, damped(tf) * self.idf[term] / self.norm[numbers][text]


_NONE = np.zeros(0, dtype=np.float32)


def damped(tf: Floats) -> Floats:
    """How much a term counts that a text has so often: the logarithm above once, in proportion below."""
    held = tf.copy()
    many = tf > 1
    held[many] = 1 + np.log(tf[many])
    return held


def _tally(told: Ragged, writing: Writing, first: int, last: int) -> tuple[Ints, Ints, Floats]:
    """The terms of the texts from `first` up to `last`: the text (from 0), the term, how often it has it."""
    words = told.ids[told.bounds[first] : told.bounds[last]]
    at, who = writing.terms.rows(words)
    owner = np.repeat(np.arange(last - first), np.diff(told.bounds[first : last + 1]))
    keys = (owner << _TERM_BITS + _UNIT_BITS)[who]
    keys |= writing.terms.ids[at].astype(np.int64) << _UNIT_BITS
    keys |= writing.units[at]
    keys.sort()
    units = keys & (1 << _UNIT_BITS) - 1
    keys >>= _UNIT_BITS
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    counts = np.add.reduceat(units, starts) * UNIT if len(starts) else np.zeros(0)
    keys = keys[starts]
    return keys >> _TERM_BITS, keys & (1 << _TERM_BITS) - 1, counts
