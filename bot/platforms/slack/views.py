"""Forms, the own page and words for one person as Slack's views; leaves a message's words and buttons to `render`."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.platforms.shared.marks import Known
from bot.platforms.slack import ids
from bot.platforms.slack.buttons import action_blocks, weight
from bot.platforms.slack.fields import field_block, is_input
from bot.platforms.slack.limits import ALL_TEXT, LABEL, PROBLEM, TITLE, VIEW_BLOCKS, VIEW_BYTES, plain_text, shorten
from bot.platforms.slack.render import word_blocks
from bot.platforms.slack.words import word
from knowledge.conversation.message import Form, Home, Message, plain

View = dict[str, Any]
TOLD = "told"
"""The callback id of a window that is no form."""
_DIVIDER = {"type": "divider"}
_REST = {"type": "section", "text": {"type": "plain_text", "text": "…"}}


def modal(form: Form, opened: ids.Opened, known: Known | None = None, *, anew: bool = False) -> View:  # noqa: ARG001 - the shape of its like
    """The form as a window; what is wrong with a field stands above it, when it is shown again.

    `anew`: its values count, whatever was typed before; Slack keeps what stands in a field that has the same id.
    """
    blocks: list[dict[str, Any]] = []
    for field in form.fields:
        problem = form.problems.get(field.name)
        blocks += [_problem(problem)] if problem else []
        blocks.append(field_block(field, form, mark=_mark(form) if anew else ""))
    blocks = blocks[:VIEW_BLOCKS]
    where = opened if opened.about else replace(opened, about=form.about)
    view = _window(form.title, word(form.language, "cancel"), blocks)
    submit = {"submit": plain_text(form.submit, TITLE)} if any(map(is_input, blocks)) else {}
    return {**view, **submit, "callback_id": form.name, "private_metadata": where.packed()}


def errors(form: Form) -> dict[str, Any]:
    """The answer to a form that was sent with something wrong in it: it stays open, with the words under the fields.

    What is wrong with something that is no field stands under the first one.
    """
    fields = [field.name for field in form.fields if is_input(field_block(field, form))]
    told: dict[str, list[str]] = {}
    for name, problem in form.problems.items():
        told.setdefault(name if name in fields else fields[0] if fields else name, []).append(plain(problem))
    shown = {name: shorten("\n".join(problems), PROBLEM) for name, problems in told.items()}
    return {"response_action": "errors", "errors": shown}


def moved_on(form: Form, view: Mapping[str, Any]) -> bool:
    """Whether the form is about something else than the window that was sent: another has changed the same meanwhile."""
    return ids.Opened.unpacked(str(view.get("private_metadata") or "")).about not in {"", form.about}


def _mark(form: Form) -> str:
    """What sets the fields of this form apart from those of the one before."""
    return f"~{zlib.crc32(form.about.encode()):x}"


def has_fields_of(form: Form, view: Mapping[str, Any]) -> bool:
    """Whether a window as it came from Slack is that form, and no older version of it with other fields."""
    blocks = view.get("blocks")
    there = (
        {block.get("block_id") for block in blocks if isinstance(block, dict)} if isinstance(blocks, list) else set()
    )
    return view.get("callback_id") == form.name and set(errors(form)["errors"]) <= there


def errors_for(view: Mapping[str, Any], text: str) -> dict[str, Any] | None:
    """The same words for a window as it came from Slack, under its first field; None where it has none."""
    blocks = view.get("blocks")
    fields = [block for block in blocks if isinstance(block, dict) and is_input(block)] if blocks else []
    if not fields or not fields[0].get("block_id"):
        return None
    return {"response_action": "errors", "errors": {str(fields[0]["block_id"]): shorten(plain(text), PROBLEM)}}


def told(said: Message, known: Known, key: str = ids.NOTICE) -> View:
    """A window with words and buttons, for a notice that has no conversation to stand in. `key`: what the buttons are about."""
    buttons = action_blocks(said.buttons, key, said.language)
    words = word_blocks(said, known, room=ALL_TEXT - weight(buttons))[: VIEW_BLOCKS - len(buttons)]
    view = _window(word(said.language, "title"), word(said.language, "close"), [*words, *buttons])
    return {**view, "callback_id": TOLD}


def home(page: Home, known: Known) -> View:
    """The bot's own page: one part under the other, each with its buttons; "…" stands for parts that Slack does not take."""
    view: View = {"type": "home", "callback_id": ids.HOME, "blocks": []}
    left = VIEW_BYTES - _bytes(view)
    number = 0
    for part in page.parts:
        buttons = action_blocks(part.buttons, ids.HOME, part.language, first=number)
        number += len(buttons)
        rule = [_DIVIDER] if view["blocks"] else []
        blocks = [*rule, *word_blocks(part, known, room=ALL_TEXT - weight(buttons)), *buttons]
        left -= sum(_bytes(block) for block in blocks)
        if left < 0 or len(view["blocks"]) + len(blocks) >= VIEW_BLOCKS:
            view["blocks"].append(_REST)
            break
        view["blocks"] += blocks
    return view


def _bytes(value: object) -> int:
    """How long it is on its way to Slack, with the comma after it."""
    return len(json.dumps(value)) + len(", ")


def _window(title: str, close: str, blocks: Sequence[dict[str, Any]]) -> View:
    return {
        "type": "modal",
        "title": plain_text(title, TITLE),
        "close": plain_text(close, TITLE),
        "blocks": list(blocks),
    }


def _problem(text: str) -> dict[str, Any]:
    return {"type": "section", "text": plain_text(f"⚠️ {plain(text)}", LABEL)}
