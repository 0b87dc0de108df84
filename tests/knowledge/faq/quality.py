"""What the lexical matcher reaches on the messages of the samples; leaves comparing it with the floors to test_quality.

`python -m tests.knowledge.faq.quality` writes the figures of today in the form of floors.yaml.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from bot.commands.match import read_entries, reply_to
from bot.evaluation.asking import outcome_of
from bot.files.messages_file import LabelledMessage, read_messages
from bot.library import load_matcher
from knowledge.faq.index import Index
from knowledge.faq.measures import measured
from knowledge.faq.verdict import Policy
from knowledge.faq.weights import Weights

SAMPLES = Path(__file__).parents[3] / "samples"
FLOORS = Path(__file__).with_name("floors.yaml")
MARGIN = 0.005
"""What a figure may lose before it counts as worse, when floors are renewed: less than one message of a hundred."""


@dataclass(frozen=True, kw_only=True)
class Floor:
    """What must be reached on some messages."""

    name: str
    faq: str
    """Files of the samples."""
    questions: tuple[str, ...]
    new: bool
    """Whether the FAQ is measured without the wordings that it was shipped with."""
    least: Mapping[str, float]
    most: Mapping[str, float]


def floors() -> list[Floor]:
    """The floors as they stand in the file."""
    rows: list[dict[str, Any]] = yaml.safe_load(FLOORS.read_text(encoding="utf-8"))
    return [
        Floor(
            name=row["name"],
            faq=row["faq"],
            questions=tuple(row["questions"]),
            new=bool(row.get("new", False)),
            least=row.get("least", {}),
            most=row.get("most", {}),
        )
        for row in rows
    ]


def figures(floor: Floor, weights: Weights) -> dict[str, float]:
    """All measures on the messages of a floor."""
    entries = read_entries(SAMPLES / floor.faq)
    index = Index.build([replace(one, wordings=()) for one in entries] if floor.new else entries, weights)
    policy = Policy()
    asked = _read(floor.questions, index)
    return measured([outcome_of(one, reply_to(one.text, one.situation, index, policy)) for one in asked])


def below(floor: Floor, reached: Mapping[str, float]) -> list[str]:
    """What is worse than it must be, in words."""
    low = [f"{name} is {reached[name]:.4f}, at least {x}" for name, x in floor.least.items() if not reached[name] >= x]
    high = [f"{name} is {reached[name]:.4f}, at most {x}" for name, x in floor.most.items() if not reached[name] <= x]
    return [*low, *high]


def _read(files: Iterable[str], index: Index) -> list[LabelledMessage]:
    return read_messages(*(SAMPLES / file for file in files), known=set(index.places)).value


def renewed() -> list[dict[str, Any]]:
    """The floors as they would be today."""
    found = []
    for floor in floors():
        reached = figures(floor, load_matcher())
        row: dict[str, Any] = {"name": floor.name, "faq": floor.faq, "questions": list(floor.questions)}
        if floor.new:
            row["new"] = True
        if floor.least:
            row["least"] = {name: round(reached[name] - MARGIN, 3) for name in floor.least}
        if floor.most:
            row["most"] = {name: round(reached[name] + MARGIN, 3) for name in floor.most}
        found.append(row)
    return found


if __name__ == "__main__":
    remarks = [line for line in FLOORS.read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("#")]
    rows = yaml.safe_dump(renewed(), sort_keys=False, allow_unicode=True, default_flow_style=None, width=110)
    sys.stdout.write("".join(remarks) + rows)
