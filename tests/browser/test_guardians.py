"""The page of texts for guardians in a browser: readable, in its language, whole on paper and on a phone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from bot.commands.export_guardians import choose
from bot.files.faq_file import read_faq
from bot.pages.guardians import Sheet, page
from bot.words import load_texts
from tests.browser.conftest import NARROW
from tests.browser.test_accessible import FAINT, NAMELESS

pytestmark = pytest.mark.asyncio(loop_scope="session")
SAMPLE = Path(__file__).parents[2] / "samples/unikum/faq_sv.yaml"
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
BROKEN = (
    "[...document.querySelectorAll('nav a')].filter((one) => !document.querySelector(one.getAttribute('href'))).length"
)


@pytest.mark.parametrize(
    ("language", "title", "first"),
    [
        ("sv", "Unikum för dig som är vårdnadshavare", "Logga in i Unikum"),
        ("en", "Unikum for guardians", "Log in to Unikum"),
    ],
)
async def test_every_text_can_be_read_and_printed(
    browser: Browser, tmp_path: Path, language: str, title: str, first: str
) -> None:
    texts = choose(read_faq(SAMPLE).value, (), language, date(2026, 11, 24)).texts
    assert len(texts) == 22
    sheet = Sheet(
        texts=texts, language=language, organisation="Storköping & <b>", date="24 november 2026", words=load_texts()
    )
    file = tmp_path / "guardians.html"
    file.write_text(page(sheet), encoding="utf-8")
    context = await browser.new_context(**NARROW)  # type: ignore[arg-type] # context options
    shown = await context.new_page()
    await shown.goto(file.as_uri())
    await expect(shown.locator("html")).to_have_attribute("lang", language)
    await expect(shown.get_by_role("heading", level=1)).to_have_text(title)
    await expect(shown.locator(".from")).to_contain_text("Storköping & <b>, ")
    await expect(shown.get_by_role("navigation").get_by_role("link")).to_have_count(22)
    await expect(shown.get_by_role("region", name=first, exact=True).get_by_role("listitem").first).to_be_visible()
    for check in (FAINT, NAMELESS):
        assert await shown.evaluate(check) == []
    assert (await shown.evaluate(BROKEN), await shown.evaluate(WIDE)) == (0, 0)
    await shown.emulate_media(media="print")
    assert await shown.evaluate("getComputedStyle(document.querySelector('section')).breakInside") == "avoid"
    await context.close()
