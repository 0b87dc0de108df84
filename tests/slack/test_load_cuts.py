"""The sockets of a desk on Slack are cut under load, and nothing is lost or doubled, not even what Slack never told of."""

from __future__ import annotations

import pytest

from tests.slack.load.run import Run


@pytest.mark.timeout(240)
async def test_five_cut_sockets_under_load_lose_and_double_nothing(database: str) -> None:
    tally = await Run(url=database, cuts=5, inside=True).play()
    assert tally.faults == {}
    assert (tally.cuts, tally.unheard) == (5, 10)
    assert tally.sure > 5
    assert tally.cards >= tally.sure
