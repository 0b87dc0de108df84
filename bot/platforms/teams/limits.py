"""What Teams takes at most, and how words are shortened to that; leaves what the words are to render and views."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from typing import Any

WHOLE = 27_000
"""Bytes of an activity without its address; with it, it stays below 28 KB, which every copy of Teams' rules allows."""
BUTTONS = 18_000
"""Bytes that the buttons of a message may take of that."""
SUMMARY = 1_500
"""Bytes that are kept for the plain words; they get all that the card leaves."""
BUTTON_TEXT, TITLE, LABEL, HINT, OPTION, INPUT_TEXT, ADDRESS, NAME = 100, 64, 300, 1000, 150, 3000, 2000, 100
ON_A_BUTTON = 30
"""Signs of a button's words that a phone of 360 pixels shows; what is beyond, Teams cuts off in the middle of a letter."""
BUTTONS_IN_A_SET = 6
"""Teams folds away what is beyond."""
MORE = "…"

_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ue000-\uf8ff\ufffe\uffff]")
_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]")
_JOINED = frozenset("\u200d\ufe0e\ufe0f")
_ALIVE = re.compile(r"(?<=\{)(?=\{)|(?<=<)(?=/?at>)", re.IGNORECASE)
_FARTHEST = 40
"""How many signs are looked at for a place where no letter is broken."""


def weight(value: object) -> int:
    """How many bytes a payload takes at most on its way, however it is written as JSON."""
    return len(json.dumps(value))


def seen(text: str) -> str:
    """The text on one line, without what cannot be seen or sent; doubled spaces stay."""
    return _UNSEEN.sub("", _BREAKS.sub(" ", text))


def one_line(text: str) -> str:
    """The text on one line, each space once."""
    return " ".join(seen(text).split())


def broken(text: str) -> str:
    """Words that mean themselves where Teams reads no Markdown: `{{DATE(…)}}` and `<at>` may count in every text of a card."""
    return _ALIVE.sub("\u200b", text)


def label(text: str, limit: int) -> str:
    """A few words on a button, in a list or over a field; never empty."""
    return shorten(broken(one_line(text)), limit) or MORE


def shorten(text: str, room: int, measure: Callable[[str], int] = len) -> str:
    """The text if it fits, else its beginning, cut at a word where one is near, with "…"."""
    if measure(text) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(text[:middle] + MORE) <= room else (low, middle - 1)
    return beginning(text, low) + MORE


def beginning(text: str, length: int) -> str:
    """At most so much of the text, without half a word where a space is near, and never half a letter."""
    if length >= len(text):
        return text
    space = text.rfind(" ", length // 2, length + 1)
    if space > 0:
        return text[:space].rstrip()
    place = length
    while place > max(length - _FARTHEST, 0) and _is_inside(text, place):
        place -= 1
    return text[:place]


def _is_inside(text: str, place: int) -> bool:
    """Whether a cut there would part what is seen as one letter or emoji."""
    before, after = text[place - 1], text[place]
    return after in _JOINED or before == "\u200d" or bool(unicodedata.combining(after))


def fits(value: Any, room: int) -> bool:  # noqa: ANN401 - a payload holds values of every kind
    """Whether a payload takes no more than that."""
    return weight(value) <= room
