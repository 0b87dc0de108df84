"""Slack's fake as a service that an announcement goes out on; leaves the run to mailing."""

from __future__ import annotations

import asyncio
from random import Random
from typing import TYPE_CHECKING

from bot.platforms.slack import needs
from tests.broadcast.served import Served
from tests.slack.fake import FakeSlack, hastened
from tests.slack.load.crowd import Crowd
from tests.slack.load.program import Program
from tests.slack.load.run import SLACK_FASTER
from tests.slack.stage import everybody_on_slack, workspace_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.slack.load.crowd import Saying

POSTS, EDITS = 525, 50
"""Calls a minute, as the settings have them."""


class OnSlack(Served):
    """One workspace, over Socket Mode."""

    at_most_once = False

    async def open(self, url: str, people: int, folder: Path, pace: int) -> None:
        crowd = Crowd(Random(1), talk=0.0, open_ended=0.0)  # noqa: S311 - to be repeated
        await self._settled_in(crowd, everybody_on_slack, url, people, folder, pace)
        opened = FakeSlack.open(workspace_of(self._crowd.directory), scopes=needs.scopes(), events=needs.EVENTS,
                                pause=hastened(SLACK_FASTER))  # fmt: skip
        self.slack = await self._held.enter_async_context(opened)

    async def start(self) -> None:
        limits = {"SUPPORTBOT_SLACK__POSTS_PER_MINUTE": str(POSTS * self._pace),
                  "SUPPORTBOT_SLACK__EDITS_PER_MINUTE": str(EDITS * self._pace)}  # fmt: skip
        self._program = await Program.start(self.slack, self.url, self._folder, **limits)
        async with asyncio.timeout(60):
            await self.slack.connected(1)

    @property
    def limit(self) -> float:
        return POSTS * self._pace / 60

    async def ask(self) -> tuple[Saying, str]:
        saying = self._crowd.next()
        ts = await self.slack.says(saying.who, saying.room, saying.text)
        self._asked[ts] = float(ts)
        return saying, ts

    def _look(self) -> None:
        """Count what has been called since the last look; a call counts when it did something, answered or not."""
        calls = self.slack.calls
        while self._looked < len(calls):
            call = calls[self._looked]
            self._looked += 1
            self.edits += call.method == "chat.update" and call.ok
            if call.method != "chat.postMessage" or not call.ok:
                continue
            self._made += 1
            key = str(call.args.get("metadata", {}).get("event_payload", {}).get("key", ""))
            if key.startswith("announcement/1/copy/"):
                self._copies[key.rsplit("/", 1)[1]] += 1
            thread = call.args.get("thread_ts")
            if thread and thread not in self._answered:
                self._answered[thread] = call.at.timestamp() - float(thread)
