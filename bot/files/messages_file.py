"""Labelled messages, from YAML and JSON Lines, to measure the matcher with; leaves measuring to bot/evaluation."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from bot.files.cells import Cell
from bot.files.faults import Faults, Read, joined_result
from bot.files.formats import read_into
from bot.files.record import Record, listed
from knowledge.faq.verdict import Situation
from knowledge.support.directory import Role

_ROLES = tuple(role.value for role in Role)


@dataclass(frozen=True, kw_only=True)
class LabelledMessage:
    """A message, where it stood, and what is right for it."""

    text: str
    """As it was written; it may be empty."""
    expected: frozenset[str] = frozenset()
    """The entries that answer it; empty = none does."""
    best: str = ""
    """The one of them that answers it best: the first that the file names."""
    kind: str = ""
    situation: Situation = field(default_factory=Situation)


def read_messages(*paths: Path, known: Collection[str]) -> Read[list[LabelledMessage]]:
    """The messages of one or more files, in order; FileErrors names all that is wrong in all of them.

    `known`: the ids of the FAQ's entries; an `expected` that is none of them is a fault.
    """
    messages: list[LabelledMessage] = []

    def read(root: Cell, _form: str, faults: Faults) -> None:
        if not isinstance(root.content, tuple):
            faults.add(root.where, "", "is no list of messages; begin each message with ”- text: …”")
            return
        messages.extend(_message(record, known) for record in listed(root.content, faults))

    return joined_result(messages, [read_into(path, read) for path in paths])


def _message(record: Record, known: Collection[str]) -> LabelledMessage:
    expected, also = _entries(record, "expected", known), _entries(record, "also_ok", known)
    return LabelledMessage(
        text=record.raw("text", required=True),
        expected=frozenset((*expected, *also) if expected else ()),
        best=next(iter(expected), ""),
        kind=record.text("kind"),
        situation=Situation(
            in_thread=record.flag("in_thread"),
            role=record.one_of("from", _ROLES) or Role.TEACHER.value,
            context=record.raw("context"),
        ),
    )


def _entries(record: Record, name: str, known: Collection[str]) -> tuple[str, ...]:
    found = record.one_or_more(name)
    for entry in found:
        if entry not in known:
            record.wrong(name, f"the FAQ has no entry ”{entry}”; correct the id, or leave the message out")
    return found
