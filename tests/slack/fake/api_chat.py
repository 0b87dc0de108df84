"""The methods that post, change and remove messages; leaves the rules of blocks to theirs."""

from __future__ import annotations

from typing import Any

from tests.slack.fake.blocks import check_message, named
from tests.slack.fake.events import changed, deleted, posted
from tests.slack.fake.posts import Post
from tests.slack.fake.records import ApiError
from tests.slack.fake.workspace import BOT_USER, Channel
from tests.slack.fake.world import Ephemeral, World

CUT, LONGEST_UPDATE = 40_000, 4_000
_LOOKS = ("username", "icon_emoji", "icon_url")


def content(world: World, args: dict[str, Any], *, may_be_silent: bool = False) -> dict[str, Any]:
    """The words, blocks and metadata of a call, checked."""
    if "markdown_text" in args and args.keys() & {"text", "blocks"}:
        raise ApiError("markdown_text_conflict", offence="markdown_text beside text or blocks")
    if any(look in args for look in _LOOKS):
        world.need("chat:write.customize")
    text = args.get("markdown_text", args.get("text", ""))
    blocks, metadata = args.get("blocks"), args.get("metadata")
    if blocks:
        check_message(blocks)
        blocks = named(blocks, world.number("b"))
    if len(args.get("attachments", ())) > 100:
        raise ApiError("too_many_attachments", offence="more than 100 attachments")
    if not may_be_silent and not text.strip() and not blocks and not args.get("attachments"):
        raise ApiError("no_text", offence="a message without words")
    if blocks and not text.strip() and not may_be_silent:
        world.offence("blocks without the text that stands in for them")
    if metadata:
        check_metadata(metadata)
    return {"text": text, "blocks": blocks, "metadata": metadata}


def check_metadata(metadata: Any) -> None:
    """It has a name and a flat or nested payload, and nothing else."""
    if (
        not isinstance(metadata, dict)
        or metadata.keys() != {"event_type", "event_payload"}
        or not isinstance(metadata["event_type"], str)
        or not isinstance(metadata["event_payload"], dict)
    ):
        raise ApiError("invalid_metadata_format", offence="metadata of another form")


def target(world: World, channel_id: str) -> Channel:
    """Where a message goes: a channel that we are in, or somebody's own conversation, also by their id."""
    user = world.workspace.users.get(channel_id)
    channel = world.workspace.direct(user.id) if user else world.reach(channel_id)
    if channel.user and world.workspace.user(channel.user).deleted:
        raise ApiError("user_disabled")
    if channel.archived:
        raise ApiError("is_archived")
    if BOT_USER not in channel.members and not (channel.kind == "channel" and "chat:write.public" in world.scopes):
        raise ApiError("not_in_channel")
    return channel


def root_of(channel: Channel, thread: str | None) -> str | None:
    """The thread's root, which has to be one."""
    if thread is None:
        return None
    root = channel.posts.get(thread)
    if root is None:
        raise ApiError("thread_not_found")
    if root.thread is not None:
        raise ApiError("cannot_reply_to_message", offence="thread_ts of a reply")
    return thread


def post_message(world: World, args: dict[str, Any]) -> dict[str, Any]:
    """chat.postMessage."""
    said = content(world, args)
    channel = target(world, args["channel"])
    thread = root_of(channel, args.get("thread_ts"))
    cut = len(said["text"]) > CUT
    post = Post(world.stamps.next(), channel, BOT_USER, said["text"][:CUT], thread=thread)
    post.blocks, post.metadata = said["blocks"] or None, said["metadata"] or None
    if thread and args.get("reply_broadcast"):
        post.broadcast, post.subtype = True, "thread_broadcast"
    channel.put(post)
    world.tell(posted(post), channel)
    answer = {"ok": True, "channel": channel.id, "ts": post.ts, "message": post.shape(metadata=True)}
    return answer | ({"warning": "message_truncated"} if cut else {})


def own_post(world: World, args: dict[str, Any], error: str, *, archived: str) -> Post:
    """A message that we posted and may still touch."""
    channel = world.reach(args["channel"])
    if channel.archived:
        raise ApiError(archived)
    if BOT_USER not in channel.members:
        raise ApiError(error)
    post = world.post(channel, args["ts"])
    if not post.by_bot:
        raise ApiError(error, offence=f"{error}: somebody else's message")
    return post


def update(world: World, args: dict[str, Any]) -> dict[str, Any]:
    """chat.update: what is not given stays as it was."""
    if not args.keys() & {"text", "blocks", "attachments", "markdown_text"}:
        raise ApiError("no_text", offence="an update without words")
    said = content(world, args, may_be_silent=bool(args.get("blocks")) or "text" not in args)
    if len(said["text"]) > LONGEST_UPDATE:
        raise ApiError("msg_too_long", offence=f"chat.update with {len(said['text'])} characters")
    post = own_post(world, args, "cant_update_message", archived="is_inactive")
    before = post.shape(metadata=True)
    if "text" in args or "markdown_text" in args:
        post.text = said["text"]
    if said["blocks"] is not None:
        post.blocks = said["blocks"] or None
    if said["metadata"] is not None:
        post.metadata = said["metadata"] or None
    now = world.stamps.next()
    post.edited = {"user": BOT_USER, "ts": f"{now.split('.')[0]}.000000"}
    world.tell(changed(post, before, now), post.channel)
    shape = post.shape(metadata=True)
    return {"ok": True, "channel": post.channel.id, "ts": post.ts, "text": post.text, "message": shape}


def delete(world: World, args: dict[str, Any]) -> dict[str, Any]:
    """chat.delete."""
    post = own_post(world, args, "cant_delete_message", archived="cant_delete_message")
    before = post.shape(metadata=True)
    world.remove(post.channel, post.ts)
    world.tell(deleted(post, before, world.stamps.next()), post.channel)
    return {"ok": True, "channel": post.channel.id, "ts": post.ts}


def post_ephemeral(world: World, args: dict[str, Any]) -> dict[str, Any]:
    """chat.postEphemeral."""
    said = content(world, args)
    channel = target(world, args["channel"])
    if len(said["text"]) > CUT:
        raise ApiError("msg_too_long", offence=f"chat.postEphemeral with {len(said['text'])} characters")
    if args["user"] not in channel.members:
        raise ApiError("user_not_in_channel")
    thread = root_of(channel, args.get("thread_ts"))
    note = Ephemeral(world.stamps.next(), channel, args["user"], said["text"], said["blocks"] or None, thread)
    world.ephemerals.append(note)
    return {"ok": True, "message_ts": note.ts}


def permalink(world: World, args: dict[str, Any]) -> dict[str, Any]:
    """chat.getPermalink."""
    channel = world.reach(args["channel"])
    post = world.post(channel, args["message_ts"])
    address = f"https://{world.workspace.domain}.slack.com/archives/{channel.id}/p{post.ts.replace('.', '')}"
    if post.thread:
        address += f"?thread_ts={post.thread}&cid={channel.id}"
    return {"ok": True, "permalink": address, "channel": channel.id}


CHAT = {
    "chat.postMessage": post_message,
    "chat.update": update,
    "chat.delete": delete,
    "chat.postEphemeral": post_ephemeral,
    "chat.getPermalink": permalink,
}
