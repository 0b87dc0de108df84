"""What is wrong with a file, gathered until all of it is known; leaves finding it to the readers and the builders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")
MOST_TOLD = 200
"""How many things are named in one message; with more of them, something greater is wrong."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing in a file, wrong or worth a warning."""

    file: str
    where: str
    """`line 12`, `row 3, column B`; empty = the file as a whole."""
    field: str
    """The field's name, or empty."""
    words: str
    """What is wrong; what would be right."""

    def __str__(self) -> str:
        """One line of the error."""
        place = ", ".join(part for part in (self.file, self.where, self.field) if part)
        return f"{place}: {self.words}"


class FileErrors(Exception):  # noqa: N818 - it holds several
    """One or more files are wrong; all that is wrong is named, and nothing of them is used."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """`faults`: at least one."""
        self.faults = tuple(faults)
        count = len(self.faults)
        more = [f"  … and {count - MOST_TOLD:,} more"] if count > MOST_TOLD else []
        first = "One thing is wrong:" if count == 1 else f"{count} things are wrong:"
        super().__init__("\n".join([first, *(f"  {fault}" for fault in self.faults[:MOST_TOLD]), *more]))


@dataclass(frozen=True, kw_only=True)
class Read(Generic[T]):
    """What a file says, and what its reader wants to be known about it."""

    value: T
    warnings: tuple[Fault, ...] = ()


@dataclass
class Faults:
    """What has been found in one file so far."""

    file: str
    wrong: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    _warned: set[Fault] = field(default_factory=set)

    def add(self, where: str, name: str, words: str) -> None:
        """Something is wrong."""
        self.wrong.append(Fault(file=self.file, where=where, field=name, words=words))

    def warn(self, where: str, name: str, words: str) -> None:
        """Something should be known; it stops nothing, and is told once."""
        warning = Fault(file=self.file, where=where, field=name, words=words)
        if warning not in self._warned:
            self._warned.add(warning)
            self.warnings.append(warning)

    def stop(self, where: str, words: str) -> FileErrors:
        """The error for a file that cannot be read on: `raise faults.stop(…)`."""
        self.add(where, "", words)
        return FileErrors(self.wrong)


def joined_result(value: T, files: Iterable[Faults]) -> Read[T]:
    """What the files say together, with their warnings; FileErrors if anything is wrong in any of them."""
    files = list(files)
    wrong = [fault for faults in files for fault in faults.wrong]
    if wrong:
        raise FileErrors(wrong)
    return Read(value=value, warnings=tuple(fault for faults in files for fault in faults.warnings))
