"""What both fakes have in common as services that an announcement goes out on: the bot's process and what was counted; leaves the wire to each."""

from __future__ import annotations

from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

from storage.store import Store
from tests.broadcast.mailing import teachers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from knowledge.support.directory import Directory
    from tests.slack.load.crowd import Crowd
    from tests.slack.load.program import Program


class Served:
    """One fake service; `_look` counts what has been called since the last look."""

    def __init__(self) -> None:
        self._held = AsyncExitStack()
        self._looked, self._copies = 0, Counter[str]()
        self._asked: dict[str, float] = {}
        self._answered: dict[str, float] = {}
        self._made = self.edits = 0
        self._program: Program | None = None

    async def _settled_in(
        self, crowd: Crowd, move: Callable[[Directory], Directory], url: str, people: int, folder: Path, pace: int
    ) -> None:
        """The municipality with so many teachers is in the database."""
        self.url, self._folder, self._pace, self._crowd = url, folder, pace, crowd
        crowd.directory = move(replace(crowd.directory, people=teachers(crowd.directory.people, people)))
        store = await Store.open(url)
        await crowd.settle_in(store)
        await store.close()

    async def close(self) -> None:
        if self._program is not None and self._program.runs:
            await self._program.kill()
        await self._held.aclose()

    async def kill(self) -> None:
        assert self._program is not None
        await self._program.kill()

    async def end(self) -> None:
        assert self._program is not None
        if code := await self._program.end():
            told = (self._folder / "log").read_text(encoding="utf-8")[-2000:]
            raise RuntimeError(f"the desk ended with {code}: {told}")

    def copies(self) -> Counter[str]:
        self._look()
        return self._copies

    def calls(self) -> int:
        self._look()
        return self._made

    def answered(self) -> dict[str, float]:
        self._look()
        return self._answered

    def _look(self) -> None:
        raise NotImplementedError
