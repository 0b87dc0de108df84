"""Keeps vectors in a file of the user's cache, for commands without a database; leaves its folder to bot/config."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import tempfile
from collections.abc import Collection, Coroutine, Mapping
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from bot.embedding.choose import chosen
from bot.embedding.meanings import Meanings
from knowledge.faq.meaning import Vector

T = TypeVar("T")
log = logging.getLogger(__name__)
MOST = 20_000
"""Vectors that are kept, the newest ones: 30 MB at a width of 384."""
_FILE = "vectors.npz"


class FileVectors:
    """One file, replaced as a whole at each saving; one that cannot be read or written is as good as none."""

    def __init__(self, folder: Path | None) -> None:
        """`folder` is made when something is saved; None = nothing is kept."""
        self._file = None if folder is None else folder / _FILE

    async def load(self, keys: Collection[str], width: int) -> dict[str, Vector]:
        """Those of the keys that are kept."""
        kept = self._read(width)
        return {key: kept[key] for key in keys if key in kept}

    async def save(self, vectors: Mapping[str, Vector]) -> None:
        """Keep these too, beside what is there by now; the oldest ones go when there are too many."""
        if self._file is None or not vectors:
            return
        kept = self._read(len(next(iter(vectors.values()))))
        rest = {key: vector for key, vector in kept.items() if key not in vectors}
        every = list({**rest, **vectors}.items())[-MOST:]
        try:
            _replace(self._file, [key for key, _ in every], np.vstack([vector for _, vector in every]))
        except OSError as error:
            log.debug("the cache of vectors cannot be written: %s", error.strerror)
            self._file = None

    def _read(self, width: int) -> dict[str, Vector]:
        if self._file is None:
            return {}
        try:
            with self._file.open("rb") as raw, np.load(raw, allow_pickle=False) as found:
                keys, vectors = found["keys"], found["vectors"]
        except Exception:  # noqa: BLE001 - it may hold anything; each of its parts has a checksum
            return {}
        if (
            keys.dtype.kind != "S"
            or vectors.dtype != np.float32
            or vectors.shape != (len(keys), width)
            or not np.isfinite(vectors).all()
        ):
            return {}
        return {key.decode("ascii", "replace"): vector for key, vector in zip(keys.tolist(), vectors, strict=True)}


def awaited(work: Coroutine[Any, Any, T]) -> T:
    """What asynchronous work gives, for commands that await nothing else."""
    found: list[T] = []

    async def keep() -> None:
        found.append(await work)

    # Not asyncio.run(work): when it ends it writes the result out in words, a second's work for a thousand vectors.
    asyncio.run(keep())
    return found[0]


def for_command(setting: str) -> Meanings | None:
    """What a command without a database compares meanings with; None = words alone. Raises EmbedderError."""
    embedder = chosen(setting)
    if embedder is None:
        return None
    # `match` starts without the settings where there is no encoder.
    from bot.config import cache_folder  # noqa: PLC0415 - see above

    return Meanings(embedder, FileVectors(cache_folder()), _tell)


def _tell(words: str) -> None:
    """Beside what the command says, for the one who waits."""
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def _replace(file: Path, keys: list[str], vectors: Vector) -> None:
    """Write beside it, then put that in its place: whoever reads meanwhile sees the old file or the new one."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=_FILE)
    try:
        with os.fdopen(handle, "wb") as out:
            np.savez(out, keys=np.array([key.encode() for key in keys]), vectors=vectors)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
