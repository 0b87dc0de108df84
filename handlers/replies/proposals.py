"""A proposed answer in words: the form, what central gets, what its author hears; leaves deciding to the handlers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.replies.entries import filled_with, text_fields
from handlers.replies.private import with_buttons
from handlers.replies.voice import Voice
from knowledge.conversation.clean import excerpt
from knowledge.conversation.message import Form, Message, escape
from knowledge.faq.entry import FaqEntry

_SHOWN = 600
"""How many characters of an answer central sees before opening the form."""


def proposal_form(voice: Voice, values: Mapping[str, str], about: str) -> Form:
    """Question, answer, category, area."""
    question, _ways, *rest = text_fields(voice)
    return Form(name="faq_proposal", title=voice.say("form.faq_proposal"), fields=filled_with(values, question, *rest),
                submit=voice.say("button.propose"), about=about, language=voice.language)  # fmt: skip


def missing(entry: FaqEntry, voice: Voice) -> dict[str, str]:
    """Field -> what is wrong with it."""
    needed = {"question": voice.say("field.entry_question"), "answer": voice.say("field.entry_answer")}
    return {name: voice.say("form.required", field=label) for name, label in needed.items() if not getattr(entry, name)}


def to_central(number: int, entry: FaqEntry, voice: Voice, contact: str, alike: Sequence[FaqEntry]) -> Message:
    """What is proposed, by whom, and what it is like."""
    lines = [voice.say("faq.to_central", contact=contact, question=escape(entry.title),
                       answer=escape(excerpt(entry.answer, _SHOWN)))]  # fmt: skip
    if alike:
        titles = voice.listed([f"”{escape(excerpt(one.title, 100))}”" for one in alike])
        lines.append(voice.say("faq.similar", similar=titles))
    said = Message(reply="command", text="\n".join(lines), language=voice.language)
    return with_buttons(said, (f"proposal:{number}", voice.say("button.proposal")))


def thanks(entry: FaqEntry, voice: Voice, reviewer: str | None) -> Message:
    """Who looks at it."""
    central = voice.name(reviewer) if reviewer else voice.say("word.central_contacts")
    key = "faq.proposed" if reviewer else "faq.proposed_all"
    return _said(voice, key, entry, central=central)


def done(entry: FaqEntry, voice: Voice, by: str) -> Message:
    """In place of the proposal: who made an entry of it."""
    return _said(voice, "faq.done", entry, contact=voice.name(by))


def taken_up(entry: FaqEntry, voice: Voice) -> Message:
    """To the one who proposed it."""
    return _said(voice, "faq.approved", entry)


def _said(voice: Voice, key: str, entry: FaqEntry, **blanks: object) -> Message:
    text = voice.say(key, question=escape(entry.title), **blanks)
    return Message(reply="command", text=text, language=voice.language)
