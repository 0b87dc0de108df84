"""The opening hours of the settings: what is read and what is refused; leaves real time to test_calendar."""

from datetime import time

import pytest

from knowledge.support.hours import parse_hours

DAY = (time(7, 30), time(16, 30))


def test_one_period_holds_for_every_open_day() -> None:
    assert parse_hours("07:30-16:30", "mon-fri") == dict.fromkeys(range(5), (DAY,))


def test_days_may_be_ranges_and_single_days() -> None:
    assert list(parse_hours("07:30-16:30", "mon,wed-fri")) == [0, 2, 3, 4]
    assert list(parse_hours("07:30-16:30", "mån–ons, lör")) == [0, 1, 2, 5]


def test_a_day_may_have_several_periods_in_any_order() -> None:
    wanted = ((time(7, 30), time(11, 30)), (time(12, 30), time(16, 30)))
    assert parse_hours("07:30-11:30,12:30-16:30", "tue") == {1: wanted}
    assert parse_hours("12:30 – 16:30, 7:30–11:30", "tue") == {1: wanted}


def test_a_period_may_begin_when_the_one_before_it_ends() -> None:
    wanted = ((time(7, 30), time(12)), (time(12), time(16, 30)))
    assert parse_hours("07:30-12:00,12:00-16:30", "mon") == {0: wanted}


def test_each_weekday_may_have_its_own_hours() -> None:
    hours = parse_hours({"fri": "07:30-15:00", "mon-thu": "07:30-16:30"}, "mon-fri")
    assert hours == {0: (DAY,), 1: (DAY,), 2: (DAY,), 3: (DAY,), 4: ((time(7, 30), time(15)),)}


def test_twenty_four_hundred_is_the_end_of_the_day() -> None:
    assert parse_hours("00:00-24:00", "sun") == {6: ((time(), time.max),)}


@pytest.mark.parametrize(
    ("hours", "days", "said"),
    [
        ("16:30-07:30", "mon-fri", "write for example 07:30-16:30"),
        ("07:30-07:30", "mon-fri", "ends before it begins"),
        ("07:30-00:00", "mon-fri", "write for example 07:30-24:00"),
        ("07:30-12:00,11:30-16:30", "mon-fri", "overlaps at 11:30"),
        ("07:30-25:00", "mon-fri", "”25:00” is no time of day"),
        ("07:60-16:30", "mon-fri", "”07:60” is no time of day"),
        ("half past seven", "mon-fri", "is no period"),
        ("07:30-11:30-16:30", "mon-fri", "is no period"),
        ("", "mon-fri", "hours are empty"),
        (" , ", "mon-fri", "hours are empty"),
        ({}, "mon-fri", "hours are empty"),
        ({"fri": ""}, "mon-fri", "hours are empty"),
        ("07:30-16:30", "", "days are empty"),
        ("07:30-16:30", "mon-fri,xyz", "”xyz” is no weekday"),
        ("07:30-16:30", "fri-mon", "write fri-sun,mon"),
        ("07:30-16:30", "sat-tue", "write sat-sun,mon-tue"),
        ("07:30-16:30", "mon-wed-fri", "is no range of days"),
        ({"mon": "07:30-16:30", "mon-thu": "08:00-16:00"}, "mon-fri", "mon has hours twice"),
        ({"mon-sat": "07:30-16:30"}, "mon-fri", "write days = mon,tue,wed,thu,fri,sat"),
    ],
)
def test_a_mistake_is_named_with_what_would_be_right(hours: str | dict[str, str], days: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_hours(hours, days)
