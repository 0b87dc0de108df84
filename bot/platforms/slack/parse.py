"""What Slack tells us, as Events of the desk: the one door to the other parse files; leaves talking to Slack to the adapter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.platforms.slack import parse_messages, parse_people, parse_places
from bot.platforms.slack.parse_interactions import Beside, beside, command, press, shortcut, strange, submission
from bot.platforms.slack.parse_messages import from_history
from bot.platforms.slack.parse_people import presence_of_dnd, profile
from bot.platforms.slack.parse_places import CHANGES, Told
from bot.platforms.slack.parse_values import Body, Ours, account, part, text
from knowledge.conversation.event import Event, HomeOpened

__all__ = [
    "TROUBLES",
    "Beside",
    "Ours",
    "beside",
    "command",
    "event",
    "from_history",
    "presence_of_dnd",
    "press",
    "profile",
    "shortcut",
    "strange",
    "submission",
    "trouble",
]

TROUBLES = frozenset({"app_uninstalled", "tokens_revoked", "app_rate_limited"})
"""What Slack tells about the app itself."""


def event(body: Body, ours: Ours, now: datetime) -> Event | None:
    """An event as Slack delivers it; None when it is nothing to the desk. Raises nothing, whatever the body is."""
    inner = part(body, "event")
    if text(body, "type") != "event_callback" or not text(body, "event_id"):
        return None
    handle = _HANDLERS.get(text(inner, "type"))
    return handle(Told(event=inner, body=body, ours=ours, now=now)) if handle else None


def trouble(body: Body) -> str | None:
    """The name of what has happened to the app itself, if that is what the body tells; None for anything else.

    Tokens of people that are revoked are nothing to us: the bot has only its own.
    """
    inner = part(body, "event")
    kind = text(inner, "type") or text(body, "type")
    if kind == "tokens_revoked" and not part(inner, "tokens").get("bot"):
        return None
    return kind if kind in TROUBLES else None


def _message(told: Told) -> Event | None:
    return parse_messages.message(told.event, told.body, told.ours, told.now)


def _reaction(told: Told) -> Event | None:
    return parse_messages.reaction(told.event, told.ours, told.now)


def _home(told: Told) -> Event | None:
    """Somebody opened the bot's own page; the tab with messages is their conversation with it."""
    who = text(told.event, "user")
    if text(told.event, "tab") != "home" or not who:
        return None
    return HomeOpened(id=told.id, at=told.at, who=account(who, told.ours.names.get(who, "")))


_HANDLERS: dict[str, Callable[[Told], Event | None]] = {
    "app_home_opened": _home,
    "app_mention": _message,
    "channel_id_changed": parse_places.channel,
    "dnd_updated_user": parse_people.disturbed,
    "member_joined_channel": parse_places.joined,
    "member_left_channel": parse_places.left,
    "message": _message,
    "reaction_added": _reaction,
    "team_join": parse_people.known,
    "user_change": parse_people.known,
    "user_profile_changed": parse_people.known,
    "user_status_changed": parse_people.known,
    **{f"{kind}_{what}": parse_places.channel for kind in ("channel", "group") for what in CHANGES},
}
"""An event's name -> what reads it."""
