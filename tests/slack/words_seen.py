"""What somebody sees on the fake of Slack, as plain words and action names; leaves comparing it to the tests."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.conversation.message import Message, replace_commands
from knowledge.conversation.message import plain as plain_words

_CALL = re.compile(r"<@([UW]\w+)>")
_LINK = re.compile(r"<([^<>|]+)\|([^<>]*)>")
LONGEST = 3900
"""Where the plain text of a message is cut."""


def expected(message: Message, *, direct: bool) -> str:
    """The plain words of a message as Slack's readers get them: commands in the form that is typed there."""
    text = replace_commands(message.twin or message.text, lambda words: words if direct else f"/support {words}")
    return plain_words(text) + described(message)


def described(message: Message) -> str:
    """The picture's description, which ends the text twin."""
    return f"\n{message.picture.description}" if message.picture and message.picture.description else ""


def plain(text: str, names: Mapping[str, str]) -> str:
    """The text of a message as a notification shows it; `names`: account -> what people call it."""
    text = _CALL.sub(lambda found: names.get(found[1], found[1]), text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def called(body: Any) -> set[str]:
    """The accounts that the blocks of a message mention, wherever they stand in them."""
    return {found[1] for text in _texts(body) for found in _CALL.finditer(text)}


def words(body: Any) -> str:
    """All words of blocks or views, joined: good for looking whether something stands there."""
    return "\n".join(_LINK.sub(lambda found: found[2], text) for text in _texts(body))


def _texts(body: Any) -> Iterator[str]:
    if isinstance(body, dict):
        for name, value in body.items():
            if name == "text" and isinstance(value, str):
                yield value
            else:
                yield from _texts(value)
    elif isinstance(body, list):
        for one in body:
            yield from _texts(one)


def actions(blocks: list[dict[str, Any]] | None) -> list[str]:
    """The actions that can be pressed, in order; an address is one too."""
    found = []
    for element in _elements(blocks or []):
        if "options" in element or "option_groups" in element:
            found += [one["value"] for one in options(element)]
        elif element.get("type") == "feedback_buttons":
            found += [element["positive_button"]["value"], element["negative_button"]["value"]]
        elif element.get("type") == "button":
            found.append(element.get("url") or element.get("value") or element["action_id"])
    return found


def place_of(blocks: list[dict[str, Any]] | None, action: str) -> tuple[str, str, str | None] | None:
    """(block_id, action_id, option) that press an action; None when it is not there."""
    for block in blocks or []:
        for element in _elements([block]):
            if any(one["value"] == action for one in options(element)):
                return block["block_id"], element["action_id"], action
            if element.get("type") == "feedback_buttons" and action in actions([block]):
                return block["block_id"], element["action_id"], action
            if element.get("type") == "button" and element.get("value") == action:
                return block["block_id"], element["action_id"], None
    return None


def options(element: dict[str, Any]) -> list[dict[str, Any]]:
    """The options of a menu, in groups or not; none for a button."""
    groups = element.get("option_groups") or [{"options": element.get("options") or []}]
    return [one for group in groups for one in group["options"]]


def _elements(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        yield from block.get("elements") or []
        if "accessory" in block:
            yield block["accessory"]
