"""What questions were read as, kept for one index, so that hundreds of them cost little; leaves comparing to pairs."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Mapping, Set
from typing import TypeVar

from knowledge.faq.index import Index
from knowledge.faq.likeness import most_alike
from knowledge.faq.meaning import seen_from
from knowledge.faq.pairs import Told, chance
from knowledge.faq.rank import rank
from knowledge.faq.sparse import Floats
from knowledge.faq.text import normal
from knowledge.faq.traits import Traits, traits
from knowledge.faq.weights import PairWeights

MOST_KEPT = 2000
"""Questions that are remembered, those not met for longest go first; not by their text, which may have to be forgotten."""
NEAR = 8
"""How many questions each of two quick looks finds; only they are compared."""
_UNLIKELY = 1e-3
VectorsOf = Callable[[Collection[str]], Mapping[str, Floats]]
"""The vectors of some texts, as far as they are there in time."""


class Notebook:
    """Remembers for an index what it makes of stored questions; another index needs another notebook."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._traits: OrderedDict[int, Traits] = OrderedDict()
        self._told: OrderedDict[tuple[int, bool], Told] = OrderedDict()

    def same(
        self, text: str, vector: Floats | None, others: Mapping[int, str], vectors: VectorsOf = lambda _texts: {}
    ) -> dict[int, float]:
        """The questions that ask the same as this text -> how surely; `vectors` is asked for those that come near."""
        mine = traits(text, self._index)
        near = {key: others[key] for key in self._near(text, mine, others)}
        meant = vectors(list(near.values())) if near and vector is not None else {}
        ways = {other in meant for other in near.values()}
        own = {way: self._read(text, mine, vector if way else None) for way in ways}
        found = {}
        for key, other in near.items():
            weights = self.weights(meant=other in meant)
            sure = chance(own[other in meant], self._stored(other, meant.get(other)), weights)
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

    def _near(self, text: str, mine: Traits, others: Mapping[int, str]) -> list[int]:
        """Those with most letters in common, and those with most rare words or words that mean the same."""
        wide = mine.matter.keys() | frozenset().union(*mine.meant.values())
        shared = {key: self._shared(wide, other) for key, other in others.items()}
        words = sorted((key for key, rare in shared.items() if rare), key=lambda key: (-shared[key], key))
        return list(dict.fromkeys([*most_alike(text, others, self._index, NEAR), *words[:NEAR]]))

    def _shared(self, wide: Set[str], other: str) -> float:
        """The rarity of what another question shares with these stems, less a little for what it has beside them."""
        its = _kept(self._traits, hash(other), lambda: traits(other, self._index)).matter
        return sum(its[stem] for stem in wide & its.keys()) / (10 + sum(its.values())) if its else 0.0

    def _stored(self, other: str, vector: Floats | None) -> Told:
        its = _kept(self._traits, hash(other), lambda: traits(other, self._index))
        return _kept(self._told, (hash(other), vector is not None), lambda: self._read(other, its, vector))

    def _read(self, text: str, its: Traits, vector: Floats | None) -> Told:
        centre = self._index.weights.centre
        return Told(
            form=normal(text),
            traits=its,
            entries={one.id: one.score for one in rank(text, self._index, vector) if one.score >= _UNLIKELY},
            seen=None if vector is None or centre is None else seen_from(centre, vector[None, :])[0],
        )


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
