"""Loads what is packaged beside the knowledge modules for the matcher; leaves using it to knowledge/faq."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from knowledge.faq.weights import Weights

_PACKAGE = "knowledge.faq"


def load_words() -> dict[str, Any]:
    """The word lists of the field as they stand in the package."""
    text = files(_PACKAGE).joinpath("weights", "words.yaml").read_text(encoding="utf-8")
    lists: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe loaders
    return lists


def load_numbers(way: str) -> dict[str, Any]:
    """The weight files of one way of comparing, `lexical` or `meaning`: name -> what it holds; empty if there are none."""
    folder = files(_PACKAGE).joinpath("weights", way)
    if not folder.is_dir():
        return {}
    return {
        file.name.removesuffix(".json"): json.loads(file.read_text(encoding="utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(".json")
    }


@cache
def load_matcher() -> Weights:
    """What the matcher was taught and the words it was told; read once."""
    return Weights.of(words=load_words(), lexical=load_numbers("lexical"), meaning=load_numbers("meaning"))
