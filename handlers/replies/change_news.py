"""What people hear when their part in the desk changes; leaves who hears it to the handlers."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.replies.changes import areas_in_words, period_in_words
from handlers.replies.private import with_buttons, words
from handlers.replies.voice import Voice
from handlers.replies.welcome import central_in_words
from knowledge.conversation import times
from knowledge.conversation.message import Message, escape
from knowledge.support.change import Change
from knowledge.support.directory import Absence, Person, Role


def contact(voice: Voice, person: Person, schools: Sequence[str], count: int) -> Message:
    """A new local contact of these schools: what is expected, how to go away, what waits."""
    theirs = dict.fromkeys(one.id for school in schools for one in voice.directory.contacts_of(school))
    others = voice.names(one for one in theirs if one != person.id)
    together = voice.say("word.together_with", other=others) if others else ""
    named = voice.listed([voice.school(one) for one in schools])
    text = voice.say("welcome.new_contact", first_name=escape(person.first_name), school=named,
                     with_other=together, patience=times.duration_words(voice.policy.local, voice.language))  # fmt: skip
    key = "welcome.new_contact_waits" if count else "welcome.new_contact_nothing"
    waits = voice.say(key, count=count, school=named)
    text = "\n".join((text, voice.say("welcome.new_contact_admin"), waits))
    pairs = [("show_waiting", voice.say("button.show_waiting"))] if count else []
    return with_buttons(Message(reply="welcome", text=text, language=voice.language), *pairs)


def central(voice: Voice, person: Person) -> Message:
    """A new central contact."""
    return words(voice, "welcome", "welcome.new_central", first_name=escape(person.first_name),
                 areas=areas_in_words(voice, person.areas), others=central_in_words(voice))  # fmt: skip


def thanks(voice: Voice, moved: int) -> Message:
    """To somebody who is no contact any more."""
    text = voice.say("change.thanks")
    if moved:
        text = f"{text} {voice.say('changed.moved', count=moved)}"
    return Message(reply="reminder", text=text, language=voice.language)


def left(voice: Voice, school: str) -> Message:
    """To a contact who goes on at other schools."""
    return words(voice, "reminder", "change.thanks_school", school=voice.school(school))


def colleague(voice: Voice, key: str, change: Change) -> Message:
    """To the other contacts of a school."""
    return words(voice, "reminder", key, person=voice.name(change.person), school=voice.school(change.school))


def away(voice: Voice, absence: Absence) -> Message:
    """To the one whom central has put down as away."""
    key = "change.told_away" if absence.substitute else "change.told_away_alone"
    return words(voice, "reminder", key, period=period_in_words(voice, absence.first, absence.last),
                 substitute=voice.name(absence.substitute))  # fmt: skip


def stands_in_no_more(voice: Voice, person: Person, absence: Absence) -> Message:
    """To the one who was to stand in for the person on these days."""
    return words(voice, "reminder", "change.told_not_substitute", person=voice.name(person.id),
                 period=period_in_words(voice, absence.first, absence.last))  # fmt: skip


def as_it_is(voice: Voice, person: Person) -> Message:
    """To a central contact whose areas or part with the vendor have changed."""
    vendor = person.vendor_contact and person.role is Role.CENTRAL
    key = "change.told_central_vendor" if vendor else "change.told_central"
    return words(voice, "reminder", key, areas=areas_in_words(voice, person.areas))
