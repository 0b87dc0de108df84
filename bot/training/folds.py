"""Splits collections so that every message is once judged by weights that never saw it; leaves judging to joint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from zlib import crc32

from bot.training.data import Collection, Labelled

FOLDS = 4
_LARGE = 600
"""A collection with kinds and so many messages, or the only one with kinds, is split by message; of the others a whole
one is held back at a time."""


def fold_of(message: Labelled) -> int:
    """The fold of a message of a large collection, always the same."""
    return crc32(b"fold" + message.text.encode()) % FOLDS


def folds_of(collections: Sequence[Collection]) -> dict[str, int | None]:
    """Collection -> the fold that holds it back as a whole; None = it is split by message.

    So what is learned about a small collection comes from other organisations only, as for a desk that is new.
    """
    found: dict[str, int | None] = {}
    whole = {True: 0, False: 0}
    alone = sum(one.has_kinds for one in collections) == 1
    for one in collections:
        if one.has_kinds and (alone or len(one.messages) >= _LARGE):
            found[one.name] = None
        else:
            found[one.name] = whole[one.has_kinds] % FOLDS
            whole[one.has_kinds] += 1
    return found


def is_held(collection: str, message: Labelled, fold: int, folds: dict[str, int | None]) -> bool:
    """Whether this fold holds the message back."""
    whole = folds[collection]
    return fold_of(message) == fold if whole is None else whole == fold


def without(collections: Sequence[Collection], fold: int, folds: dict[str, int | None]) -> list[Collection]:
    """The collections without what this fold holds back."""
    kept = []
    for one in collections:
        if folds[one.name] is None:
            kept.append(replace(one, messages=tuple(m for m in one.messages if fold_of(m) != fold)))
        elif folds[one.name] != fold:
            kept.append(one)
    return kept
