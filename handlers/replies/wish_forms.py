"""The forms about wishes: to send one, to say what came of it, to say which other it is; leaves what comes of them to the handlers."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.replies.voice import Voice
from knowledge.conversation.clean import excerpt
from knowledge.conversation.message import Field, Form
from knowledge.support.wish import LONGEST, LONGEST_NOTE, Wish

_MOST_CHOICES = 90


def feedback_form(voice: Voice) -> Form:
    """What would be better otherwise."""
    field = Field(name="text", label=voice.say("field.wish"), kind="long", hint=voice.say("field.wish_hint"))
    return Form(name="feedback", title=voice.say("form.feedback"), fields=(field,), submit=voice.say("button.send"),
                language=voice.language)  # fmt: skip


def answer_form(voice: Voice, wish: Wish, outcomes: Sequence[str]) -> Form:
    """What came of it, and a few words for who said it."""
    choices = tuple((one, voice.say(f"choice.wish.{one}")) for one in outcomes)
    fields = (
        Field(name="outcome", label=voice.say("field.wish_outcome"), kind="choice", choices=choices),
        Field(name="note", label=voice.say("field.wish_note"), kind="long", required=False,
              hint=voice.say("field.wish_note_hint")),
    )  # fmt: skip
    return Form(name="feedback_answer", title=voice.say("form.feedback_answer"), fields=fields,
                submit=voice.say("button.send"), about=wish.key, language=voice.language)  # fmt: skip


def same_form(voice: Voice, wish: Wish, others: Sequence[Wish]) -> Form:
    """Which of the others it is."""
    choices = tuple((str(one.number), f"{one.number}: {excerpt(one.text, 60)}") for one in others)
    field = Field(name="same", label=voice.say("field.wish_same"), kind="choice", choices=choices[:_MOST_CHOICES])
    return Form(name="feedback_same", title=voice.say("form.feedback_same"), fields=(field,),
                submit=voice.say("button.save"), about=wish.key, language=voice.language)  # fmt: skip


def problem(voice: Voice, fault: str, size: int) -> dict[str, str]:
    """Field -> what is wrong with an end, in words."""
    match fault:
        case "outcome":
            return {"outcome": voice.say("form.required", field=voice.say("field.wish_outcome"))}
        case "reason":
            return {"note": voice.say("vendor.fault.reason")}
        case _:
            return {"note": too_long(voice, voice.say("field.wish_note"), size, LONGEST_NOTE)}


def too_long(voice: Voice, label: str, size: int, most: int = LONGEST) -> str:
    """That a text is too long."""
    return voice.say("outage.fault.long", field=label, size=size, most=most)
