"""The fake's connector service: what it takes, changes, tells and refuses."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from tests.teams.fake import TENANT
from tests.teams.fake_town import (
    ANNA,
    EVA,
    GROUP,
    GUEST,
    SUPPORT,
    TEAM,
    Client,
    Hands,
    opened,
    text,
    town,
)


def thread(activity: dict[str, Any], channel: str = SUPPORT) -> dict[str, Any]:
    return {"isGroup": True, "channelData": {"channel": {"id": channel}}, "activity": activity}


def people(who: str = ANNA, **more: Any) -> dict[str, Any]:
    return {"members": [{"id": who}], "tenantId": TENANT, "isGroup": False, **more}


def code(answer: tuple[int, Any]) -> tuple[int, str]:
    return answer[0], answer[1]["error"]["code"]


async def test_a_new_thread_and_an_answer_in_it() -> None:
    async with opened() as (teams, client, _):
        status, made = await client.call("POST", "conversations", thread(text("Rot")))
        assert (status, made["id"]) == (201, f"{SUPPORT};messageid={made['activityId']}")
        status, reply = await client.send(made["id"], text("Svar"))
        assert (status, [post.text for post in teams.posts(SUPPORT, made["activityId"])]) == (201, ["Rot", "Svar"])
        assert teams.message(reply["id"]).thread == made["activityId"]
        assert teams.offences == []


async def test_an_answer_to_a_bare_channel_makes_a_new_post_and_is_noted() -> None:
    async with opened() as (teams, client, _):
        root = await teams.says(ANNA, SUPPORT, "Rot")
        _, made = await client.change("POST", SUPPORT, root, text("Svar"))
        assert teams.message(made["id"]).thread is None
        assert len(teams.offences) == 1
        await client.change("POST", f"{SUPPORT};messageid={root}", root, text("Svar"))
        assert len(teams.offences) == 1


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (people(tenantId=None), (400, "BadSyntax")),
        (people("29:nobody"), (404, "NotFound")),
        (people(isGroup=True), (400, "BadSyntax")),
        (people(GUEST), (403, "ForbiddenOperationException")),
        ({**thread(text()), "isGroup": False}, (400, "BadSyntax")),
        (thread(text(), f"{SUPPORT};messageid=1"), (400, "BadSyntax")),
        (thread(text(), GROUP), (400, "BadSyntax")),
        (thread(text(), "19:x@thread.tacv2"), (404, "ConversationNotFound")),
        ({**thread(text()), "activity": None}, (400, "BadSyntax")),
    ],
)
async def test_what_cannot_be_begun(body: dict[str, Any], expected: tuple[int, str]) -> None:
    async with opened(town(has_app=[ANNA])) as (_, client, _heard):
        assert code(await client.call("POST", "conversations", body)) == expected


async def test_somebodys_own_chat_by_either_id() -> None:
    async with opened() as (teams, client, _):
        status, made = await client.call("POST", "conversations", people())
        assert (status, made) == (201, {"id": teams.personal(ANNA)})
        aad = teams.town.user(ANNA).aad
        assert (await client.call("POST", "conversations", people(aad.lower())))[1] == made
        await client.send(made["id"], text("Till dig"))
        assert [note.text for note in teams.notes(ANNA)] == ["Till dig"]


async def test_who_blocks_the_bot_or_never_had_it_is_not_reached() -> None:
    async with opened(town(has_app=[ANNA])) as (teams, client, _):
        assert (await client.send(teams.personal(EVA), text()))[0] == 201, "she is in a team that has it"
        assert code(await client.send(teams.personal(GUEST), text())) == (403, "MessageWritesBlocked")
        teams.blocks(ANNA)
        assert code(await client.send(teams.personal(ANNA), text())) == (403, "MessageWritesBlocked")
        teams.unblocks(ANNA)
        assert (await client.send(teams.personal(ANNA), text()))[0] == 201


async def test_only_own_messages_are_changed_and_removed() -> None:
    async with opened() as (teams, client, _):
        root = await teams.says(ANNA, SUPPORT, "Rot")
        where = f"{SUPPORT};messageid={root}"
        _, made = await client.send(where, text("Ett"))
        assert await client.change("PUT", where, made["id"], text("Två")) == (200, {"id": made["id"]})
        assert (teams.message(made["id"]).text, teams.message(made["id"]).edited) == ("Två", True)
        assert code(await client.change("PUT", where, root, text())) == (403, "Forbidden")
        assert code(await client.change("DELETE", where, root)) == (403, "Forbidden")
        assert code(await client.change("PUT", where, "1", text())) == (404, "ActivityNotFoundInConversation")
        other = await teams.says(ANNA, SUPPORT, "Annan")
        wrong = f"{SUPPORT};messageid={other}"
        assert code(await client.change("PUT", wrong, made["id"], text())) == (404, "ActivityNotFoundInConversation")
        assert (await client.change("DELETE", SUPPORT, made["id"]))[0] == 200
        assert code(await client.change("DELETE", SUPPORT, made["id"])) == (404, "ActivityNotFoundInConversation")
        assert [post.text for post in teams.posts(SUPPORT)] == ["Rot", "Annan"]
        assert len(teams.offences) == 2


async def test_what_is_gone_takes_no_more() -> None:
    async with opened() as (teams, client, _):
        root = await teams.says(ANNA, SUPPORT, "Rot")
        reply = await teams.says(ANNA, SUPPORT, "Svar", thread=root)
        assert code(await client.send(f"{SUPPORT};messageid={reply}", text())) == (400, "BadArgument")
        teams.loses(root)
        assert code(await client.send(f"{SUPPORT};messageid={root}", text())) == (404, "ConversationNotFound")
        assert code(await client.send(f"{GROUP};messageid={root}", text())) == (400, "BadArgument")
        await teams.deletes_channel(ANNA, SUPPORT)
        assert code(await client.send(SUPPORT, text())) == (404, "ConversationNotFound")
        await teams.removes(ANNA, TEAM)
        assert code(await client.send(TEAM, text())) == (403, "BotNotInConversationRoster")


async def test_a_message_for_one_reader() -> None:
    async with opened() as (teams, client, _):
        only = {"params": {"isTargetedActivity": "true"}}
        said = text("Viska", recipient={"id": ANNA})
        _, made = await client.send(SUPPORT, said, **only)
        assert [post.text for post in teams.targeted(ANNA)] == ["Viska"]
        assert (teams.targeted(EVA), teams.posts(SUPPORT)) == ([], [])
        assert (await client.change("PUT", SUPPORT, made["id"], said))[0] == 404
        assert (await client.change("PUT", SUPPORT, made["id"], said, **only))[0] == 200
        assert (await client.change("DELETE", SUPPORT, made["id"], **only))[0] == 200
        assert teams.targeted(ANNA) == []
        for where, who in ((SUPPORT, GUEST), (SUPPORT, ""), (teams.personal(ANNA), ANNA)):
            assert (await client.send(where, text("Viska", recipient={"id": who}), **only))[0] == 400
        assert len(teams.offences) == 3


async def test_members_one_by_one_and_page_by_page() -> None:
    async with opened() as (teams, client, _):
        where = quote(SUPPORT, safe="")
        status, anna = await client.call("GET", f"conversations/{where}/members/{quote(ANNA, safe='')}")
        assert (status, anna["email"], anna["userRole"], anna["tenantId"]) == (
            200,
            "anna.ek@skolan.example",
            "user",
            TENANT,
        )
        by_directory = f"conversations/{where}/members/{anna['aadObjectId'].lower()}"
        assert (await client.call("GET", by_directory))[1] == anna
        guest = f"conversations/{where}/members/{quote(GUEST, safe='')}"
        assert code(await client.call("GET", guest)) == (404, "MemberNotFoundInConversation")
        teams.world.page = 1
        _, first = await client.call("GET", f"conversations/{where}/pagedmembers")
        more = {"continuationToken": first["continuationToken"]}
        _, second = await client.call("GET", f"conversations/{where}/pagedmembers", params=more)
        assert [one["id"] for page in (first, second) for one in page["members"]] == [ANNA, EVA]
        assert "continuationToken" not in second
        assert teams.offences == []
        assert len((await client.call("GET", f"conversations/{where}/members"))[1]) == 2
        assert len(teams.offences) == 1


async def test_a_team_and_its_channels_the_first_of_which_has_no_name() -> None:
    async with opened() as (_, client, _heard):
        status, team = await client.call("GET", f"teams/{quote(TEAM, safe='')}")
        assert (status, team["name"], team["channelCount"], team["memberCount"]) == (200, "Skolan", 2, 2)
        _, found = await client.call("GET", f"teams/{quote(TEAM, safe='')}/conversations")
        assert found == {"conversations": [{"id": TEAM, "name": None}, {"id": SUPPORT, "name": "Support"}]}
        assert code(await client.call("GET", f"teams/{quote(SUPPORT, safe='')}")) == (404, "NotFound")


async def test_nothing_without_a_token_that_was_given_and_is_still_good() -> None:
    clock = Hands()
    async with opened(clock=clock) as (teams, client, _):
        assert (await client.send(SUPPORT, text()))[0] == 201
        clock.forward(3600)
        assert code(await client.send(SUPPORT, text())) == (401, "Unauthorized")
        await client.log_in()
        assert (await client.send(SUPPORT, text()))[0] == 201
        teams.logins.revoke()
        assert (await client.send(SUPPORT, text()))[0] == 401
        stranger = Client(teams, client._session)
        assert (await stranger.send(SUPPORT, text()))[0] == 401


async def test_a_call_has_a_body_of_json() -> None:
    async with opened() as (teams, client, _):
        path = f"{teams.service_url}v3/conversations/{quote(SUPPORT, safe='')}/activities"
        headers = {"Authorization": f"Bearer {client.token}"}
        for data, kind, expected in (("{", "application/json", 400), ("[]", "application/json", 400),
                                     ("x=1", "text/plain", 415), ("", "application/json", 400)):  # fmt: skip
            more = {**headers, "Content-Type": kind}
            async with client._session.post(path, data=data, headers=more) as response:
                assert response.status == expected
        assert len(teams.offences) == 4


async def test_at_most_seven_messages_a_second_in_one_thread() -> None:
    clock = Hands()
    async with opened(clock=clock, pace=True) as (teams, client, _):
        assert [(await client.send(SUPPORT, text()))[0] for _ in range(7)] == [201] * 7
        status, _, headers = await client.whole("POST", f"conversations/{quote(SUPPORT, safe='')}/activities", text())
        assert (status, headers["Retry-After"]) == (429, "1")
        assert (await client.send(GROUP, text()))[0] == 201
        clock.forward(1)
        assert (await client.send(SUPPORT, text()))[0] == 201
        assert (await client.send(SUPPORT, text()))[0] == 429, "eight in two seconds"
        teams.pace.on = False
        assert (await client.send(SUPPORT, text()))[0] == 201
        assert (teams.pace.refused, teams.offences) == (2, [])
