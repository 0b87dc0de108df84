"""What the connector service tells of members, teams and channels; leaves messages to `rest`."""

from __future__ import annotations

from typing import Any

from tests.teams.fake.town import TENANT, Conversation, Team
from tests.teams.fake.values import Call, RefusedError
from tests.teams.fake.world import World

Result = tuple[int, Any]


class RestPeople:
    """One method for each call by which the bot asks."""

    def __init__(self, world: World) -> None:
        self._world = world

    def member(self, call: Call) -> Result:
        """One member, by either id."""
        here = self._place(call.conversation)
        user = self._world.town.find(call.activity)
        if user is None or user.id not in here.members:
            raise RefusedError(404, "MemberNotFoundInConversation", "Member not found in conversation.")
        return 200, user.shape()

    def members(self, call: Call) -> Result:
        """The members, page by page."""
        here = self._place(call.conversation)
        begin = self._begin(call.query.get("continuationToken", "0"))
        size = min(int(call.query.get("pageSize", 500)), self._world.page)
        shapes = [self._world.town.user(one).shape() for one in here.members]
        page: dict[str, Any] = {"members": shapes[begin : begin + size]}
        if begin + size < len(shapes):
            page["continuationToken"] = str(begin + size)
        return 200, page

    def all_members(self, call: Call) -> Result:
        """All of them at once, which nobody should ask for any more."""
        self._world.offence("all members at once: five calls a minute, and it will go away")
        return 200, [self._world.town.user(one).shape() for one in self._place(call.conversation).members]

    def team(self, call: Call) -> Result:
        """A team."""
        team = self._team(call.conversation)
        return 200, {
            "id": team.id, "name": team.name, "aadGroupId": team.group, "tenantId": TENANT, "type": "standard",
            "channelCount": len(self._world.town.channels(team.id)), "memberCount": len(team.members),
        }  # fmt: skip

    def channels(self, call: Call) -> Result:
        """Its channels; the first one has no name."""
        team = self._team(call.conversation)
        own = self._world.town.channels(team.id)
        return 200, {"conversations": [{"id": c.id, "name": None if c.id == team.id else c.name} for c in own]}

    def _place(self, given: str) -> Conversation:
        return self._world.reach(given.partition(";")[0], write=False)[0]

    def _team(self, given: str) -> Team:
        team = self._world.town.team(given)
        if team is None:
            raise RefusedError(404, "NotFound", "Team not found.")
        if not team.has_app:
            raise RefusedError(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.")
        return team

    @staticmethod
    def _begin(token: str) -> int:
        if not token.isdigit():
            raise RefusedError(400, "BadArgument", offence="a continuationToken that was never given")
        return int(token)
