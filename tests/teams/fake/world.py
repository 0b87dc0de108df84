"""The state that the service, the people and the post office share; leaves every change of it to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

from tests.teams.fake.town import CHANNEL, PERSONAL, Conversation, Post, Town
from tests.teams.fake.values import Answer, Call, Delivery, Dialog, RefusedError


class World:
    """One tenant with everything that happens in it."""

    def __init__(self, town: Town, clock: Callable[[], datetime], bot: str) -> None:
        self.town, self.clock, self.bot = town, clock, bot
        self.service_url = ""
        self.secrets: set[str] = set()
        """What must stand in no message."""
        self.calls: list[Call] = []
        self.offences: list[str] = []
        self.deliveries: list[Delivery] = []
        self.answers: list[Answer] = []
        self.dialogs: dict[str, Dialog] = {}
        self.page = 200
        """So many members come at once."""
        self._last = 0
        self._numbers = count(1)
        self._instants = 0

    def stamp(self) -> str:
        """The next message's id: its moment in milliseconds, each once."""
        self._last = max(round(self.clock().timestamp() * 1000), self._last + 1)
        return str(self._last)

    def moment(self) -> datetime:
        """Now, a little later each time: no two things happen in the same instant."""
        self._instants = (self._instants + 1) % 1000
        return self.clock() + timedelta(microseconds=self._instants)

    def once(self) -> str:
        """The id of an activity that is no message."""
        return f"f:{next(self._numbers):08d}-0000-0000-0000-000000000000"

    def offence(self, what: str) -> None:
        """Note what our program should not have done."""
        self.offences.append(what)

    def reach(self, given: str, *, write: bool = True) -> tuple[Conversation, str | None]:
        """The conversation that the bot means, and the thread; refused when it has no business there."""
        name, _, thread = given.partition(";messageid=")
        here = self.town.conversations.get(name)
        if here is None or here.gone:
            raise RefusedError(404, "ConversationNotFound", "Conversation not found.")
        if here.kind == PERSONAL and write:
            self._chat(here)
        elif here.kind != PERSONAL and not here.has_app:
            raise RefusedError(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.")
        if thread and here.kind != CHANNEL:
            raise RefusedError(400, "BadArgument", offence=f"a thread in a {here.kind}")
        if thread and write and thread not in here.posts:
            raise RefusedError(404, "ConversationNotFound", "The thread is not there any more.")
        if thread and write and here.posts[thread].thread:
            raise RefusedError(400, "BadArgument", offence="the id of a reply where that of its root should stand")
        return here, thread or None

    def _chat(self, here: Conversation) -> None:
        who = here.members[0]
        if who in self.town.blocked or not (here.installed or self.in_team(who)):
            raise RefusedError(403, "MessageWritesBlocked", "The message write was blocked.")

    def in_team(self, who: str) -> bool:
        """Whether somebody is in a team that has the app."""
        return any(one.team.has_app and who in one.members for one in self.town.conversations.values() if one.team)

    def place_of(self, message: str) -> tuple[Conversation, Post]:
        """Where a message stands; the test is wrong when it does not."""
        for here in self.town.conversations.values():
            if message in here.posts:
                return here, here.posts[message]
        raise KeyError(f"no such message: {message}")
