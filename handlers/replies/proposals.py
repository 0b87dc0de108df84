"""A proposed answer in words: the form, what central gets, what its author hears; leaves deciding to the handlers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.replies.entry_form import filled_with, same, text_fields
from handlers.replies.private import with_buttons
from handlers.replies.voice import Voice
from knowledge.conversation.clean import excerpt
from knowledge.conversation.message import Field, Form, Message, escape
from knowledge.faq.entry import FaqEntry

_SHOWN = 600
"""How many characters of an answer central sees before opening the form."""


def proposal_form(
    voice: Voice, values: Mapping[str, str], about: str, near: Sequence[FaqEntry] = (), categories: Sequence[str] = ()
) -> Form:
    """Whether it is answered already, question, answer, category, area."""
    question, _ways, *rest = text_fields(voice, categories)
    fields = (*same(voice, near), question, *rest)
    return Form(name="faq_proposal", title=voice.say("form.faq_proposal"), fields=filled_with(values, *fields),
                submit=voice.say("button.propose"), about=about, language=voice.language)  # fmt: skip


def missing(entry: FaqEntry, voice: Voice) -> dict[str, str]:
    """Field -> what is wrong with it."""
    needed = {"question": voice.say("field.entry_question"), "answer": voice.say("field.entry_answer")}
    return {name: voice.say("form.required", field=label) for name, label in needed.items() if not getattr(entry, name)}


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """What central looks at."""

    number: int
    values: Mapping[str, str]
    by: str
    """Person id."""
    alike: Sequence[FaqEntry] = ()
    """The nearest entries."""
    can_add: bool = False
    """Whether the question's words could be added to one of them instead."""
    entry: FaqEntry | None = None
    """The one that it would change, or add words to."""
    wording: bool = False
    reopened: bool = False
    """Whether the question that it comes from is open again."""


def to_central(one: Proposed, voice: Voice) -> Message:
    """What is proposed, by whom, what it is like, and what can be done."""
    change = "faq.wording_to_central" if one.wording else "faq.change_to_central"
    title = escape(one.entry.title) if one.entry else ""
    now = escape(excerpt(one.entry.answer, _SHOWN)) if one.entry else ""
    lines = [voice.say(change if one.entry else "faq.to_central", contact=voice.name(one.by), entry=title, now=now,
                       question=escape(one.values["question"]), answer=escape(excerpt(one.values["answer"], _SHOWN)))]  # fmt: skip
    if one.alike:
        lines.append(voice.say("faq.similar", similar=voice.listed([f"”{_short(near)}”" for near in one.alike])))
    if one.reopened:
        lines.append(voice.say("faq.reopened"))
    number = one.number
    buttons = [(f"approve:{number}", voice.say("button.approve_proposal"))]
    if not one.wording:
        buttons.append((f"proposal:{number}", voice.say("button.proposal")))
    buttons += [
        (f"as_wording:{number}:{near.id}", voice.say("button.as_wording", question=excerpt(near.title, 50)))
        for near in (one.alike if one.can_add else ())
    ]
    said = Message(reply="command", text="\n".join(lines), language=voice.language)
    return with_buttons(said, *buttons, (f"decline:{number}", voice.say("button.decline_proposal")))


def _short(entry: FaqEntry) -> str:
    return escape(excerpt(entry.title, 100))


def thanks(question: str, voice: Voice, reviewer: str | None) -> Message:
    """Who looks at it."""
    central = voice.name(reviewer) if reviewer else voice.say("word.central_contacts")
    return _said(voice, "faq.proposed" if reviewer else "faq.proposed_all", question, central=central)


def done(entry: FaqEntry, voice: Voice, by: str, *, changed: bool) -> Message:
    """In place of the proposal: who made an entry of it, or changed the one that there was."""
    return _said(voice, "faq.done_change" if changed else "faq.done", entry.title, contact=voice.name(by))


def taken_up(entry: FaqEntry, asked: str, voice: Voice, *, kind: str) -> Message:
    """To the one who proposed it. `kind`: `new`, `change` or `wording`."""
    if kind == "wording":
        return _said(voice, "faq.approved_wording", asked, entry=escape(entry.title))
    return _said(voice, "faq.approved_change" if kind == "change" else "faq.approved", entry.title)


def open_again(number: int, question: str, voice: Voice) -> Message:
    """Its question is open again, so the answer may be none."""
    said = _said(voice, "faq.reopened_sure", question)
    return with_buttons(said, (f"approve:{number}:anyway", voice.say("button.approve_anyway")))


def decline_form(voice: Voice, about: str, question: str) -> Form:
    """No, and why; the reason is read by the one who proposed it."""
    hint = voice.say("field.decline_reason_hint", question=excerpt(question, 80))
    field = Field(name="reason", label=voice.say("field.decline_reason"), kind="long", hint=hint)
    return Form(name="faq_decline", title=voice.say("form.faq_decline"), fields=(field,), submit=voice.say("button.send"),
                about=about, language=voice.language)  # fmt: skip


def is_declined(question: str, voice: Voice) -> Message:
    """To the one who said no."""
    return _said(voice, "faq.is_declined", question)


def was_declined(question: str, voice: Voice, by: str) -> Message:
    """In place of the proposal."""
    return _said(voice, "faq.was_declined", question, contact=voice.name(by))


def declined(question: str, reason: str, voice: Voice) -> Message:
    """To the one who proposed it: why."""
    end = reason if reason[-1] in ".!?…" else f"{reason}."
    return _said(voice, "faq.declined", question, reason=escape(end))


def listed(rows: Sequence[tuple[int, str, str]], count: int, voice: Voice) -> Message:
    """(number, question, who) of what nobody has decided on."""
    if not rows:
        return Message(reply="command", text=voice.say("faq.no_proposals"), language=voice.language)
    lines = [voice.say("faq.open_proposals", count=count)]
    lines += [voice.say("faq.open_row", number=number, question=escape(excerpt(question, 120)), contact=voice.name(by))
              for number, question, by in rows]  # fmt: skip
    buttons = [(f"proposal:{number}", voice.say("button.proposal_number", number=number)) for number, _, _ in rows]
    return with_buttons(Message(reply="command", text="\n".join(lines), language=voice.language), *buttons)


def _said(voice: Voice, key: str, question: str, **blanks: object) -> Message:
    text = voice.say(key, question=escape(question), **blanks)
    return Message(reply="command", text=text, language=voice.language)
