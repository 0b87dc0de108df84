"""Who helps whom, in words: a school's contacts, somebody's role, the central ones; leaves finding whom people mean to the handler."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.replies.changes import areas_in_words
from handlers.replies.private import with_buttons, words
from handlers.replies.voice import Voice
from handlers.replies.welcome import central_by_area, central_in_words, contacts_in_words, school_buttons, with_absence
from knowledge.conversation.clean import excerpt
from knowledge.conversation.message import Message, escape
from knowledge.support.directory import Person, PlaceKind, Role, School


def of_person(voice: Voice, person: Person, *, briefly: bool = False) -> Message:
    """The contacts at one's own schools, and the central ones; who has no school chooses one. `briefly`: not when and where."""
    said = of_schools(voice, person.schools, briefly=briefly)
    if person.schools or person.role is Role.CENTRAL:
        return said
    text = f"{voice.say('cmd.who_your_school')}\n{said.text}"
    return Message(reply="command", text=text, language=voice.language,
                   buttons=school_buttons(voice, voice.directory.schools) if voice.directory.schools else ())  # fmt: skip


def of_schools(voice: Voice, schools: Sequence[str], *, briefly: bool = False) -> Message:
    """The contacts of these schools, the central ones, and when we are there."""
    lines = [*_schools(voice, schools), _central(voice)]
    if not briefly and voice.directory.places_of(PlaceKind.SUPPORT):
        lines.append(voice.say("cmd.who_open", hours=voice.hours(), place=voice.place(None)))
    if voice.policy.help_pages:
        lines.append(voice.say("cmd.who_pages", help_pages=voice.policy.help_pages))
    return Message(reply="command", text="\n".join(lines), language=voice.language)


def _schools(voice: Voice, schools: Sequence[str]) -> list[str]:
    lines = []
    for one in schools:
        key = "cmd.who_school" if voice.directory.contacts_of(one) else "cmd.who_none"
        lines.append(voice.say(key, school=voice.school(one), contacts=contacts_in_words(one, voice),
                               central=central_in_words(voice)))  # fmt: skip
    return lines


def _central(voice: Voice) -> str:
    both = central_by_area(voice)
    if both:
        return voice.say("cmd.who_central", central_technical=both[0], central_pedagogical=both[1])
    return voice.say("cmd.who_central_all", central=central_in_words(voice) or "–")


def of_areas(voice: Voice, areas: Sequence[str]) -> Message:
    """The central contacts, of these areas or all."""
    if not areas:
        return Message(reply="command", text=_central(voice), language=voice.language)
    lines = [voice.say("cmd.who_area", area=areas_in_words(voice, (one,)), central=central_in_words(voice, one) or "–")
             for one in areas]  # fmt: skip
    return Message(reply="command", text="\n".join(lines), language=voice.language)


def of_people(voice: Voice, people: Sequence[Person]) -> Message:
    """What each of them is; of a colleague who is no contact also who is."""
    lines = [line for one in people for line in _role(voice, one, alone=len(people) == 1)]
    return Message(reply="command", text="\n".join(lines), language=voice.language)


def _role(voice: Voice, person: Person, *, alone: bool) -> list[str]:
    named, schools = with_absence(person, voice), voice.listed([voice.school(one) for one in person.schools])
    if person.role is Role.CENTRAL:
        key = "cmd.who_is_vendor" if person.vendor_contact else "cmd.who_is_central"
        return [voice.say(key, person=named, areas=areas_in_words(voice, person.areas))]
    if person.role is Role.LOCAL:
        return [voice.say("cmd.who_local", person=named, school=schools or voice.say("word.the_school"))]
    return [voice.say("cmd.who_colleague", person=named), *(_schools(voice, person.schools) if alone else [])]


def near(voice: Voice, typed: str, schools: Sequence[School]) -> Message:
    """No such school: a button for each that is spelt alike, or that nobody is called so."""
    quoted = escape(excerpt(typed, 40))
    if not schools:
        return words(voice, "command", "cmd.who_nobody", typed=quoted)
    key = "cmd.who_near" if len(schools) > 1 else "cmd.who_unknown"
    said = words(voice, "command", key, typed=quoted, guess=escape(schools[0].name))
    return with_buttons(said, *((f"who:{one.id}", one.name[:75]) for one in schools))
