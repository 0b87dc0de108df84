"""The server tells whether it lives and is ready, and its start page leads to what is there."""

from __future__ import annotations

from aiohttp.test_utils import TestClient, TestServer

from bot.pages.assets import Assets
from bot.pages.site import chat_page
from bot.web import Page, application
from tests.bot.pages.small_demo import SmallDemo


async def test_ready_is_said_only_when_the_bot_can_take_events() -> None:
    ready = False
    app = application(pages=[], assets=Assets(), ready=lambda: ready)
    async with TestClient(TestServer(app)) as client:
        assert (await client.get("/healthz")).status == 200
        assert (await client.get("/readyz")).status == 503
        ready = True
        assert (await client.get("/readyz")).status == 200


async def test_the_start_page_leads_to_every_page_for_people_in_both_languages() -> None:
    assets = Assets()
    pages = [chat_page(await SmallDemo().begin(), assets), Page(routes=[])]
    async with TestClient(TestServer(application(pages=pages, assets=assets))) as client:
        swedish = await (await client.get("/")).text()
        assert 'href="/chat"' in swedish
        assert "Prova supporten i en chatt" in swedish
        assert "Try the desk in a chat" in await (await client.get("/", params={"lang": "en"})).text()


async def test_a_configured_host_is_served_and_others_are_not() -> None:
    app = application(pages=[], assets=Assets(), hosts=["desk.example.org"])
    async with TestClient(TestServer(app)) as client:
        assert (await client.get("/", headers={"Host": "Desk.Example.org:8443"})).status == 200
        assert (await client.get("/", headers={"Host": "other.example.org"})).status == 421
