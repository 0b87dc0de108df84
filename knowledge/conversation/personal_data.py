"""Masks personal data in what people write, before anything keeps it; leaves warning the author to handlers.

`personal_numbers`, `contact_details` and `personal_names` find it; here it is put together and replaced.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.conversation.contact_details import emails, phones
from knowledge.conversation.personal_names import names
from knowledge.conversation.personal_numbers import numbers
from knowledge.conversation.spans import Span, merged, without

_PUT = {
    "personnummer": "[personnummer]",
    "samordningsnummer": "[personnummer]",
    "tf": "[personnummer]",
    "phone": "[telefonnummer]",
    "email": "[e-postadress]",
    "name": "[namn]",
}
"""Kind -> what stands in the text instead."""

MASKS = frozenset(_PUT.values())
"""What stands in a text in place of personal data."""
_URL = re.compile(r"(?:https?://|www\.)[^\s<>|]+", re.IGNORECASE)


@dataclass(frozen=True)
class Masked:
    """A text without personal data, and what was in it."""

    text: str
    found: tuple[str, ...] = ()
    """Kinds in order, each once: `personnummer`, `samordningsnummer`, `tf`, `phone`, `email`, `name`."""


CONTACT_DETAILS = frozenset({"phone", "email"})
"""What may stand in a text that is written for everybody: a helpdesk has a number."""


def mask(text: str, *, keep: frozenset[str] = frozenset()) -> Masked:
    """The text with each personal number, phone number, e-mail address and tied name replaced by a word in brackets.

    Takes time in proportion to the length. Masking again finds nothing. `keep`: kinds that stay.
    """
    found: list[str] = []
    # A second look: what stood beside a masked number may be a name or a number of its own only now.
    for _ in range(8):
        spans = [span for span in _spans(text) if span[2] not in keep]
        if not spans:
            break
        found.extend(kind for _start, _end, kind in spans)
        text = _replaced(text, spans)
    return Masked(text, tuple(dict.fromkeys(found)))


def _spans(text: str) -> list[Span]:
    """Where personal data stands, in order, without overlaps."""
    links = [(found.start(), found.end(), "link") for found in _URL.finditer(text)]
    dialled = without(phones(text), links)
    taken = merged(numbers(text, dialled), emails(text))
    taken = merged(dialled, taken)
    private = [span for span in taken if span[2] in {"personnummer", "samordningsnummer", "tf"}]
    return merged(without(names(text, private), links), taken)


def _replaced(text: str, spans: list[Span]) -> str:
    pieces: list[str] = []
    last = 0
    for start, end, kind in spans:
        pieces += [text[last:start], _PUT[kind]]
        last = end
    return "".join([*pieces, text[last:]])


def details(text: str) -> list[str]:
    """The phone numbers and e-mail addresses of a text, as they stand there."""
    return [text[start:end] for start, end, kind in _spans(text) if kind in CONTACT_DETAILS]


def around(text: str) -> str:
    """The first place where something was taken out, with the words around it; empty when nothing was."""
    places = [place for put in _PUT.values() if (place := text.find(put)) >= 0]
    if not places:
        return ""
    first = min(places)
    return " ".join(text[max(0, first - 30) : first + 40].split())


def is_masked(text: str) -> bool:
    """Whether something was taken out of the text."""
    return any(put in text for put in _PUT.values())
