"""What the connector service does with messages: takes, changes and removes them; leaves tokens and faults to `web`."""

from __future__ import annotations

from typing import Any

from tests.teams.fake.activities import check
from tests.teams.fake.faults import Pace
from tests.teams.fake.town import CHANNEL, PERSONAL, Conversation, Post, User
from tests.teams.fake.values import Call, RefusedError
from tests.teams.fake.world import World

Result = tuple[int, dict[str, Any]]
_TARGETED = "isTargetedActivity"


class Rest:
    """One method for each call by which the bot writes."""

    def __init__(self, world: World, pace: Pace) -> None:
        self._world, self._pace = world, pace

    def send(self, call: Call) -> Result:
        """A message in a conversation, or in a thread of it."""
        here, thread = self._world.reach(call.conversation)
        self._pace.count(call.conversation)
        return 201, {"id": self._post(here, thread, call.body, call.query).id}

    def reply(self, call: Call) -> Result:
        """The same, to a message; which makes a new post where the conversation names no thread."""
        here, thread = self._world.reach(call.conversation)
        if here.kind == CHANNEL and thread is None:
            self._world.offence("a reply to a bare channel id makes a new post")
        self._pace.count(call.conversation)
        self._known(here, call.activity)
        return 201, {"id": self._post(here, thread, call.body, call.query).id}

    def update(self, call: Call) -> Result:
        """A message of the bot's says something else."""
        post = self._own(call)
        self._check(self._world.reach(call.conversation)[0], call.body)
        post.activity, post.edited, post.views = call.body, True, {}
        return 200, {"id": post.id}

    def delete(self, call: Call) -> Result:
        """A message of the bot's is gone."""
        self._own(call).deleted = True
        return 200, {}

    def create(self, call: Call) -> Result:
        """A new thread in a channel, or somebody's own chat."""
        body = call.body
        channel = ((body.get("channelData") or {}).get("channel") or {}).get("id")
        return self._thread(body, channel) if channel else self._chat(body)

    def _thread(self, body: dict[str, Any], channel: str) -> Result:
        if body.get("isGroup") is not True:
            raise RefusedError(400, "BadSyntax", offence="a new thread without isGroup")
        if ";" in channel:
            raise RefusedError(400, "BadSyntax", offence="a new thread in a thread")
        here, _ = self._world.reach(channel)
        if here.kind != CHANNEL:
            raise RefusedError(400, "BadSyntax", offence=f"a new thread in a {here.kind}")
        if not isinstance(body.get("activity"), dict):
            raise RefusedError(400, "BadSyntax", offence="a new thread without an activity")
        self._pace.count(f"new in {channel}")
        post = self._post(here, None, body["activity"], {})
        return 201, {"id": f"{here.id};messageid={post.id}", "activityId": post.id}

    def _chat(self, body: dict[str, Any]) -> Result:
        if not (body.get("tenantId") or ((body.get("channelData") or {}).get("tenant") or {}).get("id")):
            raise RefusedError(400, "BadSyntax", "Bot must provide tenant id.", offence="a chat without a tenant id")
        members = body.get("members")
        if not isinstance(members, list) or len(members) != 1 or body.get("isGroup"):
            raise RefusedError(400, "BadSyntax", offence="the bot can begin no new group chat")
        who = self._world.town.find(str(members[0].get("id")))
        if who is None:
            raise RefusedError(404, "NotFound", "User not found.")
        here = self._world.town.personal(who.id)
        if not (here.installed or self._world.in_team(who.id)):
            raise RefusedError(403, "ForbiddenOperationException", "The bot is not installed for this user.")
        made = {"id": here.id}
        if isinstance(body.get("activity"), dict):
            self._world.reach(here.id)
            made["activityId"] = self._post(here, None, body["activity"], {}).id
        return 201, made

    def _post(self, here: Conversation, thread: str | None, body: dict[str, Any], query: dict[str, str]) -> Post:
        self._check(here, body)
        post = Post(self._world.stamp(), self._world.bot, self._world.clock(), body, thread)
        if query.get(_TARGETED) == "true":
            post.only_for = self._target(here, body).id
        if body["type"] == "message":
            here.posts[post.id] = post
        return post

    def _target(self, here: Conversation, body: dict[str, Any]) -> User:
        who = self._world.town.users.get(str((body.get("recipient") or {}).get("id")))
        if here.kind == PERSONAL or who is None or who.id not in here.members:
            raise RefusedError(400, "BadSyntax", offence="a targeted message needs a recipient who is a member there")
        return who

    def _check(self, here: Conversation, body: dict[str, Any]) -> None:
        def known(who: str) -> bool:
            user = self._world.town.find(who)
            return (user is not None and user.id in here.members) or who in self._world.town.conversations

        check(body, known, self._world.secrets)

    def _own(self, call: Call) -> Post:
        here, thread = self._world.reach(call.conversation, write=False)
        self._world.reach(here.id)
        self._pace.count(call.conversation)
        post = self._known(here, call.activity)
        targeted = call.query.get(_TARGETED) == "true"
        if thread not in {None, post.thread, post.id} or targeted != (post.only_for is not None):
            raise RefusedError(404, "ActivityNotFoundInConversation", "Activity not found in conversation.")
        if post.author != self._world.bot:
            raise RefusedError(403, "Forbidden", offence="somebody else's message cannot be touched")
        return post

    def _known(self, here: Conversation, activity: str) -> Post:
        post = here.posts.get(activity)
        if post is None or post.deleted:
            raise RefusedError(404, "ActivityNotFoundInConversation", "Activity not found in conversation.")
        return post
