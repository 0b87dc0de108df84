"""The words that make the bot do something (`vem`, `borta till fredag`); leaves the doing to handlers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from knowledge.conversation import notes_commands, people_words
from knowledge.conversation.command_rests import RESTS, any_words
from knowledge.conversation.fold import EDGE, fold


@dataclass(frozen=True)
class Command:
    """A command as it was given."""

    word: str
    """A key of `_LEADS`: `help`, `who`, `faq`, …, or of `people_words.LEADS`: `contact`, `school_on`, `place`, …"""
    rest: str = ""
    """What it is about, in the words of the one who wrote; of `language` it is `sv` or `en`, of `lists` `on`, `off`,
    `daily` or `weekly`, of `status` the number."""


_LEADS: dict[str, str] = {
    "help": "hjalp|help|hjalp mig|help me",
    "who": "vem|who|who's|whos",
    "mine": "mina|mine|mina fragor|mina oppna fragor|mina arenden|visa mina fragor|"
    "my questions|my open questions|show my questions",
    "status": "status",
    "my_school": "min skola|my school|byt skola|byta skola|andra skola|change school|change my school",
    "away": "borta|away|jag ar borta|ar borta|i'm away|i am away|im away|jag blir borta",
    "back": "tillbaka|back|jag ar tillbaka|ar tillbaka|i'm back|im back|i am back|nu ar jag tillbaka|jag e tillbaka",
    "language": "sprak|language|byt sprak|byta sprak|andra sprak|change language|switch language|byt till|switch to",
    "waiting": "vantar|waiting|vad vantar|vilka vantar|what's waiting|whats waiting|what is waiting|"
    "vantande|vantande fragor|waiting questions|visa vantande",
    "ask": "fraga|ask",
    "search": "sok|search",
    "announce": "meddela|announce",
    "outage": "driftstorning|driftstorningar|outage",
    "pause": "paus|pausa|pause",
    "resume": "igang|fortsatt|resume|satt igang|avsluta paus|avsluta pausen|slut pa paus|ateruppta|kor igang|unpause",
    "faq": "faq",
    "vendor": "unikum|vendor|leverantor|leverantoren|till unikum|vendor list",
    "meeting": "mote|moten|motet|meeting|meetings|avstamning|mina moten|my meetings",
    "guardian": "till vardnadshavare|till vardnadshavarna|text till vardnadshavare|texter till vardnadshavare|till vh|"
    "for guardians|to guardians|text for guardians|texts for guardians",
    "emergency_admin": "nodadmin|nod admin|emergency admin",
    "lists": "listor|lists|mina listor|my lists",
    "workshop": "workshop|workshops|workshoppar|workshoppen",
    "weekly_question": "veckans fraga|question of the week|weekly question",
    "feedback": "forslag|ett forslag|forbattringsforslag|lamna forslag|lamna ett forslag|nytt forslag|jag har ett forslag|"
    "onskemal|synpunkt|feedback|suggestion|a suggestion|new suggestion|i have a suggestion|feature request",
    "suggestions": "forslagen|suggestions|alla forslag|visa forslag|visa forslagen|all suggestions|show suggestions",
    "my_suggestions": "mina forslag|my suggestions|visa mina forslag|show my suggestions",
    "home": "hem|home|min sida|my page",
    "agenda": "dagordning|dagordningen|agenda|agendan|visa dagordningen|the agenda|show the agenda|motets dagordning",
    "point": "ta upp pa motet|ta upp pa nasta mote|ta upp pa ett mote|ta upp pa avstamningen|ta upp pa nasta avstamning|"
    "punkt till motet|punkt till avstamningen|bring up|bring up at the meeting|bring up at the check-in|point for the meeting",
    **people_words.LEADS,
    **notes_commands.LEADS,
}
"""Command -> how it begins, folded."""

_WHOLE: dict[str, str] = {
    "help": "vad kan du|vad kan du gora|vad kan man skriva|vilka kommandon finns|kommandon|"
    "meny|what can you do|commands|menu",
}
"""Command -> other whole messages that mean it, folded."""

_MARKED = frozenset({"feedback"})
"""Commands whose rest begins with a colon: without one it is a sentence (”förslag på hur man …”)."""
_BY_LEAD = {tuple(lead.split()): word for word, leads in _LEADS.items() for lead in leads.split("|")}
_BY_WHOLE = {whole: word for word, wholes in _WHOLE.items() for whole in wholes.split("|")}
_RULES = {**RESTS, **people_words.RESTS, **notes_commands.RESTS}
_LONGEST = max(map(len, _BY_LEAD))
_LONGEST_TEXT = 8000
"""Characters: an announcement that is too long is still meant as one, and must be told so."""


def parse_command(text: str, *, direct: bool) -> Command | None:
    """The command that the message is, or None when it is something else, for example a question that begins like one.

    `direct`: it was written to the bot: in a direct message, with a mention (left out of the text), or on the
    platform's command line. Among colleagues only a word marked with `/` or `!` is a command.
    """
    body = text.strip()
    marked = body[:1] in {"/", "!"}
    if not body or not (direct or marked) or len(body) > _LONGEST_TEXT:
        return None
    body = body.lstrip("/! ")
    whole = " ".join(fold(body).split()).strip(EDGE)
    if whole in _BY_WHOLE:
        return Command(_BY_WHOLE[whole])
    return _by_lead(body)


def _by_lead(body: str) -> Command | None:
    """The command with the longest beginning whose rest fits."""
    words = list(re.finditer(r"\S+", body))
    folded = [fold(word[0]).strip(EDGE) for word in words[:_LONGEST]]
    for length in range(min(_LONGEST, len(words)), 0, -1):
        word = _BY_LEAD.get(tuple(folded[:length]))
        if word is None or _is_cut_off(words[length - 1][0], last=length == len(words)):
            continue
        rest = body[words[length - 1].end() :].strip()
        if word in _MARKED and rest and not (words[length - 1][0].endswith(":") or rest[0] in ":–-"):
            return None
        rest = rest.lstrip(":–- ")
        rule: Callable[[str], str | None] = _RULES.get(word, any_words)
        if word == "outage" and body.rstrip().endswith("?"):
            return None
        if word == "ask" and rest.strip(EDGE + "#").isdigit():
            word, rule = "status", _RULES["status"]
        fitting = rule(rest)
        return None if fitting is None else Command(word, fitting)
    return None


def _is_cut_off(word: str, *, last: bool) -> bool:
    """Whether a sentence ends after the word and another follows ("Hjälp! Jag kommer inte in")."""
    return not last and word[-1] in ".!?…,"
