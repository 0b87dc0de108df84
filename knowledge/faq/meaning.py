"""What texts mean, as vectors beside their words; leaves making vectors to an embedder and weighing them to rank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from knowledge.faq.entry import FaqEntry
from knowledge.faq.ragged import Ints
from knowledge.faq.reading import asked_of
from knowledge.faq.text import clean

Vector = NDArray[np.float32]
Floats = NDArray[np.float64]
_LONGEST = 400
"""Characters of a text that an embedder is given; what comes later hardly changes the meaning and costs time."""


@dataclass(frozen=True, kw_only=True)
class Vectors:
    """Vectors of unit length, all of the same width, by the texts that `spoken` gives."""

    questions: Mapping[str, Vector] = field(default_factory=dict)
    answers: Mapping[str, Vector] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, eq=False)
class Meaning:
    """The vectors of an FAQ, in the order of its index."""

    texts: Vector
    """Texts x width: every way of asking, seen from the centre."""
    answers: Vector
    """Entries x width, likewise."""
    centre: Vector
    """What all texts have in common; without it any two would look much alike."""

    @classmethod
    def of(
        cls, asked: Sequence[str], answers: Sequence[str], vectors: Vectors | None, centre: Vector | None = None
    ) -> Meaning | None:
        """From the raw texts; None without vectors, or when one is missing (words alone are used then).

        `centre` is the mean of many texts of all sorts; without one the mean of these ways of asking is used.
        """
        if vectors is None or not asked:
            return None
        questions = [vectors.questions.get(spoken(text)) for text in asked]
        replies = [vectors.answers.get(spoken(text)) for text in answers]
        found, told = [one for one in questions if one is not None], [one for one in replies if one is not None]
        if len(found) < len(questions) or len(told) < len(replies):
            return None
        texts = np.vstack(found).astype(np.float32)
        middle = texts.mean(axis=0) if centre is None or len(centre) != texts.shape[1] else centre
        replied = np.vstack(told).astype(np.float32)
        return cls(texts=seen_from(middle, texts), answers=seen_from(middle, replied), centre=middle)

    def seen(self, vector: Floats) -> Vector:
        """A message's vector seen from the same centre."""
        return np.asarray(seen_from(self.centre, vector[None, :])[0], dtype=np.float32)

    def likeness(self, seen: Vector, texts: Ints | None = None) -> Floats:
        """How much a message means the same as these texts (all, if none are named), from -1 to 1."""
        return np.asarray((self.texts if texts is None else self.texts[texts]) @ seen, dtype=np.float64)

    def answering(self, seen: Vector, entries: Ints) -> Floats:
        """How much it means the same as the answers of these entries."""
        return np.asarray(self.answers[entries] @ seen, dtype=np.float64)


def seen_from(centre: Vector, vectors: Floats | Vector) -> Vector:
    """Rows of unit length: where each vector lies as seen from the centre; a row of zeros stays one."""
    rows = np.where(np.any(vectors, axis=1, keepdims=True), vectors - centre, 0.0)
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def spoken(text: str) -> str:
    """What an embedder is given for a text: as it would be read aloud, on one line, not too long."""
    return " ".join(clean(text).split())[:_LONGEST]


def wanted(entries: Sequence[FaqEntry]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The texts of an FAQ that want a vector: ways of asking, and answers; each once, in order."""
    asked = dict.fromkeys(spoken(text) for entry in entries for text in asked_of(entry))
    return tuple(asked), tuple(dict.fromkeys(spoken(entry.answer) for entry in entries))
