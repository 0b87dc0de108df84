"""Plays: a wish from a teacher by the school and central to the vendor and back; each sender hears what came of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.journeys.day import only
from tests.journeys.test_erasing import _forgotten, traces
from tests.journeys.test_vendor import form_of
from tests.journeys.town import begin

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.rehearsal.transcript import Line
    from storage.store import Store
    from tests.journeys.day import Day

SORT = "Lärloggen borde kunna sorteras efter ämne"
SORT_TOO = "Jag vill kunna sortera lärloggen efter ämne"
PRINT = "Det borde gå att skriva ut alla namnskyltar på en gång"


@pytest.fixture
async def town(store: Store, tmp_path: Path) -> AsyncIterator[Day]:
    """Lillköping, on a Tuesday at nine."""
    day = await begin(store, tmp_path)
    yield day
    await day.end()


def to(who: str, lines: list[Line]) -> list[Line]:
    """What was said to a person alone."""
    return [line for line in lines if line["to"] == who and line["reply"] == "feedback"]


def at_central(lines: list[Line]) -> list[Line]:
    """What everybody reads in the central place."""
    return [line for line in lines if line["place"] == "central" and line["event"] in {"posted", "revised"}]


async def test_a_wish_goes_by_the_school_and_central_to_the_vendor_and_back(town: Day) -> None:
    sent = await town.writes_to_the_bot("anna", f"förslag: {SORT}")
    assert to("anna", sent)[0]["text"] == (
        f"Tack, förslaget är noterat: ”{SORT}”. Eva Lind läser det först, sedan Cecilia Holm, Mats Nyström och "
        "Amina Warsame. Du får veta vad som händer."
    )
    shown = to("eva", sent)[0]
    assert shown["text"] == (
        f"Förslag 1 från Anna Ek, Lindskolan, 24 november: ”{SORT}”\n"
        "Skicka det vidare till centralt, eller svara själv om du vet. Annars går det vidare 1 december."
    )
    assert shown["buttons"] == ["wish_forward:1", "wish_answer:1"]
    assert to("anna", await town.writes_to_the_bot("anna", f"Förslag: {SORT}"))[0]["text"] == (
        f"Det förslaget är redan noterat: ”{SORT}”. Det ligger hos kontakten på Lindskolan."
    )
    await town.writes_to_the_bot("gunilla", "förslagen")
    denied = only(await town.presses("gunilla", "wish_forward:1"), "refused")
    assert denied["text"] == "Det kan bara en kontakt göra. På Lindskolan: Eva Lind."

    await town.writes_to_the_bot("eva", "förslagen")
    own = to("eva", await town.writes_to_the_bot("eva", "mina förslag"))[0]  # not what waits at the school
    assert own["text"].startswith("Du har inte lämnat något förslag än.")
    await town.writes_to_the_bot("eva", "förslagen")
    passed = await town.presses("eva", "wish_forward:1")
    central = at_central(passed)[0]
    assert central["text"].endswith("Det ligger hos de centrala kontakterna.")
    assert central["buttons"] == ["wish_vendor:1", "wish_answer:1", "wish_which:1"]
    assert any(line["event"] == "revised" and line["to"] == "eva" and line["buttons"] == [] for line in passed)

    await town.presses("cecilia", "wish_vendor:1")
    listed = await town.fills("cecilia", "vendor_point", text=SORT, source="feedback")
    assert [line["text"].splitlines()[-1] for line in at_central(listed)] == ["Det står på listan till Unikum."]
    await town.writes_to_the_bot("mats", "unikum text")
    told = to("anna", await town.presses("mats", "vendor_sent:1"))
    assert [line["text"] for line in told] == [f"Ditt förslag ”{SORT}” är skickat till Unikum 24 november."]
    await town.comes("2026-12-03T09:00")
    await town.writes_to_the_bot("amina", "unikum")
    await town.presses("amina", "vendor_point:1")
    done = await town.fills("amina", "vendor_point", text=SORT, source="feedback", status="there", note="Se *Filter*.")
    assert [(line["event"], line["text"]) for line in to("anna", done)] == [
        ("direct", f"Ditt förslag ”{SORT}”: Nu finns det. Se *Filter*.")
    ]
    assert "Avslutat 3 december" in at_central(done)[0]["text"]
    mine = to("anna", await town.writes_to_the_bot("anna", "mina förslag"))[0]
    assert "Dina förslag (1)" in mine["text"]
    assert len([line for line in town.lines if line["to"] == "anna" and line["event"] == "direct"]) == 5


async def test_a_school_that_leaves_it_and_one_that_answers(town: Day) -> None:
    await town.writes_to_the_bot("anna", f"förslag: {SORT}")
    await town.writes_to_the_bot("gunilla", "språk engelska")
    thanked = to("gunilla", await town.writes_to_the_bot("gunilla", f"suggestion: {PRINT}"))[0]["text"]
    assert "It goes to Jonas Åberg and Leila Rahimi first, then to Cecilia Holm, " in thanked
    await town.writes_to_the_bot("gunilla", "språk svenska")
    opened = only(await town.presses("jonas", "wish_answer:2"), "notice", "form")
    assert opened["form"] == "feedback_answer"
    again = only(await town.fills("jonas", "feedback_answer", outcome="refused"), "notice", "form")
    assert "Skriv varför det inte blir av." in again["text"]
    await town.presses("leila", "wish_answer:2")
    await town.presses("jonas", "wish_answer:2")
    ended = await town.fills("jonas", "feedback_answer", outcome="refused", note="Skrivaren klarar en i taget.")
    assert to("gunilla", ended)[0]["text"] == f"Ditt förslag ”{PRINT}”: Det blir inte av. Skrivaren klarar en i taget."
    assert "Gunilla Fors får veta det." in only(ended, "notice")["text"]
    assert next(line for line in ended if line["to"] == "leila")["buttons"] == []
    late = only(await town.fills("leila", "feedback_answer", outcome="there"), "refused")
    assert late["text"] == "Det förslaget är redan avslutat."
    assert at_central(await town.comes("2026-12-01T08:59")) == []
    moved = await town.comes("2026-12-01T09:01")
    assert [line["text"].splitlines()[0] for line in at_central(moved)] == [
        f"Förslag 1 från Anna Ek, Lindskolan, 24 november: ”{SORT}”"
    ]
    assert to("eva", moved)[0]["text"].endswith("Det ligger hos de centrala kontakterna.")
    assert await town.comes("2026-12-20T09:00") == []


async def _left(store: Store, who: str) -> None:
    """Nobody can be told anything there any more."""
    async with store.transaction() as tx:
        person = (await tx.directory.load()).person(who)
        assert person is not None
        await tx.directory.save_person(replace(person, accounts={}))


async def test_two_that_are_the_same_and_a_sender_who_has_left(town: Day, store: Store) -> None:
    await town.writes_to_the_bot("eva", f"förslag: {SORT}")
    await town.writes_to_the_bot("goran", "förslag")
    await town.presses("goran", "feedback")
    assert "Fyll i" in only(await town.fills("goran", "feedback", text=" "), "notice", "form")["text"]
    second = await town.fills("goran", "feedback", text=SORT_TOO)
    central = at_central(second)[0]
    assert "Det liknar förslag 1." in central["text"]
    assert central["buttons"] == ["wish_vendor:2", "wish_answer:2", "wish_same:2:1", "wish_which:2"]
    joined = await town.presses("mats", "wish_same:2:1")
    assert [line["text"].splitlines()[1:] for line in at_central(joined)] == [
        ["Det ligger hos de centrala kontakterna.", "En till vill samma sak."],
        ["Samma som förslag 1."],
    ]
    listed = only(await town.writes_to_the_bot("amina", "förslagen"), "direct", "feedback")
    assert listed["text"] == (
        f"Förslag (1)\n- 1: ”{SORT}”, 24 november, en till vill samma sak. Det ligger hos de centrala kontakterna."
    )
    await _left(store, "eva")
    await town.presses("amina", "wish_show:1")
    await town.presses("amina", "wish_answer:1")
    ended = await town.fills("amina", "feedback_answer", outcome="listed")
    assert [line["to"] for line in ended if line["event"] == "direct"] == ["goran"]
    assert to("goran", ended)[0]["text"] == f"Ditt förslag ”{SORT_TOO}”: Unikum har det på sin lista, utan datum."
    assert only(ended, "notice")["text"] == "Förslag 1 är avslutat. En person får veta det."

    await town.writes_to_the_bot("dragana", "förslag: Eleven Kim Larsson i 5C borde kunna byta bild")
    await town.writes_to_the_bot("dragana", f"förslag: {PRINT}")
    await _left(store, "dragana")
    await town.writes_to_the_bot("amina", "förslagen")
    shown = only(await town.presses("amina", "wish_show:3"), "notice")
    assert "Kim" not in shown["text"]
    await town.presses("amina", "wish_answer:3")
    gone = await town.fills("amina", "feedback_answer", outcome="there")
    assert only(gone, "notice")["text"].endswith("finns inte kvar här, så ingen får veta det.")


async def test_what_sounds_like_a_question_can_be_asked_and_what_is_no_wish_is_not_kept(town: Day) -> None:
    asks = to("anna", await town.writes_to_the_bot("anna", "förslag: Hur tilldelar jag en planering till min klass?"))
    assert asks[0]["buttons"] == ["wish_ask:1"]
    assert await form_of(town, "anna", "wish_ask:1") == {"text": "Hur tilldelar jag en planering till min klass?"}
    await town.presses("anna", "wish_ask:1")
    asked = await town.fills("anna", "ask", text="Hur tilldelar jag en planering till min klass?")
    assert any(line["reply"] == "answer" for line in asked)
    assert to("eva", asked)[0]["text"].endswith("Det har ställts som fråga i stället.")
    refused = await town.writes_to_the_bot("anna", "förslag: visa var eleven med skyddad identitet bor")
    assert "jag har inte sparat det" in str([line["text"] for line in refused])
    long = await town.writes_to_the_bot("anna", f"förslag: {'a' * 601}")
    assert "601 tecken" in str([line["text"] for line in long])
    assert not any(line["reply"] == "feedback" for line in await town.writes_to_the_bot("anna", "förslag på planering"))


async def test_who_is_forgotten_leaves_no_words_and_what_others_want_goes_on(town: Day, store: Store) -> None:
    await town.writes_to_the_bot("goran", f"förslag: {SORT}")
    await town.writes_to_the_bot("anna", f"förslag: {SORT_TOO}")
    await town.presses("mats", "wish_same:2:1")
    await town.writes_to_the_bot("goran", f"förslag: {PRINT}")
    await town.writes_to_the_bot("anna", "förslag: Kunna byta färg på kalendern")
    assert await traces(store, await _forgotten(town, "goran", None)) == []
    await town.passes("1s")
    listed = only(await town.writes_to_the_bot("amina", "förslagen"), "direct", "feedback")
    assert [row[:34] for row in listed["text"].splitlines()] == [
        "Förslag (2)", f"- 2: ”{SORT_TOO}"[:34], "- 4: ”Kunna byta färg på kalendern",
    ]  # fmt: skip
    async with store.reading() as tx:
        first, third = await tx.wishes.get(1), await tx.wishes.get(3)
    assert first is not None
    assert third is not None
    assert (first.text, first.sender, first.same_as) == ("", "erased-1", 2)
    assert (third.text, third.outcome) == ("", "withdrawn")
    shown = only(await town.presses("amina", "wish_show:3"), "notice")
    assert (
        shown["text"].splitlines()[0]
        == "Förslag 3 från en tidigare kollega, Ekskolan, 24 november: ”(texten är borttagen)”"
    )


async def test_central_too_is_shown_it_when_the_desk_opens(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, at="2026-11-27T15:00", without=("central",))
    await day.writes_to_the_bot("anna", f"förslag: {SORT}")
    await day.comes("2026-11-28T11:00")
    for who, text in (("lucy", f"suggestion: {PRINT}"), ("goran", f"förslag: {SORT_TOO}")):
        assert [line["to"] for line in await day.writes_to_the_bot(who, text)] == [who]
    await day.writes_to_the_bot("eva", "förslagen")
    assert {line["to"] for line in await day.presses("eva", "wish_forward:1")} == {"eva"}
    await day.writes_to_the_bot("mats", "förslagen")
    await day.presses("mats", "wish_show:3")
    await day.presses("mats", "wish_same:3:1")
    monday = await day.comes("2026-11-30T08:00")
    shown = sorted((line["at"][5:16], line["to"] or "", line["key"][:6]) for line in monday)
    assert shown == [
        ("11-30T07:30", one, wish) for one in ("amina", "cecilia", "mats") for wish in ("wish/1", "wish/2")
    ]
    assert "En till vill samma sak." in next(line["text"] for line in monday if line["key"].startswith("wish/1"))
    await day.end()
