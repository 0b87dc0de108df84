"""Questions as YAML or JSON Lines, for statistics and archives; leaves which questions to the caller."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any

from bot.files.formats import YAML, written_jsonl, written_yaml
from knowledge.support.question import Question

_LEFT_OUT = ("root", "ladder", "candidates", "called", "round", "direct_choice", "dropped_from", "step", "step_ends")
"""What only the running desk needs."""


def write_questions(questions: Iterable[Question], form: str = YAML) -> str:
    """The text of a file with the (masked) questions, one record each; what is empty is left out, moments are UTC."""
    rows = [_row(question) for question in questions]
    return written_yaml(rows) if form == YAML else written_jsonl(rows)


def _row(question: Question) -> dict[str, Any]:
    named = {one.name: getattr(question, one.name) for one in fields(question) if one.name not in _LEFT_OUT}
    row = {name: _plain(value) for name, value in named.items() if value not in (None, "", (), False)}
    return {**row, "platform": question.root.platform}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [str(one) for one in value]
    return value if isinstance(value, bool | int) else str(value)
