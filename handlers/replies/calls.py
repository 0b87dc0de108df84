"""Call lines: the one short line that mentions the person whose turn it is; leaves the card to `questions`."""

from __future__ import annotations

from handlers.replies.voice import Voice
from knowledge.conversation.message import Message
from knowledge.support.question import Question


def call_line(question: Question, voice: Voice) -> Message:
    """The call to whoever has the question now."""
    voice = voice.to(question.language)
    calls = voice.calls(question.holders)
    first_time = set(question.asked) <= set(question.holders)
    kind = question.ladder[question.step].kind if question.ladder else ""
    if question.reopened:
        text = voice.say("call.reopened", contact_mention=calls, asker=voice.name(question.asker))
    elif kind in {"all_central", "helpdesk"} and len(question.holders) > 1:
        text = voice.say("call.all_central", contact_mentions=calls)
    elif question.stands_in_for and question.school:
        text = voice.say("call.substitute", contact_mention=calls, away=voice.name(question.stands_in_for),
                         school=voice.school(question.school))  # fmt: skip
    elif first_time and question.school:
        text = voice.say("call.local", contact_mention=calls, school=voice.school(question.school))
    else:
        text = voice.say("call.next", contact_mention=calls)
    return _line(question, text)


def call_asker(question: Question, voice: Voice, key: str, contact: str | None) -> Message:
    """A call to the asker: an answer was chosen, somebody asks, or it was solved elsewhere."""
    voice = voice.to(question.language)
    text = voice.say(f"call.{key}", asker_mention=voice.call(question.asker), contact=voice.name(contact))
    return _line(question, text)


def linked_done(question: Question, other: Question, voice: Voice) -> str:
    """The line in the thread of somebody who waited for another's question."""
    voice = voice.to(question.language)
    line = voice.say("linked.done", asker_mention=voice.call(question.asker), other=other.number,
                     link=f"desk:question/{other.number}/card")  # fmt: skip
    return f"{line}\n{voice.say('footer', number=question.number)}"


def _line(question: Question, text: str) -> Message:
    return Message(reply="waiting", text=text, language=question.language, about=question.number,
                   state=question.state.value)  # fmt: skip
