"""The chat page in a real browser, played with mouse, keyboard and thumb."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import NARROW, PHONE, Desk

pytestmark = pytest.mark.asyncio(loop_scope="session")

QUESTION = "hur får jag ut planeringen till 6B?"
WIDE = """
() => [...document.querySelectorAll("main *, .top *")]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
  .filter((one) => getComputedStyle(one).position !== "absolute" && !one.closest(".try"))
  .map((one) => one.outerHTML.slice(0, 80))
"""


async def ask(page: Page, text: str = QUESTION) -> None:
    await page.locator("#text").fill(text)
    await page.locator("#text").press("Enter")


async def test_a_question_is_answered_handed_to_the_contact_taken_and_solved(desk: Desk) -> None:
    anna = await desk.visit()
    eva = await desk.visit("/chat?as=eva&in=direct:eva")
    await ask(anna)
    card = anna.locator(".card")
    await expect(card).to_contain_text("Hur tilldelar jag en planering till min klass?")
    await expect(anna.locator("#panel-body")).to_contain_text("Fråga 42")
    await card.get_by_role("button", name="Det hjälpte inte").click()
    await expect(card).to_contain_text("Frågan ligger hos Eva Lind")
    await expect(anna.locator(".private")).to_contain_text("Bara du ser det här")
    await expect(eva.locator('[data-channel-badge="support"]')).to_contain_text("3")
    await eva.get_by_role("link", name="unikumsupport").click()
    await expect(eva.locator("body")).to_have_attribute("data-state", "listening")
    await expect(eva.locator(".private")).to_have_count(0)
    await expect(eva.locator(".calls-you")).to_contain_text("@Eva Lind")
    await eva.locator(".card").get_by_role("button", name="Jag tar den").click()
    await expect(anna.locator(".card")).to_contain_text("Eva Lind har tagit frågan")
    await expect(eva.locator(".calls-you")).to_have_count(0)
    await eva.locator(".card").get_by_role("button", name="Löst").click()
    await expect(anna.locator(".card .state")).to_have_text("Löst")


async def test_the_clock_moves_for_everybody(desk: Desk) -> None:
    anna, eva = await desk.visit(), await desk.visit("/chat?as=eva")
    await anna.get_by_role("button", name="+4 timmar").click()
    await expect(anna.locator("#now")).to_have_text("tisdag 24 november 14:02")
    await expect(eva.locator("#now")).to_have_text("tisdag 24 november 14:02")
    await expect(anna.locator("#toast")).to_have_text("Klockan är tisdag 24 november 14:02.")


async def test_an_example_fills_the_box_and_enter_sends_while_shift_enter_makes_a_line(desk: Desk) -> None:
    page = await desk.visit()
    await page.get_by_role("button", name=QUESTION).click()
    box = page.locator("#text")
    await expect(box).to_have_value(QUESTION)
    await expect(box).to_be_focused()
    await box.press("Shift+Enter")
    await page.keyboard.type("tack")
    await box.press("Enter")
    await expect(page.locator(".written")).to_have_text(f"{QUESTION}\ntack")
    await expect(box).to_have_value("")
    await expect(page.locator("#try")).to_have_count(0)


async def test_what_is_written_is_never_live(desk: Desk) -> None:
    page = await desk.visit()
    await ask(page, "<img src=x onerror=\"document.title='ond'\"> <script>document.title='ond'</script>")
    await expect(page.locator(".written")).to_contain_text("<img src=x")
    await expect(page.locator(".messages img")).to_have_count(0)
    assert "ond" not in await page.title()


async def test_one_replies_in_the_thread_and_focus_comes_back(desk: Desk) -> None:
    page = await desk.visit()
    await ask(page)
    await expect(page.locator(".card")).to_be_visible()
    await page.locator(".answer").click()
    box = page.locator(".in-thread textarea")
    await expect(box).to_be_focused()
    await box.press("Escape")
    await expect(page.locator(".answer")).to_be_focused()
    await page.keyboard.press("Enter")
    await page.keyboard.type("det funkade inte")
    await page.keyboard.press("Enter")
    await expect(page.locator(".replies .written")).to_have_text("det funkade inte")
    await expect(page.locator(".answer")).to_be_focused()


async def test_ones_own_message_is_edited_and_removed(desk: Desk) -> None:
    page, other = await desk.visit(), await desk.visit("/chat?as=eva")
    await ask(page, "till 6B, tack")
    menu = page.locator(".message summary[aria-label]").first
    await page.locator(".message").first.hover()
    await menu.click()
    await page.get_by_role("button", name="Redigera").click()
    await page.locator(".editor textarea").fill("till 6C, tack")
    await page.keyboard.press("Enter")
    await expect(other.locator(".written")).to_have_text("till 6C, tack")
    await expect(other.locator(".message")).to_contain_text("(redigerad)")
    await page.locator(".message").first.hover()
    await page.locator(".message summary[aria-label]").first.click()
    await page.get_by_role("button", name="Ta bort").click()
    await page.get_by_role("dialog").get_by_role("button", name="Ta bort").click()
    await expect(other.locator(".message")).to_have_count(0)
    await expect(other.locator("#empty")).to_be_visible()


async def test_a_form_shows_its_faults_and_gives_the_focus_back(desk: Desk) -> None:
    anna = await desk.visit()
    await ask(anna)
    await anna.get_by_role("button", name="Det hjälpte inte").click()
    page = await desk.visit("/chat?as=eva")
    await page.locator(".card .more summary").click()
    await page.get_by_role("button", name="Lämna vidare").click()
    dialog = page.get_by_role("dialog", name="Lämna vidare")
    await expect(dialog.get_by_label("Till vem?")).to_be_focused()
    await dialog.get_by_role("button", name="Lämna vidare").click()
    await expect(dialog).to_contain_text("Välj en person.")
    await expect(dialog.get_by_label("Till vem?")).to_be_focused()
    await dialog.get_by_label("Till vem?").select_option("mats")
    await dialog.get_by_role("button", name="Lämna vidare").click()
    await expect(dialog).to_be_hidden()
    await expect(page.locator(".private")).to_contain_text("Frågan är lämnad till Mats Nyström.")
    assert await page.evaluate("document.activeElement.closest('article.card') !== null")


async def test_a_reaction_is_a_button_with_words(desk: Desk) -> None:
    page = await desk.visit()
    await ask(page, "tack")
    await page.locator(".message").hover()
    await page.locator(".message summary[aria-label]").click()
    await page.get_by_role("button", name="Klart").click()
    chip = page.locator(".reactions button")
    await expect(chip).to_have_attribute("aria-pressed", "true")
    await expect(chip).to_have_accessible_name("Klart 1: Anna Ek")
    await chip.click()
    await expect(chip).to_have_count(0)


async def test_a_press_keeps_the_focus_on_the_card(desk: Desk) -> None:
    page = await desk.visit()
    await ask(page)
    await page.get_by_role("button", name="Det hjälpte inte").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator(".card")).to_contain_text("Frågan ligger hos")
    assert await page.evaluate("document.activeElement.closest('article.card') !== null")


async def test_a_too_long_message_stays_in_the_box_with_the_reason(desk: Desk) -> None:
    page = await desk.visit()
    await ask(page, "å" * 60_000)
    await expect(page.locator("#writer .problem")).to_have_text(
        "Meddelandet är för långt: 120 kB, och högst 100 kB får plats. Det står kvar i rutan."
    )
    assert len(await page.locator("#text").input_value()) == 60_000
    await page.locator("#text").fill("kortare")
    await expect(page.locator("#writer .problem")).to_be_hidden()


async def test_a_draft_is_still_there_after_another_channel(desk: Desk) -> None:
    page = await desk.visit()
    await page.locator("#text").fill("jag undrar")
    await page.locator(".places a", has_text="Supporten").click()
    await expect(page.get_by_text("Bara du och Supporten ser det här.")).to_be_visible()
    await expect(page.locator("#text")).to_have_value("")
    await page.get_by_role("link", name="unikumsupport").click()
    await expect(page.locator("#text")).to_have_value("jag undrar")


async def test_the_person_is_changed_by_keyboard_alone(desk: Desk) -> None:
    page = await desk.visit()
    await page.locator(".me").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("#find-person")).to_be_focused()
    await page.keyboard.type("kontakt lind")
    await expect(page.locator("[data-find]:visible")).to_have_count(1)
    await page.keyboard.press("Enter")
    await expect(page.locator(".me")).to_contain_text("Eva Lind")


async def test_a_search_without_a_hit_says_so(desk: Desk) -> None:
    page = await desk.visit()
    await page.locator(".me").click()
    await page.locator("#find-person").fill("ingen sådan")
    await expect(page.get_by_text("Ingen passar sökningen.")).to_be_visible()


async def test_the_panel_opens_as_a_drawer_on_a_phone(desk: Desk) -> None:
    page = await desk.visit("/chat?as=anna", **PHONE)
    await ask(page)
    await page.locator(".card .footer").get_by_role("button", name="Vad händer?").click()
    panel = page.locator("#panel")
    await expect(panel).to_be_visible()
    await expect(panel).to_contain_text("Skolans kontakt")
    await page.keyboard.press("Escape")
    await expect(panel).to_be_hidden()
    await page.get_by_role("button", name="Meny").click()
    await expect(page.locator("#side")).to_be_visible()


@pytest.mark.parametrize("options", [NARROW, PHONE, {}, {"viewport": {"width": 900, "height": 600}}])
async def test_nothing_is_wider_than_the_screen(desk: Desk, options: dict[str, object]) -> None:
    page = await desk.visit("/chat?as=eva", **options)
    await ask(page, "föräldrarna ser ingenting " + "x" * 300)
    await expect(page.locator(".card")).to_be_visible()
    await page.locator(".answer").first.click()
    wide = await page.evaluate(WIDE)
    assert wide == []
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_the_theme_is_remembered(desk: Desk) -> None:
    page = await desk.visit(color_scheme="light")
    await page.get_by_role("button", name="Byt mellan ljust och mörkt").click()
    await expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("data-theme", "dark")


async def test_a_page_that_lost_the_server_s_line_says_so_and_comes_back(desk: Desk) -> None:
    page = await desk.visit()
    await page.context.set_offline(True)
    await ask(page, "är du där?")
    await expect(page.locator("#writer .problem")).to_have_text(
        "Det gick inte att nå supporten. Texten står kvar, försök igen."
    )
    await expect(page.locator("#text")).to_have_value("är du där?")
    desk.faults.clear()  # the browser itself complains about the line that was cut on purpose
    await page.context.set_offline(False)
    await page.locator("#text").press("Enter")
    await expect(page.locator(".written")).to_have_text("är du där?")
