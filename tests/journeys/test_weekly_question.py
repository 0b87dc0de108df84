"""Plays: veckans fråga, over three weeks and a break, and what central says about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import Line, only
from tests.journeys.town import ASSIGN, LOGGED_OUT, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store

ON = {"posts": {"weekly_question": "true"}, "answer": {"assumed": "1h"}, "conversation": {"offer_days": "0"}}
MENU = "Var hittar jag menyn i appen?"
MORE = ({"id": "menu", "question": MENU, "answer": "Längst ned till höger."},
        {"id": "kin", "question": "Hur loggar jag in som vårdnadshavare?", "answer": "Med BankID.", "audience": "guardian"})  # fmt: skip


def weeks(lines: list[Line]) -> list[Line]:
    """The questions of the week among the lines."""
    return [one for one in lines if one["key"].startswith("weekly_question/")]


async def test_the_most_asked_comes_once_a_week_and_never_in_a_break(store: Store, tmp_path: Path) -> None:
    closed = [{"from": "2026-12-21", "to": "2027-01-08", "name": "jullov"}]
    day = await begin(store, tmp_path, at="2026-12-03T09:00", closed=closed, more=MORE, **ON)
    for number, (who, text) in enumerate(
        [("anna", ASSIGN), ("gunilla", ASSIGN), ("goran", ASSIGN), ("anna", LOGGED_OUT), ("lucy", LOGGED_OUT),
         ("olle", MENU), ("olle", MENU), ("olle", MENU), ("olle", MENU)]
    ):  # fmt: skip
        await day.says(who, text, f"q{number}")
        await day.passes("61m")
    assert weeks(await day.comes("2026-12-08T14:29")) == []
    first = only(weeks(await day.passes("2m")), "posted")
    assert (first["place"], first["reply"], first["faq"], first["buttons"]) == ("support", "digest", ["plan"], [])
    assert first["text"] == (
        f"Veckans fråga: {ASSIGN}\nÖppna planeringen och klicka på Tilldela.\nFrågan har ställts 3 gånger i höst."
    )
    told = (await day.writes_to_the_bot("eva", "veckans fråga"))[0]
    assert (told["reply"], "Cecilia" in told["text"]) == ("refusal", True)
    next_one = (await day.writes_to_the_bot("mats", "veckans fråga"))[0]
    assert next_one["text"].startswith(f"Nästa veckans fråga, tisdag 15 december 14:30: {LOGGED_OUT}\n")
    assert next_one["buttons"] == ["weekly_swap", "weekly_skip"]
    alone = only(await day.presses("mats", "weekly_swap"), "refused", "refusal")  # what one person asked is not posted
    assert alone["text"] == "Det finns ingen annan fråga att byta till just nu."
    skipped = only(await day.presses("mats", "weekly_skip"), "notice", "command")["text"]
    assert skipped == "Ingen veckans fråga vecka 51. Nästa kommer tisdag 12 januari 2027 14:30."
    assert weeks(await day.comes("2026-12-16T09:00")) == []
    day.play.stage.clock.set(day.play.stage.clock.now().replace(year=2027, month=1, day=12, hour=22))  # down until then
    assert weeks(await day.passes("1m")) == []
    late = only(weeks(await day.comes("2027-01-13T08:00")), "posted")
    assert (late["faq"], late["at"][:16]) == (["out"], "2027-01-13T07:30")
    assert "Frågan har ställts" not in late["text"]  # nobody has this term
    assert weeks(await day.comes("2027-01-19T16:00")) == []  # nothing is left that has not been the week's
    await day.says("anna", MENU, "m1")
    await day.comes("2027-01-26T10:00")
    await day.mentions_the_bot("cecilia", "paus 1d")
    assert weeks(await day.comes("2027-01-19T16:00")) == []  # nothing is left that has not been the week's
    await day.says("anna", MENU, "m1")
    await day.comes("2027-01-26T10:00")
    await day.mentions_the_bot("cecilia", "paus 1d")
    assert weeks(await day.comes("2027-01-26T16:00")) == []  # the place is paused
    assert only(weeks(await day.comes("2027-02-02T16:00")), "posted")["faq"] == ["menu"]
    await day.end()
