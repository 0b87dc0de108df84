"""Labelled pairs of questions, from YAML and JSON Lines: same or not; leaves learning and measuring to their own places."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.files.cells import Cell
from bot.files.faults import Faults, Read, joined_result
from bot.files.formats import read_into
from bot.files.record import Record, listed


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two messages of one channel, and whether one answer would help both."""

    a: str
    b: str
    same: bool


def read_pairs(*paths: Path) -> Read[list[Pair]]:
    """The pairs of one or more files, in order; FileErrors names all that is wrong in all of them."""
    pairs: list[Pair] = []

    def read(root: Cell, _form: str, faults: Faults) -> None:
        if not isinstance(root.content, tuple):
            faults.add(root.where, "", "is no list of pairs; begin each pair with ”- a: …”")
            return
        pairs.extend(_pair(record) for record in listed(root.content, faults))

    return joined_result(pairs, [read_into(path, read) for path in paths])


def _pair(record: Record) -> Pair:
    if not record.has("same"):
        record.wrong("same", "is missing; write true when one answer helps both, else false")
    return Pair(a=record.text("a", required=True), b=record.text("b", required=True), same=record.flag("same"))
