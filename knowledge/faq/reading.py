"""Reads entries as lists of numbered words; leaves what the words are worth to the index."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from knowledge.faq.entry import FaqEntry
from knowledge.faq.ragged import Ints, Ragged
from knowledge.faq.text import clean, words

LONGEST_ANSWER = 2000
"""Characters of an answer that are read."""


def asked_of(entry: FaqEntry) -> tuple[str, ...]:
    """Its ways of asking; its title and answer where it has none."""
    return entry.texts or (entry.title, entry.answer[:LONGEST_ANSWER])


@dataclass(frozen=True, kw_only=True, eq=False)
class Reading:
    """Entries as numbers."""

    starts: Ints
    """The number of each entry's first text."""
    texts: tuple[str, ...]
    """All ways of asking in their normal form."""
    told: Ragged
    """The same as words."""
    answers: Ragged
    """The answers, as words."""
    new: Mapping[str, int]
    """The words that were not known before, with the numbers that they were given."""

    @classmethod
    def of(cls, entries: Sequence[FaqEntry], known: Mapping[str, int] | None = None) -> Reading:
        """Read the entries; new words are numbered after the known ones."""
        pen = _Pen(known or {})
        asked = [asked_of(entry) for entry in entries]
        sizes = np.asarray([len(texts) for texts in asked], dtype=np.int64)
        texts: list[str] = []
        told = pen.written((text for texts in asked for text in texts), texts)
        answers = pen.written(entry.answer[:LONGEST_ANSWER] for entry in entries)
        return cls(starts=np.cumsum(sizes) - sizes, texts=tuple(texts), told=told, answers=answers, new=pen.new)

    def counts(self) -> list[int]:
        """How often each new word stands there, when no word was known before."""
        many = np.bincount(self.told.ids, minlength=len(self.new))
        many += np.bincount(self.answers.ids, minlength=len(self.new))
        counts: list[int] = many.tolist()
        return counts


@dataclass
class _Pen:
    """Numbers words while it writes them down."""

    known: Mapping[str, int]
    new: dict[str, int] = field(default_factory=dict)

    def written(self, texts: Iterable[str], normal: list[str] | None = None) -> Ragged:
        ids, sizes = array("i"), array("i")
        known, new, size = self.known, self.new, len(self.known)
        for text in texts:
            told = words(clean(text))
            for word in told:
                number = known.get(word) if known else None
                ids.append(new.setdefault(word, size + len(new)) if number is None else number)
            sizes.append(len(told))
            if normal is not None:
                normal.append(" ".join(told))
        return Ragged.of(ids, sizes)
