"""Keeps vectors in the desk's own database, so that replicas share them; leaves the table to storage."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from datetime import timedelta

import numpy as np

from bot.clock import Clock
from bot.embedding.choose import chosen
from bot.embedding.meanings import Meanings
from knowledge.faq.meaning import Vector
from storage.errors import StorageError
from storage.store import Store

log = logging.getLogger(__name__)
_OFTEN = timedelta(days=1)
"""How exactly it is known when a vector was last used; housekeeping takes away what was not for long."""
_FORM = np.dtype("<f4")


class StoredVectors:
    """Bytes in a table; a database that is busy or away costs time and nothing else."""

    def __init__(self, store: Store, machine: Clock) -> None:
        self._store, self._machine = store, machine

    async def load(self, keys: Collection[str], width: int) -> dict[str, Vector]:
        """Those of the keys that are kept; they count as used."""
        now = self._machine.now()
        try:
            async with self._store.reading() as tx:
                kept = await tx.vectors.get(keys)
            stale = [key for key, row in kept.items() if row.used_at < now - _OFTEN]
            if stale:
                async with self._store.transaction() as tx:
                    await tx.vectors.used(stale, now)
        except StorageError as error:
            log.warning("vectors could not be read: %s", error)
            return {}
        size = width * _FORM.itemsize
        return {key: _vector(row.vector) for key, row in kept.items() if len(row.vector) == size}

    async def save(self, vectors: Mapping[str, Vector]) -> None:
        """Keep these too."""
        rows = {key: vector.astype(_FORM).tobytes() for key, vector in vectors.items()}
        try:
            async with self._store.transaction() as tx:
                await tx.vectors.put(rows, self._machine.now())
        except StorageError as error:
            log.warning("vectors could not be kept: %s", error)


def for_desk(setting: str, store: Store, machine: Clock) -> Meanings | None:
    """What a desk compares meanings with; None = words alone. Raises EmbedderError."""
    embedder = chosen(setting)
    return None if embedder is None else Meanings(embedder, StoredVectors(store, machine))


def _vector(raw: bytes) -> Vector:
    return np.frombuffer(raw, dtype=_FORM).astype(np.float32)
