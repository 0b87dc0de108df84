"""Learns how the features of a candidate are weighed; leaves computing them to knowledge/faq/features."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize

from bot.training.data import Collection, Labelled
from knowledge.faq.features import Measured, measure
from knowledge.faq.index import Index
from knowledge.faq.meaning import Vectors
from knowledge.faq.weights import Floats, Weights

_RIDGE = 0.0005
_ROUNDS = 250
_MOST_PER_COLLECTION = 700


@dataclass(frozen=True, kw_only=True)
class Case:
    """One message with its measured candidates."""

    message: Labelled
    collection: str
    measured: Measured
    right: Floats
    """For each candidate 1 if it is right, else 0."""

    @property
    def is_asked(self) -> bool:
        """Whether the ranking may learn from it; whether it is a question at all is the gate's to say."""
        return self.message.ranks and self.message.kind in {"", "question"}


def measured_messages(collection: Collection) -> Sequence[Labelled]:
    """The messages that are measured: of a large collection without kinds an even sample."""
    if collection.has_kinds:
        return collection.messages
    return collection.messages[:: max(1, len(collection.messages) // _MOST_PER_COLLECTION)]


def cases_of(
    collection: Collection,
    weights: Weights,
    vectors: Vectors | None = None,
    meant: Mapping[str, Floats] | None = None,
) -> list[Case]:
    """The messages of a collection, compared with its FAQ; `vectors` of its texts and `meant` of the messages, if any."""
    if not collection.entries:
        return []
    index = Index.build(collection.entries, weights, vectors)
    known = meant or {}
    return [_case(one, collection.name, index, known.get(one.text)) for one in measured_messages(collection)]


def _case(message: Labelled, name: str, index: Index, vector: Floats | None) -> Case:
    measured = measure(message.text, index, vector)
    ids = [index.entries[int(number)].id for number in measured.numbers]
    right = np.asarray([float(entry in message.expected) for entry in ids])
    return Case(message=message, collection=name, measured=measured, right=right)


def learn_rank(cases: Sequence[Case]) -> dict[str, Any]:
    """The ranking's weight file; each collection counts alike."""
    asked = [case for case in cases if case.is_asked]
    names, wholes = sorted(asked[0].measured.values), sorted(asked[0].measured.whole)
    candidate, none = _fitted(asked, names, wholes)
    return {
        "candidate": {name: round(float(value), 4) for name, value in zip(names, candidate, strict=True)},
        "none": {name: round(float(value), 4) for name, value in zip(wholes, none, strict=True)},
    }


def _fitted(cases: Sequence[Case], names: Sequence[str], wholes: Sequence[str]) -> tuple[Floats, Floats]:
    """The most likely weights of a softmax over the candidates of each message and "none of them"."""
    stacked = np.vstack([np.column_stack([case.measured.values[name] for name in names]) for case in cases])
    whole = np.asarray([[case.measured.whole[name] for name in wholes] for case in cases])
    # Each feature in units of its own spread, so that the ridge holds all of them back alike.
    spread, whole_spread = stacked.std(axis=0) + 1e-6, whole.std(axis=0) + 1e-6
    whole_spread[whole_spread < 1e-5] = 1.0
    stacked, whole = stacked / spread, whole / whole_spread
    right = np.concatenate([case.right for case in cases])
    sizes = [len(case.right) for case in cases]
    starts, owner = np.cumsum([0, *sizes])[:-1], np.repeat(np.arange(len(cases)), sizes)
    weight = _shares(cases)
    none_right = np.maximum.reduceat(right, starts) == 0
    width = stacked.shape[1]

    def loss(flat: Floats) -> tuple[float, Floats]:
        scores, none = stacked @ flat[:width], whole @ flat[width:]
        top = np.maximum(np.maximum.reduceat(scores, starts), none)
        odds, none_odds = np.exp(scores - top[owner]), np.exp(none - top)
        total = np.add.reduceat(odds, starts) + none_odds
        good = np.maximum(np.add.reduceat(odds * right, starts) + none_odds * none_right, 1e-300)
        slope = weight[owner] * (odds / total[owner] - odds * right / good[owner])
        none_slope = weight * (none_odds / total - none_odds * none_right / good)
        cost = -float((weight * np.log(good / total)).sum()) + _RIDGE / 2 * float((flat**2).sum())
        return cost, np.concatenate((stacked.T @ slope, whole.T @ none_slope)) + _RIDGE * flat

    start = np.zeros(width + whole.shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS}).x
    return np.asarray(found[:width]) / spread, np.asarray(found[width:]) / whole_spread


def _shares(cases: Sequence[Case]) -> Floats:
    """What each message counts: all of one collection together as much as all of another; the sum is 1."""
    many: dict[str, int] = {}
    for case in cases:
        many[case.collection] = many.get(case.collection, 0) + 1
    return np.asarray([1 / many[case.collection] / len(many) for case in cases])
