"""Which questions that were asked before fit the words of a search, and which of them are the same; leaves reading them to storage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.faq.index import Index
from knowledge.faq.likeness import likeness
from knowledge.faq.search import SHORT, told
from knowledge.faq.stems import stem
from knowledge.faq.text import clean, fold, words

MOST_WORDS = 8
"""How many of the words of a search are looked for: the rarest."""
MOST_FITTING = 30
"""How many questions are given at most."""
_WELL_COVERED = 0.5
"""A question is found when it has at least this share of what the words weigh."""
SAME = 0.6
"""How alike (`likeness`) two questions must be to be shown as one; whoever reads sees how many they are."""


@dataclass(frozen=True, kw_only=True)
class Sought:
    """One word that is looked for."""

    begins: str
    """How it begins, whatever ending it has; as it was typed, in lower case."""
    stem: str
    rarity: float

    @property
    def is_short(self) -> bool:
        """Whether it must stand by itself; a longer one may be part of another."""
        return len(self.stem) <= SHORT


def sought(typed: str, index: Index) -> tuple[Sought, ...]:
    """The words about the matter, the rarest first; none when there are only words that stand around one."""
    found: dict[str, Sought] = {}
    for word in told(typed, index):
        one = stem(word, index.language)
        begins = word[: len(one)] if fold(word).startswith(one) else word
        found.setdefault(one, Sought(begins=begins, stem=one, rarity=index.rarity(one)))
    return tuple(sorted(found.values(), key=lambda one: -one.rarity)[:MOST_WORDS])


def fitting(typed: str, asked: Mapping[int, str], index: Index) -> dict[int, float]:
    """The questions (number -> text) that have to do with the words, best first -> how well they fit, 0 to 1.

    First by how much of what is sought they have, then by how much else they say; of equals the newest.
    """
    wanted = sought(typed, index)
    covers = {number: _cover(text, wanted, index.language) for number, text in asked.items()}
    near = sorted((one for one in covers if covers[one] >= _WELL_COVERED), key=lambda one: (-covers[one], -one))
    # The careful look costs more: a few of them get it.
    fits = {one: (covers[one] + likeness(typed, asked[one], index)) / 2 for one in near[: 2 * MOST_FITTING]}
    return {one: fits[one] for one in sorted(fits, key=lambda one: (-fits[one], -one))[:MOST_FITTING]}


def folded(
    numbers: Sequence[int], asked: Mapping[int, str], groups: Mapping[int, object], index: Index
) -> list[list[int]]:
    """The same questions in groups that ask the same, each led by its best.

    `numbers`: best first. `groups`: number -> what two questions share that are the same whatever their words.
    """
    made: list[list[int]] = []
    for number in numbers:
        same = (one for one in made if _is_same(number, one[0], asked, groups, index))
        home = next(same, None)
        if home is None:
            made.append([number])
        else:
            home.append(number)
    return made


def _is_same(
    one: int, other: int, asked: Mapping[int, str], groups: Mapping[int, object], index: Index
) -> bool:  # fmt: skip
    return groups[one] == groups[other] or likeness(asked[one], asked[other], index) >= SAME


def _cover(text: str, wanted: Sequence[Sought], language: str) -> float:
    """The share of what is sought that stands in the text, by weight."""
    spoken = words(clean(text))
    stems, whole = {stem(word, language) for word in spoken}, fold(" ".join(spoken))
    has = sum(one.rarity for one in wanted if one.stem in stems or (not one.is_short and one.stem in whole))
    return has / max(sum(one.rarity for one in wanted), 1e-9)
