"""An open page is told of every change that it may see, also of what it missed while it was away."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer

from bot.pages.assets import Assets
from bot.pages.chat import Room
from bot.pages.hub import Hub, Lost, Numbered
from bot.pages.stream import Stream
from bot.platforms.local.log import Change, Post
from tests.bot.pages.conftest import Visitor, first, told
from tests.bot.pages.small_demo import SmallDemo


@asynccontextmanager
async def listening(
    visitor: Visitor, who: str = "anna", channel: str = "support", **more: str
) -> AsyncIterator[ClientResponse]:
    headers = {"Last-Event-ID": more.pop("last")} if "last" in more else {}
    async with visitor.client.get(
        "/chat/stream", params={"as": who, "in": channel, **more}, headers=headers
    ) as response:
        assert response.status == 200
        yield response


async def test_a_new_message_comes_as_a_thread_and_a_reply_under_it(visitor: Visitor) -> None:
    await visitor.open()
    async with listening(visitor, "eva") as stream:
        root = await visitor.ask()
        thread = await first(stream, "message")
        assert (thread.data["op"], thread.data["id"]) == ("thread", root)
        assert "hur får jag ut planeringen till 6B?" in thread.data["html"]
        assert thread.data["heard"] == "Anna Ek: hur får jag ut planeringen till 6B?"
        card = await first(stream, "message")
        assert (card.data["op"], card.data["root"]) == ("reply", root)
        badges = await first(stream, "badges")
        assert badges.data["channels"] == {}


async def test_a_revised_card_comes_as_it_stands_now_and_a_withdrawn_one_goes(visitor: Visitor) -> None:
    await visitor.open()
    await visitor.ask()
    await visitor.demo.turn(42, "waiting")
    async with listening(visitor, "lucy") as stream:
        await visitor.demo.turn(42, "taken")
        revised = await first(stream, "message")
        assert (revised.data["op"], revised.data["id"]) == ("replace", visitor.card())
        assert "har tagit frågan" in revised.data["html"]
        gone = await first(stream, "message")
        assert gone.data["op"] == "remove"


async def test_ones_own_message_is_not_read_aloud(visitor: Visitor) -> None:
    await visitor.open()
    async with listening(visitor) as stream:
        await visitor.ask("tack")
        assert (await first(stream, "message")).data["heard"] == ""


async def test_private_words_reach_only_their_reader(visitor: Visitor) -> None:
    await visitor.open()
    await visitor.ask()
    async with listening(visitor, "eva") as evas, listening(visitor, "anna") as annas:
        await visitor.post("press", id=visitor.card(), action="not_helped")
        await visitor.ask("sist", "eva")
        seen = [await first(annas, "message") for _ in range(4)]
        assert any("Bara du ser det här" in one.data["html"] for one in seen)
        others = []
        async for one in told(evas):
            if one.name == "message":
                others.append(one.data["html"])
                if "sist" in one.data["html"]:
                    break
        assert len(others) == 3
        assert not any("Bara du ser det här" in html for html in others)


async def test_a_stream_of_a_place_that_is_not_the_readers_is_refused(visitor: Visitor) -> None:
    for channel in ("central", "direct:eva"):
        response = await visitor.client.get("/chat/stream", params={"as": "anna", "in": channel})
        assert response.status == 403


async def test_a_page_that_comes_back_gets_what_it_missed(visitor: Visitor) -> None:
    page = await visitor.open()
    cursor = re.search(r'data-cursor="([^"]+)"', page)
    assert cursor
    await visitor.ask("första")
    async with listening(visitor, after=cursor[1]) as stream:
        one = await first(stream, "message")
        assert "första" in one.data["html"]
    await visitor.ask("andra")
    async with listening(visitor, after=cursor[1], last=one.id) as stream:
        two = await first(stream, "message")
        assert "andra" in two.data["html"]


async def test_a_page_from_an_earlier_process_is_read_anew(visitor: Visitor) -> None:
    for last in ("other-3", "nonsense", "-"):
        async with listening(visitor, last=last) as stream:
            assert (await first(stream, "reset")).data == {}


async def test_the_clock_beats_and_tells_when_it_is_moved(visitor: Visitor) -> None:
    await visitor.open()
    async with listening(visitor) as stream:
        assert (await first(stream, "clock")).data["words"] == "tisdag 24 november 10:02"
        await visitor.post("clock", to="+4h")
        async for one in told(stream):
            if one.data.get("words") == "tisdag 24 november 14:02":
                break


async def test_two_tabs_are_two_people(visitor: Visitor) -> None:
    await visitor.open()
    async with listening(visitor, "anna") as annas, listening(visitor, "eva") as evas:
        root = await visitor.ask()
        mine, hers = await first(annas, "message"), await first(evas, "message")
        assert mine.data["id"] == hers.data["id"] == root
        assert 'data-do="edit"' in mine.data["html"]
        assert 'data-do="edit"' not in hers.data["html"]


def change(text: str) -> Change:
    return Change(kind="added", post=Post(id=text, channel="support", at=datetime(2026, 11, 24, tzinfo=UTC), text=text))


async def test_nobody_is_kept_who_has_left(visitor: Visitor) -> None:
    hub = Hub()
    with hub.listening(None):
        assert hub.listeners == 1
    assert hub.listeners == 0


async def test_who_was_away_too_long_is_told_to_read_anew() -> None:
    hub = Hub()
    start = hub.cursor
    for number in range(501):
        hub.publish(change(str(number)))
    with hub.listening(start) as ear:
        assert ear.get_nowait() == Lost()
    with hub.listening(f"{hub.boot}-1") as ear:
        item = ear.get_nowait()
        assert isinstance(item, Numbered)
        assert item.change.post.id == "1"


async def test_who_does_not_keep_up_is_told_to_read_anew() -> None:
    hub = Hub()
    with hub.listening(None) as ear:
        for number in range(1001):
            hub.publish(change(str(number)))
        assert ear.get_nowait() == Lost()
        assert ear.empty()


async def test_a_page_that_leaves_is_noticed_at_the_next_heartbeat() -> None:
    room = Room(await SmallDemo().begin(), Assets())
    over = asyncio.Event()

    async def listen(request: web.Request) -> web.StreamResponse:
        try:
            return await Stream(room, heartbeat=0.02).listen(request)
        finally:
            over.set()

    app = web.Application()
    app.router.add_get("/stream", listen)
    async with TestClient(TestServer(app)) as client:
        response = await client.get("/stream", params={"as": "anna", "in": "support"})
        await first(response, "clock")
        assert room.hub.listeners == 1
        response.close()
        async with asyncio.timeout(5):
            await over.wait()
        assert room.hub.listeners == 0


async def test_when_the_server_stops_open_streams_end() -> None:
    room = Room(await SmallDemo().begin(), Assets())
    app = web.Application()
    app.add_routes(Stream(room).routes())
    async with TestClient(TestServer(app)) as client:
        response = await client.get("/chat/stream", params={"as": "anna", "in": "support"})
        room.close()
        assert [one async for one in told(response)] == []
