"""Finds the entries of a large FAQ that deserve a closer look, by words and meaning; leaves the closer look to features."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from knowledge.faq.comparing import Spoken
from knowledge.faq.index import Index
from knowledge.faq.meaning import Vector
from knowledge.faq.ragged import Ints
from knowledge.faq.sparse import Asked, Floats

_MOST_MEETINGS = 300_000
"""How many places of words in texts are looked at, those of the most telling words first."""
_TEXTS_PER_ENTRY = 3
_MOST_WORDS = 150
"""How many words of the FAQ are looked for: those that the message has, and those that look like them."""


def promising(messages: Sequence[Spoken], index: Index, most: int, seen: Vector | None = None) -> Ints:
    """The numbers of the entries that look most like one of these messages, in order; about `most` by each look.

    `seen` is what the first of them means.
    """
    found = [one for message in messages for one in _looks(message, index, most)]
    if seen is not None and index.meaning is not None:
        found.append(_owners(index.meaning.likeness(seen), index, most))
    return np.unique(np.concatenate(found))


def _looks(message: Spoken, index: Index, most: int) -> list[Ints]:
    stems, grams = message.stems, message.grams
    size, texts = len(index.lexicon.spelled), len(index.told)
    query = index.fields.grams.query(grams)
    by_stem = _pull_of_words(stems, index.fields.stems.query(stems).weight, size)
    by_gram = _pull_of_words(grams, query.tfidf * query.idf, size)
    words = _telling(by_stem, by_gram, index)
    places = np.concatenate([_NOTHING, *(index.having.row(word) for word in words.tolist())])
    many = index.having.bounds[words + 1] - index.having.bounds[words]
    char = np.bincount(places, np.repeat(by_gram[words], many), minlength=texts) / index.fields.grams.norm
    stem = np.bincount(places, np.repeat(by_stem[words], many), minlength=texts) / (1 + index.fields.stems.held)
    return [_owners(look, index, most) for look in (char, stem)]


_NOTHING = np.zeros(0, dtype=np.int32)


def _pull_of_words(asked: Asked, weight: Floats, size: int) -> Floats:
    """For each word of the FAQ what the terms add up to that it shares with the message."""
    return np.asarray(np.bincount(asked.words, asked.values * weight[asked.columns], minlength=size), dtype=np.float64)


def _telling(by_stem: Floats, by_gram: Floats, index: Index) -> Ints:
    pull = by_stem / max(float(by_stem.max(initial=0)), 1e-9) + by_gram / max(float(by_gram.max(initial=0)), 1e-9)
    words = _top(pull, _MOST_WORDS)
    words = words[pull[words] > 0]
    words = words[np.argsort(-pull[words], kind="stable")]
    many = np.cumsum(index.having.bounds[words + 1] - index.having.bounds[words])
    return words[: max(int(np.searchsorted(many, _MOST_MEETINGS, side="right")), 1)]


def _owners(scores: Floats, index: Index, most: int) -> Ints:
    """The entries that own the best texts."""
    texts = _top(scores, most * _TEXTS_PER_ENTRY)
    texts = texts[np.argsort(-scores[texts], kind="stable")]
    owners = np.searchsorted(index.starts, texts, side="right") - 1
    _, first = np.unique(owners, return_index=True)
    return np.asarray(owners[np.sort(first)[:most]])


def _top(scores: Floats, most: int) -> Ints:
    return np.argpartition(-scores, most - 1)[:most] if len(scores) > most else np.arange(len(scores))
