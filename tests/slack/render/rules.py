"""What Slack takes, read with the worst of wills, beside the SDK's and the fake's own rules: limits, names, what is alive."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from tests.slack.fake.blocks import check_message
from tests.slack.fake.view_rules import check_view

Payload = dict[str, Any]
CONTROL = re.compile(r"<([^<>]*)>")
CODE = re.compile(r"`[^`\n]+`")
ENTITY = re.compile(r"&(?:amp|lt|gt);")
LINK = re.compile(r"https?://[^\s|<>]+\|[^|<>\n]+")
USER = re.compile(r"@[UW][A-Z0-9]+")
SIGNS = "*_~`＊＿～｀"


def length(text: str) -> int:
    """In the units of UTF-16, the strictest that a service may count in."""
    return len(text.encode("utf-16-le")) // 2


def faults_of_message(payload: Payload) -> list[str]:
    """What Slack would refuse in a message."""
    blocks = payload["blocks"]
    check_message(blocks)
    total = sum(length(text) for block in blocks for text in strings(block))
    found = faults_of_blocks(blocks, 50)
    found += ["no text"] if not payload["text"].strip() else []
    found += ["the text is too long"] if length(payload["text"]) > 3900 else []
    found += [f"all blocks have {total} characters"] if total > 12_500 else []
    return found


def faults_of_view(view: Payload) -> list[str]:
    """What Slack would refuse in a modal or a home page."""
    View(**view).validate_json()
    check_view(view, view["type"])
    found = faults_of_blocks(view["blocks"], 100)
    found += [
        name for name in ("title", "submit", "close") if not 1 <= length(view.get(name, {"text": "x"})["text"]) <= 24
    ]
    found += ["private_metadata"] if length(view.get("private_metadata", "")) > 3000 else []
    found += (
        ["no submit"] if view["type"] == "modal" and "input" in kinds(view["blocks"]) and "submit" not in view else []
    )
    return found


def faults_of_blocks(blocks: list[Payload], most: int) -> list[str]:
    """What Slack would refuse in the blocks of a message or view."""
    for parsed in Block.parse_all(blocks):
        parsed.to_dict()
    found = [f"{len(blocks)} blocks"] if not 1 <= len(blocks) <= most else []
    ids = Counter(block["block_id"] for block in blocks if "block_id" in block)
    found += [f"block_id {one} stands {times} times" for one, times in ids.items() if times > 1]
    found += [f"block_id {one} is too long" for one in ids if not 1 <= length(one) <= 255]
    for block in blocks:
        found += _faults_of_block(block)
    return found


def _faults_of_block(block: Payload) -> Iterator[str]:
    for text in texts(block):
        limit = 3000 if block["type"] in {"section", "context"} else 2000
        if not 1 <= length(text["text"]) <= limit:
            yield f"a text of {length(text['text'])} characters"
    elements = block.get("elements", [])
    if block["type"] == "actions" and not 1 <= len(elements) <= 25:
        yield f"{len(elements)} elements"
    actions = Counter(one["action_id"] for one in elements if "action_id" in one)
    yield from (f"action_id {one} stands {times} times" for one, times in actions.items() if times > 1)
    yield from (f"action_id {one} is too long" for one in actions if not 1 <= length(one) <= 255)
    for element in [*elements, block.get("element", {})]:
        yield from _faults_of_element(element)


def _faults_of_element(element: Payload) -> Iterator[str]:
    kind = element.get("type")
    if kind == "button":
        yield from _too_long(element["text"]["text"], 75)
        yield from _too_long(element.get("value", "x"), 2000)
        yield from _too_long(element.get("url", "x"), 3000)
    if kind == "overflow" and not 1 <= len(element["options"]) <= 5:
        yield f"an overflow of {len(element['options'])}"
    if kind == "static_select":
        groups = element.get("option_groups", [{"label": {"text": "x"}, "options": element.get("options", [])}])
        yield from (f"{len(group['options'])} options" for group in groups if not 1 <= len(group["options"]) <= 100)
        yield from (fault for group in groups for fault in _too_long(group["label"]["text"], 75))
    options = options_of(element)
    values = Counter(option["value"] for option in options)
    yield from (f"the option {one} stands {times} times" for one, times in values.items() if times > 1)
    for option in options:
        yield from _too_long(option["text"]["text"], 75)
        yield from _too_long(option["value"], 150)
    for chosen in [element.get("initial_option"), *element.get("initial_options", [])]:
        if chosen is not None and chosen not in options:
            yield f"{chosen} is no option"


def _too_long(text: str, limit: int) -> Iterator[str]:
    if not 1 <= length(text) <= limit:
        yield f"{text!r} is empty or over {limit}"


def options_of(element: Payload) -> list[Payload]:
    """All options of a list, menu or box."""
    groups = element.get("option_groups", [])
    return [*element.get("options", []), *(option for group in groups for option in group["options"])]


def kinds(blocks: list[Payload]) -> list[str]:
    """The types of the blocks, in order."""
    return [str(block["type"]) for block in blocks]


def strings(value: Any) -> Iterator[str]:
    """All strings in a payload."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from strings(one)
    elif isinstance(value, str):
        yield value


def texts(value: Any) -> Iterator[Payload]:
    """All text objects in a payload."""
    if isinstance(value, dict):
        if value.get("type") in {"mrkdwn", "plain_text"}:
            yield value
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)


def marked(payload: Payload) -> list[str]:
    """All texts of a payload in which Slack reads markup."""
    return [text["text"] for text in texts(payload) if text["type"] == "mrkdwn"]


def controls(text: str) -> list[str]:
    """What stands in angle brackets: Slack takes it for a call, a link or a date."""
    return CONTROL.findall(text)


def loose(text: str) -> list[str]:
    """Angle brackets and ampersands that stand alone, and anything in brackets that is neither a person nor a link."""
    quoted = re.sub(r"(?m)^> ?", "", text)
    odd = [one for one in controls(quoted) if not (LINK.fullmatch(one) or USER.fullmatch(one))]
    return odd + re.findall(r"[<>&]", ENTITY.sub("", CONTROL.sub("", quoted)))


def signs(text: str) -> list[str]:
    """Every sign that Slack might pair to a style; one underscore between plain letters or digits is none."""
    words = CONTROL.sub(" ", text)
    words = re.sub(r"(?<=[0-9A-Za-z])_(?=[0-9A-Za-z])", "", words)
    return [char for char in words if char in SIGNS]


def quoted(text: str) -> list[str]:
    """The lines that Slack sets as a quotation."""
    return re.findall(r"(?m)^\s*(?:>|&gt;|＞).*$", text)


def aloud(payload: Payload) -> str:
    """What a reader meets: the words without markup, then the buttons."""
    lines = []
    for block in payload["blocks"]:
        for text in texts(block):
            words = CONTROL.sub(lambda found: found[1].split("|")[-1], text["text"])
            lines.append(
                re.sub(r"[*`\u200b\u00ad]|(?<!\w)_|_(?!\w)", "", words) if text["type"] == "mrkdwn" else text["text"]
            )
    return "\n".join(lines).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
