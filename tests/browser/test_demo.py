"""The whole desk in a real browser, as Anna and Eva, at a desk and on a phone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.clock import SetClock
from bot.demo import DemoDesk, open_demo
from storage.store import Store
from tests.browser.conftest import PHONE, Desk, serving
from tests.browser.test_accessible import FAINT, LEADS_NOWHERE, NAMELESS, SMALL, TWICE

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.asyncio(loop_scope="session")
MORNING = datetime(2026, 11, 24, 8, tzinfo=UTC)
ASSIGN = "Hur tilldelar jag en planering till min klass?"


@pytest_asyncio.fixture(loop_scope="session")
async def demo(tmp_path: Path) -> AsyncIterator[DemoDesk]:
    """The sample municipality on Tuesday 24 November 2026 at 09:00, with its worker at work."""
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/demo.db")
    await store.migrate()
    made = await open_demo(store, SetClock(MORNING))
    working = asyncio.create_task(made.app.worker.run())
    yield made
    made.app.worker.stop()
    await working
    await made.keeper.finish()
    await made.app.close()


@pytest_asyncio.fixture(loop_scope="session")
async def real(browser: Browser, demo: DemoDesk) -> AsyncIterator[Desk]:
    """The demo in a browser; afterwards no page may have complained."""
    async with serving(demo) as address:
        made = Desk(demo=demo, address=address, browser=browser)  # type: ignore[arg-type] # the real one
        yield made
        await made.leave()
    assert made.faults == []


async def ask(page: Page, text: str) -> None:
    await page.locator("#text").fill(text)
    await page.locator("#text").press("Enter")


async def test_a_day_at_the_desk(real: Desk) -> None:
    anna = await real.visit("/chat?as=anna")
    await ask(anna, ASSIGN)
    card = anna.locator(".card").first
    await expect(card).to_contain_text("Öppna planeringen i Skolbanken")
    await expect(anna.locator("#panel-body")).to_contain_text("Fråga 1")
    await card.get_by_role("button", name="Det hjälpte inte").click()
    await expect(card).to_contain_text("Frågan ligger hos Eva Lind")
    await expect(anna.locator(".private")).to_contain_text("Då går frågan till Eva Lind")

    eva = await real.visit("/chat?as=eva")
    await expect(eva.locator(".calls-you")).to_contain_text("@Eva Lind")
    await eva.locator(".card").first.get_by_role("button", name="Jag tar den").click()
    await expect(card).to_contain_text("Eva Lind har tagit frågan")
    await eva.locator(".card").first.get_by_role("button", name="Löst").click()
    await expect(anna.locator(".card .state").first).to_have_text("Löst")


async def test_eva_is_silent_the_clock_moves_and_central_has_it(real: Desk) -> None:
    anna = await real.visit("/chat?as=anna")
    await ask(anna, ASSIGN)
    await anna.locator(".card").first.get_by_role("button", name="Det hjälpte inte").click()
    await expect(anna.locator(".card").first).to_contain_text("Frågan ligger hos Eva Lind")
    await anna.get_by_role("button", name="I morgon 08:00").click()
    await expect(anna.locator("#now")).to_have_text("onsdag 25 november 08:00")
    await anna.get_by_role("button", name="+4 timmar").click()
    await expect(anna.locator(".card").first).to_contain_text("Frågan har gått vidare till")
    await expect(anna.locator("#panel-body")).to_contain_text("En central kontakt")


async def test_a_personnummer_is_warned_of_in_annas_own_conversation_alone(real: Desk, demo: DemoDesk) -> None:
    anna = await real.visit("/chat?as=anna")
    await ask(anna, "ny elev 121212-1212 i 8A syns inte i Unikum, hur läggs eleven in?")
    own = await real.visit("/chat?as=anna&in=direct:anna")
    await expect(own.locator("main")).to_contain_text("Det ser ut att stå ett personnummer")
    async with demo.app.store.reading() as tx:
        assert "121212" not in (await tx.questions.where())[0].text
    eva = await real.visit("/chat?as=eva&in=direct:eva")
    await expect(eva.locator("main")).not_to_contain_text("personnummer")


async def test_on_a_phone_nothing_is_wider_than_the_screen(real: Desk) -> None:
    anna = await real.visit("/chat?as=anna", **PHONE)
    await ask(anna, ASSIGN)
    await expect(anna.locator(".card").first).to_contain_text("Öppna planeringen i Skolbanken")
    assert await anna.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_the_talk_is_still_there_after_a_restart(real: Desk, demo: DemoDesk) -> None:
    anna = await real.visit("/chat?as=anna")
    await ask(anna, ASSIGN)
    await expect(anna.locator(".card").first).to_contain_text("Öppna planeringen i Skolbanken")
    await demo.keeper.finish()
    again = await open_demo(demo.app.store, SetClock(MORNING))
    assert [post.text for post in again.chat.log.everything() if post.author] == [ASSIGN]


async def test_why_tells_a_visitor_with_the_keyboard_alone_what_the_desk_made_of_a_message(real: Desk) -> None:
    anna = await real.visit("/chat?as=anna")
    await ask(anna, "hur får jag ut planeringen till 6Q?")
    await expect(anna.locator(".card")).to_have_count(1)
    await anna.locator("article.message:not(.from-bot) .explain").focus()
    await anna.keyboard.press("Enter")
    panel = anna.locator("#panel-body")
    await expect(panel).to_be_focused()
    unknown = "Ord som inget svar känner till: 6q"
    for words in ("Vad supporten gör", "Fråga till supporten", unknown, "Kontakten på Lindskolan: Eva Lind"):
        await expect(panel).to_contain_text(words)
    await panel.get_by_role("button", name="Vad händer?").click()
    await expect(panel).to_contain_text("Fråga 1")
    await panel.get_by_role("button", name="Varför?").click()
    await expect(panel).to_contain_text("Vad supporten gör")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("options", [{}, PHONE])
async def test_the_explanation_can_be_read_by_everybody(real: Desk, scheme: str, options: dict[str, object]) -> None:
    anna = await real.visit("/chat?as=anna", color_scheme=scheme, reduced_motion="reduce", **options)
    await ask(anna, "eleven Kalle Ek 20121212-1212 ser inte planeringen, varför?")
    await expect(anna.locator(".card")).to_have_count(1)
    message = anna.locator("article.message:not(.from-bot)")
    if options:
        await message.locator("summary").click()
    await message.get_by_role("button", name="Varför?").first.click()
    panel = anna.locator("#panel-body")
    await expect(panel).to_contain_text("Vad supporten gör")
    await expect(panel.locator("blockquote").first).to_have_text("eleven [namn] [personnummer] ser inte planeringen, varför?")  # fmt: skip
    checks = (FAINT, NAMELESS, TWICE, LEADS_NOWHERE, *((SMALL,) if options else ()))
    assert [await anna.evaluate(check) for check in checks] == [[]] * len(checks)
    assert await anna.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await panel.evaluate("one => one.scrollWidth <= one.clientWidth")
