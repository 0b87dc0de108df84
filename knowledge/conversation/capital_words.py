"""A text as words that may be names by their shape; leaves whose names they are to `personal_names`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.conversation.fold import word_set
from knowledge.conversation.name_words import FIRST_NAMES, NOT_NAMES, is_noun_shaped

_WORD = re.compile(r"[^\W\d_]+(?:[-'’´][^\W\d_]+)*(?::s\b)?")
_INNER = re.compile(r"[-'’´]")
_SPACE = re.compile(r"[ \t\u00a0]{1,2}")
_PARTICLES = word_set("af av von van de del di al el bin ibn da")
_LONGEST = 4
"""Words in one name."""


@dataclass(frozen=True)
class Word:
    """A word where it stands."""

    start: int
    end: int
    text: str
    opens: bool = False
    """It is the first of a sentence, so that its capital says nothing."""

    @property
    def small(self) -> str:
        """The word in small letters."""
        return self.text.lower()

    @property
    def bare(self) -> str:
        """The word without a genitive mark."""
        return self.text.removesuffix(":s").removesuffix("'s").removesuffix("’s")

    @property
    def bare_end(self) -> int:
        """Where the word ends without its genitive mark."""
        return self.start + len(self.bare)

    @property
    def is_known(self) -> bool:
        """Whether it is a common first name, or put together as only names are ("Al-Hassan", "O'Brien")."""
        parts = _INNER.split(self.bare)
        return self.bare.lower() in FIRST_NAMES or (len(parts) > 1 and all(part[:1].isupper() for part in parts))

    def may_be_name(self, *, tied: bool = False) -> bool:
        """Whether it can be a name by its shape; `tied`: words before it speak for it, even for "mamma till Maj"."""
        bare, small = self.bare, self.bare.lower()
        if not 2 <= len(bare) <= 30 or not bare[0].isupper():
            return False
        if bare.isupper():
            return small in FIRST_NAMES - NOT_NAMES
        if not all(
            len(part) < 2 or part[1:].islower() or part[:2] in {"Mc", "Ma", "De"} for part in _INNER.split(bare)
        ):
            return False
        if small in NOT_NAMES:
            return tied and small in FIRST_NAMES
        return small in FIRST_NAMES or not (is_noun_shaped(small) or small.endswith(("ade", "gde", "nde", "rde")))


class Written:
    """A text and its words in order."""

    def __init__(self, text: str) -> None:
        """Takes time in proportion to the length of `text`."""
        self.text = text
        self.words = [self._word(found) for found in _WORD.finditer(text)]

    def _word(self, found: re.Match[str]) -> Word:
        start = found.start()
        before = self.text[max(start - 4, 0) : start].rstrip(" \t*_\"”“(’'>•-–")
        return Word(start, found.end(), found[0], opens=not before or before[-1] in ".!?\n…:;")

    def gap(self, first: int) -> str:
        """What stands between the word at `first` and the next."""
        return self.text[self.words[first].end : self.words[first + 1].start]

    def is_joined(self, first: int) -> bool:
        """Whether the word at `first` and the next can be one name: a space between them and no genitive mark."""
        word, following = self.words[first], self.words[first + 1]
        return word.bare == word.text and bool(_SPACE.fullmatch(self.text, word.end, following.start))

    def is_called(self, position: int) -> bool:
        """Whether the word is a mention ("@Eva"), which is a colleague's."""
        start = self.words[position].start
        return self.text[max(start - 1, 0) : start] in {"@", "\ue001", "|", "/", "#"}

    def run(self, first: int, *, tied: bool = False) -> int:
        """How many words of one name begin at `first` (0 to 4)."""
        count = 0
        while first + count < len(self.words) and count < _LONGEST:
            position = first + count
            if count and not self.is_joined(position - 1):
                break
            fits = self.words[position].may_be_name(tied=tied and count == 0)
            if not fits and not (count and (self._is_particle(position) or self.is_initial(position))):
                break
            count += 1
        return count

    def is_initial(self, position: int) -> bool:
        """Whether the word is the one letter after a first name ("Nora A")."""
        word = self.words[position]
        is_letter = len(word.text) == 1 and word.text.isupper()
        return is_letter and position > 0 and self.words[position - 1].is_known and self.is_joined(position - 1)

    def _is_particle(self, position: int) -> bool:
        """Whether the word is the "von" of a name."""
        is_followed = position + 1 < len(self.words) and self.words[position + 1].may_be_name()
        return is_followed and self.words[position].text in _PARTICLES

    def start_of(self, last: int) -> int:
        """Where the name that ends with the word at `last` begins; a verb that opens the sentence is none of it."""
        first = last
        while (
            first and last - first < _LONGEST - 1 and self.words[first - 1].may_be_name() and self.is_joined(first - 1)
        ):
            first -= 1
        if (
            first < last
            and self.words[first].opens
            and not self.words[first].is_known
            and self.words[first + 1].is_known
        ):
            first += 1
        return first
