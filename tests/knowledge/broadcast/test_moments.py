"""The moment that somebody types: a day with a time, or a time alone; never one that has been or that the clock leaves out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.broadcast.moments import NoMoment, parse_moment

ZONE = ZoneInfo("Europe/Stockholm")
NOW = datetime(2026, 11, 24, 9, tzinfo=ZONE)


@pytest.mark.parametrize(("typed", "local"), [
    ("i morgon 8.15", "2026-11-25 08:15"), ("fredag kl 8", "2026-11-27 08:00"), ("2026-12-01 08:00", "2026-12-01 08:00"),
    ("2026-12-01T08:00", "2026-12-01 08:00"), ("1/12 14.30", "2026-12-01 14:30"), ("17:30", "2026-11-24 17:30"),
    ("08:00", "2026-11-25 08:00"), ("Friday 14:00", "2026-11-27 14:00"), ("klockan 15", "2026-11-24 15:00"),
    ("3 december 7.45", "2026-12-03 07:45"), ("2026-10-25 02:30", None), ("2027-10-31 02:30", "2027-10-31 02:30"),
])  # fmt: skip
def test_a_moment_is_understood(typed: str, local: str | None) -> None:
    found = parse_moment(typed, NOW, ZONE)
    if local is None:
        assert isinstance(found, NoMoment)
    else:
        assert isinstance(found, datetime)
        assert found.astimezone(ZONE).strftime("%Y-%m-%d %H:%M") == local


@pytest.mark.parametrize(("typed", "why"), [
    ("2027-03-28 02:30", "gap"), ("2026-11-01 08:00", "past"), ("snart", "unclear"), ("måndag", "unclear"),
    ("fredag 25:00", "unclear"), ("2026-02-30 08:00", "unclear"), ("", "unclear"),
])  # fmt: skip
def test_what_cannot_be_says_why(typed: str, why: str) -> None:
    found = parse_moment(typed, NOW, ZONE)
    assert isinstance(found, NoMoment)
    assert found.why == why


@given(st.datetimes(min_value=datetime(2026, 11, 25), max_value=datetime(2030, 1, 1)))  # noqa: DTZ001 - local times
def test_every_written_minute_is_that_minute_or_is_left_out_by_the_clock(local: datetime) -> None:
    found = parse_moment(local.strftime("%Y-%m-%d %H:%M"), NOW, ZONE)
    if isinstance(found, NoMoment):
        assert found.why == "gap"
    else:
        assert found.astimezone(ZONE).strftime("%Y-%m-%d %H:%M") == local.strftime("%Y-%m-%d %H:%M")


@given(st.text(max_size=30))
def test_odd_text_never_breaks_it(typed: str) -> None:
    found = parse_moment(typed, NOW.astimezone(UTC), ZONE)
    assert isinstance(found, NoMoment) or found > NOW - timedelta(seconds=1)
