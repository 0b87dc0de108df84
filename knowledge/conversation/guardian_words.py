"""What may follow the command word `till vårdnadshavare`; leaves the doing to handlers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.conversation.fold import EDGE, fold, folded_words, word_set

_MOST_WORDS = 12
_ALL = word_set("alla all allt allting everything samtliga")
_BESIDE_ALL = word_set("texter texterna text of them the")
_BEGINS_A_SENTENCE = word_set(
    """kan ska skall har kommer far ar blir bor maste vill syns gar fungerar funkar visas skickas hamnar star jag vi det de som
    can should is are has have do does must will i we it they who that"""
)
"""With these a sentence goes on: ”till vårdnadshavare kommer inga notiser”."""
_BEFORE = re.compile(r"(?i)^(?:om|about|on)\s+")
_LANGUAGE = re.compile(r"(?i)[\s,:]*\b(?:på|pa|in|i)?\s*\b(engelska|english|svenska|swedish)\W*$")
_LANGUAGES = {"engelska": "en", "english": "en", "svenska": "sv", "swedish": "sv"}


@dataclass(frozen=True)
class GuardianWanted:
    """Which text for guardians is wanted."""

    what: str
    """`topics`, `all` or `one`."""
    about: str = ""
    """The topic, as it was written."""
    language: str = ""
    """`sv`, `en`, or empty: the reader's."""


def guardian_wanted(rest: str) -> GuardianWanted | None:
    """What stands after `till vårdnadshavare`: nothing, a topic, `alla`; None when it goes on as a sentence."""
    words = folded_words(rest)
    if rest.rstrip().endswith("?") or len(words) > _MOST_WORDS or set(words[:1]) & _BEGINS_A_SENTENCE:
        return None
    found = _LANGUAGE.search(rest)
    language = _LANGUAGES[fold(found[1])] if found else ""
    about = _BEFORE.sub("", rest[: found.start()] if found else rest).strip(EDGE)
    left = folded_words(about)
    if not left:
        return GuardianWanted("topics", language=language)
    if left[0] in _ALL and set(left[1:]) <= _BESIDE_ALL:
        return GuardianWanted("all", language=language)
    return GuardianWanted("one", about, language)
