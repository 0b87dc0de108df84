"""Whether an answer says something else than before, or only says it better; leaves telling people to others."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from rapidfuzz.distance import DamerauLevenshtein

from knowledge.faq.entry import FaqEntry

_LINK = re.compile(r"\]\(([^)\s]+)\)|https?://[^\s)\]]+")
_TOKEN = re.compile(r"[^\W_]+")
_MISSPELT = 2
"""So many letters may differ for it to be the same word, if it is long enough."""
_LONG = 5
_DENIALS = frozenset(
    word
    for line in ("inte ej aldrig ingen inget inga utan", "not never no none without don t doesn cannot")
    for word in line.split()
)
_FILL = frozenset(
    word
    for line in (
        "och eller att som den det de en ett i för med så då också",
        "the a an of and or in",
    )
    for word in line.split()
)
"""Words that may come and go without the answer being another."""


def differs(before: FaqEntry, after: FaqEntry) -> bool:
    """Whether who got the answer before would do something else now.

    Spelling, punctuation, bold, the order of small words and line breaks are no such change; another word, number, link
    or ”inte” is, in the answer or in the municipality's own addition.
    """
    return _says_else(f"{before.answer}\n{before.local}", f"{after.answer}\n{after.local}")


def _says_else(before: str, after: str) -> bool:
    if _links(before) != _links(after):
        return True
    old, new = _tokens(before), _tokens(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return any(_matters(old[i1:i2], new[j1:j2]) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal")


def _links(text: str) -> set[str]:
    return {found[1] or found[0] for found in _LINK.finditer(text)}


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(_LINK.sub("]", text).lower())


def _matters(gone: list[str], come: list[str]) -> bool:
    """Whether these words in place of those are more than a better spelling."""
    old = [word for word in gone if word not in _FILL]
    new = [word for word in come if word not in _FILL]
    if "".join(old) == "".join(new):  # "skol banken" and "skolbanken"
        return False
    return len(old) != len(new) or any(not _same_word(one, other) for one, other in zip(old, new, strict=True))


def _same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    if one.endswith(other) or other.endswith(one):  # "synlig" and "osynlig", "aktivera" and "avaktivera"
        return False
    if {one, other} & _DENIALS or any(word.isdigit() for word in (one, other)):
        return False
    most = _MISSPELT if min(len(one), len(other)) > _LONG + 2 else 1
    alike = DamerauLevenshtein.distance(one, other) <= most
    return alike and min(len(one), len(other)) >= _LONG and not any(char.isdigit() for char in one + other)
