"""The methods that tell about people, the workspace and the app itself; leaves channels to their own file."""

from __future__ import annotations

from typing import Any

from tests.slack.fake.api_reads import paged
from tests.slack.fake.events import rest_shape
from tests.slack.fake.records import ApiError
from tests.slack.fake.workspace import APP, BOT_ID, BOT_USER, TEAM
from tests.slack.fake.world import World

MOST_AT_ONCE = 50


def shows_email(world: World) -> bool:
    """Without the scope the address is simply not there."""
    return "users:read.email" in world.scopes


def info(world: World, args: dict[str, Any]) -> dict[str, Any]:
    """users.info."""
    user = world.known(args["user"])
    locale = bool(args.get("include_locale"))
    return {"ok": True, "user": world.workspace.user_shape(user, email=shows_email(world), locale=locale)}


def listing(world: World, args: dict[str, Any]) -> dict[str, Any]:
    """users.list."""
    page, following = paged(list(world.workspace.users.values()), args)
    email, locale = shows_email(world), bool(args.get("include_locale"))
    shapes = [world.workspace.user_shape(user, email=email, locale=locale) for user in page]
    cache_ts = int(world.clock().timestamp())
    return {"ok": True, "members": shapes, "cache_ts": cache_ts, "response_metadata": {"next_cursor": following}}


def by_email(world: World, args: dict[str, Any]) -> dict[str, Any]:
    """users.lookupByEmail: people of this workspace who are still there."""
    wanted = args["email"].lower()
    for user in world.workspace.users.values():
        if user.email and user.email.lower() == wanted and not user.deleted and user.team is None:
            return {"ok": True, "user": world.workspace.user_shape(user, email=True, locale=False)}
    raise ApiError("users_not_found")


def profile(world: World, args: dict[str, Any]) -> dict[str, Any]:
    """users.profile.get: the only place with the profile's own fields."""
    user = world.known(args.get("user", BOT_USER))
    labels = bool(args.get("include_labels"))
    shape = world.workspace.profile_shape(user, email=shows_email(world), fields=True, labels=labels)
    return {"ok": True, "profile": shape}


def presence(world: World, args: dict[str, Any]) -> dict[str, Any]:
    """users.getPresence."""
    world.known(args.get("user", BOT_USER))
    return {"ok": True, "presence": "active"}


def rest(world: World, args: dict[str, Any]) -> dict[str, Any]:
    """dnd.info."""
    return {"ok": True, **rest_shape(world.known(args.get("user", BOT_USER)))}


def rests(world: World, args: dict[str, Any]) -> dict[str, Any]:
    """dnd.teamInfo: at most fifty people."""
    if not args["users"]:
        raise ApiError("no_users_provided", offence="dnd.teamInfo for nobody")
    if len(args["users"]) > MOST_AT_ONCE:
        raise ApiError("too_many_users", offence=f"dnd.teamInfo for {len(args['users'])}")
    known = [world.workspace.users[one] for one in args["users"] if one in world.workspace.users]
    return {"ok": True, "users": {user.id: rest_shape(user) for user in known}, "cached": True}


def team(world: World, _args: dict[str, Any]) -> dict[str, Any]:
    """team.info."""
    domain = world.workspace.domain
    shape = {
        "id": TEAM,
        "name": world.workspace.name,
        "url": f"https://{domain}.slack.com/",
        "domain": domain,
        "email_domain": "example.org",
        "icon": {"image_default": True},
        "avatar_base_url": "https://files.example.org/",
        "is_verified": False,
    }
    return {"ok": True, "team": shape}


def fields(world: World, _args: dict[str, Any]) -> dict[str, Any]:
    """team.profile.get: the names of the profile's own fields."""
    shapes = [
        {
            "id": key,
            "ordering": place,
            "label": label,
            "hint": "",
            "type": "text",
            "possible_values": [],
            "options": {"is_protected": False},
            "is_hidden": False,
        }
        for place, (key, label) in enumerate(world.workspace.fields.items())
    ]
    return {"ok": True, "profile": {"fields": shapes, "sections": []}}


def who_am_i(world: World, _args: dict[str, Any]) -> dict[str, Any]:
    """auth.test."""
    return {
        "ok": True,
        "url": f"https://{world.workspace.domain}.slack.com/",
        "team": world.workspace.name,
        "user": world.workspace.user(BOT_USER).name,
        "team_id": TEAM,
        "user_id": BOT_USER,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def echo(_world: World, args: dict[str, Any]) -> dict[str, Any]:
    """api.test."""
    if "error" in args:
        return {"ok": False, "error": args["error"], "args": args}
    return {"ok": True, "args": args}


def connection(world: World, _args: dict[str, Any]) -> dict[str, Any]:
    """apps.connections.open: an address that works once."""
    ticket = world.number("ticket-")
    world.tickets.add(ticket)
    root = world.api_root.removesuffix("api/").replace("http://", "ws://")
    return {"ok": True, "url": f"{root}link/?ticket={ticket}&app_id={APP}"}


PEOPLE = {
    "users.info": info,
    "users.list": listing,
    "users.lookupByEmail": by_email,
    "users.profile.get": profile,
    "users.getPresence": presence,
    "dnd.info": rest,
    "dnd.teamInfo": rests,
    "team.info": team,
    "team.profile.get": fields,
    "auth.test": who_am_i,
    "api.test": echo,
    "apps.connections.open": connection,
}
