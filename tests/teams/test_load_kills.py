"""The real bot in Teams is killed (SIGKILL) under load and started again, and nothing is lost, or doubled without saying so."""

from __future__ import annotations

import pytest

from tests.teams.load.run import Run


@pytest.mark.timeout(240)
async def test_three_kills_under_load_lose_nothing(database: str) -> None:
    tally = await Run(url=database, kills=3, most=60).play()
    assert tally.faults == {}, tally.twice
    assert tally.kills == 3
    assert tally.sure > 3
    assert tally.cards >= tally.sure
