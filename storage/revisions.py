"""Numbers raised when directory or FAQ changes, and what is cached under them; leaves what it is to the nouns."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar, cast

from sqlalchemy import select

from storage.schema import revisions
from storage.work import Work

T = TypeVar("T")


class Revision:
    """One number, raised in the transaction of each change."""

    def __init__(self, work: Work, name: str, cache: dict[str, tuple[int, Any]]) -> None:
        self._work, self._name, self._cache = work, name, cache
        self._raised = False
        self._fresh: tuple[int, Any] | None = None

    async def number(self) -> int:
        """The present revision; 0 before the first change."""
        return int(await self._work.value(select(revisions.c.value).where(revisions.c.name == self._name)) or 0)

    @property
    def is_raised(self) -> bool:
        """Whether this transaction changed it."""
        return self._raised

    async def raise_(self) -> None:
        """Something changed. Two changes at the same time wait for each other here."""
        made = self._work.insert(revisions).values(name=self._name, value=1)
        again = made.on_conflict_do_update(index_elements=["name"], set_={"value": revisions.c.value + 1})
        await self._work.do(again)
        self._raised, self._fresh = True, None

    async def cached(self, load: Callable[[], Awaitable[T]]) -> T:
        """What `load` gives, kept for the present revision."""
        now = await self.number()
        shared = self._cache.get(self._name)
        if shared and shared[0] == now and not self._raised:
            return cast("T", shared[1])
        made = await load()
        # What only this transaction sees must not be shared: after a rollback the same number means something else.
        if self._raised:
            self._fresh = (now, made)
        else:
            self._cache[self._name] = (now, made)
        return made

    def committed(self) -> None:
        """What was only ours is now everybody's."""
        if self._fresh:
            self._cache[self._name] = self._fresh
