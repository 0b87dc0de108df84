"""What choosing and filling in makes of an element: its action and its state; leaves who does it to the people."""

from __future__ import annotations

from typing import Any

from tests.slack.fake.blocks import elements_in
from tests.slack.fake.elements import options_of
from tests.slack.fake.world import View

_PLAIN = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
}
_ONE, _SEVERAL = {"static_select", "radio_buttons", "overflow"}, {"multi_static_select", "checkboxes"}
STATEFUL = frozenset(_PLAIN) | _ONE - {"overflow"} | _SEVERAL


def option(element: dict[str, Any], value: str) -> dict[str, Any]:
    """The option with that value as a press shows it; KeyError when there is none."""
    for one in options_of(element):
        if one["value"] == value:
            return {key: one[key] for key in ("text", "value", "description") if key in one}
    raise KeyError(f"no option {value} in {element['action_id']}")


def chosen(element: dict[str, Any], value: Any) -> dict[str, Any]:
    """What an element says when that was chosen or written."""
    kind = element["type"]
    if kind in _ONE:
        return {"type": kind, "selected_option": None if value is None else option(element, value)}
    if kind in _SEVERAL:
        return {"type": kind, "selected_options": [option(element, one) for one in value or ()]}
    return {"type": kind, _PLAIN[kind][0]: value}


def initial(element: dict[str, Any]) -> dict[str, Any]:
    """What an element says before anybody touched it."""
    kind = element["type"]
    if kind in _ONE:
        first = element.get("initial_option")
        return chosen(element, first["value"] if first else None)
    if kind in _SEVERAL:
        return chosen(element, [one["value"] for one in element.get("initial_options", ())])
    return chosen(element, element.get(_PLAIN[kind][1]))


def pressed(element: dict[str, Any], value: str | None) -> dict[str, Any]:
    """What a press of an element says, but for where and when; KeyError when that cannot be chosen in it."""
    kind = element["type"]
    said: dict[str, Any] = {"type": kind, "action_id": element["action_id"]}
    if kind == "feedback_buttons":
        opinions = (element["positive_button"], element["negative_button"])
        one = next((one for one in opinions if one["value"] == value), None)
        if one is None:
            raise KeyError(f"no opinion {value} in {element['action_id']}")
        return said | {"text": one["text"], "value": one["value"]}
    if kind in {"button", "icon_button"}:
        kept = ("text", "value", "style", "url", "confirm")
        return said | {key: element[key] for key in kept if key in element}
    said |= chosen(element, value)
    return said | {key: element[key] for key in ("placeholder", "confirm") if key in element}


def found(blocks: list[dict[str, Any]], action_id: str, block_id: str | None) -> tuple[str, dict[str, Any]]:
    """The block and the element with that name; KeyError when there is none, or when several could be meant."""
    hits = [
        (block["block_id"], element)
        for block in blocks
        for element in elements_in(block)
        if element.get("action_id") == action_id and block_id in {None, block["block_id"]}
    ]
    if len(hits) != 1:
        raise KeyError(f"{len(hits)} elements {action_id} in {block_id or 'all blocks'}")
    return hits[0]


def filled_in(view: View, values: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The state of a view when it is sent; ValueError when Slack would not let it be sent."""
    state: dict[str, dict[str, Any]] = {}
    blocks = {block["block_id"]: block for block in view.body["blocks"]}
    unknown = values.keys() - blocks.keys()
    if unknown:
        raise KeyError(f"no blocks {sorted(unknown)} in the view, only {sorted(blocks)}")
    for name, block in blocks.items():
        for element in elements_in(block):
            if element["type"] not in STATEFUL:
                continue
            before = view.filled.get(name, {}).get(element["action_id"]) or initial(element)
            now = chosen(element, values[name]) if name in values else before
            if block["type"] == "input":
                check(name, block, element, now)
            state.setdefault(name, {})[element["action_id"]] = now
    return state


def check(name: str, block: dict[str, Any], element: dict[str, Any], now: dict[str, Any]) -> None:
    """Slack itself looks that everything needed is there and of a fitting length."""
    value = next((value for key, value in now.items() if key != "type"), None)
    if not value and not block.get("optional"):
        raise ValueError(f"{name} has to be filled in")
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if isinstance(value, str) and value and not least <= len(value) <= most:
        raise ValueError(f"{name} takes {least} to {most} characters, not {len(value)}")
