"""What a question is about, told apart: matter, deed, people, class, trouble; leaves comparing two of them to pairs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge.faq.index import Index
from knowledge.faq.stems import ngrams, stem
from knowledge.faq.text import clean, fold, words

_LONGEST = 60
"""Words of a text that are read: a question is told in its first ones."""
_PRONOUNS, _NOT, _BETWEEN, _FIRST = (
    frozenset(line.split())
    for line in (
        "jag man vi du ni hen hon han dom de i you we they en ett a the mitt min mina vår våra",
        "inte ej inga ingen inget ingenting aldrig not no cannot cant doesn doesnt don dont won wont",
        "att men och så just nu to but and",
        "jag man vi du ni mig oss i we you me us",
    )
)
"""What may stand within a deed; what denies; what may stand beside that; the asker, or anybody like the asker."""
_CLASS = re.compile(r"\d{1,2}[a-zåäö]?|[a-zåäö]+skolan")
_KINDS = tuple(
    (kind, frozenset(said.split()))
    for kind, said in (
        ("when", "när when"),
        ("who", "vem vilka who"),
        ("why", "varför why"),
        ("what", "vad vilken vilket what which betyder"),
        ("how", "hur var vart how where"),
        ("may", "kan går får kunna måste can is"),
    )
)
"""What is asked for, told by the first of these words."""


@dataclass(frozen=True, kw_only=True)
class Traits:
    """One question, read."""

    matter: Mapping[str, float]
    """Stems of the words about the matter -> how rare each is."""
    meant: Mapping[str, frozenset[str]]
    """The same stems -> stems of words that mean the same."""
    grams: frozenset[str]
    """Pieces of these words."""
    deeds: frozenset[str]
    people: tuple[str, ...]
    """Whom it names, in this order; a pupil who sees a teacher is not a teacher who sees a pupil."""
    classes: frozenset[str]
    """Classes, years and schools that are named."""
    asks: str
    """`when`, `who`, `why`, `what`, `how`, `may`, or empty."""
    troubles: frozenset[str]
    """What does not work, as far as a word tells."""
    denied: frozenset[str]
    """The stems on either side of "inte"."""
    denies: bool
    """Whether it says "inte"."""
    first_person: bool
    """Whether the asker is in it, or "man"."""

    @property
    def trouble(self) -> bool:
        """Whether something does not work."""
        return self.denies or bool(self.troubles)


def traits(text: str, index: Index) -> Traits:
    """Read a question."""
    book, language = index.weights.words, index.language
    said = words(clean(text))[:_LONGEST]
    kept = [word for word in said if word not in book.frames]
    stems = sorted({stem(word, language) for word in kept})
    return Traits(
        matter={one: index.rarity(one) for one in stems},
        meant=_meant(kept, index),
        grams=frozenset(gram for word in kept for gram in ngrams(word)),
        deeds=frozenset(_found(said, book.deeds)),
        people=_found(said, book.people),
        classes=frozenset(word for word in said if _CLASS.fullmatch(word)),
        asks=next((kind for word in said for kind, asking in _KINDS if word in asking), ""),
        troubles=frozenset(_found(said, book.troubles)),
        denied=_denied(said, language),
        denies=any(word in _NOT for word in said),
        first_person=any(word in _FIRST for word in said),
    )


def _denied(said: list[str], language: str) -> frozenset[str]:
    """What stands beside "inte": the one who does not see a pupil of his is another than who sees one that is not his."""
    told = [word for word in said if word not in _PRONOUNS | _BETWEEN]
    beside = [
        told[at + step : at + step + 1]
        for at, word in enumerate(told)
        if word in _NOT
        for step in (-1, 1)
        if at + step >= 0
    ]
    return frozenset(stem(word, language) for words_ in beside for word in words_)


def _meant(kept: list[str], index: Index) -> dict[str, frozenset[str]]:
    book, language = index.weights.words, index.language
    found: dict[str, set[str]] = {}
    for at, size, same in book.phrases(kept):
        stems = {stem(word, language) for word in same if word not in book.frames}
        for word in kept[at : at + size]:
            found.setdefault(stem(word, language), set()).update(stems)
    return {one: frozenset(stems) for one, stems in found.items()}


def _found(said: Iterable[str], groups: Mapping[tuple[str, ...], str]) -> tuple[str, ...]:
    """The groups that a text names, each once, the longest run of words first; pronouns between words do not count."""
    told = [fold(stem(word, "sv")) for word in said if word not in _PRONOUNS]
    found, at = dict[str, None](), 0
    while at < len(told):
        size = next((n for n in (3, 2, 1) if tuple(told[at : at + n]) in groups and at + n <= len(told)), 0)
        if size:
            found[groups[tuple(told[at : at + size])]] = None
        at += size or 1
    return tuple(found)
