"""What one can do on the chat page: write, change, press, fill in, move the clock; leaves showing it to the stream."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.pages import security
from bot.pages.chat import MOST_BYTES, Room
from bot.pages.demo import MOVES
from bot.pages.view import REACTIONS, Reader
from bot.platforms.base import Gone, TryLater
from bot.platforms.local.log import Post
from knowledge.conversation.message import Form, Shown

_COMMAND = "/support"

Deed = Callable[[Reader, dict[str, Any]], Awaitable[dict[str, object]]]


class Problem(Exception):  # noqa: N818 - a problem is told to the visitor, it is no error of ours
    """What the visitor asked for cannot be done; said in the visitor's language beside the box."""

    def __init__(self, status: int, key: str, **blanks: object) -> None:
        """An HTTP status, and the key of a label with its blanks."""
        super().__init__(key)
        self.status, self.key, self.blanks = status, key, blanks


class Deeds:
    """Posts of JSON objects with `as` (a person's id) and what each deed needs; the answer is JSON as well."""

    def __init__(self, room: Room) -> None:
        """Everything is done in the room's chat."""
        self._room = room
        self._chat = room.demo.chat

    def routes(self) -> list[web.RouteDef]:
        """One route for each deed."""
        deeds: dict[str, Deed] = {
            "say": self.say,
            "edit": self.edit,
            "delete": self.delete,
            "react": self.react,
            "dismiss": self.dismiss,
            "press": self.press,
            "fill": self.fill,
            "clock": self.clock,
        }
        return [web.post(f"/chat/{name}", security.guarded(self._answered(deed))) for name, deed in deeds.items()]

    async def say(self, reader: Reader, body: dict[str, Any]) -> dict[str, object]:
        """Write `text` in `channel`, under the message `thread` if given; `/support …` is a command."""
        channel, text = self._channel(reader, body), _text(body)
        who = reader.person.account
        first, _, rest = text.partition(" ")
        if first == _COMMAND:
            return self._shown(await self._chat.command(who, channel, rest.strip()), reader)
        return {"id": await self._chat.say(who, channel, text, thread=body.get("thread") or None)}

    async def edit(self, reader: Reader, body: dict[str, Any]) -> dict[str, object]:
        """Change one's own message `id` to `text`."""
        await self._chat.edit(self._own(reader, body).id, _text(body))
        return {}

    async def delete(self, reader: Reader, body: dict[str, Any]) -> dict[str, object]:
        """Remove one's own message `id`."""
        await self._chat.delete(self._own(reader, body).id)
        return {}

    async def react(self, reader: Reader, body: dict[str, Any]) -> dict[str, object]:
        """Set the `reaction` on the message `id`, or take it back."""
        post, reaction, who = self._visible(reader, body), str(body.get("reaction")), reader.person.account
        if reaction not in REACTIONS:
            raise Problem(400, "bad_request")
        change = self._chat.unreact if (reaction, who) in post.reactions else self._chat.react
        await change(who, post.id, reaction)
        return {}

    async def dismiss(self, reader: Reader, body: dict[str, Any]) -> dict[str, object]:
        """Hide the private notice `id`; it is nobody else's to miss."""
        post = self._visible(reader, body)
        if post.only_for != reader.person.account:
            raise Problem(403, "not_yours")
        self._chat.log.remove(post.id)
        return {}

    async def press(self, reader: Reader, body: dict[str, Any]) -> dict[str, object]:
        """Press `action` on the message `id`; a form comes back as HTML."""
        post = self._visible(reader, body)
        return self._shown(await self._chat.press(reader.person.account, post.id, str(body.get("action"))), reader)

    async def fill(self, reader: Reader, body: dict[str, Any]) -> dict[str, object]:
        """Send `form` about `about` with `values`; a form with problems comes back as HTML."""
        values = body.get("values")
        if not isinstance(values, dict):
            raise Problem(400, "bad_request")
        _fits(json.dumps(values, ensure_ascii=False))
        about, name = str(body.get("about", "")), str(body.get("form", ""))
        return self._shown(await self._chat.fill(reader.person.account, name, about, values), reader)

    async def clock(self, reader: Reader, body: dict[str, Any]) -> dict[str, object]:
        """Move the desk clock `to`, one of MOVES."""
        if body.get("to") not in MOVES:
            raise Problem(400, "bad_request")
        await self._room.demo.move(body["to"])
        self._room.hub.ping("clock")
        return {"words": self._room.now_words(reader)}

    def _answered(self, deed: Deed) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(request: web.Request) -> web.Response:
            body = await _body(request)
            reader = self._room.reader(str(body.get("as")), str(body.get("lang", "")))
            try:
                return web.json_response(await deed(reader, body))
            except Problem as problem:
                return _problem(problem.status, reader.t(problem.key, **problem.blanks))
            except TryLater:
                return _problem(503, reader.t("try_again"))
            except Gone:
                return _problem(410, reader.t("gone"))

        return answer

    def _channel(self, reader: Reader, body: dict[str, Any]) -> str:
        channel = str(body.get("channel"))
        if channel not in {one.id for one in self._room.channels(reader)}:
            raise Problem(403, "no_such_place")
        return channel

    def _visible(self, reader: Reader, body: dict[str, Any]) -> Post:
        """The message `id`, if the reader can see it."""
        post = self._chat.log.get(str(body.get("id")))
        if post is None or not post.seen_by(reader.person.account):
            raise Problem(410, "gone")
        self._channel(reader, {"channel": post.channel})
        return post

    def _own(self, reader: Reader, body: dict[str, Any]) -> Post:
        post = self._visible(reader, body)
        if post.author != reader.person.account:
            raise Problem(403, "not_yours")
        return post

    def _shown(self, shown: Shown | None, reader: Reader) -> dict[str, object]:
        """A notice stands in the chat already; a form is given back."""
        return {"form": self._room.paint.form(shown, reader)} if isinstance(shown, Form) else {}


async def _body(request: web.Request) -> dict[str, Any]:
    """The posted JSON object. Raises 415 for another type, 400 when it cannot be read, 413 when it is too large."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    try:
        body = await request.json()
    except ValueError:
        raise web.HTTPBadRequest from None
    if not isinstance(body, dict):
        raise web.HTTPBadRequest
    # A lone half of a surrogate pair is legal JSON but no text; nothing behind this could write it down.
    whole: dict[str, Any] = json.loads(json.dumps(body, ensure_ascii=False).encode(errors="replace"))
    return whole


def _text(body: dict[str, Any]) -> str:
    text = body.get("text")
    if not isinstance(text, str) or not text.strip():
        raise Problem(400, "empty_text")
    _fits(text)
    return text.strip()


def _fits(text: str) -> None:
    size = len(text.encode())
    if size > MOST_BYTES:
        raise Problem(413, "too_long", kb=-(-size // 1000), most=MOST_BYTES // 1000)


def _problem(status: int, words: str) -> web.Response:
    return web.json_response({"problem": words}, status=status)
