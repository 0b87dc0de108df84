"""Compares words as people mean them, not as they type them; leaves what the words mean to its neighbours."""

from __future__ import annotations

import unicodedata

EDGE = " \t\n.,:;!?…”“\"'()"
"""What may stand around a word without being part of it."""


def fold(text: str) -> str:
    """The text for comparing words: small letters without rings, dots and accents ("Hjälp" = "hjalp")."""
    if text.isascii():  # nothing to take off
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in parts if not unicodedata.combining(char)).replace("’", "'").replace("´", "'")


def folded_words(text: str) -> list[str]:
    """The folded words of a text, without what stands around them."""
    words = (word.strip(EDGE) for word in fold(text).split())
    return [word for word in words if word]


def word_set(words: str) -> frozenset[str]:
    """Words with space between them as a set, so that a long list can be read and changed."""
    return frozenset(words.split())
