"""The words of the field: abbreviations, synonyms and what English calls them; leaves the lists to a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from knowledge.faq.stems import stem
from knowledge.faq.text import fold, words

_LONGEST_PHRASE = 3


@dataclass(frozen=True, kw_only=True)
class Wordbook:
    """What the organisation's words stand for, looked up by folded words and stems."""

    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Word or phrase of at most three words -> the words that mean the same."""
    fillers: frozenset[tuple[str, ...]] = frozenset()
    """Runs of words that say nothing about the matter: greetings, "någon som vet"."""

    frames: frozenset[str] = frozenset()
    """Words around the matter itself."""
    deeds: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    """Stems of what is to be done, up to three words -> the deed's name."""
    people: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    """Likewise whom it is about."""
    troubles: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    """Likewise what does not work."""

    @classmethod
    def of(cls, lists: Mapping[str, Any]) -> Wordbook:
        """From the word lists.

        `abbreviations`, `glossary` (English to Swedish), `synonyms` (groups), `fillers`, `frames`; `deeds`, `people` and
        `troubles` (name -> words).
        """
        said: dict[str, list[str]] = {}
        for short, long in lists.get("abbreviations", {}).items():
            _add(said, short, _listed(long))
        for english, swedish in lists.get("glossary", {}).items():
            _add(said, english, _listed(swedish))
            for one in _listed(swedish):
                _add(said, one, [english])
        for group in lists.get("synonyms", ()):
            for one in group:
                _add(said, one, [other for other in group if other != one])
        fillers = frozenset(tuple(words(phrase)) for phrase in lists.get("fillers", ()))
        frames = frozenset(words(lists.get("frames", "")))
        return cls(
            said={key: tuple(dict.fromkeys(value)) for key, value in said.items()}, fillers=fillers, frames=frames,
            deeds=_grouped(lists.get("deeds", {})), people=_grouped(lists.get("people", {})),
            troubles=_grouped(lists.get("troubles", {})),
        )  # fmt: skip

    def meaning(self, run: Iterable[str]) -> tuple[str, ...]:
        """The words that mean the same as a run of words, in any inflection, or nothing."""
        return next((self.said[key] for key in _keys(tuple(run)) if key in self.said), ())

    def phrases(self, told: list[str]) -> list[tuple[int, int, tuple[str, ...]]]:
        """The runs of words that the book knows, longest first at each place: (start, length, same meaning)."""
        found, at = [], 0
        while at < len(told):
            for size in range(min(_LONGEST_PHRASE, len(told) - at), 0, -1):
                same = self.meaning(told[at : at + size])
                if same:
                    found.append((at, size, same))
                    break
            else:
                size = 1
            at += size
        return found

    def without_fillers(self, told: list[str]) -> list[str]:
        """The words without greetings and other fillers; all of them if nothing else is left."""
        kept, at = [], 0
        longest = max((len(run) for run in self.fillers), default=0)
        while at < len(told):
            size = next((n for n in range(longest, 0, -1) if tuple(told[at : at + n]) in self.fillers), 0)
            if not size:
                kept.append(told[at])
            at += size or 1
        return kept or told


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _grouped(groups: Mapping[str, list[str]]) -> dict[tuple[str, ...], str]:
    return {tuple(fold(stem(word, "sv")) for word in words(run)): name for name, runs in groups.items() for run in runs}


def _keys(run: tuple[str, ...]) -> list[str]:
    forms = (" ".join(map(fold, run)), " ".join(stem(w, "sv") for w in run), " ".join(stem(w, "en") for w in run))
    return list(dict.fromkeys(forms))


def _add(said: dict[str, list[str]], phrase: str, same: list[str]) -> None:
    told = [word for other in same for word in words(other)]
    for key in _keys(tuple(words(phrase))):
        said.setdefault(key, []).extend(told)
