"""Reads entries as lists of numbered words; leaves what the words are worth to the index."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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

    @property
    def docs(self) -> Ragged:
        """Each entry as a whole, as words."""
        return self.told.joined(self.starts).beside(self.answers)

    def counts(self) -> list[int]:
        """How often each new word stands there, when no word was known before."""
        many = np.bincount(self.told.ids, minlength=len(self.new))
        many += np.bincount(self.answers.ids, minlength=len(self.new))
        counts: list[int] = many.tolist()
        return counts


class _Pen(dict[str, int]):
    """Numbers words while it writes them down."""

    def __init__(self, known: Mapping[str, int]) -> None:
        super().__init__()
        self.known, self.new = known, dict[str, int]()

    def __missing__(self, word: str) -> int:
        number = self.known.get(word)
        if number is None:
            number = self.new[word] = len(self.known) + len(self.new)
        self[word] = number
        return number

    def written(self, texts: Iterable[str], normal: list[str] | None = None) -> Ragged:
        """The texts as lists of words; their normal forms are added to `normal`."""
        ids, sizes = array("i"), array("i")
        for text in texts:
            told = words(clean(text))
            ids.extend(map(self.__getitem__, told))
            sizes.append(len(told))
            if normal is not None:
                normal.append(" ".join(told))
        return Ragged.of(ids, sizes)
