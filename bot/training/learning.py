"""Learns all weights from collections, by words alone and by words and meaning; leaves files to the command."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from bot.embedding.file_cache import awaited
from bot.embedding.meanings import Meanings
from bot.training.data import Collection
from bot.training.gate import Meant, learn_gate, texts_of
from bot.training.joint import learn_joint
from bot.training.rank import Case, cases_of, learn_rank, measured_messages
from knowledge.faq.gate import BUCKETS
from knowledge.faq.meaning import Vectors, spoken
from knowledge.faq.verdict import KINDS
from knowledge.faq.weights import GateWeights, Learned, RankWeights, Weights
from knowledge.faq.words import Wordbook

Files = dict[str, Any]
"""Name of a weight file -> its content."""


def learn(collections: Sequence[Collection], book: Wordbook) -> Files:
    """The weights for words alone: `gate`, `rank` and `joint`."""
    return _learned(collections, _cases(collections, Weights(words=book, lexical=_BLANK), None, None), None)


def learn_meaning(collections: Sequence[Collection], book: Wordbook, meanings: Meanings) -> Files:
    """The weights for words and meaning, and the `centre` of all texts."""
    messages = [message.text for one in collections for message in measured_messages(one)]
    known = awaited(meanings.messages(list(dict.fromkeys([*texts_of(collections), *messages]))))
    entries = [entry for one in collections for entry in one.entries]
    vectors = awaited(meanings.faq(entries)) or Vectors()
    every: list[Any] = [*known.values(), *vectors.questions.values()]
    centre = np.mean(every, axis=0).astype(np.float32).round(4)
    meant = Meant(vectors={**known, **_by_text(entries, vectors)}, centre=centre)
    weights = Weights(words=book, lexical=_BLANK, centre=centre)
    found = _learned(collections, _cases(collections, weights, vectors, meant), meant)
    return found | {"centre": {"encoder": meanings.name, "mean": [round(float(one), 4) for one in centre]}}


_BLANK = Learned(
    gate=GateWeights(kinds=KINDS, hashed=np.zeros((BUCKETS, len(KINDS))), named={}, bias=np.zeros(len(KINDS))),
    rank=RankWeights(candidate={}, none={}),
)


def _learned(collections: Sequence[Collection], cases: Sequence[Case], meant: Meant | None) -> Files:
    return {
        "gate": learn_gate(collections, meant),
        "rank": learn_rank(cases),
        "joint": learn_joint(collections, cases, meant),
    }


def _cases(
    collections: Sequence[Collection], weights: Weights, vectors: Vectors | None, meant: Meant | None
) -> list[Case]:
    """Each collection with an FAQ that is new, and where there are wordings with one in use."""
    known = meant.vectors if meant else None
    ways = [way for one in collections for way in (one.new, one.in_use) if way is not None]
    return [case for way in ways for case in cases_of(way, weights, vectors, known)]


def _by_text(entries: Sequence[Any], vectors: Vectors) -> dict[str, Any]:
    texts = [text for entry in entries for text in entry.texts]
    return {text: vectors.questions[said] for text in texts if (said := spoken(text)) in vectors.questions}
