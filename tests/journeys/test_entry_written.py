"""Plays: a central contact writes an answer and is offered what people have asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import only
from tests.journeys.lessons import SURE, answered
from tests.journeys.town import LOGGED_OUT, PRINT, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store


HEARD = "går det att skriva ut namnskyltar till krokarna i unikum?"
NAMEPLATES = {"question": "Hur skriver jag ut namnskyltar till krokarna?", "answer": "Öppna gruppen, **Skriv ut**."}


async def test_whoever_writes_an_entry_is_offered_what_was_heard(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    await day.says("dragana", "hur skriver man ut namnskyltar till krokarna på en tisdag?", "a joke")
    await day.presses("jonas", "not_a_question", "a joke")
    await day.says("anna", HEARD, "heard")
    await day.says("gunilla", PRINT, "another matter")
    await day.writes_to_the_bot("olle", "kan namnskyltar till krokarna skrivas ut i unikum, bara du får veta?", "alone")
    offered = only(await day.writes_to_the_bot("cecilia", "faq ny"), "direct", "command")
    assert offered["buttons"] == ["faq_new"]
    assert only(await day.presses("cecilia", "faq_new"), "notice", "form")["form"] == "faq_entry"
    saved = only(
        await day.fills("cecilia", "faq_entry", **NAMEPLATES, ways="skyltar till krokar\n- namnlappar i hallen"),
        "notice",
    )
    assert saved["text"].split("\n") == [
        f"{NAMEPLATES['question']} finns nu som svar.",
        "Den har 2 sätt att fråga utöver frågan. Med tre hittar jag den oftare. Fler kommer när folk frågar.",
        "Så här har någon frågat. Lägg till?",
        f"- 2: ”{HEARD}”",
    ]
    assert saved["buttons"] == ["wording_add:2:skriver-ut-namnskyltar-krokarna"]
    assert await answered(day, "dragana", "namnlappar i hallen") == ["skriver-ut-namnskyltar-krokarna"]
    added = only(await day.presses("cecilia", saved["buttons"][0]), "notice")
    assert added["text"] == f"”{HEARD}” hör nu till {NAMEPLATES['question']}."
    assert await answered(day, "goran", HEARD) == ["skriver-ut-namnskyltar-krokarna"]
    assert only(await day.presses("cecilia", saved["buttons"][0]), "refused")["to"] == "cecilia"  # counts once
    assert (
        only(await day.writes_to_the_bot("mats", "faq nya ord"), "direct")["text"] == "Inga nya formuleringar just nu."
    )
    await day.end()


async def test_a_new_entry_needs_a_question_an_answer_and_words_of_its_own(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **SURE)
    for who in ("anna", "eva"):
        assert only(await day.fills(who, "faq_entry", **NAMEPLATES), "refused")["to"] == who
        assert only(await day.writes_to_the_bot(who, "faq ny"), "refused")["to"] == who
    assert (
        only(await day.fills("cecilia", "faq_entry", question="Vad då?", answer=""), "notice", "form")["form"]
        == "faq_entry"
    )
    only(await day.fills("cecilia", "faq_entry", **NAMEPLATES, ways=LOGGED_OUT.lower()), "notice", "form")
    async with store.reading() as tx:
        assert [entry.id for entry in await tx.faq.entries()] == ["plan", "out"]
    full = "namnlappar i hallen\nskylt vid kroken\nlappar med namn till hallen"
    saved = only(await day.fills("cecilia", "faq_entry", **NAMEPLATES, ways=full, area="technical"), "notice")
    assert saved["text"] == f"{NAMEPLATES['question']} finns nu som svar."
    again = only(
        await day.fills("cecilia", "faq_entry", question="Skriver ut namnskyltar krokarna", answer="Så här."), "notice"
    )
    assert again["text"].startswith("Skriver ut namnskyltar krokarna finns nu som svar.\nDen har 0 sätt")
    async with store.reading() as tx:
        entries = await tx.faq.entries()
    assert [entry.id for entry in entries[2:]] == [
        "skriver-ut-namnskyltar-krokarna",
        "skriver-ut-namnskyltar-krokarna-2",
    ]
    assert (entries[2].area, len(entries[2].alternatives)) == ("technical", 3)
    await day.end()
