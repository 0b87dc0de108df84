"""Learns the gate: what kind of message it is; leaves the features to knowledge/faq/gate."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from bot.training.data import Collection, Labelled
from bot.training.situations import imagined
from knowledge.faq.form import form, setting
from knowledge.faq.gate import BUCKETS, hashed
from knowledge.faq.text import sentences
from knowledge.faq.verdict import KINDS, Situation
from knowledge.faq.weights import Floats

_RIDGE_HASHED, _RIDGE_NAMED = 0.35, 1.0
_SHOWN = ((Situation(), 1.0), (None, 0.7))
"""Each message is learned bare, as if nothing were known, and once in an imagined situation, with these weights."""
_SALT = 1
_OWN_QUESTION, _OWN_ANSWER, _SENTENCES = 0.3, 0.2, 3
"""What an entry's own question and a sentence of its answer count beside a message, and how many sentences are read."""


def learn_gate(collections: Sequence[Collection]) -> dict[str, Any]:
    """The gate's weight file from messages whose kind is known; the same collections give the same numbers.

    The entries of the collections with kinds are learned too: their questions as questions, their answers as answers.
    """
    taught = [one for one in collections if any(message.kind for message in one.messages)]
    rows = _rows([message for one in taught for message in one.messages if message.kind])
    for entry in (entry for one in taught for entry in one.entries):
        for text in entry.texts:
            rows.append((text, form(text) | setting(Situation()), "question", _OWN_QUESTION))
        for text in sentences(entry.answer)[:_SENTENCES]:
            rows.append((text, form(text) | setting(Situation()), "answer", _OWN_ANSWER))
    names = sorted({name for _, named, _, _ in rows for name in named})
    design = _design(rows, names)
    target = np.zeros((len(rows), len(KINDS)))
    target[np.arange(len(rows)), [KINDS.index(kind) for _, _, kind, _ in rows]] = 1.0
    weight = np.asarray([share for *_, share in rows])
    found = _fitted(design, target, weight * _balance(rows), len(names))
    return _as_file(found, names)


def _rows(messages: Sequence[Labelled]) -> list[tuple[str, dict[str, float], str, float]]:
    rows = []
    for message in messages:
        shape = form(message.text)
        for situation, share in _SHOWN:
            stood = situation if situation is not None else imagined(message, _SALT)
            rows.append((message.text, shape | setting(stood), message.kind, share))
    return rows


def _balance(rows: Sequence[tuple[str, dict[str, float], str, float]]) -> Floats:
    """Rare kinds count more, by the square root of how rare they are."""
    many = Counter(kind for _, _, kind, _ in rows)
    usual = len(rows) / len(many)
    return np.asarray([(usual / many[kind]) ** 0.5 for _, _, kind, _ in rows])


def _design(rows: Sequence[tuple[str, dict[str, float], str, float]], names: Sequence[str]) -> sparse.csr_array:
    place = {name: BUCKETS + number for number, name in enumerate(names)}
    ids, values, ends = [], [], [0]
    for text, named, _, _ in rows:
        buckets, numbers = hashed(text)
        ids.extend([*buckets.tolist(), *(place[name] for name in named), BUCKETS + len(names)])
        values.extend([*numbers.tolist(), *named.values(), 1.0])
        ends.append(len(ids))
    return sparse.csr_array((values, ids, ends), shape=(len(rows), BUCKETS + len(names) + 1))


def _fitted(design: sparse.csr_array, target: Floats, weight: Floats, named: int) -> Floats:
    ridge = np.concatenate((np.full(BUCKETS, _RIDGE_HASHED), np.full(named, _RIDGE_NAMED), [0.01]))[:, None]
    turned = design.T.tocsr()

    def loss(flat: Floats) -> tuple[float, Floats]:
        held = flat.reshape(design.shape[1], -1)
        scores = design @ held
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        error = (np.exp(logs) - target) * weight[:, None]
        cost = -float((weight[:, None] * target * logs).sum()) + 0.5 * float((ridge * held**2).sum())
        return cost, np.asarray(turned @ error + ridge * held).ravel()

    start = np.zeros(design.shape[1] * target.shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return np.asarray(found.x).reshape(design.shape[1], -1)


def _as_file(found: Floats, names: Sequence[str]) -> dict[str, Any]:
    hashed_part = found[:BUCKETS]
    scale = float(np.abs(hashed_part).max() / 127) or 1.0
    small = np.round(hashed_part / scale).astype(np.int8)
    return {
        "kinds": list(KINDS),
        "scale": scale,
        "hashed": base64.b64encode(small.tobytes()).decode("ascii"),
        "named": {name: [round(float(v), 4) for v in found[BUCKETS + number]] for number, name in enumerate(names)},
        "bias": [round(float(v), 4) for v in found[-1]],
    }
