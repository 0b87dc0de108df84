"""The fields of a Form as inputs of a card; leaves the frame around them to `views`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from bot.platforms.teams import ids
from bot.platforms.teams.limits import HINT, INPUT_TEXT, LABEL, OPTION, label, seen, shorten, weight
from bot.platforms.teams.text import Block, still
from bot.platforms.teams.words import word
from knowledge.conversation.message import Field, Form, plain

YES, NO = "yes", "no"
_UNTICKED = frozenset({"", "0", "false", "nej", "no", "none"})
_MANY = 15
"""From here on one would rather write than scroll."""


def field_blocks(field: Field, form: Form, room: int) -> list[Block]:
    """What is wrong with the field, the field with what was filled in before, and its hint; in that room, or nothing."""
    problem = form.problems.get(field.name)
    before = [problem_block(problem)] if problem else []
    after = [_hint(field.hint)] if field.hint else []
    left = room - weight([*before, *after])
    value = str(form.values.get(field.name, field.value) or "")
    made = _choice(field, value, form.language, left) if field.kind == "choice" else [_input(field, value, form, left)]
    whole = [*before, *made, *after]
    return whole if weight(whole) <= room else []


def problem_block(text: str) -> Block:
    """What is wrong, in words with a sign, and not by its colour alone."""
    words = label(still(f"⚠️ {plain(text)}"), HINT)
    return {"type": "TextBlock", "text": words, "wrap": True, "color": "Attention", "weight": "Bolder"}


def is_input(block: Block) -> bool:
    """Whether something can be filled in there."""
    return str(block["type"]).startswith("Input.")


def _input(field: Field, value: str, form: Form, room: int) -> Block:
    match field.kind:
        case "date":
            return _named(field, form.language, "Input.Date", "choose_day", **_day(value))
        case "yes":
            ticked = NO if value.strip().casefold() in _UNTICKED else YES
            box = replace(field, required=False)  # a box that has to be there would have to be ticked
            more = {"title": word(form.language, "yes"), "valueOn": YES, "valueOff": NO, "wrap": True}
            return _named(box, form.language, "Input.Toggle", "fill_in", value=ticked, **more)
    made = _named(field, form.language, "Input.Text", "fill_in", isMultiline=field.kind == "long", maxLength=INPUT_TEXT)
    begun = "\n".join(seen(line) for line in value.split("\n"))
    left = room - weight(made) - len(', "value": ') - len("[]")
    begun = shorten(shorten(begun, INPUT_TEXT), max(left, 0), weight)
    return {**made, "value": begun} if begun else made


def _choice(field: Field, value: str, language: str, room: int) -> list[Block]:
    """A list with what was chosen; a list of nothing says so, and one that is cut says how much of it is there."""
    named: dict[str, str] = {}
    for one, words in field.choices:
        named.setdefault(one, words)
    if not any(named):
        return [_line(word(language, "no_choice", label=still(field.label)))]
    options = [
        {"title": label(words, OPTION), "value": one or ids.NOTHING} for one, words in named.items() if seen(one) == one
    ]
    held = label(named.get("") or word(language, "choose"), OPTION)
    style = "filtered" if len(options) > _MANY else "compact"
    made = _named(field, language, "Input.ChoiceSet", "choose_one", style=style, placeholder=held)
    made |= {"value": value} if value and any(one["value"] == value for one in options) else {}
    kept = list(_that_fit(options, value, room - weight(made) - 200))
    cut = [_line(word(language, "cut", shown=len(kept), all=len(options)))] if len(kept) < len(options) else []
    return [*cut, {**made, "choices": kept}]


def _that_fit(options: Iterable[Block], value: str, room: int) -> Iterable[Block]:
    """The first ones, and the chosen one wherever it stands."""
    held = list(options)
    left = room - sum(weight(one) for one in held if one["value"] == value)
    for one in held:
        if one["value"] != value:
            left -= weight(one) + 2
        if left >= 0 or one["value"] == value:
            yield one


def _named(field: Field, language: str, kind: str, missing: str, **more: Any) -> Block:  # noqa: ANN401 - an input's fields are of every kind
    """An input with its name; what has to be there says so itself, in the form's language."""
    made = {"type": kind, "id": ids.FIELD + field.name, "label": label(still(field.label), LABEL), **more}
    return {**made, "isRequired": True, "errorMessage": word(language, missing)} if field.required else made


def _day(value: str) -> dict[str, str]:
    try:
        return {"value": value} if date.fromisoformat(value).isoformat() == value else {}
    except ValueError:
        return {}


def _line(words: str) -> Block:
    return {"type": "TextBlock", "text": label(words, HINT), "wrap": True}


def _hint(words: str) -> Block:
    return {**_line(still(words)), "size": "Small", "isSubtle": True, "spacing": "Small"}
