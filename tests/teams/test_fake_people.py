"""People in the fake write, change, remove, react, come and go; the bot is told in Teams' shapes, once or again."""

from __future__ import annotations

from typing import Any

import pytest

from tests.teams.fake import BOT, TENANT
from tests.teams.fake_town import ANNA, EVA, GROUP, GUEST, NOW, SUPPORT, TEAM, opened, text, town


async def test_a_root_and_a_reply_in_a_channel() -> None:
    async with opened() as (teams, _, heard):
        root = await teams.says(ANNA, SUPPORT, "hur gör jag & varför?")
        reply = await teams.says(EVA, SUPPORT, "så", thread=root)
        first, second = heard.bodies
        assert first["conversation"] == {
            "isGroup": True, "conversationType": "channel", "tenantId": TENANT, "id": f"{SUPPORT};messageid={root}",
        }  # fmt: skip
        assert second["conversation"] == first["conversation"]
        assert (first["id"], second["id"], second["replyToId"]) == (root, reply, root)
        assert root == str(round(NOW.timestamp() * 1000))
        assert first["channelData"] == {
            "teamsChannelId": SUPPORT, "teamsTeamId": TEAM, "channel": {"id": SUPPORT}, "team": {"id": TEAM},
            "tenant": {"id": TENANT},
        }  # fmt: skip
        assert first["from"] == {"id": ANNA, "name": "Anna Ek", "aadObjectId": "00000000-0000-0000-0000-00000000000A"}
        assert (first["text"], first["recipient"]) == ("hur gör jag &amp; varför?", {"id": BOT, "name": "Support"})
        assert first["attachments"] == [{"contentType": "text/html", "content": "<p>hur gör jag &amp; varför?</p>"}]
        assert (first["timestamp"], first["localTimestamp"]) == (
            "2026-11-27T08:00:00.0000010Z", "2026-11-27T09:00:00.0000010+01:00",
        )  # fmt: skip
        assert [one["type"] for one in first["entities"]] == ["clientInfo"]
        assert second["entities"][0]["country"] == "US"
        assert (heard.headers[0]["Content-Type"], heard.headers[0]["x-ms-tenant-id"]) == (
            "application/json; charset=utf-8", TENANT,
        )  # fmt: skip


async def test_mentions_stand_in_the_text_and_beside_it() -> None:
    async with opened() as (teams, _, heard):
        await teams.says(ANNA, SUPPORT, "fråga @Eva Lind, tack", mentions=("bot", EVA))
        body = heard.last
        assert body["text"] == "<at>Support</at> fråga <at>Eva Lind</at>, tack"
        assert [one["mentioned"]["id"] for one in body["entities"] if one["type"] == "mention"] == [BOT, EVA]
        assert 'itemid="1">Eva Lind</span>' in body["attachments"][0]["content"]


async def test_a_quotation_in_a_chat() -> None:
    async with opened() as (teams, _, heard):
        first = await teams.says(ANNA, GROUP, "går det?")
        await teams.says(EVA, GROUP, "ja", thread=first)
        body = heard.last
        assert (body["conversation"]["id"], body["text"]) == (GROUP, "går det?\n\nja")
        assert f'itemtype="http://schema.skype.com/Reply" itemid="{first}"' in body["attachments"][0]["content"]
        assert "replyToId" not in body


async def test_ones_own_chat_has_no_group() -> None:
    async with opened() as (teams, _, heard):
        await teams.says(ANNA, ANNA, "hej")
        assert heard.last["conversation"] == {
            "conversationType": "personal", "tenantId": TENANT, "id": teams.personal(ANNA),
        }  # fmt: skip
        assert heard.last["channelData"] == {"tenant": {"id": TENANT}}


