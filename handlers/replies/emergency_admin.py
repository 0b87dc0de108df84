"""What must not be changed by hand, under a card and as the reply to `nödadmin`; leaves whether a question is about it to knowledge."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.replies.outlook import Outlook
from handlers.replies.private import with_buttons
from handlers.replies.voice import Voice
from handlers.replies.welcome import contacts_in_words
from knowledge.conversation.clean import excerpt
from knowledge.conversation.message import Message
from knowledge.faq.entry import FaqEntry
from knowledge.support.directory import Person
from knowledge.support.emergency_admin import is_about
from knowledge.support.question import Question, State

TASKS = ("own_group", "mentor", "year", "school_message", "contact_person")
"""What a contact may do when there is automatic sync (`emergency_admin.task.…`, `emergency_admin.asked.…`)."""
_NAMED = 2
"""How many central contacts are named."""


def lines(question: Question, voice: Voice, outlook: Outlook) -> list[str]:
    """Under an answer or a waiting card whose question is about changing people or groups by hand; else none.

    Whoever asked as a teacher and has the answer reads the short one: the rest is for the contacts.
    """
    if question.sensitive or question.follows or question.direct_choice or outlook.outage is not None:
        return []
    if question.state not in {State.ANSWERED, State.WAITING} or not is_meant(question, outlook):
        return []
    asker = voice.directory.person(question.asker)
    short = question.state is State.ANSWERED and not (asker and asker.is_contact)
    return _rule(voice, asker, short=short)


def is_meant(question: Question, outlook: Outlook) -> bool:
    """Its own words say so, or the question of the entry that answers it or is nearest to it."""
    near = question.entry if question.state is State.ANSWERED else next(iter(question.candidates), None)
    entry = outlook.entries.get(near or "") if near not in question.rejected else None
    return is_about(question.text) or (entry is not None and is_about(entry.question))


def _rule(voice: Voice, reader: Person | None, *, short: bool = False) -> list[str]:
    """What the sync looks after; without one, what is done by hand and how."""
    synced = "emergency_admin.short" if short else "emergency_admin"
    said = voice.say(synced if voice.policy.sync else "emergency_admin.unsynced").split("\n")
    central = [one for one in voice.directory.central() if reader is None or one.id != reader.id]
    right = [one for one in central if "technical" in one.areas] or central
    named = voice.names(one.id for one in right[:_NAMED])
    return [*said, voice.say("emergency_admin.ask", central=named)] if named else said


def told(voice: Voice, person: Person, steps: Mapping[str, FaqEntry]) -> Message:
    """The reply to `nödadmin`: the rule, what may be done, and a button to the steps of each."""
    text = _rule(voice, person)
    if not person.is_contact and person.schools:
        text.append(voice.say("emergency_admin.who", school=voice.school(person.schools[0]),
                              contacts=contacts_in_words(person.schools[0], voice)))  # fmt: skip
    if voice.policy.sync:
        text.append(voice.say("emergency_admin.may"))
        text += [voice.say(f"emergency_admin.task.{task}") for task in TASKS]
    if steps:
        text.append(voice.say("emergency_admin.steps"))
    buttons = [(f"show_faq:{entry.id}", excerpt(entry.title, 75)) for entry in steps.values()]
    said = Message(reply="command", text="\n".join(text), language=voice.language,
                   faq=tuple(entry.id for entry in steps.values()))  # fmt: skip
    return with_buttons(said, *buttons)
