"""People and channels as Slack knows them: who comes in, what a channel is, whose school and language it is; in the users' words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from knowledge.support.directory import PlaceKind
from knowledge.support.question import State
from tests.journeys.town import ASSIGN
from tests.slack.desk import SUPPORT, SlackDesk, desk
from tests.slack.fake import Channel, User, Workspace
from tests.slack.stage import account

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from knowledge.support.directory import Directory
    from storage.store import Store

VOTE = "kan eleverna rösta om klassresan inne i unikum?"
SIGNS = "går det att skriva ut namnskyltar till krokarna direkt från unikum?"
ANNA, EVA, CECILIA = account("anna"), account("eva"), account("cecilia")


@pytest.fixture(params=["socket", "http"])
async def lillkoping(request: pytest.FixtureRequest, sqlite_store: Store, tmp_path: Path) -> AsyncIterator[SlackDesk]:
    """A desk over either transport."""
    async with desk(sqlite_store, tmp_path, request.param) as opened:
        yield opened


def comes(lillkoping: SlackDesk, user: User, *channels: str) -> str:
    """Somebody of whom the directory knows nothing is in the workspace and in those channels."""
    lillkoping.slack.workspace.users[user.id] = user
    for channel in channels:
        lillkoping.slack.workspace.channel(channel).members.append(user.id)
    return user.id


async def says(lillkoping: SlackDesk, who: str, text: str, where: str = SUPPORT) -> None:
    await lillkoping.slack.says(who, where, text)
    await lillkoping.rest()
    await lillkoping.passes(1)


async def test_whoever_comes_into_the_channel_is_welcomed_once_and_alone(lillkoping: SlackDesk) -> None:
    nils = comes(lillkoping, User("UNILS", "nils", "Nils Ny"))
    await lillkoping.slack.joins(nils, SUPPORT)
    await lillkoping.rest()
    room = lillkoping.slack.direct(nils)
    (told,) = lillkoping.posts(room)
    assert told
    await lillkoping.slack.leaves(nils, SUPPORT)
    await lillkoping.slack.joins(nils, SUPPORT)
    await lillkoping.rest()
    assert lillkoping.posts(room) == [told]
    assert lillkoping.posts() == []


async def test_a_new_channel_is_asked_about_and_then_works(lillkoping: SlackDesk) -> None:
    everybody = [one for one in lillkoping.slack.workspace.users if one != lillkoping.slack.bot_user]
    lillkoping.slack.workspace.channels["CNEW"] = Channel("CNEW", "unikum-haga", everybody)
    await lillkoping.slack.invites_bot(CECILIA, "CNEW")
    await lillkoping.rest()
    (asked,) = lillkoping.told("cecilia")
    assert "unikum-haga" in asked
    await says(lillkoping, ANNA, VOTE, "CNEW")
    assert await lillkoping.questions() == [], "nobody has said yet what it is"
    await lillkoping.presses("cecilia", "place_kind:support")
    assert lillkoping.told("cecilia") == [], "it is settled"
    await says(lillkoping, ANNA, SIGNS, "CNEW")
    assert (await lillkoping.question()).root.channel == "CNEW"
    await lillkoping.presses("eva", "take")
    assert (await lillkoping.question()).taken_by == "eva"
    assert lillkoping.posts() == []


async def test_a_schools_own_channel_is_asked_whose_it_is(lillkoping: SlackDesk) -> None:
    lillkoping.slack.workspace.channels["CNEW"] = Channel("CNEW", "haga", [CECILIA, ANNA])
    await lillkoping.slack.invites_bot(ANNA, "CNEW")
    await lillkoping.rest()
    await lillkoping.presses("cecilia", "place_kind:school")
    assert lillkoping.form("cecilia") == "choose_school"
    assert await lillkoping.submits("cecilia", school="hagaskolan") is not None
    place = (await lillkoping.people()).place_of("slack", "CNEW")
    assert place is not None
    assert (place.kind, place.school) == (PlaceKind.SCHOOL, "hagaskolan")


async def test_somebody_new_is_spoken_to_in_the_language_of_their_slack(lillkoping: SlackDesk) -> None:
    lucy = comes(lillkoping, User("ULU", "lu", "Lu Smith", locale="en-GB"), SUPPORT)
    await says(lillkoping, lucy, "hej", lillkoping.slack.direct(lucy))
    await says(lillkoping, lucy, "help", lillkoping.slack.direct(lucy))
    said = lillkoping.posts(lillkoping.slack.direct(lucy))
    assert "question" in said[-1].lower()
    assert "fråga" not in said[-1].lower()


async def test_the_school_stands_in_the_profile(sqlite_store: Store, tmp_path: Path) -> None:
    async with desk(sqlite_store, tmp_path, slack={"school_field": "Skola"}) as lillkoping:
        lillkoping.slack.workspace.fields["Xf1"] = "Skola"
        nils = comes(lillkoping, User("UNILS", "nils", "Nils Ny", fields={"Xf1": "Hagaskolan"}), SUPPORT)
        await says(lillkoping, nils, "hej hopp")
        await says(lillkoping, nils, VOTE)
        question = await lillkoping.question()
        assert question.school == "hagaskolan"
        assert set(question.holders) <= {"jonas", "leila"}


async def test_without_the_right_to_read_fields_the_school_is_asked_for(sqlite_store: Store, tmp_path: Path) -> None:
    async with desk(sqlite_store, tmp_path, slack={"school_field": "Skola"}) as lillkoping:
        lillkoping.slack.world.scopes.discard("users.profile:read")
        nils = comes(lillkoping, User("UNILS", "nils", "Nils Ny", "nils@example.org"), SUPPORT)
        await says(lillkoping, nils, VOTE)
        assert (await lillkoping.question()).school is None
        person = (await lillkoping.people()).person_of("slack", nils)
        assert person is not None
        assert (person.name, person.email) == ("Nils Ny", "nils@example.org"), "the rest of the profile is known"


def eva_by_address(directory: Directory) -> Directory:
    """The directory knows the contact of Lindskolan by her address alone."""
    people = tuple(replace(one, accounts={}) if one.id == "eva" else one for one in directory.people)
    return replace(directory, people=people)


def another_account(workspace: Workspace) -> Workspace:
    """Her account has an id that nobody has told us."""
    del workspace.users[EVA]
    workspace.users["UE77"] = User("UE77", "eva.lind", "Eva Lind", "Eva@Example.org")
    for channel in workspace.channels.values():
        channel.members = ["UE77" if one == EVA else one for one in channel.members]
    return workspace


@pytest.mark.parametrize("transport", ["socket", "http"])
async def test_a_contact_who_is_known_by_address_is_found_and_called(
    sqlite_store: Store, tmp_path: Path, transport: str
) -> None:
    async with desk(sqlite_store, tmp_path, transport, people_of=eva_by_address, town=another_account) as lillkoping:
        for _ in range(3):
            await lillkoping.passes(10)
        await lillkoping.says("anna", VOTE)
        assert [post for post in lillkoping.posts() if "<@UE77>" in post]


async def test_a_stranger_with_the_address_of_somebody_we_know_is_that_person(lillkoping: SlackDesk) -> None:
    other = comes(lillkoping, User("UANNA2", "anna2", "Anna E", "anna@example.org"), SUPPORT)
    await says(lillkoping, other, VOTE)
    await says(lillkoping, other, ASSIGN)
    assert {one.asker for one in await lillkoping.questions()} <= {"anna", "slack-UANNA2"}


@pytest.mark.parametrize("served", ["true", "false"])
async def test_whether_people_of_another_organisation_are_served_is_a_setting(
    sqlite_store: Store, tmp_path: Path, served: str
) -> None:
    async with desk(sqlite_store, tmp_path, people={"external": served}) as lillkoping:
        otto = comes(lillkoping, User("UOTTO", "otto", "Otto Annan", team="T9"), SUPPORT)
        await says(lillkoping, otto, VOTE)
        assert len(await lillkoping.questions()) == (served == "true")
        assert bool(lillkoping.cards()) == (served == "true")


async def test_a_channel_whose_name_nobody_tells_is_called_by_its_id(lillkoping: SlackDesk) -> None:
    lillkoping.slack.workspace.channels["CNEW"] = Channel("CNEW", "haga", [CECILIA])
    lillkoping.slack.faults.next("conversations.info", "500")
    await lillkoping.slack.invites_bot(CECILIA, "CNEW")
    await lillkoping.rest()
    (asked,) = lillkoping.told("cecilia")
    assert "CNEW" in asked


async def test_a_question_goes_on_when_its_channel_has_another_id(lillkoping: SlackDesk) -> None:
    await lillkoping.says("anna", VOTE)
    await lillkoping.slack.converts(SUPPORT, "GSUPPORT", private=True)
    await lillkoping.rest()
    lillkoping.slack.workspace.channels["GSUPPORT"].members.append("UX")
    channel, ts, name, option = lillkoping.button("eva", "take")
    assert channel == "GSUPPORT"
    await lillkoping.slack.presses(EVA, channel, ts, name, option)
    await lillkoping.rest()
    assert (await lillkoping.question()).state is State.TAKEN
    assert lillkoping.cards("GSUPPORT")[0]["text"].startswith("Eva Lind har tagit")
