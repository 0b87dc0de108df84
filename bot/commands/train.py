"""The command `train`: makes the weight files from labelled messages; leaves learning to bot/training."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

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
    parser.add_argument(
        "--data", type=Path, nargs="+", required=True, help="directories with an FAQ and labelled messages"
    )
    parser.add_argument("--out", type=Path, required=True, help="directory for lexical/*.json and meaning/*.json")
    parser.add_argument("--keep", action="store_true", help="keep a fifth of the messages aside, for honest figures")
    parser.add_argument(
        "--pairs", action="store_true", help="learn only which questions ask the same, beside what is in use"
    )
    parser.add_argument("--lexical", action="store_true", help="learn to compare words alone, without an embedder")


def run(namespace: argparse.Namespace) -> int:
    """Train and write the files; 1 when there is nothing to learn from."""
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
