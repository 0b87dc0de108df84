"""Numbers that say how well each entry fits a message, comparable between messages; leaves weighing them to rank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from knowledge.faq.comparing import Chosen, Compared, Spoken, classified
from knowledge.faq.index import Index
from knowledge.faq.meaning import Vector
from knowledge.faq.ragged import Ints
from knowledge.faq.shortlist import promising
from knowledge.faq.sparse import Floats
from knowledge.faq.text import clean, sentences, words

_SHORTLIST = 24
_MOST_WORDS = 120
"""Words of a message that are compared; the length counts them all."""
_FEW_ROWS, _MOST_CELLS = 2000, 400_000
"""Texts, and texts times terms of the message: above so many not all entries are looked at closely."""
_FOCUSED = ("char", "stem", "cover", "kb", "odds")
_ODDS = ("odds", "both_odds")
"""Of these the share is given beside its logarithm,"""
_ORDERED = ("char_focus", "bm25", "odds", "doc_bm25", "set", "meaning", "both_odds", "meaning_answer")
"""and of these the place: 1 for the first entry, 1/2 for the second, and so on."""
_FEWEST = 20
"""How many promising entries are looked at closely however long the message is, by each look."""
_LONGEST_FUZZY = 240
_MOST_FUZZY = 4
"""Texts of one entry that are compared as strings."""
_QUESTION_WORDS = frozenset(
    word
    for line in (
        "hur var vart vem vad vilken vilket vilka när varför kan går finns får ska måste",
        "how where who what which when why can is does",
    )
    for word in line.split()
)
_FUZZY = {
    "set": fuzz.token_set_ratio,
    "sort": fuzz.token_sort_ratio,
    "ratio": fuzz.ratio,
}


@dataclass(frozen=True, kw_only=True)
class Measured:
    """The candidates of a message with their features."""

    numbers: NDArray[np.int64]
    """The entries' numbers in the index."""
    values: dict[str, Floats]
    """Feature -> its value for each candidate; `x_gap` is the distance to the best other one."""
    whole: dict[str, float]
    """Features of the message as a whole."""


def measure(text: str, index: Index, vector: Floats | None = None) -> Measured:
    """Compare a message with the FAQ; of a large one only the most promising entries are looked at closely.

    With its `vector`, and an index that has meanings, they are compared too.
    """
    told = clean(text)
    said, focus = words(told), words(_focus(told))
    meaning = index.meaning if vector is not None else None
    seen = meaning.seen(vector) if meaning is not None and vector is not None else None
    parts = [Spoken.of(one[:_MOST_WORDS], index) for one in ([said] if focus == said else [said, focus])]
    chosen = Chosen.of(_numbers(parts, index.same_as(said), index, seen), index)
    compared = [Compared.of(one, chosen, index) for one in parts]
    meant = None if meaning is None or seen is None else meaning.likeness(seen, chosen.texts)
    scores = classified(compared, meant, chosen, index)
    values = compared[0].values | compared[0].documents(parts[0], chosen, index) | scores[0]
    if meaning is not None and seen is not None and meant is not None:
        values |= {
            "meaning": chosen.best(meant),
            "meaning_mean": chosen.mean(meant),
            "meaning_answer": meaning.answering(seen, chosen.numbers),
        }
    closer = compared[-1].values | scores[-1]
    values |= {f"{name}_focus": closer[name] for name in _FOCUSED}
    places = _shortlist(values)
    near = {name: np.asarray(value[places], dtype=np.float64) for name, value in values.items()}
    few, texts = chosen.few(places)
    near |= _fuzzy(" ".join(focus)[:_LONGEST_FUZZY], few, compared[-1].likeness[texts], index)
    gaps = _gaps(near)
    more = _shares(near) | _orders(near)
    return Measured(
        numbers=few.numbers, values=near | gaps | more, whole=_whole(near, gaps, compared[0].strange, len(said))
    )


def _numbers(parts: Sequence[Spoken], same: tuple[int, ...], index: Index, seen: Vector | None) -> Ints:
    """The entries to be looked at closely: all, if that is little work, else those that look promising."""
    entries, terms = len(index.entries), max(len(part.grams.ids) for part in parts)
    rows = len(index.told) + 2 * entries
    if rows <= _FEW_ROWS and rows * terms <= _MOST_CELLS:
        return np.arange(entries)
    room = _MOST_CELLS // max(terms * rows // entries, 1)
    found = promising(parts, index, min(max(room, _FEWEST), _SHORTLIST), seen)
    return np.union1d(found, np.asarray(same, dtype=np.int64))


