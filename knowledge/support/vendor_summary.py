"""A clean summary for the vendor out of a question's thread: what, steps, expected, seen, since; leaves who is named in it to `exposed`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.conversation.clean import excerpt, is_empty
from knowledge.conversation.colleagues import asks_back, contact_says, is_me_too
from knowledge.conversation.fold import fold
from knowledge.faq.draft import proposed
from knowledge.support.vendor_case import LONGEST, CaseText

_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=\S)|\n+")
_STEPS = re.compile(
    r"\b(?:klicka\w*|tryck\w*|oppna\w*|valj\w*|valde|gar in|gatt in|loggar in|skriver in|forsok\w*|provade?|testade?|"
    r"nar (?:jag|vi|man)|click\w*|press\w*|opens?|opened|choose|chose|log in|tried|try|when (?:i|we|you))\b"
)
_EXPECTED = re.compile(
    r"\b(?:borde|skulle ju|forvanta\w*|brukar|ska(?:ll)? (?:ju|val)|should|expect\w*|used to|normally)\b"
)
_SEEN = re.compile(
    r"\b(?:syns|visas|star det|kommer (?:det )?upp|fel\w*|vit sida|blir (?:vit|tom|fel)|inget hander|hander inget|"
    r"snurrar|hanger sig|shows?|says|error\w*|blank|nothing happens|appears?|spins)\b"
)
_WEEKDAY = "(?:man|tis|ons|tors|fre|lor|son)dag"
_DAY_NAME = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = (
    "(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|"
    "january|february|march|may|june|july|august|october)"
)
_DATE = (
    rf"(?:\d{{4}}-\d\d-\d\d|\d\d?/\d\d?|(?:(?:den|the) )?\d\d?(?::?[ea]|st|nd|rd|th)?(?: of)? {_MONTH}|"
    rf"{_MONTH}(?: \d\d?)?|(?:den|the) \d\d?(?::?[ea]|st|nd|rd|th)?)"
)
_COUNT = "(?:\\d{1,3}|en|ett|tva|tre|fyra|fem|sex|nagra|nagon|ett par|flera|a|one|two|three|four|five|a few|several)"
_UNIT = (
    "(?:minut(?:er)?|timm(?:e|ar)|dag(?:ar)?|dygn|veck(?:a|or)|manad(?:er)?|termin(?:er)?|"
    "(?:minute|hour|day|week|month|term)s?)"
)
_PAST = rf"(?:i ?gar|i ?forrgar|i ?morse|i {_WEEKDAY}s|yesterday|this morning)"
_LAST = (
    rf"(?:(?:forra|i forra) (?:{_WEEKDAY}en|veckan|manaden|terminen|aret|lasaret|gangen)|"
    rf"last (?:{_DAY_NAME}|week|month|term|year|night|time))"
)
_BREAK = "(?:host|jul|sport|pask|sommar|vinter)?lov(?:et)?"
_EVENT = (
    r"(?:(?:den |the )?(?:senaste |latest |last )?(?:uppdatering(?:en)?|update|uppgradering(?:en)?|upgrade|bytet|flytten|synken)|"
    rf"{_BREAK}|(?:skol|termins|las ?ars)(?:start|borjan)(?:en)?|borjan av (?:terminen|lasaret|{_MONTH})|"
    r"(?:the )?(?:start|beginning) of (?:term|the term|school)|the (?:\w+ )?(?:break|holidays)|"
    r"(?:sommar|jul|host|vinter|var)(?:en)?|i (?:somras|hostas|vintras|varas|julas|paskas|helgen)|helgen|lunch(?:en)?)"
)
_WHEN = (
    rf"(?:{_PAST}(?: kvall| eftermiddag| morse)?|{_LAST}|{_EVENT}(?: (?:den )?{_DATE}| {_PAST})?|"
    rf"{_COUNT} {_UNIT}(?: (?:tillbaka|back|ago))?|(?:i )?{_DATE}|{_WEEKDAY}(?:en|s)?(?: {_DATE})?|{_DAY_NAME}|"
    r"(?:kl|klockan) \d\d?(?:[.:]\d\d)?|(?:vecka|week|v\.?) ?\d\d?|(?:en )?(?:lange|tid|stund)(?: tillbaka)?)"
)
_SINCE = re.compile(
    rf"\b(?:sedan|sen|since) (?:(?:ca|cirka|ungefar|typ|atminstone|about|around|at least) )?(?P<when>{_WHEN})(?![\w/])|"
    rf"\b(?P<past>{_PAST})\b|\b(?P<ago>(?:for )?{_COUNT} {_UNIT} (?:sedan|sen|ago))\b"
)
_PROMISES = re.compile(
    r"\b(?:jag|vi|i|we|i'll|ill)\b.{0,20}\b(?:skickar|anmaler|aterkommer|hor av|kollar|tar|fragar|kontaktar|send|report|"
    r"check|get back|ask|contact)\b"
)

_SHORT = 4
"""So many words of ”samma här” tell nothing else."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """One message of the thread, masked."""

    text: str
    by_asker: bool


def summary(thread: Sequence[Said], since: str) -> CaseText:
    """The case as a draft for somebody to edit; `since`: when it was first asked, where nobody says more.

    The asker's sentences are sorted by what they tell. What contacts found out is what is seen; what they promise is left out.
    """
    asked = [line for one in thread if one.by_asker for line in _sentences(one.text)]
    found = [line for one in thread if not one.by_asker and _tells(one.text) for line in _sentences(one.text)]
    found = [line for line in found if not _PROMISES.search(fold(line))]
    steps = [line for line in asked if _STEPS.search(fold(line))]
    expected = [line for line in asked if _EXPECTED.search(fold(line)) and line not in steps]
    seen = [line for line in asked if _SEEN.search(fold(line)) and line not in (*steps, *expected)]
    return CaseText(
        title=excerpt(asked[0] if asked else "", LONGEST["title"]).rstrip("."),
        what=_joined(asked, "what"),
        steps=_joined(steps, "steps"),
        expected=_joined(expected, "expected"),
        seen=_joined([*seen, *found], "seen"),
        since=_since(asked) or since,
    )


def _sentences(text: str) -> list[str]:
    """Without greetings and thanks; each with a capital."""
    lines = (line.strip(" -•*") for line in _SENTENCE.split(proposed(text, 4000)))
    return [line[:1].upper() + line[1:] for line in lines if not is_empty(line)]


def _tells(text: str) -> bool:
    """Whether a contact's words tell something about the matter."""
    short = len(text.split()) <= _SHORT
    return not (contact_says(text) or asks_back(text) or (short and is_me_too(text)))


def _joined(lines: Sequence[str], name: str) -> str:
    """Each once, as many as fit."""
    kept: list[str] = []
    for line in dict.fromkeys(lines):
        if len("\n".join([*kept, line])) > LONGEST[name]:
            break
        kept.append(line)
    return "\n".join(kept) or excerpt(lines[0] if lines else "", LONGEST[name])


def _since(lines: Sequence[str]) -> str:
    """”i torsdags”, in the asker's words: what they say of time, and nothing else that follows a ”sen”."""
    for line in lines:
        folded = fold(line)
        found = _SINCE.search(folded)
        if found and found.lastgroup and len(folded) == len(line):
            return line[found.start(found.lastgroup) : found.end(found.lastgroup)]
    return ""
