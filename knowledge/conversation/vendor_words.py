"""What may follow the command word `unikum`; leaves the doing to handlers."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.conversation.fold import EDGE, fold, word_set

_TEXT = word_set("text texten copy kopiera")
_POINT = word_set("punkt point forslag synpunkt")
_PLAIN = word_set("punkt point")
"""Of these, what needs no colon."""
_LIST = word_set("lista listan list oppna open arenden cases punkter points")
_QUESTION = word_set("fraga question skicka send nr nummer number")


@dataclass(frozen=True)
class VendorWanted:
    """What is wanted of the vendor list."""

    what: str
    """`list`, `text`, `point` or `question`."""
    text: str = ""
    """The point, lines and all."""
    number: int = 0
    """The question that is to be sent."""


def vendor_wanted(rest: str) -> VendorWanted | None:
    """What stands after `unikum`: nothing, `text`, `punkt: …`, `42`; None when it is no command (”unikum funkar inte”)."""
    words = [fold(one).strip(EDGE) for one in rest.split()]
    words = [word.lstrip("#") for word in words if word]
    if not words or (words[0] in _LIST and len(words) == 1):
        return VendorWanted("list")
    if words[0] in _TEXT and len(words) == 1:
        return VendorWanted("text")
    if words[0] in _POINT:
        told = rest.strip().split(None, 1)
        marked = words[0] in _PLAIN or ":" in told[0] or len(told) == 1 or told[1].startswith(":")
        return VendorWanted("point", told[1].lstrip(": ").strip() if len(told) > 1 else "") if marked else None
    if words[0] in _QUESTION and len(words) == 2:
        words = words[1:]
    if len(words) == 1 and words[0].isdecimal() and len(words[0]) < 9:
        return VendorWanted("question", number=int(words[0]))
    return None
