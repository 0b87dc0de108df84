"""The rules of an activity that the bot sends; leaves the card in it to `cards` and its words to `texts`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from tests.teams.fake.cards import card_faults, content_of
from tests.teams.fake.texts import Known, markup_faults, mention_faults
from tests.teams.fake.values import RefusedError

MOST, TOO_BIG = 28 * 1024, 100 * 1024
KEYS = frozenset({
    "type", "id", "text", "textFormat", "attachments", "attachmentLayout", "entities", "summary", "channelData",
    "from", "recipient", "conversation", "replyToId", "serviceUrl", "channelId", "locale", "importance", "inputHint",
    "timestamp", "deliveryMode",
})  # fmt: skip
CHANNEL_DATA = frozenset({
    "notification", "feedbackLoop", "feedbackLoopEnabled", "tenant", "team", "channel", "teamsChannelId", "teamsTeamId",
})  # fmt: skip
_FORMATS = frozenset({"plain", "markdown", "xml"})


def check(activity: Any, known: Known, secrets: Iterable[str]) -> None:
    """Raise RefusedError when the service would not take it, or Teams would not show it as it is meant."""
    if not isinstance(activity, dict) or not isinstance(activity.get("type"), str):
        raise RefusedError(400, "BadSyntax", offence="an activity without a type")
    size = len(json.dumps(activity, ensure_ascii=False).encode())
    if size >= MOST:
        status = 413 if size >= TOO_BIG else 400
        raise RefusedError(status, "MessageSizeTooBig", offence=f"an activity of {size} bytes")
    if activity["type"] not in {"message", "typing"}:
        raise RefusedError(400, "BadSyntax", offence=f"an activity of type {activity['type']}")
    faults = [] if activity["type"] == "typing" else [*_faults(activity, known), *leaks(activity, secrets)]
    if faults:
        raise RefusedError(400, "BadSyntax", offence="; ".join(faults))


def leaks(activity: dict[str, Any], secrets: Iterable[str]) -> list[str]:
    """What stands in it that nobody should see."""
    seen = json.dumps({key: value for key, value in activity.items() if key != "serviceUrl"}, ensure_ascii=False)
    return [f"a secret in a message: {one[:12]}…" for one in secrets if one in seen]


def _faults(activity: dict[str, Any], known: Known) -> list[str]:
    faults = [f"an unknown field: {key}" for key in sorted(activity.keys() - KEYS)]
    faults += _channel_data_faults(activity.get("channelData", {}))
    text, attached = activity.get("text"), activity.get("attachments") or []
    if text is not None and (not isinstance(text, str) or not text.strip()):
        faults.append("an empty text")
    if bool(text) == bool(attached) or len(attached) > 1:
        faults.append("a message is a text, or one card")
        return faults
    return faults + (_text_faults(activity, known) if text else _card_faults(activity, known))


def _text_faults(activity: dict[str, Any], known: Known) -> list[str]:
    shown = activity.get("textFormat", "markdown")
    faults = [] if shown in _FORMATS else [f"textFormat {shown}"]
    if shown == "xml":
        faults += markup_faults(activity["text"])
    return faults + mention_faults([activity["text"]], activity.get("entities") or [], known)


def _card_faults(activity: dict[str, Any], known: Known) -> list[str]:
    content = content_of(activity["attachments"][0])
    if content is None:
        return ["an attachment that is no adaptive card"]
    faults = card_faults(content, known)
    summary = activity.get("summary")
    if not isinstance(summary, str) or not summary.strip():
        faults.append("a card without a summary")
    mentions = [one for one in activity.get("entities") or [] if one.get("type") == "mention"]
    return faults + (["mentions in a card stand in its msteams.entities"] if mentions else [])


def _channel_data_faults(data: Any) -> list[str]:
    if not isinstance(data, dict):
        return ["channelData must be an object"]
    faults = [f"unknown channelData: {key}" for key in sorted(data.keys() - CHANNEL_DATA)]
    if "notification" in data and not isinstance((data["notification"] or {}).get("alert"), bool):
        faults.append("notification needs alert")
    if "feedbackLoop" in data and (data["feedbackLoop"] or {}).get("type") not in {"default", "custom"}:
        faults.append("feedbackLoop needs a type")
    return faults
