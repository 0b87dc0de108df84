"""What people write, change, remove and react with in Slack, as Events; leaves the words themselves to `parse_words`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.platforms.slack.parse_values import (
    SLACKBOT,
    Body,
    Ours,
    account,
    first,
    instant,
    is_foreign,
    part,
    parts,
    place,
    ref,
    text,
)
from bot.platforms.slack.parse_words import said
from knowledge.conversation.event import (
    Account,
    Event,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    MessageRef,
    Reacted,
)

_WRITTEN = frozenset({"", "file_share", "thread_broadcast", "me_message"})
"""Subtypes of what people write. All others are Slack's own lines (joined, topic, pinned, …)."""
_GONE = "tombstone"
"""Subtype of a deleted root that has replies."""


def message(event: Body, body: Body, ours: Ours, now: datetime) -> Event | None:
    """A `message` or `app_mention` event."""
    match text(event, "subtype"):
        case "message_changed":
            return _changed(event, body, ours, now)
        case "message_deleted":
            return _deleted(event, part(event, "previous_message"), ours, now)
        case "message_replied":
            return None
        case _:
            return _posted(event, _channel(event, text(event, "user")), body, ours, now)


def from_history(found: Body, channel: str, ours: Ours, now: datetime) -> tuple[Event, ...]:
    """A message that was read back: what it says now, that it was changed or removed, and the reactions that count.

    Each event has the same id as when it is told live, so nothing counts twice. `channel` is Slack's own id, or
    `direct:<account id>`.
    """
    who = text(found, "user")
    here = place(channel, "" if ours.is_us(found) or who == SLACKBOT else who)
    if not here or not text(found, "ts"):
        return ()
    if text(found, "subtype") == _GONE:
        return (_gone(here, found, now),)
    posted = _posted(found, here, {}, ours, now)
    reactions = tuple(_reactions(found, here, ours, now))
    if posted is None:
        return reactions if ours.is_us(found) else ()
    edited = _edited(posted, text(part(found, "edited"), "ts"), now, read_back=True)
    return (posted, *([edited] if edited else []), *reactions)


def reaction(event: Body, ours: Ours, now: datetime) -> Event | None:
    """Somebody set a reaction on a message."""
    item, who = part(event, "item"), text(event, "user")
    here, ts = place(text(item, "channel"), who), text(item, "ts")
    name = _counts(text(event, "reaction"), ours)
    is_told = who and here and ts and text(item, "type") == "message"
    if not name or not is_told or who == ours.bot_user:
        return None
    moment = text(event, "event_ts")
    return _reacted(ref(here, ts), who, name, instant(moment, now), moment)


def author(found: Body, body: Body, ours: Ours) -> Account:
    """Who wrote a message. Slack tells the name of people whom the workspace does not know, and seldom others."""
    profile = part(found, "user_profile")
    team = first(found, "user_team", "source_team") or text(profile, "team") or text(found, "team")
    restricted = profile.get("is_restricted") is True or profile.get("is_ultra_restricted") is True
    who = text(found, "user")
    return account(
        who,
        first(profile, "real_name", "display_name") or ours.names.get(who, ""),
        is_bot=bool(text(found, "bot_id")),
        is_guest=restricted,
        is_external=is_foreign(team, body, ours),
    )


def _channel(event: Body, who: str) -> str:
    return place(text(event, "channel"), who, text(event, "channel_type"))


def _posted(found: Body, here: str, body: Body, ours: Ours, now: datetime) -> MessagePosted | None:
    """What a person or another bot wrote; None for our own words and for Slack's own lines."""
    ts, who = text(found, "ts"), text(found, "user")
    if text(found, "subtype") not in _WRITTEN or not who or not ts or not here or ours.is_us(found):
        return None
    words = said(found, ours)
    return MessagePosted(
        id=f"slack:message:{here}:{ts}",
        at=instant(ts, now),
        author=author(found, body, ours),
        ref=ref(here, ts, text(found, "thread_ts")),
        text=words.text,
        mentions_bot=words.mentions_bot or text(found, "type") == "app_mention",
        mentions=words.accounts(lambda one: account(one, ours.names.get(one, ""))),
        attachments=len(parts(found, "files")) + sum(1 for one in parts(found, "attachments") if _is_brought(one)),
    )


