"""A strict Slack on loopback: one workspace, its Web API, and deliveries to the bot; leaves each part to its file."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from tests.serving import ended
from tests.slack.fake import events
from tests.slack.fake.api import Api
from tests.slack.fake.api_views import view_shape
from tests.slack.fake.faults import Faults
from tests.slack.fake.hooks import Hooks
from tests.slack.fake.interactions import Interactions
from tests.slack.fake.limits import Limits
from tests.slack.fake.methods import ALL_SCOPES
from tests.slack.fake.movers import Movers
from tests.slack.fake.office import EVENT, Office, Pause
from tests.slack.fake.pressers import Pressers
from tests.slack.fake.records import Call, Delivery
from tests.slack.fake.signed import Signed
from tests.slack.fake.sockets import Sockets
from tests.slack.fake.web import WebSide
from tests.slack.fake.workspace import BOT_USER, TEAM, Workspace
from tests.slack.fake.world import Ephemeral, World
from tests.slack.fake.writers import Writers

BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-fake", "xapp-fake", "fake-signing-secret"


async def at_once(_seconds: float) -> None:
    """A pause that only lets the others run."""
    await asyncio.sleep(0)


def machine_time() -> datetime:
    """The machine's own clock."""
    return datetime.fromtimestamp(time.time(), UTC)


