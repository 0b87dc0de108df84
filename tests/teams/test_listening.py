"""What Teams is answered, and what goes to people's own chats."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from bot.platforms.base import TryLater
from bot.platforms.teams import ids, parse
from bot.platforms.teams.calls import Calls
from bot.platforms.teams.listening import AGAIN, Ear
from bot.platforms.teams.looks import Looks
from bot.platforms.teams.saying import Sayer
from bot.platforms.teams.showing import DONE, OLD, Shower
from bot.platforms.teams.wire_values import Answer
from knowledge.conversation.event import ButtonPressed, Event, FormFilled, PlaceChanged
from knowledge.conversation.message import Field, Form, Home, Message, Notice, Shown
from tests.teams.service import BOT, GENERAL, OTHER, Service, activity, channel_door, desk, doors_of

if TYPE_CHECKING:
    from knowledge.conversation.event import MessageRef

BUSY = Message(reply="error", text="Försök igen.")
WORDS, CARD = "application/vnd.microsoft.activity.message", "application/vnd.microsoft.card.adaptive"
STANDS = Message(reply="waiting", text="Frågan ligger hos Eva.", about=42)
FORM = Form(
    name="ask", title="Ny fråga", fields=(Field(name="text", label="Fråga"),), submit="Skicka", about="question/42"
)


class Desk:
    """Hears everything, and returns what it is told to."""

    def __init__(self) -> None:
        self.heard: list[Event] = []
        self.shows: Shown | Exception | None = None
        self.service = Service()
        directions = desk(standing=self.standing, key_of=self.key_of)
        self.doors = doors_of(self.service, directions)
        looks = Looks(directions, self.doors, native_feedback=False)
        sayer = Sayer(Calls(self.service, lambda: 0.0, hurry=100), self.doors, looks, targeted=False)
        shower = Shower(sayer, looks, directions.standing, BUSY)
        self.ear = Ear(self.hear, lambda: parse.Ours(bot=BOT, done=(), looking=(), names={}), shower, self.doors,
                       directions.key_of, lambda: datetime(2026, 11, 24, 9, tzinfo=UTC))  # fmt: skip

    async def hear(self, event: Event) -> Shown | None:
        self.heard.append(event)
        if isinstance(self.shows, Exception):
            raise self.shows
        return self.shows

    async def standing(self, key: str) -> Message | None:
        return STANDS if key == "question/42/card" else None

    async def key_of(self, ref: MessageRef) -> str | None:
        return "question/42/answer" if ref.id == "1001" else None

    async def told(self, body: dict[str, Any], shows: Shown | Exception | None = None) -> Answer:
        self.shows = shows
        answer = await self.ear.take(body)
        await self.ear.settled()
        return answer


def pressed(action: str = "helped", name: str = "adaptiveCard/action", key: str = "question/42/card") -> dict[str, Any]:
    data = ids.Pressed(key=key, action=action).data()
    value = {"action": {"type": "Action.Execute", "verb": action, "data": data}} if "Card" in name else {"data": data}
    return activity(type="invoke", name=name, value=value)


def notice(text: str = "Tack.") -> Notice:
    return Notice(message=Message(reply="solved", text=text, about=42))


async def test_a_message_is_heard_before_teams_is_answered_and_its_door_is_kept() -> None:
    one = Desk()
    assert await one.told(activity()) == Answer()
    assert len(one.heard) == 1
    assert (await one.doors.of(GENERAL)).team == GENERAL
    assert one.doors.user("eva") == "29:eva"


@pytest.mark.parametrize("error", [TryLater(), RuntimeError("broken")])
async def test_what_the_desk_cannot_take_now_teams_tells_again(error: Exception) -> None:
    assert await Desk().told(activity(), error) == AGAIN


async def test_kinds_that_nobody_knows_are_taken_and_left() -> None:
    one = Desk()
    assert (await one.told(activity(type="futureThing"))).status == 200
    assert one.heard == []


async def test_words_for_one_person_go_to_their_own_chat_and_not_to_the_channel() -> None:
    one = Desk()
    await one.told(activity(), notice())
    assert [name for name, _ in one.service.calls] == ["create", "send"]
    assert one.service.calls[1][1]["conversation"] == "a:29:eva"
    assert "Tack." in str(one.service.calls[1][1]["body"])


async def test_a_page_and_a_form_without_a_press_go_to_the_persons_own_chat() -> None:
    one = Desk()
    await one.told(activity(), Home(parts=(STANDS, STANDS)))
    assert [name for name, _ in one.service.calls] == ["create", "send"]
    await one.told(activity(id="1003"), FORM)
    assert "Ny fråga" in str(one.service.calls[-1][1]["body"])


async def test_a_press_is_answered_with_words_or_with_the_newest_card() -> None:
    one = Desk()
    told = await one.told(pressed(), notice())
    assert told.body == {"statusCode": 200, "type": WORDS, "value": "Tack."}
    card = (await one.told(pressed())).body
    assert card is not None
    assert card["type"] == CARD
    assert card["value"]["type"] == "AdaptiveCard"
    assert STANDS.text in str(card["value"])
    done = (await one.told(pressed(key="question/42/notice"))).body
    assert done == {"statusCode": 200, "type": WORDS, "value": DONE["sv"]}
    assert one.service.calls == []


async def test_a_view_of_ones_own_is_given_without_anything_being_heard() -> None:
    one = Desk()
    body = (await one.told(pressed(ids.REFRESH))).body
    assert body is not None
    assert body["type"] == CARD
    assert one.heard == []


async def test_a_card_of_an_old_version_is_told_to_be_old() -> None:
    one, body = Desk(), pressed()
    body["value"]["action"]["data"]["v"] = 0
    assert (await one.told(body)).body == {"statusCode": 200, "type": WORDS, "value": OLD["sv"]}
    assert one.heard == []


async def test_a_window_opens_with_its_form_or_with_words() -> None:
    one = Desk()
    form = (await one.told(pressed("ask", "task/fetch"), FORM)).body
    assert form is not None
    assert form["task"]["type"] == "continue"
    assert "Tack." in str((await one.told(pressed("ask", "task/fetch"), notice())).body)


def sent(name: str = "task/submit") -> dict[str, Any]:
    data = {**ids.Opened(form="ask", about="question/42", channel=GENERAL).data(), f"{ids.FIELD}text": "Hur?"}
    return activity(type="invoke", name=name, value={"data": data})


async def test_a_sent_form_shows_its_problems_or_words_or_closes() -> None:
    one = Desk()
    problems = Form(name="ask", title="Ny fråga", fields=FORM.fields, submit="Skicka", problems={"text": "För kort."})
    assert "För kort." in str((await one.told(sent(), problems)).body)
    assert "Tack." in str((await one.told(sent(), notice())).body)
    assert (await one.told(sent())).body == {}
    assert isinstance(one.heard[0], FormFilled)


@pytest.mark.parametrize("body", [pressed(), pressed("ask", "task/fetch"), sent()])
async def test_who_waits_for_an_answer_is_asked_to_try_again_when_the_desk_is_busy(body: dict[str, Any]) -> None:
    answer = await Desk().told(body, TryLater())
    assert answer.status == 200
    assert BUSY.text in str(answer.body)


async def test_an_old_client_presses_by_a_message_and_reads_in_its_own_chat() -> None:
    one = Desk()
    body = activity(value=ids.Pressed(key="question/42/card", action="helped").data())
    await one.told(body, notice())
    (event,) = one.heard
    assert isinstance(event, ButtonPressed)
    assert one.service.calls[-1][1]["conversation"] == "a:29:eva"


async def test_teams_own_thumbs_press_on_the_message_that_they_hang_on() -> None:
    one = Desk()
    value = {"actionName": "feedback", "actionValue": {"reaction": "like", "feedback": "{}"}}
    body = activity(type="invoke", name="message/submitAction", replyToId="1001", value=value)
    assert (await one.told(body)).body == {}
    (event,) = one.heard
    assert isinstance(event, ButtonPressed)
    assert (event.key, event.action) == ("question/42/answer", "helped")
    await one.told({**body, "replyToId": "9"})
    assert len(one.heard) == 1, "a message that is none of ours"


async def test_a_team_that_takes_the_bot_out_takes_it_out_of_all_its_channels() -> None:
    one = Desk()
    await one.doors.met(OTHER, channel_door(OTHER))
    body = activity(
        type="installationUpdate", action="remove", conversation={"id": GENERAL, "conversationType": "channel"}
    )
    await one.told(body)
    assert [event.channel for event in one.heard if isinstance(event, PlaceChanged)] == [GENERAL, OTHER]
    assert (one.doors.known(GENERAL), one.doors.known(OTHER)) == (None, None)
