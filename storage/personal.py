"""Which column of which table can name a person, and what a table is called in people's words; leaves finding and erasing to others.

A table or a column that is missing here fails a test: whoever adds one says what it holds.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Table

from storage import schema, schema_broadcast, schema_faq, schema_meetings, schema_vendor
from storage.schema_base import metadata

__all__ = [
    "COLUMNS", "WORDS", "Holds", "holds", "schema", "schema_broadcast", "schema_faq", "schema_meetings", "schema_vendor", "tables",
]  # fmt: skip
"""The schemas are named, since a table is known only when its file is read."""


class Holds(StrEnum):
    """What a column holds."""

    NOTHING = "nothing"
    """Nothing that tells who it was: numbers, moments, states, ids of questions, places and entries."""
    PERSON = "person"
    """A person's id or account, alone."""
    KEY = "key"
    """A name or an id of several parts, of which one may be a person's id or account."""
    TEXT = "text"
    """Words, in which people may be named."""
    DOCUMENT = "document"
    """JSON, in which all of this may stand."""


_N, _P, _K, _T, _D = Holds.NOTHING, Holds.PERSON, Holds.KEY, Holds.TEXT, Holds.DOCUMENT


def _of(nothing: str = "", **held: Holds) -> dict[str, Holds]:
    return {**dict.fromkeys(nothing.split(), _N), **held}


COLUMNS: dict[str, dict[str, Holds]] = {
    "accounts": _of("platform looked_up_at", account=_P, person=_P),
    "announcement_log": _of("id announcement what at", who=_P, details=_D),
    "announcements": _of("number state edition busy created_at", author=_P, document=_D, bodies=_D),
    "channels": _of("platform place", channel=_K),
    "chat": _of("number", id=_K, channel=_K, body=_D),
    "deliveries": _of(
        "id announcement part place platform language school state edition outbox arrived_at seen_at confirmed_at",
        recipient=_P, person=_P, channel=_K, via=_K, reason=_T,
    ),
    "desk": _of("", name=_K, value=_D),
    "failed_events": _of("id at", event=_D, error=_T),
    "faq_entries": _of("id position retired", document=_D),
    "faq_feedback": _of("id question entry kind at features", text=_T, who=_P),
    "faq_versions": _of("id entry at", document=_D, who=_P),
    "held": _of("platform since", channel=_K, author=_P, parts=_D),
    "history": _of("id question at", what=_K, who=_P, details=_D),
    "inbox_events": _of("at", event_id=_K),
    "inbox_messages": _of("platform message", channel=_K),
    "meeting_notes": _of("meeting at", document=_D),
    "meeting_points": _of("number meeting state at", author=_P, document=_D),
    "meeting_replies": _of("meeting reply at", person=_P, document=_D),
    "meeting_tasks": _of("number meeting state due_at", owner=_P, document=_D),
    "meetings": _of("number kind state begins_at", owner=_P, document=_D),
    "messages": _of("id platform thread at question kind deleted message", channel=_K, author=_P, text=_T),
    "outbox": _of(
        "id kind platform thread reply about live token state attempts failures not_before owner claimed_at lease_until "
        "remote_id target at_most_once repeated told created_at done_at",
        key=_K, channel=_K, only_for=_P, person=_P, body=_D, said=_D, reason=_T,
    ),
    "people": _of("position known asked_at", id=_P, document=_D),
    "places": _of("id position paused_until", document=_D),
    "questions": _of(
        "number state school place platform root linked_to asked_at solved_at",
        asker=_P, channel=_K, shared_text=_T, document=_D,
    ),
    "revisions": _of("name value"),
    "schools": _of("id position", document=_D),
    "shadow": _of(
        "platform thread at place decision confidence is_question kind message answer_message answer_role answered_at "
        "entries",
        channel=_K, text=_T, answer=_T,
    ),
    "timers": _of("kind due round", key=_K, values=_D),
    "vectors": _of("key vector used_at"),
    "vendor_cases": _of("number state sent_at", follower=_P, document=_D),
    "vendor_points": _of("number state source at", document=_D),
    "wishes": _of("number state school same_as at", sender=_P, document=_D),
    "wordings": _of(
        "id entry language source question at state rival doubted seen_at", text=_T, form=_T, person=_P, seen_by=_P
    ),
}  # fmt: skip
"""Table -> column -> what it holds."""

WORDS = {
    "accounts": "Accounts in the chat services",
    "announcement_log": "What was done with announcements",
    "announcements": "Announcements that were written, approved or corrected",
    "chat": "The local chat's messages",
    "deliveries": "Announcements that were received, seen and confirmed",
    "desk": "Small things that the desk keeps: proposals, outages, signs of being away",
    "failed_events": "Events that met an error",
    "faq_entries": "Answers that are owned",
    "faq_feedback": "Presses that taught the bot",
    "faq_versions": "Answers that were written or changed",
    "held": "What was begun and waits to be read whole",
    "history": "What happened to questions",
    "inbox_events": "Numbers of events that were heard",
    "meeting_notes": "Notes of meetings that were written",
    "meeting_points": "Points for a meeting that were written",
    "meeting_replies": "Meetings and workshops that were answered",
    "meeting_tasks": "What was to be done after a meeting",
    "meetings": "Meetings that were called or noted",
    "messages": "Messages in the support channels and to the bot",
    "outbox": "What the bot said to, or about, the person",
    "people": "The entry in the directory",
    "questions": "Questions that were asked, answered, taken or passed on",
    "timers": "Moments that are waited for",
    "vendor_cases": "Cases with the vendor that were sent or followed",
    "vendor_points": "Points for the vendor that were written",
    "wishes": "Suggestions that were sent",
    "wordings": "Ways of asking that were taught",
}
"""Table -> what it is to people; a table that is not here is called by its own name."""


def tables() -> list[Table]:
    """Every table, those first on which no other hangs."""
    return list(metadata.sorted_tables)


def holds(table: Table, column: str) -> Holds:
    """What a column holds; words, where nobody has said."""
    return COLUMNS.get(table.name, {}).get(column, Holds.DOCUMENT)
