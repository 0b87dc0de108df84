"""What Slack tells about a person: profile, school, status, do not disturb; leaves the words of a status to `parse_status`."""

from __future__ import annotations

from datetime import datetime

from bot.platforms.base import Profile
from bot.platforms.slack.parse_places import Told
from bot.platforms.slack.parse_status import says_away
from bot.platforms.slack.parse_values import (
    SLACKBOT,
    Body,
    Ours,
    account,
    first,
    must,
    part,
    seconds,
    text,
)
from knowledge.conversation.event import Event, PersonKnown, Presence

_LANGUAGES = ("sv", "en")
_FALSE_SCHOOL = frozenset({"", "-", "–"})


def profile(user: Body, ours: Ours, fields: Body | None = None, now: datetime | None = None) -> Profile:
    """What is known about the `user` of users.info; `fields` are those of users.profile.get.

    A status that has ended by `now` is none. Raises ValueError when it is nobody.
    """
    who = must(user, "id", "a Slack user")
    known = part(user, "profile")
    return Profile(
        account=account(
            who,
            first(known, "real_name", "display_name") or first(user, "real_name", "name"),
            is_bot=_is_bot(user),
            is_guest=any(user.get(kind) is True for kind in ("is_restricted", "is_ultra_restricted")),
            is_external=_is_external(user, ours),
        ),
        email=text(known, "email").strip() or None,
        language=_language(text(user, "locale")),
        school=_school(fields if isinstance(fields, dict) and fields else part(known, "fields"), ours.school_field),
        has_left=user.get("deleted") is True,
        presence=presence_of_status(known, now),
    )


def presence_of_status(known: Body, now: datetime | None = None) -> Presence | None:
    """What a profile's status says about being there; None when the profile has none to tell of."""
    if not {"status_text", "status_emoji"} & set(known):
        return None
    until = seconds(known.get("status_expiration"))
    is_over = until is not None and now is not None and until <= now
    is_away = not is_over and says_away(text(known, "status_text"), text(known, "status_emoji"))
    return Presence(is_away=is_away, until=until if is_away else None)


def presence_of_dnd(dnd: Body, now: datetime) -> Presence:
    """Whether somebody may not be disturbed now: a snooze they set, or the hours they have chosen."""
    ends = [until for until in (_snoozed(dnd), _chosen(dnd, now)) if until is not None and until > now]
    return Presence(is_away=bool(ends), until=max(ends, default=None), sign="dnd")


def known(told: Told) -> Event | None:
    """Somebody's profile or status has changed, or somebody is new in the workspace."""
    user = part(told.event, "user")
    if not text(user, "id") or _is_bot(user):
        return None
    found = profile(user, told.ours, now=told.now)
    return PersonKnown(
        id=told.id,
        at=told.at,
        account=found.account,
        email=found.email,
        language=found.language,
        school=found.school,
        has_left=found.has_left,
        presence=found.presence,
    )


def disturbed(told: Told) -> Event | None:
    """Somebody's do-not-disturb has changed."""
    who = text(told.event, "user")
    if not who or who in (told.ours.bot_user, SLACKBOT):
        return None
    return PersonKnown(
        id=told.id,
        at=told.at,
        account=account(who, told.ours.names.get(who, "")),
        presence=presence_of_dnd(part(told.event, "dnd_status"), told.now),
    )


def _is_bot(user: Body) -> bool:
    kinds = ("is_bot", "is_workflow_bot", "is_connector_bot")
    return any(user.get(kind) is True for kind in kinds) or text(user, "id") == SLACKBOT


def _is_external(user: Body, ours: Ours) -> bool:
    """Whether somebody belongs to another organisation; another workspace of our own enterprise is none."""
    if user.get("is_stranger") is True:
        return True
    above = part(user, "enterprise_user")
    homes = [text(user, "team_id"), *_texts(user.get("teams")), *_texts(above.get("teams"))]
    if not text(user, "team_id") or not ours.team or ours.team in homes:
        return False
    return not ours.enterprise or ours.enterprise not in {text(above, "enterprise_id"), text(user, "enterprise_id")}


def _texts(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _language(locale: str) -> str | None:
    """`sv` of `sv-SE`; None for languages that the desk does not speak."""
    spoken = locale.replace("_", "-").partition("-")[0].lower()
    return spoken if spoken in _LANGUAGES else None


def _school(fields: Body, wanted: str) -> str | None:
    """The value of the profile field with that id or label."""
    if not wanted.strip():
        return None
    for name in fields:
        one = part(fields, name)
        if wanted.strip().casefold() in (str(name).casefold(), text(one, "label").strip().casefold()):
            value = text(one, "value").strip() or text(one, "alt").strip()
            return None if value in _FALSE_SCHOOL else value
    return None


def _snoozed(dnd: Body) -> datetime | None:
    return seconds(dnd.get("snooze_endtime")) if dnd.get("snooze_enabled") is True else None


def _chosen(dnd: Body, now: datetime) -> datetime | None:
    """When the chosen hours end, if they have begun."""
    start, end = seconds(dnd.get("next_dnd_start_ts")), seconds(dnd.get("next_dnd_end_ts"))
    if dnd.get("dnd_enabled") is not True or start is None or end is None or start > now:
        return None
    return end
