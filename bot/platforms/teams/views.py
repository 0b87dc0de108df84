"""Forms, windows and the own page as cards; leaves a message's words and buttons to `cards`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.platforms.shared.marks import Known
from bot.platforms.teams import ids
from bot.platforms.teams.buttons import Action, action_sets, execute, submit
from bot.platforms.teams.cards import card, message, with_summary, word_blocks, word_card
from bot.platforms.teams.fields import field_blocks, is_input, problem_block
from bot.platforms.teams.limits import BUTTON_TEXT, SUMMARY, TITLE, WHOLE, fits, label, weight
from bot.platforms.teams.text import Block, still
from bot.platforms.teams.words import word
from knowledge.conversation.message import Field, Form, Home, Message

_FRAME = 600
"""Bytes of what stands around a form: its heading, its frame, the window's title."""


def fetch(form: Form, opened: ids.Opened, known: Known) -> dict[str, Any]:  # noqa: ARG001 - the shape of its like
    """The answer that opens a window with the form, or shows it again with what is wrong."""
    sent = submit(label(form.submit, BUTTON_TEXT), _about(form, opened).data(), style="positive")
    return _window(form.title, card(_form(form, sent), language=form.language))


def form_card(form: Form, opened: ids.Opened) -> dict[str, Any]:
    """The form as a message, where no window can be opened."""
    title = label(form.submit, BUTTON_TEXT)
    sent = execute(title, ids.FORM, _about(form, opened).data(), style="positive")
    heading: Block = {"type": "TextBlock", "text": label(still(form.title), TITLE), "wrap": True, "weight": "Bolder",
                      "style": "heading"}  # fmt: skip
    shown = {"type": "message", "attachments": [card([heading, *_form(form, sent)], language=form.language)]}
    return with_summary(shown, "\n".join((form.title, *form.problems.values())))


def told_in_window(said: Message, known: Known, key: str) -> dict[str, Any]:
    """The answer that shows words in a window; nobody is called there."""
    sets = action_sets(said.buttons, key, window=True)
    return _window(word(said.language, "title"), word_card(said, sets, replace(known, accounts={}), direct=True))


def home(page: Home, known: Known) -> tuple[dict[str, Any], ...]:
    """The bot's own page, in one message if it fits, else in one for each part."""
    if whole := home_card(page, known):
        text = "\n\n".join(part.twin or part.text for part in page.parts)
        return (with_summary({"type": "message", "attachments": [whole]}, text, direct=True),)
    return tuple(message(part, ids.HOME, replace(known, accounts={}), direct=True) for part in page.parts)


def home_card(page: Home, known: Known) -> dict[str, Any] | None:
    """The whole page as one card; None when there is nothing on it, or too much."""
    body: list[Block] = []
    for part in page.parts:
        sets = action_sets(part.buttons, ids.HOME)
        made, _calls = word_blocks(part, replace(known, accounts={}), sets, WHOLE, direct=True)
        body += [{**made[0], "separator": True, "spacing": "Large"}, *made[1:]] if body else made
    shown = card(body, language=page.language)
    return shown if body and fits(shown, WHOLE - SUMMARY) else None


def _form(form: Form, sent: Action) -> list[Block]:
    """What is wrong with the whole, the fields, and the button that sends them if there is something to send."""
    names = {field.name for field in form.fields}
    body = [problem_block(text) for name, text in form.problems.items() if name not in names][:3]
    buttons: list[Block] = [{"type": "ActionSet", "actions": [sent]}]
    left = WHOLE - SUMMARY - _FRAME - weight([*body, *buttons])
    fields = sorted(form.fields, key=lambda field: (field.kind == "choice", _filled(field, form)))
    # what is short leaves its room to what is long, and a list takes what the others leave
    made: dict[str, Sequence[Block]] = {}
    for number, field in enumerate(fields):
        many = len(fields) - number
        made[field.name] = field_blocks(field, form, left // many if field.kind != "yes" else left)
        left -= weight(made[field.name])
    body += [block for field in form.fields for block in made[field.name]]
    return body + buttons if any(map(is_input, body)) else body or [problem_block("…")]


def _filled(field: Field, form: Form) -> int:
    """How much stands in the field."""
    return len(str(form.values.get(field.name, field.value) or ""))


def _about(form: Form, opened: ids.Opened) -> ids.Opened:
    """Which form it is and for what, also where nobody said it."""
    return replace(opened, form=opened.form or form.name, about=opened.about or form.about)


def _window(title: str, shown: dict[str, Any]) -> dict[str, Any]:
    value = {"title": label(title, TITLE), "height": "medium", "width": "medium", "card": shown}
    return {"task": {"type": "continue", "value": value}}
