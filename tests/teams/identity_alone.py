"""Asks the managed identity of its environment for a token, twice, and prints the answers; the tests run it as a program of its own."""

from __future__ import annotations

import asyncio
import json
import sys

from bot.platforms.teams.adapter import Wire
from bot.platforms.teams.wire_values import NotSent
from tests.slack.fake_town import Hands
from tests.teams.wire_line import Desk, Service, settings


async def main() -> None:
    wire = Wire(settings(Service(), app_type="UserAssignedMSI"), Desk().take, clock=Hands())
    wire.open()
    for _ in range(2):
        try:
            reply = await wire.let_in()
        except NotSent as error:
            sys.stdout.write(json.dumps(["not sent", str(error)]) + "\n")
        else:
            sys.stdout.write(json.dumps([reply.status, reply.data]) + "\n")
    await wire.close()


if __name__ == "__main__":
    asyncio.run(main())
