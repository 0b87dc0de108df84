"""Lists of numbers of unequal length, held as two arrays; leaves what the numbers stand for to its neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
_LOW = 0xFFFFFFFF


@dataclass(frozen=True, kw_only=True, eq=False)
class Ragged:
    """Many short lists one after the other; `bounds` says where each begins and the last one ends."""

    ids: NDArray[np.int32]
    bounds: Ints

    @classmethod
    def of(cls, ids: Any, sizes: Any) -> Ragged:  # noqa: ANN401 - whatever numpy makes an array of
        """From all members in order and the length of each list."""
        bounds = np.zeros(len(sizes) + 1, dtype=np.int64)
        np.cumsum(np.asarray(sizes, dtype=np.int64), out=bounds[1:])
        return cls(ids=np.asarray(ids, dtype=np.int32), bounds=bounds)

    def __len__(self) -> int:
        """How many lists there are."""
        return len(self.bounds) - 1

    @property
    def sizes(self) -> Ints:
        """The length of each list."""
        return np.diff(self.bounds)

    def row(self, number: int) -> NDArray[np.int32]:
        """One list."""
        return self.ids[self.bounds[number] : self.bounds[number + 1]]

    def rows(self, numbers: NDArray[Any]) -> tuple[Ints, Ints]:
        """Where the members of these lists stand in `ids`, and for each member the place of its list in `numbers`."""
        starts = self.bounds[numbers]
        sizes = self.bounds[numbers + 1] - starts
        ends = np.cumsum(sizes)
        total = int(ends[-1]) if len(ends) else 0
        return np.arange(total) + np.repeat(starts - ends + sizes, sizes), np.repeat(np.arange(len(sizes)), sizes)

    def picked(self, numbers: NDArray[Any]) -> Ragged:
        """These lists alone."""
        return Ragged.of(self.ids[self.rows(numbers)[0]], self.bounds[numbers + 1] - self.bounds[numbers])

    def turned(self, size: int) -> tuple[Ragged, Ints]:
        """For each of `size` numbers the lists that have it, and where each such member stood in `ids`."""
        order = np.sort(self.ids.astype(np.int64) << 32 | np.arange(len(self.ids))) & _LOW
        owner = np.repeat(np.arange(len(self), dtype=np.int32), self.sizes)
        return Ragged.of(owner[order], np.bincount(self.ids, minlength=size)), order

    def spliced(self, first: int, last: int, other: Ragged) -> Ragged:
        """These lists with those from `first` up to `last` replaced by the other's."""
        start, end = self.bounds[first], self.bounds[last]
        grown = len(other.ids) - (end - start)
        return Ragged(
            ids=np.concatenate((self.ids[:start], other.ids, self.ids[end:])),
            bounds=np.concatenate((self.bounds[:first], other.bounds[:-1] + start, self.bounds[last:] + grown)),
        )

    def beside(self, other: Ragged) -> Ragged:
        """Each list followed by the other's list of the same number."""
        ids = np.empty(len(self.ids) + len(other.ids), dtype=np.int32)
        mine, others = self.sizes, other.sizes
        ids[np.arange(len(self.ids)) + np.repeat(other.bounds[:-1], mine)] = self.ids
        ids[np.arange(len(other.ids)) + np.repeat(self.bounds[1:], others)] = other.ids
        return Ragged.of(ids, mine + others)

    def joined(self, starts: Ints) -> Ragged:
        """Fewer, longer lists: one from each start up to the next."""
        return Ragged(ids=self.ids, bounds=self.bounds[np.append(starts, len(self))])

    def chunks(self, most: int) -> Iterator[tuple[int, int]]:
        """Runs of lists (first, last) with about `most` members each, so that no step on all of them is long."""
        first = 0
        while first < len(self):
            last = int(np.searchsorted(self.bounds, self.bounds[first] + most, side="right")) - 1
            last = min(max(last, first + 1), first + most, len(self))
            yield first, last
            first = last


def spliced(data: NDArray[Any], first: int, last: int, other: NDArray[Any]) -> NDArray[Any]:
    """An array with the part from `first` up to `last` replaced."""
    return np.concatenate((data[:first], other.astype(data.dtype), data[last:]))
