"""What all verbs of the people share: telling the bot of what happened; leaves the verbs to their files."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.slack.fake.office import Office
from tests.slack.fake.workspace import Channel
from tests.slack.fake.world import World

Told = tuple[dict[str, Any], Channel | None]


class Verbs:
    """Each verb returns when it was delivered and answered, or given up."""

    world: World
    office: Office

    async def _tell(self, *told: Told) -> None:
        """Deliver some events at the same time."""
        await asyncio.gather(*(self.office.event(event, channel) for event, channel in told))
