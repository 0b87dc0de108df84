"""A strict Teams on loopback, in a thread of its own: one tenant, its services, and deliveries to the bot; leaves each part to its file."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from tests.serving import ended
from tests.teams.fake import keys as signing
from tests.teams.fake.faults import Faults, Pace
from tests.teams.fake.keys import ISSUER, Keys
from tests.teams.fake.logins import SCOPE, Logins
from tests.teams.fake.moving import Moving
from tests.teams.fake.office import Office
from tests.teams.fake.people import People
from tests.teams.fake.pressing import Pressing
from tests.teams.fake.thread import Apart
from tests.teams.fake.town import APP_ID, BOT, TENANT, Post, Town
from tests.teams.fake.values import Answer, Call, Delivery
from tests.teams.fake.web import SERVICE, WebSide
from tests.teams.fake.world import World

SECRET = "the-bots-own-fake-secret"


def machine_time() -> datetime:
    """The machine's own clock."""
    return datetime.fromtimestamp(time.time(), UTC)


class FakeTeams(People, Pressing, Moving):
    """`async with FakeTeams.open(town) as teams`: then the bot at `teams.settings()`, people by their verbs."""

    app_id, bot, tenant, issuer, scope = APP_ID, BOT, TENANT, ISSUER, SCOPE

    def __init__(self, town: Town, clock: Callable[[], datetime], *, pace: bool) -> None:
        self.town = town
        self.apart = Apart()
        self.world = World(town, clock, BOT)
        self.faults, self.pace = Faults(), Pace(clock, on=pace)
        self.keys, self.logins = Keys(APP_ID, clock), Logins(APP_ID, SECRET, TENANT, clock)
        self._runner: web.AppRunner | None = None
        self.root = ""

    @classmethod
    @asynccontextmanager
    async def open(
        cls, town: Town, *, clock: Callable[[], datetime] | None = None, pace: bool = False
    ) -> AsyncIterator[FakeTeams]:
        """The fake, serving. `pace`: whether it refuses what is sent too fast."""
        teams = cls(town, clock or machine_time, pace=pace)
        try:
            await teams.apart.run(teams._serve())
            yield teams
        finally:
            await teams.apart.run(teams._end())
            teams.apart.close()

    async def _serve(self) -> None:
        self.office = Office(self.world, self.keys)
        self.office.open()
        app = WebSide(self.world, self.keys, self.logins, self.faults, self.pace).app()
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.root = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self.world.service_url = self.keys.service_url = f"{self.root}{SERVICE}/"
        self.world.secrets |= {self.logins.secret, self.root}

    async def _end(self) -> None:
        await self.office.close()
        if self._runner is not None:
            await ended(self._runner)

    @property
    def service_url(self) -> str:
        """Where the bot calls; every activity says so."""
        return self.world.service_url

    @property
    def metadata_url(self) -> str:
        """Where the key set is found."""
        return f"{self.root}/v1/.well-known/openidconfiguration"

    @property
    def login_url(self) -> str:
        """The token service's authority with the tenant."""
        return f"{self.root}/{TENANT}"

    def settings(self) -> dict[str, Any]:
        """How the bot reaches it, by the names of its own settings."""
        return {
            "app_id": APP_ID, "app_password": self.logins.secret, "tenant_id": TENANT, "app_type": "SingleTenant",
            "openid_metadata_url": self.metadata_url, "token_issuer": ISSUER, "login_url": self.login_url,
            "oauth_scope": SCOPE, "service_hosts": ("127.0.0.1",), "development": False,
        }  # fmt: skip

    @property
    def offences(self) -> list[str]:
        """What our program should not have done."""
        return self.world.offences

    @property
    def calls(self) -> list[Call]:
        """Every call of the bot's."""
        return self.world.calls

    @property
    def deliveries(self) -> list[Delivery]:
        """Every activity that was brought to the bot."""
        return self.world.deliveries

    @property
    def answers(self) -> list[Answer]:
        """What people saw after their presses."""
        return self.world.answers

    def called(self, name: str) -> list[Call]:
        """The calls of one name."""
        return [call for call in [*self.calls] if call.name == name]

    def token(self, **wrongs: Any) -> str:
        """A caller's token, good unless made wrong (see `Keys.token`)."""
        return self.keys.token(**wrongs)

    def bad_tokens(self) -> dict[str, tuple[str | None, dict[str, Any]]]:
        """The whole table: name -> header and changes to the body that must be answered 401."""
        return signing.bad(self.keys)

    def good_tokens(self) -> dict[str, str]:
        """Name -> header that must be let in."""
        return signing.good(self.keys)

    def new_key(self, **how: Any) -> str:
        """From now on another key signs."""
        return self.keys.new_key(**how)

    def deliver_to(self, url: str) -> None:
        """Where activities go: the bot's `/api/messages`."""
        self.office.url = url

    def patience(self, seconds: float) -> None:
        """How long a delivery waits for its answer (15 s unless said)."""
        self.office.patience = seconds

    def double(self, number: int = 1) -> None:
        """The next activities (no presses) come twice, at the same time."""
        self.office.doubled += number

    async def settled(self) -> None:
        """Nothing is being delivered."""
        await self.apart.run(self.office.settled())

    async def held(self) -> None:
        """A call is being held by a trouble that is called `slow`."""
        await self.apart.run(self._is_held())

    async def _is_held(self) -> None:
        await self.faults.arrived.wait()

    async def again(self, *deliveries: Delivery) -> list[Delivery]:
        """Teams comes again: with these, or with whatever was not taken and is no press."""
        chosen = [*deliveries] or [one for one in [*self.deliveries] if not one.ok and not one.is_invoke]
        await self.apart.run(self.office.again(chosen))
        return chosen

    async def sends(self, body: dict[str, Any], header: str | None = "") -> Delivery:
        """Bring anything at all. `header`: another Authorization header than a good one; None = none."""
        delivery = Delivery({"type": "", **body})
        await self.apart.run(self.office.attempt(delivery, header))
        return delivery

    def personal(self, user: str) -> str:
        """The id of somebody's own chat with the bot."""
        return self.town.personal(user).id

    def posts(self, conversation: str, thread: str | None = None) -> list[Post]:
        """What stands there for everybody, or in one thread (its root first), oldest first."""
        own = [post for post in [*self.place(conversation).posts.values()] if not post.deleted and not post.only_for]
        return [post for post in own if thread is None or thread in {post.id, post.thread}]

    def notes(self, user: str) -> list[Post]:
        """What the bot has written in somebody's own chat, oldest first."""
        return [post for post in self.posts(self.personal(user)) if post.author == BOT]

    def targeted(self, user: str, conversation: str | None = None) -> list[Post]:
        """What somebody alone sees in the conversations of others, oldest first."""
        who = self.town.user(user).id
        places = [self.place(conversation)] if conversation else [*self.town.conversations.values()]
        return [post for here in places for post in [*here.posts.values()] if post.only_for == who and not post.deleted]

    def message(self, message: str) -> Post:
        """One message, also one that is deleted."""
        return self.world.place_of(message)[1]

    def raw_bodies(self, names: Sequence[str] = ()) -> list[dict[str, Any]]:
        """What was brought to the bot, by the activities' types."""
        return [one.body for one in [*self.deliveries] if not names or one.body["type"] in names]
