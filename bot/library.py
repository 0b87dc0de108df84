"""Loads what is packaged beside the knowledge modules for the matcher; leaves using it to knowledge/faq."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from knowledge.faq.weights import Weights
from knowledge.faq.words import Wordbook

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


def with_words(weights: Weights, own: Mapping[str, Any]) -> Weights:
    """The same with an organisation's own word lists beside the packaged ones; an own meaning of a word goes before."""
    if not own:
        return weights
    lists = dict(load_words())
    for name, more in own.items():
        before = lists.get(name) or type(more)()
        lists[name] = {**before, **more} if isinstance(more, dict) else [*before, *more]
    return replace(weights, words=Wordbook.of(lists))
