"""Plays: who may press what; a refusal is for the presser alone, and a press counts once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import Day, called, events, only
from tests.journeys.town import ASSIGN, SIGNS, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store

ASKERS = {"helped", "not_helped", "ask_human", "none_of_these", "pick:plan"}
CONTACTS = {"take", "wrong_answer", "not_a_question", "use_faq:plan", "hand_on", "keep"}
BOTH = {"solved", "reopen"}


async def _refused(day: Day, who: str, action: str) -> str:
    """What the presser, and nobody else, is told."""
    before = await day.question("q")
    lines = await day.presses(who, action, "q")
    assert [line["event"] for line in lines] == ["refused"], (who, action, lines)
    assert (lines[0]["to"], lines[0]["reply"], lines[0]["mentions"]) == (who, "refusal", [])
    assert await day.question("q") == before
    return str(lines[0]["text"])


async def test_the_buttons_of_each_state_are_those_of_the_table(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    answer = only(await day.says("anna", ASSIGN, "q"), "posted")
    assert answer["buttons"] == ["helped", "not_helped", "solved", "take", "wrong_answer", "not_a_question"]
    await day.presses("anna", "not_helped", "q")
    assert day.card("q")["buttons"] == ["take", "solved", "not_a_question"]  # what was no help is not offered again
    await day.presses("mats", "take", "q")
    assert day.card("q")["buttons"] == ["solved", "hand_on", "propose_faq", "not_a_question"]
    await day.presses("mats", "solved", "q")
    assert day.card("q")["buttons"] == ["reopen", "propose_faq"]
    await day.end()


async def test_others_are_told_whose_question_it_is_and_who_could(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("anna", ASSIGN, "q")
    for action in sorted(ASKERS):
        for who in ("olle", "nya", "jonas", "cecilia"):
            assert await _refused(day, who, action) == (
                "Det här är Anna Eks fråga. Har du samma problem? Skriv en egen fråga, så kopplas de ihop."
            )
    for action in sorted(CONTACTS):
        for who in ("olle", "nya", "anna"):
            assert await _refused(day, who, action) == "Det kan bara en kontakt göra. På Lindskolan: Eva Lind."
    for action in sorted(BOTH):
        assert (await _refused(day, "olle", action)).startswith("Det kan bara en kontakt göra.")
    assert await _refused(day, "lucy", "take") == "Only a contact can do that. At Lindskolan: Eva Lind."
    assert await _refused(day, "lucy", "helped") == (
        "This is Anna Ek's question. Same problem? Write your own and they'll be linked."
    )
    await day.end()


async def test_contacts_of_any_school_may_do_what_contacts_do(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("anna", ASSIGN, "q")
    withdrawn = await day.presses("leila", "wrong_answer", "q")
    assert only(withdrawn, "notice")["text"] == "Svaret är borttaget. Frågan ligger hos Eva Lind."
    assert day.card("q")["text"].startswith("Svaret som stod här stämde inte, och är borttaget.\nFrågan ligger hos Eva")
    assert called(withdrawn) == ["eva"]
    await day.presses("jonas", "take", "q")
    await day.presses("cecilia", "solved", "q")
    assert "Löst 24 november av Cecilia Holm." in day.card("q")["text"]
    await day.presses("leila", "reopen", "q")
    assert await day.state("q") == "waiting"
    thrown = await day.presses("mats", "not_a_question", "q")
    assert {line["key"] for line in thrown if line["event"] == "withdrawn"} == {"question/1/card", "question/1/call"}
    undo = only(thrown, "notice")
    assert (undo["to"], undo["buttons"]) == ("mats", ["undo"])
    assert undo["text"] == "Kortet är borta. Jag säger inget om sådana meddelanden framöver."
    undone = await day.presses("mats", "undo", "q")
    assert events(undone)[0] == ("notice", "command")
    assert undone[0]["text"] == "Ångrat. Allt är som före."
    assert await day.state("q") == "waiting"
    late = only(await day.presses("mats", "undo", "q"), "refused", "refusal")
    assert late["text"].startswith("Det är för sent att ångra.")
    await day.end()


async def test_a_press_counts_once_and_one_that_comes_late_says_how_it_stands(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("anna", SIGNS, "q")
    await day.presses("eva", "take", "q")
    assert await _refused(day, "mats", "take") == "Eva Lind hann före och har tagit frågan."
    assert await _refused(day, "eva", "take") == "Frågan är redan din. Svara den som frågade."
    assert await _refused(day, "anna", "helped") == "Eva Lind hann före och har tagit frågan."
    await day.presses("eva", "solved", "q")
    assert (
        await _refused(day, "anna", "solved") == "Frågan är redan löst i dag 09:00. Är den inte det, tryck Inte löst."
    )
    await day.presses("anna", "reopen", "q")
    assert await _refused(day, "anna", "reopen") == "Kortet är gammalt. Det nya finns här: fråga 1."
    await day.presses("eva", "not_a_question", "q")
    dropped = only(await day.presses("anna", "solved", "q"), "refused")
    assert dropped["to"] == "anna"
    await day.end()


async def test_undo_puts_back_what_stood_there(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("anna", ASSIGN, "q1")
    await day.presses("eva", "not_a_question", "q1")
    back = only(await day.presses("eva", "undo", "q1"), "posted", "answer")
    assert back["faq"] == ["plan"]
    await day.writes_to_the_bot("anna", f"fråga {SIGNS}", "q2")
    await day.presses("eva", "take", "q2")
    await day.presses("eva", "not_a_question", "q2")
    again = await day.presses("eva", "undo", "q2")
    assert [line["key"] for line in again if line["event"] == "posted"] == ["question/2/root", "question/2/card"]
    assert day.card("q2")["text"].startswith("Eva Lind har tagit frågan.")
    reminded = await day.comes("2026-11-24T13:00")
    assert [line["thread"] for line in reminded if line["reply"] == "reminder"] == ["q2"]
    await day.comes("2026-11-25T09:00")
    assert (await day.question("q1")).how == "assumed"
    await day.end()
