"""Compares a message with chosen entries, term by term; leaves choosing them and all other likeness to features."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.faq.classifier import BESIDE, MEANING, fitted_nearby
from knowledge.faq.index import Index
from knowledge.faq.ragged import Ints
from knowledge.faq.sparse import Asked, Floats, counts, damped
from knowledge.faq.terms import terms_of_message


@dataclass(frozen=True, kw_only=True, eq=False)
class Chosen:
    """Entries that are looked at closely, with their texts."""

    numbers: Ints
    texts: Ints
    """The numbers of their ways of asking."""
    owners: Ints
    """For each text the place of its entry in `numbers`."""
    starts: Ints
    """For each entry the place of its first text in `texts`."""

    @classmethod
    def of(cls, numbers: Ints, index: Index) -> Chosen:
        """These entries (numbers in order)."""
        groups = index.groups
        texts, owners = groups.rows(numbers)
        sizes = groups.bounds[numbers + 1] - groups.bounds[numbers]
        return cls(numbers=numbers, texts=texts, owners=owners, starts=np.cumsum(sizes) - sizes)

    def few(self, places: Ints) -> tuple[Chosen, Ints]:
        """Some of these entries (places in order), and the places of their texts."""
        sizes = np.diff(self.starts, append=len(self.texts))[places]
        owners = np.repeat(np.arange(len(places)), sizes)
        starts = np.cumsum(sizes) - sizes
        at = np.arange(len(owners)) + (self.starts[places] - starts)[owners]
        return Chosen(numbers=self.numbers[places], texts=self.texts[at], owners=owners, starts=starts), at

    def best(self, scores: Floats) -> Floats:
        """For each entry the best of its texts' scores."""
        return np.asarray(np.maximum.reduceat(scores, self.starts))

    def mean(self, scores: Floats) -> Floats:
        """For each entry the mean of its texts' scores."""
        return np.asarray(np.add.reduceat(scores, self.starts) / np.diff(self.starts, append=len(self.texts)))


@dataclass(frozen=True, kw_only=True, eq=False)
class Spoken:
    """A message, or its most telling sentence, as terms."""

    stems: Asked
    grams: Asked

    @classmethod
    def of(cls, told: list[str], index: Index) -> Spoken:
        """From the words of the message."""
        terms = terms_of_message(told, index.vocabulary, index.language, index.weights.words)
        return cls(stems=Asked.of(terms.stems, index.lexicon.stems), grams=Asked.of(terms.grams, index.lexicon.grams))


