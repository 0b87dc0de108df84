"""The command `train`: makes the weight files from labelled messages; leaves learning to bot/training."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from bot.embedding.base import EmbedderError
from bot.embedding.file_cache import for_command
from bot.embedding.registry import AUTO
from bot.library import load_words
from bot.training.data import Collection, read_collections
from bot.training.learning import Files, learn, learn_meaning
from knowledge.faq.words import Wordbook


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "--data", type=Path, nargs="+", required=True, help="directories with an FAQ and labelled messages"
    )
    parser.add_argument("--out", type=Path, required=True, help="directory for lexical/*.json and meaning/*.json")
    parser.add_argument("--keep", action="store_true", help="keep a fifth of the messages aside, for honest figures")
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
    book = Wordbook.of(load_words())
    _write(namespace.out / "lexical", learn(collections, book))
    if meanings is not None:
        _write(namespace.out / "meaning", learn_meaning(collections, book, meanings))
    return 0


def _without_kept(collection: Collection) -> Collection:
    kept = tuple(one for one in collection.messages if not one.is_kept)
    return Collection(name=collection.name, entries=collection.entries, messages=kept)


def _write(folder: Path, content: Files) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, numbers in content.items():
        _written(folder / f"{name}.json", numbers)


def _written(file: Path, numbers: dict[str, Any]) -> None:
    file.write_text(json.dumps(numbers, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
