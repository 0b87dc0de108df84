"""A wish's life: with whom it is, what its sender is told, and how it ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from knowledge.support.vendor_point import OUTCOMES, VendorPoint, moved
from knowledge.support.wish import (
    ASKED,
    LOCAL_OUTCOMES,
    Wish,
    WishState,
    closed,
    fault,
    following,
    number_in,
    to_tell,
    told,
    with_point,
)

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(days=9)
WISH = Wish(number=3, text="Kunna sortera lärloggen.", sender="anna", at=NOON, told=("received",))
POINT = VendorPoint(number=7, text="Sortera.", source="feedback", about="wish/3", by="cecilia", at=NOON)


def test_it_follows_its_point_to_the_vendor_and_back() -> None:
    listed = with_point(WISH, POINT)
    assert (listed.state, listed.about, to_tell(listed)) == (WishState.VENDOR, "vendor_point/7", "")
    sent = moved(POINT, "sent", "", LATER)
    wish = with_point(listed, sent)
    assert (to_tell(wish), wish.sent_at) == ("sent", LATER)
    assert to_tell(told(wish, "sent")) == ""
    wish = with_point(told(wish, "sent"), moved(sent, "there", "I vår.", LATER))
    assert (wish.state, wish.outcome, wish.note, wish.closed_at) == (WishState.CLOSED, "there", "I vår.", LATER)
    assert to_tell(wish) == "closed"
    again = with_point(told(wish, "closed"), moved(moved(sent, "there", "", LATER), "open", "", LATER))
    assert (again.state, again.outcome, again.closed_at) == (WishState.VENDOR, "", None)


def test_its_sender_gets_three_lines_at_most_and_none_when_it_became_a_question() -> None:
    full = replace(WISH, told=("received", "sent", "closed"))
    assert to_tell(closed(full, "there", "", "cecilia", LATER)) == ""
    assert to_tell(closed(WISH, "refused", "För dyrt.", "cecilia", LATER)) == "closed"
    assert to_tell(closed(WISH, ASKED, "", "anna", LATER)) == ""


def test_one_that_is_the_same_has_the_fate_of_the_other() -> None:
    lead = with_point(WISH, moved(POINT, "sent", "", LATER))
    other = following(replace(WISH, number=4, sender="olle"), lead)
    assert (other.same_as, other.state, to_tell(other)) == (3, WishState.VENDOR, "sent")
    assert other.sender == "olle"


@pytest.mark.parametrize(
    ("outcome", "note", "wrong"),
    [("there", "", ""), ("refused", "", "reason"), ("refused", "Det går inte.", ""), ("soon", "", "outcome"),
     ("there", "a" * 301, "long")],
)  # fmt: skip
def test_a_no_has_a_reason(outcome: str, note: str, wrong: str) -> None:
    assert fault(outcome, note, OUTCOMES) == wrong


def test_a_school_cannot_say_what_the_vendor_has_on_its_list() -> None:
    assert fault("listed", "", LOCAL_OUTCOMES) == "outcome"


def test_its_number_stands_in_its_key() -> None:
    assert [number_in(key) for key in (WISH.key, "wish/", "wish/x", "question/3", "wish/3/asked")] == [
        3, None, None, None, None,
    ]  # fmt: skip