class FakeSlack(Writers, Movers, Pressers):
    """`async with FakeSlack.open(workspace) as slack`: then the bot at `slack.api_url`, people by their verbs."""

    bot_token = BOT_TOKEN
    app_token = APP_TOKEN
    signing_secret = SECRET
    bot_user = BOT_USER
    team = TEAM

    def __init__(
        self,
        workspace: Workspace,
        clock: Callable[[], datetime],
        transport: str,
        scopes: Collection[str],
        events: Collection[str] | None,
        pause: Pause,
    ) -> None:
        self.workspace = workspace
        self.world = World(workspace, clock, frozenset(scopes))
        self.limits = Limits(clock)
        self.faults = Faults()
        self.hooks = Hooks(self.world)
        self.interactions = Interactions(self.world)
        self.api = Api(self.world, self.limits, BOT_TOKEN, APP_TOKEN)
        self.sockets = Sockets(self.world)
        self.http = Signed(SECRET)
        chosen = {"socket": self.sockets, "http": self.http}[transport]
        self.office = Office(self.world, chosen, pause, events)
        self.api.socket_mode = self.sockets.enabled = transport == "socket"
        self._web = WebSide(self.world, self.api, self.faults, self.hooks)

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        workspace: Workspace,
        *,
        clock: Callable[[], datetime] | None = None,
        transport: str = "socket",
        scopes: Collection[str] = ALL_SCOPES,
        events: Collection[str] | None = None,
        pause: Pause = at_once,
    ) -> AsyncIterator[FakeSlack]:
        """The fake, serving. `events`: what the app subscribes to (`message.channels`, …), everything unless said.

        `pause` is awaited before each new try of a delivery, with Slack's seconds.
        """
        slack = cls(workspace, clock or machine_time, transport, scopes, events, pause)
        app = web.Application(client_max_size=4_000_000)
        app.router.add_route("*", "/api/{method}", slack._web.call)
        app.router.add_post("/hooks/{name}", slack._web.hook)
        app.router.add_get("/link/", slack.sockets.accept)
        runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        slack.world.api_root = f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
        slack.http.open()
        try:
            yield slack
        finally:
            await slack.office.close()
            await slack.sockets.close()
            await slack.http.close()
            await ended(runner)

    @property
    def api_url(self) -> str:
        return self.world.api_root

    @property
    def calls(self) -> list[Call]:
        return self.world.calls

    @property
    def deliveries(self) -> list[Delivery]:
        return self.world.deliveries

    @property
    def offences(self) -> list[str]:
        return self.world.offences

    def called(self, method: str) -> list[Call]:
        """The calls of one method."""
        return [call for call in self.calls if call.method == method]

    async def settled(self) -> None:
        """Nothing is being delivered or tried again."""
        await self.office.settled()

    async def connected(self, number: int = 1) -> None:
        """The bot has so many sockets open."""
        await self.sockets.connected(number)

    def deliver_to(self, url: str) -> None:
        """Where signed deliveries go."""
        self.http.url = url

    async def verifies(self) -> bool:
        """Ask the address whether it is ours, as Slack does when it is entered."""
        challenge = self.world.number("challenge")
        asked = {"token": "verification-token", "challenge": challenge, "type": "url_verification"}
        attempt = await self.http.send(json.dumps(asked), form=False)
        said = attempt.answer[1] if attempt.answer else None
        return attempt.ok and challenge in (said, said.get("challenge") if isinstance(said, dict) else None)

    def direct(self, user: str) -> str:
        """The channel of somebody's own conversation with the bot."""
        return self.workspace.direct(user).id

    def seen(self, channel: str, thread: str | None = None) -> list[dict[str, Any]]:
        """What stands in a channel, or in one of its threads (the root first), oldest first."""
        posts = sorted(self.workspace.channel(channel).posts.values(), key=lambda post: float(post.ts))
        if thread is None:
            return [post.shape(metadata=True, reactions=True) for post in posts if not post.thread or post.broadcast]
        return [post.shape(metadata=True, reactions=True) for post in posts if thread in {post.ts, post.thread}]

    def ephemerals(self, user: str, channel: str | None = None) -> list[Ephemeral]:
        """The private messages that somebody has before them, oldest first."""
        found = [note for note in self.world.ephemerals if note.user == user]
        return [note for note in found if channel in {None, note.channel.id}]

    def view(self, user: str) -> dict[str, Any] | None:
        """The form that somebody has open."""
        stack = self.world.stacks.get(user)
        return view_shape(stack[-1]) if stack else None

    def home(self, user: str) -> dict[str, Any] | None:
        """The bot's own page as somebody has it."""
        view = self.world.homes.get(user)
        return view_shape(view) if view else None

    async def send_raw(self, payload: dict[str, Any], kind: str = EVENT) -> Delivery:
        """Deliver anything at all: a payload nobody thought of, or one of another workspace."""
        return await self.office.deliver(kind, payload)

    def cut_sockets(self) -> int:
        """Cut every socket without a word; returns how many."""
        return self.sockets.cut()

    def silence(self) -> None:
        """The sockets that are open say nothing any more, not even to a ping; new ones do."""
        self.sockets.silence()

    async def dismisses(self, reason: str = "refresh_requested") -> None:
        """Tell every socket to come back: `warning`, `refresh_requested`, or `link_disabled`."""
        await self.sockets.dismiss(reason)

    def double_events(self, number: int = 1) -> None:
        """The next events come twice, at the same time."""
        self.office.doubled += number

    @asynccontextmanager
    async def reordered(self) -> AsyncIterator[None]:
        """What happens inside is delivered at the end, the last first."""
        self.office.held = []
        yield
        await self.office.release()

    @asynccontextmanager
    async def unheard(self) -> AsyncIterator[None]:
        """What happens inside is never told to the bot, as when events are lost."""
        self.office.unheard = True
        yield
        self.office.unheard = False

    def patience(self, seconds: float) -> None:
        """How long a delivery waits for its answer (3 s unless said)."""
        self.sockets.patience = self.http.patience = seconds

    async def revoke_token(self, error: str = "token_revoked") -> None:
        """From now on the bot's token is no good: `token_revoked`, `account_inactive`, `invalid_auth`."""
        self.world.token_error = error
        if error == "token_revoked":
            await self.office.event(events.revoked(BOT_USER))

    async def uninstalls(self) -> None:
        """The app is taken out of the workspace: its token is no good, and it is told so in two events."""
        self.world.token_error = "account_inactive"
        await self._tell((events.revoked(BOT_USER), None), (events.uninstalled(), None))

    def restore_token(self) -> None:
        """It is good again."""
        self.world.token_error = None
