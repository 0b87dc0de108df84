"""Where what the desk says ends up, and how it is found again to be changed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import web

from bot.platforms.base import Address, CannotKnow, Gone
from bot.platforms.teams.calls import Calls
from bot.platforms.teams.door import Door
from bot.platforms.teams.links import deep_link
from bot.platforms.teams.looks import Looks
from bot.platforms.teams.people import People
from bot.platforms.teams.platform import TeamsPlatform
from bot.platforms.teams.saying import Sayer
from bot.platforms.teams.wire_values import Reply
from bot.settings_values import Secret, Teams
from knowledge.conversation.event import Account, MessageRef
from knowledge.conversation.message import Message
from tests.teams.service import BOT, GENERAL, TENANT, URL, Service, channel_door, desk, doors_of

WORDS = Message(reply="waiting", text="Frågan ligger hos Eva.")
CHAT = "19:chat@thread.v2"


async def a_sayer(service: Service, *, targeted: bool = False) -> Sayer:
    directions = desk()
    doors = doors_of(service, directions)
    await doors.met(GENERAL, channel_door())
    await doors.met(CHAT, channel_door(CHAT, kind="groupChat"))
    looks = Looks(directions, doors, native_feedback=False)
    return Sayer(Calls(service, lambda: 0.0, hurry=100), doors, looks, targeted=targeted)


def to(channel: str, **more: Any) -> Address:
    return Address(platform="teams", channel=channel, **more)


def at(channel: str, message: str, thread: str | None = None) -> MessageRef:
    return MessageRef(platform="teams", channel=channel, id=message, thread=thread)


async def test_a_root_is_a_new_conversation_and_a_reply_goes_into_its_thread() -> None:
    service = Service()
    sayer = await a_sayer(service)
    root = await sayer.send(to(GENERAL), "k", WORDS, "t1")
    reply = await sayer.send(to(GENERAL, thread=root), "k2", WORDS, "t2")
    (made, begun), (said, answered) = service.calls
    assert (made, begun["body"]["channelData"]["channel"]["id"], root) == ("create", GENERAL, "1001")
    assert begun["body"]["activity"]["summary"] == WORDS.plain
    assert (said, answered["conversation"], reply) == ("send", f"{GENERAL};messageid=1001", "1002")
    await sayer.revise(at(GENERAL, reply, root), "k2", WORDS)
    await sayer.withdraw(at(GENERAL, root))
    (changed, there), (taken, first) = service.calls[2:]
    assert (changed, there["conversation"], there["activity_id"]) == ("update", f"{GENERAL};messageid=1001", "1002")
    assert (taken, first["conversation"], first["activity_id"]) == ("delete", f"{GENERAL};messageid=1001", "1001")


async def test_chats_have_no_threads() -> None:
    service = Service()
    sayer = await a_sayer(service)
    await sayer.send(to(CHAT, thread="7"), "k", WORDS, "t1")
    await sayer.send(to("direct:eva"), "k", WORDS, "t1")
    assert [(name, given["conversation"]) for name, given in service.calls] == [
        ("send", CHAT), ("create", ""), ("send", "a:eva"),
    ]  # fmt: skip


async def test_words_for_one_reader_stand_in_their_own_chat_and_are_changed_there() -> None:
    service = Service()
    sayer = await a_sayer(service)
    given = await sayer.send(to(GENERAL, thread="1", only_for="eva"), "k", WORDS, "t1")
    assert given == "p:eva:1002"
    await sayer.revise(at(GENERAL, given, "1"), "k", WORDS)
    assert service.calls[-1][1]["conversation"] == "a:eva"
    assert service.calls[-1][1]["activity_id"] == "1002"


async def test_a_targeted_message_falls_back_to_the_persons_own_chat() -> None:
    service = Service()
    sayer = await a_sayer(service, targeted=True)
    only = to(GENERAL, thread="1", only_for="eva")
    assert await sayer.send(only, "k", WORDS, "t1") == "t:eva:1001"
    assert service.calls[0][1]["targeted"] is True
    assert service.calls[0][1]["body"]["recipient"] == {"id": "eva"}
    service.next = [Reply(status=400, data={"error": {"code": "NotSupported"}})]
    assert (await sayer.send(only, "k", WORDS, "t1")).startswith("p:eva:")


async def test_what_is_gone_needs_no_taking_away_and_cannot_be_changed() -> None:
    service = Service()
    sayer = await a_sayer(service)
    service.next = [Reply(status=404), Reply(status=404)]
    await sayer.withdraw(at(GENERAL, "5"))
    with pytest.raises(Gone):
        await sayer.revise(at(GENERAL, "5"), "k", WORDS)


async def test_a_message_without_an_id_is_not_said_twice() -> None:
    service = Service()
    sayer = await a_sayer(service)
    service.next = [Reply(status=202)]
    nameless = await sayer.send(to(GENERAL, thread="1"), "k", WORDS, "t1")
    with pytest.raises(Gone):
        await sayer.revise(at(GENERAL, nameless, "1"), "k", WORDS)
    await sayer.withdraw(at(GENERAL, nameless, "1"))


async def test_people_are_asked_for_once_an_hour_and_found_by_their_address() -> None:
    service = Service()
    doors = doors_of(service, desk())
    await doors.met(GENERAL, channel_door())
    seconds = [0.0]
    people = People(Calls(service, lambda: 0.0, hurry=100), doors, lambda: seconds[0])
    eva = {"id": "29:eva", "aadObjectId": "EVA", "name": "Eva", "email": "Eva@skola.se", "tenantId": TENANT}
    service.next = [Reply(status=200, data=eva), Reply(status=200, data=eva)]
    for _ in range(2):
        found = await people.person(Account(platform="teams", id="eva"))
        assert found is not None
        assert found.account.name == "Eva"
    assert len(service.calls) == 1
    seconds[0] = 3600.0
    await people.person(Account(platform="teams", id="eva"))
    assert len(service.calls) == 2
    pages = [{"members": [eva], "continuationToken": "p2"}, {"members": []}]
    service.next = [Reply(status=200, data=page) for page in pages]
    by_email = await people.by_email("eva@skola.se")
    assert by_email is not None
    assert by_email.account.id == "eva"
    assert [given["member"] for name, given in service.calls if name == "members"] == ["", "p2"]


def test_a_link_names_the_channel_and_its_thread_and_leads_into_no_personal_chat() -> None:
    door = channel_door(group="g-1", name="Allmänt")
    link = deep_link(at(GENERAL, "1002", "1001"), door)
    assert link == (
        "https://teams.microsoft.com/l/message/19%3Ageneral%40thread.tacv2/1002"
        "?tenantId=t-1&groupId=g-1&parentMessageId=1001&channelName=Allm%C3%A4nt"
    )
    personal = Door(service_url=URL, conversation="a:1", kind="personal", bot=BOT)
    assert deep_link(at("direct:eva", "1"), personal) is None
    assert deep_link(at(GENERAL, "p:eva:1"), door) is None


async def test_what_teams_cannot_tell_is_said_to_be_unknown() -> None:
    now = datetime(2026, 11, 24, 9, tzinfo=UTC)
    platform = TeamsPlatform(settings(), directions=desk(), busy=WORDS, clock=lambda: now)
    assert not platform.is_connected
    assert await platform.find("t", to(GENERAL), now) == CannotKnow()
    assert [event async for event in platform.since("2026-11-24T08:00:00+00:00")] == []
    assert [route.path for route in platform.routes if isinstance(route, web.RouteDef)] == ["/api/messages"]


def settings() -> Teams:
    return Teams(
        app_id="app", app_password=Secret("secret"), tenant_id=TENANT, app_type="SingleTenant",
        openid_metadata_url="http://127.0.0.1:9/keys", token_issuer="https://issuer.example",
        login_url="http://127.0.0.1:9/t", oauth_scope="https://scope.example", service_hosts=("smba.example",),
        development=False, password_expires=None, done=(), looking=(), feedback="buttons", targeted=False, requests_per_second=50,
    )  # fmt: skip
