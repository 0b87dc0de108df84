"""A desk that its people run themselves, in a real browser: from a question to the next answer, contacts, search, the vendor's list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.browser.conftest import PHONE
from tests.browser.test_accessible import FAINT, LEADS_NOWHERE, NAMELESS, SMALL, TWICE
from tests.browser.test_demo import ask, demo, real  # noqa: F401 - fixtures

if TYPE_CHECKING:
    from playwright.async_api import Page

    from tests.browser.conftest import Desk

pytestmark = pytest.mark.asyncio(loop_scope="session")
SIGNS = "Går det att skriva ut namnskyltar till krokarna direkt från Unikum?"
TITLE = "Hur skriver jag ut namnskyltar till krokarna?"
HOW = "Öppna gruppen, välj Medlemmar och sedan Skriv ut."


async def _settled(desk: Desk) -> None:
    """What was written serves within a second; nobody waits for it here."""
    app = desk.demo.app
    await app.brain.settle(app.clocks.desk.now())


async def _from_menu(page: Page, label: str) -> None:
    """Press what stands in the menu of the newest card, or on it."""
    card = page.locator(".card").last
    if await card.locator("summary").count():
        await card.locator("summary").last.click()
    await card.get_by_role("button", name=label).click()


async def _own(desk: Desk, who: str) -> Page:
    """Somebody's own conversation with the bot."""
    return await desk.visit(f"/chat?as={who}&in=direct:{who}")


async def test_a_question_becomes_an_answer_that_helps_the_next_teacher(real: Desk) -> None:  # noqa: F811
    anna, mats = await real.visit("/chat?as=anna"), await _own(real, "mats")
    await ask(anna, SIGNS)
    eva = await real.visit("/chat?as=eva")
    await eva.locator(".card").last.get_by_role("button", name="Jag tar den").click()
    await expect(eva.locator(".card").last).to_contain_text("Eva Lind har tagit frågan.")
    await _from_menu(eva, "Föreslå som svar")
    form = eva.get_by_role("dialog")
    await expect(form).to_contain_text("Finns svaret redan?")
    await form.get_by_label("Frågan", exact=True).fill(TITLE)
    await form.get_by_label("Svaret", exact=True).fill("Ring mig om 121212-1212.")
    await form.get_by_label("Område").select_option("technical")
    await form.get_by_role("button", name="Föreslå").click()
    await expect(form).to_contain_text("Det ser ut att stå ett personnummer: ”Ring mig om [personnummer].”")
    await form.get_by_label("Svaret", exact=True).fill(HOW)
    await form.get_by_role("button", name="Föreslå").click()

    proposed = mats.locator(".from-bot").last
    await expect(proposed).to_contain_text("Förslag på svar från Eva Lind")
    await proposed.get_by_role("button", name="Spara som svar").click()
    await expect(mats.locator(".private").last).to_contain_text("finns nu som svar.")
    await _settled(real)
    sami = await real.visit("/chat?as=sami")
    await ask(sami, TITLE)
    await expect(sami.locator(".card").last).to_contain_text(HOW)

    await ask(mats, "faq namnskyltar till krokarna")
    shown = mats.locator(".from-bot").last
    await expect(shown).to_contain_text("Mats Nyström sköter det")
    await shown.get_by_role("button", name="Ändra").click()
    form = mats.get_by_role("dialog")
    await form.get_by_label("Svaret", exact=True).fill("Öppna gruppen och välj Material. Där finns mallen.")
    await form.get_by_label("Ses över").fill("2027-03-01")
    await form.get_by_role("button", name="Spara").click()
    told = mats.locator(".private").last
    await expect(told).to_contain_text("En har fått det gamla svaret")
    await told.get_by_role("button", name="Säg till dem").click()
    await expect(sami.locator(".from-bot").last).to_contain_text("har ändrats sedan du fick det")


async def test_contacts_search_and_the_vendors_list_on_a_phone(real: Desk) -> None:  # noqa: F811
    cecilia = await real.visit("/chat?as=cecilia&in=direct:cecilia", **PHONE)
    await ask(cecilia, "kontakt Ekskolan Lucy Hart")
    preview = cecilia.locator(".from-bot").last
    await expect(preview).to_contain_text("Lucy Hart blir kontakt på Ekskolan.")
    await preview.get_by_role("button").first.click()
    await expect(preview).to_contain_text("Lucy Hart är nu kontakt på Ekskolan.")
    await expect(preview).to_contain_text("Du kan ångra i tio minuter.")
    await ask(cecilia, "unikum punkt: Det vore bra att kunna se dubbletter i en lista.")
    await ask(cecilia, "unikum")
    await expect(cecilia.locator(".from-bot").last).to_contain_text("dubbletter i en lista")
    await ask(cecilia, "sök planering")
    await expect(cecilia.locator(".from-bot").last).to_contain_text("planering")
    await ask(cecilia, "kontakt")
    await expect(cecilia.locator(".from-bot").last).to_contain_text("Ekskolan")
    assert await cecilia.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for fault in (FAINT, LEADS_NOWHERE, NAMELESS, SMALL, TWICE):
        assert await cecilia.evaluate(fault) == []
