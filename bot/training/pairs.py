"""Learns whether two questions ask the same, from labelled pairs; leaves what is known of a pair to knowledge/faq/pairs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from bot.embedding.file_cache import awaited
from bot.embedding.meanings import Meanings
from bot.files.pairs_file import Pair, read_pairs
from bot.training.data import Collection
from knowledge.faq.entry import FaqEntry
from knowledge.faq.index import Index
from knowledge.faq.meaning import Vectors
from knowledge.faq.notebook import Notebook
from knowledge.faq.pairs import TOWARDS, evidence
from knowledge.faq.weights import Floats, Weights

WISH = 0.91
"""The share of right links that the limit must reach on held-back pairs, which are harder than what a desk hears."""
_RIDGE = 1.0
_STEPS, _STRANGER, _READ = (37, 83, 131), 0.25, 0.5
"""Each pair's first text is also set beside the second text of others, so far away: strangers. What these count, and what
a pair counts whose texts stand in earlier pairs already (those that a model's errors were read from)."""
_FOLDS, _TOGETHER = 5, 4
"""Pairs that stand together are often about the same; so many are held back together."""
_FEWEST, _FEEBLE = 20, 0.0005


@dataclass(frozen=True, kw_only=True)
class PairSet:
    """Pairs, and the FAQ of the desk where they were written."""

    entries: tuple[FaqEntry, ...]
    pairs: tuple[Pair, ...]

    @property
    def texts(self) -> list[str]:
        """Every text once, in order."""
        return list(dict.fromkeys(text for pair in self.pairs for text in (pair.a, pair.b)))


def find_pairs(directories: Iterable[Path], collections: Sequence[Collection]) -> list[PairSet]:
    """The files `pairs*` of each directory, and of those directly in it; about the FAQ of the directory."""
    entries = {one.name: one.entries for one in collections}
    found = []
    for top in directories:
        files = sorted(file for file in (*top.glob("pairs*.*"), *top.glob("*/pairs*.*")) if file.is_file())
        if files and top.name in entries:
            found.append(PairSet(entries=entries[top.name], pairs=tuple(read_pairs(*files).value)))
    return [one for one in found if len(one.pairs) >= _FEWEST]


def learn_pairs_of(sets: Sequence[PairSet], weights: Weights, meanings: Meanings | None = None) -> dict[str, Any]:
    """The weight file for words alone, or with `meanings` the one for words and meaning."""
    if meanings is None:
        return learn_pairs(sets, weights)
    known = awaited(meanings.messages(list(dict.fromkeys(text for one in sets for text in one.texts))))
    vectors = awaited(meanings.faq([entry for one in sets for entry in one.entries]))
    return learn_pairs(sets, weights, vectors, known)


def learn_pairs(
    sets: Sequence[PairSet], weights: Weights, vectors: Vectors | None = None, known: Mapping[str, Floats] | None = None
) -> dict[str, Any]:
    """The weight file; the same pairs give the same numbers. `known`: the meanings of their texts.

    What is set aside in turn decides the limit; then all is learned.
    """
    names = [name for name in TOWARDS if known or not name.startswith("meaning")]
    parts = [_rows(one, Notebook(Index.build(one.entries, weights, vectors)), names, known or {}) for one in sets]
    rows, same, share, fold = (np.concatenate(part) for part in zip(*parts, strict=True))
    held = np.zeros(len(rows))
    for number in range(_FOLDS):
        kept = fold == number
        held[kept] = rows[kept] @ _fitted(rows[~kept], same[~kept], share[~kept], names)
    judged = fold >= 0
    pulls = _fitted(rows, same, share, names)
    return {
        "limit": round(_limit(held[judged], same[judged], share[judged]), 3),
        "pulls": {name: round(float(pull), 3) for name, pull in zip(names, pulls, strict=True) if abs(pull) >= _FEEBLE},
    }


def _rows(
    one: PairSet, notebook: Notebook, names: Sequence[str], known: Mapping[str, Floats]
) -> tuple[Floats, Floats, Floats, Floats]:
    """Evidence, same or not, how much it counts, and the fold that holds it back (-1 = none: strangers)."""
    told = {text: notebook.told(text, known.get(text)) for text in one.texts}
    pairs = [(pair.a, pair.b) for pair in one.pairs]
    count = len(pairs)
    pairs += [(pairs[at][0], pairs[(at + step) % count][1]) for step in _STEPS for at in range(count)]
    found = [evidence(told[a], told[b]) for a, b in pairs]
    rows = np.asarray([[each.get(name, 0.0) for name in names] for each in found])
    same = np.asarray([pair.same for pair in one.pairs] + [False] * (len(pairs) - count), dtype=np.float64)
    share = np.asarray([*_shares(one.pairs), *[_STRANGER] * (len(pairs) - count)])
    fold = np.where(np.arange(len(pairs)) < count, np.arange(len(pairs)) // _TOGETHER % _FOLDS, -1)
    return rows, same, share, fold.astype(np.float64)


def _shares(pairs: Sequence[Pair]) -> list[float]:
    """What each pair counts: half, where both texts were met before."""
    met: set[str] = set()
    shares = []
    for pair in pairs:
        shares.append(_READ if {pair.a, pair.b} <= met else 1.0)
        met |= {pair.a, pair.b}
    return shares


def _fitted(rows: Floats, same: Floats, share: Floats, names: Sequence[str]) -> Floats:
    """Logistic regression with a ridge, each kind of evidence in units of its spread and pulling its own way only."""
    spread, middle = rows.std(axis=0) + 1e-6, rows.mean(axis=0)
    bias = names.index("bias")
    spread[bias], middle[bias] = 1.0, 0.0
    scaled = (rows - middle) / spread
    ridge = np.where(np.arange(len(names)) == bias, 0.001, _RIDGE)
    bounds = [{0: (None, None), 1: (0.0, None), -1: (None, 0.0)}[TOWARDS[name]] for name in names]

    def loss(held: Floats) -> tuple[float, Floats]:
        told = scaled @ held
        cost = float((share * (np.logaddexp(0, told) - same * told)).sum()) + float((ridge * held**2).sum()) / 2
        return cost, np.asarray(scaled.T @ (share * (1 / (1 + np.exp(-told)) - same)) + ridge * held)

    start = np.zeros(len(names))
    found = np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x) / spread
    found[bias] -= float(np.delete(found, bias) @ np.delete(middle, bias))
    return np.asarray(found)


def _limit(scores: Floats, same: Floats, share: Floats) -> float:
    """The least probability with which the wish holds; 1 when it never does."""
    order = np.argsort(-scores, kind="stable")
    right, taken = np.cumsum((share * same)[order]), np.cumsum(share[order])
    fine = np.flatnonzero(right >= WISH * taken)
    return float(1 / (1 + np.exp(-scores[order[fine[-1]]]))) if len(fine) else 1.0
