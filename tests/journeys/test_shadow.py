"""A desk that only watches: nothing is said where people ask, all that would have been done is kept, and people may still turn to the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.day import Day, events, only
from tests.journeys.phrases import ASSIGN, HOW_TO, PASSWORD, PRINT, VAGUE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from storage.shadow import Watched
    from storage.store import Store

NUMBER = "20150312-1234"
"""A made-up personal identity number, of a form that is always masked."""


@pytest.fixture
async def watching(store: Store) -> AsyncIterator[Day]:
    """Tuesday 24 November 2026, 09:00, in a desk that only watches its support place."""
    day = await Day.begin(store, matching={"places": {"support": "shadow"}})
    yield day
    await day.end()


async def watched(day: Day, *, silent: bool = False) -> list[Watched]:
    """What is kept, in order; without what nobody would have spoken to."""
    async with day.store.reading() as tx:
        rows = await tx.shadow.since(day.play.stage.clock.now().replace(year=2020))
    return [row for row in rows if silent or row.decision != "silent"]


async def test_a_question_is_judged_and_nothing_is_said(watching: Day) -> None:
    assert await watching.says("anna", ASSIGN, "q") == []
    assert await watching.passes("3d") == []
    (row,) = await watched(watching)
    assert (row.decision, row.entries, row.text) == ("answer", ("tilldela-planering",), ASSIGN)
    assert row.confidence > 0.9
    assert row.place == "support"
    async with watching.store.reading() as tx:
        assert await tx.questions.where() == [], "no question waits for anybody"


async def test_a_whole_morning_leaves_the_channel_as_it_was(watching: Day) -> None:
    await watching.says("anna", ASSIGN, "q")
    await watching.says("eva", "Tack för i går allihop!")
    await watching.says("anna", f"kan ni lägga in {NUMBER} i unikum?", "pn")
    await watching.says("lucy", VAGUE, "vague")
    await watching.says("gunilla", "Hej!")
    await watching.passes("50s")
    await watching.says("gunilla", PRINT, "print")
    await watching.edits("gunilla", "print", PASSWORD)
    await watching.says("anna", "en elev i min klass har skyddad identitet, vad gör jag i unikum?", "secret")
    await watching.joins("olle")
    await watching.deletes("lucy", "vague")
    await watching.passes("2d")
    assert watching.lines == []
    rows = await watched(watching, silent=True)
    assert not [row for row in rows if NUMBER in row.text]
    assert [row.text for row in rows if row.decision == "sensitive"] == [""]
    assert [row.entries for row in rows if row.text == PASSWORD] == [("glomt-losenord",)]
    assert VAGUE not in [row.text for row in rows], "what its author takes away is kept nowhere"


async def test_the_first_real_answer_of_somebody_else_is_kept_without_a_name(watching: Day) -> None:
    await watching.says("anna", PRINT, "q")
    await watching.says("anna", HOW_TO, thread="q")
    await watching.says("olle", "samma här!", thread="q")
    await watching.says("eva", "jag kollar", thread="q")
    assert [row.answer for row in await watched(watching)] == [""]
    await watching.says("eva", HOW_TO, "a", thread="q")
    await watching.says("olle", "Du kan också gå via klassens sida och välja Exportera.", thread="q")
    (row,) = await watched(watching)
    assert (row.answer, row.answer_role) == (HOW_TO, "local")
    assert "eva" not in repr(row)
    await watching.edits("eva", "a", "Välj Skriv ut under menyn med tre prickar.")
    (row,) = await watched(watching)
    assert row.answer == "Välj Skriv ut under menyn med tre prickar."
    await watching.deletes("eva", "a")
    (row,) = await watched(watching)
    assert (row.answer, row.answer_role) == ("", "")


async def test_an_answer_right_below_the_question_in_the_channel_counts_too(watching: Day) -> None:
    await watching.says("anna", PRINT, "q")
    await watching.says("eva", HOW_TO)
    (row,) = await watched(watching, silent=True)
    assert row.answer == HOW_TO


async def test_a_question_in_pieces_is_kept_as_one(watching: Day) -> None:
    await watching.says("anna", "hej, jag har en fråga")
    await watching.passes("20s")
    await watching.says("anna", ASSIGN)
    (row,) = await watched(watching, silent=True)
    assert row.decision == "answer"
    assert row.text.endswith(ASSIGN)


async def test_what_its_author_adds_at_once_is_judged_with_it(watching: Day) -> None:
    await watching.says("anna", "var ser jag planeringen för 6B")
    await watching.passes("30s")
    await watching.says("anna", "i unikum alltså", "more")
    await watching.passes("10m")
    await watching.says("anna", "nu ska jag hämta kaffe")
    rows = await watched(watching, silent=True)
    assert rows[0].text == "var ser jag planeringen för 6B\ni unikum alltså"
    assert [row.text for row in rows[1:]] == ["nu ska jag hämta kaffe"]
    await watching.deletes("anna", "more")
    rows = await watched(watching, silent=True)
    assert rows[0].text == "var ser jag planeringen för 6B", "what is taken away is kept nowhere"


async def test_a_greeting_that_nothing_follows_is_heard_and_no_question(watching: Day) -> None:
    await watching.says("anna", "God morgon allihop!")
    await watching.passes("5m")
    (row,) = await watched(watching, silent=True)
    assert (row.text, row.decision) == ("God morgon allihop!", "silent")


async def test_a_deleted_question_takes_its_answer_with_it(watching: Day) -> None:
    await watching.says("anna", PRINT, "q")
    await watching.says("eva", HOW_TO, thread="q")
    await watching.deletes("anna", "q")
    assert await watched(watching, silent=True) == []


async def test_commands_and_direct_messages_work_as_ever(watching: Day) -> None:
    told = await watching.mentions_the_bot("anna", "vem")
    assert events(told) == [("notice", "command")]
    answer = await watching.writes_to_the_bot("anna", ASSIGN, "d")
    assert only(answer, "direct", "answer")["faq"] == ["tilldela-planering"]
    assert [row.text for row in await watched(watching)] == [], "what is said to the bot alone is not watched"


async def test_who_asks_the_bot_by_name_is_told_privately_that_it_only_watches(watching: Day) -> None:
    told = await watching.mentions_the_bot("anna", PRINT)
    assert "på prov i" in only(told, "notice", "command")["text"]
    assert [row.text for row in await watched(watching)] == [PRINT]


async def test_nothing_is_brought_into_the_channel_for_somebody(store: Store) -> None:
    watching = await Day.begin(store, matching={"mode": "shadow", "answer": "0.99", "suggest": "0.98"})
    refused = await watching.writes_to_the_bot("anna", f"fråga {PRINT}")
    assert "på prov" in refused[-1]["text"]
    routed = await watching.writes_to_the_bot("anna", PRINT, "d")
    assert [line["place"] for line in routed] == [None] * len(routed), "a person is asked, in their own conversation"
    assert await watching.state("d") == "waiting"
    assert await watched(watching) == []
    await watching.end()


async def test_shadow_everywhere_but_where_the_setting_says_otherwise(store: Store) -> None:
    day = await Day.begin(store, matching={"mode": "shadow", "places": {"support": "suggest"}})
    offered = await day.says("anna", ASSIGN, "q")
    assert only(offered, "posted", "suggestion")["faq"] == ["tilldela-planering"]
    assert await watched(day) == []
    await day.end()


async def test_shadow_everywhere_watches_every_support_place(store: Store) -> None:
    day = await Day.begin(store, matching={"mode": "shadow"})
    assert await day.says("anna", ASSIGN, "q") == []
    assert [row.decision for row in await watched(day)] == ["answer"]
    await day.end()
