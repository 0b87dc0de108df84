"""Takes a chat message apart into clauses of plain words; leaves what they say to `words`, `picks` and `colleagues`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.conversation.fold import fold, word_set
from knowledge.conversation.message import replace_mentions

LONGEST = 1500
"""Characters; the words that count as buttons stand at the beginning of a message."""

_SIGNS = {
    "🙏": (" tack "),
    "❤": (" tack "),
    ":pray:": (" tack "),
    "👍": (" ok "),
    "👌": (" ok "),
    "👎": (" nej "),
    ":thumbsdown:": (" nej "),
    ":-1:": (" nej "),
}
_SIGN = re.compile("|".join(map(re.escape, _SIGNS)))
_SHORTCODE = re.compile(r":[a-z][a-z0-9_+-]*:|:\+1:")
_CALL = re.compile(r"<[@#!][^>\s]{1,200}>|@\w+")
_SENTENCE = re.compile(r"[^.!?;\n…]+[.!?;\n…]*")
_PART = re.compile(r"[^,–—:()]*(?:(?<=\S):(?=\S)[^,–—:()]*)*[,–—:()]?")
_WORD = re.compile(r"[a-z0-9+#:]*[a-z0-9+][a-z0-9+:]*")
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_CONTRAST = word_set("men fast dock fastan but though although however")
_SPELLED = {
    "de": "det",
    "e": "ar",
    "o": "och",
    "int": "inte",
    "ente": "inte",
    "icke": "inte",
    "ej": "inte",
    "funka": "funkade",
    "tackar": "tack",
    "thx": "thanks",
    "tnx": "thanks",
    "thanx": "thanks",
    "ty": "thanks",
    "na": "nej",
    "nae": "nej",
    "naj": "nej",
    "nah": "nej",
    "nope": "nej",
    "nopp": "nej",
    "nix": "nej",
    "hjalpt": "hjalpte",
    "ngn": "nan",
    "nagon": "nan",
    "cannot": "cant",
}
_TYPED = ("funkade", "fungerade", "fungerar", "hjalpte", "hittade", "fortfarande", "manniska", "working", "thanks")
_RIGHT = word_set("fungera funkar funkat hjalpta hittat hittar hittas hittades walking")


@dataclass(frozen=True)
class Clause:
    """A few words that belong together."""

    words: tuple[str, ...]
    """Folded, without emoji and mentions, the commonest chat spellings made alike."""
    asks: bool = False
    """A question mark stands after it."""
    contrast: bool = False
    """It began with "men", "fast", "but": that word is left out."""

    @property
    def text(self) -> str:
        """The words with one space between them."""
        return " ".join(self.words)


def clauses(text: str) -> list[Clause]:
    """The clauses of the beginning of a message, in order; empty ones are left out."""
    found = []
    for sentence in _SENTENCE.findall(_plain(text[:LONGEST])):
        parts = [part for part in (_words(piece) for piece in _PART.findall(sentence)) if part]
        for position, words in enumerate(parts):
            asks = "?" in sentence and position == len(parts) - 1
            found.extend(_split(words, asks=asks))
    return found


def _plain(text: str) -> str:
    """The text folded, with the emoji that say something turned into words."""
    text = replace_mentions(text, lambda _person, _name: " ")
    text = _CALL.sub(" ", text)
    text = _SIGN.sub(lambda found: _SIGNS[found[0]], text)
    return _SHORTCODE.sub(" ", fold(text).replace("'", ""))


def _words(piece: str) -> list[str]:
    return [_spelled(word.strip(":")) for word in _WORD.findall(piece)]


def _spelled(word: str) -> str:
    """The word as it is usually spelled: no chat spelling, stretched letters or typing error in a word that matters."""
    word = _STRETCHED.sub(r"\1", word)
    if word in _SPELLED:
        return _SPELLED[word]
    if len(word) < 6 or word in _RIGHT:
        return word
    near = process.extractOne(word, _TYPED, scorer=OSA.distance, score_cutoff=1)
    return str(near[0]) if near else word


def _split(words: list[str], *, asks: bool) -> list[Clause]:
    """One part of a sentence, cut where a contrast begins."""
    found: list[Clause] = []
    start, contrast = 0, False
    for position, word in enumerate([*words, "men"]):
        if word not in _CONTRAST:
            continue
        if words[start:position]:
            at_end = position == len(words)
            found.append(Clause(tuple(words[start:position]), asks=asks and at_end, contrast=contrast))
        start, contrast = position + 1, True
    return found
