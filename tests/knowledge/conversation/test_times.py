"""The words for times, row by row as the desk's style has them; leaves when things are due to the calendar's tests."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.conversation import times
from knowledge.support.directory import Closed
from knowledge.support.duration import Duration

ZONE = ZoneInfo("Europe/Stockholm")
BREAK = Closed(first=date(2026, 12, 21), last=date(2027, 1, 8), name="jullov")


def at(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=ZONE).astimezone(UTC)


NOW = at("2026-11-24 10:00")  # a Tuesday


@pytest.mark.parametrize(
    ("moment", "swedish", "english"),
    [
        ("2026-11-24 14:30", "i dag 14:30", "today 14:30"),
        ("2026-11-25 07:30", "i morgon, onsdag 07:30", "tomorrow, Wednesday 07:30"),
        ("2026-11-26 09:00", "torsdag 09:00", "Thursday 09:00"),
        ("2026-11-30 09:00", "måndag 09:00", "Monday 09:00"),
        ("2026-12-01 09:00", "tisdag 1 december 09:00", "Tuesday 1 December 09:00"),
        ("2026-12-07 09:00", "måndag 7 december 09:00", "Monday 7 December 09:00"),
        ("2027-01-08 09:00", "fredag 8 januari 2027 09:00", "Friday 8 January 2027 09:00"),
    ],
)
def test_what_is_ahead_is_said_as_the_table_says(moment: str, swedish: str, english: str) -> None:
    assert times.ahead(at(moment), NOW, ZONE, "sv") == swedish
    assert times.ahead(at(moment), NOW, ZONE, "en") == english


def test_a_deadline_on_a_weekday_has_its_preposition_in_swedish_only() -> None:
    friday = at("2026-11-27 09:00")
    assert times.ahead(friday, NOW, ZONE, "sv", on=True) == "på fredag 09:00"
    assert times.ahead(friday, NOW, ZONE, "en", on=True) == "Friday 09:00"
    assert times.ahead(at("2026-11-24 14:30"), NOW, ZONE, "sv", on=True) == "i dag 14:30"
    assert times.ahead(at("2026-11-25 14:30"), NOW, ZONE, "sv", on=True) == "i morgon, onsdag 14:30"


def test_tomorrow_in_a_short_lived_text_is_without_weekday() -> None:
    assert times.ahead(at("2026-11-25 07:30"), NOW, ZONE, "sv", lasting=False) == "i morgon 07:30"
    assert times.ahead(at("2026-11-25 07:30"), NOW, ZONE, "en", lasting=False) == "tomorrow 07:30"


def test_the_first_opening_after_a_break_names_the_break() -> None:
    opening = at("2027-01-11 07:30")
    for now in (NOW, at("2026-12-21 10:05"), at("2027-01-08 12:00")):
        assert times.ahead(opening, now, ZONE, "sv", breaks=(BREAK,)) == "efter jullovet, måndag 11 januari 07:30"
        assert times.ahead(opening, now, ZONE, "en", breaks=(BREAK,)) == "after the break, Monday 11 January 07:30"


def test_a_text_that_has_named_the_break_gets_the_date_alone() -> None:
    opening = at("2027-01-11 07:30")
    assert times.opening(opening, at("2026-12-21 10:05"), ZONE, "en") == "Monday 11 January 07:30"
    assert times.opening(opening, at("2027-01-10 10:05"), ZONE, "sv") == "i morgon, måndag 07:30"


def test_a_name_that_is_no_lov_stands_as_it_is() -> None:
    stop = Closed(first=date(2026, 12, 21), last=date(2027, 1, 5), name="julstängt")
    said = times.ahead(at("2027-01-07 07:30"), NOW, ZONE, "sv", breaks=(stop,))  # 6 January is a red day
    assert said == "efter julstängt, torsdag 7 januari 07:30"


@pytest.mark.parametrize(
    ("moment", "now", "closed"),
    [
        ("2027-01-12 07:30", "2026-12-22 10:00", BREAK),  # not the first day
        ("2027-01-11 07:30", "2027-01-09 10:00", BREAK),  # the break is over, it is the weekend
        ("2027-01-11 07:30", "2027-01-10 10:00", BREAK),  # tomorrow says it all
        ("2026-11-30 07:30", "2026-11-26 10:00", Closed(first=date(2026, 11, 27), last=date(2026, 11, 27), name="dag")),
        (
            "2027-01-11 07:30",
            "2026-12-22 10:00",
            Closed(first=BREAK.first, last=BREAK.last, name="jullov", schools=("x",)),
        ),
    ],
)
def test_a_break_is_named_only_where_it_explains_the_wait(moment: str, now: str, closed: Closed) -> None:
    assert "efter" not in times.ahead(at(moment), at(now), ZONE, "sv", breaks=(closed,))


@pytest.mark.parametrize(
    ("moment", "swedish", "english"),
    [
        ("2026-11-24 09:12", "i dag 09:12", "today 09:12"),
        ("2026-11-23 15:40", "i går 15:40", "yesterday 15:40"),
        ("2026-11-20 13:05", "i fredags 13:05", "on Friday 13:05"),
        ("2026-11-18 13:05", "i onsdags 13:05", "on Wednesday 13:05"),
        ("2026-11-17 13:05", "17 november", "17 November"),
        ("2026-11-03 13:05", "3 november", "3 November"),
        ("2025-11-03 13:05", "3 november 2025", "3 November 2025"),
    ],
)
def test_what_has_been_is_said_as_the_table_says(moment: str, swedish: str, english: str) -> None:
    assert times.ago(at(moment), NOW, ZONE, "sv") == swedish
    assert times.ago(at(moment), NOW, ZONE, "en") == english


def test_a_day_is_the_reader_s_own_day_not_the_one_of_utc() -> None:
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)  # 00:30 on Wednesday in Sweden
    assert times.ahead(late, NOW, ZONE, "sv", lasting=False) == "i morgon 00:30"
    assert times.clock(late, ZONE) == "00:30"


def test_a_date_that_stays_has_day_and_month_and_if_wanted_its_weekday() -> None:
    assert times.day(date(2026, 11, 24), NOW, ZONE, "sv") == "24 november"
    assert times.day(date(2026, 11, 27), NOW, ZONE, "sv", weekday=True) == "fredag 27 november"
    assert times.day(date(2026, 11, 27), NOW, ZONE, "en", weekday=True) == "Friday 27 November"
    assert times.day(date(2027, 1, 8), NOW, ZONE, "sv", weekday=True) == "fredag 8 januari 2027"


def test_the_last_day_follows_till_without_a_preposition() -> None:
    for day, swedish in (
        (24, "i dag"),
        (25, "i morgon"),
        (27, "fredag"),
    ):
        assert times.until_day(date(2026, 11, day), NOW, ZONE, "sv") == swedish
    assert times.until_day(date(2026, 12, 7), NOW, ZONE, "sv") == "måndag 7 december"
    assert times.until_day(date(2026, 11, 27), NOW, ZONE, "en") == "Friday"
    assert times.until_day(date(2026, 11, 25), NOW, ZONE, "sv", lasting=True) == "i morgon, onsdag"


@pytest.mark.parametrize(
    ("written", "swedish", "english"),
    [
        ("4h", "4 timmar", "4 hours"),
        ("1h", "en timme", "one hour"),
        ("30m", "30 minuter", "30 minutes"),
        ("90s", "90 sekunder", "90 seconds"),
        ("1wd", "en arbetsdag", "one working day"),
        ("2wd", "två arbetsdagar", "two working days"),
        ("12wd", "tolv arbetsdagar", "twelve working days"),
        ("13wd", "13 arbetsdagar", "13 working days"),
    ],
)
def test_working_time_is_said_in_plain_words(written: str, swedish: str, english: str) -> None:
    assert times.duration_words(Duration.parse(written), "sv") == swedish
    assert times.duration_words(Duration.parse(written), "en") == english


def test_no_time_at_all_can_be_said_too() -> None:
    assert times.duration_words(Duration(), "sv") == "0 timmar"


def test_a_moment_without_time_zone_is_refused() -> None:
    naive = NOW.replace(tzinfo=None)
    for say in (times.ahead, times.opening, times.ago):
        with pytest.raises(ValueError, match="no time zone"):
            say(naive, NOW, ZONE, "sv")
        with pytest.raises(ValueError, match="no time zone"):
            say(NOW, naive, ZONE, "sv")


@given(minutes=st.integers(-600_000, 600_000), language=st.sampled_from(["sv", "en"]), on=st.booleans())
def test_every_moment_has_words_that_end_in_its_clock_or_its_date(minutes: int, language: str, on: bool) -> None:
    moment = NOW + timedelta(minutes=minutes)
    assert times.ahead(moment, NOW, ZONE, language, on=on).endswith(times.clock(moment, ZONE))
    past = times.ago(moment, NOW, ZONE, language)
    assert past.endswith(times.clock(moment, ZONE)) or past[0].isdigit()


@given(days=st.integers(0, 400), language=st.sampled_from(["sv", "en"]))
def test_two_different_days_ahead_are_never_said_alike(days: int, language: str) -> None:
    said = {times.until_day(NOW.date() + timedelta(days=n), NOW, ZONE, language) for n in (days, days + 1, days + 7)}
    assert len(said) == 3
