"""What people write, change, remove and react with in Teams, as Events; leaves the words themselves to `parse_words`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.platforms.shared.payloads import Body, must, parts, text
from bot.platforms.teams.door import GROUP
from bot.platforms.teams.parse_cards import is_submit
from bot.platforms.teams.parse_values import Activity, written_at
from bot.platforms.teams.parse_words import said
from knowledge.conversation.event import (
    Account,
    Event,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    MessageRef,
    Reacted,
)


def posted(activity: Activity, now: datetime) -> tuple[Event, ...]:
    """Somebody wrote; what we wrote ourselves, and what a button sent, is no message."""
    if activity.is_by_us or is_submit(activity.body):
        return ()
    return (_posted(activity, now),)


def updated(activity: Activity, now: datetime) -> tuple[Event, ...]:
    """A message says something else now, or its author took back that it was deleted."""
    if activity.is_by_us or activity.change not in {"", "editMessage", "undeleteMessage"}:
        return ()
    message, moment = _posted(activity, now), activity.moment()
    if activity.change == "undeleteMessage":
        return (replace(message, id=activity.event_id("undeleted", moment), restored=True),)
    if message.author.is_bot:
        return ()
    edited = MessageEdited(
        id=activity.event_id("edited", moment),
        at=message.at,
        author=message.author,
        ref=message.ref,
        text=message.text,
        posted_at=written_at(message.ref.id, now),
    )
    return (edited,)


def deleted(activity: Activity, now: datetime) -> tuple[Event, ...]:
    """A message is gone; not when it was our own."""
    if activity.is_by_us or activity.change not in {"", "softDeleteMessage"}:
        return ()
    ref = _ref(activity, must(activity.body, "id", "a deleted message"))
    return (MessageDeleted(id=activity.event_id("deleted", activity.moment()), at=activity.at(now), ref=ref),)


def reacted(activity: Activity, now: datetime) -> tuple[Event, ...]:
    """Somebody set reactions on a message of ours; that one is taken away is nothing to the desk."""
    if activity.is_by_us or not parts(activity.body, "reactionsAdded"):
        return ()
    ref = _ref(activity, must(activity.body, "replyToId", "a reaction"))
    return tuple(_reacted(activity, ref, now))


def standing(activity: Activity, message: str) -> MessageRef:
    """Where a message stands; in a group chat it hangs on the message that it quotes."""
    quoted = said(activity).quoted if activity.kind == GROUP else ""
    return activity.ref(message, quoted if quoted != message else None)


def _posted(activity: Activity, now: datetime) -> MessagePosted:
    message, author = must(activity.body, "id", "a message"), activity.who("a message")
    words, ref = said(activity), _ref(activity, message)
    is_answer = activity.kind == GROUP and words.quoted != message
    return MessagePosted(
        id=activity.event_id(),
        at=activity.at(now),
        author=author,
        ref=replace(ref, thread=words.quoted or None) if is_answer else ref,
        text=words.text,
        mentions_bot=words.mentions_bot,
        mentions=_people(activity, words.people),
        attachments=words.attachments,
    )


def _ref(activity: Activity, message: str) -> MessageRef:
    """Raises ValueError when nobody says where it stands."""
    if not activity.channel:
        raise ValueError("nobody says in which conversation it stands")
    return activity.ref(message)


def _people(activity: Activity, called: tuple[Body, ...]) -> tuple[Account, ...]:
    """Each once; by the directory's id where the mention has it, or where only one person bears the name."""
    found: dict[str, Account] = {}
    for one in called:
        account = activity.account(one)
        if account.id == text(one, "id"):
            account = replace(account, id=activity.ours.by_name.get(account.name) or account.id)
        found.setdefault(account.id, account)
    return tuple(found.values())


def _reacted(activity: Activity, ref: MessageRef, now: datetime) -> Iterator[Reacted]:
    who = activity.who("a reaction")
    told = [text(one, "type") for one in parts(activity.body, "reactionsAdded")]
    for name, wanted in (("done", activity.ours.done), ("looking", activity.ours.looking)):
        if {one.casefold() for one in wanted} & {one.casefold() for one in told if one}:
            yield Reacted(id=activity.event_id(name), at=activity.at(now), who=who, ref=ref, reaction=name)
