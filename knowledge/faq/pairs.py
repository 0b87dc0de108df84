"""Whether two questions ask the same, so that one answer helps both askers; leaves reading them to traits and notebook."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from knowledge.faq.meaning import Vector
from knowledge.faq.stems import ngrams
from knowledge.faq.traits import Traits
from knowledge.faq.weights import PairWeights

_MEANT, _INSIDE = 0.8, 0.7
"""How much a word is found in a synonym, and in a longer word that holds it."""
_LEAST_LIKE, _SHORTEST = 0.45, 4
"""The least share of common pieces, and letters, with which one word may be found in another that looks like it."""
_NOTHING_LEFT, _LITTLE_LEFT = 0.6, 3.0
"""Rarity of all that one text has and the other lacks."""
_HIGH = 0.7
_ONE_WORD = 2


@dataclass(frozen=True, kw_only=True)
class Told:
    """One question with all that is known about it."""

    form: str
    """Its words in lower case."""
    traits: Traits
    entries: Mapping[str, float] = field(default_factory=dict)
    """The entries that may answer it -> probability."""
    seen: Vector | None = None
    """Its meaning, seen from the centre."""


def chance(one: Told, other: Told, weights: PairWeights) -> float:
    """The probability that both ask the same."""
    if not (_asks(one) and _asks(other)):
        return 0.0
    if one.form == other.form:
        return 1.0
    return probability(evidence(one, other), weights)


def probability(found: Mapping[str, float], weights: PairWeights) -> float:
    """The probability by this evidence."""
    told = sum(weight * found.get(name, 0.0) for name, weight in weights.pulls.items())
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, told)))) if weights.pulls else 0.0


def _asks(one: Told) -> bool:
    """Whether it says anything that could be compared; "det funkar inte" does not."""
    return bool(one.traits.matter or one.traits.deeds)


def evidence(one: Told, other: Told) -> dict[str, float]:
    """What speaks for and against it, the same in both directions; each name in TOWARDS says which it may be."""
    found = _of_traits(one.traits, other.traits)
    strange = 1 - found["letters"]
    agree = sum(math.sqrt(share * other.entries[name]) for name, share in one.entries.items() if name in other.entries)
    found |= {
        "entries in other words": agree * strange,
        "entries surely": max(0.0, agree - _HIGH),
        "entries and no conflict": agree * found.pop("no conflict"),
    }
    if one.seen is not None and other.seen is not None:
        meant = float(one.seen @ other.seen)
        found |= {"meaning": meant, "meaning in other words": meant * strange}
    return found


_FOR = (
    "covered least", "covered most", "letters", "clean", "letters and clean", "nothing left", "little left", "one holds the other",
    "same deeds", "same people", "both have trouble", "same troubles", "entries in other words", "entries surely",
    "entries and no conflict", "meaning", "meaning in other words",
)  # fmt: skip
_AGAINST = (
    "contrast", "deeds differ", "people differ", "people against people", "people change places", "another subject", "asks otherwise",
    "one has trouble", "one has trouble, nothing left", "troubles differ", "one says not", "another thing denied", "another class", "thin",
)  # fmt: skip
TOWARDS = {"bias": 0} | dict.fromkeys(_FOR, 1) | dict.fromkeys(_AGAINST, -1)
"""Evidence -> 1 speaks for the same, -1 against it, 0 either way. What is learned keeps to it, however odd the pairs."""


def _of_traits(a: Traits, b: Traits) -> dict[str, float]:
    (cover_a, left_a), (cover_b, left_b) = _covered(a, b), _covered(b, a)
    left, thin = max(left_a, left_b), min(len(a.matter), len(b.matter)) < _ONE_WORD
    letters = len(a.grams & b.grams) / math.sqrt(max(len(a.grams) * len(b.grams), 1))
    against = _conflicts(a, b)
    conflict, nothing = any(against.values()), left < _NOTHING_LEFT
    flags = against | {
        "clean": nothing and not conflict,
        "nothing left": nothing,
        "little left": left < _LITTLE_LEFT,
        "one holds the other": min(left_a, left_b) < _NOTHING_LEFT,
        "same deeds": bool(a.deeds) and a.deeds == b.deeds,
        "people against people": bool(a.people and b.people) and not set(a.people) & set(b.people),
        "same people": bool(a.people) and set(a.people) == set(b.people),
        "one has trouble, nothing left": a.trouble != b.trouble and nothing,
        "both have trouble": a.trouble and b.trouble,
        "same troubles": bool(a.troubles & b.troubles),
        "thin": thin and not nothing,
    }
    return {name: float(holds) for name, holds in flags.items()} | {
        "bias": 1.0,
        "covered least": min(cover_a, cover_b),
        "covered most": max(cover_a, cover_b),
        "letters": letters,
        "letters and clean": 0.0 if conflict else max(0.0, letters - 0.5),
        "contrast": min(cover_a, cover_b) * min(left_a, left_b),
        "no conflict": float(not conflict),
    }


def _conflicts(a: Traits, b: Traits) -> dict[str, bool]:
    """What makes another question of the same words."""
    hit_alike = (a.trouble and b.trouble) or a.asks == b.asks == "who"
    return {
        "deeds differ": bool(a.deeds and b.deeds) and not a.deeds & b.deeds,
        "people differ": set(a.people) != set(b.people),
        "people change places": sorted(a.people) == sorted(b.people) and a.people != b.people,
        "another subject": bool(a.people and b.people) and a.first_person != b.first_person,
        "asks otherwise": bool(a.asks and b.asks) and a.asks != b.asks and not {a.asks, b.asks} <= {"how", "may"},
        "one has trouble": a.trouble != b.trouble,
        "troubles differ": bool(a.troubles and b.troubles) and not a.troubles & b.troubles,
        "another thing denied": bool(a.denied and b.denied) and not a.denied & b.denied,
        "one says not": a.denies != b.denies,
        "another class": hit_alike and bool(a.classes and b.classes) and a.classes != b.classes,
    }


def _covered(a: Traits, b: Traits) -> tuple[float, float]:
    """How much of the matter of `a` is in `b`, as a share, and how much is left over."""
    whole = sum(a.matter.values())
    got = sum(weight * _found(stem, a, b) for stem, weight in a.matter.items())
    return (got / whole if whole else 0.0), whole - got


def _found(stem: str, a: Traits, b: Traits) -> float:
    if stem in b.matter:
        return 1.0
    if stem in a.meant and a.meant[stem] & b.matter.keys():
        return _MEANT
    like = max((_like(*((stem, word) if stem < word else (word, stem))) for word in b.matter), default=0.0)
    return like if like >= _LEAST_LIKE else 0.0


@lru_cache(maxsize=50_000)
def _like(stem: str, word: str) -> float:
    """How alike two words look; asked for in both directions, and in a storm for the same words again and again."""
    if min(len(stem), len(word)) >= _SHORTEST and (stem in word or word in stem):
        return _INSIDE
    one, other = _letters(stem), _letters(word)
    return 2 * len(one & other) / (len(one) + len(other))


@lru_cache(maxsize=20_000)
def _letters(word: str) -> frozenset[str]:
    """Its groups of letters; in a storm they are asked for thousands of times for the same words."""
    return frozenset(ngrams(word))
