"""Working time in examples that people would give; leaves the count against a clock to test_calendar_counted."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from knowledge.support.calendar import Closure, WorkingTime
from knowledge.support.directory import Closed
from knowledge.support.duration import Duration
from knowledge.support.hours import parse_hours
from knowledge.support.red_days import red_days

STOCKHOLM = ZoneInfo("Europe/Stockholm")
BREAK = Closed(first=date(2026, 12, 21), last=date(2027, 1, 8), name="jullov")
STUDY_DAY = Closed(first=date(2026, 11, 25), last=date(2026, 11, 25), name="studiedag", schools=("lindskolan",))
DESK = WorkingTime(hours=parse_hours("07:30-16:30", "mon-fri"), zone=STOCKHOLM, closed=(BREAK, STUDY_DAY))
ROUND_THE_CLOCK = WorkingTime(hours=parse_hours("00:00-24:00", "mon-sun"), zone=STOCKHOLM)
LUNCH = WorkingTime(
    hours=parse_hours({"mon-thu": "07:30-11:30,12:30-16:30", "fri": "08:00-15:00"}, "mon-fri"), zone=STOCKHOLM
)


def at(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=STOCKHOLM)


def added(desk: WorkingTime, moment: str, duration: str, school: str | None = None) -> str:
    result = desk.add(at(moment), Duration.parse(duration), school)
    assert result.tzinfo is UTC
    return f"{result.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}"


def test_the_desk_is_open_from_the_opening_time_until_just_before_the_closing_time() -> None:
    assert [DESK.is_open(at(f"2026-11-24 {clock}")) for clock in ("07:29", "07:30", "16:29", "16:30")] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("moment", "duration", "result"),
    [
        ("2026-11-24 09:00", "4h", "2026-11-24 13:00"),
        ("2026-11-24 15:30", "4h", "2026-11-25 10:30"),
        ("2026-11-24 12:30", "4h", "2026-11-24 16:30"),  # runs out as the desk closes: it ends there
        ("2026-11-27 15:30", "10h", "2026-11-30 16:30"),  # over a weekend
        ("2026-11-29 20:15", "30m", "2026-11-30 08:00"),  # from the next opening
        ("2026-12-18 16:00", "1h", "2027-01-11 08:00"),  # over the break
        ("2026-11-24 09:00", "90s", "2026-11-24 09:01"),
    ],
)
def test_hours_count_only_while_the_desk_is_open(moment: str, duration: str, result: str) -> None:
    assert added(DESK, moment, duration) == result


@pytest.mark.parametrize(
    ("moment", "duration", "result"),
    [
        ("2026-11-24 09:00", "1wd", "2026-11-25 09:00"),
        ("2026-11-27 09:00", "2wd", "2026-12-01 09:00"),
        ("2026-11-29 10:00", "1wd", "2026-12-01 07:30"),  # a Sunday: begins on Monday at opening
        ("2026-12-17 09:00", "2wd", "2027-01-11 09:00"),
    ],
)
def test_a_working_day_is_the_same_time_on_the_next_working_day(moment: str, duration: str, result: str) -> None:
    assert added(DESK, moment, duration) == result


def test_a_time_after_a_shorter_day_becomes_its_closing_time() -> None:
    assert added(LUNCH, "2026-11-26 16:00", "1wd") == "2026-11-27 15:00"


def test_a_time_before_a_later_opening_becomes_the_opening() -> None:
    assert added(LUNCH, "2026-11-26 07:40", "1wd") == "2026-11-27 08:00"


def test_a_time_in_the_lunch_gap_becomes_the_opening_after_it() -> None:
    assert added(LUNCH, "2026-11-27 12:00", "1wd") == "2026-11-30 12:30"


def test_lunch_is_not_counted() -> None:
    assert added(LUNCH, "2026-11-24 11:00", "1h") == "2026-11-24 13:00"


def test_a_day_when_only_one_school_is_closed_counts_for_that_school_alone() -> None:
    assert added(DESK, "2026-11-24 09:00", "1wd") == "2026-11-25 09:00"
    assert added(DESK, "2026-11-24 09:00", "1wd", "bjorkskolan") == "2026-11-25 09:00"
    assert added(DESK, "2026-11-24 09:00", "1wd", "lindskolan") == "2026-11-26 09:00"


def test_the_round_the_clock_day_is_as_long_as_the_change_of_clocks_makes_it() -> None:
    desk = ROUND_THE_CLOCK
    assert desk.between(at("2026-03-29 00:00"), at("2026-03-30 00:00")) == timedelta(hours=23)
    assert desk.between(at("2026-10-25 00:00"), at("2026-10-26 00:00")) == timedelta(hours=25)


def test_a_time_that_spring_leaves_out_becomes_the_moment_of_the_change() -> None:
    assert added(ROUND_THE_CLOCK, "2026-03-28 02:30", "1wd") == "2026-03-29 03:00"
    nights = WorkingTime(hours=parse_hours("02:00-03:00", "mon-sun"), zone=STOCKHOLM)
    assert nights.between(at("2026-03-29 00:00"), at("2026-03-30 00:00")) == timedelta()
    assert added(nights, "2026-03-28 02:30", "1wd") == "2026-03-30 02:00"
    assert nights.between(at("2026-10-25 00:00"), at("2026-10-26 00:00")) == timedelta(hours=2)


def test_in_the_hour_that_comes_twice_who_asks_later_is_never_due_earlier() -> None:
    first = datetime(2026, 10, 25, 0, 50, tzinfo=UTC)  # 02:50 summer time
    second = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)  # 02:10 winter time
    due = [ROUND_THE_CLOCK.add(moment, Duration(working_days=1)) for moment in (first, second)]
    assert due == [at("2026-10-26 02:50"), at("2026-10-26 03:00")]


def test_midsummer_eve_in_june_and_maundy_thursday_are_what_swedes_expect() -> None:
    assert not DESK.is_working_day(date(2026, 6, 19))
    worked = ("2026-01-05", "2026-04-02", "2026-04-30", "2026-05-15", "2026-10-30", "2026-12-30")
    assert all(LUNCH.is_working_day(date.fromisoformat(day)) for day in worked)


def test_eves_are_working_days_where_the_settings_say_so() -> None:
    busy = WorkingTime(hours=DESK.hours, zone=STOCKHOLM, eves=False)
    assert busy.is_working_day(date(2026, 12, 24))
    assert not busy.is_working_day(date(2026, 12, 25))


def test_an_ordinary_sunday_is_no_red_day_but_easter_sunday_is() -> None:
    assert ROUND_THE_CLOCK.is_working_day(date(2026, 11, 29))
    assert not ROUND_THE_CLOCK.is_working_day(date(2026, 4, 5))


def test_all_five_eves_are_named_in_both_languages() -> None:
    swedish, english = (red_days("SE", 2026, language=language) for language in ("sv", "en"))
    days = ("2026-04-04", "2026-05-23", "2026-06-19", "2026-12-24", "2026-12-31")
    assert [swedish[date.fromisoformat(day)] for day in days] == [
        "Påskafton",
        "Pingstafton",
        "Midsommarafton",
        "Julafton",
        "Nyårsafton",
    ]
    assert english[date(2026, 12, 24)] == "Christmas Eve"


def test_an_unknown_country_is_named() -> None:
    with pytest.raises(ValueError, match="”XX”"):
        WorkingTime(hours=DESK.hours, zone=STOCKHOLM, country="XX").is_open(at("2026-11-24 09:00"))


@pytest.mark.parametrize(
    ("moment", "school", "closure"),
    [
        ("2026-11-24 09:00", None, None),
        ("2026-11-24 20:00", None, Closure(kind="evening")),
        ("2026-11-24 06:00", None, Closure(kind="evening")),
        ("2026-11-28 10:00", None, Closure(kind="weekend")),
        ("2026-12-22 10:00", None, Closure(kind="break", name="jullov")),
        ("2026-12-25 10:00", None, Closure(kind="break", name="jullov")),
        ("2026-11-25 10:00", None, None),
        ("2026-11-25 10:00", "lindskolan", Closure(kind="closed_day", name="studiedag")),
        ("2026-06-19 10:00", None, Closure(kind="red_day", name="Midsommarafton")),
        ("2026-06-06 10:00", None, Closure(kind="weekend")),
    ],
)
def test_the_reason_for_a_closed_desk_is_told(moment: str, school: str | None, closure: Closure | None) -> None:
    assert DESK.why_closed(at(moment), school) == closure


def test_a_break_for_all_is_the_reason_also_where_the_school_is_closed_besides() -> None:
    inventory = Closed(first=date(2026, 12, 21), last=date(2026, 12, 22), name="inventering", schools=("lindskolan",))
    desk = WorkingTime(hours=DESK.hours, zone=STOCKHOLM, closed=(inventory, BREAK))
    assert desk.why_closed(at("2026-12-21 10:00"), "lindskolan") == Closure(kind="break", name="jullov")


def test_a_red_day_is_named_in_english_to_those_who_read_english() -> None:
    assert DESK.why_closed(at("2026-05-01 10:00"), language="en") == Closure(kind="red_day", name="May Day")


def test_a_closed_weekday_is_no_weekend() -> None:
    desk = WorkingTime(hours=parse_hours("07:30-16:30", "mon,wed-fri"), zone=STOCKHOLM)
    assert desk.why_closed(at("2026-11-24 10:00")) == Closure(kind="evening")


def test_working_days_are_counted_and_added_alike() -> None:
    friday, tuesday = date(2026, 11, 27), date(2026, 12, 1)
    assert DESK.working_days_between(friday, tuesday) == 2
    assert DESK.working_days_between(tuesday, friday) == 0
    assert DESK.add_working_days(friday, 2) == tuesday
    assert DESK.add_working_days(tuesday, -2) == friday
    far = DESK.add_working_days(tuesday, 600)
    assert DESK.working_days_between(tuesday, far) == 600
    assert DESK.add_working_days(date(2026, 11, 28), 0) == date(2026, 11, 28)


def test_half_of_the_open_time_has_passed_at_the_half() -> None:
    start, end = at("2026-11-27 15:30"), at("2026-11-30 10:30")  # one hour on Friday, three on Monday
    assert DESK.part(start, end, 0.5) == at("2026-11-30 08:30")
    assert DESK.part(start, end, 1) == end
    assert DESK.part(at("2026-11-28 10:00"), at("2026-11-28 12:00"), 0.5) == at("2026-11-28 12:00")
    with pytest.raises(ValueError, match="from 0 to 1"):
        DESK.part(start, end, 1.5)


def test_a_desk_that_never_opens_says_so_instead_of_searching_for_ever() -> None:
    shut = WorkingTime(hours={}, zone=STOCKHOLM)
    ages = Closed(first=date(2026, 1, 1), last=date(2030, 1, 1), name="ombyggnad")
    for desk in (shut, WorkingTime(hours=DESK.hours, zone=STOCKHOLM, closed=(ages,))):
        with pytest.raises(ValueError, match="never opens"):
            desk.next_open(at("2026-11-24 09:00"))
        with pytest.raises(ValueError, match="never opens"):
            desk.add_working_days(date(2026, 11, 24), 1)


def test_a_moment_without_time_zone_is_refused_everywhere() -> None:
    naive, known = datetime(2026, 11, 24, 9), at("2026-11-24 09:00")  # noqa: DTZ001 - naive on purpose
    for ask in (
        lambda: DESK.is_open(naive),
        lambda: DESK.next_open(naive),
        lambda: DESK.add(naive, Duration.parse("1wd")),
        lambda: DESK.between(naive, known),
        lambda: DESK.between(known, naive),
        lambda: DESK.why_closed(naive),
    ):
        with pytest.raises(ValueError, match="no time zone"):
            ask()
