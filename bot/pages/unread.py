"""Counts what somebody has not read yet; leaves what stands in the chat to the local platform."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.pages.demo import PersonView
from bot.platforms.local.log import Post
from knowledge.conversation.event import DIRECT


@dataclass(frozen=True, kw_only=True)
class Badges:
    """How much is new, for one reader."""

    channels: dict[str, int]
    """Channel id -> messages that the reader has not seen."""
    people: dict[str, int]
    """Person id -> messages that call that person or are for that person alone, not seen by that person."""


class Unread:
    """How far everybody has read; nobody has read anything to begin with."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._read: dict[tuple[str, str], int] = {}

    def seen(self, account: str, channel: str, order: int) -> None:
        """The account has read that channel up to the message with that order."""
        self._read[account, channel] = max(order, self._read.get((account, channel), 0))

    def new(self, post: Post, account: str) -> bool:
        """Whether the account has a message before it that somebody else wrote."""
        if post.gone or post.author == account or not post.seen_by(account):
            return False
        return post.order > self._read.get((account, post.channel), 0)

    def badges(
        self, posts: Iterable[Post], reader: PersonView, channels: Collection[str], people: Collection[PersonView]
    ) -> Badges:
        """What is new in these channels for the reader, and what waits for each of these people."""
        accounts = {person.id: person.account for person in people}
        by_account = {person.account: person.id for person in people}
        in_channel: Counter[str] = Counter()
        for_person: Counter[str] = Counter()
        for post in posts:
            if post.channel in channels and self.new(post, reader.account):
                in_channel[post.channel] += 1
            for person in _called(post, by_account):
                if person in accounts and self.new(post, accounts[person]):
                    for_person[person] += 1
        return Badges(channels=dict(in_channel), people=dict(for_person))


def _called(post: Post, by_account: dict[str, str]) -> set[str]:
    """The ids of the people whom a message of the bot's is meant for by name."""
    if post.message is None:
        return set()
    called = set(post.message.mentions)
    alone = post.only_for or (
        post.channel.removeprefix(f"{DIRECT}:") if post.channel.startswith(f"{DIRECT}:") else None
    )
    if alone is not None and alone in by_account:
        called.add(by_account[alone])
    return called
