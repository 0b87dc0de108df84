"""The elements and actions of Adaptive Cards 1.5 with their fields; leaves what holds for a whole card to `cards`."""

from __future__ import annotations

from typing import Any

from tests.slack.fake.checks import Check, Faults, anything, boolean, by_type, items, like, number, shape, string, wrong


def word(*words: str) -> Check:
    """One of some words, in any case."""

    def check(value: Any, at: str, faults: Faults) -> None:
        if not isinstance(value, str) or value.lower() not in {one.lower() for one in words}:
            wrong(faults, f"must be one of {', '.join(words)}", at)

    return check


ELEMENTS: dict[str, Check] = {}
ACTIONS: dict[str, Check] = {}
MOST = 28_000
TEXT, ID = string(MOST, 1), string(200, 1)
URL = like(r"https?://\S+")
DAY, TIME = like(r"\d{4}-\d\d-\d\d"), like(r"\d\d:\d\d")
_ACROSS, _DOWN = word("left", "center", "right"), word("top", "center", "bottom")
_SPACE = word("none", "small", "default", "medium", "large", "extraLarge", "padding")
_SIZE = word("default", "small", "medium", "large", "extraLarge")
_COLOUR = word("default", "dark", "light", "accent", "good", "warning", "attention")
_LOOK = word("default", "emphasis", "good", "attention", "warning", "accent")


def element(value: Any, at: str, faults: Faults) -> None:
    """Anything that may stand in a body."""
    by_type(ELEMENTS)(value, at, faults)


def action(value: Any, at: str, faults: Faults) -> None:
    """A button with its words."""
    by_type(ACTIONS)(value, at, faults)
    if isinstance(value, dict) and value.get("type") in ACTIONS and not value.get("title"):
        wrong(faults, "a button needs a title", at)


def silent(value: Any, at: str, faults: Faults) -> None:
    """An action that needs no words: of a whole element, or of a field."""
    by_type(ACTIONS)(value, at, faults)
    if isinstance(value, dict) and value.get("type") == "Action.ShowCard":
        wrong(faults, "a card cannot be shown from here", at)


_TYPE: dict[str, Check] = {"type": anything}
_ANY: dict[str, Check] = {
    "id": ID, "spacing": _SPACE, "separator": boolean, "isVisible": boolean, "height": word("auto", "stretch"),
    "fallback": anything, "requires": anything,
}  # fmt: skip
_WORDS: dict[str, Check] = {
    "color": _COLOUR, "fontType": word("default", "monospace"), "isSubtle": boolean, "size": _SIZE,
    "weight": word("default", "lighter", "bolder"),
}  # fmt: skip
_BOX: dict[str, Check] = _ANY | {
    "style": _LOOK, "verticalContentAlignment": _DOWN, "bleed": boolean, "backgroundImage": anything,
    "minHeight": like(r"\d+px"), "rtl": boolean, "selectAction": silent,
}  # fmt: skip
_INPUT: dict[str, Check] = _ANY | {"label": TEXT, "isRequired": boolean, "errorMessage": TEXT}


def _width(value: Any, at: str, faults: Faults) -> None:
    if not isinstance(value, int | str):
        wrong(faults, "must be a number or a word", at)


def _inline(value: Any, at: str, faults: Faults) -> None:
    (anything if isinstance(value, str) else by_type({"TextRun": _RUN}))(value, at, faults)


def _filled(needed: dict[str, Check], more: dict[str, Check]) -> Check:
    return shape(_TYPE | {"id": ID} | needed, _INPUT | more)


_RUN = shape(_TYPE | {"text": TEXT}, _WORDS | {
    "highlight": boolean, "italic": boolean, "strikethrough": boolean, "underline": boolean, "selectAction": silent,
})  # fmt: skip
_BODY = items(element, 200, 0)
_COLUMN = shape({"items": _BODY}, _BOX | {"type": word("Column"), "width": _width})
_CELL = shape(_TYPE | {"items": _BODY}, _BOX)
_ROW = shape(_TYPE | {"cells": items(_CELL, 50)}, {
    "style": _LOOK, "horizontalCellContentAlignment": _ACROSS, "verticalCellContentAlignment": _DOWN,
})  # fmt: skip
_IMAGE = shape(_TYPE | {"url": like(r"(https?://|data:image/)\S+")}, _ANY | {
    "altText": string(1000), "backgroundColor": string(20), "height": string(20), "horizontalAlignment": _ACROSS,
    "selectAction": silent, "size": word("auto", "stretch", "small", "medium", "large"),
    "style": word("default", "person"), "width": string(20),
})  # fmt: skip
_CHOICE = shape({"title": TEXT, "value": TEXT})

