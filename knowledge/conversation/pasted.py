"""Text that was pasted from a word processor, as plain lines; leaves what is unreadable to `clean`."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"<!--.*?-->|<!\[(?:if|endif)[^>]*>", re.DOTALL)
_STYLE = re.compile(r"<(style|script|xml)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_BREAK = re.compile(r"<\s*(?:br|/p|/div|/li|/tr|/h[1-6])\s*/?\s*>", re.IGNORECASE)
_ITEM = re.compile(r"<\s*li\b[^>]*>", re.IGNORECASE)
_NAMES = "p|div|span|font|b|i|u|em|strong|a|ul|ol|table|tbody|td|th|h[1-6]|html|body|meta|head"
_TAG = re.compile(rf"</?(?:[owvm]:\w+|{_NAMES})\b[^>]*>", re.IGNORECASE)
_BULLET = re.compile(r"^[ \t]*(?:[•·▪◦‣●○■□§\uf0b7\uf0a7\uf0d8]|[o–—-](?=[\t\xa0]))[ \t\xa0]*", re.MULTILINE)
_SIGNS = str.maketrans({"\xa0": " ", "\u202f": " ", "\u2007": " ", "\u2011": "-", "\u2012": "–", "\xad": None,
                        "\u200b": None, "\ufeff": None, "“": "”", "„": "”", "‘": "’", "‚": "’", "…": "…"})  # fmt: skip
_TABS = re.compile(r"(?<=\S)\t+(?=\S)")
_SPACES = re.compile(r"[ \t]+$|(?<=\S) {2,}(?=\S)", re.MULTILINE)


def from_word(text: str) -> str:
    """The text without what a word processor leaves in it: its comments and tags, its bullets, its special spaces.

    Bullets become the lists of our Markdown subset, cells of a table stand on a line with a dash between; words, bold
    and links that were written as Markdown stay as they are.
    """
    text = _STYLE.sub("", _COMMENT.sub("", text))
    text = _TAG.sub("", _ITEM.sub("- ", _BREAK.sub("\n", text)))
    text = _BULLET.sub("- ", text).translate(_SIGNS)
    return _SPACES.sub(lambda found: "" if _ends_line(found) else " ", _TABS.sub(" – ", text))


def _ends_line(found: re.Match[str]) -> bool:
    """Whether the spaces stand at the end of a line, and not between two words."""
    return found.end() == len(found.string) or found.string[found.end()] in "\r\n"
