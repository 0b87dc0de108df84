"""Finds names tied to a pupil or a guardian ("eleven X", "mamma till X", "X i 5C"); leaves other people's names alone.

A name is one to four words with a capital that are no words of the school (`capital_words`), beside words that tie it
(`name_ties`). Common first names count in small letters too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from knowledge.conversation.capital_words import Word, Written
from knowledge.conversation.fold import word_set
from knowledge.conversation.name_ties import (
    AND,
    BARE_CLASS,
    CLASS,
    GUARDIAN,
    LINK,
    MY,
    NOT_CALLED,
    NUMBER_LINK,
    OF,
    OWN,
    PUPIL,
    STAFF,
    TIED_AFTER,
)
from knowledge.conversation.name_words import FIRST_NAMES, NOT_NAMES, SIMPLE_NAMES, is_noun_shaped
from knowledge.conversation.spans import Span

_Part = tuple[int, int]
_SURNAME = re.compile(r"\w+sson|\w+(?:berg|ström|qvist|kvist|lund|gren)")
_IS_CALLED = word_set("heter hette kallas named called döpt")
_NAME_IS = word_set("namnet namn name")
_ON_THE_WAY = word_set("inte egentligen numera nu ju är is")
_COMMON_ENDING = re.compile(r"(?:ar|er|or|en|et|an|na|s|a|ing|t)$")
_OWNED_ENDING = re.compile(r"(?:en|et|an|na|ar|er|or|ing)$")
_MASKED_NUMBER = re.compile(r"\[personnummer\]")


def names(text: str, numbers: Sequence[Span] = ()) -> list[Span]:
    """The tied names of a text, in order; `numbers` are its personal numbers, which tie a name beside them."""
    written = Written(text)
    found: set[_Part] = set(_beside_numbers(written, numbers))
    for rule in (_after_words, _before_class, _owners, _with_apposition):
        found.update(rule(written))
    return [(start, end, "name") for start, end in _apart(found)]


def _apart(parts: set[_Part]) -> Iterator[_Part]:
    """Parts without overlaps, the earliest and then the longest kept."""
    last = -1
    for start, end in sorted(parts, key=lambda part: (part[0], -part[1])):
        if start >= last:
            yield start, end
            last = end


def _after_words(written: Written) -> Iterator[_Part]:
    """Names after a word: "eleven X", "mamma till X", "eleven heter x", "elev: X"."""
    for position, word in enumerate(written.words[:-1]):
        if word.small not in PUPIL | GUARDIAN:
            continue
        following, gap = written.words[position + 1], written.gap(position)
        if following.small in OF and gap.isspace():
            yield from _listed(written, position + 2, tied=True)
            yield from _small_name(written, position + 2)
        elif _is_link(gap, following):
            yield from _called(written, position)
            yield from _listed(written, position + 1)
            yield from _child_of(written, position + 1)
            if word.small in PUPIL and ":" not in gap:
                yield from _small_name(written, position + 1)
        elif gap == ", " and word.small in PUPIL and position and written.words[position - 1].small in MY:
            yield from _presented(written, position + 1)


def _is_link(gap: str, following: Word) -> bool:
    """Whether nothing but space or a colon parts a word and what follows it."""
    if ":" in gap:
        return bool(LINK.fullmatch(gap)) and following.small not in NOT_NAMES
    return bool(LINK.fullmatch(gap)) and not following.opens


def _listed(written: Written, first: int, *, tied: bool = False) -> Iterator[_Part]:
    """The name at `first` and those that follow it with a comma or "och"."""
    words = written.words
    while count := written.run(first, tied=tied):
        if written.is_called(first):
            return
        last = first + count - 1
        yield words[first].start, words[last].bare_end
        if last + 1 >= len(words):
            return
        gap = written.gap(last)
        if words[last + 1].small in AND and gap.isspace():
            first = last + 2
        elif gap in {", ", " & ", " + ", "/"} and (written.run(last + 1) > 1 or words[last + 1].is_known):
            first = last + 1
        else:
            return


def _child_of(written: Written, first: int) -> Iterator[_Part]:
    """The pupil in "mamma Karin Ek till Elsa": `first` is where the guardian's name begins."""
    after = first + written.run(first)
    if first < after < len(written.words) - 1 and written.words[after].small in {"till", "to", "of", "åt"}:
        yield from _listed(written, after + 1, tied=True)


def _presented(written: Written, first: int) -> Iterator[_Part]:
    """A full or common name at `first` ("en elev, Kalle Andersson, …")."""
    count = written.run(first)
    if count > 1 or (count and written.words[first].is_known):
        yield from _listed(written, first)


def _called(written: Written, position: int) -> Iterator[_Part]:
    """The name in "eleven (som) heter x": after such words a small letter is enough."""
    words = written.words
    for verb in range(position + 1, min(position + 5, len(words) - 1)):
        if words[verb].small not in _IS_CALLED | _NAME_IS:
            continue
        skips = words[verb + 1].small in _ON_THE_WAY and verb + 2 < len(words)
        first = verb + 2 if skips else verb + 1
        if written.text[words[verb].end : words[first].start].strip(" :\"”'") not in {"", words[first - 1].text}:
            return
        if written.run(first, tied=True):
            yield from _listed(written, first, tied=True)
        elif (
            words[verb].small in _IS_CALLED
            and len(words[first].text) > 2
            and words[first].small not in NOT_CALLED | NOT_NAMES
        ):
            yield words[first].start, words[first].end
        return