def _focus(told: str) -> str:
    said = sentences(told)
    if len(said) < 2:
        return told
    asking = [one for one in said if one.endswith("?") or words(one)[0] in _QUESTION_WORDS]
    return asking[-1] if asking else told


_LOOKS, _LOOKS_AT_MEANING = ("char_focus", "bm25", "kb", "char"), ("meaning", "both_odds")


def _shortlist(values: dict[str, Floats]) -> NDArray[np.int64]:
    chosen: set[int] = set()
    for name in (*_LOOKS, *(name for name in _LOOKS_AT_MEANING if name in values)):
        scores = values[name]
        top = np.argpartition(-scores, _SHORTLIST - 1)[:_SHORTLIST] if len(scores) > _SHORTLIST else range(len(scores))
        chosen.update(int(one) for one in top)
    return np.asarray(sorted(chosen), dtype=np.int64)


def _fuzzy(asked: str, chosen: Chosen, likeness: Floats, index: Index) -> dict[str, Floats]:
    """For each entry the best of its texts as a string; of many texts only the most alike."""
    sizes = np.diff(chosen.starts, append=len(chosen.texts))
    if sizes.max() > _MOST_FUZZY:
        order = np.lexsort((-likeness, chosen.owners))
        kept = np.sort(order[np.arange(len(order)) - chosen.starts[chosen.owners] < _MOST_FUZZY])
    else:
        kept = np.arange(len(chosen.texts))
    flat = [index.texts[text][:_LONGEST_FUZZY] for text in chosen.texts[kept].tolist()]
    starts = np.searchsorted(chosen.owners[kept], np.arange(len(sizes)))
    return {
        name: np.asarray(np.maximum.reduceat(process.cdist([asked], flat, scorer=scorer)[0], starts) / 100.0)
        for name, scorer in _FUZZY.items()
    }


def _gaps(near: dict[str, Floats]) -> dict[str, Floats]:
    """For each feature the distance to the best other entry: below zero for all but the first."""
    table = np.array(list(near.values()))
    if table.shape[1] < 2:
        return {f"{name}_gap": np.zeros(table.shape[1]) for name in near}
    rows, first = np.arange(len(table)), table.argmax(axis=1)
    second, best = np.partition(table, -2, axis=1)[:, -2:].T
    gaps = table - best[:, None]
    gaps[rows, first] = best - second
    return {f"{name}_gap": row for name, row in zip(near, gaps, strict=True)}


def _shares(near: dict[str, Floats]) -> dict[str, Floats]:
    return {f"{name}_share": np.exp(near[name]) for name in _ODDS if name in near}


def _orders(near: dict[str, Floats]) -> dict[str, Floats]:
    names = [name for name in _ORDERED if name in near]
    table = -np.array([near[name] for name in names])
    order = np.argsort(table, axis=1, kind="stable")
    ordered = np.take_along_axis(table, order, axis=1)
    is_new = np.diff(ordered, axis=1, prepend=-np.inf) > 1e-6  # equal values share the place of the first of them
    first = np.maximum.accumulate(np.where(is_new, np.arange(table.shape[1]), 0), axis=1)
    places = np.empty(table.shape)
    np.put_along_axis(places, order, 1.0 / (1 + first), axis=1)
    return {f"{name}_place": row for name, row in zip(names, places, strict=True)}


_BEST = ("char_focus", "kb_focus", "cover_focus", "set", "answer_cover", "odds")
_BEST_MEANING = ("meaning", "meaning_odds", "both_odds", "meaning_answer")
_AHEAD, _AHEAD_MEANING = ("kb", "odds"), ("both_odds", "meaning")


def _whole(near: dict[str, Floats], gaps: dict[str, Floats], strange: float, length: int) -> dict[str, float]:
    """What speaks for "none of them": how well the best fits, how far it is ahead, how undecided the odds are."""
    best = [name for name in (*_BEST, *_BEST_MEANING) if name in near]
    ahead = [name for name in (*_AHEAD, *_AHEAD_MEANING) if name in near]
    return {
        "bias": 1.0,
        "strange": strange,
        "length": float(np.log1p(length)),
        **{name: float(near[name].max()) for name in best},
        **{f"{name}_margin": float(gaps[f"{name}_gap"].max()) for name in ahead},
        **{f"{name}_spread": _spread(near[name]) for name in _ODDS if name in near},
    }


def _spread(logarithms: Floats) -> float:
    """The entropy of the odds among the candidates, in nats."""
    shares = np.exp(logarithms)
    shares = shares / max(float(shares.sum()), 1e-12)
    return float(-(shares * np.log(shares + 1e-12)).sum())
