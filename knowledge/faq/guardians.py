"""Texts for guardians that stand with the answers: which there are, which fits, what they must not hold; leaves showing them to handlers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.conversation.message import plain
from knowledge.faq.entry import FaqEntry
from knowledge.faq.index import Index
from knowledge.faq.search import SHORT
from knowledge.faq.search_asked import Sought, sought
from knowledge.faq.stems import stem
from knowledge.faq.text import clean, fold, words
from knowledge.faq.verdict import Match

LANGUAGES = ("sv", "en")
FIELDS = ("guardian_sv", "guardian_en")
"""The fields of an entry that hold its text, in the order of LANGUAGES."""
AUDIENCE = "guardian"
_TITLE = 80
"""Characters of a first line that may be a heading."""
_HEADING, _CATEGORY, _WAYS, _ELSE = 4.0, 3.0, 2.0, 1.0
"""How much a sought word counts in the heading, as the category, in the ways of asking, in the text itself."""
_ENOUGH = 0.5
"""A text fits when it has at least this share of what is sought."""
_SURE = 0.4
"""An entry whose text has not the words fits from this probability on: a wrong text must not go home."""
_BESIDE = 12
"""About how many characters on either side are shown with what only we say."""
_INTERNAL = re.compile(
    r"\bsupport(?:kanal|grupp|bot|tråd)\w*|\bunikumansvarig\w*|\b(?:lokal|central)\w* (?:\w+ )?\w*(?:kontakt|ansvarig)\w*|"
    r"\blokalt? ansvarig\w*|\b(?:auto)?synk(?:en|ade?|ning\w*)?\b|\bnödadmin\w*|\bkommunadmin\w*|\bintran[äe]t\w*|"
    r"\bsupport (?:channel|group|bot)\b|\b(?:local|central) contacts?\b|\b(?:auto)?sync(?:ed|ing)?\b|\bemergency admin\b|"
    r"https?://(?:[\w-]+\.)*(?:intra|intranat|intranet|inside|insidan)\b[\w./-]*",
    re.IGNORECASE,
)
"""What only those inside say."""


@dataclass(frozen=True, kw_only=True)
class GuardianText:
    """One text in one language."""

    entry: FaqEntry
    language: str
    text: str
    """With its heading, as it is copied."""
    is_own: bool = True
    """Whether it was written for guardians; otherwise the answer of an entry for guardians stands in."""

    @property
    def title(self) -> str:
        """What it is about: its heading, or what the entry is called."""
        first = plain(self.text.strip().split("\n", 1)[0]).strip(" #:")
        return first if self.is_own and 0 < len(first) <= _TITLE and first[-1] not in ".!" else self.entry.title

    @property
    def body(self) -> str:
        """The text without its heading."""
        rest = self.text.strip().split("\n", 1)
        return rest[1].strip() if len(rest) > 1 and plain(rest[0]).strip(" #:") == self.title else self.text.strip()


def texts_of(entry: FaqEntry, inside: Iterable[str] = ()) -> dict[str, GuardianText]:
    """Language -> its text. The answer of an entry for guardians is one too, if it has nothing that only we say."""
    own = {
        language: GuardianText(entry=entry, language=language, text=written.strip())
        for language, field in zip(LANGUAGES, FIELDS, strict=True)
        if (written := getattr(entry, field)).strip()
    }
    if own or entry.audience != AUDIENCE or internal(entry.answer, inside):
        return own
    answer = f"{entry.answer.strip()}\n\n{entry.local.strip()}".strip()
    language = entry.language if entry.language in LANGUAGES else LANGUAGES[0]
    return {language: GuardianText(entry=entry, language=language, text=answer, is_own=False)}


def in_language(texts: dict[str, GuardianText], language: str) -> GuardianText:
    """The one in that language, or the one there is."""
    return texts.get(language) or next(iter(texts.values()))


def fitting(typed: str, entries: Sequence[FaqEntry], matches: Sequence[Match], index: Index) -> list[FaqEntry]:
    """Of these entries, which all have a text, those that the words are about, best first.

    `matches`: what the whole FAQ has for the words; they decide where no text has the words, if they are sure enough. Of
    equals the first in the file is the best, since what most people need is written first.
    """
    wanted = sought(typed, index)
    found = {}
    for entry in entries:
        fits, share = _fits(entry, wanted, index.language)
        if share >= _ENOUGH and fits >= _ELSE:
            found[entry.id] = fits
    if not found:
        known = {entry.id: entry for entry in entries}
        return [known[one.id] for one in matches if one.id in known and (one.exact or one.score >= _SURE)]
    return sorted((entry for entry in entries if entry.id in found), key=lambda entry: -found[entry.id])


def _fits(entry: FaqEntry, wanted: Sequence[Sought], language: str) -> tuple[float, float]:
    """How well it fits, and which share of what is sought it has anywhere."""
    texts = texts_of(entry).values()
    heading = " ".join(f"{text.title} {text.title.replace(' ', '')}" for text in texts)  # "login" is in "Log in"
    body = " ".join(text.text for text in texts)
    layers = (
        (heading, _HEADING),
        (f"{entry.question} {' '.join(entry.alternatives)}", _WAYS),
        (body, _ELSE),
        (entry.category, _CATEGORY),
    )
    read = [(_read(text, language), weight) for text, weight in layers]
    total = sum(one.rarity for one in wanted) or 1.0
    alone = len(wanted) == 1
    has = [
        (one, max((weight for layer, weight in read if _has(one, layer, whole=alone and weight == _ELSE)), default=0.0))
        for one in wanted
    ]
    fits = sum(one.rarity * weight for one, weight in has) / total
    return fits, sum(one.rarity for one, weight in has if weight) / total


def _read(text: str, language: str) -> tuple[frozenset[str], str]:
    spoken = words(clean(text))
    return frozenset(stem(word, language) for word in spoken), fold(" ".join(spoken))


def _has(one: Sought, layer: tuple[frozenset[str], str], *, whole: bool) -> bool:
    """`whole`: as a word by itself, so that "raketer" is not found in "språket"."""
    stems, text = layer
    return one.stem in stems or (not whole and len(one.stem) > SHORT and one.stem in text)


def is_over(entry: FaqEntry, today: date) -> bool:
    """Whether its last day has been."""
    return entry.valid_to is not None and entry.valid_to < today


def is_old(entry: FaqEntry, today: date) -> bool:
    """Whether somebody should have looked at it again by now."""
    return entry.review_by is not None and entry.review_by < today


def internal(text: str, inside: Iterable[str] = ()) -> str:
    """The first words in it that only those inside say, with what stands around them; empty when there are none.

    `inside`: names of people and channels, and what the organisation calls internal.
    """
    found = _INTERNAL.search(text)
    if found:
        return _around(text, found.start(), found.end())
    low = text.casefold()
    for name in inside:
        place = _place(low, name.strip().casefold())
        if place >= 0:
            return _around(text, place, place + len(name.strip()))
    return ""


def _place(low: str, name: str) -> int:
    """Where the name stands as whole words, or -1."""
    place = low.find(name) if name else -1
    while place >= 0:
        end = place + len(name)
        if not (low[place - 1 : place].isalnum() or low[end : end + 1].isalnum()):
            return place
        place = low.find(name, place + 1)
    return -1


def _around(text: str, start: int, end: int) -> str:
    """The words there with a few others of their line."""
    begins, ends = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line = text[begins : ends if ends >= 0 else len(text)]
    start, end = start - begins, end - begins
    first = line.rfind(" ", 0, max(start - _BESIDE, 0)) + 1
    last = line.find(" ", min(end + _BESIDE, len(line)))
    piece = plain(line[first : last if last >= 0 else len(line)]).strip()
    return f"{'…' if first else ''}{piece}{'…' if last >= 0 else ''}"
