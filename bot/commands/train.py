"""The command `train`: makes the weight files from labelled messages, or learns from the desk's presses; leaves learning to bot/training."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from bot.commands.common import add_config
from bot.embedding.base import EmbedderError
from bot.embedding.file_cache import for_command
from bot.embedding.meanings import Meanings
from bot.embedding.registry import AUTO
from bot.library import load_numbers, load_words
from bot.training.data import Collection, read_collections
from bot.training.learning import Files, learn, learn_meaning
from bot.training.pairs import PairSet, find_pairs, learn_pairs_of
from knowledge.faq.weights import Weights
from knowledge.faq.words import Wordbook


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--data", type=Path, nargs="+", help="directories with an FAQ and labelled messages")
    parser.add_argument("--out", type=Path, help="directory for lexical/*.json and meaning/*.json")
    parser.add_argument("--keep", action="store_true", help="keep a fifth of the messages aside, for honest figures")
    parser.add_argument(
        "--pairs", action="store_true", help="learn only which questions ask the same, beside what is in use"
    )
    parser.add_argument("--lexical", action="store_true", help="learn to compare words alone, without an embedder")
    parser.add_argument("--own", action="store_true", help="fit the odds again on what people of this desk pressed")
    parser.add_argument("--reset", action="store_true", help="with --own: go back to the odds as shipped")
    parser.add_argument("--dry-run", action="store_true", help="with --own: tell what would come of it, store nothing")
    add_config(parser)


def run(namespace: argparse.Namespace) -> int:
    """Train and write the files; 1 when there is nothing to learn from, 2 when it was called the wrong way."""
    if wrong := _misused(namespace):
        print(f"supportbot train: {wrong}", file=sys.stderr)
        return 2
    if namespace.own:
        from bot.commands.train_own import show  # noqa: PLC0415 - the only way that needs a database

        return show(namespace)
    try:
        collections = read_collections(namespace.data)
        meanings = None if namespace.lexical else for_command(AUTO)
    except (OSError, ValueError, EmbedderError) as error:
        print(f"train: {error}")
        return 1
    if namespace.keep:
        collections = [_without_kept(one) for one in collections]
    for one in collections:
        print(f"{one.name}: {len(one.entries)} entries, {len(one.messages)} messages")
    pairs = find_pairs(namespace.data, collections)
    for those in pairs:
        print(f"{len(those.pairs)} pairs of questions")
    book = Wordbook.of(load_words())
    for way, used in {"lexical": None, "meaning": meanings}.items():
        if way == "lexical" or used is not None:
            _write(namespace.out / way, _files(way, collections, pairs, book, used, only=namespace.pairs))
    return 0


def _misused(namespace: argparse.Namespace) -> str:
    """What is wrong about how it was called; empty when nothing is."""
    files = bool(namespace.data or namespace.out or namespace.keep or namespace.lexical)
    if namespace.own:
        return "--own reads the desk's database; --data, --out, --keep and --lexical are not for it" if files else ""
    if namespace.reset or namespace.dry_run or namespace.config:
        return "--reset, --dry-run and --config go with --own"
    return "" if namespace.data and namespace.out else "--data and --out are needed (or --own)"


def _files(
    way: str,
    collections: list[Collection],
    pairs: list[PairSet],
    book: Wordbook,
    meanings: Meanings | None,
    *,
    only: bool,
) -> Files:
    """The weight files of one way of comparing; `only` those that say which questions ask the same."""
    files = load_numbers(way) if only else _learned(collections, book, meanings)
    if pairs:
        weights = Weights.of(words=load_words(), lexical=files, meaning=files if meanings else None)
        files["pairs"] = learn_pairs_of(pairs, weights, meanings)
    return {name: numbers for name, numbers in files.items() if name == "pairs" or not only}


def _learned(collections: list[Collection], book: Wordbook, meanings: Meanings | None) -> Files:
    return learn(collections, book) if meanings is None else learn_meaning(collections, book, meanings)


def _without_kept(collection: Collection) -> Collection:
    kept = tuple(one for one in collection.messages if not one.is_kept)
    return Collection(name=collection.name, entries=collection.entries, messages=kept)


def _write(folder: Path, content: Files) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, numbers in content.items():
        _written(folder / f"{name}.json", numbers)


def _written(file: Path, numbers: dict[str, Any]) -> None:
    file.write_text(json.dumps(numbers, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
