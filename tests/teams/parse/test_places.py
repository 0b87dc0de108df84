"""What happens to channels, teams and chats of Teams, and who comes into them, is told to the desk."""

from __future__ import annotations

import pytest

from bot.platforms.teams import parse
from bot.platforms.teams.door import Door
from knowledge.conversation.event import Account, HomeOpened, MemberJoined, PlaceChanged
from tests.teams.parse.payloads import ANNA, AT, BOT, CHANNEL, EVA, GROUP, MEMBERS, TEAM, body, only, told

BY = Account(platform="teams", id=ANNA, name="Anna Ek")
ONCE = f"teams:{TEAM}:f:11111111-0000-0000-0000-000000000001"
TENANT = "00000000-0000-0000-0000-0000000000e0"
SERVICE = "https://smba.trafficmanager.net/emea/"


def change(what: str, channel: str, name: str = "", **more: str) -> PlaceChanged:
    once = more.get("once", ONCE)
    return PlaceChanged(id=f"{once}:{what}", at=AT, platform="teams", channel=channel, change=what, name=name, by=BY)


def test_the_bot_is_new_in_the_channel_that_was_chosen() -> None:
    assert only("bot_added") == change("added", CHANNEL, "Support")


def test_the_bot_is_new_in_the_conversation_where_nothing_was_chosen() -> None:
    team = {"team": {"id": TEAM, "name": "Skolan"}}
    assert only("bot_added", channelData=team) == change("added", TEAM, "Skolan")
    channel = {**team, "channel": {"id": TEAM, "name": "Allmänt"}}
    assert only("bot_added", channelData=channel) == change("added", TEAM, "Allmänt")


def test_the_bot_is_new_in_a_group_chat() -> None:
    once = f"teams:{GROUP}:f:11111111-0000-0000-0000-000000000005"
    assert only("bot_added_to_group") == change("added", GROUP, once=once)


def test_a_new_chat_with_somebody_opens_their_home() -> None:
    once = "teams:a:1Personal:f:11111111-0000-0000-0000-000000000006:home"
    assert only("bot_added_in_person") == HomeOpened(id=once, at=AT, who=BY)


@pytest.mark.parametrize("name", ["bot_removed", "uninstalled"])
def test_the_bot_is_taken_out_of_the_whole_team(name: str) -> None:
    assert only(name) == change("removed", TEAM)
    elsewhere = {"id": CHANNEL, "conversationType": "channel"}
    assert only(name, conversation=elsewhere).channel == TEAM


def test_the_bot_is_taken_out_of_a_group_chat() -> None:
    found = only("bot_added_to_group", membersAdded=[], membersRemoved=[{"id": BOT}])
    assert (found.change, found.channel) == ("removed", GROUP)


@pytest.mark.parametrize(
    "name", ["installed", "upgraded", "uninstalled_in_person", "member_removed", "channel_created", "team_renamed"]
)
def test_what_changes_nothing_for_the_desk_is_nothing(name: str) -> None:
    assert told(name) == ()


def test_people_who_come_are_told_one_by_one() -> None:
    eva, guest = told("member_added")
    assert eva == MemberJoined(
        id=f"{ONCE}:{EVA}", at=AT, who=Account(platform="teams", id=EVA, name="Eva Lind"), channel=TEAM
    )
    assert isinstance(guest, MemberJoined)
    assert (guest.who.is_guest, guest.id) == (True, f"{ONCE}:00000000-0000-0000-0000-000000000009")


def test_programs_that_come_are_nothing() -> None:
    assert told("member_added", membersAdded=[{"id": "28:annan"}]) == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("channel_renamed", change("renamed", CHANNEL, "Hjälp")),
        ("channel_deleted", change("closed", CHANNEL, "Support")),
        ("channel_restored", change("opened", CHANNEL, "Support")),
        ("team_archived", change("closed", TEAM)),
        ("team_deleted", change("closed", TEAM)),
        ("team_unarchived", change("opened", TEAM)),
    ],
)
def test_what_happens_to_channels_and_teams(name: str, expected: PlaceChanged) -> None:
    assert only(name) == expected


def test_what_has_no_name_gets_one_that_a_redelivery_gets_too() -> None:
    first, again = only("channel_renamed", id=None), only("channel_renamed", id=None)
    assert first == again
    assert first.id != only("channel_deleted", id=None).id


def test_what_nobody_did_is_by_nobody() -> None:
    assert only("channel_renamed", **{"from": None}).by is None
    assert only("channel_renamed", **{"from": {"id": BOT}}).by is None


def test_the_door_of_a_channel_leaves_its_threads_out() -> None:
    assert parse.door(body("thread_reply")) == Door(
        service_url=SERVICE, conversation=CHANNEL, kind="channel", tenant=TENANT, bot=BOT, team=TEAM
    )
    named = parse.door(body("bot_added", conversation={"id": CHANNEL, "conversationType": "channel"}))
    assert named is not None
    assert (named.name, named.group) == ("Support", "00000000-0000-0000-0000-0000000000c0")


def test_the_door_of_a_chat() -> None:
    found = parse.door(body("personal", channelData=None))
    assert found == Door(
        service_url=SERVICE, conversation="a:1Personal", kind="personal", tenant=TENANT, bot=BOT, user="29:1Anna-AbCdEf"
    )
    group = parse.door(body("group_chat"))
    assert group is not None
    assert (group.kind, group.user, group.team) == ("groupChat", "", "")


@pytest.mark.parametrize("missing", ["serviceUrl", "conversation"])
def test_there_is_no_door_to_nowhere(missing: str) -> None:
    assert parse.door(body("personal", **{missing: None})) is None


def test_the_tenant_is_the_one_that_teams_adds() -> None:
    found = parse.door(body("personal", channelData={"tenant": {"id": "t"}}))
    assert found is not None
    assert found.tenant == "t"


def test_members_are_people_with_addresses_guests_or_strangers() -> None:
    door = parse.door(body("channel_root"))
    assert door is not None
    anna, guest, stranger = (parse.profile(MEMBERS[name], door) for name in ("anna", "guest", "stranger"))
    assert (anna.account, anna.email) == (BY, "anna.ek@skolan.example")
    assert (guest.account.id[-1], guest.account.is_guest, guest.account.is_external, guest.email) == (
        "9",
        True,
        False,
        None,
    )
    assert (stranger.account.is_guest, stranger.account.is_external, stranger.email) == (True, True, "f@annan.example")
    with pytest.raises(ValueError, match="no id"):
        parse.profile({"name": "x"}, door)
