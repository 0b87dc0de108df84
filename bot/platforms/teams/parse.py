"""Reads what Teams tells, as far as the platform was tried with it; leaves the rest to the parser that takes its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.platforms.base import Profile
from bot.platforms.teams import ids
from bot.platforms.teams.door import CHANNEL, PERSONAL, Door
from knowledge.conversation.event import (
    DIRECT,
    Account,
    ButtonPressed,
    Event,
    FormFilled,
    MessagePosted,
    MessageRef,
    PlaceChanged,
)

_INVOKES = {
    "adaptiveCard/action": "action",
    "task/fetch": "fetch",
    "task/submit": "task",
    "message/submitAction": "feedback",
}


@dataclass(frozen=True, kw_only=True)
class Ours:
    """Who we are."""

    bot: str
    done: tuple[str, ...] = ()
    looking: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What stands beside the event itself."""

    kind: str = "message"
    channel: str = ""
    thread: str | None = None
    user: str = ""
    mri: str = ""
    activity: str = ""
    opened: ids.Opened | None = None
    language: str | None = None


def beside(body: dict[str, Any]) -> Beside:
    """Where and whose it is."""
    kind = _INVOKES.get(str(body.get("name")), "other") if body.get("type") == "invoke" else "message"
    if kind == "message" and body.get("value"):
        kind = "submit"
    if kind == "action" and is_refresh(body):
        kind = "refresh"
    return Beside(
        kind=kind, channel=_channel(body), thread=_thread(body), user=_who(body).id, mri=_of(body, "from", "id"),
        activity=str(body.get("id") or ""), opened=ids.opened(_data(body)), language=body.get("locale"),
    )  # fmt: skip


def door(body: dict[str, Any]) -> Door | None:
    """Where it came from."""
    kind, place = _of(body, "conversation", "conversationType"), _of(body, "conversation", "id").partition(";")[0]
    if not place or not body.get("serviceUrl"):
        return None
    channel_data = body.get("channelData") or {}
    return Door(
        service_url=str(body["serviceUrl"]), conversation=place, kind=kind, tenant=_of(channel_data, "tenant", "id"),
        bot=_of(body, "recipient", "id"), user=_of(body, "from", "id") if kind == PERSONAL else "",
        team=_of(channel_data, "team", "id"), group=_of(channel_data, "team", "aadGroupId"),
        name=_of(channel_data, "channel", "name"),
    )  # fmt: skip


def is_refresh(body: dict[str, Any]) -> bool:
    """Whether Teams only asks for somebody's own view."""
    return _of(body.get("value") or {}, "action", "verb") == ids.REFRESH


def events(body: dict[str, Any], ours: Ours, now: datetime) -> tuple[Event, ...]:
    """What has happened."""
    number = f"teams:{_of(body, 'conversation', 'id')}:{body.get('id')}"
    if body.get("type") == "installationUpdate" and body.get("action") == "remove":
        return (PlaceChanged(id=number, at=now, platform="teams", channel=_channel(body), change="removed"),)
    if body.get("type") != "message":
        return ()
    named = any(_of(one, "mentioned", "id") == ours.bot for one in body.get("entities") or ())
    return (
        MessagePosted(id=number, at=now, author=_who(body), ref=_ref(body), text=str(body.get("text") or ""),
                      mentions_bot=named),
    )  # fmt: skip


def press(body: dict[str, Any], now: datetime) -> ButtonPressed | None:
    """Which button was pressed."""
    number = f"teams:{_of(body, 'conversation', 'id')}:{body.get('id')}"
    if body.get("name") == "message/submitAction":
        ref = MessageRef(platform="teams", channel=_channel(body), id=str(body.get("replyToId")), thread=_thread(body))
        liked = _of(body.get("value") or {}, "actionValue", "reaction") == "like"
        return ButtonPressed(id=number, at=now, who=_who(body), key="", ref=ref,
                             action="helped" if liked else "not_helped")  # fmt: skip
    button = ids.pressed(_data(body))
    if button is None:
        return None
    return ButtonPressed(id=number, at=now, who=_who(body), key=button.key, action=button.action)


def filled(body: dict[str, Any], now: datetime) -> FormFilled | None:
    """Which form was sent, with what."""
    data = _data(body)
    form = ids.opened(data)
    if form is None:
        return None
    number = f"teams:{_of(body, 'conversation', 'id')}:{body.get('id')}"
    values = {name.removeprefix(ids.FIELD): value for name, value in data.items() if name.startswith(ids.FIELD)}
    return FormFilled(id=number, at=now, who=_who(body), form=form.form, about=form.about, values=values)


def profile(member: dict[str, Any], door: Door) -> Profile:
    """Who a member is."""
    account = Account(
        platform="teams", id=str(member.get("aadObjectId") or member.get("id")).lower(),
        name=str(member.get("name") or ""), is_guest=member.get("userRole") == "guest",
        is_external=bool(door.tenant) and member.get("tenantId", door.tenant) != door.tenant,
    )  # fmt: skip
    return Profile(account=account, email=member.get("email") or member.get("userPrincipalName"))


def _data(body: dict[str, Any]) -> dict[str, Any]:
    value = body.get("value")
    if not isinstance(value, dict):
        return {}
    action = value.get("action")
    data = action.get("data") if isinstance(action, dict) else value.get("data", value)
    return data if isinstance(data, dict) else {}


def _who(body: dict[str, Any]) -> Account:
    given = _of(body, "from", "aadObjectId").lower() or _of(body, "from", "id")
    return Account(platform="teams", id=given, name=_of(body, "from", "name"))


def _channel(body: dict[str, Any]) -> str:
    if _of(body, "conversation", "conversationType") == PERSONAL:
        return f"{DIRECT}:{_who(body).id}"
    return _of(body, "conversation", "id").partition(";")[0]


def _thread(body: dict[str, Any]) -> str | None:
    if _of(body, "conversation", "conversationType") != CHANNEL:
        return None
    root = _of(body, "conversation", "id").partition(";messageid=")[2]
    return root if root and root != body.get("id") else None


def _ref(body: dict[str, Any]) -> MessageRef:
    return MessageRef(platform="teams", channel=_channel(body), id=str(body.get("id")), thread=_thread(body))


def _of(body: object, *names: str) -> str:
    for name in names:
        body = body.get(name) if isinstance(body, dict) else None
    return body if isinstance(body, str) else ""
