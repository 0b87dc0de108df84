"""Forms and the bot's own page at the fake: opening in time, filling in, answers, through the real client and bolt."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.fake import FakeSlack
from tests.slack.fake_town import ANNA, EVA, GONE, SUPPORT, Hands, Heard, app_of, client_of, serving, town


def words(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def options(*values: str) -> list[dict[str, Any]]:
    return [{"text": words(value), "value": value} for value in values]


def field(block_id: str, kind: str = "plain_text_input", *, optional: bool = False, **more: Any) -> dict[str, Any]:
    element = {"type": kind, "action_id": "v", **more}
    return {"type": "input", "block_id": block_id, "label": words(block_id), "element": element, "optional": optional}


def form(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": "ask",
        "title": words("Fråga"),
        "submit": words("Skicka"),
        "blocks": list(blocks) or [field("q")],
        **more,
    }


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
async def slack(clock: Hands) -> AsyncIterator[FakeSlack]:
    async with FakeSlack.open(town(), clock=clock) as opened:
        yield opened


@pytest.fixture
async def heard(slack: FakeSlack) -> AsyncIterator[Heard]:
    heard = app_of(slack)
    async with serving(slack, heard, "socket"):
        yield heard


@pytest.fixture
def client(slack: FakeSlack) -> AsyncWebClient:
    return client_of(slack)


async def refused(call: Any) -> str:
    """The error that a call is answered; it has to be one."""
    with pytest.raises(SlackApiError) as no:
        await call
    return str(no.value.response["error"])


def trigger(slack: FakeSlack, user: str = ANNA) -> str:
    return slack.world.trigger(user)


async def test_a_trigger_opens_one_form_within_three_seconds(
    slack: FakeSlack, client: AsyncWebClient, clock: Hands
) -> None:
    right = trigger(slack)
    clock.move(3)
    opened = await client.views_open(trigger_id=right, view=form())
    assert slack.view(ANNA)["id"] == opened["view"]["id"]
    assert await refused(client.views_open(trigger_id=right, view=form())) == "exchanged_trigger_id"
    late = trigger(slack)
    clock.move(3.001)
    assert await refused(client.views_open(trigger_id=late, view=form())) == "expired_trigger_id"
    assert await refused(client.views_open(trigger_id="1.2.3", view=form())) == "invalid_trigger_id"
    assert len(slack.offences) == 2, "lateness is nobody's fault"


async def test_a_form_that_breaks_a_rule_spends_no_trigger(slack: FakeSlack, client: AsyncWebClient) -> None:
    right = trigger(slack)
    assert await refused(client.views_open(trigger_id=right, view=form(title=words("x" * 25)))) == "invalid_arguments"
    assert (await client.views_open(trigger_id=right, view=form()))["ok"]


async def test_three_forms_lie_on_one_another_and_no_more(slack: FakeSlack, client: AsyncWebClient) -> None:
    assert await refused(client.views_push(trigger_id=trigger(slack), view=form())) == "not_found"
    await client.views_open(trigger_id=trigger(slack), view=form())
    for _more in range(2):
        pushed = await client.views_push(trigger_id=trigger(slack), view=form())
    assert pushed["view"]["previous_view_id"] != pushed["view"]["root_view_id"]
    assert await refused(client.views_push(trigger_id=trigger(slack), view=form())) == "push_limit_reached"


async def test_a_form_is_changed_by_whoever_saw_the_newest(slack: FakeSlack, client: AsyncWebClient) -> None:
    opened = (await client.views_open(trigger_id=trigger(slack), view=form(external_id="own")))["view"]
    assert await refused(client.views_update(view_id=opened["id"], hash="old", view=form())) == "hash_conflict"
    assert (
        await refused(client.views_open(trigger_id=trigger(slack, EVA), view=form(external_id="own")))
        == "duplicate_external_id"
    )
    changed = await client.views_update(external_id="own", hash=opened["hash"], view=form(title=words("Ny")))
    assert changed["view"]["hash"] != opened["hash"]
    assert slack.view(ANNA)["title"]["text"] == "Ny"
    assert await refused(client.views_update(view_id="V0NONE", view=form())) == "not_found"
    other = client.views_open(trigger_id=trigger(slack, EVA), view=form(external_id="own"))
    assert (await other)["ok"], "the name was given up with the update"


async def test_the_own_page_is_each_persons_own(slack: FakeSlack, client: AsyncWebClient) -> None:
    page = {"type": "home", "blocks": [{"type": "divider"}]}
    first = (await client.views_publish(user_id=ANNA, view=page))["view"]
    assert slack.home(ANNA)["hash"] == first["hash"]
    assert slack.home(EVA) is None
    assert (await client.views_publish(user_id=ANNA, view=page))["view"]["id"] == first["id"]
    assert await refused(client.views_publish(user_id=ANNA, view=page, hash=first["hash"])) == "hash_conflict"
    assert await refused(client.views_publish(user_id=GONE, view=page)) == "invalid_arguments"


async def test_a_form_is_filled_in_and_closed(slack: FakeSlack, heard: Heard, client: AsyncWebClient) -> None:
    school = field("s", "static_select", options=options("linden", "eken"), initial_option=options("eken")[0])
    boxes = field("b", "checkboxes", optional=True, options=options("a", "b"))
    await client.views_open(trigger_id=trigger(slack), view=form(field("q"), school, boxes, field("d", "datepicker")))
    assert await slack.submits(ANNA, {"q": "Hur?", "b": ["a"], "d": "2026-11-30"}) == {}
    assert slack.view(ANNA) is None
    values = heard.bodies[0]["view"]["state"]["values"]
    assert values["q"]["v"] == {"type": "plain_text_input", "value": "Hur?"}
    assert values["s"]["v"]["selected_option"]["value"] == "eken"
    assert [one["value"] for one in values["b"]["v"]["selected_options"]] == ["a"]
    assert values["d"]["v"]["selected_date"] == "2026-11-30"


async def test_slack_itself_keeps_a_form_that_is_not_filled_in(
    slack: FakeSlack, heard: Heard, client: AsyncWebClient
) -> None:
    await client.views_open(trigger_id=trigger(slack), view=form(field("q", min_length=3, max_length=5)))
    for value, why in ((None, "has to be filled in"), ("ab", "takes 3 to 5"), ("abcdef", "takes 3 to 5")):
        with pytest.raises(ValueError, match=why):
            await slack.submits(ANNA, {"q": value})
    with pytest.raises(KeyError, match="no blocks"):
        await slack.submits(ANNA, {"other": "x"})
    with pytest.raises(KeyError, match="no form"):
        await slack.submits(EVA, {})
    assert heard.bodies == []


ANSWERS: dict[str, tuple[dict[str, Any], str | None]] = {
    "errors": ({"response_action": "errors", "errors": {"q": "Skriv mer"}}, "Fråga"),
    "update": ({"response_action": "update", "view": form(title=words("Ny"))}, "Ny"),
    "push": ({"response_action": "push", "view": form(title=words("Över"))}, "Över"),
    "clear": ({"response_action": "clear"}, None),
}


@pytest.mark.parametrize("transport", ["socket", "http"])
@pytest.mark.parametrize("what", ANSWERS)
async def test_a_form_follows_the_bots_answer(what: str, transport: str) -> None:
    answer, title = ANSWERS[what]
    async with FakeSlack.open(town(), transport=transport) as slack:
        heard = app_of(slack)

        @heard.app.view("ask")
        async def sent(ack: Any) -> None:
            await ack(**answer)

        async with serving(slack, heard, transport):
            await client_of(slack).views_open(trigger_id=trigger(slack), view=form())
            assert (await slack.submits(ANNA, {"q": "x"}))["response_action"] == what
            view = slack.view(ANNA)
            assert (view and view["title"]["text"]) == title
            assert slack.offences == []


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"other": "Skriv mer"}},
        {"response_action": "errors", "errors": {}},
        {"response_action": "update", "view": {"type": "modal"}},
        {"response_action": "sing"},
    ],
)
async def test_an_answer_that_is_none_is_an_offence(
    slack: FakeSlack, heard: Heard, client: AsyncWebClient, answer: dict[str, Any]
) -> None:
    heard.answer = answer
    await client.views_open(trigger_id=trigger(slack), view=form())
    assert (await slack.submits(ANNA, {"q": "x"}))["error"].startswith("invalid")
    assert slack.view(ANNA) is not None
    assert len(slack.offences) == 1


async def test_closing_a_form_is_told_when_it_was_asked_for(
    slack: FakeSlack, heard: Heard, client: AsyncWebClient
) -> None:
    await client.views_open(trigger_id=trigger(slack), view=form())
    assert await slack.closes(ANNA) is None
    await client.views_open(trigger_id=trigger(slack), view=form(notify_on_close=True))
    told = await slack.closes(ANNA)
    assert told is not None
    assert (heard.types(), slack.view(ANNA)) == (["view_closed"], None)


async def test_what_is_chosen_in_a_form_is_known_at_the_next_press(
    slack: FakeSlack, heard: Heard, client: AsyncWebClient
) -> None:
    menu = {"type": "static_select", "action_id": "pick", "options": options("a", "b")}
    blocks = {"type": "actions", "block_id": "m", "elements": [menu]}
    await client.views_open(trigger_id=trigger(slack), view=form(blocks, field("q")))
    await slack.presses(ANNA, None, None, "pick", "b")
    assert heard.bodies[0]["view"]["state"]["values"]["m"]["pick"]["selected_option"]["value"] == "b"
    assert "response_url" not in heard.bodies[0]
    await client.views_publish(user_id=ANNA, view={"type": "home", "blocks": [blocks]})
    await slack.presses_home(ANNA, "pick", "a")
    assert heard.bodies[1]["view"]["type"] == "home"
    with pytest.raises(KeyError):
        await slack.presses(ANNA, None, None, "pick", "c")


async def test_an_old_form_can_stand_before_somebody(slack: FakeSlack, heard: Heard) -> None:
    old = slack.puts_form(ANNA, form(field("gone"), callback_id="old_form"))
    assert await slack.submits(ANNA, {"gone": "x"}, view_id=old) == {}
    assert heard.types() == ["view_submission"]


async def test_looking_at_the_own_page_is_told(slack: FakeSlack, heard: Heard, client: AsyncWebClient) -> None:
    await slack.opens_home(ANNA)
    await client.views_publish(user_id=ANNA, view={"type": "home", "blocks": []})
    await slack.opens_home(ANNA)
    await slack.opens_home(ANNA, "messages")
    events = [body["event"] for body in heard.bodies]
    assert [(event["tab"], "view" in event) for event in events] == [
        ("home", False),
        ("home", True),
        ("messages", False),
    ]
    assert {event["channel"] for event in events} == {slack.direct(ANNA)}
    assert SUPPORT not in {event["channel"] for event in events}
