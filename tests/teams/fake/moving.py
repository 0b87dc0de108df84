"""What happens to teams, channels and chats: people come and go, the app too, names change; leaves messages to `people`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from tests.teams.fake import shapes
from tests.teams.fake.office import Office
from tests.teams.fake.thread import Apart, there
from tests.teams.fake.town import BOT, CHANNEL, PERSONAL, TENANT, Conversation, Team, channel
from tests.teams.fake.world import World


class Moving:
    """Verbs of people who move."""

    world: World
    office: Office
    apart: Apart
    place: Callable[[str], Conversation]

    async def joins(self, user: str, team: str) -> None:
        """Somebody is put into a team."""
        who, where = self.world.town.user(user), self._team(team)
        where.members.append(who.id)
        await self._team_event(user, where, "teamMemberAdded", membersAdded=[{"id": who.id, "aadObjectId": who.aad}])

    async def leaves(self, user: str, team: str) -> None:
        """Somebody is not in a team any more."""
        who, where = self.world.town.user(user), self._team(team)
        where.members.remove(who.id)
        await self._team_event(
            user, where, "teamMemberRemoved", membersRemoved=[{"id": who.id, "aadObjectId": who.aad}]
        )

    async def installs(self, user: str, where: str, *, channel: str | None = None) -> None:
        """Somebody puts the app into a team (`channel`: the chosen one), a chat, or their own (`where` = themselves)."""
        here = self.place(channel or where)
        self._give(here, has_app=True)
        if here.team is not None:
            chosen = {"settings": {"selectedChannel": {"id": here.id, "name": here.name}}}
            await self._team_event(user, here.team, "", kind="installationUpdate", data=chosen, action="add")
            await self._team_event(user, here.team, "teamMemberAdded", data=chosen, membersAdded=[{"id": BOT}])
            return
        added = [{"id": BOT}, *([{"id": here.members[0]}] if here.kind == PERSONAL else [])]
        await self._chat_event(user, here, "installationUpdate", action="add")
        await self._chat_event(user, here, "conversationUpdate", membersAdded=added)

    async def removes(self, user: str, where: str) -> None:
        """Somebody takes the app out again; it is told, and can do nothing there any more."""
        here = self.place(where)
        self._give(here, has_app=False)
        if here.team is not None:
            await self._team_event(user, here.team, "teamMemberRemoved", heard=True, membersRemoved=[{"id": BOT}])
            await self._team_event(user, here.team, "", heard=True, kind="installationUpdate", action="remove")
            return
        if here.kind != PERSONAL:
            await self._chat_event(user, here, "conversationUpdate", membersRemoved=[{"id": BOT}])
        await self._chat_event(user, here, "installationUpdate", action="remove")

    def blocks(self, user: str) -> None:
        """Somebody blocks the bot, and nobody tells it."""
        self.world.town.blocked.add(self.world.town.user(user).id)

    def unblocks(self, user: str) -> None:
        """Somebody will hear it again."""
        self.world.town.blocked.discard(self.world.town.user(user).id)

    async def creates_channel(self, user: str, team: str, channel_id: str, name: str) -> None:
        """A team gets one more channel."""
        self.world.town.conversations[channel_id] = channel(channel_id, name, self._team(team))
        await self._channel_event(user, channel_id, "channelCreated")

    async def renames_channel(self, user: str, channel_id: str, name: str) -> None:
        """A channel gets another name."""
        self.place(channel_id).name = name
        await self._channel_event(user, channel_id, "channelRenamed")

    async def deletes_channel(self, user: str, channel_id: str) -> None:
        """A channel is gone; it can come back."""
        self.place(channel_id).gone = True
        await self._channel_event(user, channel_id, "channelDeleted")

    async def restores_channel(self, user: str, channel_id: str) -> None:
        """It is back."""
        self.place(channel_id).gone = False
        await self._channel_event(user, channel_id, "channelRestored")

    def _give(self, here: Conversation, *, has_app: bool) -> None:
        if here.team is not None:
            here.team.has_app = has_app
        here.installed = has_app

    def _team(self, team: str) -> Team:
        found = self.world.town.team(team)
        if found is None:
            raise KeyError(f"no such team: {team}")
        return found

    def _channel_event(self, user: str, channel_id: str, event: str) -> Awaitable[None]:
        here = self.place(channel_id)
        if here.kind != CHANNEL or here.team is None:
            raise KeyError(f"that is no channel: {channel_id}")
        return self._team_event(user, here.team, event, data={"channel": {"id": here.id, "name": here.name}})

    @there
    async def _team_event(
        self, user: str, team: Team, event: str, *, heard: bool = False, kind: str = "conversationUpdate",
        data: dict[str, Any] | None = None, **more: Any,
    ) -> None:  # fmt: skip
        if not (team.has_app or heard):
            return
        shape = shapes.base(self.world, kind, self.world.town.user(user), self.world.once())
        first = self.world.town.conversations[team.id]
        told = {"team": shapes.of_team(team), "tenant": {"id": TENANT}, **(data or {})}
        if event:
            told["eventType"] = event
        await self.office.deliver(
            {**shape, "conversation": shapes.conversation(first, None), "channelData": told, **more}
        )

    @there
    async def _chat_event(self, user: str, here: Conversation, kind: str, **more: Any) -> None:
        who = self.world.town.user(user)
        await self.office.deliver(shapes.somewhere(self.world, kind, who, here, None, self.world.once(), **more))
