"""Where the bot only watches: keeps what it would have done, and says nothing; leaves what is heard there to `watching`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handlers.context import Desk
from handlers.written import is_for_the_desk
from knowledge.conversation.event import MessageRef
from knowledge.faq.verdict import Answer, AskMore, Decision, Route, Silent, Suggest, Verdict
from knowledge.support.directory import Place
from knowledge.support.sensitive import sensitive
from storage.messages import StoredMessage
from storage.shadow import Watched

_PART = "part/"
"""Before the id of the message that this one goes on with, as the kind of a stored message."""


def is_shadow(desk: Desk, place: Place | None, *, direct: bool = False) -> bool:
    """Whether the bot only watches there; a direct conversation is never watched, an unknown channel as all are."""
    if place is None:
        return not direct and desk.matching.is_shadow
    return desk.matching.at(place.id).is_shadow


async def noted(
    desk: Desk, ref: MessageRef, text: str, place: Place | None, verdict: Verdict, also: Iterable[MessageRef] = ()
) -> None:
    """Keep what would have been done with a message; a sensitive text is kept nowhere."""
    subject = sensitive(text)
    speaks = is_for_the_desk(verdict, text)
    shown = _entries(verdict.decision)
    stored = await desk.tx.messages.get(ref)
    await desk.tx.shadow.note(
        Watched(
            ref=ref,
            at=stored.at if stored else desk.now,
            place=place.id if place else "",
            text="" if subject else text[:8000],
            decision="sensitive" if subject and speaks else _word(verdict.decision),
            entries=shown,
            confidence=verdict.confidence,
            is_question=verdict.kind.is_question,
            kind=verdict.kind.best,
        )
    )
    for one in also:
        await desk.tx.messages.update(one, kind=f"{_PART}{ref.id}")
    if subject:
        for one in (ref, *also):
            await desk.tx.messages.update(one, text="")


async def reworded(desk: Desk, stored: StoredMessage, text: str) -> None:
    """A message was changed, or taken away (no text): what was kept of it follows, also as an answer or a part."""
    if not text:
        await desk.tx.shadow.forget(stored.ref)
    else:
        await desk.tx.shadow.reworded(stored.ref, text)
    if not stored.kind.startswith(_PART) or not stored.text:
        return
    whole = await desk.tx.shadow.get(replace(stored.ref, id=stored.kind.removeprefix(_PART), thread=None))
    if whole is not None:
        await desk.tx.shadow.note(replace(whole, text=whole.text.replace(stored.text, text).strip()))


def _entries(decision: Decision) -> tuple[str, ...]:
    match decision:
        case Answer(entry=entry):
            return (entry,)
        case Suggest(entries=entries):
            return entries
        case _:
            return ()


def _word(decision: Decision) -> str:
    match decision:
        case Answer():
            return "answer"
        case Suggest():
            return "suggest"
        case AskMore():
            return "ask_more"
        case Route():
            return "route"
        case Silent(unsure=unsure):
            return "unsure" if unsure else "silent"
