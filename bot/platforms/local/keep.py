"""A message of the local chat as plain data and back, without personal data; leaves where it is kept to storage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.platforms.local.log import Post
from knowledge.conversation.message import Button, Message

Mask = Callable[[str], str]
"""A person's text -> the same text without personal data."""


def body(post: Post, mask: Mask) -> dict[str, Any]:
    """The message as JSON values; what a person wrote is masked, what the bot says holds nothing raw."""
    kept = asdict(post)
    kept["at"] = post.at.isoformat()
    kept["text"] = mask(post.text) if post.text else ""
    return kept


def post(kept: dict[str, Any]) -> Post:
    """The message that `body` made; raises KeyError, TypeError or ValueError for anything else."""
    return Post(
        **{
            **kept,
            "at": datetime.fromisoformat(kept["at"]),
            "message": _message(kept["message"]) if kept["message"] else None,
            "reactions": tuple((reaction, who) for reaction, who in kept["reactions"]),
        }
    )


def _message(kept: dict[str, Any]) -> Message:
    buttons = tuple(Button(**button) for button in kept["buttons"])
    return Message(**{**kept, "buttons": buttons, "faq": tuple(kept["faq"])})
