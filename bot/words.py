"""Loads the texts of the desk, which stand beside knowledge as data; leaves saying them to the replies."""

from __future__ import annotations

from importlib import resources

import yaml

from knowledge.conversation.texts import Texts

LANGUAGES = ("sv", "en")


def load_texts() -> Texts:
    """The phrases of every language, from the package's own files."""
    folder = resources.files("knowledge.conversation") / "texts"
    return Texts({name: yaml.safe_load((folder / f"{name}.yaml").read_text("utf-8")) for name in LANGUAGES})
