"""Makes what people wrote safe and short enough to keep and to quote; leaves personal data to `personal_data`."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from knowledge.conversation.message import replace_mentions

_BREAKS = re.compile("\r\n?|[\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_BLANKS = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*){3,}")
# Format (bidi, zero-width, tags), control, private use and half surrogate pairs; none of them can be read.
_UNREADABLE = frozenset({"Cf", "Cc", "Co", "Cs"})
_LINK = re.compile(r"<?(?:https?|mailto|ftp)://?[^\s>]+>?|<?\bwww\.[^\s>]+>?", re.IGNORECASE)
_CALL = re.compile(r"<[@#!][^>\s]{1,200}>|@\w+")
_LAST_WORD = re.compile(r"(?<=\s)\S+\Z")
_SMILEY = re.compile(r"(?<!\w)(?::[a-z+-][\w+-]*:|[:;=]['´]?-?[()DPOSpos|/\\]|[xX]D+)(?!\w)")
# Letters by category that look like nothing: Hangul fillers.
_HOLLOW = re.compile("[\u115f\u1160\u3164\uffa0]")


def clean(text: str, limit: int = 8000) -> str:
    """The text in NFC, without anything invisible, with plain line breaks, and at most `limit` characters long.

    Private-use characters go too, so that nobody can write the marks of a mention: call this before a platform's
    own mentions are put in. A text that is too long is cut at a word and ends with "…".
    """
    text = _BREAKS.sub("\n", text)
    text = "".join(char for char in text if _is_readable(char))
    text = unicodedata.normalize("NFC", text)
    text = _BLANKS.sub("\n\n\n", text).strip()
    return _cut(text, limit)


def excerpt(text: str, length: int = 80) -> str:
    """The text on one line for a quotation, cut at a word to `length` characters; mentions become names."""
    named = replace_mentions(text, lambda _person, name: name)
    return _cut(" ".join(clean(named).split()), length)


def is_empty(text: str) -> bool:
    """Whether there is nothing to read: only emoji, punctuation, links, mentions and space.

    A digit can be read ("1" picks an entry), also as a keycap emoji.
    """
    text = replace_mentions(text, lambda _person, _name: " ")
    for gone in (_LINK, _CALL, _SMILEY, _HOLLOW):
        text = gone.sub(" ", text)
    return not any(char.isalnum() for char in text)


@lru_cache(maxsize=4096)
def _is_readable(char: str) -> bool:
    return char in "\n\t" or unicodedata.category(char) not in _UNREADABLE


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    head = text[: max(limit - 1, 0)]
    whole = head if text[len(head)].isspace() else _LAST_WORD.sub("", head)
    # An endless word is cut where the limit is: to leave it out would say less.
    kept = whole if len(whole) * 2 >= len(head) else head
    return f"{kept.rstrip(' ,;:–-')}…" if limit > 0 else ""
