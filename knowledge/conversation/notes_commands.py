"""The commands about what comes after a meeting (`anteckningar`, `uppgifter`), and what may follow them; leaves the notes to `notes_words`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from knowledge.conversation.command_rests import is_sentence
from knowledge.conversation.fold import folded_words, word_set

LEADS: dict[str, str] = {
    "notes": "anteckningar|anteckning|motesanteckningar|skriv anteckningar|notes|meeting notes|write notes",
    "tasks": "uppgifter|uppgift|mina uppgifter|tasks|my tasks",
}
"""Command -> how it begins, folded."""

_SMALL = word_set("tack snalla please alla all fran mote motet senaste avstamning avstamningen from the last meeting")
_NUMBER = re.compile(r"(?:möte|meeting|nr|nummer|number)?\s*#?(?P<number>\d{1,8})(?P<end>[\s:–-]|$)", re.IGNORECASE)
_SAYS = re.compile(r"\w[\w ]{1,30}:\s*\S|(?<!\S)@\w")


@dataclass(frozen=True)
class NotesWanted:
    """What is wanted of the notes."""

    number: int = 0
    """Of which meeting; 0 = nobody has said."""
    text: str = ""
    """The notes themselves; empty = the form."""


def notes_wanted(rest: str) -> NotesWanted | None:
    """What stands after `anteckningar`: nothing, a meeting's number, the notes themselves; None when it is no command."""
    rest = rest.strip()
    found = _NUMBER.match(rest)
    number = int(found["number"]) if found else 0
    text = rest[found.end() :].strip().lstrip(":–- ") if found else rest
    if not set(folded_words(text)) - _SMALL:
        return NotesWanted(number)
    if "\n" in text or found or _SAYS.search(text):
        return None if text.endswith("?") and "\n" not in text else NotesWanted(number, text)
    return None if is_sentence(text) or len(text.split()) > 3 else NotesWanted(number)


def _notes(rest: str) -> str | None:
    return rest if notes_wanted(rest) else None


def _tasks(rest: str) -> str | None:
    return "" if not set(folded_words(rest)) - _SMALL else None


RESTS: dict[str, Callable[[str], str | None]] = {"notes": _notes, "tasks": _tasks}
"""Command -> the rule for what follows."""
