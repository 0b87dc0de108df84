"""Tells what kind of message it is, from its words and its situation; leaves what to do about it to judge."""

from __future__ import annotations

import re
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from knowledge.faq.form import form, setting
from knowledge.faq.meaning import seen_from
from knowledge.faq.text import clean, words
from knowledge.faq.verdict import KINDS, Kind, Situation
from knowledge.faq.weights import Floats, GateWeights, Weights

BUCKETS = 8192
MEANT = 1.5
"""How much a meaning counts beside the words; its vector is of unit length."""
_LONGEST = 700
_TOKEN = re.compile(r"[^\W_]+|[?!.,:;]+")
_NUMBER = re.compile(r"\d")
_DIRECT_ODDS = 6.0
"""How much likelier a question is when the message is written to the bot."""
_ASKING = ("question", "vague")


def kind_of(text: str, situation: Situation, weights: Weights, vector: Floats | None = None) -> Kind:
    """The kind of a message: a probability for each of KINDS, and the strongest reasons.

    `vector` is its meaning from an embedder, or None for words alone.
    """
    if not re.search(r"[^\W_]", clean(text)):
        return _wordless(text, situation)
    if vector is not None and (weights.centre is None or len(vector) != len(weights.centre)):
        vector = None  # an encoder that the gate was not taught with
    gate = weights.learned(meant=vector is not None).gate
    named = form(text) | setting(situation)
    buckets, values = hashed(text, len(gate.hashed))
    scores = gate.bias + values @ gate.hashed[buckets]
    for name, value in named.items():
        if name in gate.named:
            scores = scores + value * gate.named[name]
    if vector is not None and gate.meant is not None and weights.centre is not None:
        scores = scores + MEANT * seen_from(weights.centre, vector[None, :])[0].astype(np.float64) @ gate.meant
    chances = _softmax(scores)
    if situation.direct:
        chances = _raised(chances, gate.kinds)
    held = dict(zip(gate.kinds, map(float, chances), strict=True))
    return Kind(
        probabilities={kind: held.get(kind, 0.0) for kind in KINDS},
        reasons=_reasons(named, gate, chances),
        words=len(words(text)),
    )


def hashed(text: str, buckets: int = BUCKETS) -> tuple[NDArray[np.int64], Floats]:
    """The buckets of a text's n-grams of characters and words, with their values (each of the two of unit length)."""
    told = _NUMBER.sub("0", clean(text).lower())
    if len(told) > _LONGEST:
        told = f"{told[: _LONGEST // 2]} {told[-_LONGEST // 2 :]}"
    tokens = ["^", *_TOKEN.findall(told), "$"]
    line = f" {' '.join(tokens)} "
    chars = [line[i : i + size] for size in range(2, 6) for i in range(len(line) - size + 1)]
    runs = ["\t".join(tokens[i : i + size]) for size in range(1, 4) for i in range(len(tokens) - size + 1)]
    ids, values = [], []
    for grams in (chars, ["w" + run for run in runs]):
        each = np.fromiter((crc32(gram.encode()) % buckets for gram in grams), dtype=np.int64, count=len(grams))
        found, counts = np.unique(each, return_counts=True)
        value = 1 + np.log(counts)
        ids.append(found)
        values.append(value / max(float(np.sqrt((value**2).sum())), 1e-9))
    return np.concatenate(ids), np.concatenate(values)


def _softmax(scores: Floats) -> Floats:
    odds = np.exp(scores - scores.max())
    return np.asarray(odds / odds.sum())


def _raised(chances: Floats, kinds: tuple[str, ...]) -> Floats:
    raised = chances * np.array([_DIRECT_ODDS if kind in _ASKING else 1.0 for kind in kinds])
    return np.asarray(raised / raised.sum())


def _reasons(named: dict[str, float], gate: GateWeights, chances: Floats) -> tuple[str, ...]:
    best = int(chances.argmax())
    known = {name: gate.named[name] for name in named if name in gate.named}
    pulls = {name: named[name] * float(row[best] - row.mean()) for name, row in known.items()}
    return tuple(sorted((name for name in pulls if pulls[name] > 0), key=lambda name: -pulls[name])[:3])


def _wordless(text: str, situation: Situation) -> Kind:
    """Only emoji, a link, a picture or punctuation; written to the bot, a picture or a question mark wants help."""
    vague = situation.direct and bool(situation.attachments or "?" in text)
    likely, other = ("vague", "chatter") if vague else ("chatter", "vague")
    shares = dict.fromkeys(KINDS, 0.0) | {likely: 0.9, other: 0.1}
    return Kind(probabilities=shares, reasons=("no words",))
