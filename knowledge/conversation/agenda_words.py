"""What may follow the command word `dagordning`; leaves the doing to handlers."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.conversation.fold import folded_words, word_set

_TEXT = word_set("text texten markdown copy kopiera som as hela whole all")
_VENDOR = word_set("unikum vendor leverantor leverantoren bjud invite the in to med till")
_SMALL = word_set(
    "for till nasta next mote motet meeting the avstamning avstamningen nr nummer number no tack please visa"
)


@dataclass(frozen=True)
class AgendaWanted:
    """What is wanted of the agenda."""

    what: str
    """`show`, `text` or `vendor`."""
    number: str = ""
    """Of the meeting; empty = the next one."""


def agenda_wanted(rest: str) -> AgendaWanted | None:
    """What stands after `dagordning`: nothing, `text`, `unikum`, `12`; None when it is no command (”dagordning för sexorna”)."""
    words = [word.lstrip("#") for word in folded_words(rest)]
    number = next((word for word in words if word.isdecimal() and len(word) < 9), "")
    left = [word for word in words if word != number and word not in _SMALL]
    if not left:
        return AgendaWanted("show", number)
    if set(left) <= _TEXT:
        return AgendaWanted("text", number)
    return AgendaWanted("vendor", number) if set(left) <= _VENDOR else None


def agenda(rest: str) -> str | None:
    """`dagordning`, `dagordning text`, `dagordning unikum` -> it; not a sentence about some other agenda."""
    return None if agenda_wanted(rest) is None else rest.strip()
