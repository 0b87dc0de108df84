"""What can be asked of the FAQ in words: show, change, retire, restore, versions; leaves proposals, words and reviews to their files."""

from __future__ import annotations

from dataclasses import replace

from handlers import entries, proposal_decisions, proposal_drafts, reviews, wordings
from handlers.context import Desk, Refusal
from handlers.places import must_be_central
from handlers.replies import entries as entry_says
from handlers.replies import entry_pages as say
from handlers.replies.buttons import object_of, verb
from handlers.replies.private import words
from knowledge.conversation.clean import excerpt
from knowledge.conversation.event import ButtonPressed, MessageRef
from knowledge.conversation.faq_words import faq_wanted
from knowledge.conversation.message import Message, Notice, Shown, escape
from knowledge.faq.entry import FaqEntry
from knowledge.faq.text import normal
from knowledge.support.directory import Person, Role
from storage.faq import FaqVersion

VERSIONS = 8
"""How many versions are listed."""


async def command(desk: Desk, person: Person, rest: str, ref: MessageRef) -> Shown | Message:
    """`faq …`; what is typed as a message cannot open a form, so it gets a button."""
    wordings.must_be_contact(desk, person)
    wanted = faq_wanted(rest)
    match wanted.what:
        case "unseen":
            return await wordings.unseen(desk, person)
        case "proposals":
            return await proposal_decisions.listed(desk, person)
        case "stale":
            return await reviews.due(desk, person)
        case "restore":
            return await _retired(desk, person, wanted.about)
        case "write" if ref.id:
            must_be_central(desk, person)
            return entry_says.offer(desk.voice_for(person))
        case "write":
            return entries.form(desk, person)
        case "help":
            return words(desk.voice_for(person), "command", "cmd.faq")
        case what:
            return await _of_one(desk, person, what, wanted.about)


async def _of_one(desk: Desk, person: Person, what: str, about: str) -> Message:
    entry = await _named(desk, about)
    if entry is None:
        return words(desk.voice_for(person), "command", "wording.no_entry", typed=escape(excerpt(about, 40)))
    if what == "wordings":
        return await wordings.of_entry(desk, person, entry.id)
    if what == "versions":
        return await _versions(desk, person, entry.id, entry.title)
    if what == "retire":
        must_be_central(desk, person)
    return say.shown(entry, desk.voice_for(person), central=person.role is Role.CENTRAL)


async def _named(desk: Desk, about: str) -> FaqEntry | None:
    """The stored entry with that id or those words; also one that is valid on other days only."""
    stored = await desk.entry(about.strip())
    if stored is None and (near := wordings.entry_named(desk, about)):
        stored = await desk.entry(near.id)
    if stored is None:
        form = normal(about)
        stored = next((one for one in await desk.tx.faq.entries() if form and normal(one.question) == form), None)
    return stored


async def _versions(desk: Desk, person: Person, entry: str, title: str) -> Message:
    found = await desk.tx.faq.versions(entry)
    return say.versions(title, found[-VERSIONS - 1 :], desk.voice_for(person), central=person.role is Role.CENTRAL)


async def _retired(desk: Desk, person: Person, about: str) -> Message:
    """`faq återställ`: what is used no more; with words, the versions of that one."""
    must_be_central(desk, person)
    voice = desk.voice_for(person)
    gone = await desk.tx.faq.retired()
    if about:
        form = normal(about)
        meant = next((one for one in gone if one.id == about.strip() or form in normal(one.question)), None)
        entry = meant or await _named(desk, about)
        if entry is not None:
            return await _versions(desk, person, entry.id, entry.title)
    return say.retired([(one, await _last(desk, one.id)) for one in gone[:VERSIONS]], len(gone), voice)


async def _last(desk: Desk, entry: str) -> FaqVersion | None:
    """The last version in which it was used."""
    return next((one for one in reversed(await desk.tx.faq.versions(entry)) if one.entry), None)


async def pressed(desk: Desk, person: Person, event: ButtonPressed) -> Shown:
    """A button on an entry, a list of versions or of retired ones."""
    wordings.must_be_contact(desk, person)
    word, about = verb(event.action), object_of(event.action)
    if word == "faq_restore":
        return await _restore(desk, person, about)
    entry = await desk.entry(about)
    if word == "faq_versions" and (entry or await desk.tx.faq.newest(about)):
        return Notice(message=await _versions(desk, person, about, entry.title if entry else about))
    if entry is None:
        raise Refusal("entry_gone")
    if word == "faq_edit":
        central = person.role is Role.CENTRAL
        return (
            await entries.change_form(desk, person, entry)
            if central
            else await proposal_drafts.change_form(desk, person, entry)
        )
    return await _retire(desk, person, entry)


async def _retire(desk: Desk, person: Person, entry: FaqEntry) -> Shown:
    must_be_central(desk, person)
    before = await desk.tx.faq.newest(entry.id)
    await desk.tx.faq.retire(entry.id, person.id, desk.now)
    return Notice(message=say.is_retired(entry, before.id if before else 0, desk.voice_for(person)))


async def _restore(desk: Desk, person: Person, number: str) -> Shown:
    """That version is used from now on, as a new version; the one before stays in the list."""
    must_be_central(desk, person)
    found = await desk.tx.faq.version(int(number)) if number.isdecimal() and len(number) < 18 else None
    if found is None or found[1].entry is None:
        raise Refusal("entry_gone")
    back = replace(found[1].entry, wordings=())
    if await desk.entry(back.id) == replace(back, wordings=()):
        raise Refusal("entry_same")
    before = await desk.entry(back.id)
    back = entries.looked_after(desk, back, person)
    await desk.tx.faq.put(back, person.id, desk.now)
    said = say.is_back(back, found[1].at, desk.voice_for(person))
    if before is None:
        return Notice(message=said)
    changed = await entries.said_of_change(desk, person, back, before)
    return Notice(message=replace(changed, text="\n".join([said.text, *changed.text.split("\n")[1:]])))
