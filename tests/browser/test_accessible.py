"""What WCAG 2.1 AA asks of the page and a machine can see: names, contrast, targets, landmarks, order."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import PHONE, Desk
from tests.browser.test_chat import ask

pytestmark = pytest.mark.asyncio(loop_scope="session")

FAINT = """
() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => ((v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = (one) => {
    for (; one; one = one.parentElement) {
      const colour = rgba(getComputedStyle(one).backgroundColor);
      if (colour[3] > 0.99) return colour;
    }
    return [255, 255, 255, 1];
  };
  const faint = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const one = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !one.checkVisibility() || one.closest(".unseen, noscript, option")) continue;
    const [a, b] = [light(rgba(getComputedStyle(one).color)), light(behind(one))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) faint.push(`${ratio.toFixed(2)} ${walk.currentNode.data.trim().slice(0, 40)}`);
  }
  return faint;
}
"""
NAMELESS = """
() => [...document.querySelectorAll("button, a[href], input, textarea, select, summary")]
  .filter((one) => one.checkVisibility())
  .filter((one) => !(one.getAttribute("aria-label") || one.labels?.[0]?.textContent || one.innerText).trim())
  .map((one) => one.outerHTML.slice(0, 100))
"""
SMALL = """
() => [...document.querySelectorAll("button, a[href], input, textarea, select, summary")]
  .filter((one) => one.checkVisibility() && !one.closest(".text") && !one.closest(".skip") && !one.matches(".skip"))
  .filter((one) => { const box = one.getBoundingClientRect(); return box.height < 43.5 || box.width < 43.5; })
  .map((one) => `${Math.round(one.getBoundingClientRect().height)} ${one.outerHTML.slice(0, 100)}`)
"""
TWICE = """
() => {
  const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
  return ids.filter((id, place) => ids.indexOf(id) !== place);
}
"""
LEADS_NOWHERE = """
() => [...document.querySelectorAll("[aria-labelledby], [aria-describedby], [aria-controls], label[for]")]
  .flatMap((one) => ["aria-labelledby", "aria-describedby", "aria-controls", "for"]
    .flatMap((name) => (one.getAttribute(name) || "").split(" ").filter(Boolean)))
  .filter((id) => !document.getElementById(id) && id !== "dialog-title")
"""


async def full_page(desk: Desk, **options: object) -> Page:
    """A page with a card, a call, a notice, a suggestion and the panel."""
    page = await desk.visit("/chat?as=eva", **options)
    await ask(page, "hur gör jag?")
    await page.locator(".card").get_by_role("button", name="Det hjälpte inte").click()
    await expect(page.locator(".private")).to_be_visible()
    await ask(page, "föräldrarna ser ingenting")
    await expect(page.locator(".card")).to_have_count(2)
    await expect(page.locator("#panel-body")).to_contain_text("Fråga 43")
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_text_stands_out_from_its_ground(desk: Desk, scheme: str) -> None:
    page = await full_page(desk, color_scheme=scheme, reduced_motion="reduce")
    assert await page.evaluate(FAINT) == []
    for state in ("taken", "solved", "answered"):
        await desk.demo.turn(42, state)
        await expect(page.locator(f".card.state-{state}")).to_have_count(1)
        assert await page.evaluate(FAINT) == []
    await page.locator(".me").click()
    assert await page.evaluate(FAINT) == []


@pytest.mark.parametrize("options", [{}, PHONE])
async def test_everything_that_can_be_pressed_has_a_name_and_ids_are_unique(
    desk: Desk, options: dict[str, object]
) -> None:
    page = await full_page(desk, **options)
    assert await page.evaluate(NAMELESS) == []
    assert await page.evaluate(TWICE) == []
    assert await page.evaluate(LEADS_NOWHERE) == []


async def test_targets_are_large_enough_for_a_thumb(desk: Desk) -> None:
    page = await full_page(desk, **PHONE)
    assert await page.evaluate(SMALL) == []
    await page.get_by_role("button", name="Meny").click()
    assert await page.evaluate(SMALL) == []


async def test_the_page_has_its_landmarks_and_one_main_heading(desk: Desk) -> None:
    page = await desk.visit()
    for role in ("banner", "navigation", "main", "complementary"):
        assert await page.get_by_role(role).count() >= 1, role  # type: ignore[arg-type] # names of roles
    await expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert await page.locator("html").get_attribute("lang") == "sv"


async def test_the_first_stop_of_the_keyboard_leads_past_the_menus(desk: Desk) -> None:
    page = await desk.visit()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Hoppa till samtalet")).to_be_focused()
    outline = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


async def test_a_new_message_is_read_aloud_once_and_politely(desk: Desk) -> None:
    anna, eva = await desk.visit(), await desk.visit("/chat?as=eva")
    await ask(anna, "tack för hjälpen")
    heard = eva.locator("#heard")
    await expect(heard).to_have_text("Anna Ek: tack för hjälpen")
    assert await heard.get_attribute("aria-live") == "polite"
    await expect(anna.locator("#heard")).to_have_text("")


async def test_who_wants_no_motion_gets_none(desk: Desk) -> None:
    page = await full_page(desk, reduced_motion="reduce")
    moving = "[...document.querySelectorAll('*')].some(one => getComputedStyle(one).animationName !== 'none')"
    assert not await page.evaluate(moving)


async def test_the_state_is_told_in_words_as_well_as_in_colour(desk: Desk) -> None:
    page = await full_page(desk)
    await expect(page.locator(".card").first.locator(".state")).to_have_text("Väntar")
    await expect(page.locator(".card").last.locator(".state")).to_have_text("Förslag")
