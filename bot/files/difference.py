"""What an import changes, record by record and field by field; leaves printing it to the command."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Any

Record = Mapping[str, Any]
Change = tuple[str, str, str]
"""Field, what it held, what it holds; shortened."""
_LONGEST = 60
_BEFORE = 15
"""Characters shown before the place where two long texts begin to differ."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Two states compared, by the names of their records."""

    new: tuple[str, ...]
    changed: dict[str, tuple[Change, ...]]
    gone: tuple[str, ...]
    same: int

    @property
    def counts(self) -> str:
        """`2 new, 1 changed, 0 taken away, 111 unchanged`."""
        return f"{len(self.new):,} new, {len(self.changed):,} changed, {len(self.gone):,} taken away, {self.same:,} unchanged"

    @property
    def before(self) -> int:
        """How many there were."""
        return len(self.changed) + len(self.gone) + self.same

    @property
    def empties(self) -> bool:
        """Whether most of what there was is taken away."""
        return len(self.gone) * 2 > self.before

    def lines(self, most: int) -> Iterator[str]:
        """What is told of it, at most so many of each kind; nothing when there was nothing before."""
        if not self.before:
            return
        for name, changes in islice(self.changed.items(), most):
            yield f"  ~ {name}"
            yield from (f"      {one}: {old} -> {new}" for one, old, new in changes)
        yield from _rest(len(self.changed), most, "changed")
        yield from (f"  + {name}" for name in self.new[:most])
        yield from _rest(len(self.new), most, "new")
        yield from (f"  - {name}" for name in self.gone[:most])
        yield from _rest(len(self.gone), most, "taken away")


def difference(before: Mapping[str, Record], after: Mapping[str, Record]) -> Difference:
    """Compare records by name; new and changed in the order of the new state."""
    return Difference(
        new=tuple(name for name in after if name not in before),
        changed={name: _changes(before[name], one) for name, one in after.items() if before.get(name, one) != one},
        gone=tuple(name for name in before if name not in after),
        same=sum(before.get(name) == one for name, one in after.items()),
    )


def _rest(count: int, most: int, words: str) -> Iterator[str]:
    if count > most:
        yield f"  … and {count - most:,} more {words}"


def _changes(old: Record, new: Record) -> tuple[Change, ...]:
    names = [*new, *(name for name in old if name not in new)]
    return tuple((name, *_shown(old.get(name), new.get(name))) for name in names if old.get(name) != new.get(name))


def _shown(old: object, new: object) -> tuple[str, str]:
    """Both on one line each, long ones from a little before they differ."""
    texts = [_text(old), _text(new)]
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(*texts, strict=False)))
    start = max(alike - _BEFORE, 0) if max(map(len, texts)) > _LONGEST else 0
    first, second = (_window(text, start) for text in texts)
    return first, second


def _window(text: str, start: int) -> str:
    if not text:
        return "nothing"
    end = f"{text[start : start + _LONGEST]}…" if len(text) > start + _LONGEST else text[start:]
    return f"”{'…' if start else ''}{end}”"


def _text(value: object) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, Mapping):
        return ", ".join(f"{name}={_text(one)}" for name, one in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(map(_text, value))
    return "".join(char if char.isprintable() else " " for char in str(value))
