"""Guests and people of other organisations: what is never theirs, and the word that they are not served; leaves who that is to `newcomers`."""

from __future__ import annotations

from handlers.context import Desk, Refusal
from handlers.newcomers import refusal_of
from handlers.replies.buttons import helps
from handlers.replies.private import notice
from handlers.shadow import is_shadow
from handlers.written import is_for_the_desk
from knowledge.conversation.event import MessagePosted
from knowledge.conversation.message import Shown
from knowledge.faq.verdict import Situation
from knowledge.support.directory import Person, Place
from knowledge.support.question import Question


def must_belong(desk: Desk, person: Person) -> None:
    """Raises Refusal for an outsider: commands, marks, searches and contacts' buttons are not theirs."""
    if person.is_outsider:
        raise Refusal("outsider", place=desk.voice_for(person).place(None))


def helps_here(question: Question, person: Person) -> bool:
    """Whether the person's words and reactions count as a contact's: an outsider's never do."""
    return helps(question, person) and not person.is_outsider


async def turned_away(desk: Desk, event: MessagePosted, place: Place | None) -> Shown | None:
    """Somebody who is not served wrote: nothing of it is kept, and who asks for help hears why, once a day."""
    refusal = refusal_of(desk, event.author)
    if refusal is None or is_shadow(desk, place, direct=event.ref.is_direct) or not _wants_help(desk, event):
        return None
    key, today = f"refused/{event.author.platform}/{event.author.id}", desk.voice().today.isoformat()
    if await desk.tx.desk.get(key) == today:
        return None
    await desk.tx.desk.set(key, today)
    person = desk.directory.person_of(event.author.platform, event.author.id)
    return notice(desk.voice_for(person), "refusal", f"refusal.{refusal}")


def _wants_help(desk: Desk, event: MessagePosted) -> bool:
    """Whether the bot is spoken to, or a message of its own would be for the desk."""
    if event.ref.is_direct or event.mentions_bot:
        return True
    if event.ref.thread is not None or desk.reader is None:
        return False
    return is_for_the_desk(desk.reader.verdict(Situation()), event.text)
