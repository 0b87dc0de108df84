"""The chat page over real HTTP on a small desk, and a visitor who keeps the rules; leaves the tests to break them."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import ClientResponse, CookieJar
from aiohttp.test_utils import TestClient, TestServer

from bot.pages.assets import Assets
from bot.pages.site import chat_page
from bot.web import application
from tests.bot.pages.small_demo import SmallDemo

HEARTBEAT = 0.05


@dataclass
class Visitor:
    """A browser: keeps the cookie, sends origin and token."""

    client: TestClient[Any, Any]
    demo: SmallDemo
    token: str = ""

    @property
    def origin(self) -> str:
        return str(self.client.make_url("/")).rstrip("/")

    async def open(self, **query: str) -> str:
        response = await self.client.get("/chat", params=query)
        page = await response.text()
        assert response.status == 200, page
        found = re.search(r'data-token="([^"]+)"', page)
        assert found
        self.token = found[1]
        return page

    async def post(self, deed: str, who: str = "anna", **body: object) -> ClientResponse:
        headers = {"Origin": self.origin, "X-CSRF-Token": self.token}
        return await self.client.post(f"/chat/{deed}", json={"as": who, **body}, headers=headers)

    async def ask(
        self, text: str = "hur får jag ut planeringen till 6B?", who: str = "anna", channel: str = "support"
    ) -> str:
        response = await self.post("say", who, channel=channel, text=text)
        assert response.status == 200, await response.text()
        return str((await response.json())["id"])

    def card(self, number: int = 42) -> str:
        post = self.demo.chat.log.keyed(f"question/{number}/card")
        assert post
        return post.id


@dataclass
class Told:
    """One server-sent event."""

    name: str
    data: dict[str, Any]
    id: str = ""


async def told(response: ClientResponse) -> AsyncIterator[Told]:
    """The events of an open stream."""
    block: dict[str, str] = {}
    async for raw in response.content:
        line = raw.decode().rstrip("\n")
        if line:
            name, _, value = line.partition(": ")
            block[name] = value
        elif block:
            if "event" in block:
                yield Told(name=block["event"], data=json.loads(block["data"]), id=block.get("id", ""))
            block = {}


async def first(response: ClientResponse, name: str) -> Told:
    """The next event of that name."""
    async for one in told(response):
        if one.name == name:
            return one
    raise AssertionError(f"the stream ended without {name}")


@pytest.fixture
async def visitor() -> AsyncIterator[Visitor]:
    demo = await SmallDemo().begin()
    assets = Assets()
    page = chat_page(demo, assets, heartbeat=HEARTBEAT)
    server = TestServer(application(pages=[page], assets=assets))
    async with TestClient(server, cookie_jar=CookieJar(unsafe=True)) as client:
        yield Visitor(client=client, demo=demo)
