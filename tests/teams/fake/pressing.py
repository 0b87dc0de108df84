"""What people do with cards: press, fill in, send, look, and say whether it helped; leaves reading the answers to `answers`."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from typing import Any

from tests.teams.fake import shapes
from tests.teams.fake.answers import read
from tests.teams.fake.cards import actions, content_of, inputs, is_fetch
from tests.teams.fake.filling import filled
from tests.teams.fake.office import Office
from tests.teams.fake.thread import Apart, there
from tests.teams.fake.town import BOT, Conversation, Post
from tests.teams.fake.values import BY_HAND, BY_MACHINE, Answer, Dialog
from tests.teams.fake.world import World

SENDS = frozenset({"Action.Execute", "Action.Submit"})


class Pressing:
    """Verbs of people who press."""

    world: World
    office: Office
    apart: Apart

    def card(self, message: str, user: str | None = None) -> dict[str, Any] | None:
        """The card of a message, as everybody sees it or as somebody does; None when it has none."""
        return self.world.place_of(message)[1].seen(self.world.town.user(user).id if user else None)

    def buttons(self, message: str, user: str | None = None) -> list[str]:
        """What the data of its buttons calls them (`action`, else `verb` or title), in order."""
        return [_name(one) for one in actions(self.card(message, user))]

    async def presses(
        self, user: str, message: str, action: str, values: Mapping[str, Any] | None = None, *, old: bool = False
    ) -> Answer:
        """Somebody presses the one button of that name on the card as they see it.

        `values`: filled in on the same card before. `old`: their client knows only Submit.
        """
        here, post = self._seen(user, message)
        card = post.seen(self.world.town.user(user).id)
        return await self._press(user, here, post, _only(card, action), filled(card, values or {}), old=old)

    async def presses_twice(self, user: str, message: str, action: str) -> list[Answer]:
        """The same press, told twice, as happens."""
        first = await self.presses(user, message, action)
        last = self.world.deliveries[-1]
        await self.apart.run(self.office.again([last]))
        return [first, read(self.world, first.user, last)]

    async def refreshes(self, user: str, message: str) -> Answer:
        """Somebody's client looks at a card that wants to be asked by them."""
        here, post = self._seen(user, message)
        asks = (post.card or {}).get("refresh")
        who = self.world.town.user(user)
        if asks is None or who.id not in asks.get("userIds", [who.id]):
            raise KeyError(f"{message} does not refresh itself for {user}")
        return await self._execute(user, here, post, asks["action"], {}, BY_MACHINE)

    def dialog(self, user: str) -> Dialog | None:
        """The window that somebody has open."""
        return self.world.dialogs.get(self.world.town.user(user).id)

    def fills(self, user: str, values: Mapping[str, Any]) -> None:
        """Somebody fills in fields of their window, and does not send them yet."""
        window = self._window(user)
        if strange := values.keys() - {one["id"] for one in inputs(window.card)}:
            raise KeyError(f"no such fields: {sorted(strange)}")
        window.filled |= dict(values)

    def cancels(self, user: str) -> None:
        """Somebody closes their window; nobody is told."""
        self.world.dialogs.pop(self._window(user).user)

    async def submits(
        self,
        user: str,
        values: Mapping[str, Any] | None = None,
        *,
        message: str | None = None,
        button: str | None = None,
    ) -> Answer:
        """Somebody sends their window, or with `message` the form that stands in a card.

        `button`: which one, when there are several. Raises ValueError when their client would not send it.
        """
        if message is not None:
            here, post = self._seen(user, message)
            card = post.seen(self.world.town.user(user).id)
            if not inputs(card):
                raise KeyError(f"there is nothing to fill in on {message}")
            return await self._press(user, here, post, _only(card, button), filled(card, values or {}))
        window = self._window(user)
        sent = filled(window.card, window.filled | dict(values or {}))
        here, post = self.world.place_of(window.message)
        self.world.dialogs.pop(window.user)
        data = _data(_only(window.card, button), sent)
        return await self._invoke(user, here, post, "task/submit", {"data": data, "context": {"theme": "default"}})

    async def thumbs(self, user: str, message: str, reaction: str, words: str = "") -> Answer:
        """Somebody says by Teams' own thumbs whether it helped: `like` or `dislike`."""
        here, post = self._seen(user, message)
        data = post.activity.get("channelData") or {}
        if not data.get("feedbackLoop") and not data.get("feedbackLoopEnabled"):
            raise KeyError(f"there are no thumbs under {message}")
        felt = {"reaction": reaction, "feedback": json.dumps({"feedbackText": words})}
        value = {"actionName": "feedback", "actionValue": felt}
        return await self._invoke(user, here, post, "message/submitAction", value)

    async def chooses(self, user: str, message: str, command: str) -> Answer:
        """Somebody chooses a command of the app in a message's own menu; the message goes along whole."""
        here, post = self.world.place_of(message)
        author = self.world.town.find(post.author)
        person = {"userIdentityType": "aadUser", "id": author.aad, "displayName": author.name} if author else None
        told = {
            "id": post.id, "replyToId": post.thread, "createdDateTime": post.at.isoformat(),
            "from": {"user": person, "application": None if person else {"id": post.author, "applicationIdentityType": "bot"}},
            "body": {"contentType": "html", "content": f"<div>{html.escape(post.text, quote=False)}</div>"},
        }  # fmt: skip
        value = {
            "commandId": command,
            "commandContext": "message",
            "messagePayload": told,
            "context": {"theme": "default"},
        }
        return await self._invoke(user, here, post, "composeExtension/fetchTask", value)

    def _seen(self, user: str, message: str) -> tuple[Conversation, Post]:
        here, post = self.world.place_of(message)
        who = self.world.town.user(user)
        if post.author != BOT or post.deleted or who.id not in here.members or post.only_for not in {None, who.id}:
            raise KeyError(f"{who.name} sees no message {message} of the bot's")
        return here, post

    def _window(self, user: str) -> Dialog:
        window = self.dialog(user)
        if window is None:
            raise KeyError(f"{user} has no window open")
        return window

    async def _press(
        self,
        user: str,
        here: Conversation,
        post: Post,
        button: dict[str, Any],
        sent: dict[str, str],
        *,
        old: bool = False,
    ) -> Answer:
        if button["type"] == "Action.Execute" and not old:
            return await self._execute(user, here, post, button, sent, BY_HAND)
        button = button.get("fallback", button) if old else button
        data = _data(button, sent)
        if is_fetch(button):
            value = {"data": data | {"type": "task/fetch"}, "context": {"theme": "default"}}
            return await self._invoke(user, here, post, "task/fetch", value)
        return await self._submit(user, here, post, data)

    async def _execute(
        self, user: str, here: Conversation, post: Post, button: dict[str, Any], sent: dict[str, str], trigger: str
    ) -> Answer:
        told = {
            "type": "Action.Execute",
            "id": button.get("id", ""),
            "verb": button["verb"],
            "data": _data(button, sent),
        }
        return await self._invoke(user, here, post, "adaptiveCard/action", {"action": told, "trigger": trigger})

    @there
    async def _submit(self, user: str, here: Conversation, post: Post, data: dict[str, Any]) -> Answer:
        who = self.world.town.user(user)
        shape = shapes.somewhere(self.world, "message", who, here, post.thread or post.id, self.world.stamp(),
                                 replyToId=post.id, value=data, entities=[shapes.client(who)])  # fmt: skip
        shape["channelData"] |= {"source": {"name": "message"}, "legacy": {"replyToId": f"1:{post.id}"}}
        return read(self.world, who.id, await self.office.deliver(shape))

    @there
    async def _invoke(self, user: str, here: Conversation, post: Post, name: str, value: dict[str, Any]) -> Answer:
        who = self.world.town.user(user)
        shape = shapes.somewhere(self.world, "invoke", who, here, post.thread or post.id, self.world.once(),
                                 replyToId=post.id, name=name, value=value)  # fmt: skip
        shape["channelData"]["source"] = {"name": "message"}
        answer = read(self.world, who.id, await self.office.deliver(shape))
        if answer.kind == "card":
            post.views[who.id] = answer.shown
        elif answer.kind == "dialog" and (content := content_of(answer.shown.get("card"))):
            self.world.dialogs[who.id] = Dialog(who.id, str(answer.shown.get("title")), content, post.id)
        return answer


def _name(button: dict[str, Any]) -> str:
    return str(button.get("data", {}).get("action") or button.get("verb") or button.get("title"))


def _only(card: Any, name: str | None) -> dict[str, Any]:
    """The one button of a name, or the one button that sends anything."""
    sending = [one for one in actions(card) if one["type"] in SENDS and one.get("isEnabled", True)]
    found = [one for one in sending if name is None or name in {_name(one), one.get("verb"), one.get("title")}]
    if len(found) != 1:
        raise KeyError(f"{len(found)} buttons are {name}; there are {[_name(one) for one in sending]}")
    return found[0]


def _data(button: dict[str, Any], sent: dict[str, str]) -> dict[str, Any]:
    """What is sent: the button's own data and the fields of its card."""
    return button.get("data", {}) | ({} if button.get("associatedInputs", "auto").lower() == "none" else sent)
