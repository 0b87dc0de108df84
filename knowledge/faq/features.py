"""Numbers that say how well each entry fits a message, comparable between messages; leaves weighing them to rank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from knowledge.faq.comparing import Chosen, Compared, Spoken, classified
from knowledge.faq.index import Index
from knowledge.faq.ragged import Ints
from knowledge.faq.shortlist import promising
from knowledge.faq.sparse import Floats
from knowledge.faq.text import clean, sentences, words

_SHORTLIST = 40
_MOST_WORDS = 120
"""Words of a message that are compared; the length counts them all."""
_FEW_ROWS, _MOST_CELLS = 2000, 400_000
"""Texts, and texts times terms of the message: above so many not all entries are looked at closely."""
_FOCUSED = ("char", "stem", "cover", "kb")
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
    "partial": fuzz.partial_ratio,
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


def measure(text: str, index: Index) -> Measured:
    """Compare a message with the FAQ; of a large one only the most promising entries are looked at closely."""
    told = clean(text)
    said, focus = words(told), words(_focus(told))
    parts = [Spoken.of(one[:_MOST_WORDS], index) for one in ([said] if focus == said else [said, focus])]
    chosen = Chosen.of(_numbers(parts, index.same_as(said), index), index)
    compared = [Compared.of(one, chosen, index) for one in parts]
    scores = classified(compared, chosen, index)
    values = compared[0].values | compared[0].documents(parts[0], chosen, index) | {"kb": scores[0]}
    closer = compared[-1].values | {"kb": scores[-1]}
    values |= {f"{name}_focus": closer[name] for name in _FOCUSED}
    places = _shortlist(values)
    near = {name: value[places] for name, value in values.items()}
    few, texts = chosen.few(places)
    near |= _fuzzy(" ".join(focus)[:_LONGEST_FUZZY], few, compared[-1].likeness[texts], index)
    gaps = _gaps(near)
    return Measured(numbers=few.numbers, values=near | gaps, whole=_whole(near, gaps, compared[0].strange, len(said)))


def _numbers(parts: Sequence[Spoken], same: tuple[int, ...], index: Index) -> Ints:
    """The entries to be looked at closely: all, if that is little work, else those that look promising."""
    entries, terms = len(index.entries), max(len(part.grams.ids) for part in parts)
    rows = len(index.told) + 2 * entries
    if rows <= _FEW_ROWS and rows * terms <= _MOST_CELLS:
        return np.arange(entries)
    room = _MOST_CELLS // max(terms * rows // entries, 1)
    found = promising(parts, index, min(max(room, _FEWEST), _SHORTLIST))
    return np.union1d(found, np.asarray(same, dtype=np.int64))


def _focus(told: str) -> str:
    said = sentences(told)
    if len(said) < 2:
        return told
    asking = [one for one in said if one.endswith("?") or words(one)[0] in _QUESTION_WORDS]
    return asking[-1] if asking else told


def _shortlist(values: dict[str, Floats]) -> NDArray[np.int64]:
    chosen: set[int] = set()
    for name in ("char_focus", "bm25", "kb", "char"):
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


def _whole(near: dict[str, Floats], gaps: dict[str, Floats], strange: float, length: int) -> dict[str, float]:
    return {
        "bias": 1.0,
        "strange": strange,
        "length": float(np.log1p(length)),
        "char": float(near["char_focus"].max()),
        "kb": float(near["kb_focus"].max()),
        "kb_margin": float(gaps["kb_gap"].max()),
        "cover": float(near["cover_focus"].max()),
        "set": float(near["set"].max()),
        "answer_cover": float(near["answer_cover"].max()),
    }
