"""Reads what presses tell about the verdicts that they followed; leaves fitting anything to it to refit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from knowledge.faq.joint import MOST_SUGGESTED, evidence
from knowledge.faq.lesson import KIND, TOP
from knowledge.faq.refit import Example
from knowledge.faq.verdict import Kind

ANSWER, USEFUL = "answer", "useful"
"""What can be learned of a message: whether the best entry was right, and whether one of the three best was."""
LEXICAL, MEANING = "lexical", "meaning"
_CONFIRMED = frozenset({"helped", "use_faq"})
_REJECTED = frozenset({"not_helped", "none_of_these", "wrong_answer"})
_OUT_OF_TURN = "not_a_question"
_NEEDED = frozenset({"words", "meant", "answered", "offered"})
_NOWHERE = 99
"""The place of an entry that was not among the matches."""


class Press(Protocol):
    """A press as it was stored."""

    @property
    def question(self) -> int | None:
        """The question's number."""

    @property
    def entry(self) -> str | None:
        """What it was about."""

    @property
    def kind(self) -> str:
        """What it said."""

    @property
    def features(self) -> Mapping[str, float]:
        """What was known (`lesson`)."""


@dataclass(kw_only=True)
class Told:
    """What all presses told."""

    examples: dict[tuple[str, str], list[Example]] = field(default_factory=dict)
    """(LEXICAL or MEANING, ANSWER or USEFUL) -> the examples, in the order in which they came."""
    questions: int = 0
    """How many questions told something."""
    left_out: Counter[str] = field(default_factory=Counter)
    """Why a question told nothing -> how many: `old`, `no match`, `equal`, `silent`, `undecided`."""


def told(presses: Iterable[Press]) -> Told:
    """The examples in the presses: one for each judgement of a question, whatever was pressed about it how often."""
    found = Told()
    numbers: dict[str, int] = {}
    judgements: dict[tuple[str, tuple[tuple[str, float], ...]], list[Press]] = {}
    for place, press in enumerate(presses):
        whose = f"alone {place}" if press.question is None else str(press.question)
        numbers.setdefault(whose, len(numbers))
        judgements.setdefault((whose, _judged(press.features)), []).append(press)
    heard = set()
    for (whose, _), about in judgements.items():
        if why := _why_not(about[0].features) or _learn(found, numbers[whose], about):
            found.left_out[why] += 1
        else:
            heard.add(whose)
    found.questions = len(heard)
    return found


def _judged(features: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """What is the same for each entry that was judged at once."""
    about_one = {"score", "second", "lead", "place"}
    return tuple(sorted((name, value) for name, value in features.items() if name not in about_one))


def _why_not(features: Mapping[str, float]) -> str:
    """Why presses with these features cannot be learned from; empty when they can."""
    if not features.keys() >= _NEEDED:
        return "old"
    if f"{TOP}1" not in features:
        return "no match"
    if features.get("exact"):
        return "equal"
    return "" if features["answered"] or features["offered"] else "silent"


def _learn(found: Told, question: int, about: Sequence[Press]) -> str:
    """Add what the presses about one judgement say; why not, if they say nothing."""
    right = {ANSWER: _first(about), USEFUL: _any(about)}
    features = about[0].features
    way = MEANING if features["meant"] else LEXICAL
    for what, is_right in right.items():
        if is_right is not None:
            example = Example(question=question, evidence=_evidence(features), right=is_right)
            found.examples.setdefault((way, what), []).append(example)
    return "undecided" if set(right.values()) == {None} else ""


def _first(about: Sequence[Press]) -> bool | None:
    """Whether the best entry was right."""
    if any(press.kind == _OUT_OF_TURN for press in about):
        return False
    if confirmed := _confirmed(about):
        return 1 in confirmed
    return False if 1 in _rejected(about).values() else None


def _any(about: Sequence[Press]) -> bool | None:
    """Whether one of the three best was right; None where they were not offered: nobody could say no to them.

    Where something was rejected and nothing confirmed, it was none.
    """
    if not about[0].features["offered"]:
        return None
    if any(press.kind == _OUT_OF_TURN for press in about):
        return False
    if confirmed := _confirmed(about):
        return min(confirmed) <= MOST_SUGGESTED
    return False if _rejected(about) else None


def _confirmed(about: Sequence[Press]) -> set[int]:
    """The places of what was confirmed, and not rejected too."""
    rejected = _rejected(about)
    return {_place(press) for press in about if press.kind in _CONFIRMED and press.entry not in rejected}


def _rejected(about: Sequence[Press]) -> dict[str | None, int]:
    return {press.entry: _place(press) for press in about if press.kind in _REJECTED}


def _place(press: Press) -> int:
    return int(press.features.get("place", _NOWHERE))


def _evidence(features: Mapping[str, float]) -> dict[str, float]:
    scores = [features.get(f"{TOP}{place}", 0.0) for place in range(1, MOST_SUGGESTED + 1)]
    kinds = {name.removeprefix(KIND): share for name, share in features.items() if name.startswith(KIND)}
    return evidence(scores, Kind(probabilities=kinds, words=int(features["words"])))
