"""A steady 98 % of what a service allows gets through, as announcements are fed, and nothing above the limit does."""

from __future__ import annotations

from typing import Any

import pytest

from bot.platforms.base import TryLater
from bot.platforms.slack.calls import Calls as SlackCalls
from bot.platforms.slack.faults import Reply as SlackReply
from bot.platforms.teams.calls import Calls as TeamsCalls
from bot.platforms.teams.door import PERSONAL, Door
from bot.platforms.teams.wire_values import Reply as TeamsReply

STEADY, ABOVE = 0.98, 1.1


class Clock:
    """Seconds that go on when told."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


async def at_once(_seconds: float) -> None:
    """Nobody waits here: whoever had to would come later and later, until the service is asked too much."""


def door(number: int) -> Door:
    return Door(service_url="https://x", conversation=f"a:{number}", kind=PERSONAL, tenant="t")


async def slack_refuses(method: str, limit: int, share: float, minutes: int = 5) -> int:
    clock = Clock()

    async def api(_method: str, _given: dict[str, Any]) -> SlackReply:
        return SlackReply(status=200, data={"ok": True})

    calls, refused = SlackCalls(api, clock, {method: limit}, pause=at_once), 0
    for _ in range(int(limit * share * minutes)):
        clock.now += 1 / (calls.limit(method) * share)
        try:
            await calls.post(method, channel="C", text="x")
        except TryLater:
            refused += 1
    return refused


async def teams_refuses(per_second: int, share: float, seconds: int = 60) -> int:
    clock = Clock()

    async def api(*_where: str, **_given: object) -> TeamsReply:
        return TeamsReply(status=200)

    calls, refused = TeamsCalls(api, clock, per_second=per_second, pause=at_once), 0
    for number in range(int(per_second * share * seconds)):
        clock.now += 1 / (per_second * share)
        try:
            await calls.post("send", door(number), body={})
        except TryLater:
            refused += 1
    return refused


@pytest.mark.parametrize(("method", "limit"), [("chat.postMessage", 525), ("chat.update", 50)])
async def test_slack_takes_a_steady_98_percent(method: str, limit: int) -> None:
    assert await slack_refuses(method, limit, STEADY) == 0
    assert await slack_refuses(method, limit, ABOVE) > 0


@pytest.mark.parametrize("per_second", [5, 50, 400])
async def test_teams_takes_a_steady_98_percent(per_second: int) -> None:
    assert await teams_refuses(per_second, STEADY) == 0
    assert await teams_refuses(per_second, ABOVE) > 0
