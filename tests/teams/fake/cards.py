"""The rules of a whole card, and finding what can be pressed and filled in on it; leaves single elements to `elements`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.teams.fake.elements import WHOLE_CARD
from tests.teams.fake.texts import Known, mention_faults
from tests.teams.fake.values import CARD

PRIMARY = 6
_NOT_SHOWN = frozenset({"fallback", "refresh", "data", "msteams"})


def parts(value: Any) -> Iterator[dict[str, Any]]:
    """Every element and action that is shown, in reading order."""
    if isinstance(value, dict):
        if "type" in value:
            yield value
        for key, one in value.items():
            if key not in _NOT_SHOWN:
                yield from parts(one)
    elif isinstance(value, list):
        for one in value:
            yield from parts(one)


def inputs(card: Any) -> list[dict[str, Any]]:
    """What can be filled in."""
    return [one for one in parts(card) if str(one["type"]).startswith("Input.")]


def actions(card: Any) -> list[dict[str, Any]]:
    """What can be pressed, wherever it stands."""
    return [one for one in parts(card) if str(one["type"]).startswith("Action.")]


def is_fetch(action: dict[str, Any]) -> bool:
    """Whether a button asks for a window."""
    data = action.get("data", {})
    return action["type"] == "Action.Submit" and data.get("msteams", {}).get("type") == "task/fetch"


def card_faults(card: Any, known: Known, *, in_window: bool = False) -> list[str]:
    """Everything that is wrong with a card."""
    faults: list[str] = []
    WHOLE_CARD(card, "", faults)
    if faults:
        return faults
    names = Counter(one["id"] for one in parts(card) if "id" in one)
    faults += [f"{number} parts are called {name}" for name, number in names.items() if number > 1]
    faults += [f"the field {one['id']} has no label" for one in inputs(card) if not one.get("label")]
    faults += [fault for one in actions(card) for fault in _action_faults(one, in_window=in_window)]
    first = [one for one in card.get("actions", ()) if one.get("mode", "primary").lower() == "primary"]
    if len(first) > PRIMARY:
        faults.append(f"{len(first)} buttons in a row; Teams shows {PRIMARY}")
    if in_window and "refresh" in card:
        faults.append("a card in a window cannot refresh itself")
    words = [str(one["text"]) for one in parts(card) if one["type"] == "TextBlock"]
    words += [fact["value"] for one in parts(card) if one["type"] == "FactSet" for fact in one["facts"]]
    return faults + mention_faults(words, card.get("msteams", {}).get("entities", []), known)


def _action_faults(action: dict[str, Any], *, in_window: bool) -> Iterator[str]:
    if action["type"] != "Action.Execute":
        return
    if in_window:
        yield f"Action.Execute does nothing in a window: {action.get('title')}"
    other = action.get("fallback")
    if not isinstance(other, dict) or other.get("type") != "Action.Submit":
        yield f"no Action.Submit as fallback: {action.get('title')}"
        return
    lower: list[str] = []
    WHOLE_CARD({"type": "AdaptiveCard", "version": "1.5", "actions": [other]}, "", lower)
    yield from (f"in the fallback: {fault}" for fault in lower)
    if action.get("data") != {key: value for key, value in other.get("data", {}).items() if key != "msteams"}:
        yield f"the fallback of {action.get('title')} has other data"


def content_of(attachment: Any) -> dict[str, Any] | None:
    """The card in an attachment; None when it is none."""
    if not isinstance(attachment, dict) or attachment.get("contentType") != CARD:
        return None
    content = attachment.get("content")
    return content if isinstance(content, dict) else None
