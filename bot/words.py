"""Loads the texts of the desk, which stand beside knowledge as data; leaves saying them to the replies."""

from __future__ import annotations

from functools import cache
from importlib import resources

import yaml

from bot.files.calendar_file import CalendarWords
from knowledge.conversation.texts import Texts

LANGUAGES = ("sv", "en")


@cache
def load_texts() -> Texts:
    """The phrases of every language, from the package's own files; read once."""
    folder = resources.files("knowledge.conversation") / "texts"
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same in C, ten times as fast, where it was built
    return Texts({name: yaml.load((folder / f"{name}.yaml").read_text("utf-8"), loader) for name in LANGUAGES})  # noqa: S506 - both are safe


def calendar_words(language: str, organisation: str) -> CalendarWords:
    """What stands in calendar files, in the organisation's language."""
    texts = load_texts()
    name = texts.say(language, "meeting.name")
    return CalendarWords(checkin=name, workshop=texts.say(language, "workshop.name", topic="{topic}"),
                         name=f"{organisation}: {name}" if organisation else name)  # fmt: skip
