"""Brain: the one index of this process, kept up to date with the stored FAQ; leaves matching to knowledge/faq."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import ClassVar

from bot.embedding.meanings import MOST_AWAITED, MOST_SERVED, PATIENCE, Meanings, size
from bot.reader import MessageReader, Remembered
from knowledge.faq.entry import FaqEntry
from knowledge.faq.index import Index
from knowledge.faq.meaning import Vectors
from knowledge.faq.notebook import Notebook
from knowledge.faq.own import read_parts, with_own
from knowledge.faq.sparse import Floats
from knowledge.faq.verdict import Policy
from knowledge.faq.weights import Weights
from storage.store import Store

log = logging.getLogger(__name__)
_FEW = 16
"""So many new texts are embedded before the new index serves; with more of them words alone serve meanwhile."""
Wanted = tuple[int, date]
"""The revision of the FAQ, and the day."""


class Brain:
    """Holds the index; another one is built in a thread while the old one serves."""

    _newest: ClassVar[Index | None] = None
    """The newest index of words alone in this process: a frozen value, so that any brain may serve with it."""

    def __init__(
        self, store: Store, weights: Weights, meanings: Meanings | None = None, *, patience: timedelta | None = PATIENCE
    ) -> None:
        """`meanings`: None = words alone. `patience`: None = wait for every vector and every index (rehearsals)."""
        self._store, self._shipped, self._weights = store, weights, weights
        self._meanings, self._patience = meanings, patience
        self._most = MOST_AWAITED if patience is None else MOST_SERVED
        self.index = Index.build([], weights)
        self._before = self._remembered()
        self._built: Wanted | None = None
        self._first = asyncio.Lock()
        self._building: asyncio.Task[None] | None = None
        self._embedding = False
        """Whether what is being built waits for vectors, and may be left for something newer."""

    async def read(self, text: str, policy: Policy) -> MessageReader:
        """A reader of one message, with its vector if that is there in time."""
        meanings = self._usable()
        vector = await meanings.message(text, self._patience) if meanings else None
        return self._read(text, policy, vector)

    def reader(self, text: str, policy: Policy) -> MessageReader:
        """The same, for those who cannot await."""
        return self._read(text, policy, self._vector(text))

    def _read(self, text: str, policy: Policy, vector: Floats | None) -> MessageReader:
        vector = vector if self.index.meaning is not None else None  # another index may serve by now
        return MessageReader(text, self.index, self._weights, policy, vector, self._vector, self._before)

    def _remembered(self) -> Remembered:
        """A fresh notebook for the index that serves."""
        return Remembered(notebook=Notebook(self.index), vectors=self._vectors_of)

    def _vectors_of(self, texts: Collection[str]) -> dict[str, Floats]:
        """The vectors of questions asked before, as far as they are there in time."""
        meanings = self._usable()
        return meanings.several_now(texts, self._patience) if meanings else {}

    def _vector(self, text: str) -> Floats | None:
        meanings = self._usable()
        return meanings.message_now(text, self._patience) if meanings else None

    def _usable(self) -> Meanings | None:
        """The meanings, if the index that serves has any to compare with."""
        return self._meanings if self.index.meaning is not None else None

    async def refresh(self, now: datetime, revision: int | None = None) -> None:
        """Compare the FAQ's revision and the day; the first time waits for an index, later ones go on meanwhile.

        `revision`: what is stored now, for somebody who has just read it.
        """
        wanted = await self._wanted(now) if revision is None else (revision, now.date())
        if wanted == self._built:
            return
        if self._built is None or self._patience is None:
            async with self._first:
                await self._awaited(now)
        elif self._building is None or self._building.done() or self._embedding:
            self._begin(now)

    async def settle(self, now: datetime) -> None:
        """Wait until the index is that of the stored FAQ: for whoever plays a day step by step."""
        while await self._wanted(now) != self._built:
            await self.refresh(now)
            if self._building is not None:
                await self._building

    async def _wanted(self, now: datetime) -> Wanted:
        async with self._store.reading() as tx:
            return await tx.faq.revision(), now.date()

    async def _stored(self, now: datetime) -> tuple[Wanted, list[FaqEntry]]:
        """What is to be served now."""
        async with self._store.reading() as tx:
            wanted, entries = (await tx.faq.revision(), now.date()), await tx.faq.entries()
        return wanted, [entry for entry in entries if entry.is_valid(wanted[1])]

    async def _awaited(self, now: datetime) -> None:
        wanted, valid = await self._stored(now)
        if self._built == wanted:
            return  # somebody else waited for it before us
        if self._patience is None:
            await self._build(valid, wanted, await self._vectors(valid, wanted))
        else:
            await self._build(valid, wanted, None)
            if self._meanings:
                self._begin(now)

    def _begin(self, now: datetime) -> None:
        before = self._building
        if before is not None:
            before.cancel()
        self._building = asyncio.create_task(self._renew(now, before))

    async def _renew(self, now: datetime, before: asyncio.Task[None] | None) -> None:
        """Build beside the index that serves, until it is that of the stored FAQ: more may be taught meanwhile.

        Vectors that are there when something newer comes are kept.
        """
        if before is not None:
            await asyncio.wait({before})
        try:
            while True:
                wanted, valid = await self._stored(now)
                vectors = await self._vectors(valid, wanted)
                if vectors is not None or self._built != wanted:
                    await self._build(valid, wanted, vectors)
                if await self._wanted(now) == wanted:
                    return
        except Exception:  # the old index serves on, and the next message tries again
            log.exception("the index could not be built")

    async def _vectors(self, valid: Sequence[FaqEntry], wanted: Wanted) -> Vectors | None:
        """The vectors of what is valid; when they will take long, words alone serve first."""
        meanings = self._meanings
        if meanings is None or meanings.is_broken or not valid or size(valid) > self._most:
            return None
        self._embedding = True
        try:
            waits = self._patience is None or self._built == wanted
            if await meanings.missing(valid) > _FEW and not waits:
                self._embedding = False
                await self._build(valid, wanted, None)
                self._embedding = True
            vectors = await meanings.faq(valid)
            await meanings.wake()
            return vectors
        finally:
            self._embedding = False

    async def _build(self, valid: Sequence[FaqEntry], wanted: Wanted, vectors: Vectors | None) -> None:
        index = await asyncio.to_thread(self._renewed, valid, vectors)
        self._weights = await self._calibrated()
        self.index = index
        self._before = self._remembered()
        self._built = wanted

    def _renewed(self, valid: Sequence[FaqEntry], vectors: Vectors | None) -> Index:
        """The index of these entries; the newest one of this process, if it is of just these (another play, a new day)."""
        newest = Brain._newest
        if (
            vectors is None
            and newest is not None
            and newest.weights is self._shipped
            and newest.entries == tuple(valid)
        ):
            return newest
        index = self.index.renewed(valid, vectors)
        if vectors is None:
            Brain._newest = index
        return index

    async def _calibrated(self) -> Weights:
        """The shipped weights with what the desk's own presses have made of their odds."""
        async with self._store.reading() as tx:
            return with_own(self._shipped, read_parts(await tx.calibration.get()))

    async def close(self) -> None:
        """Leave a build that is under way, and let go of the encoder."""
        if self._building is not None:
            self._building.cancel()
            await asyncio.gather(self._building, return_exceptions=True)
        if self._meanings:
            await asyncio.to_thread(self._meanings.close)
