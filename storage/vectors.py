"""What texts of the FAQ mean, as numbers under keys of their own; leaves making and reading them to the bot."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from storage.schema_faq import vectors
from storage.work import Work

_AT_ONCE = 500
"""Keys in one statement."""


@dataclass(frozen=True, kw_only=True)
class StoredVector:
    """One vector, with when it was last known to be in use."""

    vector: bytes
    used_at: datetime


class Vectors:
    """Bytes by key, without the text; housekeeping takes away what nobody has used for long."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def get(self, keys: Collection[str]) -> dict[str, StoredVector]:
        """Those of the keys that are kept."""
        found: dict[str, StoredVector] = {}
        for some in _parts(keys):
            for row in await self._work.rows(select(vectors).where(vectors.c.key.in_(some))):
                found[row.key] = StoredVector(vector=bytes(row.vector), used_at=row.used_at)
        return found

    async def put(self, rows: Mapping[str, bytes], at: datetime) -> None:
        """Keep these; they are used from now on."""
        for key in sorted(rows):  # in one order, so that two replicas do not wait for each other
            await self._work.do(self._work.put(vectors, {"key": key, "vector": rows[key], "used_at": at}))

    async def used(self, keys: Collection[str], at: datetime) -> None:
        """Note that these are used."""
        for some in _parts(sorted(keys)):
            await self._work.do(update(vectors).where(vectors.c.key.in_(some)).values(used_at=at))


def _parts(keys: Collection[str]) -> Iterator[list[str]]:
    every = list(keys)
    return (every[first : first + _AT_ONCE] for first in range(0, len(every), _AT_ONCE))
