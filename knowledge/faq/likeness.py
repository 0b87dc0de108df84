"""Whether two messages ask the same, with more caution than a match needs; leaves linking questions to the desk."""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz import fuzz, process

from knowledge.faq.index import Index
from knowledge.faq.stems import stem
from knowledge.faq.text import clean, normal, words

_THIN = (0.0, 0.5, 0.85, 1.0)
"""What a likeness is worth when the shorter of the two has 0, 1, 2, 3 or more words about the matter."""

MOST_COMPARED = 20
"""How many texts are compared with care; the others have too little in common."""
_LONGEST = 300
"""Characters of a text that the first look reads."""
_MARKS = str.maketrans(dict.fromkeys(".,:;!?()\"'/-…", " "))

_BOTH_DIFFER = 0.85
"""What it is worth when each has something that the other lacks: a film against a pdf."""


def most_alike(text: str, others: Mapping[int, str], index: Index, most: int = MOST_COMPARED) -> list[int]:
    """The keys of the texts that share most letters and words about the matter with this one, best first.

    One quick look at all of them, so that hundreds cost little; `most` of them deserve `likeness`.
    """
    frames = index.weights.words.frames
    return nearest(plain(text, frames), {key: plain(other, frames) for key, other in others.items()}, most)


def nearest(told: str, others: Mapping[int, str], most: int) -> list[int]:
    """The keys of the `plain` texts that share most letters with this one, best first."""
    keys = list(others)
    scores = process.cdist([told], list(others.values()), scorer=fuzz.token_set_ratio)[0]
    return [keys[place] for place in sorted(range(len(keys)), key=lambda place: (-scores[place], place))[:most]]


def plain(text: str, frames: frozenset[str]) -> str:
    """The start of a text for the quick look: lower case, without punctuation and without the words around the matter."""
    return " ".join([word for word in text[:_LONGEST].lower().translate(_MARKS).split() if word not in frames])


def likeness(a: str, b: str, index: Index) -> float:
    """How surely two texts ask the same question, 0 to 1.

    Only the words about the matter count: "hur gör jag för att byta bild" and "… byta lösenord" share a frame, no matter.
    """
    if normal(a) == normal(b):
        return 1.0 if _matter(a, index) else 0.0
    one, other = _matter(a, index), _matter(b, index)
    shorter = min(len(one), len(other))
    if not shorter:
        return 0.0
    shared = sum(weight for word, weight in one.items() if word in other)
    whole, least = sum(one.values()) + sum(other.values()) - shared, min(sum(one.values()), sum(other.values()))
    both_differ = bool(one.keys() - other.keys()) and bool(other.keys() - one.keys())
    caution = _THIN[min(shorter, len(_THIN) - 1)] * (_BOTH_DIFFER if both_differ else 1.0)
    return float((shared / whole + shared / least) / 2 * caution)


def _matter(text: str, index: Index) -> dict[str, float]:
    """The stems of the words about the matter, with how rare each is."""
    frames = index.weights.words.frames
    stems = {stem(word, index.language) for word in words(clean(text)) if word not in frames}
    return {one: index.rarity(one) for one in sorted(stems)}
