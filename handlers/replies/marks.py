"""What is said to the one who marked a message; leaves what becomes of it to the handlers."""

from __future__ import annotations

from handlers.replies.commands import state_words
from handlers.replies.private import words
from handlers.replies.voice import Voice
from knowledge.conversation.message import Message
from knowledge.support.question import Question


def is_one(voice: Voice, question: Question) -> Message:
    """It is a question now; where to see it."""
    if question.silent_place or question.sensitive:
        return sent(voice, question)
    if question.follows and question.outage is not None:
        return words(voice, "command", "mark.outage", question, **_where(voice, question))
    if question.follows:
        other = {"other": question.linked_to, "link": f"desk:question/{question.linked_to}/card"}
        return words(voice, "command", "mark.linked", question, **other)
    return words(voice, "command", "mark.is_question", question, **_where(voice, question))


def already(voice: Voice, question: Question) -> Message:
    """It was one before."""
    return words(voice, "command", "mark.already", question, **_where(voice, question))


def sent(voice: Voice, question: Question) -> Message:
    """Who has it now."""
    contact = voice.names(question.holders) or voice.say("word.central_contacts")
    return words(voice, "waiting", "notice.ask_human", question, contact=contact)


def has_it(voice: Voice, question: Question) -> Message:
    """Somebody had it already."""
    holders = (question.taken_by,) if question.taken_by else question.holders
    contact = voice.names(holders) or voice.say("word.central_contacts")
    return words(voice, "waiting", "mark.has_it", question, contact=contact, **_place(question))


def is_none(voice: Voice) -> Message:
    """There was no question; nothing has changed."""
    return words(voice, "command", "mark.none")


def _where(voice: Voice, question: Question) -> dict[str, object]:
    return {**_place(question), "state_words": state_words(voice, question)}


def _place(question: Question) -> dict[str, object]:
    """Its number, and the card that tells of it: that of the question which it waits for, if any."""
    number = question.linked_to or question.number
    return {"number": question.number, "link": f"desk:question/{number}/card"}
