"""Keeps where each conversation of Teams can be reached, for weeks and over restarts; leaves what is said there to platform."""

from __future__ import annotations

import asyncio
from dataclasses import fields, replace

from bot.platforms.base import Directions, Gone, TryLater
from bot.platforms.teams.calls import Calls
from bot.platforms.teams.door import CHANNEL, GROUP, PERSONAL, Door, unpacked
from bot.platforms.teams.faults import RefusedError
from knowledge.conversation.event import DIRECT, Event, MemberJoined, PlaceChanged

_DOOR, _USER = "door/", "user/"
"""Begin the names under which the desk keeps a door, and Teams' own id of a person."""
_OF_TEAMS = frozenset({"removed", "closed", "opened"})
"""What may happen to a whole team; `closed` and `opened` may be of its first channel alone, which takes its id."""
_IN_GROUPS = "@thread.v2"
"""Ends the id of a group chat."""


class Doors:
    """Our channel -> its door; all of them in memory, each written when it has changed."""

    def __init__(self, directions: Directions, calls: Calls, bot: str, tenant: str = "") -> None:
        """`bot`: our id; `tenant`: the organisation, where the settings name it."""
        self._directions, self._calls, self._bot, self._tenant = directions, calls, bot, tenant
        self._doors: dict[str, Door] = {}
        self._users: dict[str, str] = {}
        self._loaded = False
        self._line = asyncio.Lock()

    async def load(self) -> None:
        """Read what was kept, once. Raises StorageError."""
        async with self._line:
            if self._loaded:
                return
            kept = await self._directions.kept(_DOOR)
            users = await self._directions.kept(_USER)
            doors = {name.removeprefix(_DOOR): unpacked(value) for name, value in kept.items()}
            self._doors = {channel: door for channel, door in doors.items() if door} | self._doors
            self._users = {name.removeprefix(_USER): str(value) for name, value in users.items()} | self._users
            self._loaded = True

    async def met(self, channel: str, door: Door) -> None:
        """Something came from there; what is not told this time stays as it was. Raises StorageError."""
        await self.load()
        old = self._doors.get(channel)
        new = _over(old, door) if old else door
        if new != old:
            await self._directions.keep(_DOOR + channel, new.packed())
            self._doors[channel] = new

    async def met_user(self, account: str, user: str) -> None:
        """Teams' own id of somebody. Raises StorageError."""
        await self.load()
        if user and user != account and self._users.get(account) != user:
            await self._directions.keep(_USER + account, user)
            self._users[account] = user

    async def forget(self, channel: str) -> None:
        """The bot is not there any more."""
        await self.load()
        if channel in self._doors:
            await self._directions.keep(_DOOR + channel, None)
            del self._doors[channel]

    async def of(self, channel: str) -> Door:
        """The door of a channel; a personal chat that is not yet is opened. Raises TryLater, Gone or Blocked."""
        await self.load()
        if channel in self._doors:
            return self._doors[channel]
        if channel.startswith(f"{DIRECT}:"):
            return await self._opened(channel)
        kind = GROUP if channel.endswith(_IN_GROUPS) else CHANNEL
        return self._like_others(channel, kind)

    def known(self, channel: str) -> Door | None:
        """The door as far as it is known."""
        return self._doors.get(channel)

    def user(self, account: str | None) -> str:
        """Teams' own id of somebody; empty when it was never told."""
        return self._users.get(account or "", "")

    def for_mention(self, account: str) -> str:
        """By what somebody can be called: Teams' own id where it is known."""
        return self._users.get(account, account)

    def account_of(self, user: str) -> str:
        """Whose id of Teams' that is, where an activity does not say; the id itself where nobody knows."""
        return next((account for account, known in self._users.items() if known == user), user)

    @property
    def teams(self) -> tuple[Door, ...]:
        """One door for each team and each group chat that we are in."""
        ways = {door.team or door.conversation: door for door in self._doors.values() if door.kind != PERSONAL}
        return tuple(ways.values())

    def spread(self, event: Event) -> tuple[Event, ...]:
        """What happens to a team happens to all its channels that we know."""
        if (isinstance(event, PlaceChanged) and event.change in _OF_TEAMS) or isinstance(event, MemberJoined):
            more = self._beside(event.channel)
        else:
            return (event,)
        return (event, *(replace(event, id=f"{event.id}:{channel}", channel=channel) for channel in more))

    def _beside(self, channel: str) -> list[str]:
        """The other channels of the team that bears the id of this one, its first."""
        return [name for name, door in self._doors.items() if door.team == channel and name != channel]

    async def _opened(self, channel: str) -> Door:
        account = channel.removeprefix(f"{DIRECT}:")
        user = self._users.get(account, "")
        like = replace(self._like_others(channel, PERSONAL), user=user, team="", group="", name="")
        body = {
            "isGroup": False, "bot": {"id": like.bot}, "members": [{"id": user or account}],
            "tenantId": like.tenant, "channelData": {"tenant": {"id": like.tenant}},
        }  # fmt: skip
        try:
            given = await self._calls.change("create", like, conversation="", body=body)
        except RefusedError as refused:
            if refused.status != 403:
                raise
            raise Gone(str(refused)) from refused
        door = replace(like, conversation=str(given["id"]))
        await self.met(channel, door)
        return door

    def _like_others(self, channel: str, kind: str) -> Door:
        """A door that nobody has come through yet: where the others are, the service is."""
        others = list(self._doors.values())
        if not others:
            raise TryLater(None, "nobody has told yet where Teams can be reached; write to the bot there once")
        like = next((one for one in reversed(others) if one.tenant in ("", self._tenant)), others[-1])
        return Door(
            service_url=like.service_url, conversation=channel, kind=kind, bot=like.bot or self._bot,
            tenant=self._tenant or like.tenant,
        )  # fmt: skip


def within(door: Door, root: str | None) -> str:
    """The id of the conversation with its thread, where there are threads."""
    return f"{door.conversation};messageid={root}" if root and door.kind == CHANNEL else door.conversation


def _over(old: Door, new: Door) -> Door:
    told = {one.name: getattr(new, one.name) or getattr(old, one.name) for one in fields(Door)}
    return Door(**told)
