"""How our own names travel through the data of cards and back; leaves the cards to render and reading them to parse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

BOT = "supportbot"
"""Stands under `bot` in the data of everything that is ours."""
VERSION = 1
"""Of the data; raise it when an old card could be misread."""
FORM = "form"
"""The verb of the button that sends a form which stands in a card."""
REFRESH = "refresh"
"""The verb by which Teams asks for somebody's own view of a card."""
HOME = "home"
"""The key of the bot's own page."""
NOTICE = "notice"
"""The key of a notice that is about no question."""
FIELD = "field."
"""Begins the id of an input, so that no field can be taken for a name of ours."""
NOTHING = "supportbot:nothing"
"""The value of the choice that stands for none: Teams takes no empty one."""
MARKS = {"bringUp": "bring_up"}
"""Id of a command in a message's own menu -> the mark that the desk knows (`MessageMarked.mark`)."""
OPENS = frozenset({"absence", "add_point", "ask", "choose_school", "contact_new", "faq_edit", "faq_new", "hand_on", "outage_new", "outage_news",
                   "propose_faq", "point_change", "point_drop", "proposal", "search", "substitute",
                   "later", "notes_write", "to_vendor", "vendor_add", "vendor_answer", "vendor_close", "vendor_edit", "vendor_faq", "vendor_invite",
                   "vendor_number", "vendor_point", "meeting_new", "meeting_edit", "meeting_cancel", "meeting_owner",
                   "workshop_came", "workshop_evaluate", "workshop_new", "workshop_plan", "workshop_propose"})  # fmt: skip
"""Actions (without what stands after their colon) that open a form: Teams opens a window only for a button that says so."""


@dataclass(frozen=True, kw_only=True)
class Pressed:
    """What a button's data says."""

    key: str
    action: str

    def data(self) -> dict[str, Any]:
        """As it stands in a card; not by the name `key`: with that the page of the Agents Playground sends no press."""
        return {"bot": BOT, "v": VERSION, "of": self.key, "action": self.action}


@dataclass(frozen=True, kw_only=True)
class Opened:
    """What a form's data says: which form, for what, and where it was opened."""

    form: str
    about: str = ""
    channel: str = ""
    """Our channel, `direct:<account>` included."""
    thread: str = ""

    def data(self) -> dict[str, Any]:
        """As it stands in a card."""
        return {"bot": BOT, "v": VERSION, "form": self.form, "about": self.about, "channel": self.channel,
                "thread": self.thread}  # fmt: skip


def pressed(data: Mapping[str, Any]) -> Pressed | None:
    """The button that such data belongs to; None when it is none of ours, or of a version that we do not know."""
    if not _is_ours(data) or not _text(data, "of") or not _text(data, "action"):
        return None
    return Pressed(key=_text(data, "of"), action=_text(data, "action"))


def opened(data: Mapping[str, Any]) -> Opened | None:
    """The form that such data belongs to; None when it is none of ours."""
    if not _is_ours(data) or not _text(data, "form"):
        return None
    return Opened(**{name: _text(data, name) for name in ("form", "about", "channel", "thread")})


def _is_ours(data: Mapping[str, Any]) -> bool:
    return data.get("bot") == BOT and data.get("v") == VERSION


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name)
    return value if isinstance(value, str) else ""