async def test_changes_and_removals_have_teams_words() -> None:
    async with opened() as (teams, _, heard):
        root = await teams.says(ANNA, SUPPORT, "fel")
        await teams.edits(ANNA, root, "rätt")
        await teams.deletes(ANNA, root)
        assert teams.posts(SUPPORT) == []
        await teams.undeletes(ANNA, root)
        told = [(body["type"], body["channelData"].get("eventType"), body.get("text")) for body in heard.bodies]
        assert told == [
            ("message", None, "fel"), ("messageUpdate", "editMessage", "rätt"),
            ("messageDelete", "softDeleteMessage", None), ("messageUpdate", "undeleteMessage", "rätt"),
        ]  # fmt: skip
        assert {body["id"] for body in heard.bodies} == {root}
        for verb in (teams.deletes(EVA, root), teams.undeletes(ANNA, root), teams.edits(EVA, root, "x")):
            with pytest.raises(KeyError):
                await verb


async def test_reactions_are_told_of_the_bots_messages_alone() -> None:
    async with opened() as (teams, client, heard):
        root = await teams.says(ANNA, SUPPORT, "hej")
        _, made = await client.send(f"{SUPPORT};messageid={root}", text())
        await teams.reacts(EVA, root, "like")
        assert len(heard.bodies) == 1
        await teams.reacts(EVA, made["id"], "like")
        assert (heard.last["replyToId"], heard.last["reactionsAdded"]) == (made["id"], [{"type": "like"}])
        assert heard.last["conversation"]["id"] == f"{SUPPORT};messageid={root}"
        with pytest.raises(KeyError):
            await teams.reacts(EVA, made["id"], "like")
        await teams.unreacts(EVA, made["id"], "like")
        assert heard.last["reactionsRemoved"] == [{"type": "like"}]
        assert len({body["id"] for body in heard.bodies}) == 3


async def test_without_the_owners_consent_only_mentions_reach_the_bot() -> None:
    there = town()
    there.team(TEAM).reads_all = False
    async with opened(there) as (teams, _, heard):
        await teams.says(ANNA, SUPPORT, "hej")
        assert heard.bodies == []
        await teams.says(ANNA, SUPPORT, "hej", mentions=("bot",))
        assert len(heard.bodies) == 1


async def test_who_is_not_there_cannot_write_and_a_reply_is_no_root() -> None:
    async with opened() as (teams, _, _heard):
        with pytest.raises(KeyError):
            await teams.says(GUEST, SUPPORT, "hej")
        root = await teams.says(ANNA, SUPPORT, "hej")
        reply = await teams.says(ANNA, SUPPORT, "hej", thread=root)
        with pytest.raises(KeyError):
            await teams.says(ANNA, SUPPORT, "hej", thread=reply)
        with pytest.raises(KeyError):
            await teams.says("29:nobody", SUPPORT, "hej")


async def test_the_id_is_known_before_the_bot_hears_of_it() -> None:
    async with opened() as (teams, _, heard):
        known: list[tuple[str, int]] = []
        made = await teams.says(
            ANNA, SUPPORT, "hej", before_delivery=lambda message: known.append((message, len(heard.bodies)))
        )
        assert known == [(made, 0)]


async def test_people_and_the_app_come_and_go() -> None:
    async with opened() as (teams, _, heard):
        await teams.joins(GUEST, TEAM)
        assert (heard.last["membersAdded"][0]["id"], heard.last["channelData"]["eventType"]) == (
            GUEST,
            "teamMemberAdded",
        )
        assert heard.last["conversation"]["id"] == TEAM
        await teams.leaves(GUEST, TEAM)
        assert heard.last["channelData"]["eventType"] == "teamMemberRemoved"
        heard.bodies.clear()
        await teams.removes(ANNA, TEAM)
        assert shapes(heard.bodies) == [("conversationUpdate", None), ("installationUpdate", "remove")]
        await teams.says(ANNA, SUPPORT, "hör du?")
        await teams.joins(GUEST, TEAM)
        assert len(heard.bodies) == 2
        await teams.installs(ANNA, TEAM, channel=SUPPORT)
        assert shapes(heard.bodies[2:]) == [("installationUpdate", "add"), ("conversationUpdate", None)]
        assert heard.last["membersAdded"] == [{"id": BOT}]
        assert heard.last["channelData"]["settings"] == {"selectedChannel": {"id": SUPPORT, "name": "Support"}}
        assert heard.last["channelData"]["team"]["aadGroupId"]


