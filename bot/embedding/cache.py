"""VectorCache: where the vectors of an FAQ are kept between starts, and under which keys; leaves keeping to its kinds."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from hashlib import sha256
from typing import Protocol

from bot.embedding.base import Embedder
from knowledge.faq.meaning import Vector


class VectorCache(Protocol):
    """Keeps vectors by key. Whatever is wrong with it costs time and nothing else: it never raises."""

    async def load(self, keys: Collection[str], width: int) -> dict[str, Vector]:
        """Those of the keys that are kept, with vectors of that width."""

    async def save(self, vectors: Mapping[str, Vector]) -> None:
        """Keep these too."""


def key_of(embedder: Embedder, text: str, *, answers: bool) -> str:
    """Under what the vector of a text is kept; the text itself cannot be read out of it."""
    digest = sha256(text.encode("utf-8", "replace")).hexdigest()
    return f"{embedder.name}/{'answer' if answers else 'question'}/{digest}"
