"""Words alone, as far as the platform was tried with them; leaves cards to the renderer that takes its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.platforms.teams import ids
from knowledge.conversation.message import Form, Home, Message

CARD = "application/vnd.microsoft.card.adaptive"


@dataclass(frozen=True, kw_only=True)
class Known:
    """What references mean."""

    accounts: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Needs:
    """What must be known."""

    people: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


def needs(*said: Message) -> Needs:
    """Whom the words call."""
    return Needs(people=tuple(dict.fromkeys(person for one in said for person in one.mentions)))


def message(said: Message, key: str, known: Known, *, native_feedback: bool = False, direct: bool = False,
            asker: str = "", for_asker: bool = False) -> dict[str, Any]:  # fmt: skip
    """An activity without its address."""
    card = attachment(
        said, key, known, native_feedback=native_feedback, direct=direct, asker=asker, for_asker=for_asker
    )
    return {"type": "message", "summary": said.plain, "attachments": [card]}


def attachment(said: Message, key: str, known: Known, *, native_feedback: bool = False, direct: bool = False,  # noqa: ARG001 - the seam
               asker: str = "", for_asker: bool = False) -> dict[str, Any]:  # fmt: skip # noqa: ARG001 - the seam
    """The card alone."""
    data = [ids.Pressed(key=key, action=one.action).data() for one in said.buttons if for_asker or not one.more]
    actions = [{"type": "Action.Execute", "verb": one["action"], "data": one} for one in data]
    body = [{"type": "TextBlock", "text": said.plain}]
    return {
        "contentType": CARD,
        "content": {"type": "AdaptiveCard", "version": "1.5", "body": body, "actions": actions},
    }


def fetch(form: Form, opened: ids.Opened, known: Known) -> dict[str, Any]:  # noqa: ARG001 - the seam
    """A form in a window."""
    return {
        "task": {"type": "continue", "value": {"title": form.title, "card": form_card(form, opened)["attachments"][0]}}
    }


def told_in_window(said: Message, known: Known, key: str) -> dict[str, Any]:  # noqa: ARG001 - the seam
    """Words in a window."""
    return {"task": {"type": "message", "value": said.plain}}


def form_card(form: Form, opened: ids.Opened) -> dict[str, Any]:
    """A form in a card."""
    body = [{"type": "TextBlock", "text": one} for one in (form.title, *form.problems.values())]
    card = {
        "type": "AdaptiveCard",
        "version": "1.5",
        "body": body,
        "actions": [{"type": "Action.Execute", "data": opened.data()}],
    }
    return {"type": "message", "summary": form.title, "attachments": [{"contentType": CARD, "content": card}]}


def home(page: Home, known: Known) -> tuple[dict[str, Any], ...]:
    """The bot's own page."""
    return tuple(message(part, ids.HOME, known, direct=True) for part in page.parts)
