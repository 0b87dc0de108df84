"""The real bot on Slack is killed (SIGKILL) under load and started again, and nothing is lost or doubled."""

from __future__ import annotations

import pytest

from tests.slack.load.run import Run


@pytest.mark.timeout(240)
async def test_three_kills_under_load_lose_and_double_nothing(database: str) -> None:
    tally = await Run(url=database, kills=3).play()
    assert tally.faults == {}
    assert (tally.kills, tally.unheard) == (3, 6)
    assert tally.sure > 5
    assert tally.cards >= tally.sure
