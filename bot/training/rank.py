"""Learns how the features of a candidate are weighed; leaves computing them to knowledge/faq/features."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize

from bot.training.data import Collection
from knowledge.faq.features import Measured, measure
from knowledge.faq.index import Index
from knowledge.faq.weights import Floats, Weights

_RIDGE = 0.02
_MOST_PER_COLLECTION = 700


@dataclass(frozen=True, kw_only=True)
class Case:
    """One message with its candidates, and which of them are right."""

    candidates: Floats
    """Candidates x features."""
    whole: Floats
    right: Floats
    """For each candidate 1 if it is right, else 0."""
    weight: float


def cases_of(collection: Collection, weights: Weights) -> tuple[list[Measured], list[Floats]]:
    """The measured candidates of a collection's messages, and which of them are right."""
    index = Index.build(collection.entries, weights)
    measured, right = [], []
    step = max(1, len(collection.messages) // _MOST_PER_COLLECTION)
    for message in collection.messages[::step]:
        one = measure(message.text, index)
        ids = [index.entries[int(number)].id for number in one.numbers]
        measured.append(one)
        right.append(np.asarray([float(entry in message.expected) for entry in ids]))
    return measured, right


def learn_rank(collections: Sequence[Collection], weights: Weights) -> dict[str, Any]:
    """The ranking's weight file; each collection counts alike."""
    names: list[str] = []
    wholes: list[str] = []
    cases = []
    for collection in collections:
        measured, right = cases_of(collection, weights)
        for one, good in zip(measured, right, strict=True):
            names, wholes = names or sorted(one.values), wholes or sorted(one.whole)
            candidates = np.column_stack([one.values[name] for name in names])
            whole = np.asarray([one.whole[name] for name in wholes])
            cases.append(Case(candidates=candidates, whole=whole, right=good, weight=1 / len(measured)))
    candidate, none = _fitted(cases)
    return {
        "candidate": {name: round(float(value), 4) for name, value in zip(names, candidate, strict=True)},
        "none": {name: round(float(value), 4) for name, value in zip(wholes, none, strict=True)},
    }


def _fitted(cases: Sequence[Case]) -> tuple[Floats, Floats]:
    """The most likely weights of a softmax over the candidates of each message and "none of them"."""
    stacked = np.vstack([case.candidates for case in cases])
    wholes = np.vstack([case.whole for case in cases])
    right = np.concatenate([case.right for case in cases])
    starts = np.cumsum([0, *(len(case.candidates) for case in cases)])[:-1]
    owner = np.repeat(np.arange(len(cases)), [len(case.candidates) for case in cases])
    weight = np.asarray([case.weight for case in cases]) * len(cases) / sum(case.weight for case in cases)
    none_right = np.maximum.reduceat(right, starts) == 0
    width = stacked.shape[1]

    def loss(flat: Floats) -> tuple[float, Floats]:
        scores, none = stacked @ flat[:width], wholes @ flat[width:]
        top = np.maximum(np.maximum.reduceat(scores, starts), none)
        odds, none_odds = np.exp(scores - top[owner]), np.exp(none - top)
        total = np.add.reduceat(odds, starts) + none_odds
        good = np.add.reduceat(odds * right, starts) + none_odds * none_right
        cost = -float((weight * np.log(np.maximum(good, 1e-300) / total)).sum()) / len(cases)
        slope = (weight[owner] * (odds / total[owner] - odds * right / np.maximum(good, 1e-300)[owner])) / len(cases)
        none_slope = weight * (none_odds / total - none_odds * none_right / np.maximum(good, 1e-300)) / len(cases)
        gradient = np.concatenate((stacked.T @ slope, wholes.T @ none_slope)) + _RIDGE / 10 * flat
        return cost + _RIDGE / 20 * float((flat**2).sum()), gradient

    found = minimize(loss, np.zeros(width + wholes.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return np.asarray(found.x[:width]), np.asarray(found.x[width:])
