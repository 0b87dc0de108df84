"""What a search finds among the answers, and whether one of them is clearly meant; leaves ranking to `rank`."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from knowledge.faq.entry import FaqEntry
from knowledge.faq.index import Index
from knowledge.faq.text import clean, words
from knowledge.faq.verdict import Match

MOST = 5
LIKELY = 0.1
"""An entry with this probability of answering is found, whatever words it has."""
_CLEAR, _AHEAD = 0.5, 3
"""One entry is clearly meant from this probability on, if it is so many times the next one's."""
_SHORT = 3
"""A word of at most so many letters must stand by itself; a longer one may be part of another (`logg` of `lärlogg`)."""


def found(typed: str, matches: Sequence[Match], index: Index) -> tuple[FaqEntry, ...]:
    """The entries that a search for these words shows, best first; none for words that no entry has."""
    told = [word for word in words(clean(typed)) if word not in index.weights.words.frames]
    kept = [
        entry
        for match in matches
        if (entry := index.entry(match.id)) and (match.exact or match.score >= LIKELY or _has_any(entry, told))
    ]
    return tuple(kept[:MOST])


def is_clear(matches: Sequence[Match]) -> bool:
    """Whether the first match is what was meant, so that its answer may be shown at once."""
    first, second = (*(match.score for match in matches[:2]), 0.0, 0.0)[:2]
    return bool(matches) and (matches[0].exact or (first >= _CLEAR and first >= _AHEAD * second))


def _has_any(entry: FaqEntry, told: Collection[str]) -> bool:
    """Whether any of the words stands in the entry."""
    spoken = words(clean(" ".join((*entry.texts, entry.answer))))
    whole, together = set(spoken), " ".join(spoken)
    return any(word in whole or (len(word) > _SHORT and word in together) for word in told)
