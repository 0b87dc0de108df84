"""Small things of the desk itself, each under a name: clock offset, cursors; leaves their meaning to who put them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select

from storage.schema import desk
from storage.work import Work


class Desk:
    """JSON values by name."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def get(self, name: str) -> Any:  # noqa: ANN401 - any JSON value
        """The value under that name, or None."""
        return await self._work.value(self._work.locked(select(desk.c.value).where(desk.c.name == name)))

    async def under(self, prefix: str) -> dict[str, Any]:
        """Name -> value of everything whose name begins so."""
        named = desk.c.name.startswith(prefix, autoescape=True)
        return {row.name: row.value for row in await self._work.rows(select(desk).where(named).order_by(desk.c.name))}

    async def set(self, name: str, value: Any) -> None:  # noqa: ANN401 - any JSON value
        """Put a value under that name; None takes it away."""
        if value is None:
            await self._work.do(delete(desk).where(desk.c.name == name))
        else:
            await self._work.do(self._work.put(desk, {"name": name, "value": value}))
