"""Plays the steps of a rehearsal; leaves reading the script and writing the transcript to its neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.embedding.meanings import Meanings
from bot.platforms.base import Gone, TryLater
from bot.platforms.local.log import Post
from bot.rehearsal.script import Script, Step
from bot.rehearsal.stage import Stage, moment, prepare
from bot.rehearsal.transcript import Line, Transcript
from knowledge.conversation.event import DIRECT, MessageRef
from knowledge.conversation.message import Form
from knowledge.support.directory import Directory
from storage.store import Store


class CannotBe(Exception):  # noqa: N818 - it ends a step, not the play
    """A step cannot be done; the play goes on."""


async def rehearse(script: Script, store: Store, meanings: Meanings | None = None) -> list[Line]:
    """Play the script to its end on an empty, migrated database; gives the transcript's lines.

    `meanings`: None = questions are compared by words alone.
    """
    stage = await prepare(script, store, meanings)
    try:
        play = Play(stage=stage, transcript=Transcript(stage.zone))
        for step in script.steps:
            await play.step(step)
        return play.transcript.lines
    finally:
        await stage.app.close()


@dataclass(kw_only=True)
class Play:
    """One run of a script."""

    stage: Stage
    transcript: Transcript
    posts: dict[str, str] = field(default_factory=dict)
    """Label -> id of the message that has it."""
    labels: dict[int, str] = field(default_factory=dict)
    """Question number -> label."""
    opened: dict[str, Form] = field(default_factory=dict)
    """Person id -> the form that a press has opened for them."""
    directory: Directory | None = None
    """Who is who, as it was after the last step."""
    newest: int = 0
    """The number of the newest question then."""

    async def step(self, step: Step) -> None:
        """Do one step, empty the outbox, write down what the bot did."""
        if self.directory is None:
            await self._written(step, 0)
        before = self.newest
        try:
            await self._do(step)
        except (CannotBe, Gone, TryLater) as error:
            await self._written(step, before)
            self.transcript.refused(self.stage.clock.now(), step.who, step.thread, str(error))
        await self.stage.app.worker.drain()
        await self.stage.app.brain.settle(self.stage.clock.now())
        await self._written(step, before)

    async def _do(self, step: Step) -> None:
        match step.does:
            case "after":
                await self._until(step)
            case "at":
                await self._until(step)
            case "says":
                await self._says(step)
            case "runs":
                channel = self._channel(step.place) if step.place else f"direct:{self._account(step.who)}"
                said = await self.stage.chat.say(self._account(step.who), channel, step.value,
                                                 mentions_bot=step.place is not None)  # fmt: skip
                self._label(step, said)
            case "presses":
                await self._presses(step)
            case "fills":
                await self._fills(step)
            case _:
                await self._changes(step)

    async def _changes(self, step: Step) -> None:
        chat, who = self.stage.chat, self._account(step.who)
        match step.does:
            case "edits":
                await chat.edit(self._own(step.value, who), step.text)
            case "deletes":
                await chat.delete(self._own(step.value, who))
            case "reacts":
                if step.value not in {"done", "looking"}:
                    raise CannotBe(f"{step.value} is no reaction; known are done and looking")
                await chat.react(who, self._post(step.thread), step.value)
            case "joins":
                await chat.join(who, self._channel(step.value))

    async def _until(self, step: Step) -> None:
        clock = self.stage.clock
        to = clock.now() + step.value if step.does == "after" else moment(step.value, self.stage.zone)
        if to < clock.now():
            raise CannotBe(f"{step.value.isoformat()} has been already; the clock only goes forwards")
        await self.stage.app.worker.jump(clock, to)

    async def _says(self, step: Step) -> None:
        who = self._account(step.who)
        if step.thread:
            post = await self._root(step.thread)
            if post.channel.startswith(f"{DIRECT}:") and post.channel != f"{DIRECT}:{who}":
                raise CannotBe(f"{step.thread} stands in somebody else's conversation with the bot")
            channel, thread = post.channel, post.root
        else:
            channel, thread = self._where(step.place, who), None
        self._label(step, await self.stage.chat.say(who, channel, step.value, thread))

    async def _root(self, label: str) -> Post:
        """The message that a label's thread hangs on: that of the label, or the one that the bot posted for it."""
        number = await self._number(label)
        begun = self.stage.chat.log.keyed(f"question/{number}/root") if number else None
        post = begun or self.stage.chat.log.get(self._post(label))
        if post is None:
            raise CannotBe(f"the message of {label} is gone")
        return post

    def _where(self, place: str | None, who: str) -> str:
        return self._channel(place) if place and place not in {"direct", "dm"} else f"direct:{who}"

    async def _presses(self, step: Step) -> None:
        who = self._account(step.who)
        card = await self._card(step, who)
        shown = await self.stage.chat.press(who, card.id, step.value)
        if isinstance(shown, Form):
            self.opened[step.who] = shown

    async def _card(self, step: Step, who: str) -> Post:
        """The newest message of the bot in that thread that has the button; else its newest card."""
        mine = [post for post in self.stage.chat.log.everything() if post.message is not None and post.seen_by(who)]
        if step.thread:
            number = await self._number(step.thread)
            mine = [post for post in mine if number is not None and _is_about(post, number)]
        cards = [post for post in mine if post.message and post.message.buttons]
        has = [post for post in cards if post.message and any(b.action == step.value for b in post.message.buttons)]
        word = step.value.split(":", 1)[0]  # a list may stand for many buttons: `choose_school` for each school
        lists = [post for post in cards if post.message and any(b.action == word for b in post.message.buttons)]
        public = [post for post in cards if post.only_for is None]
        found = has or lists or public or cards
        if not found:
            raise CannotBe(
                f"there is no card with the button {step.value}" + (f" in {step.thread}" if step.thread else "")
            )
        return found[-1]

    async def _fills(self, step: Step) -> None:
        """What the form is about: that which the person has opened, else the thread's question."""
        about, opened = "", self.opened.pop(step.who, None)
        if opened is not None and opened.name == step.value:
            about = opened.about
        elif step.thread:
            number = await self._number(step.thread)
            if number is None:
                raise CannotBe(f"{step.thread} is no question")
            about = f"question/{number}"
        await self.stage.chat.fill(self._account(step.who), step.value, about, step.values)

    def _account(self, who: str) -> str:
        """The account of a person id; somebody unknown is a stranger with that account."""
        person = self.directory.person(who) if self.directory else None
        own = person.accounts.get(self.stage.chat.name) if person else None
        return own or self.stage.chat.stranger(who)

    def _channel(self, place: str | None) -> str:
        if place not in self.stage.channels:
            raise CannotBe(f"there is no place {place}; there are {', '.join(self.stage.channels) or 'none'}")
        return self.stage.channels[place]

    def _label(self, step: Step, post_id: str) -> None:
        if step.label:
            self.posts[step.label] = post_id

    def _post(self, label: str | None) -> str:
        if label is None or label not in self.posts:
            raise CannotBe(f"nothing is called {label}")
        return self.posts[label]

    def _own(self, label: str, who: str) -> str:
        post = self.stage.chat.log.get(self._post(label))
        if post is None or post.author != who:
            raise CannotBe(f"{label} is no message of {who} that stands")
        return post.id

    async def _number(self, label: str) -> int | None:
        """The question that a label stands for."""
        by_label = {name: number for number, name in self.labels.items()}
        if label in by_label:
            return by_label[label]
        post = self.stage.chat.log.get(self._post(label))
        if post is None:
            return None
        ref = MessageRef(platform=self.stage.chat.name, channel=post.channel, id=post.id)
        async with self.stage.app.store.reading() as tx:
            stored = await tx.messages.get(ref)
        return stored.question if stored else None

    async def _written(self, step: Step, before: int) -> None:
        """Find labels for new questions, then write down what was done."""
        async with self.stage.app.store.reading() as tx:
            questions = await tx.questions.where()
            directory = await tx.directory.load()
            for label, post_id in self.posts.items():
                if label in self.labels.values():
                    continue
                post = self.stage.chat.log.get(post_id)
                if post is None:
                    continue
                stored = await tx.messages.get(
                    MessageRef(platform=self.stage.chat.name, channel=post.channel, id=post_id)
                )
                if stored and stored.question:
                    self.labels.setdefault(stored.question, label)
        new = [one for one in questions if one.number > before and one.number not in self.labels]
        if step.label and new and step.label not in self.labels.values():
            self.labels[new[-1].number] = step.label
        self.directory, self.newest = directory, max((one.number for one in questions), default=0)
        states: Mapping[int, str] = {one.number: one.state.value for one in questions}
        done, self.stage.records[:] = list(self.stage.records), []
        self.transcript.take(done, directory, self.labels, states)


def _is_about(post: Post, number: int) -> bool:
    message = post.message
    return message is not None and (message.about == number or post.key.startswith(f"question/{number}/"))
