"""The page's own words stand in both languages, with the same blanks, and each of them is used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import bot.pages
from bot.pages.demo import MOVES
from bot.pages.labels import LABELS, label, scripts

PAGES = Path(bot.pages.__file__).parent
MADE = ("role.", "move.", "reaction.", "state.", "step.")
"""Beginnings of keys that are put together where they are used."""


def blanks(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("key", LABELS)
def test_both_languages_have_words_with_the_same_blanks(key: str) -> None:
    swedish, english = LABELS[key]
    assert swedish.strip()
    assert english.strip()
    assert blanks(swedish) == blanks(english)


def test_every_label_is_used() -> None:
    used = "".join(
        p.read_text() for p in PAGES.rglob("*") if p.suffix in (".html", ".js", ".py") and p.name != "labels.py"
    )
    unused = [key for key in LABELS if not key.startswith(MADE) and not re.search(rf"\b{re.escape(key)}\b", used)]
    assert unused == []


def test_every_state_role_and_move_has_a_label() -> None:
    for state in "asked suggested answered waiting taken with_vendor solved dropped expired".split():  # noqa: SIM905 - reads better
        assert label("sv", f"state.{state}")
    assert all(label("en", f"move.{move}") for move in MOVES)
    assert all(label("sv", f"role.{role}") for role in ("teacher", "local", "central"))


def test_the_script_has_its_words_in_the_readers_language() -> None:
    assert scripts("sv")["empty_text"] == "Skriv något först."
    assert scripts("en")["empty_text"] == "Write something first."


def test_a_missing_blank_is_an_error_and_not_a_hole() -> None:
    with pytest.raises(KeyError):
        label("sv", "moved")
