"""Plays: questions to the bot alone; nothing of them is shown in a channel without a press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import called, events, only
from tests.journeys.town import ASSIGN, FILM, SIGNS, VOTE, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store


async def test_what_the_bot_knows_is_answered_there(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    answer = only(await day.writes_to_the_bot("anna", ASSIGN, "q"), "direct", "answer")
    assert (answer["to"], answer["place"], answer["faq"], answer["thread"]) == ("anna", None, ["plan"], "q")
    assert answer["buttons"] == ["helped", "not_helped"]  # nobody else can press there
    assert await day.writes_to_the_bot("anna", "tack!") == []
    solved = await day.writes_to_the_bot("anna", "det hjälpte, tack")
    assert events(solved) == [("revised", "solved")]
    reopened = await day.writes_to_the_bot("anna", "det funkade inte")
    assert reopened[0]["buttons"] == ["in_channel", "to_contact"]
    await day.end()


async def test_a_private_question_is_private_from_beginning_to_end(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    choice = only(await day.writes_to_the_bot("anna", SIGNS, "q"), "direct", "ask_more")
    assert choice["text"] == (
        "Det här behöver en människa. Vem får läsa frågan?\n"
        "I kanalen lär sig alla av svaret. Väljer du inget går den bara till Eva Lind i dag 09:30.\nFråga 1"
    )
    assert (choice["buttons"], choice["state"]) == (["in_channel", "to_contact"], "asked")
    assert only(await day.presses("anna", "to_contact", "q"), "notice")["text"] == "Eva Lind har fått frågan."
    told = [line for line in day.lines if line["to"] == "eva"]
    assert [line["text"] for line in told] == [
        f"Anna Ek frågar dig enskilt (Lindskolan, fråga 1):\n”{SIGNS}”\n"
        "Svara Anna Ek direkt. Inget av det här syns i kanalen."
    ]
    assert told[0]["buttons"][:2] == ["take", "solved"]
    card = day.card("q")
    assert (card["to"], card["buttons"]) == ("anna", ["solved"])
    assert card["text"].startswith("Frågan ligger hos Eva Lind, Lindskolan.\nÄr den inte löst i dag 13:00 går den till")
    added = await day.writes_to_the_bot("anna", "det gäller krokarna i hallen")
    assert sorted((line["event"], line["to"]) for line in added) == [("direct", "anna"), ("revised", "eva")]
    assert only(added, "direct")["text"] == "Eva Lind ser det du har lagt till."
    taken = await day.presses("eva", "take", "q")
    assert only(taken, "notice")["text"] == "Frågan är din. Svara Anna Ek direkt."
    kept = [line for line in taken if line["to"] == "eva" and line["event"] == "revised"]
    assert kept[0]["text"].startswith("Du har tagit frågan.\nAnna Ek frågar dig enskilt")  # the question stays readable
    assert kept[0]["buttons"][:2] == ["solved", "hand_on"]
    solved = await day.presses("eva", "solved", "q")
    told = only(solved, "direct")
    assert (told["to"], told["text"]) == (
        "anna", "Anna Ek Eva Lind har markerat frågan som löst. Stämmer det inte, skriv här."
    )  # fmt: skip
    assert day.card("q")["buttons"] == ["reopen"]
    assert {line["place"] for line in day.lines} == {None}
    await day.end()


async def test_without_a_choice_it_goes_to_the_contact_alone_and_climbs_in_private(
    store: Store, tmp_path: Path
) -> None:
    day = await begin(store, tmp_path)
    await day.writes_to_the_bot("anna", SIGNS, "q")
    silent = await day.passes("30m")
    assert sorted((line["event"], line["to"]) for line in silent) == [("direct", "eva"), ("revised", "anna")]
    climbed = await day.comes("2026-11-24T13:30")
    assert sorted((line["event"], line["to"]) for line in climbed) == [
        ("direct", "cecilia"), ("revised", "anna"), ("withdrawn", "eva"),
    ]  # fmt: skip
    gone = await day.writes_to_the_bot("anna", "strunt i det")
    assert {line["event"] for line in gone} == {"withdrawn"}
    assert await day.state("q") == "dropped"
    assert {line["place"] for line in day.lines} == {None}
    await day.end()


async def test_in_the_channel_everybody_learns(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.writes_to_the_bot("anna", SIGNS, "q")
    chosen = await day.presses("anna", "in_channel", "q")
    assert only(chosen, "notice")["text"] == "Din fråga ligger nu i supportkanalen, så att fler kan svara och lära sig."
    public = [line for line in chosen if line["place"] == "support"]
    assert [(line["event"], line["key"]) for line in public] == [
        ("posted", "question/1/root"), ("posted", "question/1/card"), ("posted", "question/1/call"),
    ]  # fmt: skip
    assert public[0]["text"] == f"Anna Ek frågar: ”{SIGNS}”"
    assert called(chosen) == ["eva"]
    assert only(chosen, "withdrawn")["to"] == "anna"
    answered = await day.says("eva", "Ja, under gruppens lista finns en knapp för det.", thread="q")
    assert only(answered, "revised", "answer")["text"].startswith("Eva Lind har svarat här i tråden. Hjälpte det?")
    await day.says("anna", "tack, det löste sig", thread="q")
    assert await day.state("q") == "solved"
    await day.end()


async def test_fraga_stands_in_the_channel_with_the_name_of_who_asks(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    asked = await day.writes_to_the_bot("anna", f"fråga {VOTE}", "q1")
    assert only(asked, "direct", "command")["text"].startswith("Din fråga ligger nu i supportkanalen")
    assert called(asked) == ["eva"]
    assert day.card("q1")["place"] == "support"
    answered = await day.writes_to_the_bot("gunilla", f"fråga {ASSIGN}", "q2")
    assert [line["reply"] for line in answered if line["place"] == "support"] == ["waiting", "answer"]
    form = only(await day.writes_to_the_bot("lucy", "ask"), "notice", "form")
    assert (form["form"], form["text"]) == ("ask", "Ask a question\nYour question")
    assert only(await day.fills("lucy", "ask", text=" "), "notice", "form")["text"].endswith(
        "Please fill in Your question."
    )
    sent = await day.fills("lucy", "ask", text=FILM)
    assert called(sent) == ["cecilia"]
    thrown = await day.presses("jonas", "not_a_question", "q1")
    assert [line["key"] for line in thrown if line["event"] == "withdrawn"] == [
        "question/1/root", "question/1/card", "question/1/call",
    ]  # fmt: skip
    await day.end()


async def test_a_message_that_is_no_question_gets_a_few_kind_words(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    hello = only(await day.writes_to_the_bot("anna", "hej!"), "direct", "command")
    assert hello["text"].startswith("Skriv din fråga så svarar jag eller en kollega.")
    what = only(await day.writes_to_the_bot("anna", "vi hade en fin dag på stranden"), "direct", "command")
    assert what["text"].startswith(("Jag är inte säker på vad du menar.", "Skriv din fråga"))
    assert await day.writes_to_the_bot("anna", "tack!") == []
    await day.end()
