"""What can be wrong with settings, told all at once; leaves finding it to the layers, the readers and the rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from bot.settings_table import BY_KEY


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One wrong setting."""

    key: str
    """`section.name`, or the file when it cannot be read at all."""
    origin: str
    """The file, the environment variable or the script that it came from; empty = nowhere, it is missing."""
    words: str
    """What is wrong; what would be right."""

    def __str__(self) -> str:
        """One line of the error."""
        return f"{self.key} ({self.origin}): {self.words}" if self.origin else f"{self.key}: {self.words}"


class ConfigError(Exception):
    """Some settings are wrong; all of them are named."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """`problems`: at least one."""
        self.problems = tuple(problems)
        count = len(self.problems)
        first = "One setting is wrong:" if count == 1 else f"{count} settings are wrong:"
        super().__init__("\n".join([first, *(f"  {problem}" for problem in self.problems)]))


def unknown(key: str, origin: str) -> Problem:
    """A setting that does not exist, with the nearest one that does."""
    near = get_close_matches(key, BY_KEY, n=1, cutoff=0.6) or _same_name(key)
    advice = f"did you mean {near[0]}?" if near else "docs/settings.md lists those that exist"
    return Problem(key=key, origin=origin, words=f"there is no such setting; {advice}")


def _same_name(key: str) -> list[str]:
    name = key.rpartition(".")[2]
    return [known for known in BY_KEY if known.rpartition(".")[2] == name]
