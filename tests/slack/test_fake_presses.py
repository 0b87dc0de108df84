"""Buttons, menus, shortcuts, commands and their answers at the fake, through the real bolt over both transports."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.slack.fake import FakeSlack
from tests.slack.fake_town import ANNA, EVA, STRANGER, SUPPORT, Hands, Heard, app_of, client_of, serving, town

Both = tuple[FakeSlack, Heard]


def words(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def button(action: str) -> dict[str, Any]:
    return {"type": "button", "action_id": action, "text": words(action), "value": f"{action}-value"}


def overflow(*values: str) -> dict[str, Any]:
    return {"type": "overflow", "action_id": "more", "options": [{"text": words(v), "value": v} for v in values]}


def opinions() -> dict[str, Any]:
    good, bad = {"text": words("Bra"), "value": "up"}, {"text": words("Dåligt"), "value": "down"}
    return {"type": "feedback_buttons", "action_id": "felt", "positive_button": good, "negative_button": bad}


CARD = [
    {"type": "section", "text": words("Så här"), "accessory": overflow("reopen", "propose_faq")},
    {"type": "actions", "block_id": "0|question/1/card", "elements": [button("helped"), button("not_helped")]},
    {"type": "context_actions", "elements": [opinions()]},
]


@pytest.fixture(params=["socket", "http"])
async def both(request: pytest.FixtureRequest) -> AsyncIterator[Both]:
    async with FakeSlack.open(town(), transport=request.param) as slack:
        heard = app_of(slack)
        async with serving(slack, heard, request.param):
            yield slack, heard


async def test_a_button_in_a_thread(both: Both) -> None:
    slack, heard = both
    root = await slack.says(ANNA, SUPPORT, "hej")
    card = await client_of(slack).chat_postMessage(channel=SUPPORT, text="Så här", blocks=CARD, thread_ts=root)
    await slack.settled()
    heard.bodies.clear()
    delivery = await slack.presses(EVA, SUPPORT, card["ts"], "helped")
    (body,) = heard.bodies
    action = body["actions"][0]
    assert (action["action_id"], action["value"], action["block_id"]) == ("helped", "helped-value", "0|question/1/card")
    assert (body["user"]["id"], body["container"]["thread_ts"], body["message"]["ts"]) == (EVA, root, card["ts"])
    assert (body["channel"]["name"], body["container"]["is_ephemeral"]) == ("unikumsupport", False)
    assert (delivery.ok, slack.offences) == (True, [])


async def test_menus_and_opinions_have_their_own_ways_to_say_it(both: Both) -> None:
    slack, heard = both
    card = (await client_of(slack).chat_postMessage(channel=SUPPORT, text="Så här", blocks=CARD))["ts"]
    await slack.settled()
    heard.bodies.clear()
    await slack.presses(EVA, SUPPORT, card, "more", "reopen")
    await slack.presses(EVA, SUPPORT, card, "felt", "down")
    menu, felt = (body["actions"][0] for body in heard.bodies)
    assert (menu["type"], menu["selected_option"]["value"]) == ("overflow", "reopen")
    assert (felt["type"], felt["value"]) == ("feedback_buttons", "down")


@pytest.mark.parametrize(("action", "option"), [("take", None), ("more", "take"), ("felt", "sideways"), ("more", None)])
async def test_what_is_not_there_cannot_be_pressed(both: Both, action: str, option: str | None) -> None:
    slack, _heard = both
    card = (await client_of(slack).chat_postMessage(channel=SUPPORT, text="Så här", blocks=CARD))["ts"]
    if (action, option) == ("more", None):
        assert (await slack.presses(EVA, SUPPORT, card, action, option)).payload["actions"][0][
            "selected_option"
        ] is None
        return
    with pytest.raises(KeyError):
        await slack.presses(EVA, SUPPORT, card, action, option)


async def test_an_action_that_stands_twice_needs_its_block(both: Both) -> None:
    slack, heard = both
    twice = [{"type": "actions", "block_id": name, "elements": [button("take")]} for name in ("a", "b")]
    ts = (await client_of(slack).chat_postMessage(channel=SUPPORT, text="Två", blocks=twice))["ts"]
    with pytest.raises(KeyError, match="2 elements"):
        await slack.presses(EVA, SUPPORT, ts, "take")
    await slack.presses(EVA, SUPPORT, ts, "take", block_id="b")
    assert heard.bodies[-1]["actions"][0]["block_id"] == "b"


async def test_a_private_message_is_pressed_changed_and_taken_away(both: Both) -> None:
    slack, heard = both
    client = client_of(slack)
    sent = await client.chat_postEphemeral(channel=SUPPORT, user=ANNA, text="Fråga?", blocks=CARD)
    with pytest.raises(KeyError):
        await slack.presses(EVA, SUPPORT, sent["message_ts"], "helped")
    await slack.presses(ANNA, SUPPORT, sent["message_ts"], "helped")
    body = heard.bodies[0]
    assert (body["container"]["is_ephemeral"], "message" in body) == (True, False)
    hook = AsyncWebhookClient(body["response_url"])
    assert (await hook.send(text="Tack", replace_original=True)).body == "ok"
    assert [(note.text, note.blocks) for note in slack.ephemerals(ANNA)] == [("Tack", None)]
    await hook.send(delete_original=True)
    assert slack.ephemerals(ANNA) == []


async def test_a_response_address_is_good_for_five_answers_in_half_an_hour() -> None:
    clock = Hands()
    async with FakeSlack.open(town(), clock=clock, transport="http") as slack:
        heard = app_of(slack)
        async with serving(slack, heard, "http"):
            for _each in range(2):
                await slack.runs(ANNA, SUPPORT, "/support", "hjälp")
            used, late = (AsyncWebhookClient(body["response_url"]) for body in heard.bodies)
            for number in range(5):
                assert (await used.send(text=f"nr {number}")).status_code == 200
            assert "used_url" in (await used.send(text="sex")).body
            clock.move(1800.001)
            assert "expired_url" in (await late.send(text="sen")).body
            never = AsyncWebhookClient(f"{slack.api_url.removesuffix('api/')}hooks/r9")
            assert (await never.send(text="vem")).status_code == 404
            assert len(slack.ephemerals(ANNA)) == 5


async def test_an_answer_can_be_for_everybody(both: Both) -> None:
    slack, heard = both
    await slack.runs(ANNA, SUPPORT, "/support", "status")
    hook = AsyncWebhookClient(heard.bodies[0]["response_url"])
    await hook.send(text="Läget", response_type="in_channel")
    assert [one["text"] for one in slack.seen(SUPPORT)] == ["Läget"]
    assert "invalid_payload" in (await hook.send(text="a", replace_original=True)).body, "there is no original"
    assert "invalid_payload" in (await hook.send_dict({"text": "a", "colour": "red"})).body


@pytest.mark.parametrize(
    ("answer", "shown"), [("Hej", "Hej"), ({"text": "Hej du", "response_type": "ephemeral"}, "Hej du")]
)
async def test_what_a_command_answers_at_once_is_shown(both: Both, answer: Any, shown: str) -> None:
    slack, heard = both
    heard.answer = answer
    if isinstance(answer, dict):
        delivery = await slack.runs(ANNA, SUPPORT, "/support", "hjälp")
        assert delivery.ok
        assert [note.text for note in slack.ephemerals(ANNA)] == [shown]
    else:
        assert (await slack.runs(ANNA, slack.direct(ANNA), "/support", "hjälp")).ok
        assert [note.text for note in slack.ephemerals(ANNA, slack.direct(ANNA))] == [shown]
        assert heard.bodies[0]["channel_name"] == "directmessage"


async def test_a_press_takes_no_words_for_an_answer(both: Both) -> None:
    slack, heard = both
    heard.answer = {"text": "Hej"}
    await slack.shortcut(ANNA, "ask")
    assert slack.offences[0].startswith("shortcut: an answer that Slack ignores")


async def test_people_of_another_workspace_have_no_commands(both: Both) -> None:
    slack, _heard = both
    with pytest.raises(LookupError, match="/support"):
        await slack.runs(STRANGER, SUPPORT, "/support")


async def test_shortcuts_on_a_message_and_from_anywhere(both: Both) -> None:
    slack, heard = both
    ts = await slack.says(ANNA, SUPPORT, "hej")
    await slack.marks(EVA, "is_a_question", SUPPORT, ts)
    await slack.shortcut(ANNA, "ask")
    mark, ask = heard.bodies[1:]
    assert (mark["type"], mark["callback_id"], mark["message"]["text"]) == ("message_action", "is_a_question", "hej")
    assert (ask["type"], ask["user"]["id"], "channel" in ask) == ("shortcut", ANNA, False)
    view = {"type": "modal", "title": words("Fråga"), "blocks": []}
    opened = await client_of(slack).views_open(trigger_id=ask["trigger_id"], view=view)
    assert slack.view(ANNA)["id"] == opened["view"]["id"]
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        await client_of(slack).views_open(trigger_id=ask["trigger_id"], view=view)
