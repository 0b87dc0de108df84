"""Payloads in the shapes in which Slack sends them, to be changed by a test; leaves what comes of them to the tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.platforms.slack import parse
from knowledge.conversation.event import Event

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
OURS = parse.Ours(
    team="T1",
    bot_user="UBOT",
    bot_id="BBOT",
    done=("white_check_mark", "heavy_check_mark"),
    looking=("eyes",),
    school_field="Skola",
    names={"U2": "Eva Lind"},
)
TS = "1795766400.000100"
"""2026-11-26, in the night before NOW."""
LATER = "1795766460.000200"


def delivered(event: dict[str, Any], **body: Any) -> dict[str, Any]:
    """An event as it comes over the wire."""
    return {
        "token": "t",
        "team_id": "T1",
        "enterprise_id": None,
        "api_app_id": "A1",
        "event": event,
        "type": "event_callback",
        "event_id": "Ev1",
        "event_time": 1795766400,
        "authorizations": [
            {"enterprise_id": None, "team_id": "T1", "user_id": "UBOT", "is_bot": True, "is_enterprise_install": False}
        ],
        "is_ext_shared_channel": False,
        "event_context": "4-x",
        **body,
    }


def told(event: dict[str, Any], ours: parse.Ours = OURS, **body: Any) -> Event | None:
    """What the desk is told of it."""
    return parse.event(delivered(event, **body), ours, NOW)


def rich(words: str) -> list[dict[str, Any]]:
    """Words as the block that Slack's clients send beside the text."""
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": words}]}
    return [{"type": "rich_text", "block_id": "b", "elements": [section]}]


def message(words: str = "hur gör jag?", **changes: Any) -> dict[str, Any]:
    """What U1 wrote in the channel C1."""
    return {
        "client_msg_id": "c",
        "type": "message",
        "text": words,
        "user": "U1",
        "ts": TS,
        "team": "T1",
        "blocks": rich(words),
        "channel": "C1",
        "event_ts": TS,
        "channel_type": "channel",
        **changes,
    }


def changed(before: dict[str, Any], after: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A message that is another now."""
    around = {"channel", "event_ts", "channel_type"}
    return {
        "type": "message",
        "subtype": "message_changed",
        "message": {key: value for key, value in after.items() if key not in around},
        "previous_message": {key: value for key, value in before.items() if key not in around},
        "channel": before["channel"],
        "hidden": True,
        "ts": LATER,
        "event_ts": LATER,
        "channel_type": before["channel_type"],
        **changes,
    }


def edited(words: str, before: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """U1 changed what they wrote."""
    was = before or message()
    now = {**was, "text": words, "blocks": rich(words), "edited": {"user": "U1", "ts": LATER}, **changes}
    return changed(was, now)


def deleted(before: dict[str, Any]) -> dict[str, Any]:
    """A message without replies was removed."""
    return {
        "type": "message",
        "subtype": "message_deleted",
        "previous_message": {k: v for k, v in before.items() if k not in {"channel", "event_ts", "channel_type"}},
        "channel": before["channel"],
        "hidden": True,
        "deleted_ts": before["ts"],
        "event_ts": LATER,
        "ts": LATER,
        "channel_type": before["channel_type"],
    }


def reaction(name: str, **changes: Any) -> dict[str, Any]:
    """U2 reacts on the message."""
    item = {"type": "message", "channel": "C1", "ts": TS}
    return {"type": "reaction_added", "user": "U2", "reaction": name, "item": item, "item_user": "U1",
            "event_ts": LATER, **changes}  # fmt: skip


def user(**changes: Any) -> dict[str, Any]:
    """Eva Lind, as users.info tells of her; keys of her profile may be changed as well."""
    known: dict[str, Any] = {
        "id": "U2", "team_id": "T1", "name": "eva.lind", "deleted": False, "real_name": "Eva Lind",
        "is_bot": False, "is_restricted": False, "is_ultra_restricted": False, "is_stranger": False,
        "is_app_user": False, "locale": "sv-SE", "tz": "Europe/Stockholm",
    }  # fmt: skip
    profile: dict[str, Any] = {
        "real_name": "Eva Lind", "display_name": "eva", "email": "eva@example.org",
        "status_text": "", "status_emoji": "", "status_expiration": 0, "team": "T1",
    }  # fmt: skip
    for name, value in changes.items():
        (profile if name in profile or name == "fields" else known)[name] = value
    return {**known, "profile": profile}


def pressed(*actions: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """U1 presses buttons on our message in a thread of C1."""
    return {
        "type": "block_actions",
        "user": {"id": "U1", "username": "anna", "name": "anna", "team_id": "T1"},
        "api_app_id": "A1",
        "token": "t",
        "container": {
            "type": "message", "message_ts": LATER, "channel_id": "C1", "is_ephemeral": False, "thread_ts": TS,
        },
        "trigger_id": "1.2.abc",
        "team": {"id": "T1", "domain": "d"},
        "channel": {"id": "C1", "name": "support"},
        "message": {"type": "message", "user": "UBOT", "bot_id": "BBOT", "ts": LATER, "thread_ts": TS, "text": "x"},
        "response_url": "https://hooks.example.org/1",
        "actions": list(actions),
        **changes,
    }  # fmt: skip


def button(action: str = "take", block: str = "0|question/42/card", **changes: Any) -> dict[str, Any]:
    """One button that was pressed."""
    return {"type": "button", "action_id": action, "block_id": block, "value": action,
            "text": {"type": "plain_text", "text": "Jag tar den"}, "action_ts": "1795766470.5", **changes}  # fmt: skip


def submitted(state: dict[str, Any], **view: Any) -> dict[str, Any]:
    """U1 sends a form."""
    return {
        "type": "view_submission",
        "team": {"id": "T1", "domain": "d"},
        "user": {"id": "U1", "username": "anna", "name": "anna", "team_id": "T1"},
        "trigger_id": "1.2.abc",
        "view": {
            "id": "V1", "type": "modal", "callback_id": "hand_on", "hash": "1.h", "blocks": [],
            "private_metadata": '{"about":"question/42","channel":"C1","thread":"1.1"}',
            "state": {"values": state}, **view,
        },
        "response_urls": [],
    }  # fmt: skip


def chosen(callback: str, **changes: Any) -> dict[str, Any]:
    """U2 chooses something from a message's menu."""
    return {
        "type": "message_action",
        "callback_id": callback,
        "trigger_id": "1.2.abc",
        "action_ts": "1795766470.5",
        "team": {"id": "T1", "domain": "d"},
        "user": {"id": "U2", "name": "eva", "team_id": "T1"},
        "channel": {"id": "C1", "name": "support"},
        "message_ts": TS,
        "message": {"type": "message", "user": "U1", "ts": TS, "text": "hur gör jag?", "team": "T1"},
        "response_url": "https://hooks.example.org/1",
        **changes,
    }


def typed(words: str, **changes: Any) -> dict[str, Any]:
    """U1 types a slash command in C1."""
    return {
        "command": "/support", "text": words, "user_id": "U1", "user_name": "anna", "channel_id": "C1",
        "channel_name": "support", "team_id": "T1", "team_domain": "d", "trigger_id": "1.2.abc",
        "response_url": "https://hooks.example.org/1", "api_app_id": "A1", "token": "t",
        "is_enterprise_install": "false", **changes,
    }  # fmt: skip
