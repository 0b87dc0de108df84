"""Plays: a central contact writes an announcement, tries it, and sends it to the right people, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.day import only
from tests.journeys.news import LOCALS, NEWS, card, copy_of, got, sent
from tests.journeys.town import begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store


async def test_what_central_writes_is_shown_with_its_readers_before_it_goes_out(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    shown = only(await day.writes_to_the_bot("cecilia", NEWS), "direct")
    assert shown["text"] == (
        "Så här ser det ut. Går till 3 personer (lokala kontakter).\n\n"
        "📣 Nya omdömen\nFrån måndag skrivs omdömen på ett ställe.\nCecilia Holm, 24 november"
    )
    assert shown["buttons"] == [
        "send", "announcement_edit", "preview", "announcement_more", "recipients", "announcement_delete",
    ]  # fmt: skip
    assert got(day.lines) == []
    await day.end()


async def test_a_text_that_asks_or_says_can_is_an_announcement_all_the_same(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    shown = only(
        await day.writes_to_the_bot("cecilia", "meddela alla lärare: Hur kan ni hjälpa oss?\nNi kan svara här."),
        "direct",
    )
    assert "📣 Hur kan ni hjälpa oss?" in shown["text"]
    await day.end()


async def test_after_the_time_for_undoing_everybody_gets_it_once(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.writes_to_the_bot("cecilia", NEWS)
    undo = await day.presses("cecilia", "send")
    assert "skickas om 30 sekunder till 3 personer" in only(undo, "revised")["text"]
    lines = await day.passes("31s")
    assert got(lines) == LOCALS
    assert copy_of(lines, "eva")["text"] == (
        "📣 Nya omdömen\nFrån måndag skrivs omdömen på ett ställe.\nCecilia Holm, 24 november"
    )
    assert card(day)["text"] == "Skickat ”Nya omdömen” i dag 09:00: 3 av 3 framme."
    assert got(await day.passes("2d")) == []
    await day.end()


@pytest.mark.parametrize("who", ["eva", "anna"])
async def test_only_central_contacts_announce(store: Store, tmp_path: Path, who: str) -> None:
    day = await begin(store, tmp_path)
    refused = only(await day.writes_to_the_bot(who, NEWS), "refused")
    assert "Cecilia Holm" in refused["text"]
    assert got(await day.passes("1h")) == []
    await day.end()


async def test_the_form_makes_the_same_draft(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    offered = only(await day.writes_to_the_bot("cecilia", "meddela"), "direct")
    assert offered["buttons"] == ["announcement_new"]
    opened = only(await day.presses("cecilia", "announcement_new"), "notice")
    assert opened["form"] == "announcement"
    values = {
        "to": "lärare på Lindskolan, utom Olle Berg",
        "title": "Ny meny",
        "text": "Menyn ser annorlunda ut.",
        "confirm": "none",
    }
    await day.fills("cecilia", "announcement", **values)
    assert "Går till 2 personer (lärare på Lindskolan, utom Olle Berg)." in card(day)["text"]
    await day.presses("cecilia", "send")
    assert got(await day.passes("31s")) == ["anna", "dragana"]
    await day.end()


async def test_everything_wrong_is_named_at_once(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    text = f"meddela blaskolan: {'x' * 90}\n# Rubrik\n**fet\n@channel kom\nSkicka: 2026-11-01 08:00\nBild: https://x.se/a.pdf"
    said = only(await day.writes_to_the_bot("cecilia", text), "direct")["text"]
    for words in (
        "Till: ”blaskolan” finns inte", "Rubriken är 90 tecken", "Rad 1: rubriker", "Rad 2: ”**” saknar sitt slut",
        "Rad 3: ”@channel” kallar ingen", "har redan varit", "ingen bild som går att visa", "Beskriv bilden",
    ):  # fmt: skip
        assert words in said
    assert not [line for line in day.lines if line["key"].startswith("announcement/")]
    await day.end()


async def test_forty_thousand_characters_are_refused_with_a_clear_word(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    said = only(await day.writes_to_the_bot("cecilia", f"meddela alla: Långt\n{'ord ' * 2500}"), "direct")["text"]
    assert "Högst 3000 får plats" in said
    await day.end()


async def test_a_time_that_the_clock_leaves_out_is_refused(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    said = only(await day.writes_to_the_bot("cecilia", f"{NEWS}\nSkicka: 2027-03-28 02:30"), "direct")["text"]
    assert "Den tiden finns inte 28 mars 2027" in said
    await day.end()


async def test_each_reader_gets_their_own_language(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    text = "meddela lärare på Ekskolan: Ny meny\nMenyn är ny.\nEngelsk rubrik: New menu\nEngelska: The menu is new."
    lines = await sent(day, text)
    assert copy_of(lines, "goran")["text"].startswith("📣 Ny meny\nMenyn är ny.")
    assert copy_of(lines, "lucy")["text"].startswith("📣 New menu\nThe menu is new.")
    assert (await day.presses("goran", "language_switch"))[-1]["text"].startswith("📣 New menu")
    await day.end()


async def test_buttons_and_picture_come_along(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    text = f"{NEWS}\nKnapp: Läs mer https://example.org/mer\nBild: https://example.org/meny.png (Menyn med pilen)"
    lines = await sent(day, text)
    copy = copy_of(lines, "eva")
    assert "https://example.org/mer" in copy["buttons"]
    assert copy["text"].endswith("Menyn med pilen")
    await day.end()


async def test_a_preview_and_a_trial_go_to_few(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, announcements={"pilot": "Eva Lind"})
    await day.writes_to_the_bot("cecilia", f"{NEWS}\nBekräfta: ja")
    seen = await day.presses("cecilia", "preview")
    assert got(seen, "preview") == ["cecilia"]
    trial = await day.presses("cecilia", "pilot")
    assert got(trial, "pilot") == ["eva"]
    assert copy_of(trial, "eva", "pilot")["text"].startswith("Provutskick från Cecilia Holm")
    answer = await day.presses("eva", "confirm")
    assert any("förhandsvisning" in line["text"] for line in answer)
    await day.end()


async def test_a_list_of_readers_shows_before_and_after(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.writes_to_the_bot("cecilia", NEWS)
    before = (await day.presses("cecilia", "recipients"))[-1]["text"]
    assert "Går till: 3 personer och 0 kanaler." in before
    assert "Hagaskolan: 2" in before
    await day.end()


async def test_a_draft_that_is_deleted_and_one_that_is_used_again(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.writes_to_the_bot("cecilia", NEWS)
    await day.presses("cecilia", "announcement_delete")
    assert card(day)["text"] == "Utkastet ”Nya omdömen” är borttaget."
    await sent(day)
    await day.presses("cecilia", "duplicate")
    assert card(day)["text"].startswith("Så här ser det ut. Går till 3 personer")
    await day.end()


async def test_what_is_wrong_is_quoted_and_never_becomes_markup(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    said = only(
        await day.writes_to_the_bot("cecilia", "meddela alla: Hej\n**x\nKnapp: [klicka](https://x.se) **nu**"), "direct"
    )["text"]
    assert "Skriv **så här** för fetstil" in said
    assert "”[klicka](https://x.se) **nu**” går inte att läsa" in said
    await day.end()
