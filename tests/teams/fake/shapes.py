"""Activities in the shapes in which Teams sends them to a bot; leaves sending them to `office`."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from tests.teams.fake.town import BOT, CHANNEL, GROUP, TENANT, Conversation, Post, Team, User
from tests.teams.fake.world import World

ZONE = "Europe/Stockholm"
_MENTION = 'itemscope="" itemtype="http://schema.skype.com/Mention"'
_REPLY = 'itemscope="" itemtype="http://schema.skype.com/Reply"'


def base(world: World, kind: str, user: User, activity: str) -> dict[str, Any]:
    """What every activity has."""
    now = world.moment()
    here = now.astimezone(ZoneInfo(ZONE))
    return {
        "type": kind, "id": activity, "channelId": "msteams", "serviceUrl": world.service_url,
        "timestamp": f"{now.astimezone(ZoneInfo('UTC')):%Y-%m-%dT%H:%M:%S.%f}0Z",
        "localTimestamp": f"{here:%Y-%m-%dT%H:%M:%S.%f}0{here.isoformat()[-6:]}", "localTimezone": ZONE,
        "locale": user.locale, "from": user.sender(), "recipient": {"id": BOT, "name": world.town.name},
    }  # fmt: skip


def conversation(here: Conversation, thread: str | None) -> dict[str, Any]:
    """Where it happened."""
    where = {"conversationType": here.kind, "tenantId": TENANT, "id": here.id}
    if here.kind == CHANNEL and thread:
        where["id"] = f"{here.id};messageid={thread}"
    if here.kind in {CHANNEL, GROUP}:
        where = {"isGroup": True, **where}
    return where


def channel_data(here: Conversation, **more: Any) -> dict[str, Any]:
    """What only Teams says of the place."""
    data: dict[str, Any] = {"tenant": {"id": TENANT}}
    if here.team is not None:
        data |= {"teamsChannelId": here.id, "teamsTeamId": here.team.id, "channel": {"id": here.id},
                 "team": {"id": here.team.id}}  # fmt: skip
    return data | more


def somewhere(
    world: World, kind: str, user: User, here: Conversation, thread: str | None, activity: str, **more: Any
) -> dict[str, Any]:
    """Something that happened in a conversation."""
    shape = base(world, kind, user, activity)
    return {**shape, "conversation": conversation(here, thread), "channelData": channel_data(here), **more}


def client(user: User) -> dict[str, Any]:
    """What the person's own program says of itself."""
    language, _, country = user.locale.partition("-")
    locale = f"{language}-{country}" if country else language
    return {"type": "clientInfo", "locale": locale, "country": country, "platform": "Web", "timezone": ZONE}


def message(world: World, here: Conversation, post: Post, kind: str = "message", event: str = "") -> dict[str, Any]:
    """Somebody's message: new, or changed, or removed (`event`: Teams' word for that)."""
    user = world.town.user(post.author)
    shape = somewhere(world, kind, user, here, post.thread or post.id, post.id)
    if event:
        shape["channelData"]["eventType"] = event
    if post.thread:
        shape["replyToId"] = post.thread
    return shape if kind == "messageDelete" else shape | post.activity


def written(world: World, user: User, text: str, mentions: Sequence[str], quoted: Post | None) -> dict[str, Any]:
    """What the client makes of typed words: the text, its twin in HTML, and an entity for each mention.

    A mention is written `@Name` in the text; one that is not there comes first.
    """
    entities, plain, rich = [], html.escape(text, quote=False), html.escape(text, quote=False)
    for place, who in enumerate(mentions):
        called = _called(world, who)
        name = html.escape(called["name"], quote=False)
        if f"@{name}" not in plain:
            plain, rich = f"@{name} {plain}", f"@{name} {rich}"
        plain = plain.replace(f"@{name}", f"<at>{name}</at>", 1)
        rich = rich.replace(f"@{name}", f'<span {_MENTION} itemid="{place}">{name}</span>', 1)
        entities.append({"type": "mention", "mentioned": called, "text": f"<at>{name}</at>"})
    rich = f"<p>{'<br>'.join(rich.splitlines())}</p>"
    if quoted is not None:
        plain, rich = f"{quoted.text}\n\n{plain}", _blockquote(world, quoted) + rich
    return {
        "textFormat": "plain", "text": plain, "attachments": [{"contentType": "text/html", "content": rich}],
        "entities": [*entities, client(user)],
    }  # fmt: skip


def _called(world: World, who: str) -> dict[str, str]:
    if who in {BOT, "bot"}:
        return {"id": BOT, "name": world.town.name}
    if who in world.town.conversations:
        return {"id": who, "name": world.town.conversations[who].name, "type": "channel"}
    user = world.town.user(who)
    return {"id": user.id, "name": user.name}


def _blockquote(world: World, quoted: Post) -> str:
    author = world.town.find(quoted.author)
    name, mri = (author.name, f"8:orgid:{author.aad}") if author else (world.town.name, BOT)
    words = html.escape(quoted.text or quoted.summary)
    return (
        f'<blockquote {_REPLY} itemid="{quoted.id}"><strong itemprop="mri" itemid="{mri}">{name}</strong>'
        f'<span itemprop="time" itemid="{quoted.id}"></span><p itemprop="preview">{words}</p></blockquote>'
    )


def of_team(team: Team) -> dict[str, str]:
    """A team as what happens to it shows it."""
    return {"id": team.id, "name": team.name, "aadGroupId": team.group}
