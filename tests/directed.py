"""What a platform is told of a desk that knows nothing but names, and keeps things in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.platforms.base import Directions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.platforms.base import NamesOf


def told(names: NamesOf, **more: Any) -> Directions:
    """The directions; `more`: what this desk knows all the same."""
    things: dict[str, Any] = {}

    async def nothing(_of: object) -> None:
        return None

    async def nobody(_of: str) -> bool:
        return False

    async def kept(prefix: str) -> Mapping[str, Any]:
        return {name: value for name, value in things.items() if name.startswith(prefix)}

    async def keep(name: str, value: Any) -> None:
        things[name] = value
        if value is None:
            del things[name]

    given: dict[str, Any] = {
        "account": nothing, "where": nothing, "names": names, "kept": kept, "keep": keep, "root": nothing, "key_of": nothing,
        "asker": nothing, "standing": nothing, "is_contact": nobody,
    }  # fmt: skip
    return Directions(**{**given, **more})
