"""The methods that tell about channels and what was said there; leaves people to their own file."""

from __future__ import annotations

from typing import Any

from tests.slack.fake.posts import Post
from tests.slack.fake.records import ApiError
from tests.slack.fake.workspace import BOT_USER, Channel
from tests.slack.fake.world import World

LARGEST_PAGE = 1000
_TYPES = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}
_SCOPES = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}


def paged(found: list[Any], args: dict[str, Any], usual: int = 100) -> tuple[list[Any], str]:
    """One page of a list, and the cursor of the next."""
    limit = args.get("limit", usual)
    if not 1 <= limit <= LARGEST_PAGE:
        raise ApiError("invalid_limit", offence=f"limit {limit}")
    cursor = args.get("cursor") or "at:0"
    if not cursor.startswith("at:") or not cursor[3:].isdecimal():
        raise ApiError("invalid_cursor", offence="a cursor that was never given")
    start = int(cursor[3:])
    end = start + limit
    return found[start:end], f"at:{end}" if end < len(found) else ""


def readable(world: World, channel_id: str, what: str) -> Channel:
    """A channel that the bot may see and has the scope for."""
    offered = ",".join(f"{kind}:{what}" for kind in ("channels", "groups", "mpim", "im"))
    if not world.scopes & set(offered.split(",")):
        world.need(offered)
    channel = world.reach(channel_id, inside=what == "history")
    world.need(f"{channel.scope}:{what}")
    return channel


def within(post: Post, args: dict[str, Any]) -> bool:
    """Whether a message is of the asked span."""
    oldest, latest = args.get("oldest") or "0", args.get("latest") or "9999999999"
    moment = float(post.ts)
    if args.get("inclusive"):
        return float(oldest) <= moment <= float(latest)
    return float(oldest) < moment < float(latest)


def check_span(args: dict[str, Any]) -> None:
    """Moments are numbers."""
    for end in ("oldest", "latest"):
        try:
            float(args.get(end) or 0)
        except ValueError:
            raise ApiError(f"invalid_ts_{end}", offence=f"{end} is no moment") from None


def messages(page: list[Post], args: dict[str, Any], following: str) -> dict[str, Any]:
    """An answer with messages."""
    shapes = [post.shape(metadata=bool(args.get("include_all_metadata")), reactions=True) for post in page]
    answer: dict[str, Any] = {"ok": True, "messages": shapes, "has_more": bool(following)}
    return answer | ({"response_metadata": {"next_cursor": following}} if following else {})


def history(world: World, args: dict[str, Any]) -> dict[str, Any]:
    """conversations.history: newest first, without replies."""
    channel = readable(world, args["channel"], "history")
    check_span(args)
    posts = [p for p in channel.posts.values() if (p.thread is None or p.broadcast) and within(p, args)]
    posts = [p for p in posts if p.ts not in world.left_out]
    page, following = paged(sorted(posts, key=lambda p: float(p.ts), reverse=True), args)
    return messages(page, args, following) | {"pin_count": len(channel.pinned)}


def replies(world: World, args: dict[str, Any]) -> dict[str, Any]:
    """conversations.replies: the root, then what hangs under it, oldest first."""
    channel = readable(world, args["channel"], "history")
    check_span(args)
    root = channel.posts.get(args["ts"])
    if root is None:
        raise ApiError("thread_not_found")
    posts = sorted((p for p in root.replies if within(p, args)), key=lambda p: float(p.ts))
    page, following = paged([root, *posts], args, LARGEST_PAGE)
    return messages(page, args, following)


def info(world: World, args: dict[str, Any]) -> dict[str, Any]:
    """conversations.info."""
    channel = readable(world, args["channel"], "read")
    shape = world.workspace.channel_shape(channel)
    if args.get("include_num_members"):
        shape["num_members"] = len(channel.members)
    return {"ok": True, "channel": shape}


def members(world: World, args: dict[str, Any]) -> dict[str, Any]:
    """conversations.members."""
    channel = readable(world, args["channel"], "read")
    page, following = paged(channel.members, args)
    return {"ok": True, "members": page, "response_metadata": {"next_cursor": following}}


def kinds(world: World, args: dict[str, Any]) -> set[str]:
    """The asked kinds of channels, for which the app has the scopes."""
    asked = args.get("types") or ["public_channel"]
    if set(asked) - _TYPES.keys():
        raise ApiError("invalid_types", offence=f"types {asked}")
    wanted = {_TYPES[one] for one in asked}
    for kind in sorted(wanted):
        world.need(f"{_SCOPES[kind]}:read")
    return wanted


def listed(world: World, args: dict[str, Any], member: str | None) -> dict[str, Any]:
    """Channels of the asked kinds, all that the bot may see or only somebody's."""
    wanted = kinds(world, args)
    found = [
        channel
        for channel in world.workspace.channels.values()
        if channel.kind in wanted
        and (channel.kind == "channel" or BOT_USER in channel.members)
        and (member is None or member in channel.members)
        and not (channel.archived and args.get("exclude_archived"))
    ]
    page, following = paged(found, args)
    shapes = [world.workspace.channel_shape(channel) for channel in page]
    return {"ok": True, "channels": shapes, "response_metadata": {"next_cursor": following}}


def listing(world: World, args: dict[str, Any]) -> dict[str, Any]:
    """conversations.list."""
    return listed(world, args, None)


def conversations_of(world: World, args: dict[str, Any]) -> dict[str, Any]:
    """users.conversations: one's own channels."""
    return listed(world, args, args.get("user", BOT_USER))


def opened(world: World, args: dict[str, Any]) -> dict[str, Any]:
    """conversations.open: a person's own conversation with the bot."""
    if "channel" in args:
        channel = world.reach(args["channel"], inside=True)
        if channel.user is None:
            raise ApiError("method_not_supported_for_channel_type")
        users = [channel.user]
    else:
        users = args.get("users") or []
    if not users:
        raise ApiError("users_list_not_supplied", offence="conversations.open for nobody")
    if len(users) > 1:
        raise ApiError("method_not_supported_for_channel_type", offence="the fake knows no group conversations")
    user = world.known(users[0])
    if user.deleted:
        raise ApiError("user_disabled")
    was_there = any(channel.user == user.id for channel in world.workspace.channels.values())
    channel = world.workspace.direct(user.id)
    shape = world.workspace.channel_shape(channel) if args.get("return_im") else {"id": channel.id}
    return {"ok": True, "no_op": was_there, "already_open": was_there, "channel": shape}


CONVERSATIONS = {
    "conversations.history": history,
    "conversations.replies": replies,
    "conversations.info": info,
    "conversations.members": members,
    "conversations.list": listing,
    "users.conversations": conversations_of,
    "conversations.open": opened,
}
