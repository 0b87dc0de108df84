"""The FAQ made searchable, as one frozen value; leaves comparing a message with it to rank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from knowledge.faq.classifier import MOST_TEXTS, Classifier
from knowledge.faq.entry import FaqEntry
from knowledge.faq.fields import Fields
from knowledge.faq.lexicon import Layers, Lexicon
from knowledge.faq.meaning import Meaning, Vectors
from knowledge.faq.ragged import Ints, Ragged
from knowledge.faq.reading import Reading, asked_of
from knowledge.faq.text import clean, words
from knowledge.faq.weights import Weights

_RENEWED = 20
"""When one entry of so many has changed since all of it was read, the next change reads all of it again."""
_MOST_SPLICED = 50
"""Changes at a time that are made one by one; more are made faster by reading all of it."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Index:
    """All entries, with what is needed to find the one that a message asks for; texts stand in the entries' order."""

    entries: tuple[FaqEntry, ...]
    weights: Weights
    places: Mapping[str, int]
    """Entry id -> its number."""
    lexicon: Lexicon
    starts: Ints
    """The number of each entry's first text."""
    texts: tuple[str, ...]
    """Normal forms of all ways of asking."""
    told: Ragged
    """The same as numbered words."""
    answers: Ragged
    """The answers, as words."""
    having: Ragged
    """Word -> the ways of asking that have it."""
    fields: Fields
    classifier: Classifier
    meaning: Meaning | None = None
    """What the texts mean, or None where words alone are compared."""
    changes: int = 0
    """How many entries were changed since all of it was read."""

    @classmethod
    def build(cls, entries: Sequence[FaqEntry], weights: Weights, vectors: Vectors | None = None) -> Index:
        """Index these entries; of two with the same id the last one counts. `vectors`: see `meaning.wanted`."""
        unique = tuple({entry.id: entry for entry in entries}.values())
        read = Reading.of(unique)
        lexicon = Lexicon.of(read.new, read.counts())
        fields = Fields.of(read, lexicon)
        meaning = _meaning(unique, vectors, weights)
        return cls(
            entries=unique,
            weights=weights,
            places={entry.id: number for number, entry in enumerate(unique)},
            lexicon=lexicon,
            starts=read.starts,
            texts=read.texts,
            told=read.told,
            answers=read.answers,
            having=read.told.turned(len(lexicon.spelled))[0],
            fields=fields,
            classifier=Classifier.fit(read.told, read.starts, fields.asked(lexicon), meaning),
            meaning=meaning,
        )

    def renewed(self, entries: Sequence[FaqEntry], vectors: Vectors | None = None) -> Index:
        """The index of these entries: where a few of many have changed, only those are read."""
        wanted = {entry.id: entry for entry in entries}
        gone = [entry.id for entry in self.entries if entry.id not in wanted]
        new = [entry for entry in wanted.values() if self.entry(entry.id) != entry]
        if len(gone) + len(new) > _MOST_SPLICED or not self._stays(len(gone) + len(new)):
            return Index.build(entries, self.weights, vectors)
        index = self
        for entry_id in gone:
            index = index.without(entry_id, vectors)
        for entry in new:
            index = index.changed(entry, vectors)
        return index

    def changed(self, entry: FaqEntry, vectors: Vectors | None = None) -> Index:
        """The index with this entry added, or in the place of the one with the same id.

        In a small FAQ, or after many changes, all of it is read again; else only this entry is (see `spliced`).
        """
        if not self._stays():
            kept = {one.id: one for one in self.entries} | {entry.id: entry}
            return Index.build(tuple(kept.values()), self.weights, vectors)
        first = self.places.get(entry.id, len(self.entries))
        return self.spliced(first, min(first + 1, len(self.entries)), (entry,), vectors)

    def without(self, entry_id: str, vectors: Vectors | None = None) -> Index:
        """The index without the entry of that id."""
        first = self.places.get(entry_id)
        if first is None:
            return self
        if not self._stays():
            return Index.build((*self.entries[:first], *self.entries[first + 1 :]), self.weights, vectors)
        return self.spliced(first, first + 1, (), vectors)

    def _stays(self, more: int = 1) -> bool:
        """Whether what is known of all texts together may stay as it is for so many more changes."""
        return len(self.told) > MOST_TEXTS and (self.changes + more) * _RENEWED <= len(self.entries)

    def spliced(self, first: int, last: int, entries: Sequence[FaqEntry], vectors: Vectors | None = None) -> Index:
        """The index with other entries from `first` up to `last`; all else is copied as it is.

        How rare words are, how compounds are cut, the usual length and the language stay as they were when all was
        read; a new word counts as said once. The classifier is the one for a large FAQ.
        """
        read = Reading.of(entries, self.lexicon.numbers)
        lexicon = self.lexicon.grown(read.new)
        start, end = (int(one) for one in self.groups.bounds[[first, last]])
        told = self.told.spliced(start, end, read.told)
        moved = self.starts[last:] + (len(read.told) - (end - start))
        kept = (*self.entries[:first], *entries, *self.entries[last:])
        same = len(entries) == last - first and all(one.id in self.places for one in entries)
        return replace(
            self,
            entries=kept,
            places=self.places if same else {entry.id: number for number, entry in enumerate(kept)},
            lexicon=lexicon,
            starts=np.concatenate((self.starts[:first], read.starts + start, moved)),
            texts=(*self.texts[:start], *read.texts, *self.texts[end:]),
            told=told,
            answers=self.answers.spliced(first, last, read.answers),
            having=told.turned(len(lexicon.spelled))[0],
            fields=self.fields.spliced((start, end), (first, last), read, lexicon),
            classifier=Classifier(tables={}),
            meaning=_meaning(kept, vectors, self.weights),
            changes=self.changes + max(len(entries), last - first),
        )

    @property
    def language(self) -> str:
        """`sv` or `en`: what most of the FAQ is written in."""
        return self.lexicon.language

    @property
    def vocabulary(self) -> Layers:
        """Word -> how often the FAQ has it."""
        return self.lexicon.vocabulary

    @property
    def groups(self) -> Ragged:
        """Entry -> its texts: `ids` are the numbers of the texts in order."""
        bounds = np.append(self.starts, len(self.told))
        return Ragged(ids=np.arange(len(self.told), dtype=np.int32), bounds=bounds)

    def rarity(self, stem: str) -> float:
        """The weight of a stem among the ways of asking."""
        field, number = self.fields.stems, self.lexicon.stems.names.get(stem)
        return (float(field.idf[number]) if number is not None else 0.0) or field.rare

    def entry(self, entry_id: str) -> FaqEntry | None:
        """The entry with that id."""
        number = self.places.get(entry_id)
        return None if number is None else self.entries[number]

    def texts_of(self, number: int) -> tuple[str, ...]:
        """The normal forms of one entry's ways of asking."""
        last = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.texts)
        return self.texts[self.starts[number] : last]

    def owners_of(self, text: str) -> tuple[int, ...]:
        """The numbers of the entries that have this text, but for case and punctuation, as a way of asking."""
        return self.same_as(words(clean(text)))

    def same_as(self, told: Sequence[str]) -> tuple[int, ...]:
        """The numbers of the entries that have these words as one of their ways of asking."""
        numbers = [self.lexicon.numbers.get(word, -1) for word in told]
        if not numbers or min(numbers) < 0:
            return ()
        texts = min((self.having.row(number) for number in set(numbers)), key=len)
        begins = self.told.bounds[texts]
        kept = self.told.bounds[texts + 1] - begins == len(numbers)
        texts, begins = texts[kept], begins[kept]
        if not len(texts):
            return ()
        alike = (self.told.ids[begins[:, None] + np.arange(len(numbers))] == numbers).all(axis=1)
        owners = np.unique(np.searchsorted(self.starts, texts[alike], side="right") - 1)
        return tuple(number for number in owners.tolist() if self.entries[number].texts)


def _meaning(entries: Sequence[FaqEntry], vectors: Vectors | None, weights: Weights) -> Meaning | None:
    if vectors is None:
        return None
    asked = [text for entry in entries for text in asked_of(entry)]
    return Meaning.of(asked, [entry.answer for entry in entries], vectors, weights.centre)
