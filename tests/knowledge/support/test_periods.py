"""Periods of a report: what people write, what is today, and the weeks or months in them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.support.periods import Period, by_weeks, parts, period_of

TODAY = date(2026, 11, 25)
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@pytest.mark.parametrize(
    ("text", "first", "last", "name"),
    [
        ("2026-10", "2026-10-01", "2026-10-31", "2026-10"),
        ("2024-02", "2024-02-01", "2024-02-29", "2024-02"),
        ("2026-W46", "2026-11-09", "2026-11-15", "2026-W46"),
        ("2026-w1", "2025-12-29", "2026-01-04", "2026-W01"),
        ("2026-ht", "2026-07-01", "2026-12-31", "2026-ht"),
        ("2026-VT", "2026-01-01", "2026-06-30", "2026-vt"),
        ("2026", "2026-01-01", "2026-12-31", "2026"),
        (" 2026-10-01..2026-11-15 ", "2026-10-01", "2026-11-15", "2026-10-01..2026-11-15"),
        ("last-week", "2026-11-16", "2026-11-22", "2026-W47"),
        ("this-week", "2026-11-23", "2026-11-29", "2026-W48"),
        ("last-month", "2026-10-01", "2026-10-31", "2026-10"),
        ("this-month", "2026-11-01", "2026-11-30", "2026-11"),
        ("this-term", "2026-07-01", "2026-12-31", "2026-ht"),
        ("last-term", "2026-01-01", "2026-06-30", "2026-vt"),
        ("last-year", "2025-01-01", "2025-12-31", "2025"),
    ],
)
def test_what_people_write(text: str, first: str, last: str, name: str) -> None:
    found = period_of(text, TODAY)
    assert (found.first.isoformat(), found.last.isoformat(), found.name) == (first, last, name)


def test_the_last_month_and_term_of_a_january() -> None:
    assert period_of("last-month", date(2027, 1, 31)).name == "2026-12"
    assert period_of("last-term", date(2027, 1, 31)).name == "2026-ht"


@pytest.mark.parametrize("text", ["", "oktober", "2026-13", "2026-W54", "2026-10-32..2026-11-01", "1..2", "next-month"])
def test_what_is_no_period_is_told_with_examples(text: str) -> None:
    with pytest.raises(ValueError, match="is no period; write for example 2026-10, 2026-W46"):
        period_of(text, TODAY)


def test_backwards_and_endless_periods_are_refused() -> None:
    with pytest.raises(ValueError, match="runs backwards"):
        period_of("2026-11-15..2026-10-01", TODAY)
    with pytest.raises(ValueError, match="longer than ten years"):
        period_of("1999-01-01..2026-10-01", TODAY)


@given(first=DAYS, days=st.integers(0, 800))
def test_the_parts_of_a_period_are_all_its_days_once(first: date, days: int) -> None:
    period = Period(first=first, last=first + timedelta(days=days), name="x")
    found = list(parts(period))
    assert (found[0].first, found[-1].last) == (period.first, period.last)
    assert all(before.last + timedelta(days=1) == after.first for before, after in pairwise(found))
    assert len({one.name for one in found}) == len(found)
    assert by_weeks(period) == (days < 16 * 7)
