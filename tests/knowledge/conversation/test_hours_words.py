"""Opening hours as people read them."""

from __future__ import annotations

import pytest

from knowledge.conversation.hours_words import hours_words
from knowledge.support.hours import parse_hours


@pytest.mark.parametrize(
    ("hours", "days", "swedish", "english"),
    [
        ("07:30-16:30", "mon-fri", "måndag–fredag 07:30–16:30", "Monday–Friday 07:30–16:30"),
        ({"mon-thu": "08:00-11:30, 12:30-16:00", "fri": "08:00-15:00"}, "mon-fri",
         "måndag–torsdag 08:00–11:30 och 12:30–16:00, fredag 08:00–15:00",
         "Monday–Thursday 08:00–11:30 and 12:30–16:00, Friday 08:00–15:00"),
        ("00:00-24:00", "mon-sun", "måndag–söndag dygnet runt", "Monday–Sunday round the clock"),
        ("20:00-24:00", "mon,tue,thu", "måndag och tisdag 20:00–24:00, torsdag 20:00–24:00",
         "Monday and Tuesday 20:00–24:00, Thursday 20:00–24:00"),
    ],
)  # fmt: skip
def test_days_in_a_row_stand_together(hours: str | dict[str, str], days: str, swedish: str, english: str) -> None:
    read = parse_hours(hours, days)
    assert (hours_words(read, "sv"), hours_words(read, "en")) == (swedish, english)
