"""Schools whose questions go past their contacts: five in a row, over two weeks, each after its turn."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from knowledge.support.directory import Directory, Person, Role, School
from knowledge.support.moved_on import Passed, past_contacts

DIRECTORY = Directory(
    schools=(School(id="lind", name="Lindskolan"),),
    people=(Person(id="eva", name="Eva", role=Role.LOCAL, schools=("lind",)),
            Person(id="mats", name="Mats", role=Role.CENTRAL), Person(id="olle", name="Olle", schools=("lind",))),
)  # fmt: skip
NOON = datetime(2026, 12, 10, 12, tzinfo=UTC)
ON = [
    Passed(school="lind", asked_at=NOON - timedelta(days=4 * n), asked=("eva", "mats"), by=("mats",)) for n in range(6)
]


def test_five_that_moved_on_are_told_of() -> None:
    assert past_contacts(ON, DIRECTORY) == {"lind": 5}
    assert past_contacts([*ON[:5], replace(ON[5], by=("eva",))], DIRECTORY) == {"lind": 5}, (
        "what is older does not count"
    )


@pytest.mark.parametrize(
    "last",
    [replace(ON[0], by=("eva",)), replace(ON[0], asked=("eva",), by=()), replace(ON[0], asked=("mats", "eva"), by=())],
)
def test_one_that_was_dealt_with_or_still_waits_there_ends_it(last: Passed) -> None:
    assert past_contacts([last, *ON[1:]], DIRECTORY) == {}


def test_a_bad_week_says_nothing_and_neither_does_what_they_were_not_asked() -> None:
    week = [replace(one, asked_at=NOON - timedelta(days=n)) for n, one in enumerate(ON)]
    assert past_contacts(week, DIRECTORY) == {}
    away = replace(ON[0], asked=("olle", "mats"))
    assert past_contacts([away, away, *ON[:5]], DIRECTORY) == {"lind": 5}
    assert past_contacts([away] * 9, DIRECTORY) == {}
