"""The rules of Block Kit's elements: buttons, menus, fields to fill in; leaves the blocks that hold them to their own file."""

from __future__ import annotations

from typing import Any

from tests.slack.fake.checks import (
    Check,
    Faults,
    anything,
    boolean,
    by_type,
    items,
    like,
    number,
    one_of,
    plain,
    shape,
    string,
    text,
    wrong,
)

CONFIRM = shape(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
OPTION = shape({"text": plain(75), "value": string(150, 1)}, {"description": plain(75)})
OVERFLOW_OPTION = shape({"text": plain(75), "value": string(150, 1)}, {"description": plain(75), "url": string(3000)})
BOX_OPTION = shape({"text": text(75), "value": string(150, 1)}, {"description": text(75)})
OPTION_GROUP = shape({"label": plain(75), "options": items(OPTION, 100)})
OPINION = shape({"text": plain(75), "value": string(2000, 1)}, {"accessibility_label": string(75)})
DISPATCH = shape({}, {"trigger_actions_on": items(one_of("on_enter_pressed", "on_character_entered"), 2)})

_ANY: dict[str, Check] = {"type": anything}
_OWN: dict[str, Check] = {"action_id": string(255, 1)}
_ASKED = _OWN | {"confirm": CONFIRM, "focus_on_load": boolean, "placeholder": plain(150)}
_TYPED = _OWN | {"placeholder": plain(150), "focus_on_load": boolean, "dispatch_action_config": DISPATCH}
_MANY = _ASKED | {"max_selected_items": number(1, 100)}


def choice(required: dict[str, Check], optional: dict[str, Check]) -> Check:
    """A menu: with options or groups of them, and what is chosen from the start among them."""
    rule = shape(_ANY | required, optional)

    def check(value: Any, at: str, faults: Faults) -> None:
        before = len(faults)
        rule(value, at, faults)
        if len(faults) > before:
            return
        if ("options" in value) == ("option_groups" in value):
            wrong(faults, "must have either options or option_groups", at)
            return
        first = value.get("initial_options", [value["initial_option"]] if "initial_option" in value else [])
        if not all(one in options_of(value) for one in first):
            wrong(faults, "initial_option is none of the options", at)

    return check


def options_of(element: dict[str, Any]) -> list[dict[str, Any]]:
    """Everything that can be chosen in a menu."""
    grouped = [one for group in element.get("option_groups", ()) for one in group["options"]]
    return list(element.get("options", ())) + grouped


_CHOICES: dict[str, Check] = {"options": items(OPTION, 100), "option_groups": items(OPTION_GROUP, 100)}
BUTTON = shape(
    _ANY | {"text": plain(75)},
    _OWN
    | {
        "url": string(3000),
        "value": string(2000),
        "style": one_of("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
    },
)
ICON_BUTTON = shape(
    _ANY | {"icon": one_of("trash"), "text": plain(75)},
    _OWN
    | {
        "value": string(2000),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
        "visible_to_user_ids": items(string(30), 50),
    },
)
IMAGE = shape(_ANY | {"alt_text": string(2000, 1)}, {"image_url": string(3000), "slack_file": anything})

ELEMENTS: dict[str, Check] = {
    "button": BUTTON,
    "icon_button": ICON_BUTTON,
    "feedback_buttons": shape(_ANY | {"positive_button": OPINION, "negative_button": OPINION}, _OWN),
    "overflow": shape(_ANY | {"options": items(OVERFLOW_OPTION, 5)}, _OWN | {"confirm": CONFIRM}),
    "static_select": choice({}, _ASKED | _CHOICES | {"initial_option": OPTION}),
    "multi_static_select": choice({}, _MANY | _CHOICES | {"initial_options": items(OPTION, 100)}),
    "radio_buttons": choice(
        {"options": items(BOX_OPTION, 10)},
        _OWN | {"confirm": CONFIRM, "focus_on_load": boolean, "initial_option": BOX_OPTION},
    ),
    "checkboxes": choice(
        {"options": items(BOX_OPTION, 10)},
        _OWN | {"confirm": CONFIRM, "focus_on_load": boolean, "initial_options": items(BOX_OPTION, 10)},
    ),
    "users_select": shape(_ANY, _ASKED | {"initial_user": string(30)}),
    "multi_users_select": shape(_ANY, _MANY | {"initial_users": items(string(30), 100, 0)}),
    "conversations_select": shape(
        _ANY,
        _ASKED
        | {
            "initial_conversation": string(30),
            "default_to_current_conversation": boolean,
            "response_url_enabled": boolean,
            "filter": anything,
        },
    ),
    "channels_select": shape(_ANY, _ASKED | {"initial_channel": string(30), "response_url_enabled": boolean}),
    "external_select": shape(_ANY, _ASKED | {"min_query_length": number(0, 100), "initial_option": OPTION}),
    "datepicker": shape(_ANY, _ASKED | {"initial_date": like(r"\d{4}-\d{2}-\d{2}")}),
    "timepicker": shape(_ANY, _ASKED | {"initial_time": like(r"\d{2}:\d{2}"), "timezone": string(60)}),
    "datetimepicker": shape(
        _ANY, _OWN | {"initial_date_time": number(1, 9_999_999_999), "confirm": CONFIRM, "focus_on_load": boolean}
    ),
    "plain_text_input": shape(
        _ANY,
        _TYPED
        | {
            "initial_value": string(3000),
            "multiline": boolean,
            "min_length": number(0, 3000),
            "max_length": number(1, 3000),
        },
    ),
    "email_text_input": shape(_ANY, _TYPED | {"initial_value": string(3000)}),
    "url_text_input": shape(_ANY, _TYPED | {"initial_value": string(3000)}),
    "number_input": shape(
        _ANY | {"is_decimal_allowed": boolean},
        _TYPED | {"initial_value": string(30), "min_value": string(30), "max_value": string(30)},
    ),
    "image": IMAGE,
}
_PICKERS = {
    "static_select",
    "users_select",
    "conversations_select",
    "channels_select",
    "external_select",
    "datepicker",
    "timepicker",
    "radio_buttons",
    "checkboxes",
}
_MULTI = {"multi_static_select", "multi_users_select"}
IN_ACTIONS = _PICKERS | _MULTI | {"button", "overflow", "datetimepicker"}
IN_SECTION = _PICKERS | _MULTI | {"button", "overflow", "image"}
IN_INPUT = (
    _PICKERS | _MULTI | {"datetimepicker", "plain_text_input", "email_text_input", "url_text_input", "number_input"}
)
IN_CONTEXT_ACTIONS = {"feedback_buttons", "icon_button"}


def element(allowed: set[str]) -> Check:
    """An element of one of some kinds."""
    return by_type(ELEMENTS, allowed)
