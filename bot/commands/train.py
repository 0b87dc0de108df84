"""The command `train`: makes the weight files from labelled messages; leaves learning to bot/training."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from bot.library import load_words
from bot.training.data import Collection, read_collections
from bot.training.gate import learn_gate
from bot.training.joint import learn_joint
from bot.training.rank import cases_of, learn_rank, taught_cases_of
from knowledge.faq.weights import GateWeights, RankWeights, Weights
from knowledge.faq.words import Wordbook


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "--data", type=Path, nargs="+", required=True, help="directories with an FAQ and labelled messages"
    )
    parser.add_argument("--out", type=Path, required=True, help="directory for gate.json, rank.json and joint.json")
    parser.add_argument("--keep", action="store_true", help="keep a fifth of the messages aside, for honest figures")


def run(namespace: argparse.Namespace) -> int:
    """Train and write the three files; 1 when there is nothing to learn from."""
    try:
        collections = read_collections(namespace.data)
    except (OSError, ValueError) as error:
        print(f"train: {error}")
        return 1
    if namespace.keep:
        collections = [_without_kept(one) for one in collections]
    for one in collections:
        print(f"{one.name}: {len(one.entries)} entries, {len(one.messages)} messages")
    book = Wordbook.of(load_words())
    gate = learn_gate(collections)
    _write(namespace.out / "gate.json", gate)
    weights = Weights(words=book, gate=GateWeights.of(gate), rank=RankWeights(candidate={}, none={}))
    cases = [case for one in collections for case in (*cases_of(one, weights), *taught_cases_of(one, weights))]
    _write(namespace.out / "rank.json", learn_rank(cases))
    _write(namespace.out / "joint.json", learn_joint(collections, cases))
    return 0


def _without_kept(collection: Collection) -> Collection:
    kept = tuple(one for one in collection.messages if not one.is_kept)
    return Collection(name=collection.name, entries=collection.entries, messages=kept)


def _write(file: Path, content: dict[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
