"""Says for `check` what questions are compared by, and why not by their meaning; leaves choosing to bot/embedding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.commands.check_desk import Finding
from bot.embedding.base import EmbedderError
from bot.embedding.choose import choose
from bot.embedding.registry import ENCODERS
from knowledge.support.directory_rules import Severity


def matching(setting: str, encoders: Mapping[str, str] = ENCODERS) -> tuple[str, Sequence[Finding]]:
    """A line for the summary, and what is the matter with the encoder, if anything."""
    try:
        choice = choose(setting, encoders)
    except EmbedderError as error:
        line = "Matching: the bot does not start with this setting"
        return line, [Finding(severity=Severity.WRONG, part="Settings", words=str(error))]
    if choice.is_broken:
        words = f'{choice.why}; install it anew, or set matching.embedder = "none"'
        return f"Matching: {choice.words}", [Finding(severity=Severity.RISKY, part="Matching", words=words)]
    return f"Matching: {choice.words}", []