ELEMENTS |= {
    "TextBlock": shape(_TYPE | {"text": TEXT}, _ANY | _WORDS | {
        "horizontalAlignment": _ACROSS, "maxLines": number(1, 1000), "wrap": boolean,
        "style": word("default", "heading"),
    }),
    "RichTextBlock": shape(_TYPE | {"inlines": items(_inline, 200)}, _ANY | {"horizontalAlignment": _ACROSS}),
    "Image": _IMAGE,
    "ImageSet": shape(_TYPE | {"images": items(_IMAGE, 50)}, _ANY | {"imageSize": anything}),
    "Container": shape(_TYPE | {"items": _BODY}, _BOX),
    "ColumnSet": shape(_TYPE | {"columns": items(_COLUMN, 20, 0)}, _BOX | {"horizontalAlignment": _ACROSS}),
    "FactSet": shape(_TYPE | {"facts": items(shape({"title": TEXT, "value": TEXT}), 100)}, _ANY),
    "ActionSet": shape(_TYPE | {"actions": items(action, 50)}, _ANY),
    "Table": shape(
        _TYPE | {"columns": items(shape({}, {"type": anything, "width": _width, "horizontalCellContentAlignment": _ACROSS,
                                             "verticalCellContentAlignment": _DOWN}), 50),
                 "rows": items(_ROW, 200)},
        _ANY | {"firstRowAsHeader": boolean, "showGridLines": boolean, "gridStyle": _LOOK,
                "horizontalCellContentAlignment": _ACROSS, "verticalCellContentAlignment": _DOWN},
    ),
    "Input.Text": _filled({}, {
        "isMultiline": boolean, "maxLength": number(1, MOST), "placeholder": TEXT, "regex": TEXT, "value": string(MOST),
        "style": word("text", "tel", "url", "email", "password"), "inlineAction": silent,
    }),
    "Input.Number": _filled({}, {"min": anything, "max": anything, "placeholder": TEXT, "value": anything}),
    "Input.Date": _filled({}, {"min": DAY, "max": DAY, "placeholder": TEXT, "value": DAY}),
    "Input.Time": _filled({}, {"min": TIME, "max": TIME, "placeholder": TEXT, "value": TIME}),
    "Input.Toggle": _filled({"title": TEXT}, {"value": TEXT, "valueOn": TEXT, "valueOff": TEXT, "wrap": boolean}),
    "Input.ChoiceSet": _filled({"choices": items(_CHOICE, 500)}, {
        "isMultiSelect": boolean, "style": word("compact", "expanded", "filtered"), "value": string(MOST),
        "placeholder": TEXT, "wrap": boolean,
    }),
}  # fmt: skip


def _data(value: Any, at: str, faults: Faults) -> None:
    if not isinstance(value, dict):
        wrong(faults, "must be an object, or no field comes with it", at)


_PRESS: dict[str, Check] = {
    "id": ID, "title": string(200), "iconUrl": string(MOST), "style": word("default", "positive", "destructive"),
    "fallback": anything, "tooltip": TEXT, "isEnabled": boolean, "mode": word("primary", "secondary"), "requires": anything,
}  # fmt: skip
_SENDS = _PRESS | {"data": _data, "associatedInputs": word("auto", "none")}


def _shown(value: Any, at: str, faults: Faults) -> None:
    CARD_WITHIN(value, at, faults)


ACTIONS |= {
    "Action.OpenUrl": shape(_TYPE | {"url": URL}, _PRESS),
    "Action.Submit": shape(_TYPE, _SENDS | {"msteams": anything}),
    "Action.Execute": shape(_TYPE | {"verb": TEXT}, _SENDS),
    "Action.ShowCard": shape(_TYPE | {"card": _shown}, _PRESS),
    "Action.ToggleVisibility": shape(_TYPE | {"targetElements": items(anything, 100)}, _PRESS),
}
_CARD: dict[str, Check] = {
    "$schema": like(r"https?://adaptivecards\.io/schemas/adaptive-card\.json"), "body": _BODY,
    "actions": items(action, 50, 0), "fallbackText": string(MOST), "backgroundImage": anything, "rtl": boolean,
    "minHeight": like(r"\d+px"), "speak": string(MOST), "lang": string(10), "verticalContentAlignment": _DOWN,
    "selectAction": silent, "style": _LOOK,
}  # fmt: skip
CARD_WITHIN = shape({"type": word("AdaptiveCard")}, _CARD | {"version": like(r"1\.[0-5]")})
_REFRESH = shape({"action": by_type({"Action.Execute": ACTIONS["Action.Execute"]})}, {
    "userIds": items(like(r"29:\S+"), 60, 0), "expires": string(40),
})  # fmt: skip
WHOLE_CARD = shape(
    {"type": like("AdaptiveCard"), "version": like(r"1\.5")},
    _CARD | {"refresh": _REFRESH, "msteams": shape({}, {"width": word("full"), "entities": items(anything, 100, 0)})},
)
