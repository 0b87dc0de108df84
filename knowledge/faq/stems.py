"""Word forms: stems, character n-grams and the parts of compounds; leaves cutting texts in words to text."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import snowballstemmer

from knowledge.faq.text import fold

_STEMMERS = {"sv": snowballstemmer.stemmer("swedish"), "en": snowballstemmer.stemmer("english")}
_LONGEST_WORD = 40
_SHORTEST_PART = 3
_SIZES = (3, 4, 5)


@lru_cache(maxsize=65536)
def stem(word: str, language: str) -> str:
    """The stem of a word in `sv` or `en`, without dots and accents."""
    return fold(str(_STEMMERS[language].stemWord(word[:_LONGEST_WORD])))


@lru_cache(maxsize=4096)
def ngrams(word: str) -> tuple[str, ...]:
    """The 3 to 5 characters long pieces of a word with a space on either side, dots and accents folded away."""
    padded = f" {fold(word[:_LONGEST_WORD])} "
    grams = [padded[i : i + size] for size in _SIZES for i in range(len(padded) - size + 1)]
    return tuple(grams) or (padded,)


def parts(word: str, known: Mapping[str, int]) -> tuple[str, str] | None:
    """The two known words that a compound is made of (a joining s may stand between), the commonest pair, or None."""
    best: tuple[str, str] | None = None
    best_count = 0
    if not 2 * _SHORTEST_PART <= len(word) <= _LONGEST_WORD:
        return None
    for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        first, last = word[:at], word[at:]
        heads = (first, first[:-1]) if first.endswith("s") and at > _SHORTEST_PART else (first,)
        for head in heads:
            count = min(known.get(head, 0), known.get(last, 0))
            if count > best_count:
                best, best_count = (head, last), count
    return best
