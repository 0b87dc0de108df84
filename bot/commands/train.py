"""The command `train`: makes the weight files from directories of labelled messages; leaves learning to bot/training."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from bot.library import load_words
from bot.training.data import Collection, read_collections
from bot.training.gate import learn_gate
from bot.training.rank import learn_rank
from knowledge.faq.verdict import KINDS
from knowledge.faq.weights import GateWeights, RankWeights, Weights
from knowledge.faq.words import Wordbook


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "--data", type=Path, nargs="+", required=True, help="directories with an FAQ and labelled messages"
    )
    parser.add_argument("--out", type=Path, required=True, help="directory for gate.json and rank.json")
    parser.add_argument("--keep", action="store_true", help="keep a fifth of the messages aside, for honest figures")


def run(namespace: argparse.Namespace) -> int:
    """Train and write the two files; 1 when there is nothing to learn from."""
    try:
        collections = read_collections(namespace.data)
    except (OSError, ValueError) as error:
        print(f"train: {error}")
        return 1
    if namespace.keep:
        collections = [_without_kept(one) for one in collections]
    messages = [message for one in collections for message in one.messages if message.kind in KINDS]
    print(f"gate: {len(messages)} messages")
    _write(namespace.out / "gate.json", learn_gate(messages))
    weights = Weights(words=Wordbook.of(load_words()), gate=_EMPTY_GATE, rank=RankWeights(candidate={}, none={}))
    answered = [one for one in map(_to_rank, collections) if one.entries and one.messages]
    print(f"rank: {', '.join(f'{one.name} ({len(one.messages)})' for one in answered)}")
    _write(namespace.out / "rank.json", learn_rank(answered, weights))
    return 0


_EMPTY_GATE = GateWeights.of(
    {"kinds": [], "hashed": "", "scale": 1.0, "named": {}, "bias": []} | {"kinds": list(KINDS)}
)


def _without_kept(collection: Collection) -> Collection:
    kept = tuple(one for one in collection.messages if not one.is_kept)
    return Collection(name=collection.name, entries=collection.entries, messages=kept)


def _to_rank(collection: Collection) -> Collection:
    """Only the questions: whether it is one is the gate's to say."""
    asked = tuple(one for one in collection.messages if one.kind in {"", "question"})
    return Collection(name=collection.name, entries=collection.entries, messages=asked)


def _write(file: Path, content: dict[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
