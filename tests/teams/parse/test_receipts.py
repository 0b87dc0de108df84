"""How far somebody has read in Teams reaches the desk, and nothing else that an `event` says."""

from __future__ import annotations

from typing import Any

import pytest

from bot.platforms.teams import parse
from knowledge.conversation.event import Account, MessageSeen
from tests.teams.parse.payloads import ANNA, AT, NOW, OURS, body, only


def test_somebody_has_read_so_far() -> None:
    assert only("seen") == MessageSeen(
        id="teams:a:1Personal:f:33333333-0000-0000-0000-000000000003:1795766400123:seen",
        at=AT, who=Account(platform="teams", id=ANNA, name="Anna Ek"), until="1795766400123",
    )  # fmt: skip


@pytest.mark.parametrize(
    "otherwise",
    [
        {"name": "application/vnd.microsoft.meetingStart"},
        {"value": {}},
        {"value": {"lastReadMessageId": 7}},
        {"value": None},
        {"from": {"id": OURS.bot}},
        {"conversation": {"conversationType": "groupChat", "id": "19:group@thread.v2"}},
    ],
)
def test_nothing_else_is_a_receipt(otherwise: dict[str, Any]) -> None:
    assert parse.events(body("seen", **otherwise), OURS, NOW) == ()
