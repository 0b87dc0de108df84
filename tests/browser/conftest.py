"""A real browser on a running desk; any error on the page's console fails the test that saw it."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright, expect

from bot.pages.assets import Assets
from bot.pages.demo import Demo
from bot.pages.site import chat_page
from bot.web import application
from tests.bot.pages.small_demo import SmallDemo
from tests.serving import ended

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
NARROW = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1440, "height": 900}}

expect.set_options(timeout=8000)


@asynccontextmanager
async def serving(demo: Demo) -> AsyncIterator[str]:
    """Serve the chat page of a desk on a free port of this machine; gives its address."""
    assets = Assets()
    app = application(pages=[chat_page(demo, assets)], assets=assets)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await ended(runner)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Chromium; without one on this machine, the one that playwright has installed."""
    program = next((found for found in map(shutil.which, PROGRAMS) if found), None)
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield started
        await started.close()


@dataclass
class Desk:
    """A running desk and the pages that are open on it."""

    demo: SmallDemo
    address: str
    browser: Browser
    faults: list[str] = field(default_factory=list)

    async def visit(self, path: str = "/chat?as=anna", **options: object) -> Page:
        """Open a page in a browser of its own and wait until it listens; `options` are those of a browser context."""
        context = await self.browser.new_context(**{**DESKTOP, **options})  # type: ignore[arg-type] # context options
        page = await context.new_page()
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        await page.goto(self.address + path)
        if path.startswith("/chat"):
            await expect(page.locator("body")).to_have_attribute("data-state", "listening")
        return page

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(message.text)

    async def leave(self) -> None:
        """Close every page."""
        for context in list(self.browser.contexts):
            await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def desk(browser: Browser) -> AsyncIterator[Desk]:
    """The small desk in a browser; afterwards no page may have complained."""
    demo = await SmallDemo().begin()
    async with serving(demo) as address:
        made = Desk(demo=demo, address=address, browser=browser)
        yield made
        await made.leave()
    assert made.faults == []
