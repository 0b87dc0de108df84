"""What people do with buttons, menus, forms, shortcuts and commands; leaves their payloads to the interactions."""

from __future__ import annotations

from typing import Any

from tests.slack.fake import events
from tests.slack.fake.api_views import made, replaced, stack_on, view_shape
from tests.slack.fake.filling import STATEFUL, chosen, filled_in, found, pressed
from tests.slack.fake.hooks import Hooks
from tests.slack.fake.interactions import Interactions
from tests.slack.fake.office import COMMAND, INTERACTIVE
from tests.slack.fake.posts import Post
from tests.slack.fake.records import ApiError, Delivery
from tests.slack.fake.shapes import check_payload
from tests.slack.fake.verbs import Verbs
from tests.slack.fake.view_rules import check_view
from tests.slack.fake.world import Ephemeral, View


class Pressers(Verbs):
    """The verbs of buttons, forms and commands; nothing of this is ever tried again."""

    hooks: Hooks
    interactions: Interactions

    async def _sent(self, payload: dict[str, Any], kind: str = INTERACTIVE) -> Delivery:
        check_payload(str(payload.get("type", COMMAND)), payload)
        delivery = await self.office.deliver(kind, payload)
        said = body_of(delivery)
        if said and payload.get("type") in {"block_actions", "message_action", "shortcut", "view_closed"}:
            self.world.offence(f"{payload['type']}: an answer that Slack ignores: {said}")
        return delivery

    async def presses(
        self,
        user: str,
        channel: str | None,
        ts: str | None,
        action_id: str,
        option: str | None = None,
        *,
        block_id: str | None = None,
    ) -> Delivery:
        """Press a button or choose an option by its value. Without channel: in the open form, else on the bot's page.

        KeyError when that person sees no such thing there.
        """
        where = self._seen(user, channel, ts) if channel and ts else self._before(user)
        blocks = where.body["blocks"] if isinstance(where, View) else where.blocks
        name, element = found(blocks or [], action_id, block_id)
        action = pressed(element, option)
        if isinstance(where, View) and element["type"] in STATEFUL:
            where.filled.setdefault(name, {})[action_id] = chosen(element, option)
        who = self.world.workspace.user(user)
        return await self._sent(self.interactions.press(who, where, name, action))

    def _seen(self, user: str, channel: str, ts: str) -> Post | Ephemeral:
        return self.world.shown(ts, user) or self.world.workspace.channel(channel).posts[ts]

    def _before(self, user: str) -> View:
        stack = self.world.stacks.get(user)
        return stack[-1] if stack else self.world.homes[user]

    async def presses_home(
        self, user: str, action_id: str, option: str | None = None, *, block_id: str | None = None
    ) -> Delivery:
        """The same on the bot's own page, whatever form is open."""
        view = self.world.homes[user]
        name, element = found(view.body["blocks"], action_id, block_id)
        action = pressed(element, option)
        if element["type"] in STATEFUL:
            view.filled.setdefault(name, {})[action_id] = chosen(element, option)
        return await self._sent(self.interactions.press(self.world.workspace.user(user), view, name, action))

    async def runs(self, user: str, channel: str, command: str, text: str = "") -> Delivery:
        """Type a command; what it answers at once is shown as Slack shows it."""
        who = self.world.workspace.user(user)
        if who.team is not None:
            raise LookupError(f"{user} is of another workspace and has no {command}")
        fields, url = self.interactions.command(who, self.world.workspace.channel(channel), command, text)
        delivery = await self._sent(fields, COMMAND)
        said = body_of(delivery)
        if isinstance(said, str) and said:
            said = {"text": said}
        if delivery.ok and said:
            try:
                self.hooks.say(url, said)
            except ApiError as no:
                self.world.offence(f"{command}: {no.offence}")
        return delivery

    async def marks(self, user: str, callback_id: str, channel: str, ts: str) -> Delivery:
        """Choose a shortcut on a message."""
        post = self.world.workspace.channel(channel).posts[ts]
        return await self._sent(self.interactions.mark(self.world.workspace.user(user), callback_id, post))

    async def shortcut(self, user: str, callback_id: str) -> Delivery:
        """Choose a shortcut from anywhere."""
        return await self._sent(self.interactions.shortcut(self.world.workspace.user(user), callback_id))

    async def opens_home(self, user: str, tab: str = "home") -> Delivery | None:
        """Look at the bot's own page (`home`) or at the conversation with it (`messages`)."""
        channel = self.world.workspace.direct(user)
        view = self.world.homes.get(user)
        shape = view_shape(view) if view and tab == "home" else None
        return await self.office.event(events.home(user, channel, tab, shape, self.world.stamps.next()))

    async def submits(self, user: str, values: dict[str, Any], view_id: str | None = None) -> dict[str, Any]:
        """Send the form that is open, or the one with that id even when it is gone from the screen.

        Returns the bot's answer: `{}` = closed, `response_action` otherwise, `{"error": why}` when it did not take it.
        ValueError when Slack would not let it be sent as it is filled in.
        """
        view = self._form(user, view_id)
        view.filled = filled_in(view, values)
        delivery = await self._sent(self.interactions.submission(self.world.workspace.user(user), view))
        if not delivery.ok:
            return {"error": delivery.attempts[-1].reason}
        said = body_of(delivery) or {}
        try:
            self._follow(user, view, said)
        except ApiError as no:
            self.world.offence(f"view_submission: {no.offence or no.error}")
            return {"error": no.error}
        return dict(said)

    def _form(self, user: str, view_id: str | None) -> View:
        stack = self.world.stacks.get(user) or []
        if view_id is None:
            if not stack:
                raise KeyError(f"{user} has no form open")
            return stack[-1]
        return next(view for view in stack if view.id == view_id)

    def _follow(self, user: str, view: View, said: Any) -> None:
        """Do with the form what the bot answered."""
        action = said.get("response_action") if isinstance(said, dict) else "no object"
        stack = self.world.stacks[user]
        if not said:
            stack.remove(view)
        elif action == "clear":
            stack.clear()
        elif action == "errors":
            inputs = {block["block_id"] for block in view.body["blocks"] if block["type"] == "input"}
            if not said.get("errors") or set(said["errors"]) - inputs:
                raise ApiError("invalid_errors", offence=f"errors of no field: {said.get('errors')}")
        elif action == "update":
            check_view(said.get("view"), "modal")
            replaced(self.world, view, said["view"])
        elif action == "push":
            check_view(said.get("view"), "modal")
            stack_on(self.world, user, said["view"])
        else:
            raise ApiError("invalid_response_action", offence=f"answer {said}")

    async def closes(self, user: str, *, all_of_them: bool = False) -> Delivery | None:
        """Close the form without sending it; the bot is told if it asked for that."""
        stack = self.world.stacks[user]
        view = stack.pop()
        if all_of_them:
            stack.clear()
        if not view.body.get("notify_on_close"):
            return None
        who = self.world.workspace.user(user)
        return await self._sent(self.interactions.closed(who, view, cleared=all_of_them))

    def puts_form(self, user: str, body: dict[str, Any]) -> str:
        """Put a form before somebody that was opened by an earlier version of the bot; returns its id."""
        view = made(self.world, user, body)
        self.world.stacks[user] = [view]
        return view.id


def body_of(delivery: Delivery) -> Any:
    """What was answered beside the bare yes: the ack's payload, or the body over HTTP."""
    return delivery.answer[1] if isinstance(delivery.answer, tuple) else delivery.answer
