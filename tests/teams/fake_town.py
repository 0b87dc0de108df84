"""A small town for the fake's own tests, a plain client of its services, and a bot that takes everything down."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import aiohttp
from aiohttp import web

from tests.serving import ended
from tests.teams.fake import FakeTeams, Team, Town, User, channel, group
from tests.teams.fake.values import CARD

ANNA, EVA, GUEST = "29:1Anna-AbCdEf", "29:1Eva-GhIjKl", "29:1Gast"
TEAM, SUPPORT, GROUP = "19:team@thread.tacv2", "19:support@thread.tacv2", "19:group@thread.v2"
NOW = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)


class Hands:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def town(**more: Any) -> Town:
    """Anna and Eva in a team and a chat; a guest who is in neither."""
    users = [
        User(ANNA, "00000000-0000-0000-0000-00000000000A", "Anna Ek", "anna.ek@skolan.example"),
        User(EVA, "00000000-0000-0000-0000-000000000002", "Eva Lind", "eva.lind@skolan.example", locale="en-US"),
        User(
            GUEST,
            "00000000-0000-0000-0000-000000000009",
            "Gäst",
            role="guest",
            upn="g_annan.example#EXT#@skolan.example",
        ),
    ]
    team = Team(TEAM, "Skolan", [ANNA, EVA])
    return Town(users, [channel(SUPPORT, "Support", team), group(GROUP, "Vi", [ANNA, EVA])], **more)


class Client:
    """Calls the services as the bot would, with a token of its own."""

    def __init__(self, teams: FakeTeams, session: aiohttp.ClientSession) -> None:
        self.teams, self._session = teams, session
        self.token = ""

    async def log_in(self, **changes: str) -> tuple[int, Any]:
        """Ask for a token."""
        form = {
            "grant_type": "client_credentials", "client_id": self.teams.app_id, "client_secret": self.teams.logins.secret,
            "scope": f"{self.teams.scope}/.default", **changes,
        }  # fmt: skip
        async with self._session.post(f"{self.teams.login_url}/oauth2/v2.0/token", data=form) as response:
            answer = await response.json()
            self.token = answer.get("access_token", self.token)
            return response.status, answer

    async def get(self, url: str) -> Any:
        """Any address."""
        async with self._session.get(url) as response:
            return await response.json()

    async def call(self, method: str, path: str, body: Any = None, **more: Any) -> tuple[int, Any]:
        """One call; the body as it is read, words where it is no JSON."""
        status, answer, _ = await self.whole(method, path, body, **more)
        return status, answer

    async def whole(self, method: str, path: str, body: Any = None, **more: Any) -> tuple[int, Any, Any]:
        """The same with the headers."""
        headers = {"Authorization": f"Bearer {self.token}"}
        url = f"{self.teams.service_url}v3/{path}"
        async with self._session.request(method, url, json=body, headers=headers, **more) as response:
            is_json = response.content_type == "application/json"
            return response.status, await (response.json() if is_json else response.text()), response.headers

    async def send(self, conversation: str, body: Any, **more: Any) -> tuple[int, Any]:
        """A message."""
        return await self.call("POST", f"conversations/{quote(conversation, safe='')}/activities", body, **more)

    async def change(
        self, method: str, conversation: str, activity: str, body: Any = None, **more: Any
    ) -> tuple[int, Any]:
        """PUT, DELETE or POST on a message."""
        return await self.call(
            method, f"conversations/{quote(conversation, safe='')}/activities/{activity}", body, **more
        )


def text(words: str = "Hej", **more: Any) -> dict[str, Any]:
    """A message of words."""
    return {"type": "message", "text": words, **more}


def card(*body: dict[str, Any], actions: Any = (), summary: str = "Hej", **more: Any) -> dict[str, Any]:
    """A message that is a card."""
    content = {
        "type": "AdaptiveCard",
        "version": "1.5",
        "body": list(body) or [block()],
        "actions": list(actions),
        **more,
    }
    return {"type": "message", "summary": summary, "attachments": [{"contentType": CARD, "content": content}]}


def block(words: str = "Hej", **more: Any) -> dict[str, Any]:
    """Words on a card."""
    return {"type": "TextBlock", "text": words, "wrap": True, **more}


def field(name: str, kind: str = "Text", **more: Any) -> dict[str, Any]:
    """A field on a card."""
    return {"type": f"Input.{kind}", "id": name, "label": name, **more}


def execute(action: str, **more: Any) -> dict[str, Any]:
    """A button as it should be."""
    data = {"action": action, "key": "k"}
    other = {"type": "Action.Submit", "title": action, "data": data}
    return {"type": "Action.Execute", "title": action, "verb": "press", "data": data, "fallback": other, **more}


def fetch(action: str) -> dict[str, Any]:
    """A button that opens a window."""
    data = {"action": action, "msteams": {"type": "task/fetch"}}
    return {"type": "Action.Submit", "title": action, "data": data}


def window(*body: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An answer that opens a window with a button to send it."""
    sends = [{"type": "Action.Submit", "title": "Skicka", "data": {"form": "f"}}]
    content = card(*body, actions=sends)["attachments"][0]
    return {
        "task": {
            "type": "continue",
            "value": {"title": "Fråga", "height": "medium", "width": "medium", "card": content, **more},
        }
    }


def mention(name: str, who: str) -> dict[str, Any]:
    """An entity that calls somebody."""
    return {"type": "mention", "text": f"<at>{name}</at>", "mentioned": {"id": who, "name": name}}


class Heard:
    """A bot that writes down what it hears, and answers as it is told."""

    def __init__(self) -> None:
        self.bodies: list[dict[str, Any]] = []
        self.headers: list[Any] = []
        self.answers: dict[str, Any] = {}
        """Name of an invoke -> (status, body) or body."""
        self.statuses: list[int] = []
        """What the next activities are answered; then 200."""

    async def hears(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.bodies.append(body)
        self.headers.append(request.headers)
        if self.statuses:
            return web.Response(status=self.statuses.pop(0))
        if body.get("type") != "invoke":
            return web.Response()
        given = self.answers.get(body["name"], {})
        status, answer = given if isinstance(given, tuple) else (200, given)
        return web.json_response(answer, status=status)

    @property
    def last(self) -> dict[str, Any]:
        return self.bodies[-1]


@asynccontextmanager
async def opened(
    there: Town | None = None, clock: Callable[[], datetime] | None = None, **more: Any
) -> AsyncIterator[tuple[FakeTeams, Client, Heard]]:
    """The fake, a client that is let in, and a bot that listens."""
    heard, app = Heard(), web.Application()
    app.router.add_post("/api/messages", heard.hears)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    async with (
        FakeTeams.open(there or town(), clock=clock or Hands(), **more) as teams,
        aiohttp.ClientSession() as session,
    ):
        client = Client(teams, session)
        await client.log_in()
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        teams.deliver_to(f"http://127.0.0.1:{runner.addresses[0][1]}/api/messages")
        try:
            yield teams, client, heard
        finally:
            await ended(runner)
