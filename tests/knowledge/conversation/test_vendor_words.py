"""What may follow the word `unikum`, and what is a question about the platform."""

from __future__ import annotations

import pytest

from knowledge.conversation.commands import Command, parse_command
from knowledge.conversation.vendor_words import VendorWanted, vendor_wanted


@pytest.mark.parametrize(
    ("rest", "wanted"),
    [
        ("", VendorWanted("list")),
        ("lista", VendorWanted("list")),
        ("text", VendorWanted("text")),
        ("punkt", VendorWanted("point")),
        ("punkt: Färger\npå allt", VendorWanted("point", "Färger\npå allt")),
        ("point colours", VendorWanted("point", "colours")),
        ("förslag: färger", VendorWanted("point", "färger")),
        ("42", VendorWanted("question", number=42)),
        ("fråga 42", VendorWanted("question", number=42)),
        ("skicka #42", VendorWanted("question", number=42)),
    ],
)
def test_what_is_wanted(rest: str, wanted: VendorWanted) -> None:
    assert vendor_wanted(rest) == wanted


@pytest.mark.parametrize("text", ["unikum funkar inte", "unikum text?", "unikum 42 elever syns inte", "Unikum är nere",
                                  "unikum förslag på bra mallar"])  # fmt: skip
def test_a_sentence_about_the_platform_is_no_command(text: str) -> None:
    assert parse_command(text, direct=True) is None


def test_both_languages() -> None:
    assert parse_command("Unikum text", direct=True) == Command("vendor", "text")
    assert parse_command("vendor list", direct=True) == Command("vendor", "")
