"""Where a conversation of Teams can be reached, as our own JSON; leaves keeping it to `doors` and reading it to `parse`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

PERSONAL, GROUP, CHANNEL = "personal", "groupChat", "channel"
"""Teams' own words for the kinds of a conversation."""


@dataclass(frozen=True, kw_only=True)
class Door:
    """One conversation: a channel (without its threads), a group chat, or somebody's personal chat with the bot."""

    service_url: str
    conversation: str
    """Teams' id: `19:…@thread.tacv2` without `;messageid=`, `19:…@thread.v2`, or `a:…`."""
    kind: str
    tenant: str = ""
    bot: str = ""
    """The bot's id there, `28:…`."""
    user: str = ""
    """In a personal chat: Teams' id of the person, `29:…`, another one for each bot."""
    team: str = ""
    """Of a channel: the id of its team, which is that of the team's first channel."""
    group: str = ""
    """The team's group id in the directory, for links."""
    name: str = ""

    def packed(self) -> dict[str, str]:
        """As JSON, without what is empty."""
        return {name: value for name, value in asdict(self).items() if value}


def unpacked(value: object) -> Door | None:
    """The opposite; None for anything that is no door."""
    if not isinstance(value, Mapping):
        return None
    given: dict[str, Any] = {one.name: value[one.name] for one in fields(Door) if isinstance(value.get(one.name), str)}
    needed = ("service_url", "conversation", "kind")
    return Door(**given) if all(given.get(name) for name in needed) else None
