"""A meeting as somebody describes it: what is understood, and what is said to be wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from knowledge.conversation.meeting_words import meeting_wanted
from knowledge.support.meeting import FARTHEST, Invited
from knowledge.support.meeting_called import Called, in_fields, in_words, is_link
from knowledge.support.meeting_series import Repeat

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
STOCKHOLM = ZoneInfo("Europe/Stockholm")
SCHOOLS = {"Lindskolan": "lindskolan", "Haga": "hagaskolan"}
RIGHT = {"day": "2026-12-10", "time": "14:30", "location": "Rådhuset, rum 3"}


def fields(**values: str) -> Called:
    return in_fields({**RIGHT, **values}, NOW, STOCKHOLM, SCHOOLS.get)


def local(called: Called) -> str:
    assert called.begins_at is not None
    return f"{called.begins_at.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("text", "begins", "minutes", "place", "link", "repeat"),
    [
        ("torsdag 10 december 14:30 Rådhuset, rum 3", "2026-12-10 14:30", 60, "Rådhuset, rum 3", "", None),
        ("i morgon kl 9 Biblioteket", "2026-11-25 09:00", 60, "Biblioteket", "", None),
        ("10/12 14.30-16 Rådhuset varannan vecka", "2026-12-10 14:30", 90, "Rådhuset", "", Repeat.FORTNIGHT),
        ("varje månad torsdag 3 december 13:00–14:15 https://example.org/m", "2026-12-03 13:00", 75, "", "https://example.org/m", Repeat.MONTH),
        ("Thursday 10 December at 14 Town hall", "2026-12-10 14:00", 60, "Town hall", "", None),
        ("Thursday 10 December 2:30 pm in Room 3", "2026-12-10 14:30", 60, "Room 3", "", None),
        ("Thursday 10 December 9-10:30 a.m. at the library", "2026-12-10 09:00", 90, "the library", "", None),
        ("Thursday 10 December 2pm-3.15pm Town hall", "2026-12-10 14:00", 75, "Town hall", "", None),
        ("torsdag 10 december 14:30 på Teams https://example.org/m", "2026-12-10 14:30", 60, "Teams", "https://example.org/m", None),
        ("torsdag 10 december kl 12 i personalrummet", "2026-12-10 12:00", 60, "personalrummet", "", None),
        ("torsdag 10 december 14:30 på plats", "2026-12-10 14:30", 60, "på plats", "", None),
    ],
)  # fmt: skip
def test_a_sentence_says_when_where_and_how_often(
    text: str, begins: str, minutes: int, place: str, link: str, repeat: Repeat | None
) -> None:
    called = in_words(text, NOW, STOCKHOLM)
    assert called.faults == {}
    assert (local(called), called.minutes, called.location, called.link) == (begins, minutes, place, link)
    assert (called.series.repeat if called.series else None) is repeat


@pytest.mark.parametrize(
    ("rest", "what"),
    [
        ("", "list"), ("nytt", "new"), ("3", "show"), ("#3", "show"), ("torsdag 14:30 Rådhuset", "call"),
        ("nytt torsdag 14:30 Rådhuset", "call"), ("varje vecka torsdag 14:30 Rådhuset", "call"),
        ("med vårdnadshavare bokas hur?", None), ("torsdag 14:30 Rådhuset?", None), ("om betyg", None), ("torsdag", None),
    ],
)  # fmt: skip
def test_what_stands_after_the_word(rest: str, what: str | None) -> None:
    wanted = meeting_wanted(rest)
    assert (wanted.what if wanted else None) == what


@pytest.mark.parametrize(
    ("values", "field", "key"),
    [
        ({"day": ""}, "day", "day"),
        ({"day": "2026-11-23"}, "day", "past"),
        ({"day": "2026-11-24", "time": "08:59"}, "day", "past"),
        ({"day": "2029-12-10"}, "day", "far"),
        ({"time": "25:00"}, "time", "time"),
        ({"time": ""}, "time", "time"),
        ({"length": "13:30"}, "length", "backwards"),
        ({"length": "14:30"}, "length", "backwards"),
        ({"length": "lång"}, "length", "length"),
        ({"length": "13 h"}, "length", "length"),
        ({"location": "  "}, "location", "place"),
        ({"location": "", "link": "Teams"}, "link", "link"),
        ({"link": "http://example.org"}, "link", "link"),
        ({"title": "x" * 101}, "title", "long"),
        ({"invited": "schools"}, "schools", "schools"),
        ({"invited": "schools", "schools": "Lindskolan, Månskolan"}, "schools", "school"),
        ({"repeat": "week", "times": "61"}, "times", "times"),
        ({"repeat": "week", "times": "ibland"}, "times", "times"),
        ({"repeat": "week", "times": "1 december"}, "times", "times"),
        ({"limit": "noll"}, "limit", "limit"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(values: dict[str, str], field: str, key: str) -> None:
    assert {name: fault.key for name, fault in fields(**values).faults.items()} == {field: key}


def test_everything_wrong_is_said_at_once() -> None:
    called = in_fields({"day": "", "time": "", "length": "?", "link": "x"}, NOW, STOCKHOLM, SCHOOLS.get)
    assert set(called.faults) == {"day", "time", "length", "link"}


def test_the_hour_that_the_clock_leaves_out_is_refused_with_the_nearest_and_the_one_that_comes_twice_is_the_first() -> (
    None
):
    gap = fields(day="2027-03-28", time="02:30").faults["time"]
    assert (gap.key, gap.blanks) == ("gap", {"day": date(2027, 3, 28), "nearest": "03:00"})
    twice = fields(day="2027-10-31", time="02:30")
    assert twice.faults == {}
    assert twice.begins_at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("length", "minutes"), [("", 60), ("90", 90), ("90 min", 90), ("1,5 h", 90), ("1 tim 15", 75), ("2 h", 120), ("15.45", 75)]
)  # fmt: skip
def test_how_long(length: str, minutes: int) -> None:
    called = fields(length=length)
    assert (called.faults, called.minutes) == ({}, minutes)


def test_who_and_how_often() -> None:
    assert fields(schools="Lindskolan, Haga").invited == Invited(kind="schools", schools=("lindskolan", "hagaskolan"))
    assert fields(invited="teachers").invited == Invited(kind="teachers")
    assert fields(invited="central", schools="Lindskolan").invited == Invited(kind="central")
    six = fields(repeat="month", times="6 gånger").series
    until = fields(repeat="week", times="till 10 juni").series
    for_good = fields(repeat="week").series
    assert six is not None
    assert until is not None
    assert for_good is not None
    assert (six.times, six.until, until.until, for_good.times) == (6, None, date(2027, 6, 10), 0)
    assert fields(day=(NOW + FARTHEST).date().isoformat(), time="08:00").faults == {}


def test_a_link_is_https_and_holds_nothing_that_could_end_it() -> None:
    assert is_link("https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0?context=%7b%22Tid%22%7d")
    wrong = (
        "https://",
        "https://x",
        "javascript:alert(1)",
        "https://example.org/(x)",
        "https://example.org/a b",
        "https://a.se|<!channel>",
    )
    assert not [one for one in wrong if is_link(one)]
