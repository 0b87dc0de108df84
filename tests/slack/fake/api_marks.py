"""The methods for reactions and pins; leaves messages themselves to their own file."""

from __future__ import annotations

import re
from typing import Any

from tests.slack.fake.events import reaction
from tests.slack.fake.posts import Post
from tests.slack.fake.records import ApiError
from tests.slack.fake.workspace import BOT_USER
from tests.slack.fake.world import World

MOST_PINS = 100


def item(world: World, args: dict[str, Any]) -> Post:
    """The message that is meant."""
    if "channel" not in args or "timestamp" not in args:
        raise ApiError("no_item_specified", offence="neither message nor file")
    if not re.fullmatch(r"\d+\.\d{6}", args["timestamp"]):
        raise ApiError("bad_timestamp", offence=f"timestamp {args['timestamp']}")
    channel = world.reach(args["channel"])
    if BOT_USER not in channel.members:
        raise ApiError("no_access")
    return world.post(channel, args["timestamp"])


def react(world: World, args: dict[str, Any]) -> dict[str, Any]:
    """reactions.add."""
    post, name = item(world, args), args["name"]
    if not re.fullmatch(r"[\w+'-]+", name):
        raise ApiError("invalid_name", offence=f"reaction {name}")
    if post.channel.archived:
        raise ApiError("is_archived")
    users = post.reactions.setdefault(name, [])
    if BOT_USER in users:
        raise ApiError("already_reacted")
    users.append(BOT_USER)
    world.tell(reaction(True, BOT_USER, post, name, world.stamps.next()), post.channel)
    return {"ok": True}


def unreact(world: World, args: dict[str, Any]) -> dict[str, Any]:
    """reactions.remove."""
    post, name = item(world, args), args["name"]
    users = post.reactions.get(name, [])
    if BOT_USER not in users:
        raise ApiError("no_reaction")
    users.remove(BOT_USER)
    if not users:
        del post.reactions[name]
    world.tell(reaction(False, BOT_USER, post, name, world.stamps.next()), post.channel)
    return {"ok": True}


def pin(world: World, args: dict[str, Any]) -> dict[str, Any]:
    """pins.add."""
    world.reach(args["channel"], inside=True)
    post = item(world, args)
    pinned = post.channel.pinned
    if post.ts in pinned:
        raise ApiError("already_pinned")
    if len(pinned) >= MOST_PINS:
        raise ApiError("too_many_pins")
    pinned.append(post.ts)
    return {"ok": True}


def unpin(world: World, args: dict[str, Any]) -> dict[str, Any]:
    """pins.remove."""
    post = item(world, args)
    if post.ts not in post.channel.pinned:
        raise ApiError("no_pin")
    post.channel.pinned.remove(post.ts)
    return {"ok": True}


MARKS = {"reactions.add": react, "reactions.remove": unreact, "pins.add": pin, "pins.remove": unpin}
