"""Plays: somebody has taken a question: the reminder, keeping it, handing it on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import called, events, only
from tests.journeys.town import SIGNS, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store


async def test_the_taker_is_reminded_alone_and_keeps_it(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("anna", SIGNS, "q")
    await day.passes("30m")
    taken = await day.presses("eva", "take", "q")
    assert events(taken) == [("notice", "taken"), ("revised", "taken"), ("withdrawn", "waiting")]
    assert taken[0]["text"] == "Frågan är din. Svara i tråden."
    assert taken[1]["text"] == "Eva Lind har tagit frågan.\nFråga 1"
    assert [one for one in taken[1]["buttons"] if ":" not in one] == [
        "solved",
        "hand_on",
        "propose_faq",
        "not_a_question",
    ]
    reminded = await day.comes("2026-11-24T13:30")
    assert events(reminded) == [("direct", "reminder")]
    assert (reminded[0]["to"], reminded[0]["buttons"]) == ("eva", ["keep", "solved", "hand_on"])
    assert reminded[0]["text"].startswith("Du tog fråga 1 i dag 09:30: ”går det att skriva ut")
    assert reminded[0]["text"].endswith("Annars erbjuds den Cecilia Holm i morgon, onsdag 08:30.")
    assert only(await day.presses("mats", "keep", "q"), "refused")["text"] == "Eva Lind hann före och har tagit frågan."
    kept = await day.presses("eva", "keep", "q")
    assert events(kept) == [("notice", "taken"), ("withdrawn", "reminder")]
    assert kept[0]["text"] == "Bra, du har den kvar."
    again = await day.comes("2026-11-25T08:30")
    assert events(again) == [("direct", "reminder")]  # a fresh patience: four hours from 13:30
    solved = await day.presses("eva", "solved", "q")
    assert ("withdrawn", "reminder") in events(solved)
    assert await day.state("q") == "solved"
    await day.end()


async def test_who_stays_silent_loses_it_without_a_word_of_blame(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("gunilla", SIGNS, "q")
    await day.presses("jonas", "take", "q")
    await day.comes("2026-11-24T13:00")
    gone_on = await day.comes("2026-11-25T08:00")
    assert sorted(events(gone_on)) == [("posted", "waiting"), ("revised", "waiting"), ("withdrawn", "reminder")]
    assert called(gone_on) == ["leila"]
    assert day.card("q")["text"].startswith("Frågan ligger hos Leila Rahimi, Hagaskolan.\n")
    assert await day.state("q") == "waiting"
    await day.presses("leila", "take", "q")
    await day.presses("leila", "solved", "q")
    await day.end()


async def test_a_silent_taker_at_the_end_of_the_ladder_gives_it_back_to_all_of_them(
    store: Store, tmp_path: Path
) -> None:
    steps = {"steps": ["all_central"], "central": "4h"}
    day = await begin(store, tmp_path, escalation=steps)
    assert called(await day.says("anna", SIGNS, "q")) == ["cecilia", "mats", "amina"]
    await day.presses("mats", "take", "q")
    reminded = await day.comes("2026-11-24T13:00")
    assert "Annars erbjuds den Cecilia Holm, Mats Nyström och Amina Warsame" in reminded[0]["text"]
    assert called(await day.comes("2026-11-25T08:00")) == ["cecilia", "mats", "amina"]
    assert (await day.question("q")).holders == ("cecilia", "mats", "amina")
    await day.end()


async def test_a_question_is_handed_on_with_a_note(store: Store, tmp_path: Path) -> None:
    away = {"jonas": ("2026-11-23", "2026-11-27", "leila"), "leila": ("2026-11-26", "2026-11-26", None)}
    day = await begin(store, tmp_path, away=away)
    await day.says("anna", SIGNS, "q")
    await day.presses("eva", "take", "q")
    form = only(await day.presses("eva", "hand_on", "q"), "notice", "form")
    assert (form["form"], form["to"]) == ("hand_on", "eva")
    handed = await day.fills("eva", "hand_on", "q", to="mats", note="Det gäller skrivaren.", show="yes")
    assert events(handed)[0] == ("notice", "waiting")
    assert handed[0]["text"] == "Lämnad till Mats Nyström."
    assert day.card("q")["text"].startswith(
        "Eva Lind har lämnat frågan till Mats Nyström.\nEva Lind: ”Det gäller skrivaren.”\n"
        "Är den inte löst i morgon, onsdag 08:00 går den till alla centrala kontakter.\n"
    )
    assert called(handed) == ["mats"]
    await day.presses("mats", "take", "q")
    private = await day.fills("mats", "hand_on", "q", to="Leila Rahimi", note="Anna har bråttom.")
    note = only(private, "direct", "reminder")
    assert (note["to"], note["text"]) == ("leila", "Mats Nyström har lämnat fråga 1 till dig:\n”Anna har bråttom.”")
    assert "bråttom" not in day.card("q")["text"]
    await day.end()


async def test_it_is_not_handed_to_oneself_or_to_somebody_who_is_away(store: Store, tmp_path: Path) -> None:
    away = {"jonas": ("2026-11-23", "2026-11-27", "leila"), "amina": ("2026-11-24", "2026-11-24", None)}
    day = await begin(store, tmp_path, away=away)
    await day.says("anna", SIGNS, "q")
    await day.presses("eva", "take", "q")
    said = [(await day.fills("eva", "hand_on", "q", to=to))[0]["text"] for to in ("eva", "jonas", "amina", "olle", "")]
    assert said[:3] == [
        "Du kan inte lämna frågan till dig själv. Välj någon annan.",
        "Jonas Åberg är borta till och med 27 november. Välj någon annan, eller Leila Rahimi som ersätter.",
        "Amina Warsame är borta till och med 24 november. Välj någon annan.",
    ]
    assert all(
        text.endswith("Välj vem som ska få frågan.") for text in said[3:]
    )  # a teacher is no contact; the form comes again
    teacher = only(await day.fills("olle", "hand_on", "q", to="mats"), "refused", "refusal")
    assert teacher["text"].startswith("Det kan bara en kontakt göra")
    assert await day.state("q") == "taken"
    assert (await day.question("q")).taken_by == "eva"
    await day.presses("eva", "solved", "q")
    late = only(await day.fills("eva", "hand_on", "q", to="mats"), "refused", "refusal")
    assert late["text"].startswith("Kortet är gammalt.")
    await day.end()
