"""How our own names travel through Slack's payloads and back; leaves the payloads to render and parse."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

ASK = "ask"
"""The callback id of the global shortcut "Ställ en fråga"."""
MARKS = {
    "send_to_contact": "to_contact",
    "is_a_question": "is_question",
    "not_a_question": "not_a_question",
    "propose_as_faq": "propose_faq",
    "bring_up_at_meeting": "bring_up",
}
"""Callback id of a message shortcut -> the mark that the desk knows (`MessageMarked.mark`)."""
MORE = "more"
"""The action id of the menu "Mer"; the action itself is the value of the option that was chosen."""
HOME = "home"
"""The key of the bot's own page: what stands there is no posted message."""
NOTICE = "notice"
"""The key of a notice that is about no question: its buttons need none."""
METADATA = "supportbot"
"""`event_type` of the metadata on everything that we post; its payload has our `token` and `key`."""
_LONGEST_BLOCK_ID = 255
_SEPARATOR = "|"


def block_of(key: str, number: int) -> str:
    """The `block_id` of the n-th block with buttons of the message with that key: unique in the message."""
    return f"{number}{_SEPARATOR}{key}"[:_LONGEST_BLOCK_ID]


def key_of(block_id: str) -> str:
    """The key in such a `block_id`; empty when it is none of ours."""
    number, separator, key = block_id.partition(_SEPARATOR)
    return key if separator and number.isdecimal() else ""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """Where a form was opened and for what; travels in the view's `private_metadata`."""

    about: str = ""
    """What it was opened for: `question/42`, or empty."""
    channel: str = ""
    """Slack's channel id, where there is one."""
    thread: str = ""
    """The `ts` of the thread's root, where there is one."""

    def packed(self) -> str:
        """As text, at most 3,000 characters (Slack's limit) for any ids of a sane length."""
        return json.dumps({name: value for name, value in asdict(self).items() if value}, separators=(",", ":"))

    @classmethod
    def unpacked(cls, text: str) -> Opened:
        """The opposite; anything that is not ours is an empty one."""
        try:
            values = json.loads(text)
        except ValueError:
            return cls()
        known = values if isinstance(values, dict) else {}
        return cls(**{name: str(known[name]) for name in ("about", "channel", "thread") if name in known})
