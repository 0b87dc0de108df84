"""Slack as a Platform: says, changes, finds, knows; leaves reading, looks, limits and the wire to its neighbours."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.platforms.base import (
    FIND,
    FORMS,
    NOTICES,
    PINS,
    PROFILES,
    REACTIONS,
    Address,
    Allowance,
    CannotKnow,
    CannotStart,
    Directions,
    Found,
    Gone,
    Hear,
    Profile,
    TryLater,
)
from bot.platforms.shared.marks import Known
from bot.platforms.shared.meeting import Meeting
from bot.platforms.shared.names import Names
from bot.platforms.shared.references import ref_of
from bot.platforms.shared.trouble import Troubles
from bot.platforms.slack import ids, parse, render
from bot.platforms.slack.adapter import PATH, Wire
from bot.platforms.slack.calls import TIERS, Calls
from bot.platforms.slack.channels import Channels
from bot.platforms.slack.faults import SCOPE, NoRight, RefusedError
from bot.platforms.slack.history import History
from bot.platforms.slack.links import permalink
from bot.platforms.slack.listening import AGAIN, Answer, Ear
from bot.platforms.slack.people import People
from bot.platforms.slack.pins import pin
from bot.platforms.slack.rooms import Rooms, is_direct
from bot.platforms.slack.showing import Shower, known
from bot.settings_values import Slack
from knowledge.conversation.event import Account, Event, MessageRef
from knowledge.conversation.message import Message

log = logging.getLogger(__name__)
_EPHEMERAL = "e:"
"""Begins our id of a notice, `e:<user>:<ts>`: Slack keeps none, so it can be neither changed nor found."""


class SlackPlatform:
    """One workspace of Slack, over Socket Mode or signed HTTP."""

    name = "slack"
    abilities = frozenset({NOTICES, FORMS, PINS, REACTIONS, FIND, PROFILES})

    def __init__(  # noqa: PLR0913 - the composition root hands over everything once
        self,
        settings: Slack,
        *,
        directions: Directions,
        busy: Message,
        clock: Callable[[], datetime],
        looks_at_dnd: bool = False,
        ping: float = 5.0,
        hurry: int = 1,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """`busy`: said to somebody whose press cannot be taken now; `ping`: seconds between two looks at the socket.

        `looks_at_dnd`: whether do-not-disturb is asked for when somebody is looked up. `hurry`: how many times faster
        than Slack's limits we may call, for a service that is not Slack's; `seconds` only grow, the limits count by them.
        """
        self._settings, self._directions, self._busy, self._clock, self._ping = settings, directions, busy, clock, ping
        self._wire = Wire(settings, self._take, ping=ping)
        limits = {"chat.postMessage": settings.posts_per_minute, "chat.update": settings.edits_per_minute,
                  "chat.delete": settings.edits_per_minute}  # fmt: skip
        limits = {name: hurry * calls for name, calls in {**TIERS, **limits}.items()}
        self._calls = Calls(self._wire.call, seconds, limits, lambda words: self._troubles.noticed(words))  # noqa: PLW0108 - it comes later
        self._shower = Shower(self._calls, self._known, self._wire.respond, busy)
        self._rooms = Rooms(self._calls)
        self._history = History(self._calls, self._who, clock)
        self._names = Names(directions.names, seconds)
        self._people = People(self._calls, self._who, clock, looks_at_dnd=looks_at_dnd)
        self._ear: Ear | None = None
        self._hear: Hear | None = None
        self._ours: parse.Ours | None = None
        self._workspace = ""
        self._troubles = Troubles(self.name, self._ask_again, clock, ping, rights=SCOPE, refusals=(RefusedError,))
        self._connecting: asyncio.Task[None] | None = None

    @property
    def routes(self) -> tuple[web.AbstractRouteDef, ...]:
        """What our web server has to serve; nothing over Socket Mode."""
        return () if self._settings.uses_socket_mode else (web.post(PATH, self._wire.requested),)

    # Listening

    @property
    def is_connected(self) -> bool:
        """Whether events can reach us now: we know who we are, and the socket stands (over HTTP: always)."""
        here = self._ours is not None and not self._troubles.now
        return here and (self._wire.is_connected or not self._settings.uses_socket_mode)

    @property
    def gaps(self) -> int:
        """How often the socket was new, or Slack said that it kept events back; over HTTP, our start counts as one."""
        since_start = 0 if self._settings.uses_socket_mode or self._ours is None else 1
        return self._wire.hellos + self._troubles.kept_back + since_start

    @property
    def allowance(self) -> Allowance:
        """As the settings say."""
        return Allowance(posts=self._calls.limit("chat.postMessage"), changes=self._calls.limit("chat.update"))

    def has_spare(self, kind: str) -> bool:
        """Whether Slack takes one more at once."""
        return self._calls.has_spare("chat.postMessage" if kind == "posts" else "chat.update")

    async def start(self, hear: Hear) -> None:
        """Begin to listen. Raises CannotStart when Slack refuses our tokens; what is only slow goes on beside."""
        self._hear = hear
        meeting = Meeting(self._people.by_account, lambda: self._names.known)
        told = meeting.before(Channels(self._calls, hear).hear)
        self._ear = Ear(told, self._who, self._shower, self._clock, self._busy, self._troubles.heard)
        self._wire.open()
        await self._first("auth.test", "SLACK_BOT_TOKEN")
        if self._settings.uses_socket_mode:
            await self._first("apps.connections.open", "SLACK_APP_TOKEN")
        self._troubles.begin(hear)
        self._connecting = asyncio.create_task(self._connect())

    async def stop(self) -> None:
        """Stop listening, answer what was heard, show what is left to show, and let go of everything."""
        await self._wire.finish()
        await self._troubles.stop()
        if self._connecting is not None:
            self._connecting.cancel()
            await asyncio.gather(self._connecting, return_exceptions=True)
        await self.settled()
        await self._names.close()
        await self._wire.close()

    async def settled(self) -> None:
        """Wait until everything is shown that was to be shown."""
        if self._ear is not None:
            await self._ear.settled()

    async def _first(self, method: str, token: str) -> None:
        """Try a token out; a service that is only slow is asked again later."""
        try:
            await (self._introduce() if method == "auth.test" else self._calls.do(method))
        except RefusedError as refused:
            await self._wire.close()
            raise CannotStart(f"{refused}; is SLACK_API_URL right? See docs/slack.md") from refused
        except TryLater as later:
            if later.for_all:
                await self._wire.close()
                raise CannotStart(f"Slack refuses the token in {token} ({later}); see docs/slack.md") from later
            log.warning("Slack is not reached yet: %s", later)

    async def _introduce(self) -> None:
        """Ask Slack once who we are."""
        who = await self._calls.do("auth.test")
        self._workspace = str(who.get("url", ""))
        self._ours = parse.Ours(
            team=str(who.get("team_id", "")), bot_user=str(who.get("user_id", "")), bot_id=str(who.get("bot_id", "")),
            done=self._settings.done, looking=self._settings.looking, school_field=self._settings.school_field,
            enterprise=str(who.get("enterprise_id") or ""),
        )  # fmt: skip

    async def _connect(self) -> None:
        """Know who we are, then open the socket; both are tried until they succeed."""
        while self._ours is None:
            await asyncio.sleep(self._ping)
            try:
                await self._introduce()
            except (TryLater, RefusedError) as later:
                log.warning("Slack is not reached yet: %s", later)
        if self._settings.uses_socket_mode:
            await self._wire.connect()

    async def _take(self, body: dict[str, Any]) -> Answer:
        if not self._ear or not self._ours:
            return AGAIN
        await self._names.fresh()
        return await self._ear.take(body)

    # Speaking

    async def send(self, to: Address, key: str, message: Message, token: str) -> str:
        """Post a message with its token in the metadata; a notice is seen by its reader alone, and has no metadata."""
        if to.only_for:
            return await self._whisper(to, key, message)
        words = await self._words(message, key, to.channel)
        room = self._rooms.to_post(to.channel)
        metadata = {"event_type": ids.METADATA, "event_payload": {"token": token, "key": key}}
        given = await self._calls.post("chat.postMessage", channel=room, thread_ts=to.thread, metadata=metadata,
                                       unfurl_links=False, unfurl_media=False, **words)  # fmt: skip
        self._rooms.answered(to.channel, str(given.get("channel", "")))
        return str(given["ts"])

    async def revise(self, ref: MessageRef, key: str, message: Message, token: str) -> None:  # noqa: ARG002 - the post's stays
        """Replace what a posted message says; instead of a notice, which cannot be changed, another is shown."""
        if ref.id.startswith(_EPHEMERAL):
            user = ref.id.removeprefix(_EPHEMERAL).partition(":")[0]
            to = Address(platform=self.name, channel=ref.channel, thread=ref.thread, only_for=user)
            await self._whisper(to, key, message)
            return
        words = await self._words(message, key, ref.channel)
        await self._calls.change("chat.update", channel=await self._rooms.now(ref.channel), ts=ref.id, **words)

    async def withdraw(self, ref: MessageRef) -> None:
        """Take a posted message away; a notice goes by itself."""
        if ref.id.startswith(_EPHEMERAL):
            return
        try:
            await self._calls.do("chat.delete", channel=await self._rooms.now(ref.channel), ts=ref.id)
        except Gone as gone:
            log.info("nothing to withdraw: %s", gone)

    async def pin(self, ref: MessageRef, *, pinned: bool = True) -> None:
        """Keep a message at the top of its channel, or no longer; without the right it stays where it is."""
        await pin(self._calls, await self._rooms.now(ref.channel), ref.id, pinned=pinned)

    async def _whisper(self, to: Address, key: str, message: Message) -> str:
        """Show something to one person beside the conversation; gives our id of it."""
        words = await self._words(message, key, to.channel)
        room = await self._rooms.now(to.channel)
        given = await self._calls.post(
            "chat.postEphemeral", channel=room, user=to.only_for, thread_ts=to.thread, **words
        )
        return f"{_EPHEMERAL}{to.only_for}:{given.get('message_ts', '')}"

    async def find(self, token: str, to: Address, since: datetime) -> Found:
        """Look for the token in the metadata of what stands there; notices cannot be looked for."""
        if to.only_for:
            return CannotKnow()
        try:
            return await self._history.find(token, await self._rooms.now(to.channel), to.thread, since)
        except NoRight:
            return CannotKnow()

    # Knowing

    async def person(self, account: Account) -> Profile | None:
        """The profile of an account; None when there is none."""
        return await self._people.person(account)

    async def by_email(self, email: str) -> Profile | None:
        """Whose account has that address."""
        return await self._people.by_email(email)

    async def since(
        self, cursor: str | None, known: Sequence[MessageRef] = (), places: Sequence[str] = ()
    ) -> AsyncIterator[Event]:
        """What happened in these channels after the cursor, and in the conversations of those who wrote."""
        if cursor is None or self._ours is None:
            return
        await self._names.fresh()
        channels = dict.fromkeys((*places, *(ref.channel for ref in known)))
        async for event in self._history.since(datetime.fromisoformat(cursor), known, channels, self._rooms.patiently):
            yield event

    def link(self, ref: MessageRef) -> str | None:
        """The address that opens a message."""
        return permalink(self._workspace, ref, self._rooms.known(ref.channel))

    async def _words(self, message: Message, key: str, channel: str) -> dict[str, Any]:
        native = self._settings.feedback == "native"
        meant = await self._known(message, channel)
        return render.message(message, key, meant, native_feedback=native, direct=is_direct(channel))

    async def _known(self, message: Message, here: str = "") -> Known:
        """What its references mean; what stands in somebody's own conversation is a link there alone."""

        async def address(key: str) -> str | None:
            ref = await ref_of(key, self._directions.where)
            if ref is None or ref.platform != self.name or (ref.is_direct and ref.channel != here):
                return None
            return self.link(ref)

        return await known(message, self._directions, address)

    def _who(self) -> parse.Ours:
        """Who we are, and what people are called."""
        return replace(self._ours or parse.Ours(team="", bot_user="", bot_id=""), names=self._names.known)

    # Trouble

    async def _ask_again(self) -> object:
        return await self._calls.do("auth.test")
