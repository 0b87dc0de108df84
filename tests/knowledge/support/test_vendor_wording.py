"""Which words of a case its editor had before their eyes, and which of them stand otherwise now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from knowledge.support.vendor_case import CaseText, VendorCase, numbered, reworded
from knowledge.support.vendor_wording import Seen, changed_since, mark

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
CASE = VendorCase(number=3, text=CaseText(title="Tom utskrift", what="Den är tom."), by="mats", follower="mats",
                  sent_at=NOON, questions=(58,))  # fmt: skip


@pytest.mark.parametrize("begins", ["", "question/58/"])
def test_what_was_seen_is_read_back(begins: str) -> None:
    assert Seen.read(begins + Seen.of(CASE).written) == Seen.of(CASE)


@pytest.mark.parametrize("about", ["", "question/58", "question/58/card", "vendor/3", "vendor/x/1-2", "vendor/3/zz"])
def test_where_no_case_was_open_nothing_was_seen(about: str) -> None:
    assert Seen.read(about) is None


def test_only_what_stands_otherwise_has_changed() -> None:
    seen = Seen.of(CASE)
    other = numbered(reworded(CASE, replace(CASE.text, what="Den är vit."), 2, "eva", NOON), "88", "eva", NOON)
    assert changed_since(CASE, seen) == {}
    assert changed_since(other, seen) == {"what": mark("Den är tom."), "case_number": mark(""), "askers": mark("0")}


def test_of_another_case_or_none_all_is_new() -> None:
    assert set(changed_since(CASE, None).values()) == {""}
    assert set(changed_since(CASE, Seen.of(replace(CASE, number=4)))) >= {"title", "what", "askers"}
    assert set(changed_since(CASE, Seen(3, ("1", "2"))).values()) == {""}
