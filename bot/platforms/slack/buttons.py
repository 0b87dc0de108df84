"""A message's buttons as action blocks with their menu "Mer"; leaves what a press means to the desk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.platforms.slack import ids
from bot.platforms.slack.limits import (
    ACTION_ID,
    BUTTON_ADDRESS,
    BUTTON_TEXT,
    BUTTON_VALUE,
    BUTTONS_IN_A_BLOCK,
    OPTION_TEXT,
    OPTION_VALUE,
    OVERFLOW_OPTIONS,
    PLACEHOLDER,
    SELECT_OPTIONS,
    plain_text,
    size,
)
from bot.platforms.slack.mrkdwn import address
from bot.platforms.slack.words import word
from knowledge.conversation.message import Button

Block = dict[str, Any]
FEEDBACK = "feedback"
"""The action id of Slack's own pair of thumbs; the action is the value of the one that was pressed."""
MOST_BLOCKS = 40
MOST_TEXT = 8000
"""What the buttons of a message may take of its text."""
_PAIR = ("helped", "not_helped")


def action_blocks(
    buttons: Sequence[Button], key: str, language: str, *, first: int = 0, native_feedback: bool = False
) -> list[Block]:
    """The blocks with buttons of the message with that key, numbered from `first`; what is too much for Slack is left out."""
    once = _each_once(buttons)
    pair = {button.action: button for button in once if button.action in _PAIR and not button.more}
    blocks: list[Block] = []
    if native_feedback and len(pair) == len(_PAIR):
        once = [button for button in once if button.action not in pair]
        blocks.append({"type": "context_actions", "elements": [_thumbs(pair)]})
    menu = [button for button in once if button.more and _fits_menu(button)][:SELECT_OPTIONS]
    elements = [_button(button, number) for number, button in enumerate(once) if button not in menu]
    blocks += ({"type": "actions", "elements": some} for some in _rows(elements))
    if menu:
        _hang_on(blocks, _menu(menu, language))
    numbered = [{**block, "block_id": ids.block_of(key, number)} for number, block in enumerate(blocks, first)]
    return list(_that_fit(numbered))


def weight(blocks: Iterable[Block]) -> int:
    """How much of a message's text its buttons take."""
    return sum(_strings(block) for block in blocks)


def _each_once(buttons: Sequence[Button]) -> list[Button]:
    """Without a second one for the same action, and without an action that Slack could not give back whole."""
    once = {button.action: button for button in reversed(buttons)}
    return [one for one in reversed(once.values()) if _web(one) or 0 < size(one.action) <= BUTTON_VALUE]


def _web(button: Button) -> str:
    """The address that a button opens; empty for one that is pressed."""
    web = address(button.action)
    return web if size(web) <= BUTTON_ADDRESS else ""


def _button(button: Button, number: int) -> Block:
    made: Block = {"type": "button", "text": plain_text(button.label or button.action, BUTTON_TEXT)}
    if web := _web(button):
        return {**made, "action_id": f"open:{number}", "url": web}
    long = size(button.action) > ACTION_ID
    made |= {"action_id": f"long:{number}" if long else button.action, "value": button.action}
    return {**made, "style": "primary"} if button.primary else made


def _thumbs(pair: dict[str, Button]) -> Block:
    good, bad = (
        {"text": plain_text(pair[action].label, BUTTON_TEXT), "value": pair[action].action} for action in _PAIR
    )
    return {"type": "feedback_buttons", "action_id": FEEDBACK, "positive_button": good, "negative_button": bad}


def _fits_menu(button: Button) -> bool:
    return 0 < size(button.action) <= OPTION_VALUE and not _web(button)


def _menu(menu: Sequence[Button], language: str) -> Block:
    options = [{"text": plain_text(one.label or one.action, OPTION_TEXT), "value": one.action} for one in menu]
    if len(options) <= OVERFLOW_OPTIONS:
        return {"type": "overflow", "action_id": ids.MORE, "options": options}
    placeholder = plain_text(word(language, "more"), PLACEHOLDER)
    return {"type": "static_select", "action_id": ids.MORE, "placeholder": placeholder, "options": options}


def _hang_on(blocks: list[Block], menu: Block) -> None:
    """The menu beside the last buttons; alone where there are none."""
    if blocks and blocks[-1]["type"] == "actions":
        blocks[-1]["elements"].append(menu)
    else:
        blocks.append({"type": "actions", "elements": [menu]})


def _rows(elements: Sequence[Block]) -> Iterator[list[Block]]:
    for begin in range(0, len(elements), BUTTONS_IN_A_BLOCK):
        yield list(elements[begin : begin + BUTTONS_IN_A_BLOCK])


def _that_fit(blocks: Sequence[Block]) -> Iterator[Block]:
    """The first blocks, as many as a message can carry beside its words."""
    left = MOST_TEXT
    for block in blocks[:MOST_BLOCKS]:
        left -= _strings(block)
        if left < 0:
            return
        yield block


def _strings(value: Any) -> int:  # noqa: ANN401 - a block holds values of every kind
    """How long all strings in a block are together."""
    if isinstance(value, dict):
        return sum(_strings(one) for one in value.values())
    if isinstance(value, list):
        return sum(_strings(one) for one in value)
    return size(value) if isinstance(value, str) else 0
