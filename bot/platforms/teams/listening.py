"""What Teams tells us, given to the desk, and how Teams is answered; leaves reading it to parse and the wire to the adapter.

Teams is answered when the desk has committed. What it cannot take now gets 503, and Teams tells it again; somebody who
waits for an answer is asked to try again instead.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.platforms.base import Hear, KeyOf
from bot.platforms.shared.lines import BUSY, Later, Lines, heard
from bot.platforms.teams import parse
from bot.platforms.teams.doors import Doors
from bot.platforms.teams.parse import Beside
from bot.platforms.teams.showing import OLD, Shower, in_language
from bot.platforms.teams.wire_values import Answer
from knowledge.conversation.event import Account, ButtonPressed, Event, FormFilled, MessagePosted, PlaceChanged
from knowledge.conversation.message import Message, Notice, Shown

log = logging.getLogger(__name__)
Payload = dict[str, Any]
AGAIN = Answer(status=503)
_PERSON = "29:"
"""Begins Teams' own id of a person."""
_IN_WINDOW = frozenset({"fetch", "task", "mark"})


class Ear:
    """Takes one activity after the other; those of one person in one place in their order."""

    def __init__(
        self, hear: Hear, ours: Callable[[], parse.Ours], shower: Shower, doors: Doors, key_of: KeyOf,
        clock: Callable[[], datetime],
    ) -> None:  # fmt: skip
        """`ours`: who we are; `key_of`: our own key of a message of ours."""
        self._hear, self._ours, self._shower, self._doors = hear, ours, shower, doors
        self._key_of, self._clock = key_of, clock
        self._lines, self._later = Lines(), Later()
        self._called: set[str] = set()
        """Channels in which the bot was called since we are here."""

    async def take(self, body: Payload) -> Answer:
        """One activity; what cannot be read, or is of a kind that we do not know, is taken and left."""
        try:
            beside = parse.beside(body)
            kind = _kind(body, beside)
            try:
                await self._met(body, beside)
                return await self._taken(kind, body, beside)
            except BUSY:
                return self._not_now(kind)
        except ValueError as error:
            log.warning("Teams sent something that cannot be read: %s", error)
            return Answer()

    async def settled(self) -> None:
        """Wait until everything is shown that was to be shown."""
        await self._later.settled()

    async def _taken(self, kind: str, body: Payload, beside: Beside) -> Answer:
        match kind:
            case "action":
                return await self._pressed(body, beside)
            case "refresh":
                return await self._refreshed(body, beside)
            case "fetch" | "task":
                return await self._in_window(kind, body, beside)
            case "mark":
                return await self._marked(body, beside)
            case "submit":
                return await self._sent(body, beside)
            case "feedback":
                return await self._thumb(body, beside)
        return await self._events(body, beside)

    def _not_now(self, kind: str) -> Answer:
        if kind in {"action", "refresh"} or kind in _IN_WINDOW:
            return Answer(body=self._shower.busy(window=kind in _IN_WINDOW))
        return AGAIN

    async def _met(self, body: Payload, beside: Beside) -> None:
        """Remember where it came from and who it was, before anything is heard of it."""
        door = parse.door(body)
        if door is not None and beside.channel:
            await self._doors.met(beside.channel, door)
        if beside.user and beside.mri:
            await self._doors.met_user(beside.user, beside.mri)

    async def _events(self, body: Payload, beside: Beside) -> Answer:
        for told in parse.events(body, self._ours(), self._clock()):
            for event in (*self._doors.spread(self._named(told)), *self._first_call(told)):
                shown = await self._heard(event, beside)
                if isinstance(event, PlaceChanged) and event.change == "removed":
                    await self._doors.forget(event.channel)
                self._show(shown, beside)
        return Answer()

    def _named(self, event: Event) -> Event:
        """Some activities tell only Teams' own id of a person; it is the same person."""
        told: dict[str, Any] = {}
        for field in ("who", "author", "by"):
            one = getattr(event, field, None)
            if isinstance(one, Account) and one.id.startswith(_PERSON):
                told[field] = replace(one, id=self._doors.account_of(one.id))
        return replace(event, **told) if told else event

    def _first_call(self, event: Event) -> tuple[Event, ...]:
        """Somebody calls the bot in a channel of a team that has it: what that channel is may have to be asked, once."""
        if not isinstance(event, MessagePosted) or not event.mentions_bot or event.ref.is_direct:
            return ()
        channel = event.ref.channel
        if channel in self._called:
            return ()
        self._called.add(channel)
        door = self._doors.known(channel)
        return (
            PlaceChanged(id=f"teams:{channel}:called", at=event.at, platform="teams", channel=channel, change="added",
                         name=door.name if door else "", by=event.author),
        )  # fmt: skip

    async def _pressed(self, body: Payload, beside: Beside) -> Answer:
        """A button of a card, or a form that stands in one."""
        event = await self._asked(body)
        if event is None:
            return Answer(body=self._shower.said(OLD, beside))
        shown = await self._heard(event, beside)
        if not isinstance(shown, Notice):
            self._show(shown, beside)
        key = event.key if isinstance(event, ButtonPressed) else ""
        return Answer(body=await self._shower.pressed(shown, key, beside))

    async def _refreshed(self, body: Payload, beside: Beside) -> Answer:
        """Teams wants somebody's own view: nothing has happened, so nothing is heard."""
        event = parse.press(body, self._clock())
        if event is None:
            return Answer(body=self._shower.said(OLD, beside))
        return Answer(body=await self._shower.newest(event.key, beside))

    async def _in_window(self, kind: str, body: Payload, beside: Beside) -> Answer:
        event = await self._asked(body)  # a form, or a button beside the words of a window
        if event is None:
            return Answer(body={"task": {"type": "message", "value": OLD[in_language(beside)]}})
        shown = await self._heard(event, beside)
        if kind == "task":
            return Answer(body=await self._shower.submitted(shown, beside))
        return Answer(body=await self._shower.window(shown, beside))

    async def _marked(self, body: Payload, beside: Beside) -> Answer:
        """Somebody chose in a message's own menu what is to become of it: what comes of that stands in a window."""
        event = parse.marked(body, self._ours(), self._clock())
        if event is None:
            return Answer(body={"task": {"type": "message", "value": OLD[in_language(beside)]}})
        return Answer(body=await self._shower.window(await self._heard(event, beside), beside))

    async def _sent(self, body: Payload, beside: Beside) -> Answer:
        """A client that does not know Action.Execute sends the button's data as a message."""
        event = await self._asked(body)
        if event is None:
            old = Message(reply="error", text=OLD[in_language(beside)], language=in_language(beside))
            self._show(Notice(message=old), beside)
        else:
            self._show(await self._heard(event, beside), beside)
        return Answer()

    async def _thumb(self, body: Payload, beside: Beside) -> Answer:
        """Teams' own thumbs; they want no more for an answer than that they were seen."""
        event = await self._asked(body)
        if isinstance(event, ButtonPressed) and event.key:
            self._show(await self._heard(event, beside), beside)
        return Answer(body={})

    async def _asked(self, body: Payload) -> ButtonPressed | FormFilled | None:
        """What was pressed or filled in; a press that names only the message gets its key."""
        event = parse.press(body, self._clock())
        if event is None:
            return parse.filled(body, self._clock())
        if not event.key and event.ref is not None:
            return replace(event, key=await self._key_of(event.ref) or "")
        return event

    async def _heard(self, event: Event, beside: Beside) -> Shown | None:
        async with self._lines.turn(f"{beside.channel}/{beside.user}"):
            return await heard(self._hear, event)

    def _show(self, shown: Shown | None, beside: Beside) -> None:
        if shown is not None and beside.user:
            self._later.keep(self._shower.privately(shown, beside))


def _kind(body: Payload, beside: Beside) -> str:
    """What is to be answered; a form is sent from a window by an invoke, else by a message."""
    if beside.kind in {"submit", "task"}:
        return "task" if body.get("type") == "invoke" else "submit"
    return beside.kind
