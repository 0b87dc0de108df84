"""What Slack tells us, given to the desk, and how Slack is answered; leaves reading it to parse and the wire to the adapter.

Slack is answered when the desk has committed. What it cannot take now gets 503, and Slack tells it again; somebody
who waits for an answer is asked to try again instead.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.platforms.base import Hear
from bot.platforms.shared.lines import BUSY, Later, Lines, heard
from bot.platforms.slack import ids, parse
from bot.platforms.slack.parse import Beside
from bot.platforms.slack.showing import Payload, Shower
from knowledge.conversation.event import ButtonPressed, Event, FormFilled, HomeOpened
from knowledge.conversation.message import Form, Message, Notice, Shown

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What Slack is answered."""

    status: int = 200
    body: Payload = field(default_factory=dict)


PATIENCE = 0.7
"""Slack waits three seconds, of which the desk may take two."""
OK = Answer()
AGAIN = Answer(status=503)


class Ear:
    """Takes one request of Slack's after the other; those of one person in one place in their order."""

    def __init__(
        self,
        hear: Hear,
        ours: Callable[[], parse.Ours],
        shower: Shower,
        clock: Callable[[], datetime],
        busy: Message,
        trouble: Callable[[str], Awaitable[None]],
    ) -> None:
        """`ours`: who we are; `busy`: said to somebody whose press could not be taken."""
        self._hear, self._ours, self._shower, self._clock = hear, ours, shower, clock
        self._busy, self._trouble = busy, trouble
        self._lines, self._later = Lines(), Later()
        self.patience = PATIENCE
        """Seconds for which Slack waits for its answer while something is shown."""

    async def take(self, body: Payload) -> Answer:
        """One request: an event, a press, a form, a command or a shortcut."""
        try:
            return await self._kind(body, self._ours())
        except ValueError as error:
            log.warning("Slack sent something that cannot be read: %s", error)
            return OK

    async def _kind(self, body: Payload, ours: parse.Ours) -> Answer:
        match body.get("type"):
            case "event_callback" | "app_rate_limited":
                return await self._event(body, ours)
            case "block_actions":
                return await self._pressed(body)
            case "view_submission":
                return await self._filled(body)
            case "message_action" | "shortcut":
                return await self._chosen(body, ours)
            case None if "command" in body:
                return await self._typed(body, ours)
        return OK

    async def settled(self) -> None:
        """Wait until everything is shown that was to be shown."""
        await self._later.settled()

    async def _event(self, body: Payload, ours: parse.Ours) -> Answer:
        words, event, beside = parse.trouble(body), parse.event(body, ours, self._clock()), parse.beside(body)
        try:
            if words:
                await self._trouble(words)
            if event is None:
                return OK
            shown = await self._heard(event, beside)
        except BUSY:
            return AGAIN
        if shown is not None:
            self._show_later(shown, beside)
        return OK

    async def _pressed(self, body: Payload) -> Answer:
        beside = parse.beside(body)
        events = parse.press(body, self._clock())
        if not events:
            return await self._asked(parse.strange(body, self._clock()), beside)
        for event in events:
            await self._asked(event, beside, event.key)
            if event.key == ids.HOME and event.action not in _ONLY_OPEN:
                self._renew_page(event)
        return OK

    async def _chosen(self, body: Payload, ours: parse.Ours) -> Answer:
        """A shortcut; one of another version of the bot is told to be gone."""
        event: Event | None
        try:
            event = parse.shortcut(body, self._clock(), ours)
        except ValueError as error:
            log.info("a shortcut that is none of ours: %s", error)
            event = parse.strange(body, self._clock())
        return await self._asked(event, parse.beside(body))

    async def _asked(self, event: Event | None, beside: Beside, key: str = "") -> Answer:
        """Something that somebody waits for: it is shown, then Slack is answered; what is slow to show is shown all the same."""
        if event is None:
            return OK
        try:
            shown = await self._heard(event, beside)
        except BUSY:
            shown = Notice(message=self._busy)
        showing = self._later.keep(self._shower.after(shown, beside, key))
        await asyncio.wait({showing}, timeout=self.patience)
        return OK

    async def _filled(self, body: Payload) -> Answer:
        event, beside, view = parse.submission(body, self._clock()), parse.beside(body), body.get("view") or {}
        try:
            shown = await self._heard(event, beside)
        except BUSY:
            return Answer(body=await self._shower.refused(self._busy, view))
        answer = await self._shower.submitted(shown, view, beside)
        if not answer and isinstance(shown, Notice):  # the form is closed, so it is said where the form was opened
            self._show_later(shown, replace(beside, is_view=False))
        if not isinstance(shown, Form) and not beside.channel:
            self._renew_page(event)
        return Answer(body=answer)

    async def _typed(self, body: Payload, ours: parse.Ours) -> Answer:
        event, beside = parse.command(body, self._clock(), ours), parse.beside(body)
        try:
            shown = await self._heard(event, beside)
        except BUSY:
            shown = Notice(message=self._busy)
        return Answer(body=await self._shower.typed(shown, beside))

    async def _heard(self, event: Event, beside: Beside) -> Shown | None:
        """In line for each person and channel, so that two quick messages keep their order."""
        async with self._lines.turn(f"{beside.channel}/{beside.user}"):
            return await heard(self._hear, event)

    def _renew_page(self, event: ButtonPressed | FormFilled) -> None:
        """What was done may change what the person's page says."""
        opened = HomeOpened(id=f"{event.id}/page", at=event.at, who=event.who)
        self._later.keep(self._page(opened))

    async def _page(self, opened: HomeOpened) -> None:
        try:
            shown = await self._heard(opened, Beside(user=opened.who.id))
        except BUSY:
            return
        await self._shower.after(shown, Beside(user=opened.who.id))

    def _show_later(self, shown: Shown, beside: Beside) -> None:
        self._later.keep(self._shower.after(shown, beside))


_ONLY_OPEN = frozenset({"ask", "search", "absence", "choose_school", "faq_new"})
"""Presses on the page that open a form: nothing has changed yet."""
