"""People at work in the fake of Teams, with the verbs that plays are written in; leaves the bot's side to `watched`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.platforms.base import Address, Gone
from bot.platforms.teams import ids
from knowledge.conversation.event import ButtonPressed, FormFilled
from knowledge.conversation.message import Form, Home, Message, Notice
from tests.teams import seen
from tests.teams.fake import User
from tests.teams.fake.town import Town
from tests.teams.watched import real
from tests.watching import Hands

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.platforms.local.log import Post
    from knowledge.conversation.message import Shown
    from tests.teams.fake import FakeTeams
    from tests.teams.fake.values import Answer
    from tests.teams.watched import Watched

REACTIONS = {"done": "2705_whiteheavycheckmark", "looking": "1f440_eyes"}


class TeamsChat(Hands):
    """The same hands as the local chat's, in Teams."""

    name = "teams"

    def __init__(self, teams: FakeTeams, watched: Watched, clock: Callable[[], datetime]) -> None:
        self.teams, self._watched, self._clock = teams, watched, clock
        self.accounts: dict[str, str] = {}
        """Name -> account, of everybody in the directory."""

    def stranger(self, name: str) -> str:
        return self._user(name)

    async def say(
        self, who: str, channel: str, text: str, thread: str | None = None, *, mentions_bot: bool = False
    ) -> str:
        who, direct = self._user(who), channel.startswith("direct:")
        if thread is not None:
            thread = self._standing(thread).root
        called = [
            account for name, account in self.accounts.items() if re.search(rf"(?<!\w)@{re.escape(name)}\b", text)
        ]
        if mentions_bot or re.search(r"@Supporten\b", text):
            called = ["bot", *called]
        own = self._own(channel, who)
        post_id = await self.teams.says(
            who, who if direct else channel, text, thread=None if direct else thread, mentions=called,
            before_delivery=lambda post_id: self._stands(post_id, own, thread, who, text),
        )  # fmt: skip
        await self._show(who, Address(platform="teams", channel=own, thread=thread), "")
        return post_id

    async def edit(self, post_id: str, text: str) -> None:
        post = self._standing(post_id)
        self.log.change(post_id, text=text, edited=True)
        await self.teams.edits(post.author or "", post_id, text)
        await self._show(post.author or "", self._address(post), "")

    async def delete(self, post_id: str) -> None:
        post = self._standing(post_id)
        self.log.remove(post_id)
        await self.teams.deletes(post.author or "", post_id)
        await self._show(post.author or "", self._address(post), "")

    async def react(self, who: str, post_id: str, reaction: str) -> None:
        """On the bot's newest message about it: of others' messages Teams tells no reactions."""
        post, who = self._standing(post_id), self._user(who)
        ours = [one for one in self.log.everything() if one.message and one.thread == post.id and not one.only_for]
        if not ours:
            return
        target = ours[-1]
        if (reaction, who) not in target.reactions:
            self.log.change(target.id, reactions=(*target.reactions, (reaction, who)))
            await self.teams.reacts(who, real(target.id), REACTIONS[reaction])

    async def marks(self, who: str, post_id: str, mark: str) -> Shown | None:
        """Choose in a message's own menu."""
        who, post = self._user(who), self.log.get(post_id)
        if post is None:
            raise Gone(f"no message {post_id}")
        command = next(name for name, known in ids.MARKS.items() if known == mark)
        return await self._show(
            who, self._address(post), post.key, await self.teams.chooses(who, real(post.id), command)
        )

    async def join(self, who: str, channel: str) -> None:
        who = self._user(who, join=False)
        await self.teams.joins(who, channel)
        await self._show(who, self._direct(who), "")

    async def press(self, who: str, key_or_id: str, action: str) -> Shown | None:
        who, post = self._user(who), self.log.get(key_or_id)
        if post is None or post.message is None:
            raise Gone(f"no message {key_or_id}")
        return await self._show(who, self._address(post), post.key, await self._pressed(who, post, action))

    async def _pressed(self, who: str, post: Post, action: str) -> Answer | None:
        if post.id.startswith("v:"):  # words in a window
            return await self._in_window(who, post, action)
        try:
            return await self.teams.presses(who, real(post.id), action)
        except KeyError:  # not on the card any more, or not before this person: somebody's screen still showed it
            data = ids.Pressed(key=post.key, action=action).data()
            here, there = self.teams.world.place_of(real(post.id))
            told = {"type": "Action.Execute", "verb": action, "data": data}
            value = {"action": told, "trigger": "manual"}
            return await self.teams._invoke(who, here, there, "adaptiveCard/action", value)

    async def _in_window(self, who: str, post: Post, action: str) -> Answer:
        self.log.remove(post.id)  # what comes of it stands in its place
        try:
            return await self.teams.submits(who, button=action)
        except KeyError:  # it is closed, but somebody's screen still showed it
            data = ids.Pressed(key=post.key, action=action).data()
            return await self.teams._invoke(who, *self._any_place(who), "task/submit", {"data": data})

    async def fill(self, who: str, form: str, about: str, values: dict[str, Any]) -> Shown | None:
        who = self._user(who)
        window = self.teams.dialog(who)
        typed = {f"{ids.FIELD}{name}": value for name, value in values.items()}
        opened = _opened(window.card) if window else None
        if opened is not None and (opened.form, opened.about) == (form, about):
            try:
                return await self._after_form(who, opened, await self.teams.submits(who, typed))
            except (KeyError, ValueError):
                self.teams.cancels(who)
        opened = opened if opened is not None and opened.form == form else ids.Opened(form=form, about=about)
        opened = ids.Opened(form=form, about=about, channel=opened.channel, thread=opened.thread)
        data = {**opened.data(), **{name: str(value) for name, value in typed.items()}}
        answer = await self.teams._invoke(who, *self._any_place(who), "task/submit", {"data": data})
        return await self._after_form(who, opened, answer)

    def _any_place(self, who: str) -> Any:
        """A message from which a window may have been opened."""
        standing = [post for post in self.teams.notes(who) if post.card] or list(self.teams.place(who).posts.values())
        if not standing:
            standing = [
                self.teams.message(real(one.id)) for one in self.log.everything() if one.message and not one.only_for
            ]
        return self.teams.world.place_of(standing[-1].id)

    async def _after_form(self, who: str, opened: ids.Opened, answer: Answer) -> Shown | None:
        here = opened.channel or f"direct:{who}"
        shown = await self._show(
            who, Address(platform="teams", channel=here, thread=opened.thread or None), opened.about, answer
        )
        has_more = isinstance(shown, Notice) and shown.message.buttons
        if self.teams.dialog(who) is not None and not has_more:
            self.teams.cancels(who)
        return shown

    async def opens_home(self, who: str) -> Home | None:
        """Add the bot for oneself: its page comes in the personal chat."""
        who = self._user(who)
        await self.teams.installs(who, who)
        shown = await self._show(who, self._direct(who), "")
        return shown if isinstance(shown, Home) else None

    # What came back

    async def _show(self, who: str, place: Address, key: str, answer: Answer | None = None) -> Shown | None:
        """Wait until all is shown, look whether it is before the person, and write it down."""
        await self.teams.settled()
        await self._watched.inner.settled()
        waiting, self._watched.shown[:] = list(self._watched.shown), []
        shown: Shown | None = None
        for event, one in waiting:
            if isinstance(one, Home) and not isinstance(event, ButtonPressed | FormFilled):
                assert one.parts[0].plain.splitlines()[0] in seen.words(
                    [post.activity for post in self.teams.notes(who)]
                )
                shown = shown or one
            elif isinstance(one, Notice):
                self._noted(who, place, key, one.message, answer)
                shown = one
            elif isinstance(one, Form):
                self._form(who, place, key, one, answer)
                shown = one
        return shown

    def _noted(self, who: str, place: Address, key: str, message: Message, answer: Answer | None) -> None:
        note = next((post for post in reversed(self.teams.notes(who)) if self._is(post, message)), None)
        if note is None:
            first = message.plain.strip().splitlines()[0][:60]
            assert answer is not None, f"{who} does not see: {message.plain}"
            assert seen.letters(first) in seen.letters(seen.words(answer.shown)), f"{who} does not see: {message.plain}"
        post_id = f"p:{who}:{note.id}" if note else f"v:{len(self.log.everything())}"
        if self.log.get(post_id):
            post_id = f"v:{len(self.log.everything())}"
        self._noticed(post_id, who, place, key, message)

    def _is(self, post: Any, message: Message) -> bool:
        return seen.plain(post) == seen.expected(message, direct=True)

    def _form(self, who: str, place: Address, key: str, form: Form, answer: Answer | None) -> None:
        window = self.teams.dialog(who)
        cards = [window.card] if window else [post.card for post in self.teams.notes(who) if post.card]
        assert any((opened := _opened(card)) and opened.form == form.name for card in cards), (
            f"{who} sees no {form.name}"
        )
        self._record("form", who, place, key, form=form)

    # Names

    def _user(self, account: str, *, join: bool = True) -> str:
        """The account, made when a play brings somebody whom nobody knows."""
        town: Town = self.teams.town
        if town.find(account) is None and town.find(f"29:{account}"):
            account = f"29:{account}"
        if town.find(account) is None:
            account = f"stranger-{re.sub(r'[^a-z0-9]', '', account.lower())}"
        if town.find(account) is None:
            user = User(f"29:{account}", account, account.removeprefix("stranger-").title())
            town.add(user)
            for team in {one.team.id: one.team for one in town.conversations.values() if one.team}.values():
                team.members.append(user.id)
        if not join:
            for team in {one.team.id: one.team for one in town.conversations.values() if one.team}.values():
                mri = town.user(account).id
                while mri in team.members:
                    team.members.remove(mri)
        return town.user(account).aad


def _opened(card: dict[str, Any] | None) -> ids.Opened | None:
    """The form that a card holds, if it holds one."""
    for one in seen.buttons_of(card):
        if found := ids.opened(one.get("data") or {}):
            return found
    return None
