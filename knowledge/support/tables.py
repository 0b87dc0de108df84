"""A table of where each key stands in a long row of things, made once and carried on when one of them changes; leaves what is a key to its owner."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class Table(Generic[T]):
    """Key -> the positions of those that have it, in the order of the row."""

    def __init__(self, keys: Callable[[T], Iterable[str]], positions: dict[str, tuple[int, ...]]) -> None:
        """`positions` is not changed any more."""
        self._keys, self._positions = keys, positions

    @classmethod
    def of(cls, row: Sequence[T], keys: Callable[[T], Iterable[str]]) -> Table[T]:
        """Made by going through the row."""
        positions: dict[str, tuple[int, ...]] = {}
        for here, one in enumerate(row):
            for key in frozenset(keys(one)):
                positions[key] = (*positions[key], here) if key in positions else (here,)
        return cls(keys, positions)

    def at(self, key: str) -> tuple[int, ...]:
        """Where the key stands; nowhere = empty."""
        return self._positions.get(key, ())

    def having(self, here: int, before: T | None, after: T) -> Table[T]:
        """The table of the row in which `after` stands at `here`, where `before` stood (None = at the new end)."""
        old = frozenset() if before is None else frozenset(self._keys(before))
        new = frozenset(self._keys(after))
        if old == new:
            return self
        positions = dict(self._positions)
        for key in old - new:
            positions[key] = tuple(one for one in positions[key] if one != here)
        for key in new - old:
            positions[key] = tuple(sorted((*positions.get(key, ()), here)))
        return Table(self._keys, {key: found for key, found in positions.items() if found} if old - new else positions)
