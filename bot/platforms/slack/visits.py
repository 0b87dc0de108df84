"""Looks at each place and each contact of the directory in Slack, for `check`; leaves tokens and rights to the doctor."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from typing import Any, Protocol

from bot.platforms.base import Gone, Profile, TryLater
from bot.platforms.shared.signs import Sign
from bot.platforms.slack import parse
from bot.platforms.slack.faults import RefusedError
from bot.platforms.slack.parse_values import PLATFORM
from knowledge.support.directory import Directory, Person, Place

TOKENS, RIGHTS, WORKSPACE, PLACES, CHANNELS, PEOPLE = "tokens", "rights", "workspace", "places", "channels", "people"
"""Kinds of signs."""
_KINDS = {"channels:read": "public_channel", "groups:read": "private_channel"}
_PAGE = 200


class Ask(Protocol):
    """A call at Slack's pace; None when we have no right to it. Raises TryLater, Gone or RefusedError."""

    async def __call__(self, method: str, **arguments: Any) -> dict[str, Any] | None:  # noqa: ANN401 - Slack's arguments
        """What Slack answered."""


class Visits:
    """One round through the workspace."""

    def __init__(self, ask: Ask, ours: parse.Ours, bot: str, scopes: Collection[str]) -> None:
        """`bot`: what it is called; `scopes`: what it may do, empty = not told."""
        self._ask, self._ours, self._bot, self._scopes = ask, ours, bot, scopes
        self.accounts: dict[str, str] = {}
        """Person id -> account, of contacts without one whose address has one."""

    async def all(self, directory: Directory) -> AsyncIterator[Sign]:
        """Everything that is to be said; what could be seen before Slack stopped answering, if it does."""
        try:
            for part in (self._places(directory), self._channels(directory), self._people(directory)):
                async for sign in part:
                    yield sign
        except TryLater as later:
            words = f"Slack stopped answering ({later}); not all places and people were looked at"
            yield Sign(kind=WORKSPACE, is_wrong=False, words=words)

    async def _places(self, directory: Directory) -> AsyncIterator[Sign]:
        """The channels of the directory: they exist, are open, and the bot is in them."""
        for place in directory.places:
            if channel := place.channels.get(PLATFORM):
                try:
                    answer = await self._ask("conversations.info", channel=channel)
                except (Gone, RefusedError):
                    yield self._unknown(place, channel)
                    continue
                found = (answer or {}).get("channel")
                if isinstance(found, dict) and (words := self._ails(place, found)):
                    yield Sign(kind=PLACES, words=words)

    def _unknown(self, place: Place, channel: str) -> Sign:
        words = (
            f"the place {place.id} has the channel {channel}, which Slack does not know, or which is private and the bot "
            f"is not in it; write /invite @{self._bot} there, or correct the id in the directory"
        )
        return Sign(kind=PLACES, words=words)

    def _ails(self, place: Place, channel: dict[str, Any]) -> str:
        name = f"#{channel.get('name') or channel.get('id')}"
        if channel.get("is_archived"):
            return f"{name} (the place {place.id}) is archived; open it again, or take it out of the directory"
        if channel.get("is_member") is False:
            return f"the bot is not in {name} (the place {place.id}); invite it: write /invite @{self._bot} in {name}"
        return ""

    async def _channels(self, directory: Directory) -> AsyncIterator[Sign]:
        """The channels that the bot is in and that are no place: it says nothing there."""
        async for channel in self._own():
            if directory.place_of(PLATFORM, str(channel.get("id"))) is None:
                words = (
                    f"the bot is in #{channel.get('name')} ({channel.get('id')}), which is no place, and says nothing "
                    "there; tell it what the channel is when it asks, add it to the directory, or take the bot out"
                )
                yield Sign(kind=CHANNELS, is_wrong=False, words=words)

    async def _own(self) -> AsyncIterator[dict[str, Any]]:
        kinds = [kind for scope, kind in _KINDS.items() if not self._scopes or scope in self._scopes]
        cursor: str | None = None
        while kinds:
            page = await self._ask(
                "users.conversations", types=",".join(kinds), exclude_archived=True, limit=_PAGE, cursor=cursor
            )
            for channel in (page or {}).get("channels") or ():
                yield channel
            cursor = ((page or {}).get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return

    async def _people(self, directory: Directory) -> AsyncIterator[Sign]:
        """Those who are called: their accounts exist and may be called."""
        for person in directory.people:
            if not person.is_contact or not person.known:
                continue
            if account := person.accounts.get(PLATFORM):
                words, is_wrong = await self._account(person, account)
            else:
                words, is_wrong = await self._address(person, directory), False
            if words:
                yield Sign(kind=PEOPLE, is_wrong=is_wrong, words=words)

    async def _account(self, person: Person, account: str) -> tuple[str, bool]:
        """What is the matter with the account, and whether it is wrong."""
        try:
            answer = await self._ask("users.info", user=account)
        except (Gone, RefusedError):
            return f"Slack knows no account {account}, {_of(person)}; correct it in the directory", True
        found = self._profile(answer)
        if found is None:
            return "", False
        if found.has_left:
            return f"the account {account}, {_of(person)}, is deactivated; name somebody else in the directory", True
        if found.account.is_bot:
            return f"the account {account}, {_of(person)}, is a bot's; correct it in the directory", True
        if found.account.is_guest and not person.is_outsider:  # else the directory knows, and it is told already
            return f"the account {account}, {_of(person)}, is a guest's and is not asked; name somebody else", False
        return "", False

    async def _address(self, person: Person, directory: Directory) -> str:
        """What is the matter with a contact without an account: nothing, when the address has one."""
        if not person.email:
            return ""
        try:
            answer = await self._ask("users.lookupByEmail", email=person.email)
        except (Gone, RefusedError):
            return f"no account in Slack has the address {_of(person)}; correct it, or add the account's id"
        found = self._profile(answer)
        if found is not None and directory.person_of(PLATFORM, found.account.id) is None:
            self.accounts[person.id] = found.account.id
        return ""

    def _profile(self, answer: dict[str, Any] | None) -> Profile | None:
        user = (answer or {}).get("user")
        return parse.profile(user, self._ours) if isinstance(user, dict) and user.get("id") else None


def _of(person: Person) -> str:
    return f"of {person.name} ({person.role}, {person.id})"
