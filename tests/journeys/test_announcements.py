"""Plays: a central contact writes an announcement, tries it, and sends it to the right people, once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from knowledge.conversation.event import Account, ButtonPressed
from storage.schema import outbox
from tests.journeys.day import only
from tests.journeys.news import LOCALS, NEWS, card, copy_of, got, sent
from tests.journeys.town import PRINT, begin

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


async def test_a_sending_that_is_undone_reaches_nobody(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.writes_to_the_bot("cecilia", NEWS)
    await day.presses("cecilia", "send")
    await day.passes("20s")
    undone = await day.presses("cecilia", "undo")
    assert any("Det är ett utkast igen" in line["text"] for line in undone)
    assert card(day)["buttons"][0] == "send"
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


async def test_it_goes_out_at_its_minute_and_the_break_is_named(store: Store, tmp_path: Path) -> None:
    closed = [{"from": "2026-12-21", "to": "2027-01-08", "name": "jullov"}]
    day = await begin(store, tmp_path, closed=closed)
    await day.writes_to_the_bot("cecilia", f"{NEWS}\nSkicka: 2026-12-22 08:15")
    assert "Då är det jullov" in card(day)["text"]
    scheduled = only(await day.presses("cecilia", "schedule"), "revised")
    assert "skickas tisdag 22 december 08:15 till 3 personer" in scheduled["text"]
    assert got(await day.comes("2026-12-22T08:14")) == []
    lines = await day.comes("2026-12-22T08:15")
    assert got(lines) == LOCALS
    assert {line["at"] for line in lines if "/copy/" in line["key"]} == {"2026-12-22T08:15:00+01:00"}
    await day.end()


async def test_a_time_that_the_clock_leaves_out_is_refused(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    said = only(await day.writes_to_the_bot("cecilia", f"{NEWS}\nSkicka: 2027-03-28 02:30"), "direct")["text"]
    assert "Den tiden finns inte 28 mars 2027" in said
    await day.end()


async def test_in_the_evening_it_is_asked_whether_it_should_wait(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, at="2026-11-24T20:00")
    await day.writes_to_the_bot("cecilia", NEWS)
    asked = only(await day.presses("cecilia", "send"), "direct")
    assert "vänta till i morgon, onsdag 07:30" in asked["text"]
    await day.presses("cecilia", "send_open")
    assert got(await day.comes("2026-11-25T07:29")) == []
    assert got(await day.comes("2026-11-25T07:31")) == LOCALS
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


async def test_in_channels_and_directly_nobody_gets_it_twice(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    lines = await sent(
        day, "meddela centrala kontakter; lokala kontakter på Hagaskolan: Hej\nVi ses.\nVar: båda\nAPT: nej"
    )
    posted = [line for line in lines if line["event"] == "posted"]
    assert [line["place"] for line in posted] == ["central"]
    assert got(lines) == ["jonas", "leila"]
    assert "6 av 6 framme" in card(day)["text"]  # the channel, three who read it there, two directly
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


async def test_questions_are_answered_beside_it(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.writes_to_the_bot("cecilia", NEWS)
    await day.presses("cecilia", "send")
    await day.says("anna", PRINT, "q")
    await day.passes("31s")
    assert await day.state("q") == "waiting"
    await day.end()


async def test_a_sending_that_is_cancelled_stops_at_once(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.writes_to_the_bot("cecilia", NEWS)
    await day.presses("cecilia", "send")
    stage = day.play.stage
    who = Account(platform=stage.chat.name, id=day.play._account("cecilia"))
    stage.clock.set(stage.clock.now() + timedelta(seconds=31))
    async with store.reading() as tx:
        (timer,) = [one for one in await tx.timers.due(stage.clock.now()) if one.kind == "announcement_send"]
    await stage.app.bot.hear(timer.fired(stage.clock.now()))  # it is being sent, and nothing of it has gone out yet
    for number in range(2):  # pressed twice
        press = ButtonPressed(
            id=f"c{number}", at=stage.clock.now(), who=who, key="announcement/1/desk/cecilia", action="cancel"
        )
        await stage.app.bot.hear(press)
    assert got(await day.passes("1d")) == []
    assert card(day)["text"] == "Avbrutet ”Nya omdömen”: 0 av 3 hann få det. Vill du återkalla det för dem?"
    await day.end()


async def test_a_copy_in_a_channel_is_pinned_until_it_is_recalled(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await sent(day, "meddela #support: Nytt utseende\nMenyn flyttar på måndag.\nAPT: nej")
    assert await _pins(store) == ["pin"]
    await day.fills("cecilia", "announcement_recall", reason="")
    assert await _pins(store) == ["pin", "unpin"]
    await day.end()


async def _pins(store: Store) -> list[str]:
    """What has been done about pins, in order."""
    async with store.reading() as tx:
        done = select(outbox.c.kind).where(outbox.c.kind.in_(("pin", "unpin")), outbox.c.state == "done")
        return [row.kind for row in await tx.rows(done.order_by(outbox.c.id))]
