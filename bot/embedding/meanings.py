"""Meanings: vectors of messages within a limit of time, and of an FAQ through a cache; leaves comparing to knowledge."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from datetime import timedelta

import numpy as np

from bot.embedding.base import Embedder
from bot.embedding.cache import VectorCache, key_of
from knowledge.faq.entry import FaqEntry
from knowledge.faq.meaning import Vector, Vectors, spoken, wanted
from knowledge.faq.sparse import Floats

log = logging.getLogger(__name__)
PATIENCE = timedelta(milliseconds=50)
"""How long a message waits for its vector; after that words alone are compared."""
MOST_SERVED, MOST_AWAITED = 20_000, 2_000
"""Texts of an FAQ that are read: while another index serves, and where everything waits for them."""
_SAVED_AT_ONCE, _MANY = 32, 50
MOST_HEARD = 2_000
"""Messages whose vectors are remembered by the hash of their text, in this process only: 6 MB at a width of 384."""
Task = tuple[str, bool]
"""A text, and whether it is an answer."""


class Meanings:
    """One encoder in one thread of its own. After a failure it gives nothing more until the next start."""

    def __init__(self, embedder: Embedder, cache: VectorCache, tell: Callable[[str], None] = log.info) -> None:
        """`tell` is told when reading will take a while."""
        self._embedder, self._cache, self._tell = embedder, cache, tell
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="embedder")
        self._known: dict[str, Vector] = {}
        """The vectors of the newest FAQ, so that only what changed is looked for."""
        self._heard: OrderedDict[str, Floats] = OrderedDict()
        """The vectors of the last messages."""
        self.is_broken = False

    @property
    def name(self) -> str:
        """What the encoder is called, with its version."""
        return self._embedder.name

    async def message(self, text: str, patience: timedelta | None) -> Floats | None:
        """What a message means; None when it says nothing, or when its vector is not there in time."""
        future = self._begin(text)
        if future is None:
            return None
        waited = asyncio.wrap_future(future)
        try:
            await asyncio.wait({waited}, timeout=None if patience is None else patience.total_seconds())
            return waited.result() if waited.done() and not waited.cancelled() else None
        finally:
            waited.cancel()  # what has not begun need not begin any more; what comes late is thrown away

    def message_now(self, text: str, patience: timedelta | None) -> Floats | None:
        """The same, for those who cannot await."""
        future = self._begin(text)
        if future is None:
            return None
        try:
            return future.result(None if patience is None else patience.total_seconds())
        except (TimeoutError, CancelledError):
            future.cancel()
            return None

    def several_now(self, texts: Collection[str], patience: timedelta | None) -> dict[str, Floats]:
        """The vectors of texts that are remembered, and of others as far as they are there in time, all together."""
        found = {text: self._heard.get(self._key(spoken(text))) for text in texts}
        asked = {text: future for text, known in found.items() if known is None and (future := self._begin(text))}
        done, late = wait(asked.values(), None if patience is None else patience.total_seconds())
        for future in late:
            future.cancel()
        found |= {text: future.result() for text, future in asked.items() if future in done and not future.cancelled()}
        return {text: vector for text, vector in found.items() if vector is not None}

    async def missing(self, entries: Sequence[FaqEntry]) -> int:
        """How many texts of an FAQ must still be read; those in the cache are fetched."""
        keys = await asyncio.to_thread(self._keys, entries)
        self._known = {key: self._known[key] for key in keys if key in self._known}
        absent = [key for key in keys if key not in self._known]
        self._known |= await self._cache.load(absent, self._embedder.width) if absent else {}
        return sum(key not in self._known for key in keys)

    async def faq(self, entries: Sequence[FaqEntry]) -> Vectors | None:
        """The vectors of an FAQ; only texts that are not in the cache are read, and saved as they come."""
        await self.missing(entries)
        keys = await asyncio.to_thread(self._keys, entries)
        found = {keys[key]: vector for key, vector in (await self._gathered(keys)).items()}
        if self.is_broken:
            return None
        return Vectors(
            questions={text: vector for (text, is_answer), vector in found.items() if not is_answer},
            answers={text: vector for (text, is_answer), vector in found.items() if is_answer},
        )

    async def messages(self, texts: Collection[str]) -> dict[str, Floats]:
        """The vectors of many messages, kept in the cache: for teaching and measuring, on labelled messages only."""
        keys = {key_of(self._embedder, said, answers=False): (said, False) for said in map(spoken, texts) if said}
        vectors = {keys[key][0]: vector for key, vector in (await self._gathered(keys)).items()}
        return {text: vectors[spoken(text)].astype(np.float64) for text in texts if spoken(text) in vectors}

    async def wake(self) -> None:
        """Read something, so that the first message does not pay for the model's way into memory."""
        await asyncio.wrap_future(self._thread.submit(self._rows, "hej", answers=False))

    def close(self) -> None:
        """Let go of the thread, after the text that it is reading."""
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _keys(self, entries: Sequence[FaqEntry]) -> dict[str, Task]:
        asked, told = wanted(entries)
        tasks = [*((text, False) for text in asked), *((text, True) for text in told)]
        return {key_of(self._embedder, text, answers=is_answer): (text, is_answer) for text, is_answer in tasks}

    async def _gathered(self, keys: dict[str, Task]) -> dict[str, Vector]:
        """What is known, then what is in the cache, then what must be read."""
        absent = [key for key in keys if key not in self._known]
        if absent:
            self._known |= await self._cache.load(absent, self._embedder.width)
        absent = [key for key in absent if key not in self._known]
        if len(absent) > _MANY and not self.is_broken:
            self._tell(f"{len(absent)} texts are read for the first time; this takes a while")
        for some in _parts(absent):
            await self._read(keys, some)
        return {key: self._known[key] for key in keys if key in self._known}

    async def _read(self, keys: dict[str, Task], some: Sequence[str]) -> None:
        """One text after the other, so that a message never waits for more than one of them."""
        new: dict[str, Vector] = {}
        try:
            for key in some:
                if self.is_broken:
                    return
                text, is_answer = keys[key]
                vector = await asyncio.wrap_future(self._thread.submit(self._rows, text, answers=is_answer))
                if vector is not None:
                    self._known[key] = new[key] = vector
        finally:
            if new:
                await self._cache.save(new)

    def _begin(self, text: str) -> Future[Floats | None] | None:
        said = spoken(text)
        if self.is_broken or not said:
            return None
        with suppress(RuntimeError):  # the thread is closed already
            return self._thread.submit(self._message, said)
        return None

    def _message(self, said: str) -> Floats | None:
        row = self._rows(said, answers=False)
        if row is None:
            return None
        vector = self._heard[self._key(said)] = row.astype(np.float64)
        if len(self._heard) > MOST_HEARD:
            self._heard.popitem(last=False)
        return vector

    def _key(self, said: str) -> str:
        return key_of(self._embedder, said, answers=False)

    def _rows(self, text: str, *, answers: bool) -> Vector | None:
        """The vector of one text, in the encoder's own thread. Whatever goes wrong there: words alone will do."""
        if self.is_broken:
            return None
        try:
            rows = self._embedder.embed([text], answers=answers)
            if rows.shape != (1, self._embedder.width) or not np.isfinite(rows).all():
                raise ValueError(f"its vectors are no vectors of width {self._embedder.width}")  # noqa: TRY301 - told below
        except Exception as error:  # noqa: BLE001 - an encoder may do anything
            self.is_broken = True
            log.warning("%s failed (%s: %s); words alone are compared until the next start",
                        self._embedder.name, type(error).__name__, str(error)[:200])  # fmt: skip
            return None
        return np.asarray(rows[0], dtype=np.float32)


def size(entries: Sequence[FaqEntry]) -> int:
    """How many texts of an FAQ want a vector, counted quickly: equal ones several times."""
    return sum(len(entry.texts or (entry.title, entry.answer)) + 1 for entry in entries)


def _parts(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[first : first + _SAVED_AT_ONCE] for first in range(0, len(keys), _SAVED_AT_ONCE))
