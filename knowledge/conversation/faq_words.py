"""What may follow the command word `faq`; leaves the doing to handlers."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.conversation.fold import EDGE, fold

_LEADS = {
    "unseen": "nya ord|nya formuleringar|nya ordval|new wordings|new words",
    "write": "ny|nytt|nytt svar|ny fraga|skriv|new|new answer|new entry|write",
    "wordings": "ord|formuleringar|wordings|words",
    "show": "visa|show",
    "edit": "andra|redigera|edit|change",
    "retire": "ta bort|ta ur bruk|avsluta|remove|retire",
    "restore": "aterstall|restore",
    "versions": "versioner|historik|versions|history",
    "proposals": "forslag|proposals|suggestions",
    "stale": "gamla|gamla svar|old|stale|overdue",
}
"""What is wanted -> how it begins, folded."""
_OF_ONE = frozenset({"show", "edit", "wordings", "versions", "retire", "restore"})
_BY_LEAD = {tuple(lead.split()): wanted for wanted, leads in _LEADS.items() for lead in leads.split("|")}
_LONGEST = max(map(len, _BY_LEAD))


@dataclass(frozen=True)
class FaqWanted:
    """What is wanted of the FAQ."""

    what: str
    """`unseen` (what nobody has looked at), `write` (a new entry), `proposals`, `stale` (due for a look), `help`; of one
    entry `show`, `edit`, `wordings`, `versions`, `retire`, `restore`."""
    about: str = ""
    """The entry's id or words; of `restore` it may be empty."""


def faq_wanted(rest: str) -> FaqWanted:
    """What stands after `faq`: `ord logga in`, `nya ord`, `ny`, `ändra logga in`; anything else is an entry that is asked for."""
    words = rest.split()
    folded = [fold(word).strip(EDGE) for word in words]
    for length in range(min(_LONGEST, len(words)), 0, -1):
        what = _BY_LEAD.get(tuple(folded[:length]))
        left = " ".join(words[length:]).strip(EDGE)
        if what in _OF_ONE:
            return FaqWanted(what if left or what == "restore" else "help", left)
        if what and not left:
            return FaqWanted(what)
    return FaqWanted("show", " ".join(words).strip(EDGE)) if words else FaqWanted("help")
