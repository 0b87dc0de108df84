"""A Message as what Slack posts: its blocks and its plain text; leaves forms and the own page to `views`."""

from __future__ import annotations

import re
from typing import Any

from bot.platforms.shared.marks import Known, Needs, needs
from bot.platforms.slack.body import lines, sections, twin
from bot.platforms.slack.buttons import action_blocks, weight
from bot.platforms.slack.limits import (
    ALL_TEXT,
    IMAGE_ADDRESS,
    IMAGE_TEXT,
    MESSAGE_BLOCKS,
    TWIN,
    one_line,
    shorten,
    size,
)
from bot.platforms.slack.limits import MORE as DOTS
from bot.platforms.slack.mrkdwn import escaped
from bot.platforms.slack.words import word
from knowledge.conversation.message import Message

__all__ = ["Needs", "message", "needs", "word_blocks"]

IMAGE = "image"
_FOOTER = re.compile(r"\n+((?:Fråga|Question) \d+)\s*$")


def message(
    said: Message, key: str, known: Known, *, native_feedback: bool = False, direct: bool = False
) -> dict[str, Any]:
    """What is posted, but for where: `text` and `blocks`.

    `native_feedback`: "Det hjälpte" and "Det hjälpte inte" are Slack's own thumbs; `direct`: in a person's own
    conversation with the bot.
    """
    buttons = [*_picture(said), *action_blocks(said.buttons, key, said.language, native_feedback=native_feedback)]
    words = word_blocks(said, known, room=ALL_TEXT - weight(buttons), direct=direct)
    blocks = words[: MESSAGE_BLOCKS - len(buttons)] + buttons
    text = twin(said.twin or said.text, known, TWIN, direct=direct)
    if said.picture and said.picture.description:
        text = shorten(f"{text}\n{escaped(said.picture.description)}", TWIN)
    return {"text": text, "blocks": _footer_last(blocks)}


def _picture(said: Message) -> list[dict[str, Any]]:
    """The picture as a block; one that only adorns still needs a word for those who do not see it."""
    if said.picture is None or size(said.picture.address) > IMAGE_ADDRESS:
        return []
    described = one_line(said.picture.description) or word(said.language, "picture")
    return [{"type": IMAGE, "image_url": said.picture.address, "alt_text": shorten(described, IMAGE_TEXT)}]


def word_blocks(said: Message, known: Known, *, room: int, direct: bool = False) -> list[dict[str, Any]]:
    """The words as blocks, nothing folded away; the question's number, which stands last, is set small."""
    text, footer = _apart(said.twin or said.text)  # a phone shows the beginning of a button alone
    body = sections(lines(text, known, direct=direct), room - len(footer)) or [DOTS]
    blocks = [{"type": "section", "text": _mrkdwn(one), "expand": True} for one in body]
    return [*blocks, {"type": "context", "elements": [_mrkdwn(footer)]}] if footer else blocks


def _mrkdwn(text: str) -> dict[str, Any]:
    """Slack's text object; `verbatim`: it makes no links and calls of its own."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _apart(text: str) -> tuple[str, str]:
    """The text and its last line, if that is the question's number."""
    found = _FOOTER.search(text)
    return (text[: found.start()], found[1]) if found else (text, "")


def _footer_last(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The footer below the buttons, as in the local chat."""
    footer = [block for block in blocks if block["type"] == "context"]
    return [block for block in blocks if block["type"] != "context"] + footer
