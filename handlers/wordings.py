"""Central looks at what people taught and keeps it, moves it or takes it away; leaves learning itself to `learning`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from handlers import learning
from handlers.context import Desk, Refusal
from handlers.places import must_be_central
from handlers.replies import wordings as say
from handlers.replies.private import words
from knowledge.conversation.clean import excerpt
from knowledge.conversation.event import ButtonPressed
from knowledge.conversation.message import Message, Notice, Shown, escape
from knowledge.faq.entry import FaqEntry
from knowledge.faq.text import normal
from knowledge.faq.verdict import Situation
from knowledge.faq.wordings import Standing, Wording
from knowledge.support.directory import Person, Role
from knowledge.support.question import State

Act = Callable[[Desk, Person, str], Awaitable[Message]]
PAGE = 10
"""How many wordings are shown at a time."""


async def of_entry(desk: Desk, person: Person, about: str) -> Message:
    """`faq ord …`: the ways of asking for the entry with that id, title or meaning."""
    must_be_contact(desk, person)
    voice = desk.voice_for(person)
    entry = entry_named(desk, about)
    if entry is None:
        return words(voice, "command", "wording.no_entry", typed=escape(excerpt(about, 40)))
    known = await desk.tx.wordings.of_entry(entry.id)
    return say.of_entry(entry, known, voice, central=person.role is Role.CENTRAL)


def must_be_contact(desk: Desk, person: Person) -> None:
    """Raises Refusal for anybody who is no contact."""
    if not person.is_contact:
        voice = desk.voice_for(person)
        raise Refusal("contacts_only.central", contacts=voice.names(p.id for p in desk.directory.central()))


def entry_named(desk: Desk, typed: str) -> FaqEntry | None:
    """The entry with that id or way of asking, else the one that the words are nearest to."""
    entry = desk.index.entry(typed.strip())
    if entry is None and (same := desk.index.owners_of(typed)):
        entry = desk.index.entries[same[0]]
    if entry is None and (matches := desk.read(typed).verdict(Situation(direct=True)).matches):
        entry = desk.index.entry(matches[0].id) if _shares_a_word(typed, desk, matches[0].id) else None
    return entry


def _shares_a_word(typed: str, desk: Desk, entry_id: str) -> bool:
    """Whether any word of four letters or more stands in the entry, so that nonsense finds nothing."""
    entry = desk.index.entry(entry_id)
    told = normal(" ".join((*entry.texts, entry.answer))) if entry else ""
    return any(word in told for word in normal(typed).split() if len(word) > 3)


async def unseen(desk: Desk, person: Person, after: int = 0) -> Message:
    """`faq nya ord`: what no central contact has looked at."""
    must_be_central(desk, person)
    voice = desk.voice_for(person)
    page = await desk.tx.wordings.unseen(after, PAGE)
    if not page:
        return words(voice, "command", "wording.new_none")
    return say.unseen(page, await desk.tx.wordings.count_unseen(after), voice, desk.index.entry)


async def pressed(desk: Desk, person: Person, event: ButtonPressed) -> Shown:
    """A button on one of the lists; the list, where it stands, loses what is decided."""
    must_be_central(desk, person)
    word, _, about = event.action.partition(":")
    message = await ACTS[word](desk, person, about)
    stands = await desk.tx.outbox.said(event.key) if event.key else None
    if stands is not None and word != "wordings_more":
        numbers = [int(number) for number in about.split(":")[0].split(",") if number.isdecimal()]
        left = say.without(stands.message, numbers)
        await desk.tx.outbox.say(event.key, stands.address, left, person=stands.person)
    return Notice(message=message)


async def _found(desk: Desk, number: str) -> Wording:
    wording = await desk.tx.wordings.get(int(number)) if number.isdecimal() and len(number) < 18 else None
    if wording is None:
        raise Refusal("wording_gone")
    return wording


async def _keep(desk: Desk, person: Person, about: str) -> Message:
    wording = await _found(desk, about)
    if wording.state is Standing.REMOVED or (wording.is_live and wording.is_seen):
        raise Refusal("wording_done")
    if wording.state is Standing.CONTESTED or await _rival(desk, wording):
        return await _ask(desk, person, wording)
    await _live(desk, person, wording)
    return words(desk.voice_for(person), "command", "wording.kept", text=_quoted(wording))


async def _rival(desk: Desk, wording: Wording) -> str:
    """Another entry that has the same words by now, unless they work here already."""
    found = [] if wording.is_live else await learning.rivals(desk, wording.form, wording.entry)
    return found[0] if found else ""


async def _ask(desk: Desk, person: Person, wording: Wording) -> Message:
    """Whose is it? Both entries have it."""
    if wording.state is not Standing.CONTESTED:
        wording = replace(wording, state=Standing.CONTESTED, rival=await _rival(desk, wording))
        await desk.tx.wordings.put(wording)
    return say.contested(wording, desk.voice_for(person), desk.index.entry)


async def _live(desk: Desk, person: Person, wording: Wording) -> None:
    used = replace(wording, state=Standing.LIVE, rival="", doubted=False).seen(person.id, desk.now)
    await desk.tx.wordings.put(used)


def _quoted(wording: Wording) -> str:
    return escape(excerpt(wording.text))


async def _remove(desk: Desk, person: Person, about: str) -> Message:
    wording = await _found(desk, about)
    if wording.state is Standing.REMOVED:
        raise Refusal("wording_done")
    await desk.tx.wordings.put(replace(wording, state=Standing.REMOVED).seen(person.id, desk.now))
    return words(desk.voice_for(person), "command", "wording.removed", text=_quoted(wording))


async def _to(desk: Desk, person: Person, about: str) -> Message:
    """The wording belongs to that entry, and to no other."""
    number, _, entry_id = about.partition(":")
    wording, entry = await _found(desk, number), await desk.entry(entry_id)
    if entry is None:
        raise Refusal("wording_gone")
    if wording.state is not Standing.CONTESTED or entry_id not in {wording.entry, wording.rival}:
        raise Refusal("wording_done")
    other = await desk.entry(wording.rival if entry_id == wording.entry else wording.entry)
    if other is not None:
        await _leaves(desk, person, wording, other)
    if await _has_it(desk, wording, entry):
        await desk.tx.wordings.drop(wording)
    else:
        await _live(desk, person, replace(wording, entry=entry_id))
    voice = desk.voice_for(person)
    return words(voice, "command", "wording.moved", text=_quoted(wording), entry=escape(entry.title))


async def _leaves(desk: Desk, person: Person, wording: Wording, other: FaqEntry) -> None:
    """The other entry no longer has those words; its own question stays what it is."""
    if normal(other.question) == wording.form:
        raise Refusal("wording_question", text=_quoted(wording), question=escape(other.title))
    for one in await desk.tx.wordings.same(wording.form):
        if one.entry == other.id and one.id != wording.id:
            await desk.tx.wordings.put(replace(one, state=Standing.REMOVED).seen(person.id, desk.now))
    left = tuple(text for text in other.alternatives if normal(text) != wording.form)
    if left != other.alternatives:
        await desk.tx.faq.put(replace(other, alternatives=left, wordings=()), person.id, desk.now)


async def _has_it(desk: Desk, wording: Wording, entry: FaqEntry) -> bool:
    """Whether the entry had those words already, apart from this wording."""
    own = wording.form in {normal(text) for text in (entry.question, *entry.alternatives)}
    same = await desk.tx.wordings.same(wording.form)
    return own or any(one.entry == entry.id and one.id != wording.id and one.is_live for one in same)


async def _keep_all(desk: Desk, person: Person, about: str) -> Message:
    """All that the page showed; what was decided meanwhile stays as it was decided."""
    kept = 0
    for number in about.split(","):
        wording = await desk.tx.wordings.get(int(number)) if number.isdecimal() and len(number) < 18 else None
        decided = wording is None or wording.is_seen or wording.state is Standing.CONTESTED
        if wording is not None and not decided and not await _rival(desk, wording):
            await _live(desk, person, wording)
            kept += 1
    if not kept:
        raise Refusal("wording_done")
    return words(desk.voice_for(person), "command", "wording.kept_all", count=kept)


async def _more(desk: Desk, person: Person, about: str) -> Message:
    return await unseen(desk, person, int(about) if about.isdecimal() and len(about) < 18 else 0)


async def _add(desk: Desk, person: Person, about: str) -> Message:
    """Words that somebody asked with are added to an entry that was written since."""
    number, _, entry_id = about.partition(":")
    question = await desk.tx.questions.get(int(number)) if number.isdecimal() and len(number) < 18 else None
    entry = await desk.entry(entry_id)
    if question is None or entry is None or not question.shared_text or question.state is State.DROPPED:
        raise Refusal("wording_gone")
    wording = await learning.learn(desk, question, entry_id, "heard", person.id)
    if wording is None:
        raise Refusal("wording_done")
    if wording.state is Standing.CONTESTED:
        return await _ask(desk, person, wording)
    voice = desk.voice_for(person)
    return words(voice, "command", "wording.moved", text=_quoted(wording), entry=escape(entry.title))


ACTS: dict[str, Act] = {
    "wording_keep": _keep, "wording_remove": _remove, "wording_to": _to, "wording_add": _add,
    "wordings_keep_all": _keep_all, "wordings_more": _more,
}  # fmt: skip
"""Action -> what it does; only central contacts may."""
