"""Where in a key or a document a person can stand, for ids that may be numbers or words; leaves who it is to `identity`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.conversation.event import DIRECT

SEGMENT = re.compile(r"([/:@|#,\s\ue000\ue001\ue002])")
"""What parts a key; every second part is one of these."""
_NUMBERED = frozenset({
    "question", "announcement", "outage", "vendor", "vendor_point", "proposal", "change", "correction", "surge", "meeting", "meeting_point",
    "task",
})  # fmt: skip
"""After these stands a number."""
_THEN_A_PART = _NUMBERED - {"change"}
"""And after the number what it is: a card, a step."""
_THEN_A_PERSON = frozenset({
    "person", "substitute", "welcome", "call", "phone", "desk", "again", "approval", "pilot", "preview", "quiet",
    "handed", "shared_address", "school", "copy", "meeting", "remind", "own", "off", "contact_since", "role_asked",
    "ask", "write", "given", "draft",
})  # fmt: skip
"""After these stands whom it is for."""
_ENDS_WITH_ONE = frozenset({"alarm", "change", "held", "left", "looked", "presence", "refused"})
"""Keys that begin with these may end with a person."""
_NO_PEOPLE = frozenset({
    "place", "school", "schools", "entry", "entries", "offered", "candidates", "rejected", "category", "area", "areas",
    "kind", "state", "platform", "channel", "language", "reply", "is", "step", "action", "how", "what", "name_of",
})  # fmt: skip
"""Fields whose whole value is never a person, though it may be spelt like somebody's id. Somebody's own channel has two parts."""
_WORDS = frozenset({
    "aliases", "alternatives", "answer", "body", "expected", "guardian_en", "guardian_sv", "hint", "label", "local", "location", "missed",
    "note", "question", "reason", "seen", "short", "since", "steps", "text", "title", "twin", "why", "wordings",
})  # fmt: skip
"""Fields that somebody wrote: a word there is a word."""
_PEOPLE = frozenset({
    "account", "answered_by", "approved_by", "asked", "asker", "author", "by", "choices", "chosen_by", "contact", "done_by",
    "follower", "former", "handed_by", "holders", "mentions", "moved", "only_for", "over_by", "owner", "people", "person", "recalled_by",
    "recipient", "solved_by", "stands_in_for", "substitute", "taken_by", "to", "who",
})  # fmt: skip
"""Fields that hold people."""
OWNER = "owner"
"""The one field with a person in it that an answer has."""


def is_bare(value: str) -> bool:
    """Whether it is hardly more than a number, of which documents and keys are full: such an id counts only where a person must stand."""
    return sum(map(str.isalpha, value)) < 2


def is_words(field: str) -> bool:
    """Whether a field holds what somebody wrote."""
    return field in _WORDS


def field(name: str, within: str) -> str:
    """What a field of an object is called: accounts go by their platforms."""
    return "account" if within == "accounts" else name


def in_field(value: str, field: str) -> bool:
    """Whether the whole value of that field can be a person."""
    return field in _PEOPLE if is_bare(value) else field not in _NO_PEOPLE | _WORDS


def in_key(parts: Sequence[str], at: int) -> bool:
    """Whether a person can stand at that place of a key in its SEGMENTs; what has one part alone names a place or a kind."""
    if len(parts) == 1 or (at == 0 and parts[1] in "/:"):
        return False
    head, before = parts[0], parts[at - 2] if at else ""
    if parts[1] == "/" and ((head in _NUMBERED and at == 2) or (head in _THEN_A_PART and at == 4)):
        return False
    if not is_bare(parts[at]):
        return True
    if at and parts[at - 1] == ":":
        return before == DIRECT
    if not at or parts[at - 1] != "/":
        return False
    is_last = at == len(parts) - 1
    held = before != "held" and is_last and head == "announcement"
    return before in _THEN_A_PERSON or (is_last and head in _ENDS_WITH_ONE) or (held and _is_for_somebody(parts))


def _is_for_somebody(parts: Sequence[str]) -> bool:
    """Of an announcement: its copies, reminders and notices end with whom they are for, but not what counts versions."""
    return len(parts) > 6 and parts[4] != "declined"
