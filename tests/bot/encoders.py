"""Encoders for tests: a small one that is quick and sure, one that takes its time, one that breaks; and a cache."""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping, Sequence
from zlib import crc32

import numpy as np

from knowledge.faq.meaning import Vector

WIDTH = 32


class Letters:
    """Texts that share many groups of three letters mean nearly the same; it remembers what it has read."""

    name = "letters-1"
    width = WIDTH

    def __init__(self) -> None:
        self.read: list[tuple[str, bool]] = []

    def embed(self, texts: Sequence[str], *, answers: bool = False) -> Vector:
        self.read += [(text, answers) for text in texts]
        rows = np.zeros((len(texts), WIDTH), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for start in range(len(text) - 2):
                row[crc32(text[start : start + 3].lower().encode()) % WIDTH] += 1
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.where(lengths == 0, 1, lengths), dtype=np.float32)


class Slow(Letters):
    """Reads no more than some texts before `go` is set; `began` tells that it was asked to."""

    def __init__(self, *, after: int = 0) -> None:
        super().__init__()
        self.after = after
        self.go, self.began = threading.Event(), threading.Event()

    def embed(self, texts: Sequence[str], *, answers: bool = False) -> Vector:
        if len(self.read) >= self.after:
            self.began.set()
            assert self.go.wait(60)
        return super().embed(texts, answers=answers)


class Breaks(Letters):
    """Works until it shall break."""

    def __init__(self, *, after: int = 0, gives: Vector | None = None) -> None:
        super().__init__()
        self.after, self.gives = after, gives

    def embed(self, texts: Sequence[str], *, answers: bool = False) -> Vector:
        if len(self.read) < self.after:
            return super().embed(texts, answers=answers)
        self.read += [(text, answers) for text in texts]
        if self.gives is not None:
            return self.gives
        raise RuntimeError("out of\nmemory")


class Shelf:
    """A cache in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, Vector] = {}
        self.saved: list[int] = []

    async def load(self, keys: Collection[str], width: int) -> dict[str, Vector]:
        return {key: self.kept[key] for key in keys if key in self.kept}

    async def save(self, vectors: Mapping[str, Vector]) -> None:
        self.saved.append(len(vectors))
        self.kept |= vectors
