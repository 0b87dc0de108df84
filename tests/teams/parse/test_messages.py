"""What people write, change, delete and react with in Teams reaches the desk as events with lasting names."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.platforms.teams import parse
from knowledge.conversation.event import (
    Account,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    MessageRef,
    Reacted,
)
from tests.teams.parse.payloads import (
    ANNA,
    AT,
    BOT,
    CARD,
    CHANNEL,
    EVA,
    GROUP,
    LATER,
    NOW,
    OURS,
    ROOT,
    body,
    only,
    told,
)

WHO = Account(platform="teams", id=ANNA, name="Anna Ek")
HERE = MessageRef(platform="teams", channel=CHANNEL, id=ROOT)


def test_a_post_in_a_channel_is_the_root_of_a_thread() -> None:
    assert only("channel_root") == MessagePosted(
        id=f"teams:{CHANNEL}:{ROOT}", at=AT, author=WHO, ref=HERE, text="hur gör jag?"
    )


def test_a_reply_hangs_on_the_root_that_the_conversation_names() -> None:
    found = only("thread_reply")
    assert found.ref == MessageRef(platform="teams", channel=CHANNEL, id=LATER, thread=ROOT)


def test_a_chat_has_no_threads_but_what_is_quoted() -> None:
    assert only("group_chat").ref == MessageRef(platform="teams", channel=GROUP, id=ROOT)
    assert only("group_quote").ref == MessageRef(platform="teams", channel=GROUP, id=LATER, thread=ROOT)


def test_a_persons_own_chat_has_their_id() -> None:
    found = only("personal")
    assert found.ref == MessageRef(platform="teams", channel=f"direct:{ANNA}", id=ROOT)
    assert found.id == f"teams:a:1Personal:{ROOT}"


def test_a_message_and_its_redelivery_have_the_same_name_and_others_have_not() -> None:
    assert told("channel_root") == told("channel_root")
    names = [
        event.id for name in ("channel_root", "thread_reply", "edited", "undeleted", "deleted") for event in told(name)
    ]
    assert len(set(names)) == 5


def test_somebody_without_a_directory_id_has_that_of_teams_and_a_program_is_one() -> None:
    author = only("channel_root", **{"from": {"id": "29:1Ny", "name": "Ny"}}).author
    assert author == Account(platform="teams", id="29:1Ny", name="Ny")
    program = only("channel_root", **{"from": {"id": "28:annan", "name": "Kalender", "aadObjectId": "1"}}).author
    assert program == Account(platform="teams", id="28:annan", name="Kalender", is_bot=True)


def test_a_name_that_teams_does_not_tell_is_the_one_we_know() -> None:
    assert only("channel_root", **{"from": {"id": "29:1", "aadObjectId": EVA}}).author.name == "Eva Lind"


def test_guests_and_people_of_other_organisations_are_known() -> None:
    foreign = only("channel_root", **{"from": {"id": "29:1", "tenantId": "other"}}).author
    assert (foreign.is_guest, foreign.is_external) == (True, True)
    guest = only("channel_root", **{"from": {"id": "29:1", "userRole": "guest"}}).author
    assert (guest.is_guest, guest.is_external) == (True, False)


def test_an_edit_is_named_by_its_moment() -> None:
    at = datetime(2026, 11, 27, 8, 5, 0, 500000, tzinfo=UTC)
    assert only("edited") == MessageEdited(
        id=f"teams:{CHANNEL}:{ROOT}:edited:2026-11-27T08:05:00.5Z",
        at=at,
        author=WHO,
        ref=HERE,
        text="hur gör jag nu?",
        posted_at=AT.replace(microsecond=123000),
    )
    assert only("edited", timestamp="2026-11-27T08:07:00Z").id != only("edited").id
    assert only("edited", timestamp=None, text="a").id != only("edited", timestamp=None, text="b").id


@pytest.mark.parametrize("message", ["1", "x" * 13, "179576640012³", "9" * 14])
def test_when_a_message_was_written_is_told_by_its_id_or_not_at_all(message: str) -> None:
    assert only("edited", id=message).posted_at is None
    assert only("edited", id="9" * 13).posted_at == NOW


def test_a_message_that_is_put_back_is_posted_once_more_under_another_name() -> None:
    before, found = only("channel_root"), only("undeleted")
    at = datetime(2026, 11, 27, 8, 6, 0, 500000, tzinfo=UTC)
    assert found == replace(before, id=f"{before.id}:undeleted:2026-11-27T08:06:00.5Z", at=at, restored=True)


def test_a_message_that_is_deleted() -> None:
    at = datetime(2026, 11, 27, 8, 5, 30, 500000, tzinfo=UTC)
    assert only("deleted") == MessageDeleted(
        id=f"teams:{CHANNEL}:{ROOT}:deleted:2026-11-27T08:05:30.5Z", at=at, ref=HERE
    )


@pytest.mark.parametrize("name", ["channel_root", "edited", "undeleted", "deleted", "reactions_added"])
def test_what_we_do_ourselves_is_nothing(name: str) -> None:
    assert told(name, **{"from": {"id": BOT, "name": "Support"}}) == ()


def test_what_a_program_changes_is_nothing_but_what_it_writes_is_read() -> None:
    program = {"from": {"id": "28:annan", "name": "Kalender"}}
    assert told("edited", **program) == ()
    assert only("channel_root", **program).author.is_bot


@pytest.mark.parametrize("name", ["edited", "deleted"])
def test_other_kinds_of_change_are_nothing(name: str) -> None:
    assert told(name, channelData={"eventType": "paintMessage"}) == ()


def test_a_reaction_that_counts_reaches_the_desk() -> None:
    who = Account(platform="teams", id=EVA, name="Eva Lind")
    ref = MessageRef(platform="teams", channel=CHANNEL, id=CARD, thread=ROOT)
    name = f"teams:{CHANNEL}:f:33333333-0000-0000-0000-000000000003:looking"
    assert only("reactions_added") == Reacted(id=name, at=AT, who=who, ref=ref, reaction="looking")


def test_reactions_to_a_root_stand_in_the_channel() -> None:
    assert only("reactions_added", replyToId=ROOT).ref == HERE


def test_two_reactions_at_once_are_two_events_and_two_for_the_same_are_one() -> None:
    given = [{"type": "EYES"}, {"type": "checkmark"}, {"type": "1f440_eyes"}]
    found = told("reactions_added", reactionsAdded=given)
    assert [one.reaction for one in found if isinstance(one, Reacted)] == ["done", "looking"]
    assert len({one.id for one in found}) == 2


@pytest.mark.parametrize("changes", [{"reactionsAdded": [{"type": "like"}]}, {"reactionsAdded": []}])
def test_other_reactions_are_nothing(changes: dict[str, Any]) -> None:
    assert told("reactions_added", **changes) == ()
    assert told("reactions_removed") == ()


@pytest.mark.parametrize(
    ("stamp", "at"),
    [
        ("2026-11-27T08:00:00Z", datetime(2026, 11, 27, 8, 0, tzinfo=UTC)),
        ("2026-11-27T08:00:00", datetime(2026, 11, 27, 8, 0, tzinfo=UTC)),
        ("2026-11-27T09:00:00+01:00", datetime(2026, 11, 27, 8, 0, tzinfo=UTC)),
        ("2026-11-27T09:00:01Z", NOW),
        ("", NOW),
        ("i går", NOW),
        ("0001-01-01T00:00:00Z", NOW),
        ("0001-01-01T00:00:00+23:00", NOW),
        (7, NOW),
    ],
)
def test_times_are_utc_and_never_later_than_now(stamp: object, at: datetime) -> None:
    assert only("channel_root", timestamp=stamp).at == at


@pytest.mark.parametrize("missing", ["id", "from", "conversation"])
@pytest.mark.parametrize("name", ["channel_root", "edited"])
def test_a_message_without_name_author_or_place_cannot_be_read(name: str, missing: str) -> None:
    with pytest.raises(ValueError, match=r"has no|nobody says"):
        told(name, **{missing: None})


@pytest.mark.parametrize("name", ["unknown_type", "typing", "unknown_invoke", "unknown_event"])
def test_what_we_do_not_know_is_nothing(name: str) -> None:
    assert told(name) == ()


def test_the_kind_of_a_conversation_is_told_by_its_id_where_teams_does_not_say() -> None:
    for where, channel in (
        (f"{CHANNEL};messageid={ROOT}", CHANNEL),
        (GROUP, GROUP),
        ("a:1Personal", f"direct:{ANNA}"),
        ("19:a_b@unq.gbl.spaces", f"direct:{ANNA}"),
    ):
        assert only("channel_root", conversation={"id": where}).ref == replace(HERE, channel=channel)


def test_a_body_is_not_changed_by_reading_it() -> None:
    before = body("mention_of_bot")
    parse.events(before, OURS, NOW)
    assert before == body("mention_of_bot")
