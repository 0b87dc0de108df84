"""Learns how match and gate make one probability, from messages new to both; leaves the evidence to knowledge/faq."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from bot.training.data import Collection
from bot.training.folds import FOLDS, folds_of, is_held, without
from bot.training.gate import Meant, learn_gate
from bot.training.rank import Case, learn_rank
from knowledge.faq.gate import kind_of
from knowledge.faq.joint import MOST_SUGGESTED, evidence
from knowledge.faq.rank import probabilities
from knowledge.faq.verdict import Situation
from knowledge.faq.weights import Floats, GateWeights, Learned, RankWeights, Weights

_RIDGE = 1.0
_MOST = 200
"""What all messages of one collection count at most."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """The evidence on one message, and what came true."""

    collection: str
    evidence: dict[str, float]
    best: float
    """1 if the best entry is right, else 0."""
    useful: float
    """1 if one of the three best is."""


def learn_joint(
    collections: Sequence[Collection], cases: Sequence[Case], meant: Meant | None = None
) -> dict[str, dict[str, float]]:
    """The joint's weight file, from the messages whose kinds are known; each fold is judged by the others' weights."""
    folds = folds_of(collections)
    owners = {case.collection: _owner(case.collection) for case in cases}
    seen: list[Seen] = []
    for fold in range(FOLDS):
        held = [is_held(owners[case.collection], case.message, fold, folds) for case in cases]
        rest = [case for case, is_out in zip(cases, held, strict=True) if not is_out]
        weights = _weights(without(collections, fold, folds), rest, meant)
        judged = [case for case, is_out in zip(cases, held, strict=True) if is_out]
        seen += [_seen(case, weights, meant) for case in judged if case.message.kind and case.message.ranks]
    names = sorted(seen[0].evidence)
    rows = np.asarray([[one.evidence[name] for name in names] for one in seen])
    weight = _weight(seen)
    return {
        which: dict(zip(names, (round(float(v), 4) for v in _fitted(rows, good, weight)), strict=True))
        for which, good in (
            ("answer", np.asarray([one.best for one in seen])),
            ("useful", np.asarray([one.useful for one in seen])),
        )
    }


def _owner(name: str) -> str:
    return name.removesuffix(", in use")


def _weights(collections: Sequence[Collection], cases: Sequence[Case], meant: Meant | None) -> Weights:
    learned = Learned(gate=GateWeights.of(learn_gate(collections, meant)), rank=RankWeights.of(learn_rank(cases)))
    if meant is None:
        return Weights(lexical=learned)
    return Weights(lexical=learned, meaning=learned, centre=meant.centre)


def _seen(case: Case, weights: Weights, meant: Meant | None) -> Seen:
    vector = meant.vectors.get(case.message.text) if meant else None
    chances = probabilities(case.measured, weights.lexical.rank)
    order = np.argsort(-chances, kind="stable")[:MOST_SUGGESTED]
    scores = ([float(chances[place]) for place in order] + [0.0, 0.0])[:MOST_SUGGESTED]
    kind = kind_of(case.message.text, Situation(), weights, vector)
    return Seen(
        collection=case.collection,
        evidence=evidence(scores, kind),
        best=float(case.right[order[0]]),
        useful=float(case.right[order].max()),
    )


def _weight(seen: Sequence[Seen]) -> Floats:
    many: dict[str, int] = {}
    for one in seen:
        many[one.collection] = many.get(one.collection, 0) + 1
    return np.asarray([min(1.0, _MOST / many[one.collection]) for one in seen])


def _fitted(rows: Floats, good: Floats, weight: Floats) -> Floats:
    """Logistic regression; each kind of evidence in units of its own spread, so that the ridge is fair."""
    spread = rows.std(axis=0) + 1e-6
    middle = rows.mean(axis=0)
    bias = int(np.argmin(rows.std(axis=0)))
    spread[bias], middle[bias] = 1.0, 0.0
    scaled = (rows - middle) / spread
    ridge = np.full(rows.shape[1], _RIDGE)
    ridge[bias] = 0.001

    def loss(held: Floats) -> tuple[float, Floats]:
        told = scaled @ held
        cost = float((weight * (np.logaddexp(0, told) - good * told)).sum()) + float((ridge * held**2).sum()) / 2
        return cost, np.asarray(scaled.T @ (weight * (1 / (1 + np.exp(-told)) - good)) + ridge * held)

    found = np.asarray(minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x) / spread
    found[bias] -= float(np.delete(found, bias) @ np.delete(middle, bias))
    return np.asarray(found)
