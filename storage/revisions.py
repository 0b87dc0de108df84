"""Numbers raised when directory or FAQ changes, and what is cached under them; leaves what it is to the nouns."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar, cast

from sqlalchemy import select

from storage.schema import revisions
from storage.work import Work

T = TypeVar("T")


Change = Callable[[Any], Any]
"""What a change makes of the value that stood before it."""


class Revision:
    """One number, raised in the transaction of each change."""

    def __init__(self, work: Work, name: str, cache: dict[str, tuple[int, Any]]) -> None:
        self._work, self._name, self._cache = work, name, cache
        self._before: int | None = None
        """The number before our first change."""
        self._ours = 0
        """The number after our last change."""
        self._changes: list[Change] | None = []
        """What we changed; None when only reading everything again can tell."""
        self._fresh: tuple[int, Any] | None = None

    async def number(self) -> int:
        """The present revision; 0 before the first change."""
        return int(await self._work.value(select(revisions.c.value).where(revisions.c.name == self._name)) or 0)

    @property
    def is_raised(self) -> bool:
        """Whether this transaction changed it."""
        return self._before is not None

    async def raise_(self, change: Change | None = None) -> None:
        """Something changed. Two changes at the same time wait for each other here.

        `change`: how the new value is made of the one before; without it everything is read again.
        """
        made = self._work.insert(revisions).values(name=self._name, value=1)
        again = made.on_conflict_do_update(index_elements=["name"], set_={"value": revisions.c.value + 1})
        self._ours = int(await self._work.value(again.returning(revisions.c.value)))
        if self._before is None:
            self._before = self._ours - 1
        if change is None:
            self._changes = None
        elif self._changes is not None:
            self._changes.append(change)
        self._fresh = None

    async def cached(self, load: Callable[[], Awaitable[T]]) -> T:
        """What `load` gives, kept for the present revision."""
        if self.is_raised:
            # What only this transaction sees must not be shared: after a rollback the same number means something else.
            self._fresh = self._fresh or self._changed() or (self._ours, await load())
            return cast("T", self._fresh[1])
        now = await self.number()
        shared = self._cache.get(self._name)
        if shared and shared[0] == now:
            return cast("T", shared[1])
        made = await load()
        self._cache[self._name] = (now, made)
        return made

    def _changed(self) -> tuple[int, Any] | None:
        """The shared value with our changes, when it is the one that stood just before them."""
        shared = self._cache.get(self._name)
        if self._changes is None or shared is None or shared[0] != self._before:
            return None
        made = shared[1]
        for change in self._changes:
            made = change(made)
        return self._ours, made

    def committed(self) -> None:
        """What was only ours is now everybody's."""
        fresh = (self._fresh or self._changed()) if self.is_raised else None
        if fresh:
            self._cache[self._name] = fresh
