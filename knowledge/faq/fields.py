"""The fields of an FAQ: ways of asking, answers and both together, as stems and n-grams; leaves each field to sparse."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.faq.lexicon import Lexicon, Writing
from knowledge.faq.reading import Reading
from knowledge.faq.sparse import Field


@dataclass(frozen=True, kw_only=True, eq=False)
class Fields:
    """What is known of all texts in each way of comparing them."""

    stems: Field
    """Of the ways of asking."""
    grams: Field
    answer_stems: Field
    answer_grams: Field
    doc_stems: Field
    """Of an entry's ways of asking and its answer together."""
    doc_grams: Field

    @classmethod
    def of(cls, read: Reading, lexicon: Lexicon) -> Fields:
        """From all entries."""
        stems, grams, docs = lexicon.stems, lexicon.grams, read.docs
        return cls(
            stems=Field.of(read.told, stems),
            grams=Field.of(read.told, grams),
            answer_stems=Field.of(read.answers, stems),
            answer_grams=Field.of(read.answers, grams),
            doc_stems=Field.of(docs, stems),
            doc_grams=Field.of(docs, grams),
        )

    def spliced(self, texts: tuple[int, int], entries: tuple[int, int], read: Reading, lexicon: Lexicon) -> Fields:
        """With these texts and these entries (from, up to) replaced by the ones that were read."""
        stems, grams, docs = lexicon.stems, lexicon.grams, read.docs
        return Fields(
            stems=self.stems.spliced(*texts, read.told, stems),
            grams=self.grams.spliced(*texts, read.told, grams),
            answer_stems=self.answer_stems.spliced(*entries, read.answers, stems),
            answer_grams=self.answer_grams.spliced(*entries, read.answers, grams),
            doc_stems=self.doc_stems.spliced(*entries, docs, stems),
            doc_grams=self.doc_grams.spliced(*entries, docs, grams),
        )

    def asked(self, lexicon: Lexicon) -> tuple[tuple[Field, Writing], ...]:
        """The two ways in which a classifier compares the ways of asking."""
        return (self.grams, lexicon.grams), (self.stems, lexicon.stems)
