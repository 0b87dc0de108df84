"""What may follow the command words for what comes by itself, `listor` and `veckans fråga`; leaves the doing to handlers."""

from __future__ import annotations

from knowledge.conversation.fold import folded_words, word_set

POLITE = word_set("tack snalla please pls nu igen again now da hej")
"""Small words that change nothing in a command."""
_ON_OFF = {"av": "off", "off": "off", "pa": "on", "on": "on", **dict.fromkeys(("dagligen", "daily"), "daily"),
           **dict.fromkeys(("veckovis", "weekly"), "weekly")}  # fmt: skip
_OF_THE_WEEK = {
    **dict.fromkeys(("byt", "byt fraga", "annan", "en annan", "swap", "change", "another"), "swap"),
    **dict.fromkeys(("hoppa over", "skip", "nej", "no", "skip it"), "skip"),
    **dict.fromkeys(("ta med", "anda", "ja", "back", "keep", "yes"), "back"),
}
_EVERY = {"vecka": "weekly", "week": "weekly", "dag": "daily", "day": "daily", "morgon": "daily", "morning": "daily"}


def lists(rest: str) -> str | None:
    """`listor`, `listor av`, `lists on`, `listor varje vecka` -> `off`, `on`, `daily`, `weekly` or nothing."""
    words = [word for word in folded_words(rest) if word not in POLITE]
    if len(words) == 2 and words[0] in {"varje", "every", "each"}:
        words = [_EVERY.get(words[1], "?")]
    if not words:
        return ""
    return _ON_OFF.get(words[0]) if len(words) == 1 else None


def weekly_question(rest: str) -> str | None:
    """`veckans fråga`, `veckans fråga byt`, `veckans fråga hoppa över` -> `swap`, `skip`, `back` or nothing."""
    words = " ".join(word for word in folded_words(rest) if word not in POLITE)
    return _OF_THE_WEEK.get(words) if words else ""
