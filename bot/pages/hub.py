"""Hands each change of the chat to every open page, and what it missed to one that returns; leaves how to `stream`."""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.platforms.local.log import Change

_KEPT = 500
_QUEUE = 1000


@dataclass(frozen=True, kw_only=True)
class Numbered:
    """A change with its place in the stream."""

    number: int
    change: Change


@dataclass(frozen=True, kw_only=True)
class Ping:
    """Something that is not a change of the chat: `clock`, or `end` when the server stops."""

    what: str


@dataclass(frozen=True, kw_only=True)
class Lost:
    """Too much has happened to be told; the page must be read anew."""


Item = Numbered | Ping | Lost


class Hub:
    """One per process; `boot` tells a page that came from an earlier process."""

    def __init__(self) -> None:
        """Begin with nobody listening."""
        self.boot = secrets.token_hex(4)
        self._number = 0
        self._kept: deque[Numbered] = deque(maxlen=_KEPT)
        self._ears: set[asyncio.Queue[Item]] = set()

    @property
    def cursor(self) -> str:
        """Where the stream is now; a page that begins to listen after it misses nothing."""
        return f"{self.boot}-{self._number}"

    @property
    def listeners(self) -> int:
        """How many pages listen."""
        return len(self._ears)

    def publish(self, change: Change) -> None:
        """Tell everybody of a change."""
        self._number += 1
        item = Numbered(number=self._number, change=change)
        self._kept.append(item)
        self._give(item)

    def ping(self, what: str) -> None:
        """Tell everybody of something else."""
        self._give(Ping(what=what))

    @contextmanager
    def listening(self, after: str | None) -> Iterator[asyncio.Queue[Item]]:
        """A queue of what has happened since the cursor `after`, then of what happens; it ends with the block."""
        ear: asyncio.Queue[Item] = asyncio.Queue(maxsize=_QUEUE)
        for item in self._missed(after):
            ear.put_nowait(item)
        self._ears.add(ear)
        try:
            yield ear
        finally:
            self._ears.discard(ear)

    def _missed(self, after: str | None) -> list[Item]:
        boot, _, number = (after or self.cursor).partition("-")
        if boot != self.boot or not number.isdigit():
            return [Lost()]
        missed = [item for item in self._kept if item.number > int(number)]
        complete = not missed or missed[0].number == int(number) + 1
        return list(missed) if complete else [Lost()]

    def _give(self, item: Item) -> None:
        for ear in self._ears:
            if ear.full():
                while not ear.empty():
                    ear.get_nowait()
                ear.put_nowait(Lost())
            else:
                ear.put_nowait(item)
