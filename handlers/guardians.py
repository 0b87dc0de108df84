"""Texts for guardians: `till vårdnadshavare …`, a topic pressed, the other language; leaves what fits to knowledge, looks to `replies/guardians`."""

from __future__ import annotations

from handlers.context import Desk, Refusal
from handlers.places import must_be_central
from handlers.replies import guardians as say
from handlers.replies.buttons import object_of, verb
from handlers.replies.private import words
from knowledge.conversation.event import ButtonPressed, MessageRef
from knowledge.conversation.guardian_words import GuardianWanted, guardian_wanted
from knowledge.conversation.message import Message, Notice, Shown
from knowledge.faq.entry import FaqEntry
from knowledge.faq.guardians import LANGUAGES, fitting, is_over, texts_of
from knowledge.faq.verdict import Situation
from knowledge.support.directory import Directory, Person

ACTS = frozenset({"guardian", "guardian_topics", "language_switch"})
"""Actions that show a text or the topics."""


async def command(desk: Desk, person: Person, rest: str, ref: MessageRef) -> Message:
    """`till vårdnadshavare inloggning`: the text; without words the topics; `alla`: every text, for central contacts."""
    wanted = guardian_wanted(rest) or GuardianWanted("topics")
    language = wanted.language or desk.voice_for(person).language
    match wanted.what:
        case "all":
            must_be_central(desk, person)
            return await _all(desk, person, language, ref)
        case "one":
            return await _about(desk, person, wanted.about, language)
    return await _topics(desk, person, 0)


def inside(desk: Desk) -> tuple[str, ...]:
    """What nobody outside needs to read: whole names of people and channels, and what the settings call internal."""
    return (*desk.directory.derived(names_inside), *desk.policy.internal)


def names_inside(directory: Directory) -> tuple[str, ...]:
    """The whole names of its people and channels."""
    channels = (
        f"#{name}" if " " not in name else name for place in directory.places if (name := place.name.lstrip("#"))
    )
    return (*(person.name for person in directory.people if " " in person.name.strip()), *channels)


async def with_text(desk: Desk) -> list[FaqEntry]:
    """Every entry that has a text for guardians, also one that is not used today, in the order of the FAQ."""
    names = inside(desk)
    return [entry for entry in await desk.tx.faq.entries() if texts_of(entry, names)]


async def _given(desk: Desk) -> list[FaqEntry]:
    """Of these, those that are given today."""
    return [entry for entry in await with_text(desk) if entry.is_valid(desk.voice().today)]


async def _topics(desk: Desk, person: Person, after: int) -> Message:
    return say.topics(await _given(desk), desk.voice_for(person), after)


async def _about(desk: Desk, person: Person, about: str, language: str) -> Message:
    """The text that the words are about, with the other ones that fit."""
    voice, entries = desk.voice_for(person), await with_text(desk)
    matches = desk.read(about).verdict(Situation(direct=True, role=person.role.value)).matches
    today = voice.today
    found = [one for one in fitting(about, entries, matches, desk.index) if one.is_valid(today) or is_over(one, today)]
    if not found:
        return say.none(about, [one for one in entries if one.is_valid(today)], voice)
    others = [one for one in found[1:] if one.is_valid(today)]
    return _shown(desk, person, found[0], language, others)


def _shown(desk: Desk, person: Person, entry: FaqEntry, language: str, others: list[FaqEntry]) -> Message:
    voice = desk.voice_for(person)
    if is_over(entry, voice.today):
        return say.over(entry, others, voice)
    return say.text(texts_of(entry, inside(desk)), language, others, voice, inside(desk))


async def _all(desk: Desk, person: Person, language: str, ref: MessageRef) -> Message:
    """Every text one after the other, to copy; a long one goes to the person's own conversation, in parts."""
    voice = desk.voice_for(person)
    parts = say.whole(await _given(desk), language, voice, inside(desk))
    if not parts:
        return say.topics([], voice, 0)
    if len(parts) == 1:
        return parts[0]
    for number, part in enumerate(parts, 1):
        key = f"guardian/text/{ref.platform}/{ref.id or desk.now.isoformat()}/{number}"
        await desk.tell(person, key, part, ref.platform)
    return words(voice, "command", "guardian.parts", count=len(parts))


async def pressed(desk: Desk, person: Person, event: ButtonPressed) -> Shown:
    """A topic, the other language, or more topics: shown to the one who pressed."""
    word, about = verb(event.action), object_of(event.action)
    if word == "guardian_topics":
        return Notice(message=await _topics(desk, person, int(about) if about.isdecimal() and len(about) < 5 else 0))
    language = desk.voice_for(person).language
    if word == "language_switch":
        language, _, about = about.partition(":")
    entry = await desk.entry(about)
    today = desk.voice().today
    if entry is None or language not in LANGUAGES or not texts_of(entry, inside(desk)):
        raise Refusal("guardian_gone")
    if not entry.is_valid(today) and not is_over(entry, today):
        raise Refusal("guardian_gone")
    return Notice(message=_shown(desk, person, entry, language, []))
