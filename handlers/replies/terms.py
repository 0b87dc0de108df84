"""What is said when a term begins: whether contacts go on, and what central hears of it; leaves whom to ask to the handlers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.replies.changes import areas_in_words
from handlers.replies.commands import ROWS
from handlers.replies.private import with_buttons, words
from handlers.replies.voice import Voice
from handlers.replies.welcome import central_in_words, with_absence
from knowledge.conversation.message import Button, Message
from knowledge.support.directory import Person, Role
from knowledge.support.reach import has_account
from knowledge.support.term import Term

BUTTONS = 4
"""At so many schools at most each has its own button."""


def term_words(voice: Voice, term: Term) -> str:
    """”höstterminen 2026”."""
    return voice.say("word.term_named.autumn" if term.half == 2 else "word.term_named.spring", year=term.year)


def asked(voice: Voice, person: Person, term: Term, *, again: bool = False) -> Message:
    """Whether the contact goes on; at each school of theirs."""
    if person.role is Role.CENTRAL:
        key = "role.again_central" if again else "role.confirm_central"
        text = voice.say(key, areas=areas_in_words(voice, person.areas), term=term_words(voice, term))
    else:
        key = "role.again" if again else "role.confirm"
        text = voice.say(key, school=_schools(voice, person), with_other=with_other(voice, person),
                         term=term_words(voice, term))  # fmt: skip
    if len(person.schools) > BUTTONS and person.role is not Role.CENTRAL:
        text = f"{text}\n{voice.say('role.many', central=central_in_words(voice))}"
    return Message(reply="reminder", text=text, buttons=_choices(voice, person), language=voice.language)


def asked_again(voice: Voice, person: Person, term: Term) -> Message:
    """The same question, after a no was taken back."""
    question = asked(voice, person, term)
    return replace(question, text=f"{voice.say('changed.undone')}\n{question.text}")


def _schools(voice: Voice, person: Person) -> str:
    return voice.listed([voice.school(one) for one in person.schools])


def with_other(voice: Voice, person: Person) -> str:
    """” tillsammans med Leila Rahimi”: the other contacts of the person's schools; empty when there is none."""
    others = {one.id for school in person.schools for one in voice.directory.contacts_of(school)} - {person.id}
    listed = [one.id for one in voice.directory.contacts() if one.id in others]
    return voice.say("word.together_with", other=voice.names(listed)) if listed else ""


def _choices(voice: Voice, person: Person) -> tuple[Button, ...]:
    yes = Button(action="confirm", label=voice.say("button.confirm_role"), primary=True)
    if person.role is Role.CENTRAL or len(person.schools) == 1:
        return yes, Button(action="decline_role", label=voice.say("button.decline_role"))
    if len(person.schools) > BUTTONS:
        return (yes,)
    known = [one for one in map(voice.directory.school, person.schools) if one]
    no = (Button(action=f"decline_role:{one.id}", label=voice.say("button.decline_role_at", school=one.name)[:75])
          for one in known)  # fmt: skip
    return yes, *no


def confirmed(voice: Voice, person: Person, term: Term) -> Message:
    """The receipt of a yes."""
    key = "role.confirmed_central" if person.role is Role.CENTRAL else "role.confirmed"
    return words(voice, "reminder", key, school=_schools(voice, person), term=term_words(voice, term))


def declined(voice: Voice, person: Person | None, school: str, term: Term, moved: int, number: int) -> Message:
    """The receipt of a no, which can be taken back; `person`: as they are now. Other schools of theirs are still asked for."""
    goes_on = person is not None and person.role is Role.LOCAL
    key = "role.declined_school" if goes_on else "role.declined"
    central = central_in_words(voice) or voice.say("word.central_contacts")
    lines = [voice.say(key, school=voice.school(school), central=central)]
    if moved:
        lines.append(voice.say("changed.moved", count=moved))
    lines.append(voice.say("changed.undo"))
    undo = Button(action=f"change_undo:{number}", label=voice.say("button.change_undo"))
    buttons: tuple[Button, ...] = (undo,)
    if person is not None and goes_on:
        lines.append(voice.say("role.still", school=_schools(voice, person), term=term_words(voice, term)))
        buttons = (*_choices(voice, person), undo)
    return Message(reply="reminder", text="\n".join(lines), buttons=buttons, language=voice.language)


def left(voice: Voice, person: Person, school: str) -> Message:
    """To central: somebody is a contact no longer; `school` empty = one of the central ones."""
    others = voice.directory.contacts_of(school) if school else voice.directory.central()
    names = voice.names(one.id for one in others if one.id != person.id)
    told = voice.say("alarm.role_left", other=names) if names else voice.say("alarm.role_none")
    key = "alarm.role_declined" if school else "alarm.role_declined_central"
    said = words(voice, "alarm", key, contact=voice.name(person.id), school=voice.school(school), left=told)
    return with_buttons(said, (f"contact_new:{school}" if school else "contact_new", voice.say("button.contact_new")))


def silent(voice: Voice, people: Sequence[Person], term: Term, running: Sequence[str]) -> Message:
    """To central: who has not answered; when nobody is left, that it is sorted."""
    if not people:
        return words(voice, "alarm", "alarm.role_all", term=term_words(voice, term), date=voice.on(voice.today))
    rows = [_row(voice, one, running) for one in people[:ROWS]]
    if len(people) > ROWS:
        rows.append(voice.say("cmd.more", more=len(people) - ROWS))
    said = words(voice, "alarm", "alarm.role_silent", count=len(people), rows="\n".join(rows),
                 term=term_words(voice, term))  # fmt: skip
    return with_buttons(said, ("contact_new", voice.say("button.contact_new")))


def _row(voice: Voice, person: Person, running: Sequence[str]) -> str:
    where = voice.say("word.central") if person.role is Role.CENTRAL else _schools(voice, person)
    key = "alarm.role_row" if has_account(person, running) else "alarm.role_row_unreached"
    return voice.say(key, contact=with_absence(person, voice), where=where)
