"""What happens to channels in Slack, and what happens to the app itself."""

from __future__ import annotations

from typing import Any

import pytest

from bot.platforms.slack import parse
from knowledge.conversation.event import Account, HomeOpened, MemberJoined, PlaceChanged
from tests.slack.parse.payloads import LATER, NOW, OURS, delivered, told


def place(event: dict[str, Any]) -> PlaceChanged:
    found = told(event)
    assert isinstance(found, PlaceChanged)
    assert found.id == "slack:Ev1"
    assert found.platform == "slack"
    return found


def joined(who: str, **changes: Any) -> dict[str, Any]:
    return {"type": "member_joined_channel", "user": who, "channel": "C1", "channel_type": "C", "team": "T1",
            "event_ts": LATER, **changes}  # fmt: skip


def test_somebody_comes_into_a_channel() -> None:
    found = told(joined("U2"))
    assert isinstance(found, MemberJoined)
    assert (found.who, found.channel) == (Account(platform="slack", id="U2", name="Eva Lind"), "C1")


def test_somebody_of_another_organisation_comes_into_a_shared_channel() -> None:
    found = told(joined("U9", team="T9"), is_ext_shared_channel=True)
    assert isinstance(found, MemberJoined)
    assert found.who.is_external


def test_the_bot_is_invited_by_somebody() -> None:
    found = place(joined("UBOT", inviter="U2"))
    assert (found.change, found.channel, found.by) == (
        "added", "C1", Account(platform="slack", id="U2", name="Eva Lind")
    )  # fmt: skip
    assert place(joined("UBOT")).by is None


def test_only_the_bots_own_leaving_counts() -> None:
    left = {"type": "member_left_channel", "user": "UBOT", "channel": "C1", "event_ts": LATER}
    assert place(left).change == "removed"
    assert told({**left, "user": "U2"}) is None
    assert told({key: value for key, value in left.items() if key != "user"}) is None


@pytest.mark.parametrize(
    ("what", "change"),
    [("archive", "closed"), ("unarchive", "opened"), ("deleted", "removed"), ("left", "removed")],
)
@pytest.mark.parametrize("kind", ["channel", "group"])
def test_a_channel_is_closed_opened_or_gone(kind: str, what: str, change: str) -> None:
    found = place({"type": f"{kind}_{what}", "channel": "C1", "user": "U2", "event_ts": LATER})
    assert (found.change, found.channel) == (change, "C1")


@pytest.mark.parametrize("kind", ["channel", "group"])
def test_a_channel_is_renamed(kind: str) -> None:
    found = place({"type": f"{kind}_rename", "channel": {"id": "C1", "name": "support-unikum", "created": 1}})
    assert (found.change, found.channel, found.name) == ("renamed", "C1", "support-unikum")


def test_a_channel_has_another_id_now() -> None:
    found = place({"type": "channel_id_changed", "old_channel_id": "G1", "new_channel_id": "C1", "event_ts": LATER})
    assert (found.change, found.channel, found.to) == ("moved", "G1", "C1")


@pytest.mark.parametrize(
    "event",
    [
        {"type": "channel_archive"},
        {"type": "channel_rename", "channel": {"name": "x"}},
        {"type": "channel_id_changed", "old_channel_id": "G1"},
        {"type": "channel_id_changed", "new_channel_id": "G1"},
        {"type": "member_joined_channel", "user": "U2"},
        {"type": "member_joined_channel", "channel": "C1"},
        {"type": "channel_created", "channel": {"id": "C1", "name": "ny"}},
        {"type": "something_new", "channel": "C1"},
        {},
    ],
    ids=str,
)
def test_what_does_not_say_where_or_who_is_nothing(event: dict[str, Any]) -> None:
    assert told(event) is None


def test_the_bots_own_page_is_opened_and_its_messages_are_not_that_page() -> None:
    opened = {"type": "app_home_opened", "user": "U2", "channel": "D1", "tab": "home", "event_ts": LATER}
    found = told(opened)
    assert isinstance(found, HomeOpened)
    assert found.who.id == "U2"
    assert told({**opened, "tab": "messages"}) is None
    assert told({**opened, "user": ""}) is None


@pytest.mark.parametrize(
    ("event", "name"),
    [
        ({"type": "app_uninstalled"}, "app_uninstalled"),
        ({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["UBOT"]}}, "tokens_revoked"),
        ({"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": []}}, None),
        ({"type": "tokens_revoked"}, None),
        ({"type": "app_rate_limited", "minute_rate_limited": 1}, "app_rate_limited"),
        ({"type": "message"}, None),
    ],
)
def test_what_happens_to_the_app_itself_is_named(event: dict[str, Any], name: str | None) -> None:
    assert parse.trouble(delivered(event)) == name
    assert told(event) is None


def test_the_limit_of_events_is_told_outside_an_event() -> None:
    assert parse.trouble({"type": "app_rate_limited", "team_id": "T1", "minute_rate_limited": 1}) == "app_rate_limited"
    assert parse.event({"type": "app_rate_limited", "team_id": "T1"}, OURS, NOW) is None


def test_an_event_without_an_id_cannot_be_known_again() -> None:
    assert parse.event({**delivered(joined("U2")), "event_id": ""}, OURS, NOW) is None
