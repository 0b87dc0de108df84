"""Plays: the lists that come by themselves, each morning and each week, and how one is without them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import Line, only
from tests.journeys.news import sent
from tests.journeys.town import ASSIGN, FILM, LOGGED_OUT, PRINT, SIGNS, VOTE, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store

LOCAL = {"posts": {"local": "true"}, "escalation": {"local": "3wd", "central": "3wd"}}
DAILY = {"posts": {"digests": "true"}, "escalation": {"local": "3wd", "central": "3wd"}}
BOARD = "hur gör man en sida för elevrådet i unikum?"
WEEKLY = {"posts": {"weekly": "true"}, "escalation": {"local": "3wd", "central": "3wd"}, "answer": {"assumed": "1h"}}


def lists(lines: list[Line], event: str | None = None) -> list[Line]:
    """The lists among the lines; what goes out at one moment goes in no certain order."""
    found = [one for one in lines if one["reply"] == "digest" and event in (None, one["event"])]
    return sorted(found, key=lambda one: (one["at"], one["to"] or ""))


async def test_each_contact_sees_in_the_morning_what_waits_at_the_school(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **LOCAL)
    await day.says("gunilla", SIGNS, "q1")
    await day.says("anna", VOTE, "q2")
    await day.passes("10m")
    await day.says("gunilla", FILM, "q3")
    await day.says("anna", ASSIGN, "q4")
    await day.presses("anna", "helped", "q4")
    await day.presses("jonas", "take", "q1")
    assert lists(await day.comes("2026-11-24T16:00")) == []
    morning = lists(await day.comes("2026-11-25T07:30"))
    assert [(one["event"], one["to"]) for one in morning] == [
        ("direct", "eva"),
        ("direct", "jonas"),
        ("direct", "leila"),
    ]
    eva, jonas, _ = morning
    assert eva["text"].splitlines()[0] == "Väntar på Lindskolan (1)"
    assert eva["text"].splitlines()[1].startswith("- Fråga 2 ”kan eleverna rösta")
    assert "– Anna Ek, hos Eva Lind\nSedan i går: en löst, direkt av ett färdigt svar. Nytt i svaren: " in eva["text"]
    assert (eva["buttons"], eva["mentions"]) == (["show_waiting"], [])
    assert "Väntar på Hagaskolan (2)" in jonas["text"]
    assert "– Gunilla Fors, Jonas Åberg har den" in jonas["text"]
    shown = only(await day.presses("eva", "show_waiting"), "notice", "command")
    assert (shown["to"], shown["text"].splitlines()[0]) == ("eva", "Väntar på dig (1)")
    assert lists(await day.comes("2026-11-25T16:00")) == []  # once a day
    await day.presses("eva", "solved", "q2")
    again = lists(await day.comes("2026-11-26T07:30"))
    assert [one["to"] for one in again] == ["jonas", "leila"]  # nothing waits at Eva's
    await day.end()


async def test_the_list_goes_to_who_is_there_on_the_schools_working_days(store: Store, tmp_path: Path) -> None:
    away = {"eva": ("2026-11-25", "2026-11-27", "olle"), "jonas": ("2026-11-25", "2026-11-27", None)}
    closed = [{"from": "2026-11-26", "to": "2026-11-26", "name": "studiedag", "schools": ["hagaskolan"]}]
    day = await begin(store, tmp_path, away=away, closed=closed, **LOCAL)
    await day.says("anna", SIGNS, "q1")
    await day.says("gunilla", VOTE, "q2")
    morning = lists(await day.comes("2026-11-25T08:00"))
    assert [one["to"] for one in morning] == ["leila", "olle"]
    assert "Väntar på Lindskolan (1)" in morning[1]["text"]
    shown = only(await day.presses("olle", "show_waiting"), "notice", "command")
    assert "Fråga 1" in shown["text"]
    assert "Fråga 1" in (await day.writes_to_the_bot("olle", "väntar"))[0]["text"]
    assert [one["to"] for one in lists(await day.comes("2026-11-26T08:00"))] == ["olle"]  # Hagaskolan is closed
    await day.presses("leila", "solved", "q2")
    monday = lists(await day.comes("2026-11-30T08:00"))  # Friday's too, none at the weekend
    assert [(one["at"][:10], one["to"]) for one in monday] == [("2026-11-27", "olle"), ("2026-11-30", "eva")]
    await day.end()


async def test_what_was_solved_since_friday_and_what_is_new_among_the_answers(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, at="2026-11-27T09:00", **LOCAL)
    await day.says("anna", SIGNS, "q1")
    await day.says("anna", VOTE, "q2")
    await day.says("anna", ASSIGN, "q3")
    await day.presses("anna", "helped", "q3")
    await day.presses("eva", "solved", "q2")
    monday = only(lists(await day.comes("2026-11-30T07:31")), "direct")["text"]
    assert "Sedan i fredags: 2 lösta, varav en direkt av ett färdigt svar." in monday
    assert (
        "Nytt i svaren: ”Varför blir jag utloggad hela tiden?” och ”Hur tilldelar jag en planering till min klass?”."
        in monday
    )
    tuesday = only(lists(await day.comes("2026-12-01T07:31")), "direct")["text"]
    assert "Sedan" not in tuesday
    assert "Nytt" not in tuesday
    await day.end()


async def test_a_private_question_is_on_nobodys_list_but_its_contacts(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **LOCAL)
    await day.writes_to_the_bot("gunilla", SIGNS, "q1")
    await day.presses("gunilla", "to_contact", "q1")
    morning = lists(await day.comes("2026-11-25T08:00"))
    assert [one["to"] for one in morning] == ["jonas"]
    await day.end()


async def test_a_deleted_question_leaves_every_list(store: Store, tmp_path: Path) -> None:
    both = {"posts": {"digests": "true", "local": "true"}, "escalation": LOCAL["escalation"]}
    day = await begin(store, tmp_path, **both)
    await day.says("gunilla", SIGNS, "q1")
    await day.says("gunilla", VOTE, "q2")
    await day.says("goran", FILM, "q3")
    await day.says("goran", PRINT, "q4")
    assert len(lists(await day.comes("2026-11-25T08:00"))) == 3
    assert len(lists(await day.comes("2026-11-26T08:00"))) == 3
    gone = lists(await day.deletes("gunilla", "q1"))
    assert sorted(one["key"] for one in gone) == [
        f"list/local/2026-11-{date}/{who}" for date in (25, 26) for who in ("jonas", "leila")
    ]
    assert not [one for one in gone if "Fråga 1" in one["text"]]
    assert all("Fråga 2" in one["text"] for one in gone)
    gone = lists(await day.deletes("gunilla", "q2"))
    assert {one["event"] for one in gone} == {"withdrawn"}
    assert len(gone) == 4
    gone = lists(await day.deletes("goran", "q3"))
    assert sorted(one["key"].split("/")[2] for one in gone) == ["2026-11-25", "2026-11-26"]
    assert not [one for one in gone if "Fråga 3" in one["text"] or "take:3" in one["buttons"]]
    await day.end()


async def test_each_can_be_without_the_list(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **LOCAL)
    await day.says("gunilla", SIGNS, "q1")
    said = (await day.writes_to_the_bot("leila", "listor av"))[0]["text"]
    assert said.startswith("Jag skickar inga listor till dig.")
    assert [one["to"] for one in lists(await day.comes("2026-11-25T08:00"))] == ["jonas"]
    await day.writes_to_the_bot("leila", "lists on")
    assert (await day.writes_to_the_bot("leila", "listor"))[0]["text"].startswith("Du får en lista")
    await day.writes_to_the_bot("leila", "språk engelska")
    again = lists(await day.comes("2026-11-26T08:00"))
    assert [one["to"] for one in again] == ["jonas", "leila"]
    assert again[1]["text"].startswith("Waiting at Hagaskolan (1)\n- Question 1 “går det att")
    await day.end()


async def test_each_chooses_a_list_every_week_and_central_too(store: Store, tmp_path: Path) -> None:
    both = {"posts": {"digests": "true", "local": "true"}, "escalation": LOCAL["escalation"]}
    closed = [{"from": "2026-11-30", "to": "2026-11-30", "name": "studiedag", "schools": ["hagaskolan"]}]
    day = await begin(store, tmp_path, closed=closed, **both)
    said = (await day.writes_to_the_bot("leila", "listor veckovis"))[0]["text"]
    assert said.startswith("Du får en lista på veckans första arbetsdag. ")
    for who in ("eva", "cecilia"):
        await day.writes_to_the_bot(who, "lists every week")
    await day.says("gunilla", SIGNS, "q1")
    await day.says("goran", FILM, "q2")
    await sent(day)
    weekdays = lists(await day.comes("2026-11-27T16:00"))
    assert {one["to"] for one in weekdays} == {"jonas", None}  # every morning, and central's place
    news = "Nyheter: ”Nya omdömen”."
    assert [news in one["text"] for one in weekdays if one["to"] == "jonas"] == [True, False, False]
    assert [news in one["text"] for one in weekdays if one["event"] == "posted"] == [True, False, False]
    day.play.stage.clock.set(day.play.stage.clock.now().replace(day=30, hour=18))  # down until Monday evening
    assert lists(await day.passes("1m")) == []
    week = lists(await day.comes("2026-12-01T08:00"), "direct")
    assert [one["to"] for one in week] == ["cecilia", "eva", "jonas", "leila"]
    assert week[0]["text"].startswith("Väntar centralt, 1 december (2)\n- Fråga 1 ”går det att")
    assert week[1]["text"].startswith("Lindskolan: inget väntar.\nNytt i svaren: ")  # what is new comes all the same
    assert week[1]["text"].endswith(news)
    assert week[3]["text"].startswith("Väntar på Hagaskolan (1)\n")
    await day.writes_to_the_bot("leila", "listor dagligen")
    assert {one["to"] for one in lists(await day.comes("2026-12-04T16:00"), "direct")} == {"jonas", "leila"}
    await day.end()


async def test_central_takes_from_the_list_and_it_is_edited_during_the_day(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **DAILY)
    await day.says("goran", SIGNS, "q1")
    await day.says("lucy", VOTE, "q2")
    await day.says("goran", FILM, "q3")
    await day.says("anna", PRINT, "q4")
    morning = only(lists(await day.comes("2026-11-25T07:30")), "posted")
    assert morning["text"].startswith("Väntar centralt, 25 november (3)\n")
    assert "\nLängst väntan: fråga 1, sedan 24 november.\nPå skolorna: en fråga.\nNytt i svaren: " in morning["text"]
    assert morning["buttons"] == ["take:1", "take:2", "take:3"]
    pressed = await day.presses("mats", "take:2")
    assert only(pressed, "notice", "taken")["to"] == "mats"
    edited = only(lists(pressed), "revised")
    assert (edited["key"], edited["buttons"]) == (morning["key"], ["take:1", "take:3"])
    assert "– Lucy Hart, Mats Nyström har den" in edited["text"]
    edited = only(lists(await day.presses("cecilia", "solved", "q1")), "revised")
    assert edited["text"].startswith("Väntar centralt, 25 november (2)\n")
    assert "”går det att skriva ut namnskyltar" in edited["text"]
    assert "– löst 25 november" in edited["text"]
    assert "Längst väntan: fråga 2" in edited["text"]
    gone = only(lists(await day.deletes("goran", "q3")), "revised")
    assert "Fråga 3" not in gone["text"]
    assert lists(await day.presses("eva", "take", "q4")) == []  # it is not on the list
    await day.says("goran", PRINT, "q5")
    done = only(lists(await day.presses("mats", "solved", "q2")), "revised")
    assert done["text"].startswith("Väntar centralt, 25 november (0)\n")
    assert (done["buttons"], "Fråga 5" in done["text"]) == ([], False)
    await day.end()


async def test_without_a_place_each_central_contact_gets_the_list_unless_it_is_turned_off(
    store: Store, tmp_path: Path
) -> None:
    day = await begin(store, tmp_path, without=("central",), **DAILY)
    await day.writes_to_the_bot("amina", "listor av")
    await day.says("goran", SIGNS, "q1")
    morning = lists(await day.comes("2026-11-25T07:30"), "direct")
    assert [one["to"] for one in morning] == ["cecilia", "mats"]
    await day.end()


async def test_no_list_comes_at_night_when_the_desk_was_down_until_then(store: Store, tmp_path: Path) -> None:
    both = {"posts": {"digests": "true", "local": "true", "weekly": "true"}, "escalation": LOCAL["escalation"]}
    day = await begin(store, tmp_path, **both)
    await day.says("goran", SIGNS, "q1")
    await day.says("anna", VOTE, "q2")
    day.play.stage.clock.set(day.play.stage.clock.now().replace(hour=20, day=28))  # down until Saturday night
    assert lists(await day.passes("1m")) == []
    monday = lists(await day.comes("2026-11-30T09:00"))
    assert [(one["key"].split("/")[0:2], one["to"]) for one in monday if one["to"]] == [(["list", "local"], "eva")]
    assert sorted(one["key"][:14] for one in monday) == ["digest/central", "list/local/202", "list/weekly/20"]
    await day.end()


async def test_a_line_about_the_week_comes_when_the_next_begins(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, at="2026-11-17T09:00", **WEEKLY)
    for number, text in enumerate((SIGNS, VOTE, FILM)):
        await day.says("anna", text, f"a{number}")
        await day.passes("1h")
        await day.presses("eva", "solved", f"a{number}")
    await day.says("anna", LOGGED_OUT, "a3")
    await day.presses("anna", "helped", "a3")
    first = only(lists(await day.comes("2026-11-23T07:31")), "posted")
    assert first["text"] == (
        "Supporten vecka 47: 4 frågor, fler än vecka 46 (0).\nBoten löste en (bekräftad). Kollegor löste 3."
    )
    assert (first["place"], first["buttons"], first["mentions"]) == ("central", [], [])
    await day.comes("2026-11-23T09:00")
    await day.says("anna", ASSIGN, "b1")
    await day.presses("anna", "helped", "b1")
    await day.says("olle", "hur tilldelar jag en planering till min klass?", "b2")
    await day.comes("2026-11-24T09:00")
    await day.says("gunilla", PRINT, "b3")
    second = only(lists(await day.comes("2026-11-30T07:31")), "posted")
    assert second["text"] == (
        "Supporten vecka 48: 3 frågor, färre än vecka 47 (4).\n"
        "Boten löste 2 (en bekräftad, en antagen). En väntar fortfarande."
    )
    assert lists(await day.comes("2026-12-06T12:00")) == []
    assert lists(await day.comes("2026-12-07T12:00")) == []  # nothing was asked
    await day.end()


async def test_after_a_break_the_line_is_about_the_last_week_that_had_working_days(
    store: Store, tmp_path: Path
) -> None:
    closed = [{"from": "2026-12-21", "to": "2027-01-08", "name": "jullov"}]
    day = await begin(store, tmp_path, at="2026-12-14T09:00", closed=closed, **WEEKLY)
    for number, (text, hours) in enumerate(((SIGNS, 1), (VOTE, 2), (FILM, 2), (PRINT, 1), (BOARD, 1))):
        await day.says("anna", text, f"a{number}")
        await day.passes(f"{hours}h")
        await day.presses("eva", "solved", f"a{number}")
    (line,) = lists(await day.comes("2027-01-11T08:00"))
    assert line["text"].startswith("Supporten vecka 51: 5 frågor, fler än vecka 50 (0).\nKollegor löste 5.\n")
    assert line["text"].endswith("Hälften av dem som behövde en kollega fick hjälp inom 1 tim arbetstid.")
    await day.end()


async def test_the_weeks_list_has_the_school_that_is_closed_that_day_too(store: Store, tmp_path: Path) -> None:
    closed = [{"from": "2026-11-30", "to": "2026-11-30", "name": "studiedag", "schools": ["hagaskolan"]}]
    kim = {"id": "kim", "name": "Kim Ström", "role": "local", "schools": ["ekskolan", "hagaskolan"]}
    day = await begin(store, tmp_path, closed=closed, also=(kim,), **LOCAL)
    await day.writes_to_the_bot("kim", "listor veckovis")
    await day.says("gunilla", SIGNS, "q1")
    week = only([one for one in lists(await day.comes("2026-12-04T16:00")) if one["to"] == "kim"], "direct")
    assert (week["at"][:10], week["text"].splitlines()[0]) == ("2026-11-30", "Väntar på Hagaskolan och Ekskolan (1)")
    await day.end()
