"""A reply to an announcement: its own answers first, else a question to its author; leaves the question's life to asking."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers.asking import Asked, asked
from handlers.context import Desk
from handlers.written import Written
from knowledge.broadcast.announcement import Announcement, own_entry_id
from knowledge.conversation.event import MessageRef
from knowledge.faq.verdict import Answer, Silent, Verdict
from storage.ledger import COPY, REMIND

SURE = 0.3
"""The least probability for one of its own answers: who replies to an announcement most likely asks about it."""
ASKS = 0.5
FRESH = timedelta(days=2)
"""How long what somebody writes to the bot right after an announcement is taken for a reply to it."""


async def of_message(desk: Desk, ref: MessageRef) -> Announcement | None:
    """The announcement whose copy that thread hangs on."""
    key = await desk.tx.outbox.by_remote(ref.platform, ref.channel, ref.root) if ref.thread else None
    return await _named(desk, key)


async def just_before(desk: Desk, ref: MessageRef) -> Announcement | None:
    """The announcement that was the last thing said in somebody's own conversation, if that is fresh."""
    last = await desk.tx.outbox.newest_in(ref.platform, ref.channel)
    if last is None or last[1] < desk.now - FRESH:
        return None
    return await _named(desk, last[0])


async def _named(desk: Desk, key: str | None) -> Announcement | None:
    parts = (key or "").split("/")
    if len(parts) < 4 or parts[0] != "announcement" or not parts[2].startswith((COPY, REMIND)):
        return None
    one = await desk.tx.announcements.get(int(parts[1]))
    return one if one is not None and one.sent_at is not None else None


async def replied(desk: Desk, what: Written, one: Announcement, *, only_own: bool = False) -> bool:
    """Whether it was a question, and is taken care of. `only_own`: only if the announcement itself answers it."""
    if desk.reader is None or what.person.id == one.author:
        return False
    verdict = desk.reader.verdict(what.situation(direct=True))
    own = _own(one, verdict) if one.is_out and not one.expired else None
    if own is not None:
        await _asks(desk, what, replace(verdict, decision=Answer(entry=own)))
        return True
    if only_own or verdict.kind.is_question < ASKS:
        return False
    if isinstance(verdict.decision, Answer):
        await _asks(desk, what, verdict)
        return True
    author = desk.directory.person(one.author)
    decision = Silent() if author is None else verdict.decision
    await _asks(desk, what, replace(verdict, decision=decision), to=one.author)
    return True


async def _asks(desk: Desk, what: Written, verdict: Verdict, to: str | None = None) -> None:
    event = what.event
    await asked(desk, Asked(person=what.person, ref=event.ref, text=event.text, place=what.place, verdict=verdict,
                            to_people=to is not None, to=to))  # fmt: skip


def _own(one: Announcement, verdict: Verdict) -> str | None:
    """The announcement's own answer that fits, if one does."""
    ids = {own_entry_id(one.number, position) for position in range(1, len(one.answers) + 1)}
    found = next((match for match in verdict.matches if match.id in ids), None)
    return found.id if found and (found.exact or found.score >= SURE) else None
