"""Plays: nobody is called in the evening, at weekends, on red days or in breaks; nothing is said only to renew a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.day import called, events
from tests.journeys.town import ASSIGN, SIGNS, VOTE, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store

BREAK = [{"from": "2026-12-21", "to": "2027-01-08", "name": "jullov"}]
OWN_DAY = [{"from": "2026-11-27", "to": "2026-11-27", "name": "studiedag", "schools": ["hagaskolan"]}]


@pytest.mark.parametrize(
    ("asked_at", "closed", "says", "opens"),
    [
        ("2026-11-24T20:15", [], "Supporten har stängt för dagen. Jonas Åberg ser frågan tidigast i morgon, onsdag 07:30.",
         "2026-11-25T07:30"),
        ("2026-11-29T20:15", [], "Nu är det helg. Jonas Åberg ser frågan tidigast i morgon, måndag 07:30.",
         "2026-11-30T07:30"),
        ("2027-01-06T10:00", [], "I dag är det trettondedag jul. Jonas Åberg ser frågan tidigast i morgon, torsdag 07:30.",
         "2027-01-07T07:30"),
        ("2026-12-21T10:05", BREAK, "Nu är det jullov. Jonas Åberg ser frågan tidigast måndag 11 januari 07:30.",
         "2027-01-11T07:30"),
        ("2026-11-27T10:00", OWN_DAY, "Hagaskolan har stängt i dag (studiedag). Jonas Åberg ser frågan tidigast "
         "måndag 07:30.", "2026-11-30T07:30"),
    ],
    ids=["evening", "weekend", "red day", "break", "closed day of the school"],
)  # fmt: skip
async def test_the_card_stands_at_once_and_the_call_comes_when_the_desk_opens(
    store: Store, tmp_path: Path, asked_at: str, closed: list[dict[str, Any]], says: str, opens: str
) -> None:
    day = await begin(store, tmp_path, asked_at, closed=closed)
    asked = await day.says("gunilla", SIGNS, "q")
    assert events(asked) == [("posted", "waiting")]
    assert asked[0]["text"] == f"Frågan ligger hos Jonas Åberg, Hagaskolan.\n{says}\nFråga 1"
    assert await day.comes(f"{opens[:11]}07:29") == []
    morning = await day.comes(opens)
    assert [(line["event"], line["at"][:16]) for line in morning] == [("revised", opens), ("posted", opens)]
    assert called(morning) == ["jonas"]
    assert "Är den inte löst i dag 09:30 går den till Leila Rahimi." in morning[0]["text"]
    await day.end()


async def test_central_works_also_when_the_school_is_closed(store: Store, tmp_path: Path) -> None:
    closed = [{"from": "2026-11-27", "to": "2026-11-27", "name": "studiedag", "schools": ["hagaskolan", "ekskolan"]}]
    day = await begin(store, tmp_path, "2026-11-26T13:00", closed=closed)
    await day.says("gunilla", SIGNS, "q1")
    assert called(await day.comes("2026-11-26T16:30")) == ["leila"]
    assert await day.comes("2026-11-27T16:00") == []  # the school is closed: its patience stands still
    assert called(await day.says("goran", VOTE, "q2")) == ["cecilia"]  # no contact there, and central is open
    assert called(await day.comes("2026-11-30T08:00")) == ["mats"]  # half an hour of Leila's time was left
    await day.end()


async def test_a_turn_that_comes_round_at_closing_time_calls_in_the_morning(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, "2026-11-24T14:30")
    await day.says("gunilla", SIGNS, "q")
    evening = await day.comes("2026-11-24T23:00")
    assert [line["at"][11:16] for line in evening] == ["16:30", "16:30"]
    assert events(evening) == [("revised", "waiting"), ("withdrawn", "waiting")]
    assert "Leila Rahimi ser frågan tidigast i morgon, onsdag 07:30." in evening[0]["text"]
    morning = await day.comes("2026-11-25T07:30")
    assert called(morning) == ["leila"]
    await day.end()


async def test_an_answer_in_the_evening_says_when_somebody_would_see_it(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, "2026-11-24T20:00")
    answer = (await day.says("anna", ASSIGN, "q"))[0]
    assert "Hjälpte det inte går frågan till Eva Lind, som ser den tidigast i morgon, onsdag 07:30." in answer["text"]
    assert called(await day.presses("anna", "not_helped", "q")) == []
    assert called(await day.comes("2026-11-25T07:30")) == ["eva"]
    await day.end()


async def test_several_periods_a_day_leave_the_lunch_in_peace(store: Store, tmp_path: Path) -> None:
    calendar = {"hours": "08:00-11:30, 13:00-15:00", "days": "mon-thu"}
    day = await begin(store, tmp_path, "2026-11-26T11:45", calendar=calendar)
    asked = await day.says("anna", SIGNS, "q")
    assert "Eva Lind ser frågan tidigast i dag 13:00." in asked[0]["text"]
    assert called(await day.comes("2026-11-26T13:00")) == ["eva"]
    assert await day.comes("2026-11-27T23:00") == []  # Friday is no working day here
    assert called(await day.comes("2026-11-30T10:00")) == ["cecilia"]  # two hours on Thursday, two on Monday
    await day.end()


async def test_the_night_in_which_summer_time_ends_is_an_hour_longer(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, "2026-10-23T15:30", calendar={"days": "mon-sun"})
    asked = await day.says("anna", SIGNS, "q")
    assert asked[0]["at"].endswith("+02:00")
    assert called(await day.comes("2026-10-24T10:30")) == ["cecilia"]
    await day.comes("2026-10-24T15:30")
    assert "Är den inte löst i morgon, söndag 09:30" in day.card("q")["text"]
    last = await day.comes("2026-10-25T09:30")
    assert [line["at"] for line in last if line["event"] == "posted"] == ["2026-10-25T09:30:00+01:00"]
    await day.end()


async def test_the_night_in_which_summer_time_begins_is_an_hour_shorter(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, "2026-03-28T15:30", calendar={"days": "mon-sun", "hours": "00:00-24:00"})
    await day.says("anna", SIGNS, "q1")
    first = await day.comes("2026-03-28T19:30")
    assert called(first) == ["cecilia"]
    assert "Är den inte löst i morgon, söndag 04:30" in first[0]["text"]  # eight hours later, one of which is not there
    last = await day.comes("2026-03-29T04:30")
    assert [line["at"] for line in last if line["event"] == "posted"] == ["2026-03-29T04:30:00+02:00"]
    await day.end()
