"""Plays: central silences the bot in a place; it goes on listening, and what is asked goes privately to central."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import called, events, only
from tests.journeys.town import ASSIGN, FILM, SIGNS, VOTE, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store


async def test_a_pause_is_silence_in_the_place_and_questions_go_privately_to_central(
    store: Store, tmp_path: Path
) -> None:
    day = await begin(store, tmp_path)
    paused = only(await day.mentions_the_bot("cecilia", "paus 2h"), "notice", "command")
    assert paused["text"] == (
        "Jag är tyst i supportkanalen till i dag 11:00. Frågor där går privat till er under tiden."
    )
    asked = await day.says("anna", ASSIGN, "q1")
    assert [(line["event"], line["to"], line["place"]) for line in asked] == [("direct", "cecilia", None)]
    assert asked[0]["text"] == f"Supporten är tyst i supportkanalen. Anna Ek frågar där:\n”{ASSIGN}”\nSvara i tråden."
    assert asked[0]["buttons"] == ["take", "solved", "not_a_question"]
    assert asked[0]["state"] == "waiting"
    assert await day.says("olle", "fika i personalrummet") == []
    stranger = await day.says("nya", SIGNS, "q2")
    assert [(line["event"], line["to"]) for line in stranger] == [("direct", "mats")]
    safe = await day.says("gunilla", "en elev har fått skyddad identitet, hur gör jag?", "q4")
    assert sorted((line["to"], line["reply"]) for line in safe) == [("amina", "waiting"), ("gunilla", "sensitive")]
    taken = await day.presses("cecilia", "take", "q1")
    assert {line["place"] for line in taken} == {None}
    answered = await day.says("cecilia", "Öppna planeringen, så finns knappen Tilldela.", thread="q1")
    assert [(line["event"], line["to"]) for line in answered] == [("withdrawn", "cecilia")]
    assert await day.state("q1") == "answered"
    assert [line for line in day.lines if line["place"] == "support" and line["event"] == "posted"] == []
    await day.passes("2h")
    answer = only(await day.says("gunilla", ASSIGN, "q3"), "posted", "answer")
    assert answer["place"] == "support"
    await day.end()


async def test_what_waited_before_the_pause_is_called_in_private(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("gunilla", SIGNS, "q")
    await day.writes_to_the_bot("mats", "pausa support")
    later = await day.comes("2026-11-24T11:00")
    assert [line["to"] for line in later if line["event"] == "direct"] == ["leila"]
    assert [line for line in later if line["event"] == "posted"] == []
    await day.presses("gunilla", "solved", "q")
    assert await day.state("q") == "solved"
    resumed = only(await day.writes_to_the_bot("mats", "igång"), "direct", "command")
    assert resumed["text"] == "Jag är igång igen i supportkanalen."
    assert called(await day.says("gunilla", VOTE, "q2")) != []
    await day.end()


async def test_only_central_may_pause_and_the_pause_binds_the_bots_own_posts(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    for who, words in (("anna", "paus 2h"), ("eva", "paus"), ("eva", "igång")):
        no = only(await day.mentions_the_bot(who, words), "refused", "refusal")
        assert (no["to"], no["text"][:53]) == (who, "Det kan bara de centrala kontakterna göra: Cecilia Ho")
    forever = only(await day.mentions_the_bot("amina", "pause"), "notice")
    assert forever["text"].startswith("Jag är tyst i supportkanalen tills du skriver igång.")
    asked = await day.writes_to_the_bot("anna", f"fråga {FILM}", "q1")
    assert sorted((line["event"], line["to"]) for line in asked) == [("direct", "anna"), ("direct", "cecilia")]
    assert only([line for line in asked if line["to"] == "anna"], "direct")["text"] == "Cecilia Holm har fått frågan."
    await day.writes_to_the_bot("gunilla", VOTE, "q2")
    refused = only(await day.presses("gunilla", "in_channel", "q2"), "refused", "refusal")
    assert refused["text"].startswith("Supporten är tyst i supportkanalen just nu.")
    assert events(await day.presses("gunilla", "to_contact", "q2"))[0] == ("notice", "waiting")
    assert {line["place"] for line in day.lines if line["event"] == "posted"} == set()
    await day.end()
