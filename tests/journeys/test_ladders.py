"""Plays: ladders are settings, and a running case keeps the one that it began with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.journeys.day import called, only
from tests.journeys.town import SIGNS, VOTE, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store

HELPDESK = {
    "steps": ["helpdesk", "local", "central", "all_central"],
    "helpdesk": ["dragana", "goran"],
    "helpdesk_name": "Kommunens helpdesk",
    "helpdesk_patience": "2h",
    "local": "4h",
    "central": "8h",
}


async def test_a_municipal_helpdesk_is_asked_first(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, escalation=HELPDESK)
    asked = await day.says("anna", SIGNS, "q1")
    assert asked[0]["text"].startswith(
        "Frågan ligger hos Kommunens helpdesk.\nÄr den inte löst i dag 11:00 går den till Eva Lind.\n"
    )
    assert called(asked) == ["dragana", "goran"]
    second = await day.comes("2026-11-24T11:00")
    assert called(second) == ["eva"]
    assert "Är den inte löst i dag 15:00 går den till Cecilia Holm." in second[0]["text"]
    assert called(await day.says("eva", VOTE, "q2")) == ["cecilia"]  # a contact's question begins at central
    assert only(await day.presses("goran", "take", "q1"), "refused")["to"] == "goran"  # no longer the helpdesk's turn
    await day.end()


async def test_the_helpdesk_may_take_and_solve_what_is_its_turn(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, escalation=HELPDESK)
    await day.says("anna", SIGNS, "q")
    await day.presses("dragana", "take", "q")
    assert day.card("q")["text"].startswith("Dragana Petrović har tagit frågan.\n")
    await day.presses("dragana", "solved", "q")
    assert await day.state("q") == "solved"
    await day.end()


async def test_without_a_local_step_central_is_asked_at_once(store: Store, tmp_path: Path) -> None:
    steps = {"steps": ["central", "all_central"], "central": "8h"}
    day = await begin(store, tmp_path, escalation=steps)
    asked = await day.says("anna", SIGNS, "q")
    assert called(asked) == ["cecilia"]
    assert asked[0]["text"].startswith(
        "Frågan ligger hos Cecilia Holm, centralt.\n"
        "Är den inte löst i morgon, onsdag 08:00 går den till alla centrala kontakter.\n"
    )
    await day.end()


async def test_two_contacts_may_be_asked_at_the_same_time(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, escalation={"at_once": "2", "local": "4h", "central": "8h"})
    asked = await day.says("gunilla", SIGNS, "q1")
    assert called(asked) == ["jonas", "leila"]
    assert asked[0]["text"].startswith(
        "Frågan ligger hos Jonas Åberg och Leila Rahimi, Hagaskolan.\n"
        "Är den inte löst i dag 13:00 går den till Cecilia Holm.\n"  # both have the whole local step
    )
    assert called(await day.says("anna", VOTE, "q2")) == ["eva"]  # a school with one contact
    await day.presses("leila", "take", "q1")
    assert day.card("q1")["text"].startswith("Leila Rahimi har tagit frågan.")
    late = only(await day.presses("jonas", "take", "q1"), "refused", "refusal")
    assert late["text"] == "Leila Rahimi hann före och har tagit frågan."
    await day.end()


async def test_a_change_of_settings_does_not_bend_a_running_case(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("gunilla", SIGNS, "old")
    bot = day.play.stage.app.bot
    bot._policy = replace(bot._policy, steps=("central", "all_central"))
    await day.says("gunilla", VOTE, "new")
    assert (await day.question("new")).holders == ("cecilia",)
    assert called(await day.comes("2026-11-24T11:00")) == ["leila"]  # the old one still goes round its school
    assert [step.kind for step in (await day.question("old")).ladder] == ["local", "central", "all_central"]
    await day.end()
