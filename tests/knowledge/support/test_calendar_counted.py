"""Working time against a count minute by minute, in years with both clock changes; leaves examples to test_calendar."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.support.calendar import WorkingTime
from knowledge.support.directory import Closed
from knowledge.support.duration import Duration
from knowledge.support.hours import parse_hours

ZONE = ZoneInfo("Europe/Stockholm")
MINUTE = timedelta(minutes=1)
FREE_2026 = (
    "01-01 01-06 04-03 04-04 04-05 04-06 05-01 05-14 05-23 05-24 06-06 06-19 06-20 10-31 12-24 12-25 12-26 12-31"
)
FREE_2027 = (
    "01-01 01-06 03-26 03-27 03-28 03-29 05-01 05-06 05-15 05-16 06-06 06-25 06-26 11-06 12-24 12-25 12-26 12-31"
)
"""Red days and eves, written out by hand, so that the library is checked too."""
FREE = {
    date.fromisoformat(f"{year}-{day}")
    for year, days in ((2026, FREE_2026), (2027, FREE_2027), (2028, "01-01 01-06"))
    for day in days.split()
}
BREAKS = (
    Closed(first=date(2026, 2, 16), last=date(2026, 2, 20), name="sportlov"),
    Closed(first=date(2026, 12, 21), last=date(2027, 1, 8), name="jullov"),
    Closed(first=date(2027, 3, 29), last=date(2027, 4, 2), name="påsklov", schools=("lind",)),
)
WRITTEN = (
    ("07:30-16:30", "mon-fri"),
    ("00:00-24:00", "mon-sun"),
    ("07:30-11:30,12:30-16:30", "mon-fri"),
    ("00:00-02:30,02:45-03:00,22:00-24:00", "mon,wed-sun"),
)
desks = st.sampled_from([WorkingTime(hours=parse_hours(h, d), zone=ZONE, closed=BREAKS) for h, d in WRITTEN])
schools = st.sampled_from([None, "lind", "bjork"])
CHANGES = [datetime(2026, 3, 29, 1), datetime(2026, 10, 25, 1), datetime(2027, 3, 28, 1), datetime(2027, 10, 31, 1)]  # noqa: DTZ001 - UTC is set below
near_changes = st.builds(
    lambda change, minutes: change.replace(tzinfo=UTC) + minutes * MINUTE,
    st.sampled_from(CHANGES),
    st.integers(-2000, 2000),
)
any_time = st.builds(lambda m: datetime(2026, 1, 3, tzinfo=UTC) + m * MINUTE, st.integers(0, 2 * 365 * 1440))
moments = st.one_of(near_changes, any_time)


def counted(desk: WorkingTime, start: datetime, minutes: int, school: str | None, step: int = 1) -> Iterator[bool]:
    """For each minute from the start, whether the desk is open, by the clock that only ever moves ahead."""
    latest = datetime.min  # noqa: DTZ901 - what the wall shows has no zone
    for back in range(120, 0, -step):
        latest = max(latest, (start - back * MINUTE).astimezone(ZONE).replace(tzinfo=None))
    for number in range(0, minutes, step):
        latest = max(latest, (start + number * MINUTE).astimezone(ZONE).replace(tzinfo=None))
        yield open_then(desk, latest, school)


def open_then(desk: WorkingTime, wall: datetime, school: str | None) -> bool:
    day = wall.date()
    if day in FREE or any(c.first <= day <= c.last and (not c.schools or school in c.schools) for c in desk.closed):
        return False
    periods = desk.hours.get(day.weekday(), ())
    return any(begin <= wall.time() and (end == time.max or wall.time() < end) for begin, end in periods)


@settings(max_examples=60, deadline=None)
@given(desk=desks, start=moments, school=schools)
def test_the_desk_is_open_in_exactly_the_minutes_that_a_clock_counts(
    desk: WorkingTime, start: datetime, school: str | None
) -> None:
    flags = list(counted(desk, start, 1500, school))
    assert [desk.is_open(start + n * MINUTE, school) for n in range(0, 1500, 7)] == flags[::7]
    assert desk.between(start, start + 1500 * MINUTE, school) == sum(flags) * MINUTE
    if True in flags:
        assert desk.next_open(start, school) == start + flags.index(True) * MINUTE


@settings(max_examples=60, deadline=None)
@given(desk=desks, start=moments, school=schools, minutes=st.integers(1, 900))
def test_added_time_is_over_when_so_many_open_minutes_have_been_counted(
    desk: WorkingTime, start: datetime, school: str | None, minutes: int
) -> None:
    end = desk.add(start, Duration(time=minutes * MINUTE), school)
    assert desk.between(start, end, school) == minutes * MINUTE
    assert desk.is_open(end - MINUTE, school)
    if end - start < timedelta(days=3):
        assert sum(counted(desk, start, int((end - start) / MINUTE), school)) == minutes


@settings(max_examples=20, deadline=None)
@given(desk=desks)
def test_two_years_hold_as_much_open_time_as_a_clock_counts(desk: WorkingTime) -> None:
    start = datetime(2026, 1, 2, tzinfo=UTC)
    steps = 730 * 1440
    counted_minutes = 15 * sum(counted(desk, start, steps, "lind", step=15))
    assert desk.between(start, start + steps * MINUTE, "lind") == counted_minutes * MINUTE


durations = st.one_of(
    st.builds(lambda m: Duration(time=m * MINUTE), st.integers(0, 4000)),
    st.builds(lambda n: Duration(working_days=n), st.integers(1, 6)),
)


@settings(max_examples=150, deadline=None)
@given(desk=desks, one=moments, other=moments, close=st.integers(0, 200), duration=durations, school=schools)
def test_who_asks_later_is_never_due_earlier(
    desk: WorkingTime, one: datetime, other: datetime, close: int, duration: Duration, school: str | None
) -> None:
    for later in (max(one, other), min(one, other) + close * MINUTE):
        earlier = min(one, other)
        assert desk.add(earlier, duration, school) <= desk.add(later, duration, school)
        assert desk.add(earlier, duration, school) >= earlier


@settings(max_examples=100, deadline=None)
@given(desk=desks, start=moments, minutes=st.integers(0, 20000), share=st.floats(0, 1), school=schools)
def test_a_part_divides_the_open_time(
    desk: WorkingTime, start: datetime, minutes: int, share: float, school: str | None
) -> None:
    end = start + minutes * MINUTE
    split = desk.part(start, end, share, school)
    total = desk.between(start, end, school)
    assert start <= split <= end
    assert desk.between(start, split, school) == total * share
    assert desk.between(start, split, school) + desk.between(split, end, school) == total


@settings(max_examples=100, deadline=None)
@given(desk=desks, day=st.dates(date(2026, 1, 3), date(2027, 11, 1)), number=st.integers(1, 12), school=schools)
def test_working_days_added_are_the_working_days_between(
    desk: WorkingTime, day: date, number: int, school: str | None
) -> None:
    last = desk.add_working_days(day, number, school)
    assert desk.is_working_day(last, school)
    assert desk.working_days_between(day, last, school) == number


@settings(max_examples=60, deadline=None)
@given(
    zone=st.sampled_from(["America/St_Johns", "Australia/Lord_Howe", "Asia/Beirut", "Pacific/Apia", "UTC"]),
    year=st.sampled_from([2011, 2026]),
    minute=st.integers(0, 365 * 1440),
)
def test_no_zone_of_the_world_loses_or_doubles_time(zone: str, year: int, minute: int) -> None:
    desk = WorkingTime(hours=parse_hours("00:00-24:00", "mon-sun"), zone=ZoneInfo(zone), country="IS", eves=False)
    start = datetime(year, 1, 1, tzinfo=UTC) + minute * MINUTE
    for number in range(0, 2880, 90):
        moment = start + number * MINUTE
        assert desk.next_open(moment) >= moment
        assert desk.is_open(moment) == (desk.why_closed(moment) is None)
