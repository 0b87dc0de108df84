"""A case with the vendor from sent to its end, what is wrong with a draft, and how far a point has come."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from knowledge.support.vendor_case import (
    CaseState,
    CaseText,
    Done,
    VendorCase,
    answered,
    case_number,
    closed,
    faults,
    filled,
    how_many,
    is_case_number,
    joined,
    left,
    reminded,
    reopened,
)
from knowledge.support.vendor_point import PointState, VendorPoint, moved

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=7)
CASE = VendorCase(number=3, text=CaseText(title="Tom utskrift", what="Den är tom."), by="mats", follower="mats",
                  sent_at=NOON, questions=(58,))  # fmt: skip


def test_it_is_silent_since_it_was_sent_reminded_or_opened_again() -> None:
    assert CASE.heard_at == NOON
    assert reminded(CASE, LATER).heard_at == LATER
    assert reopened(answered(CASE, "Klart.", NOON), LATER).heard_at == LATER


def test_an_answer_may_be_followed_by_another_and_is_opened_again_when_it_was_no_help() -> None:
    told = answered(CASE, "Klart.", NOON)
    assert (told.state, told.is_open) == (CaseState.ANSWERED, False)
    assert answered(told, "Nu är det klart.", LATER).answer == "Nu är det klart."
    assert reopened(told, LATER).is_open


def test_what_has_ended_stays_so() -> None:
    ended = closed(CASE, "De gör det inte.", LATER)
    assert reopened(ended, LATER) == ended
    for move in (lambda: reminded(ended, LATER), lambda: answered(ended, "x", LATER), lambda: joined(ended, 61),
                 lambda: closed(ended, "x", LATER)):  # fmt: skip
        with pytest.raises(Done):
            move()


@pytest.mark.parametrize(
    ("written", "may"),
    [
        ("88120", True), ("#0701234567", True), ("# 0701234567", True), ("INC-0701234567", True), ("Ärende 08 123 45", True),
        ("", False), ("#", False), ("Ärende", False), ("eva.lind@kommun.se", False), ("ring Eva 0701234567", False),
        ("0701234567 Eva", False), ("7" * 41, False),
    ],
)  # fmt: skip
def test_what_may_be_a_number_of_a_case(written: str, may: bool) -> None:
    assert is_case_number(written) is may


def test_questions_come_and_go_and_a_case_without_any_stays() -> None:
    assert joined(joined(CASE, 61), 61).questions == (58, 61)
    assert left(CASE, 58) == replace(CASE, questions=())
    assert left(CASE, 58).is_open


def test_title_and_what_happens_are_needed_and_nothing_may_be_too_long() -> None:
    assert faults(filled({"title": " Tom \n utskrift ", "what": "Den är tom."})) == {}
    assert filled({"title": " Tom \n utskrift "}).title == "Tom utskrift"
    assert faults(filled({"title": "!!", "since": "x" * 101})) == {
        "title": "required", "what": "required", "since": "long"}  # fmt: skip


@pytest.mark.parametrize(("written", "number"), [("3", 3), (" 12 ", 12), ("", None), ("tre", None), ("²", None)])
def test_how_many_is_a_number(written: str, number: int | None) -> None:
    assert how_many(written) == number


def test_the_vendors_number_is_one_line_without_its_sign() -> None:
    assert case_number(" # 88120\n") == "88120"


def test_a_point_is_open_sent_or_closed_with_what_came_of_it() -> None:
    point = VendorPoint(text="Färger", by="amina", at=NOON)
    sent = moved(point, "sent", "", LATER)
    assert (sent.status, sent.sent_at, sent.is_open) == ("sent", LATER, True)
    done = moved(sent, "possible", "Under Visa.", LATER)
    assert (done.status, done.state, done.is_open, done.sent_at) == ("possible", PointState.CLOSED, False, LATER)
    assert moved(done, "open", "", LATER).status == "open"
