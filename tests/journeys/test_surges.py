"""Plays: several people ask the same within a short time, and central is asked whether it is an outage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.day import called, only
from tests.journeys.test_outages import banners
from tests.journeys.town import ASSIGN, SIGNS, begin

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.rehearsal.transcript import Line
    from storage.store import Store
    from tests.journeys.day import Day

SAME = "kommer inte in i unikum, bara vit sida"


@pytest.fixture
async def town(store: Store, tmp_path: Path) -> AsyncIterator[Day]:
    """Lillköping, where central hears alarms."""
    day = await begin(store, tmp_path, posts={"alarms": "true"})
    yield day
    await day.end()


def alarms(lines: list[Line]) -> list[Line]:
    """What central was told."""
    return [line for line in lines if line["reply"] == "alarm" and line["event"] in {"posted", "direct"}]


async def three_ask(day: Day) -> None:
    """Anna, Olle and Gunilla ask the same within four minutes."""
    for who, label in (("anna", "q1"), ("olle", "q2"), ("gunilla", "q3")):
        assert alarms(await day.says(who, f"{SAME}?", label)) == []
        await day.passes("2m")


async def test_the_fourth_makes_central_hear_and_one_press_puts_it_on(town: Day) -> None:
    await three_ask(town)
    (alarm,) = alarms(await town.says("goran", f"Hej! {SAME} här också?", "q4"))
    assert alarm["text"] == f"⚠️ 4 liknande frågor på 6 minuter: ”{SAME}?”. Är det en driftstörning?"
    assert (alarm["place"], alarm["buttons"]) == ("central", ["outage_on", "dismiss"])
    assert alarms(await town.says("lucy", f"{SAME}?", "q5")) == []
    await town.passes("2m")
    on = await town.presses("mats", "outage_on")
    (banner,) = banners(on)
    assert banner["text"].split("\n")[0] == f"⚠️ Driftstörning: {SAME}, sedan i dag 09:00."
    for label in ("q1", "q2", "q3", "q4", "q5"):
        assert (await town.question(label)).outage == 1
        assert town.card(label)["reply"] == "linked"
    assert called(on) == []
    done = [line for line in on if line["reply"] == "alarm"]
    assert [(line["event"], line["buttons"]) for line in done] == [("revised", [])]
    assert done[0]["text"].endswith("\nMats Nyström har satt upp bannern.")
    chat = town.play.stage.chat
    stands = chat.log.keyed(alarm["key"])
    assert stands is not None
    await chat.press(town.play._account("cecilia"), stands.id, "outage_on")  # her screen still showed it
    refused = only(await town.passes("0s"), "refused")
    assert refused["text"] == "Mats Nyström hann före och har redan svarat."
    assert len(banners(town.lines)) == 1
    assert alarms(await town.says("dragana", f"{SAME}?", "q6")) == []
    off = await town.presses("cecilia", "outage_off")
    assert sorted(called(off)) == ["anna", "dragana", "goran", "gunilla", "lucy", "olle"]


async def test_whoever_says_that_it_is_none_is_not_asked_again_that_day(town: Day) -> None:
    await three_ask(town)
    await town.says("goran", f"{SAME}?", "q4")
    dismissed = await town.presses("cecilia", "dismiss")
    assert only(dismissed, "notice")["text"] == "Tack. Jag frågar inte om det igen i dag."
    assert only(dismissed, "revised", "alarm")["text"].endswith("\nCecilia Holm har svarat: ingen driftstörning.")
    await town.comes("2026-11-24T14:00")
    for who in ("dragana", "lucy", "eva", "jonas", "leila"):
        assert alarms(await town.says(who, f"{SAME}?")) == []
    await town.comes("2026-11-25T09:00")
    for who in ("dragana", "lucy", "anna"):
        assert alarms(await town.says(who, f"{SAME}?")) == []
    assert len(alarms(await town.says("olle", f"{SAME}?"))) == 1


async def test_slow_ones_unlike_ones_one_person_and_what_an_entry_answers_are_no_surge(town: Day) -> None:
    for who in ("anna", "olle", "gunilla", "goran", "lucy"):
        assert alarms(await town.says(who, f"{SAME}?")) == []
        await town.passes("11m")
    await town.comes("2026-11-24T12:00")
    for who in ("anna", "olle", "gunilla", "goran", "lucy"):
        assert alarms(await town.says(who, ASSIGN)) == []
    for _ in range(5):
        assert alarms(await town.says("dragana", SIGNS)) == []


async def test_only_central_answers_and_without_alarms_nobody_is_asked(town: Day, store: Store, tmp_path: Path) -> None:
    await three_ask(town)
    await town.says("goran", f"{SAME}?", "q4")
    for who in ("eva", "anna"):
        for action in ("outage_on", "dismiss"):
            assert only(await town.presses(who, action), "refused")["to"] == who
    assert banners(town.lines) == []


async def test_in_a_rehearsal_nobody_is_asked(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await three_ask(day)
    await day.says("goran", f"{SAME}?", "q4")
    assert alarms(day.lines) == []
    await day.end()


async def test_it_is_off_and_sooner_by_setting(store: Store, tmp_path: Path) -> None:
    day = await begin(
        store, tmp_path, posts={"alarms": "true"}, outage={"surge": 2, "window": "1m"}, without=("central",)
    )
    await day.says("anna", f"{SAME}?")
    asked = alarms(await day.says("olle", f"{SAME}?"))
    assert sorted(line["to"] for line in asked) == ["amina", "cecilia", "mats"]
    assert asked[0]["text"].startswith("⚠️ 2 liknande frågor på en minut:")
    await day.end()


async def test_words_that_are_taken_back_are_no_way_of_asking_any_more(town: Day) -> None:
    await three_ask(town)
    await town.says("goran", f"{SAME} här på Ekskolan också, vad gör vi?", "q4")
    await town.presses("mats", "outage_on")
    assert "Ekskolan" in str(await _kept(town))
    await town.deletes("goran", "q4")
    assert "Ekskolan" not in str(await _kept(town))


async def _kept(day: Day) -> object:
    async with day.store.reading() as tx:
        return await tx.desk.get("outage/1")
