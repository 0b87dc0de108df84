"""Which name somebody meant when they spelt it otherwise; leaves asking them to the replies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process

from knowledge.conversation.fold import fold


def nearest(typed: str, names: Sequence[str]) -> str | None:
    """The name that is spelt most like what was typed; None when there are no names."""
    if not names:
        return None
    _spelt, _score, place = process.extractOne(typed.casefold(), [name.casefold() for name in names])
    return names[place]


_ALIKE = 75
"""So alike (of 100) a name must be to be offered."""
_BEHIND = 10
"""So far behind the best one it may be."""


def alike(typed: str, names: Mapping[str, Sequence[str]], most: int = 3) -> list[str]:
    """Those who have a name that is spelt nearly so, best first. `names`: who -> all their names."""
    best: dict[str, float] = {}
    for who, theirs in names.items():
        best[who] = max((fuzz.WRatio(fold(typed), fold(name)) for name in theirs), default=0.0)
    least = max(_ALIKE, max(best.values(), default=0.0) - _BEHIND)
    near = [who for who, score in best.items() if score >= least]
    return sorted(near, key=lambda who: -best[who])[:most]
