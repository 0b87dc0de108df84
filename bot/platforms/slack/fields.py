"""The fields of a Form as Slack's input blocks; leaves the window around them to `views`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.platforms.slack.limits import (
    HINT,
    INPUT_TEXT,
    LABEL,
    OPTION_TEXT,
    OPTION_VALUE,
    PLACEHOLDER,
    SELECT_GROUPS,
    SELECT_OPTIONS,
    plain_text,
    shorten,
    size,
)
from bot.platforms.slack.words import word
from knowledge.conversation.message import Field, Form

Block = dict[str, Any]
YES = "yes"
"""The value of a ticked box."""
_NO = frozenset({"", "false", "no", "nej", "0", "none"})
_SWEDISH = str.maketrans("åäö", "{|}")
"""The letters after z in the order of the Swedish alphabet."""


def field_block(field: Field, form: Form, *, mark: str = "") -> Block:
    """The field with what was filled in before; a choice of nothing says so instead. `mark`: sets its block apart."""
    value = str(form.values.get(field.name, field.value) or "")
    element = _element(field, value, form.language)
    if element is None:
        words = f"{field.label}: {word(form.language, 'no_choice')}"
        return {"type": "section", "text": plain_text(words, LABEL)}
    block: Block = {"type": "input", "block_id": f"{field.name}{mark}", "label": plain_text(field.label, LABEL)}
    block |= {"element": {**element, "action_id": field.name}, "optional": not field.required}
    return {**block, "hint": plain_text(field.hint, HINT)} if field.hint else block


def is_input(block: Block) -> bool:
    """Whether something can be filled in there."""
    return bool(block.get("type") == "input")


def _element(field: Field, value: str, language: str) -> Block | None:
    match field.kind:
        case "choice":
            return _choice(field, value, language)
        case "date":
            return {"type": "datepicker", **({"initial_date": value} if _is_date(value) else {})}
        case "yes":
            return _box(value, language)
        case _:
            return _text(value, is_long=field.kind == "long")


def _text(value: str, *, is_long: bool) -> Block:
    begun = {"initial_value": shorten(value, INPUT_TEXT)} if value else {}
    return {"type": "plain_text_input", "multiline": is_long, "max_length": INPUT_TEXT, **begun}


def _box(value: str, language: str) -> Block:
    option = {"text": plain_text(word(language, "yes"), OPTION_TEXT), "value": YES}
    ticked = {"initial_options": [option]} if value.strip().casefold() not in _NO else {}
    return {"type": "checkboxes", "options": [option], **ticked}


def _choice(field: Field, value: str, language: str) -> Block | None:
    """A list; the choice without a value is what stands there while nothing is chosen."""
    named = dict(reversed(field.choices))
    options = [
        {"text": plain_text(named[one] or one, OPTION_TEXT), "value": one}
        for one in dict.fromkeys(one for one, _ in field.choices)
        if 0 < size(one) <= OPTION_VALUE
    ][: SELECT_OPTIONS * SELECT_GROUPS]
    if not options:
        return None
    nothing = named.get("") or word(language, "choose")
    chosen = [option for option in options if option["value"] == value]
    element: Block = {"type": "static_select", "placeholder": plain_text(nothing, PLACEHOLDER)}
    element |= {"options": options} if len(options) <= SELECT_OPTIONS else {"option_groups": _groups(options)}
    return {**element, "initial_option": chosen[0]} if chosen else element


def _groups(options: Sequence[Block]) -> list[Block]:
    """A hundred in each, called by their first letters where they are in order, else by their numbers."""
    parts = [options[begin : begin + SELECT_OPTIONS] for begin in range(0, len(options), SELECT_OPTIONS)]
    return [
        {"label": plain_text(_name(part, number * SELECT_OPTIONS + 1), OPTION_TEXT), "options": list(part)}
        for number, part in enumerate(parts)
    ]


def _name(part: Sequence[Block], first: int) -> str:
    names = [option["text"]["text"] for option in part]
    if names != sorted(names, key=_alphabetical):
        return f"{first}–{first + len(part) - 1}"
    one, last = names[0][0].upper(), names[-1][0].upper()
    return one if one == last else f"{one}–{last}"


def _alphabetical(name: str) -> str:
    return name.casefold().translate(_SWEDISH)


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
