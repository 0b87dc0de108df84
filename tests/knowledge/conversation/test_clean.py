"""What people wrote becomes safe to keep and short enough to quote."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.conversation.clean import clean, excerpt, is_empty
from knowledge.conversation.fold import fold
from knowledge.conversation.message import mention, mentioned


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("hej\r\ndu\rdär", "hej\ndu\ndär"),
        ("rad\u2028rad", "rad\nrad"),
        ("a\u030a r", "å r"),
        ("\u202eabc\u202c", "abc"),
        ("\u2066a\u2069\u200e\u200f", "a"),
        ("un\u200bi\u200ckum\ufeff", "unikum"),
        ("mjuk\u00adradbrytning", "mjukradbrytning"),
        ("👨\u200d👩\u200d👧", "👨👩👧"),
        ("a\x00b\x07c\x1b[0m", "abc[0m"),
        ("tabb\tkvar", "tabb\tkvar"),
        ("a\n\n\n\n\n\nb", "a\n\n\nb"),
        ("a\n \n\t\n\n \nb", "a\n\n\nb"),
        ("a\n\nb", "a\n\nb"),
        ("  hej  ", "hej"),
        ("en halv \ud83d emoji", "en halv  emoji"),
        ("مرحبا, jag behöver hjälp", "مرحبا, jag behöver hjälp"),
        ("", ""),
        ("\u200b\u202e", ""),
    ],
)
def test_invisible_and_harmful_characters_are_gone(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


def test_nobody_can_write_a_mention() -> None:
    assert mentioned(clean(f"hej {mention('eva', 'Eva Lind')}")) == ()


@settings(max_examples=150)
@given(st.text(max_size=120))
def test_cleaned_text_is_clean_already(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(char) in {"Cf", "Co", "Cs"} for char in once)


@settings(max_examples=150)
@given(st.text(max_size=120), st.integers(1, 40))
def test_no_text_is_longer_than_its_limit(text: str, limit: int) -> None:
    assert len(clean(text, limit)) <= limit
    quoted = excerpt(text, limit)
    assert len(quoted) <= limit
    assert "\n" not in quoted


def test_a_long_text_is_cut_at_a_word() -> None:
    assert clean("alla barn leker ute", 12) == "alla barn…"
    assert clean("alla barn leker ute", 10) == "alla barn…"
    assert clean("alla barn, leker ute", 12) == "alla barn…"


def test_a_text_that_fits_is_not_cut() -> None:
    assert clean("alla barn", 9) == "alla barn"


def test_an_endless_word_is_cut_where_the_limit_is() -> None:
    assert clean("a" * 100, 10) == "a" * 9 + "…"
    assert excerpt("kort " + "x" * 100, 20) == "kort " + "x" * 14 + "…"


def test_an_excerpt_is_one_line_with_names_for_mentions() -> None:
    assert excerpt(f"fråga\n\n  {mention('eva', 'Eva Lind')}   om det") == "fråga Eva Lind om det"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n",
        "🙏🙏",
        "👍🏽 ❤️",
        "!!!",
        "…",
        "https://start.unikum.net/unikum/start.html",
        "<https://x.se|x.se>",
        "www.unikum.net",
        "<@U012AB3CD>",
        "@Supporten",
        "<@U012AB3CD> 🙏 https://x.se :tada:",
        ":+1:",
        ":D",
        "\u3164",
        mention("eva", "Eva Lind"),
    ],
)
def test_there_is_nothing_to_read(text: str) -> None:
    assert is_empty(text)


@pytest.mark.parametrize(
    "text", ["1", "1️⃣", "tack 🙏", "ok", "?!a", "https://x.se funkar inte", "@Eva kan du", "مرحبا", "[namn]"]
)
def test_there_is_something_to_read(text: str) -> None:
    assert not is_empty(text)


def test_words_are_alike_with_and_without_dots() -> None:
    assert fold("HJÄLP å Ö") == fold("hjalp a o") == "hjalp a o"
    assert fold("didn’t") == "didn't"


@pytest.mark.parametrize("piece", ["\n ", " ", "<@a", ":a", "@", "http://", "a\u0301", "👨\u200d👩", "<", "\n\n\n\na"])
def test_a_huge_message_takes_no_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    began = time.process_time()
    clean(text)
    excerpt(text)
    is_empty(text)
    assert time.process_time() - began < 1
