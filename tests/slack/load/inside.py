"""The same desk as `program`, in this process and with a quicker eye on its socket; leaves when it is cut off to the run."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot import config
from bot.app import App, build
from bot.clock import Clocks
from bot.directions import directions
from bot.platforms.slack.platform import SlackPlatform
from storage.store import Store
from tests.slack.load.program import ALWAYS_OPEN
from tests.slack.stage import BUSY, slack_settings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.slack.fake import FakeSlack

QUICK = 0.3
"""Seconds between two looks at the socket."""


class Inside:
    """One desk that runs, with the manners of the real one."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._working = asyncio.create_task(app.worker.run())

    @classmethod
    async def start(cls, slack: FakeSlack, url: str, folder: Path) -> Inside:  # noqa: ARG003 - as the program is started
        """Build it and let it listen."""
        store = await Store.open(url)
        clocks = Clocks()
        settings = config.load(ALWAYS_OPEN)
        platform = SlackPlatform(
            slack_settings(slack, "socket"), directions=directions(store, "slack"), busy=BUSY, clock=clocks.desk.now,
            ping=QUICK, hurry=10,
        )  # fmt: skip
        desk = cls(build(store, settings, {"slack": platform}, clocks))
        await desk._app.listen()
        return desk

    async def kill(self) -> None:
        """Stop it; it cannot be killed without us."""
        await self.end()

    async def end(self) -> int:
        """Let it finish what it has begun."""
        self._app.worker.stop()
        await self._working
        await self._app.close()
        return 0

    @property
    def runs(self) -> bool:
        """Whether it has not ended."""
        return not self._working.done()
