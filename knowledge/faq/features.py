"""Numbers that say how well each entry fits a message, comparable between messages; leaves weighing them to rank."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from knowledge.faq.index import Index
from knowledge.faq.sparse import Floats
from knowledge.faq.terms import terms_of_message
from knowledge.faq.text import clean, sentences, words

_SHORTLIST = 40
_LONGEST_FUZZY = 240
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
    """Compare a message with the FAQ; only the most promising entries are looked at closely."""
    told = clean(text)
    whole = words(told)
    values, strange = _overall(whole, index)
    focus = words(_focus(told))
    closer = values if focus == whole else _overall(focus, index)[0]
    values |= {f"{name}_focus": closer[name] for name in _FOCUSED}
    numbers = _shortlist(values)
    near = {name: value[numbers] for name, value in values.items()}
    near |= _fuzzy(" ".join(focus)[:_LONGEST_FUZZY], numbers, index)
    gaps = {f"{name}_gap": _gap(value) for name, value in near.items()}
    return Measured(numbers=numbers, values=near | gaps, whole=_whole(near, gaps, strange, len(whole)))


_FOCUSED = ("char", "stem", "cover", "kb")


def _focus(told: str) -> str:
    said = sentences(told)
    if len(said) < 2:
        return told
    asking = [one for one in said if one.endswith("?") or words(one)[0] in _QUESTION_WORDS]
    return asking[-1] if asking else told


def _overall(told: list[str], index: Index) -> tuple[dict[str, Floats], float]:
    terms = terms_of_message(told, index.vocabulary, index.language, index.weights.words)
    stems, grams = index.stems.query(terms.stems), index.grams.query(terms.grams)
    char, stem, shared = index.grams.cosines(grams), index.stems.cosines(stems), index.stems.shared(stems)
    everything = max(stems.mass + stems.strange, 1e-9)
    cover, covered = shared / everything, shared / index.stems.mass
    answer_stems = index.answer_stems.query(terms.stems)
    doc = index.doc_stems.query(terms.stems)
    sizes = np.diff([*index.starts, len(index.texts)])
    values = {
        "char": _best(char, index),
        "stem": _best(stem, index),
        "bm25": _best(index.stems.scores(stems), index) / max(2 * everything, 1e-9),
        "cover": _best(cover, index),
        "covered": _best(covered, index),
        "f1": _best(2 * cover * covered / np.maximum(cover + covered, 1e-9), index),
        "answer_char": index.answer_grams.cosines(index.answer_grams.query(terms.grams)),
        "answer_stem": index.answer_stems.cosines(answer_stems),
        "answer_cover": index.answer_stems.shared(answer_stems) / max(answer_stems.mass + answer_stems.strange, 1e-9),
        "doc_char": index.doc_grams.cosines(index.doc_grams.query(terms.grams)),
        "doc_stem": index.doc_stems.cosines(doc),
        "doc_bm25": index.doc_stems.scores(doc) / max(2 * (doc.mass + doc.strange), 1e-9),
        "doc_cover": index.doc_stems.shared(doc) / max(doc.mass + doc.strange, 1e-9),
        "mean_char": np.add.reduceat(char, index.starts) / sizes,
        "kb": index.classifier.scores(char + stem),
    }
    return values, stems.strange / everything


def _best(scores: Floats, index: Index) -> Floats:
    return np.asarray(np.maximum.reduceat(scores, index.starts))


def _shortlist(values: dict[str, Floats]) -> NDArray[np.int64]:
    chosen: set[int] = set()
    for name in ("char_focus", "bm25", "kb", "char"):
        scores = values[name]
        top = np.argpartition(-scores, _SHORTLIST - 1)[:_SHORTLIST] if len(scores) > _SHORTLIST else range(len(scores))
        chosen.update(int(one) for one in top)
    return np.asarray(sorted(chosen), dtype=np.int64)


def _fuzzy(asked: str, numbers: NDArray[np.int64], index: Index) -> dict[str, Floats]:
    texts = [index.texts_of(int(number)) for number in numbers]
    flat = [text[:_LONGEST_FUZZY] for some in texts for text in some]
    starts = np.cumsum([0, *(len(some) for some in texts)])[:-1]
    return {
        name: np.asarray(np.maximum.reduceat(process.cdist([asked], flat, scorer=scorer)[0], starts) / 100.0)
        for name, scorer in _FUZZY.items()
    }


def _gap(value: Floats) -> Floats:
    if len(value) < 2:
        return np.zeros(len(value))
    order = np.argsort(-value, kind="stable")
    gaps = value - value[order[0]]
    gaps[order[0]] = value[order[0]] - value[order[1]]
    return np.asarray(gaps)


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
