"""Learns how match and gate make one probability, from messages new to both; leaves the evidence to knowledge/faq."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize

from bot.training.data import Collection
from bot.training.gate import learn_gate
from bot.training.rank import FOLDS, Case, fold_of, learn_rank
from knowledge.faq.gate import kind_of
from knowledge.faq.joint import evidence
from knowledge.faq.rank import probabilities
from knowledge.faq.verdict import Situation
from knowledge.faq.weights import Floats, GateWeights, RankWeights, Weights

_RIDGE = 0.5


def learn_joint(collections: Sequence[Collection], cases: Sequence[Case]) -> dict[str, float]:
    """The joint's weight file, from the messages whose kinds are known; each fold is judged by the others' weights."""
    rows: list[list[float]] = []
    good: list[float] = []
    names: list[str] = []
    for fold in range(FOLDS):
        weights = _weights_without(collections, cases, fold)
        for case in cases:
            if case.message.kind and case.message.ranks and fold_of(case.message) == fold:
                seen, right = _seen(case, weights)
                names = names or sorted(seen)
                rows.append([seen[name] for name in names])
                good.append(right)
    found = _fitted(np.asarray(rows), np.asarray(good))
    return {name: round(float(value), 4) for name, value in zip(names, found, strict=True)}


def _weights_without(collections: Sequence[Collection], cases: Sequence[Case], fold: int) -> Weights:
    others = [
        Collection(name=one.name, entries=one.entries, messages=tuple(m for m in one.messages if fold_of(m) != fold))
        for one in collections
    ]
    gate = GateWeights.of(learn_gate(others))
    rank = RankWeights.of(learn_rank([case for case in cases if fold_of(case.message) != fold]))
    return Weights(gate=gate, rank=rank)


def _seen(case: Case, weights: Weights) -> tuple[dict[str, float], float]:
    chances = probabilities(case.measured, weights.rank)
    order = np.argsort(-chances, kind="stable")
    scores = [float(chances[place]) for place in order[:2]] + [0.0]
    seen = evidence(scores[0], scores[1], kind_of(case.message.text, Situation(), weights))
    return seen, float(case.right[order[0]])


def _fitted(rows: Floats, good: Floats) -> Floats:
    def loss(held: Floats) -> tuple[float, Floats]:
        told = rows @ held
        cost = float((np.logaddexp(0, told) - good * told).sum()) + _RIDGE / 2 * float((held**2).sum())
        return cost, np.asarray(rows.T @ (1 / (1 + np.exp(-told)) - good) + _RIDGE * held)

    return np.asarray(minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x)
