"""Plays: whose turn a question is, from the first contact to the daily list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import called, events, only
from tests.journeys.town import ASSIGN, FILM, LOGGED_OUT, PRINT, SIGNS, VOTE, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store


async def test_two_contacts_share_the_questions_of_their_school(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    assert called(await day.says("gunilla", SIGNS, "q1")) == ["jonas"]  # file order
    await day.passes("10m")
    assert called(await day.says("gunilla", VOTE, "q2")) == ["leila"]  # the fewest open
    await day.passes("10m")
    assert called(await day.says("gunilla", FILM, "q3")) == ["jonas"]  # asked longest ago
    await day.presses("jonas", "solved", "q1")
    await day.presses("jonas", "solved", "q3")
    assert called(await day.says("gunilla", PRINT, "q4")) == ["jonas"]  # the fewest open, though asked last
    await day.end()


async def test_the_second_contact_after_half_the_time_then_central_then_all_of_them(
    store: Store, tmp_path: Path
) -> None:
    day = await begin(store, tmp_path)
    asked = await day.says("gunilla", SIGNS, "q")
    assert events(asked) == [("posted", "waiting"), ("posted", "waiting")]
    assert asked[0]["text"] == (
        "Frågan ligger hos Jonas Åberg, Hagaskolan.\nÄr den inte löst i dag 11:00 går den till Leila Rahimi.\nFråga 1"
    )
    assert asked[0]["mentions"] == []
    assert [one for one in asked[0]["buttons"] if ":" not in one] == ["take", "solved", "not_a_question"]
    assert asked[1]["text"] == "Jonas Åberg Det här är en fråga från Hagaskolan."
    assert (asked[1]["key"], asked[1]["mentions"], asked[1]["buttons"]) == ("question/1/call", ["jonas"], [])
    assert await day.passes("1h") == []
    second = await day.comes("2026-11-24T11:00")
    assert events(second) == [("revised", "waiting"), ("withdrawn", "waiting"), ("posted", "waiting")]
    assert "Frågan ligger hos Leila Rahimi, Hagaskolan.\nÄr den inte löst i dag 13:00" in second[0]["text"]
    assert second[2]["text"].startswith("Leila Rahimi Frågan har kommit till dig.")
    third = await day.comes("2026-11-24T13:00")
    assert called(third) == ["cecilia"]
    assert third[0]["text"].startswith("Frågan har gått vidare till Cecilia Holm, centralt.\n")
    assert "Är den inte löst i morgon, onsdag 12:00 går den till alla centrala kontakter." in third[0]["text"]
    last = await day.comes("2026-11-25T12:00")
    assert called(last) == ["cecilia", "mats", "amina"]
    assert last[0]["text"].startswith(
        "Frågan ligger hos alla centrala kontakter: Cecilia Holm, Mats Nyström och Amina Warsame.\n"
        "Den tas upp varje morgon tills den är löst."
    )
    assert await day.comes("2026-12-09T12:00") == []  # the daily list is off here, and nothing is renewed
    assert await day.state("q") == "waiting"
    await day.end()


async def test_a_substitute_stands_in_for_the_one_who_is_away(store: Store, tmp_path: Path) -> None:
    away = {"eva": ("2026-11-23", "2026-11-27", "olle"), "jonas": ("2026-11-23", "2026-11-27", None)}
    day = await begin(store, tmp_path, away=away)
    asked = await day.says("anna", SIGNS, "q1")
    assert asked[0]["text"].startswith("Frågan ligger hos Olle Berg, som ersätter Eva Lind.\n")
    assert asked[1]["text"] == "Olle Berg Du ersätter Eva Lind. Det här är en fråga från Lindskolan."
    assert called(asked) == ["olle"]
    assert only(await day.presses("olle", "take", "q1"), "notice", "taken")["to"] == "olle"
    assert called(await day.says("olle", VOTE, "q2")) == ["cecilia"]  # the substitute asks: nobody else at the school
    assert called(await day.says("gunilla", FILM, "q3")) == ["leila"]  # nobody stands in for Jonas: the next
    assert called(await day.comes("2026-11-24T13:00")).count("jonas") == 0
    await day.end()


async def test_contacts_ask_those_behind_them_and_nobody_is_asked_their_own(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    asked = await day.says("eva", SIGNS, "q1")
    assert called(asked) == ["cecilia"]
    assert asked[0]["text"].startswith("Frågan ligger hos Cecilia Holm, centralt.\n")
    assert called(await day.says("cecilia", VOTE, "q2")) == ["mats"]
    assert called(await day.says("goran", FILM, "q3")) == ["amina"]  # no contact at the school: central at once
    assert "Frågan ligger hos Amina Warsame, centralt." in day.card("q3")["text"]
    assert not [line for line in day.lines if line["reply"] == "choose_school"]
    later = await day.comes("2026-11-25T08:00")
    assert called([line for line in later if line["thread"] == "q2"]) == ["mats", "amina"]
    await day.end()


async def test_the_area_of_the_nearest_entry_decides_which_central_contact(store: Store, tmp_path: Path) -> None:
    away = {"mats": ("2026-11-25", "2026-11-25", None)}
    day = await begin(store, tmp_path, away=away, areas={"plan": "pedagogical", "out": "technical"})
    await day.says("goran", LOGGED_OUT, "q1")
    assert "Hjälpte det inte går frågan till Mats Nyström." in day.card("q1")["text"]
    assert called(await day.presses("goran", "not_helped", "q1")) == ["mats"]
    await day.says("goran", ASSIGN, "q2")
    assert called(await day.presses("goran", "not_helped", "q2")) == ["cecilia"]
    await day.comes("2026-11-25T07:40")
    await day.says("lucy", LOGGED_OUT, "q3")
    assert called(await day.presses("lucy", "not_helped", "q3")) == ["amina"]  # nobody technical is there
    await day.end()


async def test_at_the_end_of_the_ladder_there_is_a_daily_list_until_it_is_solved(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, posts={"digests": "true"}, escalation={"local": "3wd", "central": "8h"})
    await day.says("goran", SIGNS, "q1")
    await day.says("anna", VOTE, "q2")
    morning = await day.comes("2026-11-25T07:30")
    assert events(morning) == [("posted", "digest")]
    assert (morning[0]["place"], morning[0]["mentions"], morning[0]["thread"]) == ("central", [], None)
    assert morning[0]["text"].startswith("Väntar centralt, 25 november (1)\n- Fråga 1 ”går det att skriva ut")
    assert "– Göran Lundkvist, hos Cecilia Holm\n" in morning[0]["text"]
    assert "Längst väntan: fråga 1, sedan 24 november.\nPå skolorna: en fråga.\n" in morning[0]["text"]
    await day.presses("eva", "solved", "q2")
    later = await day.comes("2026-11-30T08:00")
    digests = [line for line in later if (line["event"], line["reply"]) == ("posted", "digest")]
    assert [line["at"][:16] for line in digests] == ["2026-11-26T07:30", "2026-11-27T07:30", "2026-11-30T07:30"]
    assert "hos Cecilia Holm, Mats Nyström och Amina Warsame" in digests[-1]["text"]
    await day.presses("mats", "solved", "q1")
    assert await day.comes("2026-12-02T12:00") == []
    await day.end()
