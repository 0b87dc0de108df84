"""Which school somebody belongs to: asked once, remembered, and the waiting question goes to its contact; leaves the ladder to `turns`."""

from __future__ import annotations

from dataclasses import replace

from handlers import alarms, cards, turns
from handlers.context import Desk, Refusal
from handlers.replies.private import words
from handlers.replies.voice import Voice
from handlers.replies.welcome import central_in_words, contacts_in_words, school_buttons
from knowledge.conversation.event import ButtonPressed, FormFilled
from knowledge.conversation.message import Field, Form, Message, Notice, Shown, escape
from knowledge.support.directory import Person
from knowledge.support.question import Question, State

NONE = "none"
MISSING = "missing"
"""Two choices beside the schools: ”ingen särskild skola”, ”min skola finns inte med”."""


def school_of(person: Person) -> str | None:
    """The one school of a person; None when there is none or more than one."""
    return person.schools[0] if len(person.schools) == 1 else None


async def ask_for_school(desk: Desk, question: Question, asker: Person, *, alone: bool = False) -> None:
    """Privately: which school is it about? Nothing is asked for in a place where the bot is to be silent.

    `alone`: in their own conversation, where nothing can be said beside the question.
    """
    if question.silent_place:
        return
    voice = desk.voice_for(asker)
    place, link = voice.place(question.place), f"desk:{question.key('card')}"
    several = [school for school in desk.directory.schools if school.id in asker.schools]
    if len(several) == 2:
        one, other = (escape(school.name) for school in several)
        text = voice.say("choose_school.two", place=place, link=link, school_a=one, school_b=other)
    elif question.root.is_direct:
        text = voice.say("choose_school.direct")
    else:
        text = voice.say("choose_school.first", place=place, link=link)
    offered = tuple(several) if len(several) > 1 else desk.directory.schools
    if not offered:
        return
    message = Message(reply="choose_school", text=text, buttons=school_buttons(voice, offered),
                      language=voice.language, about=question.number, state=question.state.value)  # fmt: skip
    if alone:
        await desk.tell(asker, question.key("school"), message, question.root.platform)
    else:
        await desk.whisper(asker, question.key("school"), message, question.root)


def school_form(desk: Desk, person: Person, about: str) -> Form:
    """All schools as a list."""
    voice = desk.voice_for(person)
    choices = [(school.id, school.name) for school in desk.directory.schools]
    choices += [(NONE, voice.say("choice.no_school")), (MISSING, voice.say("choice.school_missing"))]
    field = Field(name="school", label=voice.say("field.school"), kind="choice", choices=tuple(choices))
    return Form(name="choose_school", title=voice.say("form.choose_school"), fields=(field,), about=about,
                submit=voice.say("button.save"), language=voice.language)  # fmt: skip


async def filled(desk: Desk, person: Person, event: FormFilled) -> Shown | None:
    """The list was answered."""
    return await chosen(desk, person, str(event.values.get("school", "")), event.about)


async def pressed(desk: Desk, person: Person, event: ButtonPressed, school: str) -> Shown | None:
    """A school's button, or the one that opens the list; refused on a message that does not offer it."""
    said = await desk.tx.outbox.said(event.key)
    if said is not None and not any(button.action.startswith("choose_school") for button in said.message.buttons):
        raise Refusal("gone")
    about = event.key.removesuffix("/school")
    return await chosen(desk, person, school, about) if school else school_form(desk, person, about)


async def chosen(desk: Desk, person: Person, school: str, about: str) -> Notice:
    """Remember the school, and let its contact have the question that waits for it."""
    question = await _waiting_question(desk, person, about)
    if question is not None:
        await desk.tx.outbox.withdraw(question.key("school"))
    if school in {NONE, MISSING}:
        if school == MISSING:
            await alarms.to_central(desk, f"school/{person.id}", "alarm.school_missing", asker=escape(person.name))
        key = "choose_school.central" if question else "choose_school.none"
        return Notice(message=words(desk.voice_for(person), "choose_school", key, question))
    if desk.directory.school(school) is None:
        raise Refusal("no_school", typed=escape(school[:40]))
    if school not in person.schools:
        await desk.tx.directory.save_person(replace(person, schools=(school,)))
        await desk.reload()
    moved = question is not None and await _moved(desk, question, school)
    return Notice(message=_receipt(desk.voice_for(person), school, question, moved=moved))


async def _moved(desk: Desk, question: Question, school: str) -> bool:
    """Whether the question goes to the school; it stays where it is while nobody is there."""
    known = replace(question, school=school)
    turn = (await desk.routing()).start(replace(known, asked=(), holders=()))
    if question.ladder[turn.step].kind == "local":
        await turns.give(desk, replace(known, asked=(), holders=()), turn)
        return True
    await desk.tx.questions.save(known)
    await cards.show(desk, known)
    return False


def _receipt(voice: Voice, school: str, question: Question | None, *, moved: bool) -> Message:
    """What the school means for the one who chose it."""
    name = voice.school(school)
    if not voice.directory.contacts_of(school):
        key = "choose_school.no_contact" if question else "cmd.who_none"
        return words(voice, "choose_school", key, question, school=name, central=central_in_words(voice))
    key = "choose_school.done" if moved else "choose_school.saved"
    return words(voice, "choose_school", key, question, school=name, contact=contacts_in_words(school, voice))


async def _waiting_question(desk: Desk, person: Person, about: str) -> Question | None:
    """The question that the school was asked for, else the newest that waits without one."""
    parts = about.split("/")
    number = parts[1] if parts[0] == "question" and len(parts) > 1 else ""
    mine = await desk.tx.questions.where(states=(State.WAITING,), asker=person.id)
    without = [one for one in mine if one.school is None and not one.sensitive and not one.follows]
    named = [one for one in without if str(one.number) == number]
    return max(named or without, key=lambda one: one.number, default=None)
