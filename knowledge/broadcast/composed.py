"""An announcement that was typed as one message: its lines become the fields of the form; leaves judging them to the handlers."""

from __future__ import annotations

import re

FIELDS: dict[str, str] = {
    "to": "till|to", "title": "rubrik|titel|title", "text": "text|innehåll",
    "way": "var|sätt|where|way", "confirm": "bekräfta|läskvitto|confirm", "send_at": "skicka|send",
    "last_day": "senast|by", "expires": "gäller till|valid until", "repeat": "upprepa|repeat",
    "short": "apt|till apt|staff meeting", "links": "knapp|button", "picture": "bild|picture",
    "picture_text": "bildtext|picture text", "title_en": "english title|engelsk rubrik",
    "text_en": "english|engelska", "question": "fråga|question", "answer": "svar|answer",
}  # fmt: skip
"""Field -> the words that a line may begin with, before its colon."""
_BY_WORD = {word: name for name, words in FIELDS.items() for word in words.split("|")}
_LINE = re.compile(r"^\s*([^\W\d_][^\W_]*(?: [^\W\d_]+)?)\s*:\s*(.*)$")
_PAIRS = {"question": ("answers", "F: "), "answer": ("answers", "S: ")}
"""Fields that are one in the form: question and answer below each other, as many as there are."""
_LONG = frozenset({"text", "text_en", "short", "answers"})
"""What goes on over the lines that follow."""


def composed(text: str) -> dict[str, str]:
    """Field -> what was written; empty when only the word itself was.

    ”meddela alla lärare: Nytt på måndag” and the text below it; lines such as ”Skicka: fredag 8.00” fill other fields.
    """
    first, _, rest = text.strip().partition("\n")
    values: dict[str, list[str]] = {}
    to, colon, title = first.partition(":")
    if colon and _BY_WORD.get(to.strip().casefold()) is None:
        values = {"to": [to.strip()], "title": [title.strip()]}
    elif colon:
        rest = text.strip()
    else:
        values = {"title": [first.strip()]}
    _read(rest, values)
    made = {name: "\n".join(lines).strip() for name, lines in values.items()}
    return {name: value for name, value in made.items() if value}


def _read(rest: str, values: dict[str, list[str]]) -> None:
    """Put each line where it belongs; a text goes on until another field begins."""
    name = "text"
    for line in rest.split("\n"):
        found = _LINE.match(line)
        known = _BY_WORD.get(found[1].casefold()) if found else None
        if found and known:
            name, begins = _PAIRS.get(known, (known, ""))
            values.setdefault(name, []).append(begins + found[2])
        else:
            name = name if name in _LONG or not line.strip() else "text"
            values.setdefault(name if name in _LONG else "text", []).append(line)
