"""Reads what people type: cleans it, compares it and cuts it in words and sentences; leaves word forms to stems."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 4000
"""Characters of a message that are read; of a longer one the start and the end."""
_END = 1000

_UNSEEN = re.compile(
    "[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ud800-\udfff\ue000-\uf8ff]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LINK = re.compile(r"<?\b(?:https?://|www\.)[^\s<>|]{1,2000}(?:\|([^<>]{0,200}))?>?", re.IGNORECASE)
_MENTION = re.compile(r"<[@!#][^<>\s]{1,80}>|<at>[^<>]{0,80}</at>|(?<!\w)@[\w.-]{1,60}", re.IGNORECASE)
_SHORTCODE = re.compile(r"(?<!\w):[a-z][a-z0-9_+-]{1,40}:(?!\w)")
_WORD = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_FOLD = str.maketrans("åäöéèüáàñ", "aaoeeuaan")


def shortened(text: str) -> str:
    """The text itself, or the start and the end of one that is longer than LONGEST."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - _END]}\n{text[-_END:]}"


def clean(text: str) -> str:
    """The message as it would be read aloud: composed characters, nothing unseen, no links, mentions or emoji codes."""
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", shortened(text)))
    if not text.isprintable():
        text = _CONTROL.sub(" ", text)
    if "://" in text or "www." in text.lower():
        text = _LINK.sub(lambda found: f" {found[1] or ''} ", text)
    if "<" in text or "@" in text:
        text = _MENTION.sub(" ", text)
    return (_SHORTCODE.sub(" ", text) if ":" in text else text).strip()


def words(text: str) -> list[str]:
    """The words of a text in lower case, in order."""
    return _WORD.findall(text.lower())


def normal(text: str) -> str:
    """The form in which two texts are the same: words only, in lower case."""
    return " ".join(words(clean(text)))


def fold(word: str) -> str:
    """The word without dots and accents, for keyboards that lack them."""
    return word.translate(_FOLD)


def sentences(text: str) -> list[str]:
    """The sentences and lines of a text, the empty ones left out."""
    return [part.strip() for part in _SENTENCE.split(text) if _WORD.search(part)]
