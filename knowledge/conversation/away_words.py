"""What may follow `borta`: from when until when, and who stands in; leaves reading the days to `dates`."""

from __future__ import annotations

import re

from knowledge.conversation.fold import EDGE, folded_words, word_set
from knowledge.conversation.list_words import POLITE

_DAY = (
    r"(?:man|tis|ons|tors|tors?|fre|lor|son)(?:dag\w*)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"(?:jan|feb|mars|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w{0,6}|march|may|october|oct"
)
_WHEN = re.compile(
    rf"(?:\d[\d./–-]*(?:e|:e|:a|th|st|nd|rd|h)?|{_DAY}|idag|imorgon|imorn|ikvall|today|tomorrow|tonight|"
    r"nasta|next|denna|this|resten|rest|hela|all|v\.?\d*|vecka|week|veckan|vab|semester|tillsvidare|tv)"
)
_UNTIL = word_set("till tills tom t.o.m until til through")
_BEFORE_WHEN = word_set("i pa on for fran from fr.o.m from och mellan between den the sjuk sick ledig off")
_AFTER_NUMBER = re.compile(
    rf"(?:{_DAY}|dag\w*|vecka|veckor\w*|days?|weeks?|timm\w*|tim|h|hours?|till|to|until|och|and|–|-|ersattare|substitute|vikarie|of)"
)
_ERSATTARE = word_set("ersattare substitute vikarie")


def away(rest: str) -> str | None:
    """`borta`, `borta till fredag`, `borta 3–7 mars ersättare Olle` -> the words about when and who."""
    words = folded_words(rest)
    if not words or set(words) <= POLITE:
        return ""
    start = 0
    while start < len(words) - 1 and words[start] in _BEFORE_WHEN:
        start += 1
    fits = words[start] in _UNTIL | _ERSATTARE or _is_when(words[start:])
    if words[start] in _UNTIL and len(words) == start + 1:
        return None
    return rest.strip(EDGE) if fits else None


def _is_when(words: list[str]) -> bool:
    """Whether a time begins here; "5 elever" is none, "i dag" and "i morgon" are."""
    if words[0] in {"dag", "morgon", "kvall", "natt"}:
        return True
    if not _WHEN.fullmatch(words[0]):
        return False
    is_number = words[0].isdigit()
    return not is_number or len(words) == 1 or bool(_AFTER_NUMBER.fullmatch(words[1]))
