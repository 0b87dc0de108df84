"""People at work in the fake of Slack, with the verbs that plays are written in; leaves the bot's side to `watched`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.platforms.base import Address, Gone
from bot.platforms.slack import ids
from bot.platforms.slack.views import modal
from knowledge.conversation.event import ButtonPressed, FormFilled
from knowledge.conversation.message import Field, Form, Home, Message, Notice
from tests.slack import words_seen as seen
from tests.slack.fake import User
from tests.slack.fake.pressers import body_of
from tests.watching import Hands

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.platforms.local.log import Post
    from knowledge.conversation.event import Event
    from knowledge.conversation.message import Shown
    from tests.slack.fake import FakeSlack
    from tests.slack.fake.records import Delivery
    from tests.slack.watched import Watched

EMOJI = {"done": "white_check_mark", "looking": "eyes"}
_BOT = re.compile(r"(?i)@Supporten\b")


class SlackChat(Hands):
    """The same hands as the local chat's, on Slack."""

    name = "slack"

    def __init__(self, slack: FakeSlack, watched: Watched, clock: Callable[[], datetime]) -> None:
        self.slack, self._watched, self._clock = slack, watched, clock
        self.accounts: dict[str, str] = {}
        """Name -> account, of everybody in the directory."""

    def stranger(self, name: str) -> str:
        return self._user(name)

    async def say(
        self, who: str, channel: str, text: str, thread: str | None = None, *, mentions_bot: bool = False
    ) -> str:
        who, where = self._user(who), self._room(channel)
        if thread is not None:
            thread = self._standing(thread).root
        typed = self._typed(text)
        if mentions_bot and f"<@{self.slack.bot_user}>" not in typed:
            typed = f"<@{self.slack.bot_user}> {typed}"
        ts = await self.slack.says(
            who,
            where,
            typed,
            thread=thread,
            before_delivery=lambda ts: self._stands(ts, self._own(channel, who), thread, who, text),
        )
        await self._show(who, Address(platform="slack", channel=self._own(channel, who), thread=thread), "")
        return ts

    async def edit(self, post_id: str, text: str) -> None:
        post = self._standing(post_id)
        self.log.change(post_id, text=text, edited=True)
        await self.slack.edits(post.author or "", self._room(post.channel), post_id, self._typed(text))
        await self._show(post.author or "", self._address(post), "")

    async def delete(self, post_id: str) -> None:
        post = self._standing(post_id)
        self.log.remove(post_id)
        await self.slack.deletes(post.author or "", self._room(post.channel), post_id)
        await self._show(post.author or "", self._address(post), "")

    async def react(self, who: str, post_id: str, reaction: str) -> None:
        post, who = self._standing(post_id), self._user(who)
        if (reaction, who) in post.reactions:
            return
        self.log.change(post_id, reactions=(*post.reactions, (reaction, who)))
        await self.slack.reacts(who, self._room(post.channel), post_id, EMOJI[reaction])

    async def join(self, who: str, channel: str) -> None:
        await self.slack.joins(self._user(who), channel)
        await self._show(self._user(who), self._direct(self._user(who)), "")

    async def press(self, who: str, key_or_id: str, action: str) -> Shown | None:
        who, post = self._user(who), self.log.get(key_or_id)
        if post is None or post.message is None:
            raise Gone(f"no message {key_or_id}")
        delivery = await self._pressed(who, post, action)
        assert delivery.ok, delivery.attempts
        return await self._show(who, self._address(post), post.key)

    async def _pressed(self, who: str, post: Post, action: str) -> Delivery:
        room, ts = self._room(post.channel), post.id.rpartition(":")[2]
        where = self.slack._seen(who, room, ts)
        if spot := seen.place_of(where.blocks, action):
            return await self.slack.presses(who, room, ts, spot[1], spot[2], block_id=spot[0])
        # Not on the message any more: somebody's screen still showed it.
        button = {
            "type": "button",
            "action_id": action[:255],
            "value": action,
            "text": {"type": "plain_text", "text": "?"},
        }
        user = self.slack.workspace.user(who)
        return await self.slack._sent(self.slack.interactions.press(user, where, ids.block_of(post.key, 0), button))

    async def fill(self, who: str, form: str, about: str, values: dict[str, Any]) -> Shown | None:
        who = self._user(who)
        view = self.slack.view(who)
        typed = {self._block(view, name): self._value(name, one) for name, one in values.items()}
        opened = ids.Opened()
        if view is not None and view["callback_id"] == form:
            opened = ids.Opened.unpacked(view["private_metadata"])
            if opened.about == about:
                try:
                    answer = await self.slack.submits(who, typed)
                except (KeyError, ValueError):
                    answer = await self._sent_all_the_same(who, form, opened, values)
                return await self._after_form(who, about, opened, answer)
        opened = ids.Opened(about=about)
        answer = await self._sent_all_the_same(who, form, opened, values)
        return await self._after_form(who, about, opened, answer)

    async def _sent_all_the_same(
        self, who: str, form: str, opened: ids.Opened, values: dict[str, Any]
    ) -> dict[str, Any]:
        """A form that Slack would not let anybody send so, or that an older bot opened: it may come all the same."""
        fields = tuple(Field(name=name, label=name, kind="long", required=False) for name in values or {"nothing": ""})
        view = self.slack.puts_form(who, modal(Form(name=form, title="?", fields=fields, submit="?"), opened))
        return await self.slack.submits(who, {name: str(one) for name, one in values.items()}, view)

    async def _after_form(self, who: str, about: str, opened: ids.Opened, answer: dict[str, Any]) -> Shown | None:
        assert "error" not in answer, answer
        here = self._own_name(opened.channel, who) if opened.channel else f"direct:{who}"
        address = Address(platform="slack", channel=here, thread=opened.thread or None)
        shown = await self._show(who, address, about, answer)
        if answer.get("response_action") != "update":  # what took the form's place stays open
            self.slack.world.stacks[who] = []
        return shown

    async def command(self, who: str, channel: str, text: str) -> Shown | None:
        """Type `/support …`."""
        who = self._user(who)
        delivery = await self.slack.runs(who, self._room(channel), "/support", text)
        assert delivery.ok
        return await self._show(who, Address(platform="slack", channel=self._own(channel, who)), "", body_of(delivery))

    async def marks(self, who: str, post_id: str, mark: str) -> Shown | None:
        """Choose a shortcut on a message."""
        post = self._standing(post_id)
        callback = next(one for one, meant in ids.MARKS.items() if meant == mark)
        delivery = await self.slack.marks(self._user(who), callback, self._room(post.channel), post_id)
        assert delivery.ok
        return await self._show(self._user(who), self._address(post), "")

    async def opens_home(self, who: str) -> Home | None:
        """Open the bot's own page."""
        await self.slack.opens_home(self._user(who))
        shown = await self._show(self._user(who), self._direct(self._user(who)), "")
        return shown if isinstance(shown, Home) else None

    # What came back

    async def _show(self, who: str, place: Address, key: str, answer: object = None) -> Shown | None:
        """Wait until all is shown, look whether it is before the person, and write it down."""
        await self.slack.settled()
        await self._watched.inner.settled()
        waiting, self._watched.shown[:] = list(self._watched.shown), []
        shown: Shown | None = None
        for event, one in waiting:
            if isinstance(one, Home) and not isinstance(event, ButtonPressed | FormFilled):
                assert self.slack.home(who) is not None
                shown = shown or one
            elif isinstance(one, Notice):
                self._noted(who, place, key, one.message, answer)
                shown = one
            elif isinstance(one, Form):
                self._form(who, place, key, one, answer)
                shown = one
        return shown

    def _noted(self, who: str, place: Address, key: str, message: Message, answer: object) -> None:
        notes = reversed(self.slack.ephemerals(who))
        note = next((one for one in notes if self._is(one.text, message, one.channel.user is not None)), None)
        if note is None:
            before = (self.slack.view(who), answer)
            assert any(self._tells(one, message) for one in before), f"{who} does not see: {message.plain}"
        post_id = f"e:{who}:{note.ts}" if note else f"v:{len(self.log.everything())}"
        if self.log.place(post_id):  # it stands instead of the one that was pressed
            post_id = f"e:{who}:{len(self.log.everything())}:{note.ts}" if note else post_id
        self._noticed(post_id, who, place, key, message)

    def _is(self, text: str, message: Message, direct: bool) -> bool:
        return seen.plain(text, self._watched.names) == seen.expected(message, direct=direct).strip()

    def _tells(self, body: object, message: Message) -> bool:
        first = message.plain.strip().splitlines()[0][:60]
        return body is not None and (first in str(body) or first in seen.plain(seen.words(body), self._watched.names))

    def _form(self, who: str, place: Address, key: str, form: Form, answer: object) -> None:
        view = self.slack.view(who)
        if form.problems and isinstance(answer, dict) and answer.get("response_action") == "errors":
            assert set(answer["errors"])
        elif view is None:  # nobody pressed anything: there is a button that opens it
            notes = self.slack.ephemerals(who)
            assert notes
            assert seen.actions(notes[-1].blocks)
        else:
            assert view["callback_id"] == form.name
        self._record("form", who, place, key, form=form)

    # Names

    def _typed(self, text: str) -> str:
        """The text as Slack sends it: a name with @ in front becomes a mention."""
        text = _BOT.sub(f"<@{self.slack.bot_user}>", text)
        for name, account in self.accounts.items():
            text = re.sub(rf"(?<!\w)@{re.escape(name)}\b", f"<@{account}>", text)
        return text

    def _block(self, view: Any, name: str) -> str:
        """The block of that field; one that was shown anew has a mark behind its name."""
        blocks = [block["block_id"] for block in view["blocks"] if block["type"] == "input"] if view else []
        return next((block for block in blocks if block.partition("~")[0] == name), name)

    def _value(self, _name: str, value: object) -> Any:
        return [str(value)] if isinstance(value, bool) else str(value)

    def _user(self, account: str) -> str:
        """The account, made when a play brings somebody whom nobody knows."""
        known = self.slack.workspace.users
        account = account if account in known else f"U{re.sub(r'[^A-Z0-9]', '', account.upper())}"
        if account not in known:
            known[account] = User(account, account.lower(), account[1:].title())
            for channel in self.slack.workspace.channels.values():
                if channel.user is None:
                    channel.members.append(account)
        return account

    def _room(self, channel: str) -> str:
        return (
            self.slack.direct(self._user(channel.removeprefix("direct:"))) if channel.startswith("direct:") else channel
        )

    def _own_name(self, channel: str, who: str) -> str:
        return f"direct:{who}" if channel.startswith("D") else channel


def shown_of(waiting: list[tuple[Event, Shown]]) -> list[Shown]:
    """What was given back, in order."""
    return [shown for _, shown in waiting]
