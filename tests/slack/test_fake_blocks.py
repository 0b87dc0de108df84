"""The fake's rules of blocks and views: what stands at a limit is taken, one more is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    ContextBlock,
    HeaderBlock,
    MarkdownTextObject,
    OverflowMenuElement,
    SectionBlock,
    StaticSelectElement,
)

from tests.slack.fake.blocks import IN_MESSAGE, IN_VIEW, MESSAGE_BLOCKS, VIEW_BLOCKS, block_faults, check_message
from tests.slack.fake.records import ApiError
from tests.slack.fake.view_rules import check_view

Made = Callable[[int], Any]


def plain(size: int) -> dict[str, Any]:
    return {"type": "plain_text", "text": "x" * size}


def mrkdwn(size: int) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": "x" * size}


def button(number: int = 0, **more: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": f"a{number}", "text": plain(5), **more}


def actions(*elements: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"type": "actions", "elements": list(elements)}]


def option(number: int = 0, **more: Any) -> dict[str, Any]:
    return {"text": plain(5), "value": f"v{number}", **more}


def select(kind: str, options: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {"type": kind, "action_id": "s", "options": options, **more}


def opinions(size: int) -> dict[str, Any]:
    good = {"text": plain(size), "value": "up"}
    return {
        "type": "feedback_buttons",
        "action_id": "f",
        "positive_button": good,
        "negative_button": good | {"value": "down"},
    }


LIMITS: dict[str, tuple[int, Made]] = {
    "blocks": (50, lambda n: [{"type": "divider"}] * n),
    "section text": (3000, lambda n: [{"type": "section", "text": mrkdwn(n)}]),
    "a section's fields": (10, lambda n: [{"type": "section", "fields": [mrkdwn(9)] * n}]),
    "a field": (2000, lambda n: [{"type": "section", "fields": [mrkdwn(n)]}]),
    "header": (150, lambda n: [{"type": "header", "text": plain(n)}]),
    "context": (10, lambda n: [{"type": "context", "elements": [mrkdwn(9)] * n}]),
    "actions": (25, lambda n: actions(*map(button, range(n)))),
    "button text": (75, lambda n: actions(button() | {"text": plain(n)})),
    "button value": (2000, lambda n: actions(button(value="x" * n))),
    "button url": (3000, lambda n: actions(button(url="x" * n))),
    "action_id": (255, lambda n: actions(button() | {"action_id": "x" * n})),
    "block_id": (255, lambda n: [{"type": "divider", "block_id": "x" * n}]),
    "overflow": (5, lambda n: actions(select("overflow", [option(i) for i in range(n)]))),
    "select": (100, lambda n: actions(select("static_select", [option(i) for i in range(n)]))),
    "radio buttons": (10, lambda n: actions(select("radio_buttons", [option(i) for i in range(n)]))),
    "checkboxes": (10, lambda n: actions(select("checkboxes", [option(i) for i in range(n)]))),
    "option text": (75, lambda n: actions(select("static_select", [option() | {"text": plain(n)}]))),
    "option value": (150, lambda n: actions(select("static_select", [option() | {"value": "x" * n}]))),
    "placeholder": (150, lambda n: actions(select("static_select", [option()], placeholder=plain(n)))),
    "context actions": (5, lambda n: [{"type": "context_actions", "elements": [{**opinions(5), "action_id": f"f{i}"} for i in range(n)]}]),
    "an opinion": (75, lambda n: [{"type": "context_actions", "elements": [opinions(n)]}]),
    "markdown": (12_000, lambda n: [{"type": "markdown", "text": "x" * n}]),
    "markdown together": (12_000, lambda n: [{"type": "markdown", "text": "x" * (n - 6000)}, {"type": "markdown", "text": "x" * 6000}]),
    "table rows": (100, lambda n: [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]] * n}]),
    "table cells": (20, lambda n: [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * n]}]),
}  # fmt: skip


@pytest.mark.parametrize("what", LIMITS)
def test_at_the_limit_it_is_taken_and_one_more_is_refused(what: str) -> None:
    most, make = LIMITS[what]
    check_message(make(most))
    with pytest.raises(ApiError, match="invalid_blocks") as no:
        check_message(make(most + 1))
    assert no.value.more["response_metadata"]["messages"][0].startswith("[ERROR]")
    assert no.value.offence


def test_all_blocks_together_have_a_limit() -> None:
    check_message([{"type": "section", "text": mrkdwn(2639)}] * 5)
    with pytest.raises(ApiError, match="msg_blocks_too_long"):
        check_message([{"type": "section", "text": mrkdwn(2640)}] * 5)


WRONG: dict[str, list[Any]] = {
    "no such block": [{"type": "letter"}],
    "no type": [{"text": mrkdwn(5)}],
    "no object": ["hej"],
    "an unknown key": [{"type": "divider", "colour": "red"}],
    "an empty section": [{"type": "section"}],
    "an empty text": [{"type": "section", "text": mrkdwn(0)}],
    "mrkdwn where plain text belongs": [{"type": "header", "text": mrkdwn(5)}],
    "a bare string for a text": [{"type": "section", "text": "hej"}],
    "an empty actions block": actions(),
    "a style that is none": actions(button(style="danger red")),
    "a text field in actions": actions({"type": "plain_text_input", "action_id": "a"}),
    "opinions in actions": actions(opinions(5)),
    "a block_id twice": [{"type": "divider", "block_id": "a"}, {"type": "divider", "block_id": "a"}],
    "an action_id twice in a block": actions(button(1), button(1)),
    "a first choice that is none": actions(select("static_select", [option(1)], initial_option=option(2))),
    "a menu of nothing": actions({"type": "static_select", "action_id": "s"}),
    "a date that is none": actions({"type": "datepicker", "action_id": "d", "initial_date": "i morgon"}),
    "a value that is no string": actions(button(value=7)),
    "a null": actions(button(value=None)),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_no_block_kit_is_refused(what: str) -> None:
    with pytest.raises(ApiError, match="invalid_blocks"):
        check_message(WRONG[what])


def test_the_same_action_may_stand_in_several_blocks() -> None:
    check_message(actions(button(1)) + actions(button(1)))


def test_what_the_sdks_own_models_make_is_taken() -> None:
    menu = OverflowMenuElement(
        action_id="more", options=[{"text": plain(5), "value": "a"}, {"text": plain(5), "value": "b"}]
    )
    choose = StaticSelectElement(action_id="s", placeholder="Välj", options=[{"text": plain(5), "value": "a"}])
    made = [
        HeaderBlock(text="Rubrik"),
        SectionBlock(text=MarkdownTextObject(text="*hej*"), accessory=menu),
        ActionsBlock(elements=[ButtonElement(action_id="a", text="Ja", value="1", style="primary"), choose]),
        ContextBlock(elements=[MarkdownTextObject(text="liten")]),
    ]
    check_message([block.to_dict() for block in made])


def modal(**more: Any) -> dict[str, Any]:
    field = {"type": "plain_text_input", "action_id": "v", "max_length": 3000}
    blocks = [{"type": "input", "block_id": "q", "label": plain(5), "element": field}]
    return {"type": "modal", "title": plain(24), "submit": plain(24), "close": plain(24), "blocks": blocks, **more}


def test_a_modal_at_its_limits_is_taken() -> None:
    check_view(modal(private_metadata="x" * 3000, callback_id="x" * 255, blocks=[{"type": "divider"}] * 100), "modal")
    check_view({"type": "home", "blocks": [{"type": "divider"}] * 100}, "home")


VIEWS: dict[str, tuple[str, dict[str, Any]]] = {
    "title": ("modal", modal(title=plain(25))),
    "submit": ("modal", modal(submit=plain(25))),
    "close": ("modal", modal(close=plain(25))),
    "private_metadata": ("modal", modal(private_metadata="x" * 3001)),
    "callback_id": ("modal", modal(callback_id="x" * 256)),
    "blocks": ("modal", modal(blocks=[{"type": "divider"}] * 101)),
    "an input and no submit": ("modal", {k: v for k, v in modal().items() if k != "submit"}),
    "no title": ("modal", {k: v for k, v in modal().items() if k != "title"}),
    "markdown": ("modal", modal(blocks=[{"type": "markdown", "text": "x"}])),
    "another type": ("modal", {"type": "home", "blocks": []}),
    "a title at home": ("home", {"type": "home", "title": plain(5), "blocks": []}),
    "a key that is none": ("home", {"type": "home", "blocks": [], "color": "red"}),
    "no object": ("home", []),  # type: ignore[dict-item]
}


@pytest.mark.parametrize("what", VIEWS)
def test_a_view_that_breaks_a_rule_is_refused(what: str) -> None:
    kind, view = VIEWS[what]
    with pytest.raises(ApiError, match="invalid_arguments"):
        check_view(view, kind)


def test_a_view_has_a_largest_size() -> None:
    heavy = [{"type": "section", "text": mrkdwn(3000)}] * 90
    with pytest.raises(ApiError, match="view_too_large"):
        check_view(modal(blocks=heavy), "modal")


def test_messages_and_views_take_different_blocks() -> None:
    assert not block_faults([{"type": "markdown", "text": "x"}], IN_MESSAGE, MESSAGE_BLOCKS)
    assert block_faults([{"type": "markdown", "text": "x"}], IN_VIEW, VIEW_BLOCKS)
