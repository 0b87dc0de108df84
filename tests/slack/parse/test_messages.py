"""What people write in Slack reaches the desk as what it is; Slack's own lines and our own words do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.platforms.slack import parse
from knowledge.conversation.event import Account, MessagePosted, MessageRef, Reacted
from tests.slack.parse.payloads import LATER, NOW, OURS, TS, delivered, message, reaction, rich, told


def posted(event: dict[str, Any], **body: Any) -> MessagePosted:
    found = told(event, **body)
    assert isinstance(found, MessagePosted)
    return found


def test_a_message_in_a_channel() -> None:
    assert posted(message("hur gör jag?")) == MessagePosted(
        id=f"slack:message:C1:{TS}",
        at=datetime(2026, 11, 27, 8, 0, 0, 100, tzinfo=UTC),
        author=Account(platform="slack", id="U1"),
        ref=MessageRef(platform="slack", channel="C1", id=TS),
        text="hur gör jag?",
    )


def test_a_mention_is_told_twice_and_is_one_message() -> None:
    told_as_message = posted(message("<@UBOT> hur gör jag?"))
    mention = {k: v for k, v in message("<@UBOT> hur gör jag?").items() if k != "channel_type"}
    told_as_mention = posted({**mention, "type": "app_mention"}, event_id="Ev2")
    assert told_as_message == told_as_mention
    assert told_as_message.mentions_bot
    assert told_as_message.text == "hur gör jag?"


def test_people_whom_it_calls_are_known_by_name_where_the_name_is_known() -> None:
    assert posted(message("<@U2> och <@U9>")).mentions == (
        Account(platform="slack", id="U2", name="Eva Lind"),
        Account(platform="slack", id="U9"),
    )


def test_a_reply_hangs_in_its_thread_and_a_root_with_replies_does_not() -> None:
    assert posted(message(ts=LATER, thread_ts=TS)).ref.thread == TS
    assert posted(message(thread_ts=TS)).ref.thread is None


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast", "me_message"])
def test_files_broadcasts_and_me_messages_are_messages(subtype: str) -> None:
    assert posted(message(subtype=subtype)).text == "hur gör jag?"


@pytest.mark.parametrize(
    "subtype",
    ["channel_join", "channel_leave", "channel_topic", "channel_purpose", "channel_name", "channel_archive",
     "group_join", "pinned_item", "bot_add", "bot_message", "reminder_add", "huddle_thread", "tombstone",
     "ekm_access_denied", "channel_convert_to_private", "message_replied", "sh_room_created"],
)  # fmt: skip
def test_slacks_own_lines_are_nothing_to_the_desk(subtype: str) -> None:
    assert told(message(subtype=subtype)) is None


def test_a_picture_without_words_is_a_message() -> None:
    found = posted(message("", blocks=[], subtype="file_share", files=[{"id": "F1"}, {"id": "F2"}]))
    assert (found.text, found.attachments) == ("", 2)


def test_a_forwarded_message_counts_and_the_preview_of_a_link_does_not() -> None:
    forwarded = {"is_msg_unfurl": True, "is_share": True, "from_url": "https://d.slack.com/archives/C1/p1", "text": "x"}
    preview = {"from_url": "https://unikum.se", "title": "Unikum"}
    assert posted(message(attachments=[forwarded, preview])).attachments == 1


def test_our_own_words_are_nothing_to_the_desk() -> None:
    assert told(message(user="UBOT", bot_id="BBOT")) is None
    assert told(message(user="UBOT")) is None
    assert told(message(user="UOTHER", bot_id="BBOT")) is None


def test_an_unknown_self_does_not_swallow_everything() -> None:
    nobody = replace(OURS, bot_user="", bot_id="")
    assert isinstance(parse.event(delivered(message()), nobody, NOW), MessagePosted)


def test_other_bots_are_known_as_bots() -> None:
    assert posted(message(user="U7", bot_id="B7")).author.is_bot
    assert posted(message(user="USLACKBOT")).author.is_bot


def test_a_direct_message_stands_in_the_persons_own_conversation() -> None:
    found = posted(message(channel="D1", channel_type="im"))
    assert found.ref.channel == "direct:U1"
    assert found.ref.is_direct


def test_a_group_conversation_is_a_channel_like_others() -> None:
    assert posted(message(channel="G1", channel_type="mpim")).ref.channel == "G1"


def test_guests_and_people_of_other_organisations_are_told_apart() -> None:
    guest = posted(message(user_profile={"real_name": "Gäst", "is_restricted": True, "team": "T1"})).author
    assert (guest.name, guest.is_guest, guest.is_external) == ("Gäst", True, False)
    for team in ({"user_team": "T9"}, {"source_team": "T9"}, {"user_profile": {"team": "T9"}}, {"team": "T9"}):
        stranger = posted(message(**team), is_ext_shared_channel=True).author
        assert (stranger.is_guest, stranger.is_external) == (True, True)


def test_another_workspace_of_our_own_enterprise_is_no_stranger_unless_the_channel_is_shared() -> None:
    ours = replace(OURS, enterprise="E1")
    for foreign, shared in ((False, False), (True, True)):
        body = delivered(message(user_team="T2"), is_ext_shared_channel=shared)
        found = parse.event(body, ours, NOW)
        assert isinstance(found, MessagePosted)
        assert found.author.is_external is foreign
    grid = [{"enterprise_id": "E1", "team_id": "T1"}]
    assert not posted(message(user_team="T2"), authorizations=grid).author.is_external
    assert not posted(message(user_team="E1"), authorizations=grid, is_ext_shared_channel=True).author.is_external


def test_nothing_happens_in_the_future() -> None:
    assert posted(message(ts="9999999999.000000")).at == NOW
    assert posted(message(ts="i går")).at == NOW


def test_forty_thousand_characters() -> None:
    assert len(posted(message("å" * 40_000)).text) == 40_000


@pytest.mark.parametrize("lost", ["user", "ts", "channel"])
def test_a_message_of_nobody_nowhere_is_nothing(lost: str) -> None:
    assert told({key: value for key, value in message().items() if key != lost}) is None


def test_words_that_stand_only_in_the_rich_text_count() -> None:
    assert posted(message("", blocks=rich("hur gör jag?"))).text == "hur gör jag?"


@pytest.mark.parametrize("emoji", ["white_check_mark", "heavy_check_mark"])
def test_a_reaction_that_says_solved(emoji: str) -> None:
    assert told(reaction(emoji)) == Reacted(
        id=f"slack:reaction:C1:{TS}:U2:done:{LATER}",
        at=datetime(2026, 11, 27, 8, 1, 0, 200, tzinfo=UTC),
        who=Account(platform="slack", id="U2"),
        ref=MessageRef(platform="slack", channel="C1", id=TS),
        reaction="done",
    )


def test_the_tone_of_a_hand_and_the_colons_of_a_setting_do_not_matter() -> None:
    ours = replace(OURS, done=(":raised_hand:",))
    found = told(reaction("raised_hand::skin-tone-3"), ours)
    assert isinstance(found, Reacted)
    assert found.reaction == "done"


def test_a_reaction_that_is_set_again_counts_again() -> None:
    first, again = told(reaction("eyes")), told(reaction("eyes", event_ts="1795766999.000100"))
    assert first is not None
    assert again is not None
    assert first.id != again.id


def test_eyes_say_that_somebody_looks() -> None:
    found = told(reaction("eyes"))
    assert isinstance(found, Reacted)
    assert found.reaction == "looking"


def test_a_reaction_in_a_direct_conversation_is_its_persons() -> None:
    found = told(reaction("eyes", item={"type": "message", "channel": "D1", "ts": TS}))
    assert isinstance(found, Reacted)
    assert found.ref.channel == "direct:U2"


@pytest.mark.parametrize(
    "changes",
    [{"reaction": "heart"}, {"user": "UBOT"}, {"user": ""}, {"item": {"type": "file", "file": "F1"}},
     {"item": {"type": "message", "channel": "C1"}}, {"item": {"type": "message", "ts": TS}}, {"item": None}],
)  # fmt: skip
def test_other_reactions_are_nothing_to_the_desk(changes: dict[str, Any]) -> None:
    assert told({**reaction("eyes"), **changes}) is None