@dataclass(frozen=True, kw_only=True, eq=False)
class Compared:
    """A message beside the texts of the chosen entries."""

    stem_counts: Floats
    """Texts x stems of the message."""
    gram_counts: Floats
    likeness: Floats
    """To each text, for the classifier."""
    strange: float
    """How much of the message no way of asking has."""
    values: dict[str, Floats]
    """Feature -> its value for each entry."""

    @classmethod
    def of(cls, spoken: Spoken, chosen: Chosen, index: Index) -> Compared:
        """Compare with the ways of asking."""
        texts, size = chosen.texts, len(index.lexicon.spelled)
        stems, grams = index.fields.stems.query(spoken.stems), index.fields.grams.query(spoken.grams)
        stem_counts, gram_counts = counts((spoken.stems, spoken.grams), index.told.picked(texts), size)
        char = index.fields.grams.cosines(damped(gram_counts), texts, grams)
        stem = index.fields.stems.cosines(damped(stem_counts), texts, stems)
        shared = (stem_counts > 0) @ stems.weight
        everything = max(stems.mass + stems.strange, 1e-9)
        cover, covered = shared / everything, shared / index.fields.stems.mass[texts]
        bm25 = index.fields.stems.scores(stem_counts, texts, stems) / max(2 * everything, 1e-9)
        values = {
            "char": chosen.best(char),
            "stem": chosen.best(stem),
            "bm25": chosen.best(bm25),
            "cover": chosen.best(cover),
            "covered": chosen.best(covered),
            "f1": chosen.best(2 * cover * covered / np.maximum(cover + covered, 1e-9)),
            "mean_char": chosen.mean(char),
        }
        return cls(stem_counts=stem_counts, gram_counts=gram_counts, likeness=char + stem,
                   strange=stems.strange / everything, values=values)  # fmt: skip

    def documents(self, spoken: Spoken, chosen: Chosen, index: Index) -> dict[str, Floats]:
        """Compare with the answers, and with each entry as a whole."""
        numbers, size = chosen.numbers, len(index.lexicon.spelled)
        answer_stems, doc_stems = (
            index.fields.answer_stems.query(spoken.stems),
            index.fields.doc_stems.query(spoken.stems),
        )
        answer_grams, doc_grams = (
            index.fields.answer_grams.query(spoken.grams),
            index.fields.doc_grams.query(spoken.grams),
        )
        stems, grams = counts((spoken.stems, spoken.grams), index.answers.picked(numbers), size)
        all_stems = stems + np.add.reduceat(self.stem_counts, chosen.starts)
        all_grams = grams + np.add.reduceat(self.gram_counts, chosen.starts)
        answer_mass = max(answer_stems.mass + answer_stems.strange, 1e-9)
        doc_mass = max(doc_stems.mass + doc_stems.strange, 1e-9)
        return {
            "answer_char": index.fields.answer_grams.cosines(damped(grams), numbers, answer_grams),
            "answer_stem": index.fields.answer_stems.cosines(damped(stems), numbers, answer_stems),
            "answer_cover": (stems > 0) @ answer_stems.weight / answer_mass,
            "doc_char": index.fields.doc_grams.cosines(damped(all_grams), numbers, doc_grams),
            "doc_stem": index.fields.doc_stems.cosines(damped(all_stems), numbers, doc_stems),
            "doc_bm25": index.fields.doc_stems.scores(all_stems, numbers, doc_stems) / max(2 * doc_mass, 1e-9),
            "doc_cover": (all_stems > 0) @ doc_stems.weight / doc_mass,
        }


def classified(
    compared: Sequence[Compared], meant: Floats | None, chosen: Chosen, index: Index
) -> list[dict[str, Floats]]:
    """For each message (and part of one) what the classifier says of each entry.

    `kb` is a share, the odds are logarithms of probabilities; those of the meaning are there for a message with
    `meant`: how much it means the same as each text.
    """
    entries, places, tables = np.arange(len(chosen.numbers)), np.arange(len(chosen.texts)), index.classifier.tables
    if not tables:
        together = np.maximum.reduce([one.likeness for one in compared])
        places, entries, tables = fitted_nearby(
            together, meant, chosen.texts, chosen.owners, index.told, index.fields.asked(index.lexicon), index.meaning
        )
    elif len(chosen.texts) < len(index.told):
        tables = {name: table[np.ix_(chosen.texts, chosen.numbers)] for name, table in tables.items()}
    found = []
    for number, one in enumerate(compared):
        likeness = one.likeness[places]
        scores = {"kb": likeness @ tables["kb"], "odds": _logarithms(likeness @ tables["odds"])}
        if meant is not None and number == 0 and "both_odds" in tables:
            scores["meaning_odds"] = _logarithms(MEANING * meant[places] @ tables["meaning_odds"])
            scores["both_odds"] = _logarithms((likeness + BESIDE * meant[places]) @ tables["both_odds"])
        found.append({name: _spread(values, entries, len(chosen.numbers), name) for name, values in scores.items()})
    return found


def _logarithms(scores: Floats) -> Floats:
    above = scores - scores.max(initial=-np.inf)
    return np.asarray(above - np.log(np.exp(above).sum()), dtype=np.float64)


def _spread(values: Floats, entries: Ints, size: int, name: str) -> Floats:
    """The values of these entries among all; the others have nothing, or are as unlikely as the least likely."""
    if len(entries) == size:
        return np.asarray(values, dtype=np.float64)
    whole = np.full(size, 0.0 if name == "kb" else float(values.min(initial=0.0)))
    whole[entries] = values
    return whole
