"""Teams' fake as a service that an announcement goes out in; leaves the run to mailing."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from tests.broadcast.served import Served
from tests.teams import seen
from tests.teams.fake import FakeTeams
from tests.teams.load.run import crowd_of, free_port, started
from tests.teams.stage import everybody_in_teams, town_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.slack.load.crowd import Saying

REQUESTS = 50
"""Calls a second, as the settings have them."""
_MADE = frozenset({"send", "create", "update"})


class InTeams(Served):
    """One organisation."""

    at_most_once = True

    async def open(self, url: str, people: int, folder: Path, pace: int) -> None:
        crowd = crowd_of(Random(1), talk=0.0, open_ended=0.0)  # noqa: S311 - to be repeated
        await self._settled_in(crowd, everybody_in_teams, url, people, folder, pace)
        self.teams = await self._held.enter_async_context(FakeTeams.open(town_of(self._crowd.directory)))
        self._port = free_port()

    async def start(self) -> None:
        first = self._program is None
        pace = {"SUPPORTBOT_TEAMS__REQUESTS_PER_SECOND": str(REQUESTS * self._pace)}
        self._program = await started(self.teams, self.url, self._folder, self._port, **pace)
        if first:
            await self.ask()  # until somebody has written nobody knows where Teams is reached
        else:
            await self.teams.again()  # what nobody took is told again

    @property
    def limit(self) -> float:
        return float(REQUESTS * self._pace)

    async def ask(self) -> tuple[Saying, str]:
        saying, made = self._crowd.next(), list[str]()

        def stands(message: str) -> None:
            made.append(message)
            self._asked[message] = self.teams.world.clock().timestamp()

        await self.teams.says(saying.who, saying.room, saying.text, before_delivery=stands)
        return saying, made[0]

    def _look(self) -> None:
        """Count what has been called since the last look; what was taken counts, answered or not."""
        calls = self.teams.calls
        while self._looked < len(calls):
            call = calls[self._looked]
            if not call.status:
                break  # it is being answered
            self._looked += 1
            if call.name not in _MADE or not 200 <= call.status < 300:
                continue
            self._made += 1
            self.edits += call.name == "update"
            body = call.body.get("activity") or call.body
            card = (body.get("attachments") or [{}])[0].get("content")
            keys = {one["data"]["of"] for one in seen.buttons_of(card) if one.get("data", {}).get("of")}
            self._copies.update(
                key.rsplit("/", 1)[1] for key in keys if key.startswith("announcement/1/copy/") and call.name == "send"
            )
            _, _, root = call.conversation.partition(";messageid=")
            if root in self._asked and root not in self._answered:
                self._answered[root] = call.at.timestamp() - self._asked[root]
