"""Ranks the entries for a message, with the probability that each answers it; leaves whether to speak to judge."""

from __future__ import annotations

import numpy as np

from knowledge.faq.features import Measured, measure
from knowledge.faq.index import Index
from knowledge.faq.sparse import Floats
from knowledge.faq.text import clean, words
from knowledge.faq.verdict import Match
from knowledge.faq.weights import RankWeights

MOST = 10
"""How many matches are given."""
_EXACT = 0.999


def rank(text: str, index: Index, vector: Floats | None = None) -> list[Match]:
    """The best entries for a text, best first, at most ten; `score` supposes that the text is a question.

    `vector` is the text's meaning from an embedder, or None for words alone.
    """
    said = words(clean(text))
    if not index.entries or not said:
        return []
    vector = vector if index.meaning is not None else None
    measured = measure(text, index, vector)
    chances = probabilities(measured, index.weights.learned(meant=vector is not None).rank)
    exact = index.same_as(said)
    first = _first(measured, chances, exact)
    held = np.round(np.array(list(measured.values.values()))[:, [place for place, _, _ in first]], 4).T.tolist()
    found = [
        Match(
            id=index.entries[int(number)].id,
            score=max(float(chance), _EXACT) if int(number) in exact else float(chance),
            exact=int(number) in exact,
            features=dict(zip(measured.values, features, strict=True)),
        )
        for (_, number, chance), features in zip(first, held, strict=True)
    ]
    return sorted(found, key=lambda match: (-match.exact, -match.score))[:MOST]


def probabilities(measured: Measured, weights: RankWeights) -> Floats:
    """For each candidate the probability that it is the right one; what is missing to 1 is "none of them"."""
    scores = np.zeros(len(measured.numbers))
    for name, weight in weights.candidate.items():
        scores += weight * measured.values[name]
    none = sum(weight * measured.whole[name] for name, weight in weights.none.items())
    top = max(float(scores.max()), none)
    odds = np.exp(scores - top)
    return np.asarray(odds / (odds.sum() + np.exp(none - top)))


def _first(measured: Measured, chances: Floats, exact: tuple[int, ...]) -> list[tuple[int, int, float]]:
    order = np.argsort(-chances, kind="stable")
    places = [int(place) for place in order[:MOST]]
    places += [int(place) for place in order[MOST:] if int(measured.numbers[place]) in exact]
    return [(place, int(measured.numbers[place]), float(chances[place])) for place in places]
