"""An entry from what somebody filled in: its id, its ways of asking, its days; leaves the form and the storing to handlers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping

from knowledge.conversation.clean import clean
from knowledge.conversation.message import replace_mentions
from knowledge.conversation.pasted import from_word
from knowledge.faq.editing import edited, one_line
from knowledge.faq.entry import FaqEntry
from knowledge.faq.text import words

_LONGEST_ID = 60
_CALL = re.compile(r"<[@#!][^>\s]{1,200}>|(?<!\w)@\w+")
_BEGINS = re.compile(
    r"\A(?i:hej|hejsan|hallå|tjena|god\s?morgon|hi|hello|hey)(?:\s+(?i:alla|allihopa|igen|på er|där|everyone|all|there))?"
    r"(?:\s+[A-ZÅÄÖ][\w-]+(?=\s*[!,]))?(?:\s*[!.,:–-]+\s*|\s+|\Z)"
)
"""A greeting, also one with a name in it."""
_ENDS = re.compile(
    r"(?:(?<=[.!?\n])|\A)\s*(?:tack(?:\s+(?:på förhand|så mycket|för hjälpen))?|mvh|thanks(?:\s+in advance)?|hälsningar)"
    r"(?:[\s,/]+\w{1,20}){0,2}[\s!.:)]*\Z",
    re.IGNORECASE,
)
"""Thanks and a signature."""
_FRAME = "hur man jag en ett den det i pa att for till med och ar kan how do a an the to in on is can my of"
_SMALL = frozenset(_FRAME.split())
"""Words that say little in a name, without dots."""


def draft(values: Mapping[str, object], language: str, taken: Collection[str]) -> FaqEntry:
    """The entry that the form's values describe; `taken`: ids that are in use."""
    question = one_line(values.get("question"), 300)
    return edited(FaqEntry(id=entry_id(question, taken), answer="", language=language), values)


def proposed(text: str, limit: int) -> str:
    """What somebody wrote in the channel, as a draft for the FAQ: without calls, greetings and thanks around it."""
    lines = replace_mentions(_CALL.sub("", clean(from_word(text))), lambda _person, _name: "").strip()
    while (shorter := _ENDS.sub("", _BEGINS.sub("", lines, count=1), count=1).strip(" ,;–-")) != lines:
        lines = shorter
    return clean(lines[:1].upper() + lines[1:], limit)


def entry_id(question: str, taken: Collection[str]) -> str:
    """A short name from the words of the question, unlike every other."""
    plain = unicodedata.normalize("NFKD", question).encode("ascii", "ignore").decode()
    told = words(plain)
    name = "-".join([word for word in told if word not in _SMALL] or told)[:_LONGEST_ID].strip("-") or "svar"
    numbered = (f"{name}-{number}" for number in range(2, len(taken) + 3))
    return name if name not in taken else next(one for one in numbered if one not in taken)
