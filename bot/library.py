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


def load_numbers(name: str) -> dict[str, Any]:
    """One weight file of the package: `gate`, `rank` or `joint`."""
    text = files(_PACKAGE).joinpath("weights", f"{name}.json").read_text(encoding="utf-8")
    numbers: dict[str, Any] = json.loads(text)
    return numbers


@cache
def load_matcher() -> Weights:
    """What the matcher was taught and the words it was told; read once."""
    return Weights.of(
        words=load_words(), gate=load_numbers("gate"), rank=load_numbers("rank"), joint=load_numbers("joint")
    )
