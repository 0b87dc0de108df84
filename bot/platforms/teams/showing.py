"""What Teams is answered for the one who pressed or filled in, and what goes to their personal chat; leaves looks to looks."""

from __future__ import annotations

import logging
from typing import Any

from bot.platforms.base import Gone, Standing, TryLater, Unsure
from bot.platforms.teams import ids, render
from bot.platforms.teams.faults import RefusedError
from bot.platforms.teams.looks import Looks, notice_key
from bot.platforms.teams.parse import Beside
from bot.platforms.teams.saying import Sayer
from knowledge.conversation.event import DIRECT
from knowledge.conversation.message import Form, Home, Message, Notice, Shown
from storage.errors import StorageError

log = logging.getLogger(__name__)
_LOST = (TryLater, Gone, Unsure, RefusedError, StorageError)
_CARD, _WORDS = "application/vnd.microsoft.card.adaptive", "application/vnd.microsoft.activity.message"
OLD = {"sv": "Kortet är gammalt. Skriv till mig i stället.", "en": "This card is old. Write to me instead."}
DONE = {"sv": "Klart.", "en": "Done."}
IN_CHAT = {"sv": "Det ligger i vår egen chatt.", "en": "It is in our own chat."}


class Shower:
    """What the desk returns for one person."""

    def __init__(self, sayer: Sayer, looks: Looks, standing: Standing, busy: Message) -> None:
        """`standing`: what our messages say by now; `busy`: said to somebody whose press could not be taken."""
        self._sayer, self._looks, self._standing, self._busy = sayer, looks, standing, busy

    def said(self, words: dict[str, str], beside: Beside) -> dict[str, Any]:
        """A few words of our own as the answer to a press."""
        return spoken(words[in_language(beside)])

    async def pressed(self, shown: Shown | None, key: str, beside: Beside) -> dict[str, Any]:
        """The answer to a press on a card: words, or the card as it stands by now. Raises StorageError."""
        if isinstance(shown, Notice):
            if shown.message.buttons:  # words beside a card have none, so the whole of it comes in the personal chat
                await self.privately(shown, beside)
            return spoken(shown.message.plain)
        if shown is not None:
            return self.said(IN_CHAT, beside)
        return await self.newest(key, beside)

    async def newest(self, key: str, beside: Beside) -> dict[str, Any]:
        """The card as it stands by now, in this person's own view; words when it stands no more. Raises StorageError."""
        message = await self._standing(key)
        if message is None:
            return self.said(DONE, beside)
        card = await self._looks.card(message, key, beside.channel, beside.user)
        return {"statusCode": 200, "type": _CARD, "value": card}

    async def window(self, shown: Shown | None, beside: Beside) -> dict[str, Any]:
        """The answer to a button that opens a window."""
        match shown:
            case Form():
                return await self._looks.window(shown, _opened(shown, beside))
            case Notice(message=message):
                return await self._looks.words_in_window(message, beside.channel)
        words = DONE if shown is None else IN_CHAT
        return {"task": {"type": "message", "value": words[in_language(beside)]}}

    async def submitted(self, shown: Shown | None, beside: Beside) -> dict[str, Any]:
        """The answer to a form that was sent from a window: its problems, words, or nothing, which closes it."""
        return await self.window(shown, beside) if isinstance(shown, Form | Notice) else {}

    def busy(self, *, window: bool) -> dict[str, Any]:
        """The answer when the desk could not take it."""
        return {"task": {"type": "message", "value": self._busy.plain}} if window else spoken(self._busy.plain)

    async def privately(self, shown: Shown | None, beside: Beside) -> None:
        """Post it in the person's own chat; what cannot be posted is lost, and logged."""
        channel = f"{DIRECT}:{beside.user}"
        try:
            for body in await self._bodies(shown, beside, channel):
                await self._sayer.to_person(beside.user, body)
        except _LOST as error:
            log.info("a notice was lost: %s", error)

    async def _bodies(self, shown: Shown | None, beside: Beside, channel: str) -> tuple[dict[str, Any], ...]:
        match shown:
            case Notice(message=message):
                return (await self._looks.activity(message, notice_key(message), channel),)
            case Form():
                return (render.form_card(shown, _opened(shown, beside)),)
            case Home():
                return await self._looks.home(shown, channel)
        return ()


def spoken(text: str) -> dict[str, Any]:
    """Words that Teams shows to the one who pressed, beside the card."""
    return {"statusCode": 200, "type": _WORDS, "value": text}


def in_language(beside: Beside) -> str:
    """Of the two that our own words are in, the one for this person's Teams."""
    return "en" if (beside.language or "").lower().startswith("en") else "sv"


def _opened(form: Form, beside: Beside) -> ids.Opened:
    before = beside.opened
    channel, thread = (before.channel, before.thread) if before else (beside.channel, beside.thread or "")
    return ids.Opened(form=form.name, about=form.about, channel=channel, thread=thread)
