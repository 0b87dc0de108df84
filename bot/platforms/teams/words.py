"""The few words that stand only in Teams' own frames; leaves what the desk says to its texts."""

from __future__ import annotations

BOT = "@Supporten"
"""How the bot is called in a channel, before a command; in a chat of its own nobody calls it."""
_SWEDISH = {
    "title": "Supporten",
    "yes": "Ja",
    "choose": "Välj",
    "no_choice": "{label}: det finns inget att välja.",
    "fill_in": "Fyll i det här.",
    "choose_one": "Välj något i listan.",
    "choose_day": "Välj en dag.",
    "cut": "Listan är lång: {shown} av {all} får plats.",
}
_ENGLISH = {
    "title": "The desk",
    "yes": "Yes",
    "choose": "Choose",
    "no_choice": "{label}: there is nothing to choose from.",
    "fill_in": "Fill this in.",
    "choose_one": "Choose from the list.",
    "choose_day": "Choose a day.",
    "cut": "The list is long: {shown} of {all} fit.",
}


def word(language: str, name: str, **blanks: object) -> str:
    """The words in the language of what they stand in; Swedish for a language that we do not speak."""
    found = (_ENGLISH if language == "en" else _SWEDISH)[name]
    return found.format(**blanks) if blanks else found
