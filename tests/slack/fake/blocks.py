"""The rules of blocks in messages and views, with all of Slack's limits; leaves what a press of them does to the people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.slack.fake.checks import (
    Check,
    Faults,
    anything,
    boolean,
    by_type,
    items,
    number,
    plain,
    shape,
    string,
    text,
    wrong,
)
from tests.slack.fake.elements import IMAGE, IN_ACTIONS, IN_CONTEXT_ACTIONS, IN_INPUT, IN_SECTION, element
from tests.slack.fake.records import ApiError

MESSAGE_BLOCKS, VIEW_BLOCKS, TOGETHER, MARKDOWN_TOGETHER = 50, 100, 13_200, 12_000
_ANY: dict[str, Check] = {"type": anything}
_ID: dict[str, Check] = {"block_id": string(255, 1)}


def section(value: Any, at: str, faults: Faults) -> None:
    """A section has a text, or fields, or both."""
    _SECTION(value, at, faults)
    if isinstance(value, dict) and not value.keys() & {"text", "fields"}:
        wrong(faults, "must have text or fields", at)


_SECTION = shape(
    _ANY,
    _ID | {"text": text(3000), "fields": items(text(2000), 10), "accessory": element(IN_SECTION), "expand": boolean},
)
_NOTE = by_type({"image": IMAGE, "plain_text": text(2000), "mrkdwn": text(2000)})
_CELL = by_type({"raw_text": shape(_ANY | {"text": string(3000, 1)}), "rich_text": anything})

BLOCKS: dict[str, Check] = {
    "section": section,
    "divider": shape(_ANY, _ID),
    "header": shape(_ANY | {"text": plain(150)}, _ID | {"level": number(1, 4)}),
    "image": shape(
        _ANY | {"alt_text": string(2000, 1)},
        _ID | {"image_url": string(3000), "slack_file": anything, "title": plain(2000)},
    ),
    "context": shape(_ANY | {"elements": items(_NOTE, 10)}, _ID),
    "actions": shape(_ANY | {"elements": items(element(IN_ACTIONS), 25)}, _ID),
    "context_actions": shape(_ANY | {"elements": items(element(IN_CONTEXT_ACTIONS), 5)}, _ID),
    "markdown": shape(_ANY | {"text": string(MARKDOWN_TOGETHER, 1)}, _ID),
    "rich_text": shape(_ANY | {"elements": items(anything, 1000)}, _ID),
    "table": shape(_ANY | {"rows": items(items(_CELL, 20), 100)}, _ID | {"column_settings": items(anything, 20, 0)}),
    "input": shape(
        _ANY | {"label": plain(2000), "element": element(IN_INPUT)},
        _ID | {"hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
    ),
}
_EVERYWHERE = {"section", "divider", "header", "image", "context", "actions", "input", "rich_text"}
IN_MESSAGE = _EVERYWHERE | {"context_actions", "markdown", "table"}
IN_VIEW = _EVERYWHERE


def elements_in(block: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Whatever can be pressed, chosen or filled in there."""
    for one in (*block.get("elements", ()), block.get("accessory"), block.get("element")):
        if isinstance(one, dict) and block["type"] not in {"context", "rich_text"} and one.get("type") != "image":
            yield one


def block_faults(blocks: Any, allowed: set[str], most: int, at: str = "/blocks") -> Faults:
    """Everything that is wrong with some blocks."""
    faults: Faults = []
    items(by_type(BLOCKS, allowed), most, 0)(blocks, at, faults)
    if faults:
        return faults
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    for twice in sorted({one for one in ids if ids.count(one) > 1}):
        wrong(faults, f"block_id already exists: {twice}", at)
    for place, block in enumerate(blocks):
        own = [one["action_id"] for one in elements_in(block) if "action_id" in one]
        for twice in sorted({one for one in own if own.count(one) > 1}):
            wrong(faults, f"action_id already exists: {twice}", f"{at}/{place}")
    return faults


def named(blocks: list[dict[str, Any]], mark: str) -> list[dict[str, Any]]:
    """The blocks as Slack keeps them: those without a `block_id` get one, and so do elements without `action_id`."""
    kept = []
    for place, block in enumerate(blocks):
        for number_, one in enumerate(elements_in(block)):
            one.setdefault("action_id", f"{mark}{place}a{number_}")
        kept.append({**block, "block_id": block.get("block_id", f"{mark}{place}")})
    return kept


def letters(value: Any) -> int:
    """How many characters of text stand somewhere within."""
    if isinstance(value, dict):
        return sum(len(v) if k == "text" and isinstance(v, str) else letters(v) for k, v in value.items())
    return sum(map(letters, value)) if isinstance(value, list) else 0


def check_message(blocks: Any) -> None:
    """Refuse a message's blocks as Slack would."""
    faults = block_faults(blocks, IN_MESSAGE, MESSAGE_BLOCKS)
    if not faults and sum(letters(b) for b in blocks if b["type"] == "markdown") > MARKDOWN_TOGETHER:
        wrong(faults, f"markdown blocks hold more than {MARKDOWN_TOGETHER} characters together", "/blocks")
    if faults:
        raise ApiError(
            "invalid_blocks", offence="; ".join(faults), errors=faults, response_metadata={"messages": faults}
        )
    if letters(blocks) >= TOGETHER:
        raise ApiError("msg_blocks_too_long", offence=f"{letters(blocks)} characters in the blocks together")
