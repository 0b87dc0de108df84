"""A small workspace and a bolt app for the fake's own tests; leaves the tests to their files."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from tests.serving import ended
from tests.slack.fake import Channel, FakeSlack, User, Workspace

ANNA, EVA, GUEST, GONE, STRANGER, BOT = "U0ANNA", "U0EVA", "U0GUEST", "U0GONE", "U0OTHER", "U0BOT"
SUPPORT, QUIET, SECRET_ROOM, OLD = "C0SUPPORT", "C0QUIET", "C0SECRET", "C0OLD"


class Hands:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def town() -> Workspace:
    """Five people, four channels; the bot is in two of them."""
    return Workspace(
        [
            User(ANNA, "anna", "Anna Ek", "anna@example.org", fields={"Xf1": "Lindskolan"}),
            User(EVA, "eva", "Eva Lind", "eva@example.org", locale="en-US"),
            User(GUEST, "gast", "Gun Gäst", "gun@example.org", is_restricted=True),
            User(GONE, "gone", "Gösta Gick", "gosta@example.org", deleted=True),
            User(STRANGER, "other", "Otto Annan", "otto@example.com", team="T0OTHER"),
        ],
        [
            Channel(SUPPORT, "unikumsupport", [ANNA, EVA, BOT]),
            Channel(QUIET, "lunch", [ANNA]),
            Channel(SECRET_ROOM, "rektorer", [EVA], is_private=True),
            Channel(OLD, "gammal", [ANNA, BOT], archived=True),
        ],
        {"Xf1": "Skola"},
    )


def client_of(slack: FakeSlack, token: str | None = None) -> AsyncWebClient:
    """The real client, without tries of its own."""
    return AsyncWebClient(token or slack.bot_token, base_url=slack.api_url, retry_handlers=[], timeout=5)


class Heard:
    """Everything that a bolt app was told, and what it is to do about it."""

    def __init__(self, app: AsyncApp) -> None:
        self.app = app
        self.bodies: list[dict[str, Any]] = []
        self.fail = 0
        """So many of the next events are answered 503, or not at all over a socket."""
        self.refusal: dict[str, str] = {}
        """The headers of that 503."""
        self.answer: dict[str, Any] | None = None
        """What the next things are answered, instead of what bolt would answer."""
        self.hang: asyncio.Event | None = None
        self.headers: list[dict[str, Any]] = []
        self.changed = asyncio.Condition()

    async def came(self, number: int = 1) -> None:
        """Return when so many requests have reached the app."""
        async with self.changed:
            await self.changed.wait_for(lambda: len(self.headers) >= number)

    def types(self) -> list[str]:
        """The inner types, with the subtype where there is one."""
        found = [body.get("event", body) for body in self.bodies]
        return [str(one.get("subtype") or one.get("type") or one.get("command")) for one in found]


def take_all(app: AsyncApp) -> None:
    """Whatever no listener of the test takes is taken."""
    everything = re.compile(".*")

    async def take(ack: Any) -> None:
        await ack()

    app.event("message")(take)
    for kind in (app.event, app.action, app.view, app.shortcut, app.command):
        kind(everything)(take)
    app.view_closed(everything)(take)


def app_of(slack: FakeSlack) -> Heard:
    """A bolt app that listens to everything and notes it."""
    app = AsyncApp(
        client=client_of(slack),
        signing_secret=slack.signing_secret,
        process_before_response=True,
        raise_error_for_unhandled_request=False,
        ignoring_self_events_enabled=False,
    )
    heard = Heard(app)

    @app.middleware
    async def note(req: Any, next_: Any) -> Any:
        async with heard.changed:
            heard.headers.append(req.headers)
            heard.changed.notify_all()
        if heard.hang is not None:
            await heard.hang.wait()
        if heard.fail:
            heard.fail -= 1
            return BoltResponse(status=503, headers=heard.refusal)
        heard.bodies.append(req.body)
        if heard.answer is not None:
            return BoltResponse(status=200, body=heard.answer)
        await next_()
        return None

    return heard


@asynccontextmanager
async def serving(slack: FakeSlack, heard: Heard, transport: str) -> AsyncIterator[None]:
    """The app, running over one of the transports."""
    take_all(heard.app)
    if transport == "socket":
        handler = AsyncSocketModeHandler(heard.app, slack.app_token, ping_interval=0.2)
        await handler.connect_async()
        await slack.connected()
        yield
        await handler.close_async()
        return

    async def take(request: web.Request) -> web.StreamResponse:
        return await to_aiohttp_response(await heard.app.async_dispatch(await to_bolt_request(request)))

    server = web.Application()
    server.router.add_post("/slack/events", take)
    runner = web.AppRunner(server)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.deliver_to(f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events")
    yield
    await ended(runner)
