"""What the matcher reads of a message."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.faq.text import LONGEST, clean, normal, sentences, shortened


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hur loggar jag in?", "hur loggar jag in"),
        ("Hur  loggar\njag in?!", "hur loggar jag in"),
        ("hur \u200bloggar j\u00adag in\ufeff", "hur loggar jag in"),
        ("Ha\u0308r", "här"),
        ("<@U123> hur loggar jag in :wave:", "hur loggar jag in"),
        ("<at>Eva</at> hur loggar jag in https://x.example/y?z=1", "hur loggar jag in"),
    ],
)
def test_two_ways_of_typing_the_same_are_the_same(one: str, other: str) -> None:
    assert normal(one) == normal(other)


def test_a_link_keeps_the_words_that_people_gave_it() -> None:
    assert "guiden" in clean("se <https://x.example|guiden> först")


def test_a_clock_time_and_a_colon_are_no_emoji() -> None:
    assert clean("mötet 10:30:00 sal 4") == "mötet 10:30:00 sal 4"


def test_of_a_very_long_text_the_start_and_the_end_are_read() -> None:
    text = "först " + "x" * 100_000 + " sist"
    assert len(shortened(text)) <= LONGEST + 1
    assert clean(text).startswith("först")
    assert clean(text).endswith("sist")


def test_sentences_end_at_marks_and_lines() -> None:
    assert sentences("Hej! Hur gör jag?\nTack") == ["Hej!", "Hur gör jag?", "Tack"]


@given(st.text(max_size=300))
@settings(max_examples=60)
def test_any_text_can_be_cleaned_and_cleaning_again_changes_no_words(text: str) -> None:
    assert normal(clean(text)) == normal(text)
