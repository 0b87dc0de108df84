"""What texts mean, as vectors beside their words; leaves making vectors to an embedder and weighing them to rank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from knowledge.faq.entry import FaqEntry
from knowledge.faq.reading import asked_of
from knowledge.faq.text import clean

Vector = NDArray[np.float32]
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
    """Texts x width: every way of asking."""
    answers: Vector
    """Entries x width."""

    @classmethod
    def of(cls, asked: Sequence[str], answers: Sequence[str], vectors: Vectors | None) -> Meaning | None:
        """From the raw texts; None without vectors, or when one is missing (words alone are used then)."""
        if vectors is None or not asked:
            return None
        questions = [vectors.questions.get(spoken(text)) for text in asked]
        replies = [vectors.answers.get(spoken(text)) for text in answers]
        found, told = [one for one in questions if one is not None], [one for one in replies if one is not None]
        if len(found) < len(questions) or len(told) < len(replies):
            return None
        return cls(texts=np.vstack(found).astype(np.float32), answers=np.vstack(told).astype(np.float32))


def spoken(text: str) -> str:
    """What an embedder is given for a text: as it would be read aloud, on one line, not too long."""
    return " ".join(clean(text).split())[:_LONGEST]


def wanted(entries: Sequence[FaqEntry]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The texts of an FAQ that want a vector: ways of asking, and answers; each once, in order."""
    asked = dict.fromkeys(spoken(text) for entry in entries for text in asked_of(entry))
    return tuple(asked), tuple(dict.fromkeys(spoken(entry.answer) for entry in entries))
