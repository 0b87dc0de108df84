"""Measures the decision "the same question again" on labelled pairs, beside older ways; leaves reading files to the command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.files.pairs_file import Pair
from knowledge.faq.curves import auroc, right_at_precision
from knowledge.faq.index import Index
from knowledge.faq.likeness import likeness
from knowledge.faq.notebook import Notebook
from knowledge.faq.sparse import Floats

LIKE, FUZZY = 0.6, 0.9
"""The limits of the older ways: likeness of rare words, and `WRatio` of rapidfuzz."""
PRECISION = 0.95


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One pair, and how surely each way takes both for the same."""

    pair: Pair
    sure: float
    joined: bool
    like: float
    fuzzy: float

    @property
    def is_wrong(self) -> bool:
        """Whether it was joined wrongly, or not joined although it should have been."""
        return self.joined != self.pair.same


def judge_pairs(pairs: Sequence[Pair], index: Index, vectors: Mapping[str, Floats] | None = None) -> list[Judged]:
    """Every pair through the decision, by meaning where both vectors are given."""
    notebook = Notebook(index)
    found = []
    for pair in pairs:
        sure, joined = notebook.chance(pair.a, pair.b, vectors)
        like, fuzzy = likeness(pair.a, pair.b, index), fuzz.WRatio(pair.a.lower(), pair.b.lower()) / 100
        found.append(Judged(pair=pair, sure=sure, joined=joined, like=like, fuzzy=fuzzy))
    return found


def figures(judged: Sequence[Judged]) -> dict[str, dict[str, float]]:
    """Way -> its figures: `learned`, `likeness`, `rapidfuzz`."""
    same = [one.pair.same for one in judged]
    return {
        "learned": _of([one.sure for one in judged], [one.joined for one in judged], same),
        "likeness": _of([one.like for one in judged], [one.like >= LIKE for one in judged], same),
        "rapidfuzz": _of([one.fuzzy for one in judged], [one.fuzzy >= FUZZY for one in judged], same),
    }


def errors(judged: Sequence[Judged]) -> tuple[list[Judged], list[Judged]]:
    """What was joined wrongly, the surest first, and what was not joined, the most unlikely last."""
    wrong = sorted((one for one in judged if one.is_wrong), key=lambda one: -one.sure)
    return [one for one in wrong if one.joined], [one for one in wrong if not one.joined]


def told(judged: Sequence[Judged]) -> list[str]:
    """The figures as a table, then the errors to be read."""
    found = figures(judged)
    names = list(found["learned"])
    lines = [f"{'pairs':24s} {len(judged)}, {sum(one.pair.same for one in judged)} of them the same", ""]
    lines += [" ".join(f"{cell:>20s}" for cell in ["", *names])]
    lines += [
        " ".join(f"{cell:>20s}" for cell in [way, *(f"{row[name]:.4f}" for name in names)])
        for way, row in found.items()
    ]
    for head, some in zip(("Joined wrongly", "Not joined"), errors(judged), strict=True):
        lines += ["", f"{head} ({len(some)}):", *(f"  {one.sure:.3f}  {one.pair.a} | {one.pair.b}" for one in some)]
    return lines


def _of(scores: Sequence[float], joined: Sequence[bool], same: Sequence[bool]) -> dict[str, float]:
    right = sum(taken and good for taken, good in zip(joined, same, strict=True))
    nan = float("nan")
    return {
        "joined": sum(joined),
        "precision": right / sum(joined) if any(joined) else nan,
        "recall": right / sum(same) if any(same) else nan,
        "auroc": auroc(
            [score for score, good in zip(scores, same, strict=True) if good],
            [score for score, good in zip(scores, same, strict=True) if not good],
        ),
        "recall_at_p95": right_at_precision(scores, list(same), sum(same), PRECISION),
    }
