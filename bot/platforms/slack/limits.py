"""What Slack takes at most, and how words are shortened to that; leaves what the words are to render and views."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

SECTION_TEXT = 3000
MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
VIEW_BYTES = 250_000
ALL_TEXT = 12_000
"""All blocks of a message together; Slack refuses from about 13,200 characters."""
TWIN = 3900
"""The text of a message; an edit with more than 4,000 characters is refused."""
ACTION_ID = 255
BUTTON_TEXT, BUTTON_VALUE, BUTTON_ADDRESS = 75, 2000, 3000
IMAGE_ADDRESS, IMAGE_TEXT = 3000, 2000
OPTION_TEXT, OPTION_VALUE = 75, 150
OVERFLOW_OPTIONS, SELECT_OPTIONS, SELECT_GROUPS = 5, 100, 100
BUTTONS_IN_A_BLOCK = 5
"""Slack takes 25; five wrap well on a phone."""
TITLE, LABEL, HINT, INPUT_TEXT, PLACEHOLDER = 24, 2000, 2000, 3000, 150
PROBLEM = 1000
"""What is wrong with a field; Slack names no limit."""
MORE = "…"

_JOINED = frozenset("\u200d\ufe0e\ufe0f")
_FARTHEST = 40
"""How many characters a cut may go back to find a good place."""
_LONGEST_ENTITY = len("&amp;")
_OURS = re.compile("[\ue000-\ue0ff]")
_BREAKS = str.maketrans(dict.fromkeys("\n\r\t\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "))
_CALLS = (("<!", "<\u200b!"), ("<@", "<\u200b@"), ("<#", "<\u200b#"))


def size(text: str) -> int:
    """How long Slack takes a text to be: an emoji outside the basic plane counts twice, to be on the safe side."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def shorten(text: str, limit: int) -> str:
    """The text if it fits, else its beginning, cut at a word, with "…"."""
    if size(text) <= limit:
        return text
    return text[: place_to_cut(text, limit - size(MORE))].rstrip().rstrip("_") + MORE


def place_to_cut(text: str, room: int) -> int:
    """Where to cut a text so that at most `room` stays: at a space if one is near, never inside an entity or a letter."""
    end = _that_fits(text, room)
    if end >= len(text):
        return len(text)
    space = max(text.rfind(" ", 0, end + 1), text.rfind("\n", 0, end + 1))
    if space >= end - max(_FARTHEST, end // 2) and space > 0:
        return space
    for place in range(end, max(end - _FARTHEST, 0), -1):
        if not _is_inside(text, place):
            return place
    return end


def one_line(text: str) -> str:
    """The text without line breaks and doubled spaces."""
    return " ".join(text.translate(_BREAKS).split())


def plain_text(text: str, limit: int) -> dict[str, Any]:
    """Words in which Slack reads no markup, as its text object; what would be a call in markup is broken all the same."""
    words = one_line(_OURS.sub("", text))
    for call, broken in _CALLS:
        words = words.replace(call, broken)
    return {"type": "plain_text", "text": shorten(words, limit) or MORE, "emoji": True}


def _that_fits(text: str, room: int) -> int:
    """How many characters of the text fit in that room."""
    end = max(room, 0)
    while end > 0 and size(text[:end]) > room:
        end -= max((size(text[:end]) - room + 1) // 2, 1)
    return end


def _is_inside(text: str, place: int) -> bool:
    """Whether a cut there would break an entity or a sign that is made of several characters."""
    before = text[max(place - _LONGEST_ENTITY, 0) : place]
    entity = before.rfind("&")
    if entity >= 0 and ";" not in before[entity:] and ";" in text[place : place + _LONGEST_ENTITY]:
        return True
    around = text[place - 1 : place + 1]
    return around[-1] in _JOINED or around[0] == "\u200d" or bool(unicodedata.combining(around[-1]))
