"""What stands in a channel: posts with their shapes, and the moments they are named by; leaves who may do what to the API."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.slack.fake.workspace import APP, BORN, BOT_ID, BOT_USER, SLACKBOT, TEAM, Channel

_MARKUP = re.compile(r"<(?:@[UW]\w+|#C\w+(?:\|[^<>|]*)?|![^<>]+|https?://[^<>\s]+|mailto:[^<>\s]+)>")
OTHER_APP = "A0OTHER"
_CALL = re.compile(r"<([@!][^<>|]+)(?:\|[^<>]*)?>")
_PERSON = re.compile(r"(<@[UW]\w+>)")


class Stamps:
    """Names moments as Slack does: seconds and microseconds, each once and always later than the one before."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self._last = 0

    def next(self) -> str:
        """The next moment."""
        micro = round(self.clock().timestamp() * 1_000_000)
        self._last = max(micro, self._last + 1)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"


def typed(text: str, *, literal: bool = False) -> str:
    """What somebody typed as it travels: & < > escaped; mentions and addresses are left, unless typed as they look."""
    kept = [] if literal else list(_MARKUP.finditer(text))
    out, at = [], 0
    for found in kept:
        out += [escaped(text[at : found.start()]), found[0]]
        at = found.end()
    return "".join([*out, escaped(text[at:])])


def escaped(text: str) -> str:
    """Text that means itself."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def alive(message: Any) -> set[str]:
    """Whom and what a message calls, in its text and in every mrkdwn of its blocks: `@U1`, `!channel`, `!subteam^S1`."""
    if isinstance(message, list):
        return {found for one in message for found in alive(one)}
    if not isinstance(message, dict):
        return set()
    found = {call for key, inner in message.items() if key != "root" for call in alive(inner)}
    if isinstance(message.get("text"), str) and message.get("type") != "plain_text":
        found |= set(_CALL.findall(message["text"]))
    return found


@dataclass
class Post:
    """One message. `by_bot` = our own; `stone` = the root of a thread that was deleted."""

    ts: str
    channel: Channel
    user: str
    text: str
    team: str = TEAM
    thread: str | None = None
    blocks: list[dict[str, Any]] | None = None
    metadata: dict[str, Any] | None = None
    files: list[dict[str, Any]] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    edited: dict[str, str] | None = None
    subtype: str | None = None
    broadcast: bool = False
    inviter: str | None = None
    client_msg_id: str | None = None
    stone: bool = False
    other_bot: str | None = None
    """The id of another app's bot that wrote it."""

    @property
    def by_bot(self) -> bool:
        return self.user == BOT_USER

    @property
    def replies(self) -> list[Post]:
        """What hangs under it."""
        return self.channel.threads.get(self.ts, [])

    def shape(self, *, metadata: bool = False, reactions: bool = False) -> dict[str, Any]:
        """The message as it stands in events and answers."""
        if self.stone:
            return self._stone()
        shape: dict[str, Any] = {"user": self.user, "type": "message", "ts": self.ts, "text": self.text}
        optional = {
            "subtype": self.subtype,
            "client_msg_id": self.client_msg_id,
            "blocks": self.blocks,
            "edited": self.edited,
            "metadata": self.metadata if metadata else None,
            "inviter": self.inviter,
        }
        shape |= {key: value for key, value in optional.items() if value is not None}
        if not (self.subtype or "").startswith("channel_"):
            shape["team"] = self.team
        if self.team != TEAM:
            shape |= {"user_team": self.team, "source_team": self.team}
        if self.by_bot and self.subtype is None:
            shape |= {"bot_id": BOT_ID, "app_id": APP, "bot_profile": bot_profile()}
        if self.other_bot:
            shape |= self._of_other_bot(self.other_bot)
            if self.subtype == "bot_message":
                del shape["user"]
        if self.files:
            shape |= {"files": self.files, "upload": False, "display_as_bot": False}
        if reactions and self.reactions:
            shape["reactions"] = [{"name": n, "users": who, "count": len(who)} for n, who in self.reactions.items()]
        return shape | self._thread()

    def _of_other_bot(self, bot_id: str) -> dict[str, Any]:
        if self.subtype == "bot_message":
            return {"bot_id": bot_id, "username": "Vaktmästaren"}
        profile = bot_profile() | {"id": bot_id, "name": "Vaktmästaren", "app_id": OTHER_APP}
        return {"bot_id": bot_id, "app_id": OTHER_APP, "bot_profile": profile}

    def _thread(self) -> dict[str, Any]:
        if self.thread:
            root = self.channel.posts.get(self.thread)
            shape: dict[str, Any] = {"thread_ts": self.thread}
            if root is not None:
                shape["parent_user_id"] = root.shown_user
            if self.broadcast and root is not None:
                shape["root"] = root.shape()
            return shape
        replies = self.replies
        if not replies:
            return {}
        users = list(dict.fromkeys(one.user for one in replies))
        return {
            "thread_ts": self.ts,
            "reply_count": len(replies),
            "reply_users_count": len(users),
            "latest_reply": max(one.ts for one in replies),
            "reply_users": users,
            "is_locked": False,
            "subscribed": False,
        }

    @property
    def shown_user(self) -> str:
        """Whose it looks to be: a deleted root is nobody's."""
        return SLACKBOT if self.stone else self.user

    def _stone(self) -> dict[str, Any]:
        base = {
            "type": "message",
            "subtype": "tombstone",
            "user": SLACKBOT,
            "text": "This message was deleted.",
            "hidden": True,
            "ts": self.ts,
        }
        return base | self._thread()


def bot_profile() -> dict[str, Any]:
    """How an app's message shows whose it is."""
    return {
        "id": BOT_ID,
        "deleted": False,
        "name": "Supportbot",
        "updated": BORN,
        "app_id": APP,
        "icons": {"image_36": "https://files.example.org/36.png"},
        "team_id": TEAM,
    }


def rich(text: str, number: str) -> list[dict[str, Any]]:
    """What Slack makes of typed words: text as it was meant, and people by their ids."""
    parts = [part for part in _PERSON.split(text) if part]
    words = [
        {"type": "user", "user_id": part[2:-1]}
        if _PERSON.fullmatch(part)
        else {"type": "text", "text": part.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")}
        for part in parts
    ]
    section = {"type": "rich_text_section", "elements": words}
    return [{"type": "rich_text", "block_id": f"r{number}", "elements": [section]}]


def picture(number: int, user: str) -> dict[str, Any]:
    """A file as a message names it; its addresses lead nowhere."""
    address = f"https://files.example.org/F{number}/bild.png"
    return {
        "id": f"F{number}",
        "created": BORN,
        "timestamp": BORN,
        "name": "bild.png",
        "title": "bild.png",
        "mimetype": "image/png",
        "filetype": "png",
        "pretty_type": "PNG",
        "user": user,
        "size": 2048,
        "mode": "hosted",
        "is_external": False,
        "is_public": True,
        "url_private": address,
        "url_private_download": address,
        "permalink": address,
    }
