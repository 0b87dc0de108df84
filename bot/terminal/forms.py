"""A form asked field by field; leaves sending it and what is wrong with it to the desk."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from bot.terminal.words import CANCEL, YES, say
from knowledge.conversation.days import parse_period
from knowledge.conversation.message import Field, Form, plain

Ask = Callable[[str], Awaitable[str]]
"""Asks for one line."""


class Cancelled(Exception):  # noqa: N818 - it is no error
    """Whoever filled the form has given it up."""


async def values_of(form: Form, ask: Ask, tell: Callable[[str], None], today: date) -> dict[str, Any]:
    """What is to be sent; of a form with problems only the fields that have them are asked again. Raises Cancelled."""
    language, wrong = form.language, [one for one in form.fields if one.name in form.problems]
    values = {one.name: form.values.get(one.name, one.value) for one in form.fields}
    if form.problems:
        for name in form.problems.keys() - {one.name for one in wrong}:
            tell(f"⚠ {plain(form.problems[name])}")
    else:
        tell(f"── {form.title} ── ({say(language, 'cancel')})")
    for field in wrong or form.fields:
        if field.name in form.problems:
            tell(f"⚠ {plain(form.problems[field.name])}")
        values[field.name] = await _asked(field, str(values[field.name] or ""), language, ask, tell, today)
    tell(say(language, "sending", submit=form.submit))
    return {**form.values, **values}


async def _asked(field: Field, before: str, language: str, ask: Ask, tell: Callable[[str], None], today: date) -> str:
    """One field's value; nothing typed keeps what stood there."""
    if field.hint:
        tell(f"  {plain(field.hint)}")
    for number, (_, label) in enumerate(field.choices, 1):
        tell(f"  {number}) {plain(label)}")
    while True:
        line = (await ask(_prompt(field, before, language))).strip()
        if line.casefold() in CANCEL:
            raise Cancelled
        if not line:
            return before
        value = _value(field, line, today)
        if value is not None:
            return value
        tell(f"⚠ {say(language, 'no_day' if field.kind == 'date' else 'choose')}")


def _prompt(field: Field, before: str, language: str) -> str:
    kinds = {"choice": "choose_one", "yes": "yes_no", "date": "day", "long": "long"}
    notes = [say(language, kinds[field.kind])] if field.kind in kinds else []
    notes += [] if field.required else [say(language, "optional")]
    shown = dict(field.choices).get(before, before) if field.kind == "choice" else before
    stands = f" [{plain(shown)}]" if shown else ""
    noted = f" ({', '.join(notes)})" if notes else ""
    return f"{field.label}{noted}{stands}: "


def _value(field: Field, line: str, today: date) -> str | None:
    """As the desk expects it; None when it is none of the choices, or no day."""
    if field.kind == "choice":
        return _chosen(field.choices, line)
    if field.kind == "yes":
        return "yes" if line.casefold() in YES else ""
    if field.kind == "date":
        period = parse_period(line, today)
        return period.last.isoformat() if period else None
    return line


def _chosen(choices: tuple[tuple[str, str], ...], line: str) -> str | None:
    """By number, value, or how the label begins if only one begins so."""
    if line.isdecimal() and len(line) < 5 and 0 < int(line) <= len(choices):
        return choices[int(line) - 1][0]
    typed = line.casefold()
    exact = [value for value, label in choices if typed in {value.casefold(), label.casefold()}]
    begins = exact or [value for value, label in choices if label.casefold().startswith(typed)]
    return begins[0] if len(begins) == 1 else None
