"""Which language somebody wrote in, Swedish or English; leaves what to do about it to the handlers."""

from __future__ import annotations

import re

from knowledge.conversation.fold import word_set

_WORD = re.compile(r"[a-zåäö']+")
_SWEDISH = word_set(
    "och att det jag är en ett på inte för med som den har vi kan hur var när vad till min mina mitt av om vill "
    "ska någon nån hej tack eller men får gör finns syns från alla elev elever vh varför går dom dem de så"
)
_ENGLISH = word_set(
    "the and is are i a to of in on my we can how where when what for with that it do does not you any have has "
    "this why they their please hello hi thanks pupil pupils student parents parent if from see get keep there"
)


def language_of(text: str) -> str | None:
    """`sv` or `en`, or None when the words do not tell."""
    words = _WORD.findall(text[:2000].lower())
    swedish = sum(word in _SWEDISH for word in words) + 2 * any(letter in text.lower() for letter in "åäö")
    english = sum(word in _ENGLISH for word in words)
    if swedish == english or max(swedish, english) < 2:
        return None
    return "sv" if swedish > english else "en"
