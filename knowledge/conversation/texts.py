"""Texts: the phrases of the desk in each language, found by key; leaves the files to bot, the choice to the replies."""

from __future__ import annotations

from collections.abc import Mapping

from knowledge.conversation.message import command

DEFAULT = "sv"


class _Commands:
    """Fills `{cmd:away}` with the command's words in the text's language."""

    def __init__(self, phrases: Mapping[str, str]) -> None:
        self._phrases = phrases

    def __format__(self, name: str) -> str:
        return command(self._phrases[f"command.{name}"])


class Texts:
    """Phrases by language and key; the same keys and blanks in every language (tests/house sees to it)."""

    def __init__(self, languages: Mapping[str, Mapping[str, str]]) -> None:
        """`languages`: language -> key -> phrase with `{blanks}`."""
        self._languages = languages
        self._commands = {language: _Commands(phrases) for language, phrases in languages.items()}

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages there are."""
        return tuple(self._languages)

    def has(self, key: str) -> bool:
        """Whether there is such a phrase."""
        return key in self._languages[DEFAULT]

    def say(self, language: str, key: str, **blanks: object) -> str:
        """The phrase with its blanks filled; `key.one` is used when `count` is 1 and there is such a phrase."""
        language = language if language in self._languages else DEFAULT
        phrases = self._languages[language]
        if blanks.get("count") == 1 and f"{key}.one" in phrases:
            key = f"{key}.one"
        return phrases[key].format(cmd=self._commands[language], **blanks)
