"""The FAQ made searchable, as one frozen value; leaves comparing a message with it to rank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.faq.classifier import Classifier
from knowledge.faq.entry import FaqEntry
from knowledge.faq.meaning import LONGEST_ANSWER, Meaning, Vectors
from knowledge.faq.sparse import Field
from knowledge.faq.terms import Terms, language_of, terms_of_text
from knowledge.faq.text import clean, normal, words
from knowledge.faq.weights import Weights


@dataclass(frozen=True, kw_only=True, eq=False)
class Index:
    """All entries, with what is needed to find the one that a message asks for; texts stand in the entries' order."""

    entries: tuple[FaqEntry, ...]
    weights: Weights
    places: Mapping[str, int]
    """Entry id -> its number."""
    exact: Mapping[str, tuple[int, ...]]
    """Normal form of a text -> the numbers of the entries that have it."""
    vocabulary: Mapping[str, int]
    """Word -> how often the FAQ has it."""
    language: str
    """`sv` or `en`: what most of the FAQ is written in."""
    texts: tuple[str, ...]
    """Normal forms of all ways of asking."""
    starts: NDArray[np.int64]
    """The number of each entry's first text."""
    stems: Field
    grams: Field
    answer_stems: Field
    answer_grams: Field
    doc_stems: Field
    doc_grams: Field
    classifier: Classifier
    meaning: Meaning | None = None
    """What the texts mean, or None where words alone are compared."""

    @classmethod
    def build(cls, entries: Sequence[FaqEntry], weights: Weights, vectors: Vectors | None = None) -> Index:
        """Index these entries; of two with the same id the last one counts. `vectors`: see `meaning.wanted`."""
        unique = tuple({entry.id: entry for entry in entries}.values())
        asked = [entry.texts or (entry.title, entry.answer[:LONGEST_ANSWER]) for entry in unique]
        starts = np.cumsum([0, *(len(texts) for texts in asked)])[:-1].astype(np.int64)
        told = [words(clean(text)) for texts in asked for text in texts]
        answers = [words(clean(entry.answer[:LONGEST_ANSWER])) for entry in unique]
        vocabulary = Counter(word for text in (*told, *answers) for word in text)
        language = language_of(vocabulary)

        def fields(texts: Sequence[Sequence[str]]) -> tuple[Field, Field]:
            found: list[Terms] = [terms_of_text(text, vocabulary, language) for text in texts]
            return Field.of([one.stems for one in found]), Field.of([one.grams for one in found])

        stems, grams = fields(told)
        answer_stems, answer_grams = fields(answers)
        ends = [*starts[1:], len(told)][: len(unique)]
        whole = [
            [word for text in told[first:last] for word in text] + answer
            for first, last, answer in zip(starts, ends, answers, strict=True)
        ]
        doc_stems, doc_grams = fields(whole)
        return cls(
            entries=unique,
            weights=weights,
            places={entry.id: number for number, entry in enumerate(unique)},
            exact=_exact(unique),
            vocabulary=vocabulary,
            language=language,
            texts=tuple(" ".join(text) for text in told),
            starts=starts,
            stems=stems,
            grams=grams,
            answer_stems=answer_stems,
            answer_grams=answer_grams,
            doc_stems=doc_stems,
            doc_grams=doc_grams,
            classifier=Classifier.fit(grams, stems, starts),
            meaning=Meaning.of([t for texts in asked for t in texts], [entry.answer for entry in unique], vectors),
        )

    def changed(self, entry: FaqEntry, vectors: Vectors | None = None) -> Index:
        """The index with this entry added, or in the place of the one with the same id."""
        kept = {one.id: one for one in self.entries} | {entry.id: entry}
        return Index.build(tuple(kept.values()), self.weights, vectors)

    def without(self, entry_id: str) -> Index:
        """The index without the entry of that id."""
        return Index.build(tuple(one for one in self.entries if one.id != entry_id), self.weights)

    def entry(self, entry_id: str) -> FaqEntry | None:
        """The entry with that id."""
        number = self.places.get(entry_id)
        return None if number is None else self.entries[number]

    def texts_of(self, number: int) -> tuple[str, ...]:
        """The normal forms of one entry's ways of asking."""
        last = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.texts)
        return self.texts[self.starts[number] : last]


def _exact(entries: Sequence[FaqEntry]) -> dict[str, tuple[int, ...]]:
    exact: dict[str, tuple[int, ...]] = {}
    for number, entry in enumerate(entries):
        for same in dict.fromkeys(normal(text) for text in entry.texts):
            if same:
                exact[same] = (*exact.get(same, ()), number)
    return exact
