"""What somebody does in the local chat, as an Event; leaves showing it in the chat to the adapter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime

from bot.platforms.local.log import Post
from knowledge.conversation.event import Account, MessageDeleted, MessageEdited, MessageMarked, MessagePosted, Reacted

BOT = "Supporten"
"""What the bot is called in the local chat; writing `@Supporten` mentions it."""

_CALLS_BOT = re.compile(rf"(?<!\w)@{BOT}\b[:,]?[ \t]*", re.IGNORECASE)


def mentions_bot(text: str) -> bool:
    """Whether the text calls the bot by its name."""
    return _CALLS_BOT.search(text) is not None


def without_bot(text: str) -> str:
    """The text as the desk reads it: without the bot's own name; a text that is nothing else stays as it is."""
    return _CALLS_BOT.sub("", text).strip() or text


def mentioned(text: str, people: Iterable[Account]) -> tuple[Account, ...]:
    """The people whom the text calls as `@First Last`, each once, in the order of `people`."""
    if "@" not in text:
        return ()
    return tuple(one for one in people if one.name and re.search(rf"(?<!\w)@{re.escape(one.name)}\b", text))


def posted(event_id: str, post: Post, author: Account, people: Iterable[Account], *, to_bot: bool) -> MessagePosted:
    """A person's new message; `to_bot` when it calls the bot without its name standing in the text."""
    return MessagePosted(
        id=event_id,
        at=post.at,
        author=author,
        ref=post.ref(author.platform),
        text=without_bot(post.text),
        mentions_bot=to_bot or mentions_bot(post.text),
        mentions=mentioned(post.text, people),
    )


def edited(event_id: str, post: Post, author: Account, at: datetime) -> MessageEdited:
    """A person's changed message; `at` is when it was changed."""
    return MessageEdited(id=event_id, at=at, author=author, ref=post.ref(author.platform), text=without_bot(post.text))


def deleted(event_id: str, post: Post, platform: str, at: datetime) -> MessageDeleted:
    """A message that its author removed at `at`."""
    return MessageDeleted(id=event_id, at=at, ref=post.ref(platform))


def marked(
    event_id: str, post: Post, who: Account, mark: str, at: datetime, names: Callable[[str], str]
) -> MessageMarked:
    """A message of which somebody said at `at` what is to become of it; the bot's own are a bot's."""
    author = Account(platform=who.platform, id=post.author or BOT, name=names(post.author) if post.author else BOT,
                     is_bot=post.author is None)  # fmt: skip
    text = post.message.plain if post.message else without_bot(post.text)
    ref = post.ref(who.platform)
    return MessageMarked(id=event_id, at=at, who=who, ref=ref, author=author, text=text, mark=mark)


def reacted(event_id: str, post: Post, who: Account, reaction: str, at: datetime) -> Reacted:
    """A reaction that was set at `at`; `reaction` is a neutral name, `done` or `looking`."""
    return Reacted(id=event_id, at=at, who=who, ref=post.ref(who.platform), reaction=reaction)