def _is_brought(attachment: Body) -> bool:
    """Whether its author attached it (a forwarded message, say): previews of links are Slack's doing."""
    is_preview = bool(text(attachment, "from_url")) and attachment.get("is_msg_unfurl") is not True
    return not is_preview or attachment.get("is_share") is True


def _changed(event: Body, body: Body, ours: Ours, now: datetime) -> Event | None:
    """A message is another now: its words, or only a preview, a count of replies, a mark that it is gone."""
    is_now, before = part(event, "message"), part(event, "previous_message")
    found = {**is_now, "ts": first(is_now, "ts") or text(before, "ts")}
    if text(is_now, "subtype") == _GONE:
        return _deleted({**event, "deleted_ts": found["ts"]}, before, ours, now)
    posted = _posted(found, _channel(event, text(found, "user")), body, ours, now)
    if posted is None or posted.author.is_bot or is_now.get("hidden") is True:
        return None
    edited = text(part(is_now, "edited"), "ts")
    if posted.text == said(before, ours).text if before else not edited:
        return None
    return _edited(posted, first(event, "event_ts", "ts") or edited, now)


def _edited(posted: MessagePosted, ts: str, now: datetime, *, read_back: bool = False) -> MessageEdited | None:
    """Named by the moment of the change; what a message itself keeps of it is a whole second, which may hold two."""
    if not ts or posted.author.is_bot:
        return None
    return MessageEdited(
        id=f"slack:edit:{posted.ref.channel}:{posted.ref.id}:{ts}",
        at=instant(ts, now),
        author=posted.author,
        ref=posted.ref,
        text=posted.text,
        read_back=read_back,
        posted_at=posted.at,
    )


def _deleted(event: Body, before: Body, ours: Ours, now: datetime) -> Event | None:
    """A message that is gone; not when it was our own, and not when nobody knows in whose conversation it stood."""
    ts = text(event, "deleted_ts") or text(before, "ts")
    here = _channel(event, text(before, "user"))
    if not ts or not here or ours.is_us(before):
        return None
    return _gone(here, {**before, "ts": ts}, instant(first(event, "event_ts", "ts"), now))


def _gone(here: str, found: Body, at: datetime) -> MessageDeleted:
    ts = text(found, "ts")
    return MessageDeleted(id=f"slack:delete:{here}:{ts}", at=at, ref=ref(here, ts, text(found, "thread_ts")))


def _counts(emoji: str, ours: Ours) -> str:
    """`done` or `looking`, or empty; the tone of a hand does not matter."""
    name = emoji.strip(":").partition("::")[0]
    if name in {one.strip(":") for one in ours.done}:
        return "done"
    return "looking" if name in {one.strip(":") for one in ours.looking} else ""


def _reactions(found: Body, here: str, ours: Ours, now: datetime) -> Iterator[Reacted]:
    """The reactions on a message that was read back. When they were set is not told."""
    seen: set[str] = set()
    for one in parts(found, "reactions"):
        users = one.get("users")
        for who in users if isinstance(users, list) else ():
            name = _counts(text(one, "name"), ours)
            if not name or not isinstance(who, str) or not who or who == ours.bot_user:
                continue
            event = _reacted(ref(here, text(found, "ts"), text(found, "thread_ts")), who, name, now, "")
            if event.id not in seen:
                seen.add(event.id)
                yield event


def _reacted(at: MessageRef, who: str, reaction: str, when: datetime, moment: str) -> Reacted:
    """Once for each time that it is set; read back, when nobody knows how often it was, once for all."""
    event_id = f"slack:reaction:{at.channel}:{at.id}:{who}:{reaction}" + (f":{moment}" if moment else "")
    return Reacted(id=event_id, at=when, who=account(who), ref=at, reaction=reaction, read_back=not moment)
