"""Plays: somebody searches the answers, by word and by form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.conversation.event import Account, CommandGiven
from knowledge.conversation.message import Form
from tests.journeys.day import Day, only
from tests.journeys.town import LOGGED_OUT, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store

MORE = (
    {"id": "share", "question": "Hur delar jag en planering?", "answer": "Klicka på **Dela**.\n\nVälj kollega."},
    {"id": "print", "question": "Hur skriver jag ut en planering?", "answer": "Välj *Skriv ut* & <b>."},
)


async def test_words_that_several_answers_have_give_a_list_to_choose_from(
    store: Store, tmp_path: Path, chat: str
) -> None:
    day = await begin(store, tmp_path, on=chat, more=MORE)
    found = only(await day.writes_to_the_bot("anna", "sök planering"), "direct", "command")
    assert found["text"].startswith("3 träffar på ”planering”\n- Hur ")
    assert "- Hur delar jag en planering? Klicka på Dela." in found["text"].splitlines()  # one line, without marks
    assert "Välj Skriv ut & <b>." in found["text"]
    assert sorted(found["buttons"]) == ["show_faq:plan", "show_faq:print", "show_faq:share"]
    shown = only(await day.presses("anna", "show_faq:share"), "notice")
    assert (shown["text"], shown["faq"]) == ("Hur delar jag en planering?\nKlicka på Dela.\n\nVälj kollega.", ["share"])
    await day.end()


async def test_one_clear_hit_shows_its_answer(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, more=MORE)
    for who, words in (("anna", "sök utloggad"), ("anna", f"sök {LOGGED_OUT}")):
        hit = only(await day.writes_to_the_bot(who, words), "direct")
        assert (hit["buttons"], len(hit["faq"])) == ([], 1), hit
    english = only(await day.writes_to_the_bot("lucy", "search utloggad"), "direct")
    assert english["text"].splitlines()[1:] == [LOGGED_OUT, "Efter 45 minuter loggas du ut."]
    async with store.reading() as tx:
        assert await tx.questions.where() == []  # whoever searches has asked nobody
    await day.end()


async def test_nothing_found_offers_to_ask(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    none = only(await day.mentions_the_bot("anna", "sök *gardiner* <!channel>"), "notice")
    assert (
        none["text"]
        == "Inget om ”*gardiner* <!channel>” ännu. Ställ frågan i supportkanalen, så finns svaret nästa gång."
    )
    assert (none["buttons"], none["mentions"]) == (["ask"], [])
    assert only(await day.presses("anna", "ask"), "notice", "form")["form"] == "ask"
    await day.end()


async def test_without_words_there_is_a_form(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    offered = only(await day.writes_to_the_bot("anna", "sök"), "direct")
    assert offered["buttons"] == ["search"]
    assert only(await day.presses("anna", "search"), "notice", "form")["form"] == "search"
    empty = await day.fills("anna", "search", text=" … ")
    assert only(empty, "notice", "form")["form"] == "search"
    assert only(await day.fills("anna", "search", text="utloggad"), "notice")["faq"] == ["out"]
    line = CommandGiven(id="c1", at=day.play.stage.clock.now(), who=Account(platform="local", id="anna"), text="sök",
                        channel="support")  # fmt: skip
    assert isinstance(await day.play.stage.app.bot.hear(line), Form)  # a command line can open one
    await day.end()


async def test_a_sample_faq_finds_what_people_look_for(day: Day) -> None:
    for words, entry in (("glömt lösenord", "glomt-losenord"), ("dela planering", "tilldela-planering"),
                         ("app", "app-personal"), ("lärloggsinlägg", "vem-ser-larlogg")):  # fmt: skip
        found = only(await day.writes_to_the_bot("anna", f"sök {words}"), "direct")
        assert entry in found["faq"], (words, found["faq"])
        assert len(found["faq"]) <= 5
