"""What `check` says of texts for guardians: some say what is only for us, or there are none; leaves the other parts to `check_desk`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handlers.guardians import names_inside
from knowledge.faq.entry import FaqEntry
from knowledge.faq.guardians import AUDIENCE, FIELDS, internal
from knowledge.support.directory import Directory
from knowledge.support.policy import DeskPolicy

_SHOWN = 10


def lines(entries: Sequence[FaqEntry], directory: Directory, policy: DeskPolicy) -> Iterator[str]:
    """Everything risky about them, in words."""
    inside = (*names_inside(directory), *policy.internal)
    told = {(one.id, field): place for one in entries for field in FIELDS
            if (place := internal(getattr(one, field), inside))}  # fmt: skip
    for (entry, field), place in list(told.items())[:_SHOWN]:
        yield f"{field} of {entry} says what is only for us (”{place}”); it is sent home, so take that out"
    if len(told) > _SHOWN:
        yield f"and {len(told) - _SHOWN} more such texts for guardians"
    without = [one.id for one in entries if one.audience == AUDIENCE and not any(getattr(one, f) for f in FIELDS)]
    if without:
        named = ", ".join(without[:_SHOWN]) + (" …" if len(without) > _SHOWN else "")
        yield f"{len(without)} entries for guardians have no text to send home (guardian_sv, guardian_en): {named}"
