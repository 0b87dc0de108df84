"""Finds what a text that leaves the municipality must not hold, masked places and names of colleagues; leaves masking to `personal_data`."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from knowledge.conversation.fold import fold
from knowledge.conversation.personal_data import MASKS

_MASK = re.compile("|".join(re.escape(mask) for mask in sorted(MASKS)))
_CAPITALS = re.compile(r"[^\W\d_a-zåäöéüø][\w'’-]*(?:[^\S\n]+[^\W\d_a-zåäöéüø][\w'’-]*){0,5}")
"""Words with a capital in a row, in which a name may stand."""
_WORD = re.compile(r"\S+")
_LONGEST_NAME = 4
_BESIDE = 25
"""How many characters are shown on each side of a place."""

Place = tuple[int, int]


class Names:
    """By what colleagues are known: whole names of anybody, first names of those who are in the matter."""

    def __init__(self, is_whole: Callable[[str], bool], first: Collection[str] = ()) -> None:
        """`is_whole`: whether these folded words are somebody's whole name."""
        self._is_whole, self._first = is_whole, {fold(one) for one in first if len(one) > 1}

    def places(self, text: str) -> list[Place]:
        """Where names stand, in order."""
        found: list[Place] = []
        for row in _CAPITALS.finditer(text):
            words = [(row.start() + one.start(), row.start() + one.end(), one[0]) for one in _WORD.finditer(row[0])]
            start = 0
            while start < len(words):
                length = self._length(words[start:])
                if length:
                    found.append((words[start][0], words[start + length - 1][1]))
                start += length or 1
        return found

    def _length(self, words: list[tuple[int, int, str]]) -> int:
        """How many of the words are a name, from the first one on."""
        for length in range(min(_LONGEST_NAME, len(words)), 1, -1):
            if self._is_whole(fold(" ".join(word for _, _, word in words[:length]))):
                return length
        return 1 if words and _is_first(words[0][2], self._first) else 0


def _is_first(word: str, names: Collection[str]) -> bool:
    """”Eva” and ”Evas”."""
    plain = fold(word).strip(".,:;!?”\"'")
    return plain in names or (plain.endswith("s") and plain[:-1] in names)


def masked_places(text: str) -> list[Place]:
    """Where personal data stood before it was masked."""
    return [found.span() for found in _MASK.finditer(text)]


def around(text: str, place: Place) -> str:
    """The place with a few words on each side, on one line."""
    start, end = max(place[0] - _BESIDE, 0), place[1] + _BESIDE
    words = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{words}{'…' if end < len(text) else ''}"


def without(text: str, names: Names, instead: str) -> str:
    """The text with a neutral word in place of each name, and nothing in place of what was masked."""
    for start, end in reversed(names.places(text)):
        text = text[:start] + instead + text[end:]
    return re.sub(r"[^\S\n]+([.,:;!?])", r"\1", re.sub(r"[^\S\n]{2,}", " ", _MASK.sub("", text))).strip()
