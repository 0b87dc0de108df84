"""What the commands reply: lists of questions, contacts and schools; leaves finding them to the handlers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.replies.private import words
from handlers.replies.voice import Voice
from knowledge.conversation.clean import excerpt
from knowledge.conversation.message import Message, escape
from knowledge.support.directory import Directory, Person, Role, School
from knowledge.support.naming import nearest
from knowledge.support.question import Question, State

ROWS = 10
"""How many rows a list has at most (conversations 2, Length)."""


def helped(voice: Voice, person: Person) -> Message:
    """What one can write; contacts see more."""
    lines = [voice.say("cmd.help")]
    if person.is_contact:
        lines.append(voice.say("cmd.help_contacts"))
    if person.role is Role.CENTRAL:
        lines.append(voice.say("cmd.help_central"))
    return Message(reply="command", text="\n".join(lines), language=voice.language)


def school_named(directory: Directory, typed: str) -> School | None:
    """A school by id, name or alias."""
    wanted = typed.strip(" ?.!").casefold()
    for school in directory.schools:
        names = {school.id.casefold(), school.name.casefold(), *(alias.casefold() for alias in school.aliases)}
        if wanted in names:
            return school
    starts = [s for s in directory.schools if len(wanted) > 3 and s.name.casefold().startswith(wanted)]
    return starts[0] if len(starts) == 1 else None


def no_school(voice: Voice, typed: str) -> Message:
    """No such school; the one that is spelt most alike is offered."""
    guess = nearest(typed, [school.name for school in voice.directory.schools])
    return words(voice, "command", "cmd.who_unknown", typed=escape(excerpt(typed, 40)), guess=escape(guess or "–"))


def people_named(directory: Directory, typed: str) -> list[Person]:
    """People whose name begins so."""
    wanted = typed.strip().casefold()
    if not wanted:
        return []
    exact = [p for p in directory.people if wanted in {p.id.casefold(), p.name.casefold()}]
    return exact or [p for p in directory.people if p.name.casefold().startswith(wanted)]


def substitute_in(rest: str) -> str:
    """`Olle` of `ersättare Olle`."""
    return re.sub(r"(?i)\b(ersättare|vikarie|substitute|ersätts av|ersätter|med|är|is|stands in)\b:?", " ", rest).strip(
        " ,."
    )


def state_words(voice: Voice, question: Question) -> str:
    """How a question stands, after ”Fråga 42”."""
    blanks = {"contact": voice.names(question.holders) or voice.say("word.central_contacts")}
    if question.state is State.TAKEN:
        blanks = {"contact": voice.name(question.taken_by)}
    if question.outage is not None and question.follows:
        return voice.say("state.outage")
    date = voice.on(question.solved_at) if question.solved_at else ""
    return voice.say(f"state.{question.state.value}", date=date, **blanks)


def _row(voice: Voice, question: Question, words_: str) -> str:
    quote = escape(excerpt(question.text)) if question.text else "…"
    return voice.say("cmd.row", number=question.number, link=f"desk:{question.key('card')}", excerpt=quote,
                     state_words=words_)  # fmt: skip


def mine(voice: Voice, questions: Sequence[Question], most: int = 0) -> Message:
    """One's open questions; `most`: only the first of them, and the rest is told otherwise."""
    if not questions:
        return words(voice, "command", "cmd.mine_none")
    rows = "\n".join(_row(voice, one, state_words(voice, one)) for one in questions[: most or ROWS])
    text = voice.say("cmd.mine", count=len(questions), rows=rows)
    text = text if most else _and_more(voice, text, len(questions))
    return Message(reply="command", text=text, language=voice.language)


def _and_more(voice: Voice, text: str, count: int) -> str:
    return f"{text}\n{voice.say('cmd.more', more=count - ROWS)}" if count > ROWS else text


def status(voice: Voice, question: Question) -> Message:
    """One question."""
    return words(voice, "command", "cmd.status", question, number=question.number, when=voice.ago(question.asked_at),
                 link=f"desk:{question.key('card')}", state_words=state_words(voice, question))  # fmt: skip


def no_such(voice: Voice, number: str) -> Message:
    """No question with that number that the person may see."""
    return words(voice, "command", "cmd.status_none", number=number)


def waiting(voice: Voice, person: Person, own: Sequence[Question], others: Sequence[Question]) -> Message:
    """What waits for a contact, and what else waits at the school."""
    where = voice.listed([voice.school(one) for one in person.schools]) or voice.say("word.the_desk")
    if not own and not others:
        return words(voice, "command", "cmd.waiting_none", school=where)
    parts = []
    if own:
        rows = "\n".join(_waiting_row(voice, one) for one in own[:ROWS])
        parts.append(_and_more(voice, voice.say("cmd.waiting_own", count=len(own), rows=rows), len(own)))
    if others:
        rows = "\n".join(_waiting_row(voice, one) for one in others[:ROWS])
        text = voice.say("cmd.waiting_others", count=len(others), school=where, rows=rows)
        parts.append(_and_more(voice, text, len(others)))
    return Message(reply="command", text="\n".join(parts), language=voice.language)


def _waiting_row(voice: Voice, question: Question) -> str:
    """Who asks, and until when it is whose turn, or who has taken it."""
    if question.state is State.TAKEN:
        return _row(voice, question, f"{voice.name(question.asker)} ({state_words(voice, question)})")
    until = voice.say("word.until", when=voice.ahead(question.deadline)) if question.deadline else ""
    return _row(voice, question, voice.name(question.asker) + until)
