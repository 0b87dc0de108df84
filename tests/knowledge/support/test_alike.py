"""Names that are spelt nearly so."""

from __future__ import annotations

import pytest

from knowledge.support.naming import alike

NAMES = {
    "lind": ("Lindskolan", "linden"), "bjork": ("Björkskolan",), "haga": ("Hagaskolan", "haga"),
    "norra": ("Norra gymnasiet",), "lund": ("Lundskolan",),
}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "found"),
    [("lindskoln", ["lind"]), ("bjorkskolan", ["bjork"]), ("Löndskolan", ["lind", "lund"]), ("nora gymnasiet", ["norra"]),
     ("hagga", ["haga"]), ("Xyz", [])],
)  # fmt: skip
def test_the_nearest_come_first_and_what_is_unlike_not_at_all(typed: str, found: list[str]) -> None:
    assert sorted(alike(typed, NAMES)) == sorted(found)