async def test_the_app_in_chats_and_for_oneself() -> None:
    async with opened(town(has_app=[])) as (teams, _, heard):
        await teams.installs(EVA, EVA)
        assert heard.last["membersAdded"] == [{"id": BOT}, {"id": EVA}]
        assert heard.last["conversation"]["conversationType"] == "personal"
        await teams.removes(EVA, EVA)
        assert shapes(heard.bodies[2:]) == [("installationUpdate", "remove")]
        await teams.removes(ANNA, GROUP)
        await teams.says(ANNA, GROUP, "hör du?")
        assert (heard.last["type"], heard.last["action"]) == ("installationUpdate", "remove")
        await teams.installs(ANNA, GROUP)
        assert heard.last["membersAdded"] == [{"id": BOT}]


def shapes(bodies: list[dict[str, Any]]) -> list[tuple[str, Any]]:
    return [(body["type"], body.get("action")) for body in bodies]


async def test_channels_come_change_and_go() -> None:
    async with opened() as (teams, _, heard):
        await teams.creates_channel(ANNA, TEAM, "19:ny@thread.tacv2", "Ny")
        await teams.renames_channel(ANNA, SUPPORT, "Hjälp")
        await teams.deletes_channel(ANNA, SUPPORT)
        await teams.restores_channel(ANNA, SUPPORT)
        told = [(body["channelData"]["eventType"], body["channelData"]["channel"]["name"]) for body in heard.bodies]
        assert told == [
            ("channelCreated", "Ny"), ("channelRenamed", "Hjälp"), ("channelDeleted", "Hjälp"), ("channelRestored", "Hjälp"),
        ]  # fmt: skip
        with pytest.raises(KeyError):
            await teams.renames_channel(ANNA, GROUP, "x")


async def test_what_was_not_taken_comes_again_as_it_was() -> None:
    async with opened() as (teams, _, heard):
        heard.statuses = [503]
        made = await teams.says(ANNA, SUPPORT, "hej")
        (delivery,) = teams.deliveries
        assert (delivery.status, delivery.ok) == (503, False)
        assert await teams.again() == [delivery]
        assert (delivery.ok, delivery.tries, await teams.again()) == (True, 2, [])
        assert [body["id"] for body in heard.bodies] == [made, made]
        await teams.again(delivery)
        assert len(heard.bodies) == 3


async def test_an_activity_may_come_twice_at_once_and_to_nobody() -> None:
    async with opened() as (teams, _, heard):
        teams.double()
        await teams.says(ANNA, SUPPORT, "hej")
        assert (len(heard.bodies), heard.bodies[0]) == (2, heard.bodies[1])
        teams.deliver_to("http://127.0.0.1:9/api/messages")
        await teams.says(ANNA, SUPPORT, "hör du?")
        assert (teams.deliveries[-1].status, len(heard.bodies)) == (0, 2)
        await teams.settled()


async def test_anything_at_all_is_brought() -> None:
    async with opened() as (teams, _, heard):
        delivery = await teams.sends({"type": "painted", "x": 1}, header=None)
        assert (delivery.ok, heard.last) == (True, {"type": "painted", "x": 1})
        assert "Authorization" not in heard.headers[0]


async def test_a_storm_is_brought_at_once_and_measured() -> None:
    async with opened() as (teams, _, heard):
        storm = await teams.storm([(ANNA, SUPPORT, f"fråga {number}") for number in range(50)], per_second=1000)
        assert (len(heard.bodies), storm.failed, len({body["id"] for body in heard.bodies})) == (50, [], 50)
        assert 0 < storm.seconds(0.5) <= storm.seconds() <= max(one.seconds for one in storm.deliveries)
        heard.statuses = [500, 500]
        assert len((await teams.storm([(EVA, GROUP, "x")] * 3)).failed) == 2
