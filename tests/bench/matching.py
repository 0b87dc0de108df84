"""Measures the matcher on messages it has not seen, by folds: `python -m tests.bench.matching`; leaves thresholds to you."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

import numpy as np
import yaml

from bot.library import load_words
from bot.training.data import Collection, Labelled, read_collections
from bot.training.gate import learn_gate
from bot.training.joint import learn_joint
from bot.training.rank import Case, cases_of, learn_rank
from knowledge.faq.entry import FaqEntry
from knowledge.faq.gate import kind_of
from knowledge.faq.index import Index
from knowledge.faq.joint import Joint
from knowledge.faq.judge import judge
from knowledge.faq.rank import rank
from knowledge.faq.sparse import Floats
from knowledge.faq.terms import terms_of_message
from knowledge.faq.text import clean, words
from knowledge.faq.verdict import Answer, Policy, Situation, Suggest, Verdict
from knowledge.faq.weights import GateWeights, RankWeights, Weights
from knowledge.faq.words import Wordbook

SAMPLES = Path("samples") / "unikum"
FOLDS = 5
REAL = ("unanswered", "vague")


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One message that the weights have not seen, with what was made of it."""

    message: Labelled
    label: str
    """The label of the file, where `unanswered` is apart from `question`."""
    verdict: Verdict
    char: tuple[str, ...]
    """The first three entries by plain TF-IDF over n-grams of characters, the best of an entry's texts."""
    classifier: tuple[str, ...]
    """The first three by the classifier alone."""


def fold_of(message: Labelled) -> int:
    """The fold of a message, always the same and not that of the training's own folds."""
    return crc32(b"bench" + message.text.encode()) % FOLDS


def with_wordings(entries: Sequence[FaqEntry], messages: Sequence[Labelled]) -> list[FaqEntry]:
    """The FAQ as if the desk had been told which entry each of these messages asks for."""
    heard: dict[str, list[str]] = {}
    for one in messages:
        if len(one.expected) == 1:
            heard.setdefault(next(iter(one.expected)), []).append(one.text)
    return [replace(entry, wordings=tuple(heard.get(entry.id, ()))) for entry in entries]


def judged(collection: Collection, labels: dict[str, str]) -> dict[str, list[Judged]]:
    """Every message, judged by weights from the other folds; with "+ wordings" also their messages stand in the FAQ."""
    bare = Weights(words=Wordbook.of(load_words()), gate=_NO_GATE, rank=RankWeights(candidate={}, none={}))
    cases = cases_of(collection, bare)
    found: dict[str, list[Judged]] = {"": [], " + wordings": []}
    for fold in range(FOLDS):
        others = tuple(one for one in collection.messages if fold_of(one) != fold)
        weights = _learned(replace(collection, messages=others), [c for c in cases if fold_of(c.message) != fold])
        faqs = (collection.entries, with_wordings(collection.entries, others))
        for some, entries in zip(found.values(), faqs, strict=True):
            index = Index.build(entries, weights)
            some += [_judged(one, labels[one.text], index) for one in collection.messages if fold_of(one) == fold]
        print(f"fold {fold + 1} of {FOLDS}", file=sys.stderr)
    return found


def _learned(rest: Collection, cases: Sequence[Case]) -> Weights:
    return Weights(
        words=Wordbook.of(load_words()),
        gate=GateWeights.of(learn_gate([rest])),
        rank=RankWeights.of(learn_rank(cases)),
        joint=Joint.of(learn_joint([rest], cases)),
    )


_NO_GATE = GateWeights(kinds=(), hashed=np.zeros((1, 0)), named={}, bias=np.zeros(0))


def _judged(message: Labelled, label: str, index: Index) -> Judged:
    kind = kind_of(message.text, Situation(), index.weights)
    terms = terms_of_message(words(clean(message.text)), index.vocabulary, index.language, Wordbook())
    char = index.grams.cosines(index.grams.query(terms.grams))
    odds = index.classifier.log_odds(char + index.stems.cosines(index.stems.query(terms.stems)))
    return Judged(
        message=message,
        label=label,
        verdict=judge(rank(message.text, index), kind, Policy(), index.weights.joint),
        char=_first(np.maximum.reduceat(char, index.starts), index),
        classifier=_first(odds, index),
    )


