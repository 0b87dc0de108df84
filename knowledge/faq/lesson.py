"""What was known about a question when it was judged, as numbers to learn from later; leaves learning to `train`."""

from __future__ import annotations

from collections.abc import Mapping

from knowledge.faq.joint import MOST_SUGGESTED
from knowledge.faq.verdict import Answer, Suggest, Verdict

KIND, TOP = "kind.", "top."
_SCORE = "score."


def remembered(verdict: Verdict) -> dict[str, float]:
    """What a question keeps of its verdict, for the presses about it.

    Confidence, the probability of each kind, the score of each match, the number of words, whether its meaning was
    compared (`meant`), whether the verdict was to answer (`answered`), and how many entries it suggested (`offered`).
    """
    kinds = {f"{KIND}{name}": chance for name, chance in verdict.kind.probabilities.items()}
    scores = {f"{_SCORE}{match.id}": match.score for match in verdict.matches}
    whole = {
        "confidence": verdict.confidence,
        "exact": any(match.exact for match in verdict.matches[:1]),
        "words": verdict.kind.words,
        "meant": verdict.meant,
        "answered": isinstance(verdict.decision, Answer),
        "offered": len(verdict.decision.entries) if isinstance(verdict.decision, Suggest) else 0,
        **kinds,
        **scores,
    }
    return {name: round(float(value), 5) for name, value in whole.items()}


def lesson(judged: Mapping[str, float], entry: str | None) -> dict[str, float]:
    """The same as a press about one entry is stored with it: its score, and how far it was ahead of the best other.

    `lead` is negative when another entry was nearer; `place` counts from 1. Without an entry, or for one that was not
    among the matches, there is no score. The three best scores of all (`top.1` to `top.3`) are there in any case.
    """
    scores = {name.removeprefix(_SCORE): value for name, value in judged.items() if name.startswith(_SCORE)}
    best = sorted(scores.values(), reverse=True)
    kept = {name: value for name, value in judged.items() if not name.startswith(_SCORE)}
    kept |= {f"{TOP}{place}": value for place, value in enumerate(best[:MOST_SUGGESTED], 1)}
    if entry not in scores:
        return kept
    own = scores[entry]
    others = max((value for name, value in scores.items() if name != entry), default=0.0)
    place = 1 + sum(value > own for value in best)
    return {**kept, "score": own, "second": others, "lead": round(own - others, 5), "place": float(place)}
