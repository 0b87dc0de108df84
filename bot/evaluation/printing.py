"""Figures as tables and JSON, what cannot be measured told apart from nought; leaves which figures to the commands."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

from bot.evaluation.learning import Row

_OF_A_KIND = (
    "queries",
    "accuracy_at_1",
    "recall_at_3",
    "answered_right",
    "false_answer_rate",
    "false_suggest_rate",
    "value",
)


def table(figures: Mapping[str, float]) -> list[str]:
    """One figure a line."""
    return [f"{name:24s} {_shown(value)}" for name, value in figures.items()]


def kinds(found: Mapping[str, Mapping[str, float]]) -> list[str]:
    """One kind of message a line."""
    rows = [[kind or "(no kind)", *(_shown(figures[name]) for name in _OF_A_KIND)] for kind, figures in found.items()]
    return ["", *(" ".join(f"{cell:>18s}" for cell in row) for row in [["kind", *_OF_A_KIND], *rows])] if rows else []


def curve(rows: Sequence[Row]) -> list[str]:
    """One number of wordings a line, each figure with its lowest and highest round."""
    names = [name for name in rows[0] if name not in {"wordings", "taught"}]
    lines = [["wordings/entry", *names]]
    for row in rows:
        cells = [f"{_shown(row[name][1])} ({_short(row[name][0])}–{_short(row[name][2])})" for name in names]
        lines.append([f"{row['wordings'][0]:.2f}", *cells])
    return [" ".join(f"{cell:>19s}" for cell in line) for line in lines]


def print_json(content: Mapping[str, Any]) -> None:
    """One JSON object; what cannot be measured is null."""
    print(json.dumps(_plain(content), ensure_ascii=False, indent=1))


def _plain(value: Any) -> Any:  # noqa: ANN401 - any part of a JSON value
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _shown(value: float) -> str:
    """Counts whole, shares with four decimals, a dash where there is nothing to measure on."""
    if isinstance(value, int):
        return str(value)
    return f"{value:.4f}" if math.isfinite(value) else "-"


def _short(value: float) -> str:
    return f"{value:.2f}" if math.isfinite(value) else "-"
