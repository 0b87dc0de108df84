"""What people do at the fake reaches the real bolt as Slack tells of it, over both transports."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from tests.slack.fake import FakeSlack, User, alive
from tests.slack.fake_town import (
    ANNA,
    BOT,
    EVA,
    OLD,
    QUIET,
    SECRET_ROOM,
    STRANGER,
    SUPPORT,
    Heard,
    app_of,
    client_of,
    serving,
    town,
)


@pytest.fixture(params=["socket", "http"])
async def both(request: pytest.FixtureRequest) -> AsyncIterator[tuple[FakeSlack, Heard]]:
    async with FakeSlack.open(town(), transport=request.param) as slack:
        heard = app_of(slack)
        async with serving(slack, heard, request.param):
            yield slack, heard
            assert slack.offences == []


Both = tuple[FakeSlack, Heard]


def events(heard: Heard) -> list[dict[str, Any]]:
    return [body["event"] for body in heard.bodies]


async def test_a_mention_comes_as_two_events_of_one_message(both: Both) -> None:
    slack, heard = both
    ts = await slack.says(ANNA, SUPPORT, f"<@{BOT}> hjälp")
    assert sorted(heard.types()) == ["app_mention", "message"]
    assert {event["ts"] for event in events(heard)} == {ts}
    assert len({body["event_id"] for body in heard.bodies}) == 2
    await slack.says(ANNA, slack.direct(ANNA), f"<@{BOT}> hjälp")
    assert heard.types()[2:] == ["message"], "in one's own conversation there is no twin"
    assert events(heard)[2]["channel_type"] == "im"


async def test_typed_words_travel_escaped(both: Both) -> None:
    slack, heard = both
    await slack.says(ANNA, SUPPORT, f"a < b & c > d <@{EVA}> <!channel>")
    assert events(heard)[0]["text"] == f"a &lt; b &amp; c &gt; d <@{EVA}> <!channel>"
    await slack.says(ANNA, SUPPORT, "<!channel>", literal=True)
    assert events(heard)[1]["text"] == "&lt;!channel&gt;"
    words = events(heard)[0]["blocks"][0]["elements"][0]["elements"]
    assert words[0]["text"] == "a < b & c > d "


def test_what_is_alive_in_a_message() -> None:
    dead = {"type": "plain_text", "text": "<!here>"}
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "<!channel> &lt;!everyone&gt;"}, "fields": [dead]}]
    said = {"type": "message", "text": f"<@{EVA}> <!subteam^S1|@it> <https://example.org|x>", "blocks": blocks}
    assert alive(said) == {f"@{EVA}", "!subteam^S1", "!channel"}


async def test_replies_files_and_broadcasts(both: Both) -> None:
    slack, heard = both
    root = await slack.says(ANNA, SUPPORT, "", files=2)
    await slack.says(EVA, SUPPORT, "svar", thread=root)
    await slack.says(EVA, SUPPORT, "till alla", thread=root, broadcast=True)
    picture, reply, wide = events(heard)
    assert (picture["subtype"], len(picture["files"]), picture["text"]) == ("file_share", 2, "")
    assert (reply["thread_ts"], reply["parent_user_id"], "subtype" in reply) == (root, ANNA, False)
    assert (wide["subtype"], wide["root"]["ts"]) == ("thread_broadcast", root)


async def test_edits_previews_and_deletions(both: Both) -> None:
    slack, heard = both
    root = await slack.says(ANNA, SUPPORT, "hej")
    await slack.edits(ANNA, SUPPORT, root, "hejsan")
    await slack.unfurls(SUPPORT, root)
    await slack.deletes(ANNA, SUPPORT, root)
    _said, edited, preview, gone = events(heard)
    assert (edited["message"]["text"], edited["previous_message"]["text"]) == ("hejsan", "hej")
    assert edited["message"]["edited"]["user"] == ANNA
    assert preview["message"]["text"] == preview["previous_message"]["text"]
    assert (gone["subtype"], gone["deleted_ts"], gone["previous_message"]["text"]) == (
        "message_deleted",
        root,
        "hejsan",
    )
    assert slack.seen(SUPPORT) == []


async def test_a_deleted_root_with_replies_is_changed_into_a_stone(both: Both) -> None:
    slack, heard = both
    root = await slack.says(ANNA, SUPPORT, "hej")
    await slack.says(EVA, SUPPORT, "svar", thread=root)
    await slack.deletes(ANNA, SUPPORT, root)
    gone = events(heard)[-1]
    assert (gone["subtype"], gone["message"]["subtype"], gone["message"]["ts"]) == (
        "message_changed",
        "tombstone",
        root,
    )


async def test_reactions(both: Both) -> None:
    slack, heard = both
    ts = await slack.says(ANNA, SUPPORT, "hej")
    await slack.reacts(EVA, SUPPORT, ts, "eyes")
    await slack.unreacts(EVA, SUPPORT, ts, "eyes")
    with pytest.raises(KeyError):
        await slack.unreacts(EVA, SUPPORT, ts, "eyes")
    assert [(event["type"], event.get("reaction")) for event in events(heard)[1:]] == [
        ("reaction_added", "eyes"),
        ("reaction_removed", "eyes"),
    ]
    assert events(heard)[1]["item"] == {"type": "message", "channel": SUPPORT, "ts": ts}


async def test_the_bots_own_words_come_back_to_it(both: Both) -> None:
    slack, heard = both
    client = client_of(slack)
    ts = (await client.chat_postMessage(channel=SUPPORT, text="hej"))["ts"]
    await client.chat_update(channel=SUPPORT, ts=ts, text="hejsan")
    await client.reactions_add(channel=SUPPORT, timestamp=ts, name="eyes")
    await client.chat_delete(channel=SUPPORT, ts=ts)
    await slack.settled()
    assert sorted(heard.types()) == ["message", "message_changed", "message_deleted", "reaction_added"]
    assert next(event for event in events(heard) if event["type"] == "message" and "subtype" not in event)["bot_id"]


async def test_another_bot_is_no_person(both: Both) -> None:
    slack, heard = both
    await slack.other_bot_says(SUPPORT, "larm")
    await slack.other_bot_says(SUPPORT, "larm", classic=True)
    modern, classic = events(heard)
    assert (modern["bot_id"], modern["bot_profile"]["app_id"], modern["user"]) == ("B0OTHER", "A0OTHER", "U0OTHERBOT")
    assert (classic["subtype"], classic["username"], "user" in classic) == ("bot_message", "Vaktmästaren", False)


async def test_an_app_that_is_taken_out_is_told_so(both: Both) -> None:
    slack, _heard = both
    client = client_of(slack)
    await client.auth_test()
    await slack.uninstalls()
    with pytest.raises(SlackApiError, match="account_inactive"):
        await client.auth_test()
    assert {delivery.name for delivery in slack.deliveries} == {"tokens_revoked", "app_uninstalled"}


async def test_coming_and_going(both: Both) -> None:
    slack, heard = both
    await slack.joins(STRANGER, SUPPORT, inviter=EVA)
    await slack.says(STRANGER, SUPPORT, "hej")
    assert (events(heard)[-1]["team"], events(heard)[-1]["user_team"]) == ("T0OTHER", "T0OTHER")
    heard.bodies.pop()
    await slack.leaves(STRANGER, SUPPORT)
    assert sorted(heard.types()) == ["channel_join", "channel_leave", "member_joined_channel", "member_left_channel"]
    joined = next(event for event in events(heard) if event["type"] == "member_joined_channel")
    assert (joined["user"], joined["inviter"], joined["team"]) == (STRANGER, EVA, "T0OTHER")


async def test_the_bot_comes_and_goes(both: Both) -> None:
    slack, heard = both
    await slack.says(EVA, SECRET_ROOM, "hemligt")
    assert heard.bodies == [], "it hears nothing where it is not"
    await slack.invites_bot(EVA, SECRET_ROOM)
    await slack.removes_bot(EVA, SECRET_ROOM)
    await slack.says(EVA, SECRET_ROOM, "hemligt")
    kinds = heard.types()
    assert sorted(kinds) == ["channel_join", "group_left", "member_joined_channel", "member_left_channel"]
    await slack.removes_bot(EVA, SUPPORT, told=("channel_left",))
    assert heard.types()[4:] == ["channel_left"]


async def test_channels_change(both: Both) -> None:
    slack, heard = both
    await slack.renames(EVA, SUPPORT, "hjälpen")
    await slack.converts(SUPPORT, "C0NEW", private=True)
    await slack.archives(EVA, "C0NEW")
    await slack.unarchives(EVA, "C0NEW")
    await slack.deletes_channel(EVA, "C0NEW")
    told = [event for event in events(heard) if event["type"] != "message"]
    assert [event["type"] for event in told] == [
        "channel_rename",
        "channel_id_changed",
        "group_archive",
        "group_unarchive",
        "group_deleted",
    ]
    assert told[0]["channel"]["name"] == "hjälpen"
    assert (told[1]["old_channel_id"], told[1]["new_channel_id"]) == (SUPPORT, "C0NEW")
    with pytest.raises(ValueError, match="archived"):
        await slack.says(ANNA, OLD, "hej")
    with pytest.raises(ValueError, match="not in"):
        await slack.says(EVA, QUIET, "hej")


async def test_people_change(both: Both) -> None:
    slack, heard = both
    await slack.changes_user(ANNA, status_emoji=":palm_tree:", status_text="Semester")
    await slack.changes_user(ANNA, real_name="Anna Eklund")
    await slack.sets_dnd(ANNA, on=True, end=99)
    await slack.arrives(User("U0NEW", email="ny@example.org"))
    await slack.deactivates(ANNA)
    told = events(heard)
    assert sorted(event["type"] for event in told) == sorted(
        ["user_change", "user_profile_changed"] * 2
        + ["user_status_changed", "dnd_updated_user", "team_join", "user_change"]
    )
    changed = [event["user"] for event in told if event["type"] == "user_change"]
    assert changed[0]["profile"]["status_emoji"] == ":palm_tree:"
    assert changed[1]["real_name"] == "Anna Eklund"
    assert changed[2]["deleted"]
    assert ANNA not in slack.workspace.channel(SUPPORT).members
    with pytest.raises(AttributeError):
        await slack.changes_user(EVA, shoe_size=38)


async def test_the_app_hears_what_it_has_scopes_for_and_subscribes_to() -> None:
    scopes = {"channels:history", "reactions:read"}
    async with FakeSlack.open(
        town(), transport="http", scopes=scopes, events={"message.channels", "user_change"}
    ) as slack:
        ts = await slack.says(ANNA, SUPPORT, f"<@{BOT}>")
        await slack.reacts(ANNA, SUPPORT, ts, "eyes")
        await slack.changes_user(ANNA, name="anna2")
        await slack.says(ANNA, slack.direct(ANNA), "hej")
        assert [delivery.name for delivery in slack.deliveries] == ["message"]


async def test_events_come_twice_backwards_or_never(both: Both) -> None:
    slack, heard = both
    slack.double_events()
    first = await slack.says(ANNA, SUPPORT, "ett")
    assert [event["ts"] for event in events(heard)] == [first, first]
    assert len({body["event_id"] for body in heard.bodies}) == 1
    async with slack.reordered():
        second = await slack.says(ANNA, SUPPORT, "två")
        third = await slack.says(ANNA, SUPPORT, "tre")
        assert len(heard.bodies) == 2
    assert [event["ts"] for event in events(heard)[2:]] == [third, second]
    async with slack.unheard():
        await slack.says(ANNA, SUPPORT, "fyra")
    await slack.settled()
    assert len(heard.bodies) == 4
    assert [one["text"] for one in slack.seen(SUPPORT)] == ["ett", "två", "tre", "fyra"]


async def test_a_message_can_be_gone_before_anybody_is_told(both: Both) -> None:
    slack, heard = both
    await slack.says(ANNA, SUPPORT, "hej", before_delivery=lambda ts: slack.deletes(ANNA, SUPPORT, ts))
    assert sorted(heard.types()) == ["message", "message_deleted"]
    assert heard.types()[0] == "message_deleted"


async def test_anything_can_be_sent_and_a_token_taken_back(both: Both) -> None:
    slack, heard = both
    strange = {"type": "event_callback", "event": {"type": "moon_landed"}, "event_id": "Ev1", "team_id": "T9"}
    assert (await slack.send_raw(strange)).ok
    await slack.revoke_token()
    assert heard.types()[0] == "moon_landed"
    assert slack.deliveries[-1].name == "tokens_revoked"
