"""What comes of the fields of a card when somebody fills them in, as the client checks and sends it; leaves sending to `pressing`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from tests.teams.fake.cards import inputs


def filled(card: Any, values: Mapping[str, Any]) -> dict[str, str]:
    """What is sent: the given values, else what stood in the fields. Raises ValueError when the client would send nothing.

    A list is for a field in which several can be chosen, True and False for a toggle.
    """
    fields = {one["id"]: one for one in inputs(card)}
    if strange := values.keys() - fields.keys():
        raise KeyError(f"no such fields: {', '.join(sorted(strange))}; there are {', '.join(fields)}")
    sent = {}
    for name, field in fields.items():
        value = _written(field, values[name]) if name in values else _stands(field)
        if field.get("isRequired") and (value is None or not value.strip() or _is_off(field, value)):
            raise ValueError(field.get("errorMessage") or f"{name} must be filled in")
        if value:
            _check(name, field, value)
        if value is not None:
            sent[name] = value
    return sent


def _stands(field: dict[str, Any]) -> str | None:
    if field["type"] == "Input.Toggle":
        return str(field.get("value", field.get("valueOff", "false")))
    value = field.get("value")
    if value is None:
        return "" if field["type"] == "Input.Text" else None
    return str(value)


def _is_off(field: dict[str, Any], value: str) -> bool:
    return field["type"] == "Input.Toggle" and value == field.get("valueOff", "false")


def _written(field: dict[str, Any], value: Any) -> str:
    if isinstance(value, bool):
        return str(field.get("valueOn", "true") if value else field.get("valueOff", "false"))
    return ",".join(value) if isinstance(value, list) else str(value)


def _check(name: str, field: dict[str, Any], value: str) -> None:
    """Raises KeyError for what cannot be chosen, ValueError for what the client would not take."""
    kind = field["type"]
    if kind == "Input.ChoiceSet":
        chosen = value.split(",") if field.get("isMultiSelect") else [value]
        offered = [one["value"] for one in field["choices"]]
        if strange := [one for one in chosen if one not in offered]:
            raise KeyError(f"{name} does not offer {strange}; it offers {offered}")
    elif kind == "Input.Text":
        if len(value) > field.get("maxLength", len(value)):
            raise ValueError(f"{name} takes {field['maxLength']} characters")
        if "regex" in field and not re.search(field["regex"], value):
            raise ValueError(field.get("errorMessage") or f"{name} does not look right")
    elif kind == "Input.Number":
        if not float(field.get("min", value)) <= float(value) <= float(field.get("max", value)):
            raise ValueError(f"{name} is out of range")
    elif kind in {"Input.Date", "Input.Time"}:
        {"Input.Date": date, "Input.Time": time}[kind].fromisoformat(value)
        if not field.get("min", value) <= value <= field.get("max", value):
            raise ValueError(f"{name} is out of range")
