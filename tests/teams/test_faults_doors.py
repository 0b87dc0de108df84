"""Who and what comes to the door: bad tokens, other tenants, what cannot be read; nobody gets in, nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.platforms.base import CannotStart
from knowledge.support.question import State
from tests.teams.desk import SUPPORT, VOTE, TeamsDesk, desk
from tests.teams.fake.logins import LoginError
from tests.teams.stage import account

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from storage.store import Store
    from tests.teams.fake import FakeTeams


@pytest.fixture
async def lillkoping(sqlite_store: Store, tmp_path: Path) -> AsyncIterator[TeamsDesk]:
    async with desk(sqlite_store, tmp_path) as opened:
        yield opened


async def test_no_bad_token_of_the_table_brings_a_question_and_every_good_one_does(lillkoping: TeamsDesk) -> None:
    teams = lillkoping.teams
    await lillkoping.says("anna", VOTE)
    asked = next(one.body for one in teams.deliveries if one.body["type"] == "message")
    for name, (header, changes) in teams.bad_tokens().items():
        body = {key: value for key, value in {**asked, "id": f"9{name}", **changes}.items() if value is not None}
        assert (await teams.sends(body, header)).status == 401, name
    assert len(await lillkoping.questions()) == 1
    for name, header in teams.good_tokens().items():
        assert (await teams.sends(asked, header)).status == 200, name
    assert len(await lillkoping.questions()) == 1, "the same message again is the same question"


async def test_what_is_of_another_tenant_is_turned_away(lillkoping: TeamsDesk) -> None:
    await lillkoping.says("anna", VOTE)
    asked = next(one.body for one in lillkoping.teams.deliveries if one.body["type"] == "message")
    strange = {**asked, "id": "77", "channelData": {**asked["channelData"], "tenant": {"id": "another"}}}
    assert (await lillkoping.teams.sends(strange)).status == 403
    assert len(await lillkoping.questions()) == 1


@pytest.mark.parametrize("kind", ["somethingNew", "typing", "endOfConversation", "event", "handoff", ""])
async def test_kinds_that_nobody_knows_are_taken_and_left(lillkoping: TeamsDesk, kind: str) -> None:
    base = {"channelId": "msteams", "serviceUrl": lillkoping.teams.service_url, "id": "1",
            "conversation": {"id": SUPPORT, "tenantId": lillkoping.teams.tenant}, "from": {"id": "29:x"},
            "channelData": {"tenant": {"id": lillkoping.teams.tenant}}}  # fmt: skip
    assert (await lillkoping.teams.sends({**base, "type": kind})).status == 200
    assert (await lillkoping.teams.sends({**base, "type": "invoke", "name": kind})).status == 200
    assert await lillkoping.questions() == []


async def test_a_new_key_of_the_service_is_known_within_seconds(lillkoping: TeamsDesk) -> None:
    await lillkoping.says("anna", VOTE)
    lillkoping.teams.new_key()
    lillkoping.platform._wire._keys._tried_at = None  # some seconds later
    await lillkoping.says("olle", "hur ser jag frånvaron för en lektion i efterhand?")
    assert [one.asker for one in await lillkoping.questions()] == ["anna", "olle"]


async def test_a_wrong_secret_ends_the_start_with_words(sqlite_store: Store, tmp_path: Path) -> None:
    def refuses(teams: FakeTeams) -> None:
        teams.logins.refusal = LoginError(401, "invalid_client", "AADSTS7000215: Invalid client secret provided")

    with pytest.raises(CannotStart, match="TEAMS_APP_PASSWORD"):
        async with desk(sqlite_store, tmp_path, before=refuses):
            pass


async def test_everything_comes_twice_and_counts_once(lillkoping: TeamsDesk) -> None:
    lillkoping.teams.double(100)
    root = await lillkoping.says("anna", VOTE)
    await lillkoping.says("eva", "Ja, välj Omröstning under klassens sida och klicka sedan på Ny.", thread=root)
    question = await lillkoping.question()
    assert question.answered_by == "eva"
    answers = await lillkoping.teams.presses_twice(account("anna"), lillkoping.cards()[0].id, "helped")
    await lillkoping.rest()
    assert [one.status for one in answers] == [200, 200]
    assert (await lillkoping.question()).state is State.SOLVED
