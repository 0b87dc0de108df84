"""Buttons, windows, forms and thumbs in the fake: what the bot is asked, and what is said of its answers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.teams.fake.answers import ERROR, MESSAGE
from tests.teams.fake.values import CARD
from tests.teams.fake_town import (
    ANNA,
    EVA,
    GUEST,
    SUPPORT,
    Client,
    block,
    card,
    execute,
    fetch,
    field,
    opened,
    text,
    window,
)

ACTION, FETCH, SUBMIT, THUMBS = "adaptiveCard/action", "task/fetch", "task/submit", "message/submitAction"


def content(*body: dict[str, Any], **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = card(*body, **more)["attachments"][0]["content"]
    return found


def shows(value: Any, kind: str = CARD, status: int = 200) -> dict[str, Any]:
    return {"statusCode": status, "type": kind, "value": value}


async def posted(client: Client, body: dict[str, Any], where: str = SUPPORT) -> str:
    status, made = await client.send(where, body)
    assert status == 201
    return str(made["id"])


BUTTONS = card(
    block(),
    {"type": "ActionSet", "actions": [execute("take")]},
    actions=[execute("solved", id="b1"), execute("reopen", mode="secondary"), fetch("hand_on")],
)


async def test_a_press_is_told_and_its_card_is_seen_by_that_person_alone() -> None:
    async with opened() as (teams, client, heard):
        root = await teams.says(ANNA, SUPPORT, "hej")
        message = await posted(client, BUTTONS, f"{SUPPORT};messageid={root}")
        assert teams.buttons(message) == ["take", "solved", "reopen", "hand_on"]
        heard.answers[ACTION] = shows(content(block("Klart")))
        answer = await teams.presses(EVA, message, "solved")
        body = heard.last
        assert (body["type"], body["name"], body["replyToId"], body["from"]["id"]) == ("invoke", ACTION, message, EVA)
        assert body["conversation"]["id"] == f"{SUPPORT};messageid={root}"
        assert body["value"] == {
            "action": {"type": "Action.Execute", "id": "b1", "verb": "press", "data": {"action": "solved", "key": "k"}},
            "trigger": "manual",
        }
        assert (answer.kind, teams.card(message, EVA), teams.offences) == ("card", content(block("Klart")), [])
        assert teams.card(message, ANNA) == teams.card(message) == content_of_buttons()
        heard.answers[ACTION] = shows("Tack", MESSAGE)
        await teams.presses(ANNA, message, "take")
        await teams.presses(ANNA, message, "reopen")
        for gone in ("solved", "nothing"):
            with pytest.raises(KeyError):
                await teams.presses(EVA, message, gone)


def content_of_buttons() -> Any:
    return BUTTONS["attachments"][0]["content"]


async def test_an_old_client_sends_a_message_with_the_data() -> None:
    async with opened() as (teams, client, heard):
        message = await posted(client, BUTTONS)
        answer = await teams.presses(EVA, message, "take", old=True)
        body = heard.last
        assert (body["type"], body["value"], body["replyToId"]) == ("message", {"action": "take", "key": "k"}, message)
        assert ("text" in body, answer.kind, teams.offences) == (False, "nothing", [])


async def test_a_press_can_be_told_twice() -> None:
    async with opened() as (teams, client, heard):
        message = await posted(client, BUTTONS)
        heard.answers[ACTION] = shows("Redan gjort", MESSAGE)
        answers = await teams.presses_twice(EVA, message, "take")
        assert [answer.shown for answer in answers] == ["Redan gjort"] * 2
        assert heard.bodies[0]["id"] == heard.bodies[1]["id"]


async def test_who_does_not_see_it_cannot_press_it() -> None:
    async with opened() as (teams, client, _):
        message = await posted(client, BUTTONS)
        root = await teams.says(ANNA, SUPPORT, "hej")
        with pytest.raises(KeyError):
            await teams.presses(GUEST, message, "take")
        with pytest.raises(KeyError):
            await teams.presses(ANNA, root, "take")
        only = {**BUTTONS, "recipient": {"id": ANNA}}
        _, made = await client.send(SUPPORT, only, params={"isTargetedActivity": "true"})
        with pytest.raises(KeyError):
            await teams.presses(EVA, made["id"], "take")
        await client.change("DELETE", SUPPORT, message)
        with pytest.raises(KeyError):
            await teams.presses(ANNA, message, "take")
        twice = await posted(client, card(actions=[execute("a"), execute("a", title="b")]))
        with pytest.raises(KeyError, match="2 buttons"):
            await teams.presses(ANNA, twice, "a")
        await posted(client, card(actions=[execute("a", isEnabled=False)]))
        with pytest.raises(KeyError, match="0 buttons"):
            await teams.presses(ANNA, teams.posts(SUPPORT)[-1].id, "a")


async def test_a_window_is_opened_filled_in_and_sent() -> None:
    async with opened() as (teams, client, heard):
        message = await posted(client, BUTTONS)
        fields = (
            field("why", isRequired=True, maxLength=5, errorMessage="Skriv varför"),
            field("who", "ChoiceSet", choices=[{"title": "Eva", "value": "e"}, {"title": "Anna", "value": "a"}]),
            field("all", "Toggle", title="Alla"),
            field("day", "Date", min="2026-11-27"),
        )
        heard.answers[FETCH] = window(*fields)
        answer = await teams.presses(EVA, message, "hand_on")
        assert heard.last["value"]["data"]["type"] == "task/fetch"
        assert (answer.kind, teams.dialog(EVA).title, teams.dialog(ANNA)) == ("dialog", "Fråga", None)
        with pytest.raises(ValueError, match="Skriv varför"):
            await teams.submits(EVA, {"who": "e"})
        for values, error in (({"why": "för långt"}, ValueError), ({"why": "x", "who": "x"}, KeyError),
                              ({"why": "x", "day": "2026-11-26"}, ValueError), ({"x": "x"}, KeyError)):  # fmt: skip
            with pytest.raises(error):
                await teams.submits(EVA, values)
        teams.fills(EVA, {"why": "vet ej"[:5]})
        answer = await teams.submits(EVA, {"who": "e", "all": True})
        assert heard.last["name"] == SUBMIT
        assert heard.last["value"]["data"] == {"form": "f", "why": "vet e", "who": "e", "all": "true"}
        assert (heard.last["replyToId"], answer.kind, teams.dialog(EVA)) == (message, "nothing", None)
        with pytest.raises(KeyError):
            await teams.submits(EVA)
        assert teams.offences == []


async def test_a_window_may_lead_to_another_one_or_to_a_message() -> None:
    async with opened() as (teams, client, heard):
        message = await posted(client, BUTTONS)
        heard.answers[FETCH] = window(field("a"))
        await teams.presses(EVA, message, "hand_on")
        heard.answers[SUBMIT] = window(field("b"), title="Sedan")
        await teams.submits(EVA)
        assert teams.dialog(EVA).title == "Sedan"
        heard.answers[SUBMIT] = {"task": {"type": "message", "value": "Tack"}}
        assert (await teams.submits(EVA)).shown == "Tack"
        await teams.presses(EVA, message, "hand_on")
        teams.cancels(EVA)
        assert (teams.dialog(EVA), teams.offences) == (None, [])


async def test_a_form_in_a_card() -> None:
    async with opened() as (teams, client, heard):
        form = card(field("why", value="så"), actions=[execute("form", verb="form")])
        message = await posted(client, form, teams.personal(ANNA))
        heard.answers[ACTION] = shows("Tack", MESSAGE)
        await teams.submits(ANNA, message=message)
        assert heard.last["value"]["action"]["data"] == {"action": "form", "key": "k", "why": "så"}
        with pytest.raises(KeyError):
            await teams.submits(ANNA, message=await posted(client, card(), teams.personal(ANNA)))


async def test_a_card_refreshes_itself_for_those_whom_it_names() -> None:
    async with opened() as (teams, client, heard):
        asks = {"action": {"type": "Action.Execute", "verb": "refresh", "data": {"key": "k"}}, "userIds": [ANNA]}
        message = await posted(client, card(refresh=asks))
        heard.answers[ACTION] = shows(content(block("Din fråga")))
        await teams.refreshes(ANNA, message)
        assert heard.last["value"] == {
            "action": {"type": "Action.Execute", "id": "", "verb": "refresh", "data": {"key": "k"}}, "trigger": "automatic",
        }  # fmt: skip
        assert teams.card(message, ANNA) == content(block("Din fråga"))
        with pytest.raises(KeyError):
            await teams.refreshes(EVA, message)
        await client.change("PUT", SUPPORT, message, card(block("Nytt")))
        assert teams.card(message, ANNA) == content(block("Nytt"))
        with pytest.raises(KeyError):
            await teams.refreshes(ANNA, message)


async def test_teams_own_thumbs() -> None:
    async with opened() as (teams, client, heard):
        message = await posted(client, text(channelData={"feedbackLoop": {"type": "default"}}))
        await teams.thumbs(ANNA, message, "like", "bra")
        assert heard.last["value"] == {
            "actionName": "feedback", "actionValue": {"reaction": "like", "feedback": '{"feedbackText": "bra"}'},
        }  # fmt: skip
        assert (heard.last["name"], heard.last["replyToId"], teams.offences) == (THUMBS, message, [])
        with pytest.raises(KeyError):
            await teams.thumbs(ANNA, await posted(client, text()), "like")
        heard.answers[THUMBS] = {"ok": True}
        await teams.thumbs(ANNA, message, "dislike")
        assert len(teams.offences) == 1


WRONG_ACTIONS: list[tuple[Any, str]] = [
    ({}, "statusCode"),
    ([], "statusCode"),
    (shows("Hej", MESSAGE) | {"x": 1}, "statusCode"),
    (shows(" ", MESSAGE), "a message is a text"),
    (shows({"type": "AdaptiveCard"}), "version"),
    (shows(content(block(), actions=[execute("a", fallback="drop")])), "no Action.Submit"),
    (shows("Nej", ERROR, 403), "code and message"),
    (shows({"code": "x", "message": "y"}, ERROR, 200), "status of 400"),
    (shows("Nej", MESSAGE, 403), "statusCode 403"),
    (shows("Hej", "text/plain"), "its type is"),
]


async def test_wrong_answers_to_a_press_are_noted_and_an_error_is_none() -> None:
    async with opened() as (teams, client, heard):
        message = await posted(client, BUTTONS)
        for answer, why in WRONG_ACTIONS:
            heard.answers[ACTION] = answer
            await teams.presses(EVA, message, "take")
            assert len(teams.offences) == 1, answer
            assert why in teams.offences.pop()
            teams.message(message).views.clear()
        heard.answers[ACTION] = shows({"code": "Forbidden", "message": "Nej"}, ERROR, 403)
        assert (await teams.presses(EVA, message, "take")).kind == "error"
        heard.answers[ACTION] = (500, {})
        failed = await teams.presses(EVA, message, "take")
        assert (failed.kind, failed.status, teams.offences) == ("error", 500, [])
        heard.answers[ACTION] = (202, {})
        await teams.presses(EVA, message, "take")
        assert len(teams.offences) == 1
        assert len(teams.answers) == len(WRONG_ACTIONS) + 3


def broken(**changes: Any) -> dict[str, Any]:
    made = window(field("a"))
    made["task"]["value"] |= changes
    return made


WRONG_WINDOWS: list[tuple[Any, str]] = [
    ({}, "none came"),
    ({"task": {"type": "continue"}}, "type and value"),
    ({"task": {"type": "open", "value": {}}}, "its type is open"),
    ({"task": {"type": "message", "value": ""}}, "a message is a text"),
    (broken(title=""), "no title"),
    (broken(height="huge"), "height"),
    (broken(width=None), "width"),
    (broken(x=1), "unknown field"),
    (broken(card={}), "no card"),
    (broken(card=card(actions=[execute("a")])["attachments"][0]), "nothing in a window"),
    (broken(card=card(block(""))["attachments"][0]), "/text"),
]


async def test_wrong_windows_are_noted() -> None:
    async with opened() as (teams, client, heard):
        message = await posted(client, BUTTONS)
        for answer, why in WRONG_WINDOWS:
            heard.answers[FETCH] = answer
            await teams.presses(EVA, message, "hand_on")
            assert len(teams.offences) == 1, answer
            assert why in teams.offences.pop()
        heard.answers[FETCH] = window(block(teams.logins.secret))
        await teams.presses(EVA, message, "hand_on")
        assert len(teams.offences) == 1
