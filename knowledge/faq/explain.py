"""Why a message was judged as it was, as one value: kind, candidates, features, numbers; leaves the words to replies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from knowledge.faq.entry import FaqEntry
from knowledge.faq.index import Index
from knowledge.faq.judge import answers_from
from knowledge.faq.stems import parts, stem
from knowledge.faq.text import clean, words
from knowledge.faq.verdict import Answer, AskMore, Match, Policy, Route, Silent, Suggest, Verdict
from knowledge.faq.worth import CAUTION, SILENCE, least_for_suggestion, worth_of_answer, worth_of_suggestion

MOST_CANDIDATES, MOST_PULLS, MOST_KINDS = 5, 3, 2
_MASK = re.compile(r"\[(?:personnummer|telefonnummer|e-postadress|namn)\]")
"""What stands in the place of personal data; these are not words of the message."""
VARIANT = re.compile(r"_(?:focus|gap|share|place|mean)")
"""What the name of a feature is followed by where it was looked at in another way."""
_LEAST_PULL = 0.05
_MEANT = 4
"""An inflected or misspelt word is known when it begins like a known one for at least so many letters."""


@dataclass(frozen=True, kw_only=True)
class Pull:
    """How much one feature, in all its variants, speaks for an entry against its rival."""

    feature: str
    by: float
    """In log-odds; below zero it speaks for the rival."""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One entry that came into question."""

    id: str
    title: str
    score: float
    """The probability that it answers the message, if the message is a question."""
    exact: bool
    wording: str
    """The entry's way of asking that is nearest to the message."""
    shared: tuple[str, ...]
    """Words of the message that the entry has, in any inflection, compound or synonym."""
    pulls: tuple[Pull, ...]
    """What weighed most against the best other entry, strongest first."""


@dataclass(frozen=True, kw_only=True)
class Number:
    """A number that was compared with a limit."""

    name: str
    """`question`, `unsure`, `answer` or `suggest`, as the settings call the limit."""
    value: float
    limit: float

    @property
    def holds(self) -> bool:
        """Whether the limit is reached."""
        return self.value >= self.limit


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """All that the verdict on a message rests on."""

    read: str
    """The message as it was read: cleaned and masked."""
    kinds: tuple[tuple[str, float], ...]
    """The likeliest kinds with their probabilities, best first."""
    is_question: float
    reasons: tuple[str, ...]
    """Why that kind: names of features of the form or the situation."""
    candidates: tuple[Candidate, ...]
    strange: tuple[str, ...]
    """Words of the message that no entry knows."""
    decision: str
    """`answer`, `suggest`, `ask_more`, `route`, `unsure` or `silent`."""
    entries: tuple[str, ...]
    """The entry that is answered, or those that are suggested."""
    mode: str
    """`answer`, `suggest` or `shadow`, as the settings say."""
    confidence: float
    useful: float
    lead: float
    """How far the best entry is ahead of the next."""
    numbers: tuple[Number, ...]
    worth: Mapping[str, float]
    """What answering, suggesting and silence would be worth on the average."""


def explain(masked: str, verdict: Verdict, index: Index, policy: Policy) -> Explanation:
    """The explanation of a verdict; `masked` is the message without personal data, so that none is shown again."""
    caution = CAUTION[policy.caution]
    read = clean(masked)
    told = tuple(dict.fromkeys(words(_MASK.sub(" ", read))))
    best, second = ([match.score for match in verdict.matches[:2]] + [0.0, 0.0])[:2]
    kinds = sorted(verdict.kind.probabilities.items(), key=lambda pair: -pair[1])
    decision, entries = _decision(verdict)
    return Explanation(
        read=read,
        kinds=tuple(kinds[: MOST_KINDS + 1]),
        is_question=verdict.kind.is_question,
        reasons=verdict.kind.reasons[:3],
        candidates=_candidates(told, verdict.matches, index),
        strange=tuple(word for word in _about(told, index) if not _is_known(word, index)),
        decision=decision,
        entries=entries,
        mode=policy.mode,
        confidence=verdict.confidence,
        useful=verdict.useful,
        lead=best - second,
        numbers=_numbers(verdict, policy),
        worth={
            "answer": worth_of_answer(verdict.confidence, caution),
            "suggest": worth_of_suggestion(verdict.useful, caution),
            "silent": SILENCE,
        },
    )


