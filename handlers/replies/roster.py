"""Who helps where, as central contacts read it, and what their sentences lacked; leaves changing it to `changes`."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.replies.changes import areas_in_words
from handlers.replies.commands import ROWS
from handlers.replies.private import with_buttons, words
from handlers.replies.voice import Voice
from handlers.replies.welcome import with_absence
from knowledge.conversation.message import Message, escape
from knowledge.support.directory import School

_MANY = 2
"""More contacts than this at one school are unusual."""


def listed(voice: Voice) -> Message:
    """Schools without contacts first, then those with many, then the others; at last the central contacts."""
    directory = voice.directory
    has = {school.id: directory.contacts_of(school.id) for school in directory.schools}
    without = [one for one in directory.schools if not has[one.id]]
    many = [one for one in directory.schools if len(has[one.id]) > _MANY]
    rest = [one for one in directory.schools if 0 < len(has[one.id]) <= _MANY]
    lines = [voice.say("roster.title", count=len(directory.schools))]
    if without:
        names = [escape(one.name) for one in without[:ROWS]]
        lines.append(voice.say("roster.without", count=len(without), schools=_more(voice, names, len(without))))
    for key, schools in (("roster.many", many), ("roster.with", rest)):
        if schools:
            lines.append(voice.say(key, count=len(schools)))
            lines += [_row(voice, one) for one in schools[:ROWS]]
            lines += [voice.say("cmd.more", more=len(schools) - ROWS)] if len(schools) > ROWS else []
    lines += [_central(voice), voice.say("roster.how")]
    said = Message(reply="command", text="\n".join(lines), language=voice.language)
    return _with_form(voice, said)


def _more(voice: Voice, names: list[str], count: int) -> str:
    return voice.listed(names) if count <= ROWS else f"{', '.join(names)} {voice.say('cmd.more', more=count - ROWS)}"


def _row(voice: Voice, school: School) -> str:
    contacts = [with_absence(one, voice) for one in voice.directory.contacts_of(school.id)]
    return voice.say("roster.row", school=escape(school.name), contacts=voice.listed(contacts))


def _central(voice: Voice) -> str:
    told = []
    for person in voice.directory.central():
        key = "roster.central_vendor" if person.vendor_contact else "roster.central_one"
        told.append(voice.say(key, person=with_absence(person, voice), areas=areas_in_words(voice, person.areas)))
    return voice.say("roster.central", central=", ".join(told) or "–")


def of_school(voice: Voice, school: School) -> Message:
    """The contacts of one school, and what can be done."""
    contacts = [with_absence(one, voice) for one in voice.directory.contacts_of(school.id)]
    key = "roster.row" if contacts else "roster.nobody"
    text = voice.say(key, school=escape(school.name), contacts=voice.listed(contacts)).removeprefix("- ")
    if school.aliases:
        text = f"{text}\n{voice.say('roster.aliases', aliases=voice.listed([escape(one) for one in school.aliases]))}"
    return _with_form(
        voice, Message(reply="command", text=text, language=voice.language), school.id, away=bool(contacts)
    )


def _with_form(voice: Voice, said: Message, school: str = "", *, away: bool = True) -> Message:
    """With the buttons that open the forms."""
    about = f":{school}" if school else ""
    pairs = [(f"contact_new{about}", voice.say("button.contact_new"))]
    if away:
        pairs.append((f"substitute{about}", voice.say("button.substitute")))
    return with_buttons(said, *pairs)


def lacking(voice: Voice, key: str, **blanks: object) -> Message:
    """What the sentence should have said, and the form for who does not want to type."""
    return _with_form(voice, words(voice, "command", key, None, **blanks))


def several_schools(voice: Voice, schools: Sequence[School], typed: str) -> Message:
    """More than one school is called so."""
    names = voice.listed([escape(f"{one.name} ({one.id})") for one in schools[:ROWS]])
    return words(voice, "command", "roster.several_schools", typed=typed, schools=names)
