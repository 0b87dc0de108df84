"""What may follow the command word `driftstörning`; leaves the doing to handlers."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.conversation.fold import EDGE, fold, word_set

_OFF = word_set("av slut over off over. stang avsluta klar klart")
_NEW = word_set("ny nytt new")
_AROUND = word_set("nu ar den det is it now tack please the")


@dataclass(frozen=True)
class OutageWanted:
    """What is wanted of an outage."""

    what: str
    """`show`, `off`, `new` (another one, though one is on) or `on` (put it on, or news of the one that is on)."""
    text: str = ""
    """What was written about it, lines and all."""
    number: int = 0
    """Which of several; 0 = it was not said."""


def outage_wanted(rest: str) -> OutageWanted:
    """What stands after `driftstörning`: nothing, `av`, `av 2`, `ny …`, or what does not work."""
    words = [word for word in (fold(one).strip(EDGE) for one in rest.split()) if word]
    told = [word for word in words if word not in _AROUND]
    if not words:
        return OutageWanted("show")
    if told and told[0] in _OFF and all(word.isdecimal() and len(word) < 9 for word in told[1:2]) and len(told) < 3:
        return OutageWanted("off", number=int(told[1]) if len(told) > 1 else 0)
    if words[0] in _NEW:
        left = rest.strip().split(None, 1)
        return OutageWanted("new", left[1].strip() if len(left) > 1 else "")
    return OutageWanted("on", rest.strip())