def _decision(verdict: Verdict) -> tuple[str, tuple[str, ...]]:
    match verdict.decision:
        case Answer(entry=entry):
            return "answer", (entry,)
        case Suggest(entries=entries):
            return "suggest", entries
        case AskMore():
            return "ask_more", ()
        case Route():
            return "route", ()
        case Silent(unsure=unsure):
            return "unsure" if unsure else "silent", ()


def _numbers(verdict: Verdict, policy: Policy) -> tuple[Number, ...]:
    asks = verdict.kind.is_question
    return (
        Number(name="question", value=asks, limit=policy.question),
        Number(name="unsure", value=asks, limit=policy.unsure),
        Number(name="answer", value=verdict.confidence, limit=answers_from(policy, verdict.useful)),
        _suggestion(verdict, policy),
    )


def _suggestion(verdict: Verdict, policy: Policy) -> Number:
    if policy.suggest is None:
        return Number(name="suggest", value=verdict.useful, limit=least_for_suggestion(CAUTION[policy.caution]))
    return Number(name="suggest", value=verdict.confidence, limit=policy.suggest)


def _candidates(told: tuple[str, ...], matches: tuple[Match, ...], index: Index) -> tuple[Candidate, ...]:
    found = []
    learned = index.weights.learned(meant=any("meaning" in match.features for match in matches))
    for place, match in enumerate(matches[:MOST_CANDIDATES]):
        entry = index.entry(match.id)
        if entry is None:
            continue
        rival = next((other for other in matches[:2] if other.id != match.id), None)
        pulls = pulls_of(match, rival, learned.rank.candidate)
        found.append(
            Candidate(
                id=match.id,
                title=entry.title,
                score=match.score,
                exact=match.exact,
                wording=nearest_wording(told, entry, index),
                shared=tuple(word for word in _about(told, index) if _forms(word, index) & _stems(entry, index)),
                pulls=tuple(one for one in pulls if (one.by > 0) is (place == 0))[:MOST_PULLS],
            )
        )
    return tuple(found)


def pulls_of(match: Match, rival: Match | None, weights: Mapping[str, float]) -> list[Pull]:
    """Weight x (value - value of the rival) for each feature, its variants added up, strongest first."""
    against = rival.features if rival else {}
    sums: dict[str, float] = {}
    for name, weight in weights.items():
        base = VARIANT.sub("", name)
        sums[base] = sums.get(base, 0.0) + weight * (match.features.get(name, 0.0) - against.get(name, 0.0))
    found = [Pull(feature=name, by=round(by, 4)) for name, by in sums.items() if abs(by) >= _LEAST_PULL]
    return sorted(found, key=lambda one: (-abs(one.by), one.feature))


def nearest_wording(told: tuple[str, ...], entry: FaqEntry, index: Index) -> str:
    """The entry's way of asking that shares most with the message; empty when it has none."""
    said = " ".join(told)
    mine = {stem(word, index.language) for word in _about(told, index)}

    def nearness(text: str) -> float:
        theirs = {stem(word, index.language) for word in words(text)}
        return (
            2 * len(mine & theirs) / max(len(mine) + len(theirs), 1) + fuzz.token_sort_ratio(said, text.lower()) / 100
        )

    return max(entry.texts, key=nearness, default="")


def _about(told: tuple[str, ...], index: Index) -> tuple[str, ...]:
    """The words about the matter; those around it say nothing about which entry fits."""
    return tuple(word for word in told if word not in index.weights.words.frames)


def _forms(word: str, index: Index) -> frozenset[str]:
    """The stems that stand for a word: its own, those of a compound's parts and of its synonyms."""
    same = (word, *(parts(word, index.vocabulary) or ()), *index.weights.words.meaning((word,)))
    return frozenset(stem(one, index.language) for one in same)


def _stems(entry: FaqEntry, index: Index) -> frozenset[str]:
    told = [word for text in (*entry.texts, entry.answer) for word in words(clean(text))]
    return frozenset(one for word in told for one in _forms(word, index))


def _is_known(word: str, index: Index) -> bool:
    """Whether any entry has the word, in any form."""
    forms = _forms(word, index)
    if word in index.vocabulary or any(one in index.lexicon.stems.names for one in forms):
        return True
    return any(len(one) >= _MEANT and known.startswith(one) for one in forms for known in index.lexicon.stems.names)
