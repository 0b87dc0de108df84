"""Plays: a question goes to the vendor as a case, its answer comes back to everybody who waits, and helps or does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.conversation.event import Account, ButtonPressed
from knowledge.conversation.message import Form
from tests.journeys.day import called, events, only
from tests.journeys.town import PRINT, SIGNS, VOTE, begin

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.rehearsal.transcript import Line
    from storage.store import Store
    from tests.journeys.day import Day

ANSWER = "Det är rättat.\nLadda om sidan så syns skyltarna."
FILLED = {"title": "Namnskyltar går inte att skriva ut", "what": "Utskriften blir tom.", "askers": "1"}


@pytest.fixture
async def town(store: Store, tmp_path: Path) -> AsyncIterator[Day]:
    """Lillköping, where Mats may send cases to the vendor."""
    day = await begin(store, tmp_path, vendor=("mats",))
    yield day
    await day.end()


async def sent(day: Day, label: str = "q1", who: str = "anna", text: str = SIGNS, **values: object) -> None:
    """Somebody asks, Mats takes it and sends it."""
    await day.says(who, text, label)
    await day.presses("mats", "take", label)
    await day.fills("mats", "vendor_case", label, **{**FILLED, **values})


async def form_of(day: Day, who: str, action: str, key: str = "") -> dict[str, str]:
    """What stands in the form that the press opens."""
    stage, account = day.play.stage, day.play._account(who)
    presser = Account(platform=stage.chat.name, id=account)
    shown = await stage.app.bot.hear(
        ButtonPressed(id=f"form:{len(day.lines)}", at=stage.clock.now(), who=presser, key=key, action=action)
    )
    assert isinstance(shown, Form)
    return {field.name: field.value for field in shown.fields}


def _without_entries(line: Line) -> list[str]:
    return [action for action in line["buttons"] if not action.startswith("use_faq:")]


async def test_the_summary_is_made_of_the_thread_and_names_nobody(town: Day) -> None:
    await town.says("anna", f"{SIGNS} Jag klickar på Skriv ut sedan i torsdags.", "q1")
    await town.presses("mats", "take", "q1")
    await town.says("mats", "Eva Lind har sett att utskriften blir tom. Jag skickar det.", thread="q1")
    opened = only(await town.presses("mats", "to_vendor", "q1"), "notice", "form")
    assert opened["form"] == "vendor_case"
    await town.says("olle", "samma här", thread="q1")
    draft = await form_of(town, "mats", "to_vendor", "question/1/card")
    assert draft == {
        "title": SIGNS.capitalize(),
        "what": f"{SIGNS.capitalize()}\nJag klickar på Skriv ut sedan i torsdags.",
        "steps": "Jag klickar på Skriv ut sedan i torsdags.",
        "expected": "",
        "seen": "En kollega har sett att utskriften blir tom.",
        "since": "i torsdags",
        "askers": "2",
        "case_number": "",
    }


async def test_a_case_has_its_number_and_its_card_follows(town: Day) -> None:
    await town.says("anna", SIGNS, "q1")
    taken = only(await town.presses("mats", "take", "q1"), "revised", "taken")
    assert _without_entries(taken) == ["solved", "hand_on", "propose_faq", "to_vendor", "not_a_question"]
    lines = await town.fills("mats", "vendor_case", "q1", **FILLED)
    card = only(lines, "revised", "waiting")
    assert card["text"] == (
        "Skickad till Unikum 24 november av Mats Nyström.\n"
        "Mats Nyström följer ärendet och skriver här när svaret kommer.\nFråga 1"
    )
    assert (card["state"], card["mentions"]) == ("with_vendor", [])
    assert _without_entries(card) == ["solved", "hand_on", "propose_faq", "to_vendor", "not_a_question"]
    told = only(lines, "direct", "command")
    assert told["to"] == "mats"
    assert told["text"].endswith(
        "Texten att klistra in hos Unikum:\nNamnskyltar går inte att skriva ut\nVad som händer: Utskriften blir tom.\n"
        "Antal som frågar: en person på en skola"
    )
    assert told["buttons"] == ["vendor_number:1", "vendor_answer:1", "vendor_reminded:1", "vendor_add:1",
                               "vendor_edit:1", "vendor_close:1"]  # fmt: skip
    await town.presses("mats", "vendor_number:1")
    numbered = await town.fills("mats", "vendor_number", case_number="#88120")
    assert town.card("q1")["text"].startswith("Hos Unikum sedan 24 november, ärende 88120.\n")
    assert ("notice", "command") in events(numbered)


async def test_the_vendor_is_silent_and_whoever_follows_it_is_reminded_while_the_desk_is_open(town: Day) -> None:
    await sent(town, case_number="88120")
    assert await town.comes("2026-12-01T08:59") == []
    reminded = only(await town.comes("2026-12-01T09:01"), "direct", "reminder")
    assert (reminded["to"], reminded["buttons"]) == (
        "mats", ["vendor_reminded:1", "vendor_answer:1", "vendor_close:1", "vendor_show:1"])  # fmt: skip
    assert reminded["text"] == (
        "Inget svar från Unikum om ”Namnskyltar går inte att skriva ut” (ärende 88120), skickat 24 november. "
        "En fråga väntar.\nHar du påmint dem?"
    )
    await town.presses("mats", "vendor_reminded:1")
    assert town.card("q1")["text"] == (
        "Hos Unikum sedan 24 november, ärende 88120. Ännu inget svar.\nMats Nyström påminde dem 1 december.\nFråga 1"
    )
    again = await town.comes("2026-12-08T09:02")
    assert only(again, "direct", "reminder")["to"] == "mats"


async def test_the_answer_goes_to_every_thread_that_waits_and_helps(town: Day) -> None:
    await sent(town)
    await town.says("gunilla", VOTE, "q2")
    await town.presses("mats", "take", "q2")
    await town.fills("mats", "vendor_case", "q2", join="1")
    assert await town.state("q2") == "with_vendor"
    await town.says("goran", SIGNS, "q3")  # the same as Anna's: it waits with hers
    assert (await town.question("q3")).linked_to == 1
    lines = await town.fills("mats", "vendor_answer", "q1", answer=ANSWER)
    told = [line for line in lines if line["event"] == "posted"]
    told.sort(key=lambda line: str(line["thread"]))
    assert [(line["thread"], line["reply"], line["mentions"]) for line in told] == [
        ("q1", "answer", ["anna"]), ("q2", "answer", ["gunilla"]), ("q3", "answer", ["goran"])]  # fmt: skip
    assert told[0]["text"] == (
        "Anna Ek Svar från Unikum:\n> Det är rättat.\n> Ladda om sidan så syns skyltarna.\nHjälpte det?\nFråga 1"
    )
    assert told[0]["buttons"] == ["helped", "not_helped", "solved", "take", "not_a_question"]
    assert only(lines, "notice")["buttons"] == ["vendor_faq:1"]
    solved = only(await town.presses("anna", "helped", "q1"), "revised", "solved")
    assert solved["text"].endswith("✅ Löst 24 november med svar från Unikum.\nFråga 1")
    assert "Det är rättat." in solved["text"]
    await town.comes("2026-11-25T10:00")
    assert (await town.question("q2")).how == "assumed"


async def test_an_answer_that_does_not_help_opens_the_case_again(town: Day) -> None:
    await sent(town)
    await town.fills("mats", "vendor_answer", "q1", answer=ANSWER)
    lines = await town.presses("anna", "not_helped", "q1")
    assert (called(lines), await town.state("q1")) == (["mats"], "waiting")
    assert town.card("q1")["text"].startswith("Frågan är öppen igen och ligger hos Mats Nyström.")
    case = [line for line in lines if line["key"] == "vendor/1/case"][-1]
    assert "Svaret hjälpte inte alla. Öppet igen sedan 24 november." in case["text"]
    await town.fills("mats", "vendor_case", "q1")
    assert await town.state("q1") == "with_vendor"
    again = await town.fills("mats", "vendor_answer", "q1", answer="Nu går det.")
    assert only(again, "posted", "answer")["mentions"] == ["anna"]
    await town.presses("anna", "helped", "q1")
    assert "Löst: en fråga" in [line for line in town.lines if line["key"] == "vendor/1/case"][-1]["text"]
    assert called(await town.presses("anna", "reopen", "q1")) == ["mats"]


async def test_nobody_is_called_while_the_desk_is_closed(town: Day) -> None:
    await sent(town)
    await town.comes("2026-11-24T18:00")
    evening = await town.fills("mats", "vendor_answer", "q1", answer=ANSWER)
    assert called(evening) == []
    assert only(evening, "revised", "answer")["state"] == "answered"
    morning = only(await town.comes("2026-11-25T07:31"), "posted", "answer")
    assert morning["mentions"] == ["anna"]


async def test_the_answer_becomes_an_entry(town: Day) -> None:
    await sent(town)
    await town.fills("mats", "vendor_answer", "q1", answer=ANSWER)
    filled = await form_of(town, "mats", "vendor_faq:1")
    assert (filled["question"], filled["answer"]) == (SIGNS.capitalize(), ANSWER)


async def test_a_case_ends_without_an_answer_and_the_contact_has_the_question_again(town: Day) -> None:
    await sent(town)
    lines = await town.fills("mats", "vendor_close", "q1", why="De bygger inte om det.")
    assert town.card("q1")["text"] == (
        "Mats Nyström har tagit frågan.\nUnikum löser inte det här: De bygger inte om det.\nFråga 1"
    )
    assert ("notice", "command") in events(lines)
    refused = only(await town.presses("mats", "vendor_reminded:1"), "refused")
    assert refused["text"] == "Ärendet är redan avslutat eller besvarat."
    await town.fills("mats", "vendor_case", "q1", **FILLED)
    assert (await town.question("q1")).case == 2


async def test_a_question_that_is_taken_away_leaves_its_case(town: Day) -> None:
    await sent(town)
    await town.says("goran", PRINT, "q2")
    await town.fills("mats", "vendor_case", "q2", join="1")
    lines = await town.deletes("anna", "q1")
    case = [line for line in lines if line["key"] == "vendor/1/case"][-1]
    assert "Väntar: fråga 2" in case["text"]
    assert case["text"].endswith("Antal som frågar: en person på en skola")
    await town.presses("mats", "not_a_question", "q2")
    assert "Ingen fråga väntar" in [line for line in town.lines if line["key"] == "vendor/1/case"][-1]["text"]
    await town.presses("mats", "undo", "q2")
    assert await town.state("q2") == "with_vendor"
    told = await town.fills("mats", "vendor_answer", "q2", answer=ANSWER)
    assert called(told) == ["goran"]
