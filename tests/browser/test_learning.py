"""Central writes an answer and looks at what people taught, in a real browser; leaves the rules to the plays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.browser.test_demo import ask, demo, real  # noqa: F401 - fixtures

if TYPE_CHECKING:
    from tests.browser.conftest import Desk

pytestmark = pytest.mark.asyncio(loop_scope="session")
HEARD = "Går det att skriva ut namnskyltar till krokarna direkt från Unikum?"
WAY = "namnlappar i hallen"


async def test_cecilia_writes_an_answer_and_adds_what_was_heard(real: Desk) -> None:  # noqa: F811
    anna = await real.visit("/chat?as=anna")
    await ask(anna, HEARD)
    await expect(anna.locator(".card")).to_have_count(1)
    cecilia = await real.visit("/chat?as=cecilia&in=direct:cecilia")
    await ask(cecilia, "faq ny")
    await cecilia.get_by_role("button", name="Skriv ett svar").click()
    form = cecilia.get_by_role("dialog")
    await expect(form).to_contain_text("Tre sätt som folk skulle säga det")
    await form.get_by_role("button", name="Spara").click()
    await expect(form).to_contain_text("Fyll i Frågan.")
    await form.get_by_label("Frågan").fill("Hur skriver jag ut namnskyltar till krokarna?")
    await form.get_by_label("Tre sätt som folk skulle säga det").fill(f"{WAY}\nskyltar vid krokarna")
    await form.get_by_label("Svaret").fill("Öppna gruppen och välj **Skriv ut**.")
    await form.get_by_label("Område").select_option("technical")
    await form.get_by_role("button", name="Spara").click()
    saved = cecilia.locator(".private").last
    await expect(saved).to_contain_text("Så här har någon frågat. Lägg till?")
    await saved.get_by_role("button", name="Lägg till 1").click()
    await expect(cecilia.locator(".private").last).to_contain_text("hör nu till Hur skriver jag ut namnskyltar")

    app = real.demo.app
    await app.brain.settle(app.clocks.desk.now())  # what was written serves within a second; nobody waits for it here
    gunilla = await real.visit("/chat?as=gunilla")
    await ask(gunilla, WAY)
    await expect(gunilla.locator(".card").last).to_contain_text("Öppna gruppen och välj Skriv ut.")
    await gunilla.locator(".card").last.get_by_role("button", name="Det hjälpte", exact=True).click()
    await ask(cecilia, "faq ord Hur skriver jag ut namnskyltar till krokarna?")
    listed = cecilia.locator(".from-bot").last
    await expect(listed).to_contain_text("hittas på 4 sätt.")
    remove = listed.get_by_role("button", name="Ta bort").first
    label = await remove.inner_text()
    await remove.click()
    await expect(cecilia.locator(".private").last).to_contain_text("Den används inte mer.")
    await expect(listed.get_by_role("button", name=label, exact=True)).to_have_count(0)
    assert await cecilia.evaluate("document.documentElement.scrollWidth <= innerWidth")
