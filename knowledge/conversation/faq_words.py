"""What may follow the command word `faq`; leaves the doing to handlers."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.conversation.fold import EDGE, fold

_LEADS = {
    "unseen": "nya ord|nya formuleringar|nya ordval|new wordings|new words",
    "write": "ny|nytt|nytt svar|ny fraga|skriv|new|new answer|new entry|write",
    "wordings": "ord|formuleringar|wordings|words",
}
"""What is wanted -> how it begins, folded."""
_BY_LEAD = {tuple(lead.split()): wanted for wanted, leads in _LEADS.items() for lead in leads.split("|")}
_LONGEST = max(map(len, _BY_LEAD))


@dataclass(frozen=True)
class FaqWanted:
    """What is wanted of the FAQ."""

    what: str
    """`unseen` (what nobody has looked at), `write` (a new entry), `wordings` (of one entry) or `help`."""
    about: str = ""
    """The entry's id or words, for `wordings`."""


def faq_wanted(rest: str) -> FaqWanted:
    """What stands after `faq`: `ord logga in`, `nya ord`, `ny`; anything else is an entry that is asked for."""
    words = rest.split()
    folded = [fold(word).strip(EDGE) for word in words]
    for length in range(min(_LONGEST, len(words)), 0, -1):
        what = _BY_LEAD.get(tuple(folded[:length]))
        left = " ".join(words[length:]).strip(EDGE)
        if what and (what == "wordings" or not left):
            return FaqWanted(what if left or what != "wordings" else "help", left)
    return FaqWanted("wordings", " ".join(words).strip(EDGE)) if words else FaqWanted("help")
