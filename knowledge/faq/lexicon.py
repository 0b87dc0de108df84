"""Every word of the FAQ with the terms it is written as, so that a text is only a list of words; leaves texts to index."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.faq.ragged import Ragged
from knowledge.faq.terms import grams_of_word, language_of, stems_of_word

UNIT = 0.001
"""How often a word has a term is counted in so much; the part of a compound counts less than one."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Layers(Mapping[str, int]):
    """Numbers by name in two layers: the many stay where they are when a few are added."""

    settled: Mapping[str, int] = field(default_factory=dict)
    added: Mapping[str, int] = field(default_factory=dict)

    def __getitem__(self, name: str) -> int:
        """The number of a name."""
        return self.added[name] if name in self.added else self.settled[name]

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ANN401 - as Mapping has it
        """The number of a name, or the default."""
        found = self.settled.get(name)
        return self.added.get(name, default) if found is None else found

    def __contains__(self, name: object) -> bool:
        """Whether the name has a number."""
        return name in self.settled or name in self.added

    def __iter__(self) -> Iterator[str]:
        """All names, the settled first."""
        yield from self.settled
        yield from self.added

    def __len__(self) -> int:
        """How many names there are."""
        return len(self.settled) + len(self.added)

    def grown(self, more: Mapping[str, int]) -> Layers:
        """With these names added."""
        return Layers(settled=self.settled, added={**self.added, **more}) if more else self


@dataclass(frozen=True, kw_only=True, eq=False)
class Writing:
    """One way of writing words as terms: as stems, or as n-grams of characters."""

    names: Layers
    """Term -> its number."""
    terms: Ragged
    """Word -> its terms."""
    units: NDArray[np.int32]
    """How often the word has each of them, in UNIT, in the order of `terms`."""
    words: Ragged
    """Term -> the words that have it."""
    word_values: NDArray[np.float32]

    @classmethod
    def of(cls, spelled: Iterable[Mapping[str, float]]) -> Writing:
        """From the terms of each word."""
        return cls._after(Layers(), Ragged.of([], []), np.zeros(0, dtype=np.int32), spelled)

    def grown(self, spelled: Iterable[Mapping[str, float]]) -> Writing:
        """With more words, numbered after those it has."""
        return self._after(self.names, self.terms, self.units, spelled)

    @classmethod
    def _after(
        cls, names: Layers, before: Ragged, units: NDArray[np.int32], spelled: Iterable[Mapping[str, float]]
    ) -> Writing:
        new: dict[str, int] = {}
        known, size = (names.get if names else None), len(names)
        ids, tf, sizes = array("i"), array("i"), array("i")
        for terms in spelled:
            for term, value in terms.items():
                number = known(term) if known else None
                ids.append(new.setdefault(term, size + len(new)) if number is None else number)
                tf.append(round(value / UNIT))
            sizes.append(len(terms))
        terms_ = before.spliced(len(before), len(before), Ragged.of(ids, sizes))
        units = np.concatenate((units, np.asarray(tf, dtype=np.int32)))
        names = names.grown(new) if names else Layers(settled=new)
        words, order = terms_.turned(len(names))
        return cls(
            names=names, terms=terms_, units=units, words=words, word_values=(units[order] * UNIT).astype(np.float32)
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Lexicon:
    """The words of the FAQ.

    What depends on all of it (counts, language, how compounds are cut) is settled when the whole FAQ is read; a word
    that an entry brings later is added with a count of one.
    """

    language: str
    """`sv` or `en`: what most of the FAQ is written in."""
    numbers: Layers
    """Word -> its number."""
    spelled: tuple[str, ...]
    """Number -> word."""
    vocabulary: Layers
    """Word -> how often the FAQ has it."""
    stems: Writing
    grams: Writing

    @classmethod
    def of(cls, numbers: Mapping[str, int], counts: Iterable[int]) -> Lexicon:
        """From the words in the order of their numbers, and how often the FAQ has each."""
        vocabulary = dict(zip(numbers, counts, strict=True))
        language = language_of(vocabulary)
        return cls(
            language=language,
            numbers=Layers(settled=numbers),
            spelled=tuple(numbers),
            vocabulary=Layers(settled=vocabulary),
            stems=Writing.of(stems_of_word(word, vocabulary, language) for word in numbers),
            grams=Writing.of(grams_of_word(word) for word in numbers),
        )

    def grown(self, new: Mapping[str, int]) -> Lexicon:
        """With words that it lacks, already numbered after those it has."""
        if not new:
            return self
        vocabulary = self.vocabulary.grown(dict.fromkeys(new, 1))
        return Lexicon(
            language=self.language,
            numbers=self.numbers.grown(new),
            spelled=(*self.spelled, *new),
            vocabulary=vocabulary,
            stems=self.stems.grown(stems_of_word(word, vocabulary, self.language) for word in new),
            grams=self.grams.grown(grams_of_word(word) for word in new),
        )
