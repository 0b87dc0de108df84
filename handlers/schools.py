"""Which school somebody belongs to: asked once, remembered, and the waiting question goes to its contact; leaves the ladder to `turns`."""

from __future__ import annotations

from dataclasses import replace

from handlers import turns
from handlers.context import Desk, Refusal
from handlers.replies.private import words
from handlers.replies.welcome import contacts_in_words, school_buttons
from knowledge.conversation.event import ButtonPressed, FormFilled
from knowledge.conversation.message import Field, Form, Message, Notice, Shown
from knowledge.support.directory import Person
from knowledge.support.question import Question, State

NONE = "none"
MISSING = "missing"
"""Two choices beside the schools: ”ingen särskild skola”, ”min skola finns inte med”."""


def school_of(person: Person) -> str | None:
    """The one school of a person; None when there is none or more than one."""
    return person.schools[0] if len(person.schools) == 1 else None


async def ask_for_school(desk: Desk, question: Question, asker: Person) -> None:
    """Privately: which school is it about?"""
    voice = desk.voice_for(asker)
    place, link = voice.place(question.place), f"desk:{question.key('card')}"
    several = [school for school in desk.directory.schools if school.id in asker.schools]
    if len(several) == 2:
        text = voice.say(
            "choose_school.two", place=place, link=link, school_a=several[0].name, school_b=several[1].name
        )
    else:
        text = voice.say("choose_school.first", place=place, link=link)
    offered = tuple(several) if len(several) > 1 else desk.directory.schools
    if not offered:
        return
    message = Message(reply="choose_school", text=text, buttons=school_buttons(voice, offered),
                      language=voice.language, about=question.number, state=question.state.value)  # fmt: skip
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
    """A school's button, or the one that opens the list."""
    about = event.key.removesuffix("/school")
    return await chosen(desk, person, school, about) if school else school_form(desk, person, about)


async def chosen(desk: Desk, person: Person, school: str, about: str) -> Notice:
    """Remember the school, and let its contact have the question that it was asked for."""
    if school in {NONE, MISSING}:
        return Notice(message=words(desk.voice_for(person), "choose_school", "choose_school.central"))
    if desk.directory.school(school) is None:
        raise Refusal("no_school", typed=school)
    question = await _waiting_question(desk, person, about)
    if school not in person.schools:
        await desk.tx.directory.save_person(replace(person, schools=(school,)))
        await desk.reload()
    voice = desk.voice_for(person)
    name, contact = voice.school(school), contacts_in_words(school, voice)
    if question is None:
        return Notice(message=words(voice, "choose_school", "choose_school.saved", school=name, contact=contact))
    await desk.tx.outbox.withdraw(question.key("school"))
    question = replace(question, school=school, asked=(), holders=())
    question = await turns.give(desk, question, (await desk.routing()).start(question))
    return Notice(message=words(voice, "choose_school", "choose_school.done", question, school=name, contact=contact))


async def _waiting_question(desk: Desk, person: Person, about: str) -> Question | None:
    """The question that the school was asked for, if it still waits without one."""
    parts = about.split("/")
    number = parts[1] if parts[0] == "question" and len(parts) > 1 else ""
    question = await desk.tx.questions.get(int(number)) if number.isdecimal() else None
    mine = question is not None and question.asker == person.id and question.school is None
    return question if question and mine and question.state is State.WAITING else None
