"""Where conversations are reached: kept, opened, forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.platforms.base import Gone, TryLater
from bot.platforms.teams.door import unpacked
from bot.platforms.teams.wire_values import Reply
from knowledge.conversation.event import Account, MemberJoined, PlaceChanged
from tests.teams.service import BOT, GENERAL, OTHER, TENANT, URL, Service, channel_door, desk, doors_of

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


async def test_a_door_is_written_once_and_found_again_by_the_next_process() -> None:
    directions, written = desk(), list[str]()

    async def keep(name: str, value: Any) -> None:
        written.append(name)
        await directions.keep(name, value)

    counted = replace(directions, keep=keep)
    doors = doors_of(Service(), counted)
    await doors.met(GENERAL, channel_door(name="Allmänt"))
    await doors.met(GENERAL, channel_door())
    await doors.met_user("eva", "29:eva")
    await doors.met_user("eva", "29:eva")
    assert written == [f"door/{GENERAL}", "user/eva"]
    again = doors_of(Service(), counted)
    assert await again.of(GENERAL) == channel_door(name="Allmänt")
    assert again.user("eva") == "29:eva"
    assert again.for_mention("nobody") == "nobody"


async def test_a_personal_chat_is_opened_once_by_the_id_that_is_known() -> None:
    service, directions = Service(), desk()
    doors = doors_of(service, directions)
    await doors.met(GENERAL, channel_door())
    await doors.met_user("eva", "29:eva")
    door = await doors.of("direct:eva")
    await doors.of("direct:eva")
    ((name, given),) = service.calls
    assert (name, given["service_url"], given["conversation"]) == ("create", URL, "")
    assert given["body"]["members"] == [{"id": "29:eva"}]
    assert given["body"]["tenantId"] == TENANT
    assert given["body"]["bot"] == {"id": BOT}
    assert (door.conversation, door.kind) == ("a:29:eva", "personal")
    assert unpacked((await directions.kept("door/direct:"))["door/direct:eva"]) == door
    await doors.of("direct:bo")
    assert service.calls[-1][1]["body"]["members"] == [{"id": "bo"}], "else by the directory's id"


async def test_who_cannot_be_reached_is_gone_and_who_might_be_later_is_not() -> None:
    service = Service()
    doors = doors_of(service, desk())
    with pytest.raises(TryLater):
        await doors.of("direct:eva")
    await doors.met(GENERAL, channel_door())
    service.next = [Reply(status=403, data={"error": {"code": "Forbidden"}})]
    with pytest.raises(Gone):
        await doors.of("direct:eva")


async def test_a_channel_that_never_spoke_is_reached_where_the_others_are() -> None:
    doors = doors_of(Service(), desk())
    await doors.met(GENERAL, channel_door())
    door = await doors.of("19:strange@thread.tacv2")
    assert (door.service_url, door.tenant, door.kind) == (URL, TENANT, "channel")
    assert (await doors.of("19:chat@thread.v2")).kind == "groupChat"


async def test_what_happens_to_a_team_happens_to_its_channels() -> None:
    doors = doors_of(Service(), desk())
    await doors.met(GENERAL, channel_door())
    await doors.met(OTHER, channel_door(OTHER))
    await doors.met("19:alien@thread.tacv2", channel_door("19:alien@thread.tacv2", team="19:another@thread.tacv2"))
    gone = PlaceChanged(id="teams:1", at=NOW, platform="teams", channel=GENERAL, change="removed")
    assert doors.spread(gone) == (gone, replace(gone, id=f"teams:1:{OTHER}", channel=OTHER))
    eva = MemberJoined(id="teams:2", at=NOW, who=Account(platform="teams", id="eva"), channel=GENERAL)
    assert [one.channel for one in doors.spread(eva) if isinstance(one, MemberJoined)] == [GENERAL, OTHER]
    renamed = replace(gone, change="renamed")
    assert doors.spread(renamed) == (renamed,)
    await doors.forget(OTHER)
    assert doors.spread(gone) == (gone,)
