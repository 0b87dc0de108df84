"""Shows somebody what came of what they did: a word beside the conversation, a form, their page; leaves looks to render."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from bot.platforms.base import Directions, Gone, TryLater, Unsure
from bot.platforms.shared.marks import Known
from bot.platforms.shared.references import accounts_of, links_of
from bot.platforms.slack import ids, render, views
from bot.platforms.slack.calls import Calls
from bot.platforms.slack.faults import RefusedError
from bot.platforms.slack.parse import Beside
from knowledge.conversation.message import Button, Form, Home, Message, Notice, Shown

log = logging.getLogger(__name__)
Payload = dict[str, Any]
Respond = Callable[[str, Payload], Awaitable[bool]]
"""Posts to a `response_url`; gives whether Slack took it."""
_OPENERS = {"absence": "absence", "ask": "ask", "contact": "contact_new", "faq_entry": "faq_new", "hand_on": "hand_on",
            "search": "search", "substitute": "substitute"}  # fmt: skip
"""Form -> the action of a button that opens it; the others hang on more than a button can tell."""
_LOST = (TryLater, Gone, Unsure, RefusedError)


class Shower:
    """What the desk returns for the one who pressed, wrote or opened something."""

    def __init__(
        self, calls: Calls, known: Callable[[Message], Awaitable[Known]], respond: Respond, busy: Message
    ) -> None:
        """`known`: what the references of a message mean here; `busy`: said instead of a form that came too late."""
        self._calls, self._known, self._respond, self._busy = calls, known, respond, busy

    async def words(self, message: Message, key: str, *, direct: bool) -> Payload:
        """`text` and `blocks` of a message."""
        return render.message(message, key, await self._known(message), direct=direct)

    async def after(self, shown: Shown | None, beside: Beside, key: str = "") -> None:
        """Show it where it belongs; what cannot be shown is lost, and logged. `key`: of the message that was pressed."""
        try:
            match shown:
                case Notice(message=message):
                    await self._notice(message, beside, key)
                case Form():
                    await self._form(shown, beside)
                case Home():
                    await self.page(shown, beside.user)
                case None:
                    if beside.is_ephemeral and beside.response_url:
                        await self._respond(beside.response_url, {"delete_original": True})
        except _LOST as error:
            log.info("a notice was lost: %s", error)

    async def page(self, home: Home, user: str) -> None:
        """Put up the bot's own page for somebody."""
        view = views.home(home, await self._known_all(home.parts))
        await self._calls.do("views.publish", user_id=user, view=view)

    async def submitted(self, shown: Shown | None, view: Payload, beside: Beside) -> Payload:
        """What Slack is answered when a form was sent: nothing closes it."""
        match shown:
            case Form() if shown.problems and views.has_fields_of(shown, view) and not views.moved_on(shown, view):
                return views.errors(shown)
            case Form():
                anew = views.moved_on(shown, view)
                return {"response_action": "update", "view": views.modal(shown, _opened(shown, beside), anew=anew)}
            case Notice(message=message) if message.reply == "refusal":
                return await self.refused(message, view)
            case Notice(message=message) if not beside.channel:
                return await self._instead(message)
        return {}

    async def refused(self, message: Message, view: Payload) -> Payload:
        """The form stays with all that was filled in, and the words under its first field; a form without any gives way."""
        return views.errors_for(view, message.plain) or await self._instead(message)

    async def _instead(self, message: Message) -> Payload:
        return {"response_action": "update", "view": await self._told(message)}

    async def _told(self, message: Message) -> Payload:
        return views.told(message, await self._known(message), _key(message))

    async def _open(self, view: Payload, beside: Beside) -> None:
        method = "views.push" if beside.is_modal else "views.open"
        await self._calls.do(method, trigger_id=beside.trigger_id, view=view)

    async def typed(self, shown: Shown | None, beside: Beside) -> Payload:
        """What Slack is answered when a command was typed: seen by the one who typed it."""
        if isinstance(shown, Notice):
            direct = in_direct(beside)
            return {"response_type": "ephemeral", **await self.words(shown.message, _key(shown.message), direct=direct)}
        await self.after(shown, beside)
        return {}

    async def _notice(self, message: Message, beside: Beside, key: str = "") -> None:
        if beside.is_view or not beside.channel:
            await self._open(await self._told(message), beside)
            return
        words = await self.words(message, key or _key(message), direct=in_direct(beside))
        replaced = {"replace_original": True, **words}
        if beside.is_ephemeral and beside.response_url and await self._respond(beside.response_url, replaced):
            return
        try:
            where = {"channel": beside.channel, "user": beside.user, "thread_ts": beside.thread or None}
            await self._calls.change("chat.postEphemeral", **where, **words)
        except _LOST:
            answer = {"response_type": "ephemeral", "replace_original": False, **words}
            if not beside.response_url or not await self._respond(beside.response_url, answer):
                raise

    async def _form(self, form: Form, beside: Beside) -> None:
        """A form needs the press that it answers; where that is too old, or was none, a button opens it."""
        if beside.trigger_id:
            try:
                await self._open(views.modal(form, _opened(form, beside)), beside)
            except _LOST as error:
                if beside.is_view or not beside.channel:
                    raise
                log.info("a form came too late, a button opens it now: %s", error)
            else:
                return
        if form.name not in _OPENERS:
            await self._notice(self._busy, beside)
            return
        button = Button(action=_OPENERS[form.name], label=form.title, primary=True)
        message = Message(reply="form", text=form.title, buttons=(button,), language=form.language)
        await self._notice(message, beside, form.about or ids.NOTICE)

    async def _known_all(self, parts: tuple[Message, ...]) -> Known:
        known = Known(accounts={}, links={})
        for part in parts:
            more = await self._known(part)
            known = replace(known, accounts={**known.accounts, **more.accounts}, links={**known.links, **more.links})
        return known


def _opened(form: Form, beside: Beside) -> ids.Opened:
    return ids.Opened(about=form.about, channel=beside.channel, thread=beside.thread)


async def known(message: Message, directions: Directions, link: Callable[[str], Awaitable[str | None]]) -> Known:
    """What the references of a message mean on Slack. `link`: our key -> the address that opens the message."""
    needs = render.needs(message)
    return Known(accounts=await accounts_of(needs.people, directions.account), links=await links_of(needs.keys, link))


def in_direct(beside: Beside) -> bool:
    """Whether it happened in somebody's own conversation: Slack's ids of those begin with D."""
    return beside.channel.startswith("D")


def _key(message: Message) -> str:
    """The key under which a notice's own buttons count: that of its question, else one that stands for nothing."""
    return f"question/{message.about}/notice" if message.about is not None else ids.NOTICE
