"""Plays: the vendor list, its text to paste, and points that come from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.day import only
from tests.journeys.test_vendor import FILLED, form_of, sent
from tests.journeys.town import VOTE, begin

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.rehearsal.transcript import Line
    from storage.store import Store
    from tests.journeys.day import Day

POINT = "Lärloggen borde kunna sorteras efter ämne."


@pytest.fixture
async def town(store: Store, tmp_path: Path) -> AsyncIterator[Day]:
    """Lillköping, where Mats may send cases to the vendor."""
    day = await begin(store, tmp_path, vendor=("mats",))
    yield day
    await day.end()


async def test_the_list_has_what_is_open_oldest_first(town: Day) -> None:
    empty = only(await town.writes_to_the_bot("cecilia", "unikum"), "direct", "command")
    assert empty["text"].startswith("Inget väntar hos Unikum.")
    await sent(town, case_number="88120")
    await sent(town, "q2", "gunilla", VOTE, title="Omröstning saknas", askers="4")
    kept = only(await town.writes_to_the_bot("cecilia", f"unikum punkt: {POINT}"), "direct", "command")
    assert kept["text"] == f"På listan till Unikum: ”{POINT}” (ska skickas)."
    for who, word in (("cecilia", "unikum"), ("mats", "vendor")):
        listed = only(await town.writes_to_the_bot(who, word), "direct", "command")
        assert listed["text"] == (
            "Hos Unikum (2)\n"
            "- 1: ”Namnskyltar går inte att skriva ut” (ärende 88120), sedan 24 november. "
            "en person på en skola, Mats Nyström följer det.\n"
            "- 2: ”Omröstning saknas”, sedan 24 november. 4 personer på en skola, Mats Nyström följer det.\n"
            f"Att ta upp med Unikum (1)\n- Punkt 1: ”{POINT}” (annat, 24 november)"
        )
        assert listed["buttons"] == ["vendor_show:1", "vendor_show:2", "vendor_point:1", "vendor_text", "vendor_point"]
    shown = only(await town.presses("cecilia", "vendor_show:1"), "notice", "command")
    assert (shown["buttons"], "Väntar: fråga 1" in shown["text"]) == ([], True)


async def test_the_whole_list_is_one_text_to_paste_without_names(town: Day) -> None:
    await sent(town, case_number="88120", what="Utskriften * blir <tom>.", seen="Vit sida")
    await sent(town, "q2", "gunilla", VOTE, title="Omröstning saknas", what="Det går inte att rösta.", askers="4")
    await town.writes_to_the_bot("cecilia", f"unikum punkt {POINT}")
    text = only(await town.writes_to_the_bot("mats", "unikum text"), "direct", "command")
    assert text["text"] == (
        "Nya ärenden (1)\n\nOmröstning saknas\nVad som händer: Det går inte att rösta.\n"
        "Antal som frågar: 4 personer på en skola\n\n"
        "Ärenden som har nummer (1)\n\nNamnskyltar går inte att skriva ut\nÄrendenummer: 88120\n"
        "Vad som händer: Utskriften * blir <tom>.\nDet som syns: Vit sida\nAntal som frågar: en person på en skola\n\n"
        f"Förslag och synpunkter (1)\n\n- {POINT}"
    )
    assert text["buttons"] == ["vendor_sent:1"]
    marked = only(await town.presses("mats", "vendor_sent:1"), "notice", "command")
    assert marked["text"] == "Punkten är markerad som skickad."
    again = only(await town.writes_to_the_bot("mats", "unikum text"), "direct", "command")
    assert again["buttons"] == []
    listed = only(await town.writes_to_the_bot("mats", "unikum"), "direct", "command")
    assert listed["text"].endswith("(annat, 24 november), skickad 24 november")


async def test_a_point_has_an_outcome_and_then_leaves_the_list(town: Day) -> None:
    await town.writes_to_the_bot("amina", "unikum")
    await town.presses("amina", "vendor_point")
    await town.fills("amina", "vendor_point", text=POINT, source="meeting")
    opened = await form_of(town, "amina", "vendor_point:1")
    assert opened == {"text": POINT, "source": "meeting", "status": "open", "note": ""}
    await town.writes_to_the_bot("amina", "unikum")
    await town.presses("amina", "vendor_point:1")
    form = {"text": POINT, "source": "meeting", "status": "refused"}
    again = only(await _fills_about(town, "amina", **form), "notice", "form")
    assert "Skriv varför det inte blir av." in again["text"]
    closed = only(await _fills_about(town, "amina", **form, note="Det finns i sökningen."), "notice", "command")
    assert closed["text"] == f"Ändrat: ”{POINT}” (det blir inte av)."
    assert only(await town.writes_to_the_bot("amina", "unikum"), "direct")["text"].startswith(
        "Inget väntar hos Unikum."
    )


async def _fills_about(day: Day, who: str, **values: str) -> list[Line]:
    """Send the form that is about the first point."""
    before, play = len(day.lines), day.play
    await play.stage.chat.fill(play._account(who), "vendor_point", "vendor_point/1", values)
    await day.passes("0s")
    return day.lines[before:]


async def test_a_point_that_points_somebody_out_is_refused(town: Day) -> None:
    for text in ("unikum punkt: Jonas Åberg vill ha färger", "unikum punkt: mejla anna.ek@example.org om det"):
        refused = only(await town.writes_to_the_bot("cecilia", text), "refused")
        assert refused["text"].startswith("Listan går till Unikum, så den får inte peka ut någon.")
    refused = only(await town.writes_to_the_bot("eva", f"unikum punkt: {POINT}"), "refused")
    assert "centrala kontakterna" in refused["text"]


async def test_a_sentence_about_the_platform_is_no_command(town: Day) -> None:
    lines = await town.writes_to_the_bot("mats", "unikum går inte att öppna på min padda, vad gör jag?")
    assert not [line for line in lines if line["reply"] == "command" and "Hos Unikum" in line["text"]]


async def test_a_long_list_comes_in_parts(town: Day) -> None:
    long = {**FILLED, "what": "x " * 390, "steps": "y " * 390, "seen": "z " * 290}
    for number in range(5):
        await sent(town, f"q{number}", "anna", f"{VOTE} {number * 'igen '}", **{**long, "title": f"Ärende {number}"})
    lines = await town.writes_to_the_bot("mats", "unikum text")
    parts = [line for line in lines if line["key"].startswith("vendor/text/")]
    assert len(parts) == 2
    assert all(len(line["text"]) <= 8000 for line in parts)
