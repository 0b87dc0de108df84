"""Words that choose among offered questions ("ettan", "ingen av dem"); leaves all other words to `words`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from knowledge.conversation.clauses import Clause
from knowledge.conversation.fold import fold, word_set

_LAST = -1
_PLACES = {
    0: "1 1an 1:an ettan etta ett forsta 1:a 1a 1st first oversta top one",
    1: "2 2an 2:an tvaan tva andra 2:a 2a 2nd second two",
    2: "3 3an 3:an trean tre tredje 3:e 3e 3rd third three",
    _LAST: "sista sist last nedersta understa bottom final",
}
_BY_WORD = {word: place for place, words in _PLACES.items() for word in words.split()}
_AROUND = word_set(
    """ja jo japp yes yep ok okej jag vi i menar menade tar valjer vill ha tror nog precis exakt det den var ar
    handlar om galler alternativ alternativet nr nummer no number option alternative forslag forslaget svar svaret
    fragan raden # the one it its was is please tack thanks ill take go with pick choose think mean that entry
    tackar som stammer passar ratt bast da nog well um hm blir far bli kor pa for just maybe kanske this"""
)
"""What may stand around the word that picks."""

_DEM = (
    r"(?:(?:dem|dom|det)(?: har| dar| tva| tre)?|dessa(?: tva| tre)?|bada|the \w+|alternativ\w*|forslag\w*|"
    r"svar\w*|fragorna|them|these|those|the above)"
)
_BEFORE = r"(?:(?:nej|no|tyvarr|njae?|hm+) ){0,9}(?:det var |det ar |jag vill ha |its |i want )?"
_AFTER = (
    r"(?: (?:tyvarr|stammer|passar|ar ratt|duger|galler mig|galler|ar det|ar vad jag menar|tack|thanks|"
    r"sorry|fit|fits|match|matches"
    r"|is right|are right|in|pa|for|mig|har|det jag (?:menar|soker|undrar))){0,9}"
)
_TRIED = r"(?: (?:hjalpte|hjalper|funkade|helped|helps|worked))?"
_NONE = tuple(
    re.compile(f"{_BEFORE}{pattern}{_AFTER}")
    for pattern in (
        rf"(?:inget|ingen|inga|ingendera|ingetdera|none|neither|varken|no)(?: \w+)? (?:av|of|utav) {_DEM}{_TRIED}",
        rf"(?:inte|not) (?:nan|nat|nagot|nagra|any)(?: \w+)? (?:av|of) {_DEM}",
        r"(?<!det var )(?:(?:inget|ingen|inga|ingendera|ingetdera|none|neither)(?: one| alternativ\w*|"
        r" forslag\w*| svar\w*)?)",
        rf"varken eller|{_DEM} (?:stammer|passar|galler|ar|fit|are|match)(?: \w+)? (?:inte|not)(?: ratt| det| right)?",
    )
)
_ABOUT = re.compile(
    r"(?:(?:ja|jo|jag|menar|det|var|ar|tror|tar|i|mean|yes|its) ){0,9}(?:den|det|the one|that one|one) "
    r"(?:har |dar )?(?:om|med|dar det star|som handlar om|about|with) (.{4,60})"
)


def picks_none(parts: Sequence[Clause]) -> bool:
    """Whether the words say that none of the offered questions fits."""
    first = parts[0]
    if any(part.asks for part in parts) or len(first.words) > 9:
        return False
    if first.words in {("nej",), ("no",), ("tyvarr",), ("hm",), ("tack",), ("nja",)} and len(parts) > 1:
        first = parts[1]
    return any(none.fullmatch(first.text) for none in _NONE) and sum(len(part.words) for part in parts) <= 14


def picked(text: str, parts: Sequence[Clause], offered: Sequence[str]) -> int | None:
    """The index of the offered question that the words choose, or None; without `offered` at most three are assumed."""
    words = [word for part in parts for word in part.words]
    if not any(part.asks or part.contrast for part in parts) and len(words) <= 10:
        place = _by_place(words, len(offered) or 3)
        if place is not None:
            return place
    return _by_words(text, offered)


def _by_place(words: list[str], count: int) -> int | None:
    """The index that one word picks ("den andra", "the last one"), when all other words only stand around it."""
    telling = [word for word in (word.strip("#") for word in words) if word and word not in _AROUND]
    if not telling and words and words[-1] in {"one", "ett"}:
        telling = words[-1:]
    places = {_BY_WORD.get(word) for word in telling}
    if len(telling) != 1 or None in places:
        return None
    place = places.pop() or 0
    index = count - 1 if place == _LAST else place
    return index if index < count else None


def _by_words(text: str, offered: Sequence[str]) -> int | None:
    """The one offered question whose words were written, nearly letter for letter, or named by "den om …"."""
    written = " ".join(fold(text).split()).strip(" .!?")
    if not offered or not 4 <= len(written) <= 300:
        return None
    about = _ABOUT.fullmatch(written)
    if about:
        scores = [fuzz.partial_ratio(about[1], fold(question)) for question in offered]
        bar = 90.0
    else:
        scores = [_likeness(written, fold(question).strip(" .!?")) for question in offered]
        bar = 88.0
    best = max(scores)
    alone = sum(score > best - 5 for score in scores) == 1
    return scores.index(best) if best >= bar and alone else None


def _likeness(written: str, question: str) -> float:
    """0 to 100; a part of the question counts when it is most of it."""
    whole = fuzz.ratio(written, question)
    is_part = len(written) >= 15 and len(question) > len(written) >= 0.6 * len(question)
    return max(whole, fuzz.partial_ratio(written, question) - 4 if is_part else 0.0)