def _small_name(written: Written, position: int) -> Iterator[_Part]:
    """A common first name in small letters, with a surname that looks like one."""
    words = written.words
    if position >= len(words) or words[position].text not in SIMPLE_NAMES or not written.gap(position - 1).isspace():
        return
    has_surname = (
        position + 1 < len(words) and written.gap(position) == " " and _SURNAME.fullmatch(words[position + 1].text)
    )
    yield words[position].start, words[position + 1 if has_surname else position].end


def _before_class(written: Written) -> Iterator[_Part]:
    """Names before a class: "X i 5C", "X Y (5C)", "X och Y i åk 5"."""
    for position, word in enumerate(written.words):
        if not (word.text in SIMPLE_NAMES or word.may_be_name() or written.is_initial(position)) or not CLASS.match(
            written.text, word.end
        ):
            continue
        first = written.start_of(position)
        if not (_is_colleague(written, first) or _is_chance(written, first, position)):
            yield written.words[first].start, word.bare_end
            yield from _before_and(written, first)


def _is_colleague(written: Written, first: int) -> bool:
    """Whether "läraren" stands before the name, or the name is a mention."""
    is_staff = first > 0 and written.words[first - 1].small in STAFF and written.gap(first - 1).isspace()
    return is_staff or written.is_called(first)


def _is_chance(written: Written, first: int, position: int) -> bool:
    """Whether the one word before a class is likelier the start of a sentence ("Prov i 5C") or a thing ("Sal 5C")."""
    word = written.words[position]
    if first < position or word.is_known:
        return False
    if BARE_CLASS.match(written.text, word.end):
        return True
    return word.opens and bool(_COMMON_ENDING.search(word.small))


def _before_and(written: Written, first: int) -> Iterator[_Part]:
    """The first name in "Kalle och Lisa i 5C"."""
    last = first - 2 if first >= 2 and written.words[first - 1].small in AND else first - 1
    is_listed = last == first - 2 or (last >= 0 and written.gap(last) in {" & ", "/", " + ", ", "})
    if last >= 0 and is_listed and written.words[last].is_known and written.words[last].may_be_name():
        yield written.words[written.start_of(last)].start, written.words[last].end


def _owners(written: Written) -> Iterator[_Part]:
    """Names in the genitive: "Kalles mamma", "Lisa Bergs föräldrar", "X:s vårdnadshavare", "X's mother"."""
    for position, owner in enumerate(written.words[:-1]):
        if written.words[position + 1].small not in OWN or written.gap(position) not in {" ", "  ", "\u00a0"}:
            continue
        stem = _stem(owner)
        if not stem or written.is_called(position):
            continue
        if stem in SIMPLE_NAMES:
            yield owner.start, owner.start + len(stem)
        elif _owns(owner, stem):
            yield written.words[written.start_of(position)].start, owner.start + len(stem)


def _stem(owner: Word) -> str:
    """The name in a genitive ("Kalles", "Anders", "X:s"), or nothing."""
    if owner.bare != owner.text:
        return owner.bare
    if not owner.small.endswith("s"):
        return ""
    return owner.text if owner.small in FIRST_NAMES - {"hans"} else owner.text[:-1]


def _owns(owner: Word, stem: str) -> bool:
    """Whether the owner is somebody, not "Klassens" or "Hans"."""
    small = stem.lower()
    if owner.bare.lower() in NOT_NAMES or small in NOT_NAMES - FIRST_NAMES or is_noun_shaped(owner.bare.lower()):
        return False
    if small not in FIRST_NAMES and owner.bare == owner.text and _OWNED_ENDING.search(small):
        return False
    return Word(owner.start, owner.end, stem).may_be_name()


def _beside_numbers(written: Written, numbers: Sequence[Span]) -> Iterator[_Part]:
    """Names beside a personal number: "X Y, 20130608-2381" and "20130608-2381 X Y"."""
    starts = [word.start for word in written.words]
    masked = ((found.start(), found.end()) for found in _MASKED_NUMBER.finditer(written.text))
    for start, end in [*((start, end) for start, end, _kind in numbers), *masked]:
        last = bisect_right(starts, start - 1) - 1
        if last >= 0 and NUMBER_LINK.fullmatch(written.text, written.words[last].end, start):
            yield from _full_name(written, written.start_of(last), last)
        following = bisect_right(starts, end - 1)
        if following < len(starts) and NUMBER_LINK.fullmatch(written.text, end, starts[following]):
            yield from _full_name(written, following, following + max(written.run(following), 1) - 1)


def _with_apposition(written: Written) -> Iterator[_Part]:
    """Names that what follows ties: "X Y, mamma till …", "X (vårdnadshavare)", "X är elev"."""
    for position, word in enumerate(written.words):
        if word.may_be_name() and TIED_AFTER.match(written.text, word.end):
            first = written.start_of(position)
            if not written.is_called(first):
                yield from _full_name(written, first, position)


def _full_name(written: Written, first: int, last: int) -> Iterator[_Part]:
    """The words from `first` to `last` when they are more than one, or a common first name."""
    word = written.words[last]
    if word.may_be_name() and (first < last or word.is_known):
        yield written.words[first].start, word.end
