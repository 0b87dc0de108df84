"""Whether somebody who asks has met the outage that a text tells of, by its telling words; leaves likeness of questions to `knowledge/faq`."""

from __future__ import annotations

from knowledge.conversation.fold import folded_words, word_set
from knowledge.faq.stems import stem

ENOUGH = 0.8
"""The least share of a text's telling words that the question must have."""
_NOT = "inte"
_SAME = {
    **dict.fromkeys(word_set("inte ej ingen inget inga icke not cannot can't cant won't wont doesn't doesnt isn't isnt nobody "
                             "no aldrig"), (_NOT,)),
    **dict.fromkeys(word_set("inloggning inloggningen inloggningar login"), ("in", "logga")),
    **dict.fromkeys(word_set("logga loggar loggade log logging"), ("logga",)),
    **dict.fromkeys(word_set("nere ner down"), ("nere",)),
}  # fmt: skip
"""Word, folded -> what it counts as, so that "ingen kommer in" is "det går inte att komma in"."""
_SMALL = word_set(
    """alla min mitt mina ser jag du han hon hen vi ni de dom man mig dig oss er dem nan nagon nagra alla eleverna elever eleven elev larare
    det den detta de ett en som att och men eller sa om nar ar var vara blir bli bara har hade kan kunde gar gick far fick
    ska skall vill maste i pa av for fran med till hos vid idag just nu igen mer fler ocksa bade funkar funka fungerar
    fungera ligger hej hejsan tack unikum i'm im i my we our the a an is are it to at of on for with and or do does can
    get works work working today now again anyone else hi hello problem fel felet strul strular"""
)
"""Words that say nothing of what it is that does not work."""


def met(asked: str, told: str, language: str = "sv") -> bool:
    """Whether a question has met what the text tells: it says what the text says of what does not work.

    A text that says that something does *not* work is not met by somebody who asks how it works.
    """
    wanted, said = telling(told, language), telling(asked, language)
    matter = wanted - {_NOT}
    if not matter or len(wanted) < 2 or (_NOT in wanted and _NOT not in said):
        return False
    shared = wanted & said
    return bool(shared - {_NOT}) and len(shared) >= ENOUGH * len(wanted)


def telling(text: str, language: str = "sv") -> frozenset[str]:
    """The stems of the words that say what it is that does not work."""
    found: set[str] = set()
    for word in folded_words(text):
        if word in _SAME:
            found.update(_SAME[word])
        elif word not in _SMALL:
            found.add(stem(word, language))
    return frozenset(found)
