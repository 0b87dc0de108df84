"""Somebody searches answers and solved questions, by word or by form; leaves what fits to knowledge and how it looks to `replies/search`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

from handlers.context import Desk, Refusal
from handlers.posting import support_place
from handlers.replies import search as say
from handlers.replies.buttons import object_of
from knowledge.conversation.clean import clean, is_empty
from knowledge.conversation.event import ButtonPressed, FormFilled
from knowledge.conversation.message import Form, Message, Notice, Shown
from knowledge.faq.entry import FaqEntry
from knowledge.faq.search import found, is_clear
from knowledge.faq.search_asked import fitting, folded, sought
from knowledge.faq.verdict import Situation
from knowledge.support.directory import Person
from knowledge.support.finding import read_by
from knowledge.support.question import Question

SOLVED_FOR = timedelta(days=365)
"""How long a question is found after it was solved."""


def form(desk: Desk, person: Person) -> Form:
    """The form `search`: what to look for."""
    return say.search_form(desk.voice_for(person))


def offer(desk: Desk, person: Person) -> Message:
    """A button that opens it."""
    return say.offer(desk.voice_for(person))


async def results(desk: Desk, person: Person, typed: str, platform: str, after: int = -1) -> Message:
    """The answers and the solved questions that fit, best first; the answer itself when one is clearly meant.

    `platform`: where it is read. `after`: how many have been shown already; -1 = nothing yet.
    """
    voice = desk.voice_for(person)
    matches = desk.read(typed).verdict(Situation(direct=True, role=person.role.value)).matches
    entries = found(typed, matches, desk.index)
    hits = await _hits(desk, person, typed, entries)
    if not hits:
        place = support_place(desk, next(iter(person.accounts), ""))
        return say.nothing(typed, voice, voice.place(place.id if place else None))
    if after < 0 and entries and (len(hits) == 1 or is_clear(typed, matches, desk.index)):
        return say.one(entries[0], voice, typed, more=any(hit.question for hit in hits))
    return say.several(typed, hits, voice, platform, max(after, 0))


async def _hits(desk: Desk, person: Person, typed: str, entries: tuple[FaqEntry, ...]) -> list[say.Hit]:
    """The answers first, since somebody looks after them, then the questions that none of them answers."""
    asked = await _asked(desk, person, typed)
    numbers = list(fitting(typed, asked, desk.index))
    questions = {one.number: one for one in await desk.tx.solved.numbered(numbers)}
    helped: Counter[str] = Counter()
    shown = {entry.id for entry in entries}
    left: list[int] = []
    for number in numbers:
        entry = questions[number].standing_entry
        if entry in shown:
            helped[entry or ""] += 1
        else:
            left.append(number)
    groups = {number: _answer_of(questions[number]) for number in left}
    same = folded(left, asked, groups, desk.index)
    return [
        *(say.Hit(entry=entry, more=helped[entry.id]) for entry in entries),
        *(_hit(desk, questions[group[0]], len(group) - 1) for group in same),
    ]


async def _asked(desk: Desk, person: Person, typed: str) -> Mapping[int, str]:
    """What was solved with these words in it, as far as the person may see it: number -> text."""
    words = [one.begins for one in sought(typed, desk.index)]
    since, places = desk.now - SOLVED_FOR, read_by(person, desk.directory)
    asked = await desk.tx.solved.having(words, since, places)
    if not asked and all(word.isascii() for word in words):  # typed without dots, perhaps
        asked = await desk.tx.solved.having(words, since, places, dots=False)
    own = await desk.tx.solved.hidden_of(person.id, since) if words else []
    return asked | {one.number: one.text for one in own if one.text}


def _answer_of(question: Question) -> object:
    """What two questions share that got the same answer: an entry, or another question's answer; else nothing but itself."""
    other = question.linked_to or question.offered_question if question.how == "linked" else None
    return question.standing_entry or other or question.number


def _hit(desk: Desk, question: Question, more: int) -> say.Hit:
    """A solved question, with the entry that solved it if there still is one."""
    entry = question.standing_entry
    return say.Hit(question=question, entry=desk.index.entry(entry) if entry else None, more=more)


async def filled(desk: Desk, person: Person, event: FormFilled) -> Shown:
    """The form was sent."""
    typed = clean(str(event.values.get("text") or ""), say.LONGEST)
    if is_empty(typed):
        return say.again(form(desk, person), desk.voice_for(person))
    return Notice(message=await results(desk, person, typed, event.who.platform))


async def pressed(desk: Desk, person: Person, event: ButtonPressed) -> Shown:
    """One of the answers was chosen: it is shown to the one who searched, and changes nothing."""
    entry = desk.index.entry(object_of(event.action))
    if entry is None:
        raise Refusal("gone")
    return Notice(message=say.one(entry, desk.voice_for(person)))


async def more(desk: Desk, person: Person, event: ButtonPressed) -> Shown:
    """”Visa fler”: the same search once more, from where it ended."""
    after, _, typed = object_of(event.action).partition(":")
    if not after.isdecimal() or len(after) > 4 or is_empty(typed):
        raise Refusal("gone")
    return Notice(message=await results(desk, person, clean(typed, say.LONGEST), event.who.platform, int(after)))
