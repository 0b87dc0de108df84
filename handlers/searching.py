"""Somebody searches the answers, by word or by form; leaves what is found to knowledge and how it looks to `replies/search`."""

from __future__ import annotations

from handlers.context import Desk, Refusal
from handlers.posting import support_place
from handlers.replies import search as say
from handlers.replies.buttons import object_of
from knowledge.conversation.clean import clean, is_empty
from knowledge.conversation.event import ButtonPressed, FormFilled
from knowledge.conversation.message import Form, Message, Notice, Shown
from knowledge.faq.search import found, is_clear
from knowledge.faq.verdict import Situation
from knowledge.support.directory import Person


def form(desk: Desk, person: Person) -> Form:
    """The form `search`: what to look for."""
    return say.search_form(desk.voice_for(person))


def offer(desk: Desk, person: Person) -> Message:
    """A button that opens it."""
    return say.offer(desk.voice_for(person))


async def results(desk: Desk, person: Person, typed: str) -> Message:
    """The answers that fit, best first; the answer itself when one is clearly meant."""
    voice = desk.voice_for(person)
    matches = desk.read(typed).verdict(Situation(direct=True, role=person.role.value)).matches
    entries = found(typed, matches, desk.index)
    if not entries:
        place = support_place(desk, next(iter(person.accounts), ""))
        return say.nothing(typed, voice, voice.place(place.id if place else None))
    if len(entries) == 1 or is_clear(typed, matches, desk.index):
        return say.one(entries[0], voice)
    return say.several(typed, entries, voice)


async def filled(desk: Desk, person: Person, event: FormFilled) -> Shown:
    """The form was sent."""
    typed = clean(str(event.values.get("text") or ""), 300)
    if is_empty(typed):
        return say.again(form(desk, person), desk.voice_for(person))
    return Notice(message=await results(desk, person, typed))


async def pressed(desk: Desk, person: Person, event: ButtonPressed) -> Shown:
    """One of the answers was chosen: it is shown to the one who searched, and changes nothing."""
    entry = desk.index.entry(object_of(event.action))
    if entry is None:
        raise Refusal("gone")
    return Notice(message=say.one(entry, desk.voice_for(person)))