def _first(scores: Floats, index: Index) -> tuple[str, ...]:
    return tuple(index.entries[int(place)].id for place in np.argsort(-scores, kind="stable")[:3])


def figures(found: Sequence[Judged]) -> dict[str, float]:
    """The figures of these messages, as shares of 1."""
    asked = [one for one in found if one.message.expected]
    null = [one for one in found if not one.message.expected]
    silent = [one for one in null if one.label not in REAL]
    answers = [one for one in found if isinstance(one.verdict.decision, Answer)]
    return {
        "char TF-IDF: accuracy@1": _share(asked, lambda one: one.char[0] in one.message.expected),
        "char TF-IDF: recall@3": _share(asked, lambda one: bool(one.message.expected & set(one.char))),
        "classifier alone: accuracy@1": _share(asked, lambda one: one.classifier[0] in one.message.expected),
        "classifier alone: recall@3": _share(asked, lambda one: bool(one.message.expected & set(one.classifier))),
        "accuracy@1": _share(asked, _is_right),
        "recall@3": _share(asked, lambda one: bool(one.message.expected & {m.id for m in one.verdict.matches[:3]})),
        "AUROC in scope / null": _auroc(asked, null),
        "answers given": float(len(answers)),
        "answer precision": _share(answers, _is_right),
        "rightly answered": _share(asked, lambda one: one in answers and _is_right(one)),
        "suggestion holds it": _share(asked, _holds),
        "suggestion in vain": _share(asked, lambda one: _suggests(one) and not _holds(one)),
        "false answers on silent kinds": _share(silent, lambda one: one in answers),
        "false answers on null": _share(null, lambda one: one in answers),
        "false suggestions on silent kinds": _share(silent, _suggests),
        "false suggestions on null": _share(null, _suggests),
        "unanswered: left for people": _share(
            [one for one in null if one.label == "unanswered"], lambda one: one not in answers and not _suggests(one)
        ),
        "kind right": _share(found, lambda one: one.verdict.kind.best == one.message.kind),
        "value a question": sum(map(_value, found)) / max(len(asked), 1),
    }


def _share(some: Sequence[Judged], holds: Callable[[Judged], bool]) -> float:
    return sum(map(holds, some)) / len(some) if some else 0.0


def _is_right(one: Judged) -> bool:
    return bool(one.verdict.matches) and one.verdict.matches[0].id in one.message.expected


def _suggests(one: Judged) -> bool:
    return isinstance(one.verdict.decision, Suggest)


def _holds(one: Judged) -> bool:
    decision = one.verdict.decision
    return isinstance(decision, Suggest) and bool(one.message.expected & set(decision.entries))


def _value(one: Judged) -> float:
    if isinstance(one.verdict.decision, Answer):
        return 1.0 if _is_right(one) else -2.0
    return (0.5 if _holds(one) else -0.25) if _suggests(one) else 0.0


def _auroc(asked: Sequence[Judged], null: Sequence[Judged]) -> float:
    high, low = ([one.verdict.confidence for one in some] for some in (asked, null))
    return float(np.mean([(a > b) + (a == b) / 2 for a in high for b in low])) if high and low else 0.0


def main() -> None:
    """Print the figures of the training messages and of the development ones, without and with wordings."""
    (collection,) = read_collections([SAMPLES])
    files = sorted(SAMPLES.glob("*_questions_sv.yaml")) + sorted(SAMPLES.glob("train_[!q]*.yaml"))
    rows = [(file.name, row) for file in files for row in yaml.safe_load(file.read_text(encoding="utf-8"))]
    labels = {row["text"]: row["kind"] for _, row in rows}
    source = {row["text"]: name for name, row in rows}
    columns: dict[str, dict[str, float]] = {}
    for name, everything in judged(collection, labels).items():
        found = [one for one in everything if source[one.message.text] != "train_own.yaml"]
        dev = [one for one in found if source[one.message.text].startswith("dev")]
        columns |= {f"train{name}": figures([one for one in found if one not in dev]), f"dev{name}": figures(dev)}
    print(f"| figure | {' | '.join(columns)} |\n|---{'|---' * len(columns)}|")
    for name in columns["train"]:
        cells = (
            f"{column[name]:.3f}" if name != "answers given" else f"{column[name]:.0f}" for column in columns.values()
        )
        print(f"| {name} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
