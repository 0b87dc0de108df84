"""Plays: readers confirm and are reminded, get corrections and recalls, reply, and use it at the staff meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import only
from tests.journeys.news import LOCALS, NEWS, card, copy_of, got, sent
from tests.journeys.town import begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store

READ = f"{NEWS}\nBekräfta: ja"
OWN = f"{NEWS}\nFråga: Måste jag flytta mina gamla omdömen?\nSvar: Nej, de följer med av sig själva."
MOVE = "måste jag flytta mina gamla omdömen?"


async def test_whoever_presses_read_is_thanked_counted_and_not_reminded(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await sent(day, READ)
    thanks = await day.presses("eva", "confirm")
    assert any(line["text"] == "Tack, noterat 09:00." for line in thanks)
    await day.passes("2m")
    assert "3 av 3 framme, 1 har bekräftat (33 %)" in card(day)["text"]
    first = await day.comes("2026-11-26T10:00")
    assert got(first, "remind1") == ["jonas", "leila"]
    reminder = copy_of(first, "jonas", "remind1")
    assert reminder["text"] == "En påminnelse: ”Nya omdömen” från Cecilia Holm. Läs och bekräfta gärna: öppna."
    await day.presses("jonas", "confirm")
    second = await day.comes("2026-11-30T10:00")
    assert got(second, "remind2") == ["leila"]
    assert got(await day.passes("20d"), "remind2") == []
    await day.end()


async def test_names_are_shown_only_where_reading_is_required(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await sent(day, READ)
    await day.presses("eva", "confirm")
    listed = (await day.presses("cecilia", "recipients"))[-1]["text"]
    assert "Har inte bekräftat: Jonas Åberg och Leila Rahimi." in listed
    assert "Hagaskolan: 0 % har läst (0 av 2)" in listed
    await sent(day, f"{NEWS}\nBekräfta: gärna")
    listed = (await day.presses("cecilia", "recipients"))[-1]["text"]
    assert "Jonas" not in listed
    await day.end()


async def test_a_reminder_waits_until_the_school_is_open(store: Store, tmp_path: Path) -> None:
    closed = [{"from": "2026-11-26", "to": "2026-11-27", "name": "studiedagar", "schools": ["hagaskolan"]}]
    day = await begin(store, tmp_path, closed=closed)
    await sent(day, READ)
    assert got(await day.comes("2026-11-26T17:00"), "remind1") == ["eva"]
    assert got(await day.comes("2026-11-30T07:31"), "remind1") == ["jonas", "leila"]
    await day.end()


async def test_a_correction_reaches_every_copy_with_a_mark(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await sent(day, READ)
    await day.presses("eva", "confirm")
    await day.passes("1h")
    values = {"title": "Nya omdömen", "text": "Från **tisdag** skrivs de på ett ställe.", "what": "Dagen är tisdag."}
    lines = await day.fills("cecilia", "announcement_correct", **values, again=True)
    changed = {line["to"]: line["text"] for line in lines if line["event"] == "revised" and "/copy/" in line["key"]}
    assert sorted(changed) == LOCALS
    assert changed["eva"].startswith("📣 Nya omdömen\nFrån tisdag skrivs de på ett ställe.\nCecilia Holm, 24 november")
    assert "Rättad 24 november: Dagen är tisdag." in changed["eva"]
    await day.presses("eva", "confirm")  # asked again
    await day.passes("2m")
    assert "1 har bekräftat" in card(day)["text"]
    await day.end()


async def test_a_recall_takes_it_back_everywhere(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await sent(day, READ)
    await day.fills("cecilia", "announcement_recall", reason="Fel vecka.")
    copy = copy_of(day.lines, "leila")
    assert copy["text"] == "📣 Nya omdömen\nÅterkallat 24 november av Cecilia Holm. Fel vecka."
    assert copy["buttons"] == []
    assert "3 hade fått det" in card(day)["text"]
    assert got(await day.passes("20d"), "remind1") == []
    await day.end()


async def test_when_it_no_longer_holds_every_copy_says_so(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await sent(day, f"{READ}\nGäller till: 2026-11-25")
    lines = await day.comes("2026-11-26T00:01")
    assert copy_of(lines, "eva")["text"].endswith("Gällde till 25 november.")
    assert "confirm" not in copy_of(lines, "eva")["buttons"]
    assert got(await day.passes("20d"), "remind1") == []
    await day.end()


async def test_a_reply_is_answered_from_the_announcement_itself(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await sent(day, OWN)
    answer = only(await day.writes_to_the_bot("eva", MOVE, "q"), "direct", "answer")
    assert "Nej, de följer med av sig själva." in answer["text"]
    asked = only(await day.says("anna", MOVE, "q2"), "posted", "answer")  # it holds for everybody
    assert "de följer med" in asked["text"]
    await day.fills("cecilia", "announcement_recall", reason="")
    assert not [line for line in await day.says("olle", MOVE, "q3") if line["reply"] == "answer"]
    await day.end()


async def test_any_other_question_below_it_goes_to_its_author(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await sent(day, "meddela #support: Nytt utseende\nMenyn flyttar på måndag.\nAPT: nej")
    copy = next(line for line in day.lines if "/copy/" in line["key"])
    post = day.play.stage.chat.log.keyed(copy["key"])
    assert post is not None
    day.play.posts["news"] = post.id
    thanks = await day.says("olle", "Toppen, tack!", thread="news", place=None)
    assert thanks == []
    lines = await day.says("anna", "kan man ha kvar den gamla menyn ett tag till?", "q", thread="news", place=None)
    assert any(line["mentions"] == ["cecilia"] for line in lines)
    assert await day.state("q") == "waiting"
    await day.end()


async def test_local_contacts_get_a_short_text_for_the_meeting(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    lines = await sent(
        day, "meddela lärare på Lindskolan: Nya omdömen\nEn lång text om omdömen.\nAPT: Omdömen skrivs på ett ställe."
    )
    assert got(lines, "meeting") == ["eva"]
    assert copy_of(lines, "eva", "meeting")["text"] == (
        "Till APT: ”Nya omdömen”\nOmdömen skrivs på ett ställe.\nLäs upp eller klistra in. Hela texten: öppna."
    )
    await day.end()


async def test_each_month_it_is_asked_whether_it_is_still_right(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await sent(day, f"{NEWS}\nUpprepa: månad")
    asked = await day.comes("2026-12-21T08:01")
    assert any("är tänkt att gå ut igen" in line["text"] and line["to"] == "cecilia" for line in asked)
    assert got(await day.comes("2026-12-31T08:00")) == []  # nobody has said that it is still right
    await day.end()


async def test_what_comes_again_goes_out_when_its_author_says_so(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await sent(day, f"{NEWS}\nUpprepa: månad")
    await day.comes("2026-12-21T08:01")
    await day.presses("cecilia", "schedule")
    assert got(await day.comes("2026-12-28T09:30")) == LOCALS
    await day.end()
