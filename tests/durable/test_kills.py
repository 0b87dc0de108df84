"""Desks are really killed (SIGKILL) under load, and nothing is lost or doubled."""

from __future__ import annotations

import pytest

from tests.durable.harness import Run


@pytest.mark.timeout(180)
async def test_five_kills_under_load_lose_and_double_nothing(database: str) -> None:
    workers = 1 if database.startswith("sqlite") else 2
    outcome = await Run(url=database, workers=workers, kills=5, rate=25).play()
    assert outcome.faults == {}
    assert outcome.kills == 5
    assert outcome.questions > 20
    assert outcome.effects > outcome.questions
