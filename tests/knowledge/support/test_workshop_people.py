"""What is told of a workshop's people."""

from __future__ import annotations

import pytest

from knowledge.support.workshop_people import came_from


@pytest.mark.parametrize(
    ("schools", "invited", "school"),
    [
        (("lind", "haga"), ("haga", "ek"), "haga"),  # not the one that it was not for
        (("lind", "haga"), (), "lind"),
        (("lind",), ("haga",), "lind"),  # a contact of another school who came along
        ((), ("haga",), ""),
    ],
)
def test_who_has_several_schools_is_counted_for_one_that_it_was_for(
    schools: tuple[str, ...], invited: tuple[str, ...], school: str
) -> None:
    assert came_from(schools, invited) == school
