"""What was known about a question when it was judged, as numbers to learn from later; leaves learning to `train`."""

from __future__ import annotations

from collections.abc import Mapping

from knowledge.faq.verdict import Verdict

_KIND, _SCORE = "kind.", "score."


def remembered(verdict: Verdict) -> dict[str, float]:
    """What a question keeps of its verdict: confidence, the probability of each kind, the score of each match."""
    kinds = {f"{_KIND}{name}": chance for name, chance in verdict.kind.probabilities.items()}
    scores = {f"{_SCORE}{match.id}": match.score for match in verdict.matches}
    exact = float(any(match.exact for match in verdict.matches[:1]))
    whole = {"confidence": verdict.confidence, "exact": exact, **kinds, **scores}
    return {name: round(float(value), 5) for name, value in whole.items()}


def lesson(judged: Mapping[str, float], entry: str | None) -> dict[str, float]:
    """The same as a press about one entry is stored with it: its score, and how far it was ahead of the best other.

    `lead` is negative when another entry was nearer. Without an entry, or for one that was not among the matches, there
    is no score.
    """
    kept = {name: value for name, value in judged.items() if not name.startswith(_SCORE)}
    scores = {name.removeprefix(_SCORE): value for name, value in judged.items() if name.startswith(_SCORE)}
    if entry not in scores:
        return kept
    others = max((value for name, value in scores.items() if name != entry), default=0.0)
    return {**kept, "score": scores[entry], "second": others, "lead": round(scores[entry] - others, 5)}
