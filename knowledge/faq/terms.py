"""Turns words into weighted stems and n-grams, with compounds and synonyms; leaves scoring to sparse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from knowledge.faq.stems import ngrams, parts, stem
from knowledge.faq.words import Wordbook

_SMALL = {
    language: frozenset(words.split())
    for language, words in (
        ("sv", "och att det som en på är för med inte jag hur kan om den ett har till var man när vad ska i av"),
        ("en", "the a an to of and is it do does can my i how in what for on you are with this that be me"),
    )
}
_PART, _JOINED, _SAME_KNOWN, _SAME_STRANGE = 0.6, 0.8, 0.35, 0.8
"""What a compound's part, two words written apart, and a synonym of a known or an unknown word count."""
_LONGEST_PLAIN = 5
"""Letters of a word that is never cut in parts."""


@dataclass(frozen=True, kw_only=True)
class Terms:
    """A text as weighted terms."""

    stems: Mapping[str, float]
    grams: Mapping[str, float]


def language_of(vocabulary: Mapping[str, int]) -> str:
    """`sv` or `en`, whichever has more of its small words here."""
    count = {lang: sum(vocabulary.get(word, 0) for word in small) for lang, small in _SMALL.items()}
    return "en" if count["en"] > count["sv"] else "sv"


def stems_of_word(word: str, vocabulary: Mapping[str, int], language: str) -> dict[str, float]:
    """The stem of a word, and with less weight those of a compound's parts."""
    stems = {stem(word, language): 1.0}
    both = parts(word, vocabulary) if len(word) > _LONGEST_PLAIN else None
    for part in both or ():
        one = stem(part, language)
        stems[one] = stems.get(one, 0.0) + _PART
    return stems


def grams_of_word(word: str) -> dict[str, float]:
    """How often a word has each n-gram of characters."""
    grams: dict[str, float] = {}
    for gram in ngrams(word):
        grams[gram] = grams.get(gram, 0.0) + 1.0
    return grams


def terms_of_message(told: list[str], vocabulary: Mapping[str, int], language: str, book: Wordbook) -> Terms:
    """The terms of a message: without fillers, with the field's synonyms and with words written apart joined."""
    kept = book.without_fillers(told)
    weighed = {at: (word, 1.0) for at, word in enumerate(kept)}
    more: list[tuple[str, float]] = []
    for at, size, same in book.phrases(kept):
        run = kept[at : at + size]
        strange = not all(_is_known(word, vocabulary, language) for word in run)
        helpful = [word for word in same if word not in run and _is_known(word, vocabulary, language)]
        if helpful and strange:
            weighed |= {place: (kept[place], 0.0) for place in range(at, at + size)}
        share = (_SAME_STRANGE if strange else _SAME_KNOWN) / max(len(helpful), 1) ** 0.5
        more.extend((word, share) for word in helpful)
    more.extend((a + b, _JOINED) for a, b in pairwise(kept) if len(a) > 1 and a + b in vocabulary)
    own = [
        (word, weight)
        for word, weight in weighed.values()
        if weight and (word in vocabulary or not any(word in small for small in _SMALL.values()))
    ]
    return _terms([*own, *more], vocabulary, language)


def _is_known(word: str, vocabulary: Mapping[str, int], language: str) -> bool:
    return word in vocabulary or stem(word, language) in vocabulary


def _terms(weighed: Iterable[tuple[str, float]], vocabulary: Mapping[str, int], language: str) -> Terms:
    stems: dict[str, float] = {}
    grams: dict[str, float] = {}
    for word, weight in weighed:
        for one, share in stems_of_word(word, vocabulary, language).items():
            stems[one] = stems.get(one, 0.0) + weight * share
        for gram, share in grams_of_word(word).items():
            grams[gram] = grams.get(gram, 0.0) + weight * share
    return Terms(stems=stems, grams=grams)
