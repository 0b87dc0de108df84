"""The rules of modals and home tabs; leaves opening and closing them to the API."""

from __future__ import annotations

import json
from typing import Any

from tests.slack.fake.blocks import IN_VIEW, VIEW_BLOCKS, block_faults
from tests.slack.fake.checks import Faults, anything, boolean, one_of, plain, shape, string, wrong
from tests.slack.fake.records import ApiError

LARGEST = 250_000
_COMMON = {"private_metadata": string(3000), "callback_id": string(255), "external_id": string(255)}
_RULES = {
    "modal": shape(
        {"type": one_of("modal"), "title": plain(24), "blocks": anything},
        _COMMON
        | {
            "submit": plain(24),
            "close": plain(24),
            "clear_on_close": boolean,
            "notify_on_close": boolean,
            "submit_disabled": boolean,
        },
    ),
    "home": shape({"type": one_of("home"), "blocks": anything}, _COMMON),
}


def check_view(view: Any, kind: str) -> None:
    """Refuse a view as Slack would."""
    faults: Faults = []
    _RULES[kind](view, "/view", faults)
    if not faults:
        faults += block_faults(view["blocks"], IN_VIEW, VIEW_BLOCKS, "/view/blocks")
    if not faults and kind == "modal" and "submit" not in view and any(b["type"] == "input" for b in view["blocks"]):
        wrong(faults, "missing required field: submit", "/view")
    if faults:
        raise ApiError("invalid_arguments", offence="; ".join(faults), response_metadata={"messages": faults})
    if len(json.dumps(view).encode()) > LARGEST:
        raise ApiError("view_too_large", offence="a view of more than 250 kB")
