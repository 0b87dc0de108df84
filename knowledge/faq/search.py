"""What a search finds among the answers, and whether one of them is clearly meant; leaves ranking to `rank`."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.faq.entry import FaqEntry
from knowledge.faq.index import Index
from knowledge.faq.text import clean, words
from knowledge.faq.verdict import Match

MOST = 5
_LIKELY = 0.5
"""An entry with this probability of answering is found, whatever words it has."""
_ALIKE = 0.35
"""Likewise one that is spelt so much alike (`sjukanmälan`, `anmäla sjuk`)."""
_CLEAR, _AHEAD = 0.5, 3
"""One entry may be clearly meant from this probability on, if it is so many times the next one's."""
SHORT = 3
"""A word of at most so many letters must stand by itself; a longer one may be part of another (`logg` of `lärlogg`)."""


def found(typed: str, matches: Sequence[Match], index: Index) -> tuple[FaqEntry, ...]:
    """The entries that a search for these words shows, best first; none for words that no entry has."""
    about = told(typed, index)
    near = ((match, index.entry(match.id)) for match in matches)
    return tuple(entry for match, entry in near if entry and _is_found(match, entry, about))[:MOST]


def _is_found(match: Match, entry: FaqEntry, about: Sequence[str]) -> bool:
    """Whether the entry has to do with the words: it has one of them or one that means the same, or nearly."""
    if match.exact or match.score >= _LIKELY or match.features.get("char", 0.0) >= _ALIKE:
        return True
    means = match.features.get("cover", 0.0) > 0 and bool(about)
    return means or any(_has(word, (*entry.texts, entry.answer)) for word in about)


def is_clear(typed: str, matches: Sequence[Match], index: Index) -> bool:
    """Whether the first match is what was meant, so that its answer may be shown at once.

    Words that people ask several entries with ("lösenord") ask for the list.
    """
    if not matches or matches[0].exact:
        return bool(matches)
    about, entries = told(typed, index), [entry for match in matches if (entry := index.entry(match.id))]
    having = sum(all(_has(word, entry.texts) for word in about) for entry in entries)
    second = matches[1].score if len(matches) > 1 else 0.0
    return having <= 1 and matches[0].score >= max(_CLEAR, _AHEAD * second)


def told(typed: str, index: Index) -> list[str]:
    """The words about the matter."""
    return [word for word in words(clean(typed)) if word not in index.weights.words.frames]


def _has(word: str, texts: Sequence[str]) -> bool:
    """Whether the word stands in one of the texts."""
    spoken = words(clean(" ".join(texts)))
    return word in spoken or (len(word) > SHORT and word in " ".join(spoken))
