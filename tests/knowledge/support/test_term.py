"""When terms begin, by the calendar's long breaks."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.support.directory import Closed
from knowledge.support.term import Term, begins, term_named, term_of

AUTUMN, SPRING = Term(year=2026, half=2), Term(year=2027, half=1)
SUMMER = Closed(first=date(2026, 6, 15), last=date(2026, 8, 14), name="sommarlov")
WINTER = Closed(first=date(2026, 12, 21), last=date(2027, 1, 8), name="jullov")


def test_terms_are_named_ordered_and_follow_one_another() -> None:
    assert (AUTUMN.name, SPRING.name, AUTUMN.next, SPRING.before) == ("2026-ht", "2027-vt", SPRING, AUTUMN)
    assert term_named("2027-vt") == SPRING
    assert term_named("2026-vt") < AUTUMN < SPRING
    with pytest.raises(ValueError, match="in tuple"):
        term_named("2026-sommar")


@pytest.mark.parametrize(
    ("closed", "autumn", "spring"),
    [
        ((), date(2026, 8, 1), date(2027, 1, 1)),
        ((SUMMER, WINTER), date(2026, 8, 15), date(2027, 1, 9)),
        ((Closed(first=date(2026, 6, 15), last=date(2026, 7, 31), name="stängt"), SUMMER), date(2026, 8, 15), date(2027, 1, 1)),
        # one school's break, a short one, and those that lie elsewhere in the year part no terms
        ((Closed(first=date(2026, 6, 15), last=date(2026, 8, 21), name="sommarlov", schools=("ek",)),
          Closed(first=date(2026, 8, 20), last=date(2026, 8, 21), name="planering"),
          Closed(first=date(2026, 10, 26), last=date(2026, 11, 1), name="höstlov"),
          Closed(first=date(2027, 1, 4), last=date(2027, 1, 8), name="studiedagar")), date(2026, 8, 1), date(2027, 1, 1)),
    ],
)  # fmt: skip
def test_a_term_begins_after_the_long_break(closed: tuple[Closed, ...], autumn: date, spring: date) -> None:
    assert (begins(AUTUMN, closed), begins(SPRING, closed)) == (autumn, spring)


@pytest.mark.parametrize(
    ("day", "term"),
    [
        (date(2026, 7, 1), "2026-vt"), (date(2026, 8, 14), "2026-vt"), (date(2026, 8, 15), "2026-ht"),
        (date(2027, 1, 4), "2026-ht"), (date(2027, 1, 9), "2027-vt"), (date(2027, 6, 30), "2027-vt"),
    ],
)  # fmt: skip
def test_a_break_belongs_to_the_term_before_it(day: date, term: str) -> None:
    assert term_of(day, (SUMMER, WINTER)).name == term
