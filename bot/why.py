"""Explains a message with the running desk's index, rules and clock, reading only; leaves the words to handlers/replies."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from bot.app import App
from handlers.context import Desk
from handlers.replies.why import Why
from handlers.why import Occasion, Stop, foresee
from knowledge.conversation.clean import clean
from knowledge.conversation.event import Event, MessageRef
from knowledge.conversation.personal_data import mask
from knowledge.faq.explain import explain
from knowledge.faq.verdict import Situation
from knowledge.support.directory import Person, Place


@dataclass(frozen=True, kw_only=True)
class Wondered:
    """The message that is asked about, as it was written."""

    text: str = field(repr=False)
    """Raw: only the matcher reads it."""
    person: Person
    place: Place | None
    """None = the person's own conversation with the bot."""
    ref: MessageRef
    situation: Situation
    to_bot: bool = False
    """Whether it calls the bot by its name."""
    number: int = 0
    """The question that it has become already."""


@asynccontextmanager
async def looking(app: App) -> AsyncIterator[Desk]:
    """The desk as it stands now, its index included, for somebody who only looks."""
    now = app.clocks.desk.now()
    await app.brain.refresh(now)
    async with app.store.reading() as tx:
        yield app.bot.desk(tx, await tx.directory.load(), Event(id="why", at=now), None)


async def why(app: App, desk: Desk, wondered: Wondered) -> Why:
    """What the bot would make of the message and why; nothing is stored and nothing is said."""
    raw = clean(wondered.text)
    masked = mask(raw)
    desk.reader = app.brain.reader(raw, desk.matching)
    verdict = desk.reader.verdict(wondered.situation)
    occasion = Occasion(person=wondered.person, place=wondered.place, ref=wondered.ref, text=masked.text,
                        verdict=verdict, to_bot=wondered.to_bot, number=wondered.number)  # fmt: skip
    return Why(
        explained=explain(masked.text, verdict, desk.index, desk.matching),
        foreseen=await foresee(desk, occasion),
        occasion=occasion,
        found=masked.found,
        after=wondered.situation.context,
    )


def as_json(told: Why) -> dict[str, Any]:
    """The same values for programs; the names are those of docs/commands.md."""
    explained, foreseen, occasion = told.explained, told.foreseen, told.occasion
    return {
        "read": explained.read,
        "after": told.after,
        "personal_data": list(told.found),
        "as": occasion.person.id,
        "in": occasion.place.id if occasion.place else None,
        "kinds": dict(explained.kinds),
        "is_question": explained.is_question,
        "reasons": list(explained.reasons),
        "candidates": [asdict(one) for one in explained.candidates],
        "unknown_words": list(explained.strange),
        "decision": explained.decision,
        "entries": list(explained.entries),
        "mode": explained.mode,
        "confidence": explained.confidence,
        "useful": explained.useful,
        "lead": explained.lead,
        "numbers": [{**asdict(one), "holds": one.holds} for one in explained.numbers],
        "worth": dict(explained.worth),
        "outcome": foreseen.what,
        "held": foreseen.held,
        "sensitive": foreseen.sensitive or None,
        "same_as": foreseen.same_as or None,
        "says": foreseen.said,
        "asks_school": foreseen.asks_school,
        "chooses_who_reads": foreseen.chooses,
        "routed_at": foreseen.routed_at.isoformat() if foreseen.routed_at else None,
        "routing": [_stop(stop) for stop in foreseen.stops],
    }


def _stop(stop: Stop) -> dict[str, Any]:
    return {
        "step": stop.kind,
        "people": list(stop.people),
        "stands_in_for": stop.stands_in_for,
        "from": stop.starts.isoformat(),
        "until": stop.until.isoformat() if stop.until else None,
    }
