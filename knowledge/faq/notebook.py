"""What questions were read as, kept for one index, so that hundreds of them cost little; leaves comparing to pairs."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TypeVar

from knowledge.faq.index import Index
from knowledge.faq.likeness import nearest, plain
from knowledge.faq.meaning import Vector
from knowledge.faq.pairs import Told, chance
from knowledge.faq.rank import rank
from knowledge.faq.sparse import Floats
from knowledge.faq.text import normal
from knowledge.faq.traits import Traits, traits
from knowledge.faq.verdict import Match
from knowledge.faq.weights import PairWeights

MOST_KEPT = 2000
"""Questions that are remembered, those not met for longest go first; not by their text, which may have to be forgotten."""
NEAR = 8
"""How many questions each of two quick looks finds; only they are compared."""
_UNLIKELY, _WORDY = 1e-3, 10.0
_EQUAL = 2.0
"""What the entries' probabilities add up to at most for a text that equals a way of asking, else 1."""
VectorsOf = Callable[[Collection[str]], Mapping[str, Floats]]
"""The vectors of some texts, as far as they are there in time."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question that is asked now."""

    text: str
    vector: Floats | None = None
    """Its meaning, where it is known."""
    matches: Sequence[Match] | None = None
    """How it was ranked, with its meaning if that is known; None = not yet."""


@dataclass(frozen=True, kw_only=True)
class _Glance:
    """What the quick looks need of a question."""

    plain: str
    traits: Traits
    mass: float
    """How rare all of its words are together."""


class Notebook:
    """Remembers for an index what it makes of stored questions; another index needs another notebook."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._glances: OrderedDict[int, _Glance] = OrderedDict()
        self._told: OrderedDict[tuple[int, bool], Told] = OrderedDict()

    def same(self, asked: Asked, others: Mapping[int, str], vectors: VectorsOf = lambda _texts: {}) -> dict[int, float]:
        """The questions that ask the same as this one -> how surely; `vectors` is asked for those that come near."""
        mine, vector = self._glance(asked.text), asked.vector
        near = {key: others[key] for key in self._near(mine, others)}
        meant = vectors(list(near.values())) if near and vector is not None else {}
        ways = {other in meant for other in near.values()}
        own = {way: self._own(asked, mine.traits, meant=way) for way in ways}
        found = {}
        for key, other in near.items():
            weights = self.weights(meant=other in meant)
            one = own[other in meant]
            if chance(one, self._at_best(one, other, meant.get(other)), weights) < weights.limit:
                continue
            sure = chance(one, self._stored(other, meant.get(other)), weights)
            if sure >= weights.limit:
                found[key] = sure
        return found

    def chance(self, a: str, b: str, vectors: Mapping[str, Floats] | None = None) -> tuple[float, bool]:
        """How surely two texts ask the same, and whether that is enough; with both vectors by meaning too."""
        known = vectors or {}
        meant = a in known and b in known
        weights = self.weights(meant=meant)
        one, other = (self.told(text, known[text] if meant else None) for text in (a, b))
        sure = chance(one, other, weights)
        return sure, sure >= weights.limit

    def told(self, text: str, vector: Floats | None = None) -> Told:
        """One question with all that is known about it."""
        return self._read(text, traits(text, self._index), vector)

    def weights(self, *, meant: bool) -> PairWeights:
        """What was learned, for pairs whose meanings are known and for the others."""
        return self._index.weights.learned(meant=meant).pairs

    def _near(self, mine: _Glance, others: Mapping[int, str]) -> list[int]:
        """Those with most letters in common, and those with most rare words or words that mean the same."""
        glances = {key: self._stored_glance(other) for key, other in others.items()}
        letters = nearest(mine.plain, {key: one.plain for key, one in glances.items()}, NEAR)
        wide = mine.traits.matter.keys() | frozenset().union(*mine.traits.meant.values())
        shared = {key: _shared(wide, one) for key, one in glances.items() if not wide.isdisjoint(one.traits.matter)}
        return list(dict.fromkeys([*letters, *sorted(shared, key=lambda key: (-shared[key], key))[:NEAR]]))

    def _glance(self, text: str) -> _Glance:
        its = traits(text, self._index)
        return _Glance(plain=plain(text, self._index.weights.words.frames), traits=its, mass=sum(its.matter.values()))

    def _stored_glance(self, other: str) -> _Glance:
        return _kept(self._glances, hash(other), lambda: self._glance(other))

    def _stored(self, other: str, vector: Floats | None) -> Told:
        its = self._stored_glance(other).traits
        return _kept(self._told, (hash(other), vector is not None), lambda: self._read(other, its, vector))

    def _at_best(self, one: Told, other: str, vector: Floats | None) -> Told:
        """The stored question as if the same entries answered both; if that is not enough, it need not be ranked."""
        known = self._told.get((hash(other), vector is not None))
        if known is not None:
            return known
        most = _EQUAL if self._index.owners_of(other) else 1.0
        whole = sum(one.entries.values()) or 1.0
        its, shares = (
            self._stored_glance(other).traits,
            {name: most * share / whole for name, share in one.entries.items()},
        )
        return Told(form=normal(other), traits=its, entries=shares, seen=self._seen(vector))

    def _own(self, asked: Asked, its: Traits, *, meant: bool) -> Told:
        """The question itself, which is not remembered; ranked anew only where it was not ranked in this way."""
        as_ranked = asked.matches is not None and meant == (asked.vector is not None)
        return self._read(asked.text, its, asked.vector if meant else None, asked.matches if as_ranked else None)

    def _read(self, text: str, its: Traits, vector: Floats | None, matches: Sequence[Match] | None = None) -> Told:
        ranked = rank(text, self._index, vector) if matches is None else matches
        return Told(
            form=normal(text),
            traits=its,
            entries={one.id: one.score for one in ranked if one.score >= _UNLIKELY},
            seen=self._seen(vector),
        )

    def _seen(self, vector: Floats | None) -> Vector | None:
        meaning = self._index.meaning
        return None if vector is None or meaning is None else meaning.seen(vector)


def _shared(wide: Set[str], other: _Glance) -> float:
    """The rarity of what another question shares with these stems, less for one that has much beside them."""
    return sum(other.traits.matter[stem] for stem in wide & other.traits.matter.keys()) / (_WORDY + other.mass)


K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


def _kept(kept: OrderedDict[K, T], key: K, make: Callable[[], T]) -> T:
    """What is remembered, or what is made and remembered from now on."""
    if key in kept:
        kept.move_to_end(key)
        return kept[key]
    made = kept[key] = make()
    if len(kept) > MOST_KEPT:
        kept.popitem(last=False)
    return made
