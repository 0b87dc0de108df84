"""Looks whether Teams lets the bot do its work, for `check`: secret, login, keys, ids; leaves asking Microsoft to `login`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import unquote

from bot.platforms.shared.signs import Sign
from bot.platforms.teams import login
from bot.platforms.teams.schema import GUID
from bot.settings_values import Teams
from knowledge.support.directory import Directory, Person, Place, Role

SETTINGS, SECRET, LOGIN, KEYS, PLACES, PEOPLE = "settings", "secret", "login", "keys", "places", "people"
"""Kinds of signs."""
PLATFORM = "teams"
SOON = timedelta(days=30)
"""A secret that ends within this is spoken of."""
_BY_MACHINE = "UserAssignedMSI"
"""No secret: the machine vouches for the application."""
_CONVERSATION = re.compile(r"19:[A-Za-z0-9_-]+@thread\.(?:tacv2|v2|skype)")
"""A channel or a group chat; the last form is that of channels made in Teams' first years."""
_SHOWN = 5
_RENEW = "make a new one (the Azure bot, Configuration, Manage Password), and set TEAMS_APP_PASSWORD and its day"


@dataclass(frozen=True, kw_only=True)
class Report:
    """What was found."""

    line: str
    """For the summary."""
    signs: tuple[Sign, ...] = ()


class Doctor:
    """Looks at the settings, at Microsoft's login and at the directory, and says nothing in Teams."""

    def __init__(self, settings: Teams, *, today: date) -> None:
        self._settings, self._today = settings, today

    async def look(self, directory: Directory | None) -> Report:
        """Everything that is wrong or risky. `directory`: None = nobody knows yet who and what is there."""
        signs = [*self._of_settings(), *self._of_secret()]
        if self._settings.app_id:
            (token, of_login), (keys, of_keys) = await self._logged_in(), await self._keys()
            signs += [*of_login, *of_keys]
            tenant = self._settings.tenant_id or "any tenant"
            line = f"Teams: application {self._settings.app_id} ({self._settings.app_type}), {tenant}, {token}, {keys}"
        else:
            line = "Teams: development, without an application"
        if directory is not None:
            signs += [*_of_places(directory.places), *_of_people(directory.people)]
        return Report(line=line, signs=tuple(signs))

    def _of_settings(self) -> Iterator[Sign]:
        if self._settings.development:
            words = (
                "does nothing beside an application; take it away"
                if self._settings.app_id
                else "is on, so nobody's token is checked; take it away before the bot is for real"
            )
            yield Sign(kind=SETTINGS, is_wrong=False, words=f"teams.development {words}")
        for name, value in (("TEAMS_APP_ID", self._settings.app_id), ("TEAMS_TENANT_ID", self._settings.tenant_id)):
            if value and not GUID.fullmatch(value):
                words = f"{name} is ”{value}”, which is no id; it looks like 00000000-0000-0000-0000-000000000001"
                yield Sign(kind=SETTINGS, words=f"{words}, and Teams tells nothing else")

    def _of_secret(self) -> Iterator[Sign]:
        """Whether the secret ends soon, as far as somebody has told its day."""
        if not self._settings.app_password or self._settings.app_type == _BY_MACHINE:
            return
        ends = self._settings.password_expires
        if ends is None:
            words = "nobody has told when the client secret ends, and then the bot falls silent; set "
            yield Sign(
                kind=SECRET,
                is_wrong=False,
                words=f"{words}SUPPORTBOT_TEAMS__PASSWORD_EXPIRES to the day in the Azure portal",
            )
        elif ends <= self._today:
            yield Sign(kind=SECRET, words=f"the client secret ended {ends}; {_RENEW}")
        elif ends <= self._today + SOON:
            days = (ends - self._today).days
            words = f"the client secret ends {ends}, in {days} day{'s' if days > 1 else ''}; {_RENEW}"
            yield Sign(kind=SECRET, is_wrong=False, words=words)

    async def _logged_in(self) -> tuple[str, list[Sign]]:
        """How it stands with a token of our own, in a word and in signs."""
        if self._settings.app_type == _BY_MACHINE:
            return "managed identity (not tried)", []
        try:
            await login.try_login(self._settings)
        except login.RefusedError as error:
            return "login refused", [
                Sign(kind=LOGIN, words=f"Microsoft's login refuses the bot (AADSTS{error.code}): {error}")
            ]
        except login.NotReachedError as error:
            words = f"{error}; nobody knows whether the bot may log in"
            return "login not reached", [Sign(kind=LOGIN, is_wrong=False, words=words)]
        return "logged in", []

    async def _keys(self) -> tuple[str, list[Sign]]:
        """How it stands with the keys by which Teams is known."""
        try:
            count = await login.count_keys(self._settings)
        except login.WrongKeysError as error:
            return "keys unfit", [Sign(kind=KEYS, words=str(error))]
        except login.NotReachedError as error:
            words = f"{error}; without the keys no message can be let in"
            return "keys not reached", [Sign(kind=KEYS, is_wrong=False, words=words)]
        return f"{count} key{'s' if count != 1 else ''}", []


def _of_places(places: Sequence[Place]) -> Iterator[Sign]:
    for place in places:
        channel = place.channels.get(PLATFORM, "")
        if channel and not _CONVERSATION.fullmatch(channel):
            words = f"teams of {place.name or place.id} is ”{channel}”, which is no channel's id; {_better(channel)}"
            yield Sign(kind=PLACES, words=words)


def _better(channel: str) -> str:
    """What should stand there instead."""
    plain = unquote(channel).partition(";")[0].strip()
    if _CONVERSATION.fullmatch(plain):
        return f"write ”{plain}”"
    return (
        "it looks like 19:…@thread.tacv2 (a channel) or 19:…@thread.v2 (a group chat), and stands in the channel's link"
    )


def _of_people(people: Sequence[Person]) -> Iterator[Sign]:
    """Contacts with an account that cannot be one, and those without."""
    contacts = [one for one in people if one.known and one.role is not Role.TEACHER]
    for one in contacts:
        account = one.accounts.get(PLATFORM, "")
        if account and not GUID.fullmatch(account):
            words = f"accounts.teams of {one.name} is ”{account}”; it must be the object id of Entra, such as"
            yield Sign(kind=PEOPLE, words=f"{words} 00000000-0000-0000-0000-000000000001")
        elif account != account.lower():
            yield Sign(
                kind=PEOPLE, words=f"accounts.teams of {one.name} has capital letters; write ”{account.lower()}”"
            )
    without = [one for one in contacts if PLATFORM not in one.accounts]
    by_address = [one for one in without if one.email]
    if by_address:
        words = f"{_named(by_address)} in accounts; each is found by the address once the bot is in a team with them"
        yield Sign(kind=PEOPLE, is_wrong=False, words=words)
    if nameless := [one for one in without if not one.email]:
        words = f"{_named(nameless)} in accounts and no address, so nothing reaches them on Teams; write the object id of Entra"
        yield Sign(kind=PEOPLE, is_wrong=False, words=words)


def _named(people: Sequence[Person]) -> str:
    names = ", ".join(one.name for one in people[:_SHOWN])
    more = f" and {len(people) - _SHOWN} more" if len(people) > _SHOWN else ""
    return f"{names}{more} ({len(people)} contact{'s' if len(people) > 1 else ''}) without teams"
