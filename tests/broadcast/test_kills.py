"""The real bot is killed (SIGKILL) while it sends an announcement, and everybody gets it once (Teams: at most once, and it is known who may not)."""

from __future__ import annotations

import pytest

from tests.broadcast.in_teams import InTeams
from tests.broadcast.mailing import Mailing
from tests.broadcast.on_slack import OnSlack

PEOPLE, KILLS, FASTER = 200, 5, 100


@pytest.mark.timeout(240)
@pytest.mark.parametrize("service", [OnSlack, InTeams], ids=["slack", "teams"])
async def test_two_hundred_get_it_once_through_five_kills(database: str, service: type[OnSlack | InTeams]) -> None:
    tally = await Mailing(url=database, service=service(), recipients=PEOPLE, kills=KILLS, pace=FASTER).play()
    assert tally.faults == {}
    assert tally.kills == KILLS
    assert tally.copies + tally.uncertain >= PEOPLE
