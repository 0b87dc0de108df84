"""Learns the gate: what kind of message it is; leaves the features to knowledge/faq/gate."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from bot.training.data import Collection, Labelled
from bot.training.situations import imagined
from knowledge.faq.form import form, setting
from knowledge.faq.gate import BUCKETS, MEANT, hashed
from knowledge.faq.meaning import seen_from
from knowledge.faq.text import sentences
from knowledge.faq.verdict import KINDS, Situation
from knowledge.faq.weights import Floats, Vector

_RIDGE_HASHED, _RIDGE_NAMED, _RIDGE_MEANT = 0.35, 1.0, 1.0
_SHOWN = ((Situation(), 1.0), (None, 0.7))
"""Each message is learned bare, as if nothing were known, and once in an imagined situation, with these weights."""
_SALT = 1
_OWN_QUESTION, _OWN_ANSWER, _SENTENCES = 0.3, 0.2, 3
"""What an entry's own question and a sentence of its answer count beside a message, and how many sentences are read."""
_FOREIGN = 60
"""Messages of a collection without kinds that an entry answers: so many are learned as questions."""
_ROUNDS = 120


@dataclass(frozen=True, kw_only=True)
class Meant:
    """What the texts mean, seen from the centre of them all."""

    vectors: Mapping[str, Floats]
    centre: Vector

    def of(self, texts: Sequence[str]) -> Floats:
        """Texts x width; an unknown one is a row of zeros."""
        nothing = np.zeros(len(self.centre))
        rows = np.vstack([self.vectors.get(text, nothing) for text in texts])
        return MEANT * seen_from(self.centre, rows).astype(np.float64)


@dataclass(frozen=True, kw_only=True)
class _Row:
    text: str
    named: Mapping[str, float]
    kind: str
    share: float


def learn_gate(collections: Sequence[Collection], meant: Meant | None = None) -> dict[str, Any]:
    """The gate's weight file from messages whose kind is known; the same collections give the same numbers.

    The entries of the collections with kinds are learned too: their questions as questions, their answers as answers.
    """
    rows = [row for one in collections for row in _rows_of(one)]
    names = sorted({name for row in rows for name in row.named})
    design, vectors = _design(rows, names), meant.of([row.text for row in rows]) if meant else None
    target = np.zeros((len(rows), len(KINDS)))
    target[np.arange(len(rows)), [KINDS.index(row.kind) for row in rows]] = 1.0
    weight = np.asarray([row.share for row in rows]) * _balance(rows)
    found, found_meant = _fitted(design, vectors, target, weight, len(names))
    return _as_file(found, found_meant, names)


def texts_of(collections: Sequence[Collection]) -> list[str]:
    """Every text that the gate may learn from, each once, in order."""
    return list(dict.fromkeys(row.text for one in collections for row in _rows_of(one)))


def _rows_of(one: Collection) -> list[_Row]:
    if not one.has_kinds:
        asked = sorted((m for m in one.messages if m.expected), key=lambda m: crc32(m.text.encode()))[:_FOREIGN]
        return [row for message in asked for row in _shown(message, "question")]
    rows = [row for message in one.messages if message.kind for row in _shown(message, message.kind)]
    bare = setting(Situation())
    for entry in one.entries:
        rows += [_Row(text=t, named=form(t) | bare, kind="question", share=_OWN_QUESTION) for t in entry.texts]
        told = sentences(entry.answer)[:_SENTENCES]
        rows += [_Row(text=t, named=form(t) | bare, kind="answer", share=_OWN_ANSWER) for t in told]
    return rows


def _shown(message: Labelled, kind: str) -> list[_Row]:
    shape = form(message.text)
    rows = []
    for situation, share in _SHOWN:
        stood = situation if situation is not None else message.situation or imagined(message, kind, _SALT)
        rows.append(_Row(text=message.text, named=shape | setting(stood), kind=kind, share=share))
    return rows


def _balance(rows: Sequence[_Row]) -> Floats:
    """Rare kinds count more, by the square root of how rare they are."""
    many = Counter(row.kind for row in rows)
    usual = len(rows) / len(many)
    return np.asarray([(usual / many[row.kind]) ** 0.5 for row in rows])


def _design(rows: Sequence[_Row], names: Sequence[str]) -> sparse.csr_array:
    place = {name: BUCKETS + number for number, name in enumerate(names)}
    ids, values, ends = [], [], [0]
    for row in rows:
        buckets, numbers = hashed(row.text)
        ids.extend([*buckets.tolist(), *(place[name] for name in row.named), BUCKETS + len(names)])
        values.extend([*numbers.tolist(), *row.named.values(), 1.0])
        ends.append(len(ids))
    return sparse.csr_array((values, ids, ends), shape=(len(rows), BUCKETS + len(names) + 1))


def _fitted(
    design: sparse.csr_array, vectors: Floats | None, target: Floats, weight: Floats, named: int
) -> tuple[Floats, Floats | None]:
    ridge = np.concatenate((np.full(BUCKETS, _RIDGE_HASHED), np.full(named, _RIDGE_NAMED), [0.01]))[:, None]
    turned, size = design.T.tocsr(), design.shape[1] * target.shape[1]
    width = 0 if vectors is None else vectors.shape[1]

    def loss(flat: Floats) -> tuple[float, Floats]:
        held, meant = flat[:size].reshape(design.shape[1], -1), flat[size:].reshape(width, target.shape[1])
        scores = design @ held
        if vectors is not None:
            scores += vectors @ meant
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        error = (np.exp(logs) - target) * weight[:, None]
        cost = -float((weight[:, None] * target * logs).sum())
        cost += 0.5 * float((ridge * held**2).sum() + _RIDGE_MEANT * (meant**2).sum())
        slope = [np.asarray(turned @ error + ridge * held).ravel()]
        if vectors is not None:
            slope.append((vectors.T @ error + _RIDGE_MEANT * meant).ravel())
        return cost, np.concatenate(slope)

    start = np.zeros(size + width * target.shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS}).x
    meant = None if vectors is None else np.asarray(found[size:]).reshape(width, -1)
    return np.asarray(found[:size]).reshape(design.shape[1], -1), meant


def _as_file(found: Floats, meant: Floats | None, names: Sequence[str]) -> dict[str, Any]:
    hashed_part = found[:BUCKETS]
    scale = float(np.abs(hashed_part).max() / 127) or 1.0
    small = np.round(hashed_part / scale).astype(np.int8)
    content = {
        "kinds": list(KINDS),
        "scale": scale,
        "hashed": base64.b64encode(small.tobytes()).decode("ascii"),
        "named": {name: [round(float(v), 4) for v in found[BUCKETS + number]] for number, name in enumerate(names)},
        "bias": [round(float(v), 4) for v in found[-1]],
    }
    return content if meant is None else content | {"meant": np.round(meant, 3).tolist()}
