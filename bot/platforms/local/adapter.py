"""The local chat as a Platform and as people use it; leaves showing it to the pages, the terminal and the rehearsal."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from bot.platforms.base import (
    FIND,
    FORMS,
    NOTICES,
    PINS,
    REACTIONS,
    Absent,
    Address,
    Found,
    Gone,
    Hear,
    Posted,
    Profile,
)
from bot.platforms.local import keep, parse
from bot.platforms.local.delivery import Delivery
from bot.platforms.local.in_process import InProcess
from bot.platforms.local.log import Change, Log, Post
from bot.platforms.local.record import Record
from knowledge.conversation.event import (
    DIRECT,
    Account,
    ButtonPressed,
    CommandGiven,
    Event,
    FormFilled,
    MemberJoined,
    MessageRef,
)
from knowledge.conversation.message import Form, Message, Notice, Shown


def _nobody() -> Iterable[str]:
    return ()


def _unique() -> str:
    return secrets.token_hex(8)


class LocalPlatform(InProcess):
    """A chat service in our own process."""

    abilities = frozenset({NOTICES, FORMS, PINS, REACTIONS, FIND})

    def __init__(
        self,
        *,
        clock: Callable[[], datetime],
        names: Callable[[str], str],
        accounts: Callable[[], Iterable[str]] = _nobody,
        name: str = "local",
        new_id: Callable[[], str] = _unique,
        delivery: Delivery | None = None,
    ) -> None:
        """`names`: account id -> display name; `accounts`: everybody who can be mentioned; `new_id` never repeats."""
        self.name = name
        self.log = Log()
        self.delivery = delivery or Delivery()
        self.on_bot: Callable[[Record], None] | None = None
        """Called for each thing that the bot does, in order."""
        self._clock, self._names, self._accounts, self._new_id = clock, names, accounts, new_id
        self._opened: dict[tuple[str, str, str], Address] = {}

    # As the desk uses it

    async def start(self, hear: Hear) -> None:
        """Begin to give what happens to `hear`."""
        self.delivery.start(hear)

    async def stop(self) -> None:
        """Give nothing more; what stands in the chat stays."""
        await self.delivery.stop()

    async def send(self, to: Address, key: str, message: Message, token: str) -> str:
        """Post a message of the bot's; returns its id. Raises Gone when its thread is not there."""
        if to.thread is not None and self.log.place(to.thread) is None:
            raise Gone(f"no thread {to.thread} in {to.channel}")
        kind = "direct" if to.channel.startswith(f"{DIRECT}:") else "notice" if to.only_for else "posted"
        return self._put(kind, to, key, message, token)

    async def revise(self, ref: MessageRef, key: str, message: Message, token: str) -> None:
        """Replace what a message of the bot's says. Raises Gone when it is not there."""
        post = self.log.get(ref.id)
        if post is None or post.author is not None:
            raise Gone(f"no message {ref.id}")
        self.log.change(post.id, message=message, key=key, token=token)
        self._record("revised", self._address(post), key, message=message, token=token)

    async def withdraw(self, ref: MessageRef) -> None:
        """Take a message of the bot's away; nothing happens when it is not there."""
        post = self.log.get(ref.id)
        if post is None or post.author is not None:
            return
        self.log.remove(post.id)
        self._record("withdrawn", self._address(post), post.key, message=post.message, token=post.token)

    async def find(self, token: str, to: Address, since: datetime) -> Found:
        """Whether the message with that token was posted in that channel at or after `since`."""
        post = self.log.carrying(token)
        here = post is not None and post.channel == to.channel and post.at >= since
        return Posted(id=post.id) if post and here else Absent()

    async def pin(self, ref: MessageRef, *, pinned: bool = True) -> None:
        """Show a message at the top of its channel, or no longer. Raises Gone when it is not there."""
        if self.log.get(ref.id) is None:
            raise Gone(f"no message {ref.id}")
        self.log.change(ref.id, pinned=pinned)

    async def person(self, account: Account) -> Profile | None:
        """The account with its name; None when nobody has it."""
        return Profile(account=self._account(account.id)) if account.id in set(self._accounts()) else None

    def since(
        self,
        cursor: str | None,
        known: Sequence[MessageRef] = (),  # noqa: ARG002 - the chat tells of deletions by itself
        places: Sequence[str] = (),  # noqa: ARG002 - it has one log for all
    ) -> AsyncIterator[Event]:
        """What happened at or after the moment `cursor` (ISO 8601); to be given again is harmless."""
        return self.delivery.since(cursor)

    def link(self, ref: MessageRef) -> str | None:
        """The message's address on the chat page."""
        return f"/chat/go?id={ref.id}"

    # As people use it

    def stranger(self, name: str) -> str:
        """The account of somebody whom the directory does not know: the name itself."""
        return name

    async def say(
        self, who: str, channel: str, text: str, thread: str | None = None, *, mentions_bot: bool = False
    ) -> str:
        """Write in a channel or under a message; returns the message's id. Raises Gone when the thread is not there."""
        if thread is not None:
            thread = self._standing(thread).root
        post = Post(id=self._new_id(), channel=channel, thread=thread, author=who, at=self._clock(), text=text)
        post = self.log.add(post)
        people = [self._account(account) for account in self._accounts()] if "@" in text else []
        event = parse.posted(self._event_id(), post, self._account(who), people, to_bot=mentions_bot)
        self._show(await self.delivery.tell(event), who, self._address(post), "")
        return post.id

    async def edit(self, post_id: str, text: str) -> None:
        """Change one's own message. Raises Gone when it is not there or is the bot's."""
        post = self._standing(post_id)
        if post.author is None:
            raise Gone(f"{post_id} is the bot's")
        post = self.log.change(post_id, text=text, edited=True) or post
        event = parse.edited(self._event_id(), post, self._account(post.author or ""), self._clock())
        self._show(await self.delivery.tell(event), post.author or "", self._address(post), "")

    async def delete(self, post_id: str) -> None:
        """Remove one's own message. Raises Gone when it is not there."""
        post = self._standing(post_id)
        self.log.remove(post_id)
        await self.delivery.tell(parse.deleted(self._event_id(), post, self.name, self._clock()))

    async def react(self, who: str, post_id: str, reaction: str) -> None:
        """Set a reaction, `done` or `looking`. Raises Gone when the message is not there."""
        post = self._standing(post_id)
        if (reaction, who) in post.reactions:
            return
        self.log.change(post_id, reactions=(*post.reactions, (reaction, who)))
        await self.delivery.tell(parse.reacted(self._event_id(), post, self._account(who), reaction, self._clock()))

    async def marks(self, who: str, post_id: str, mark: str) -> Shown | None:
        """Say what is to become of a message, from its menu. Raises Gone when it is not there, or TryLater."""
        post = self._standing(post_id)
        event = parse.marked(self._event_id(), post, self._account(who), mark, self._clock(), self._names)
        return self._show(await self.delivery.ask(event), who, self._address(post), "")

    async def unreact(self, who: str, post_id: str, reaction: str) -> None:
        """Take a reaction back; the desk is not told. Raises Gone when the message is not there."""
        post = self._standing(post_id)
        self.log.change(post_id, reactions=tuple(one for one in post.reactions if one != (reaction, who)))

    async def press(self, who: str, key_or_id: str, action: str) -> Shown | None:
        """Press a button; what the desk shows for it is in the chat already. Raises Gone or TryLater."""
        post = self.log.get(key_or_id) or self.log.keyed(key_or_id, who)
        if post is None or post.message is None or not post.seen_by(who):
            raise Gone(f"no message {key_or_id}")
        ref = post.ref(self.name)
        event = ButtonPressed(
            id=self._event_id(), at=self._clock(), who=self._account(who), key=post.key, action=action, ref=ref
        )
        return self._show(await self.delivery.ask(event), who, self._address(post), post.key)

    async def fill(self, who: str, form: str, about: str, values: dict[str, Any]) -> Shown | None:
        """Send a form; what the desk shows for it is in the chat already. Raises TryLater."""
        event = FormFilled(
            id=self._event_id(), at=self._clock(), who=self._account(who), form=form, about=about, values=values
        )
        place = self._opened.get((who, form, about), self._direct(who))
        return self._show(await self.delivery.ask(event), who, place, about)

    async def command(self, who: str, channel: str, text: str) -> Shown | None:
        """Type a command, without its leading name; what the desk shows is in the chat already. Raises TryLater."""
        event = CommandGiven(id=self._event_id(), at=self._clock(), who=self._account(who), text=text, channel=channel)
        place = Address(platform=self.name, channel=channel, only_for=who)
        return self._show(await self.delivery.ask(event), who, place, "")

    async def join(self, who: str, channel: str) -> None:
        """Come into a channel."""
        event = MemberJoined(id=self._event_id(), at=self._clock(), who=self._account(who), channel=channel)
        self._show(await self.delivery.tell(event), who, self._direct(who), "")

    # For those who look on

    def on_change(self, hook: Callable[[Change], None]) -> Callable[[], None]:
        """Call `hook` at each change of the chat; returns what ends it."""
        return self.log.watch(hook)

    def on_keep(self, hook: Callable[[str, dict[str, Any] | None], None], mask: keep.Mask) -> Callable[[], None]:
        """Call `hook(message id, masked body or None when it is removed)` at each change; returns what ends it."""
        return self.log.watch(
            lambda change: hook(change.post.id, None if change.kind == "removed" else keep.body(change.post, mask))
        )

    def dump(self, mask: keep.Mask) -> list[dict[str, Any]]:
        """All messages as JSON values, with personal data masked."""
        return [keep.body(post, mask) for post in self.log.everything()]

    def restore(self, kept: list[dict[str, Any]]) -> None:
        """Begin with the messages that `dump` or `on_keep` gave; nobody is told of them."""
        self.log.refill([keep.post(one) for one in kept])

    def _show(self, shown: Shown | None, who: str, place: Address, key: str) -> Shown | None:
        """Put a notice beside the conversation for `who` alone; remember where a form was opened."""
        beside = Address(platform=self.name, channel=place.channel, thread=place.thread, only_for=who)
        if isinstance(shown, Notice):
            about = f"question/{shown.message.about}" if shown.message.about else ""
            self._put("notice", beside, key or about, shown.message, "")
        elif isinstance(shown, Form):
            self._opened[who, shown.name, shown.about] = beside
            self._record("form", beside, key, form=shown)
        return shown

    def _put(self, kind: str, to: Address, key: str, message: Message, token: str) -> str:
        post = Post(
            id=self._new_id(),
            channel=to.channel,
            thread=to.thread,
            at=self._clock(),
            message=message,
            key=key,
            token=token,
            only_for=to.only_for,
        )
        self.log.add(post)
        self._record(kind, to, key, message=message, token=token)
        return post.id

    def _record(self, kind: str, address: Address, key: str, **more: Any) -> None:  # noqa: ANN401 - fields of Record
        if self.on_bot is not None:
            self.on_bot(Record(kind=kind, at=self._clock(), address=address, key=key, **more))

    def _standing(self, post_id: str) -> Post:
        post = self.log.get(post_id)
        if post is None:
            raise Gone(f"no message {post_id}")
        return post

    def _address(self, post: Post) -> Address:
        return Address(platform=self.name, channel=post.channel, thread=post.thread, only_for=post.only_for)

    def _direct(self, who: str) -> Address:
        return Address(platform=self.name, channel=f"{DIRECT}:{who}")

    def _account(self, account: str) -> Account:
        return Account(platform=self.name, id=account, name=self._names(account))

    def _event_id(self) -> str:
        return f"{self.name}:{self._new_id()}"
