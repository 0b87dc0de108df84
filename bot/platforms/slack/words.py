"""The few words that stand only in Slack's own frames; leaves what the desk says to its texts."""

from __future__ import annotations

_WORDS = {
    "sv": {
        "more": "Mer",
        "cancel": "Avbryt",
        "close": "Stäng",
        "title": "Supporten",
        "yes": "Ja",
        "choose": "Välj",
        "picture": "Bild",
        "no_choice": "Det finns inget att välja.",
    },
    "en": {
        "more": "More",
        "cancel": "Cancel",
        "close": "Close",
        "title": "The desk",
        "yes": "Yes",
        "choose": "Choose",
        "picture": "Picture",
        "no_choice": "There is nothing to choose from.",
    },
}


def word(language: str, name: str) -> str:
    """The word in the language of the message that it stands beside; Swedish for a language that we do not speak."""
    return _WORDS.get(language, _WORDS["sv"])[name]
