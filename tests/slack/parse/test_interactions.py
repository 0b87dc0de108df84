"""Buttons, forms, commands and menus of Slack become events, each press one, each retry the same."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.platforms.slack import parse
from bot.platforms.slack.ids import HOME, MARKS, METADATA, MORE, block_of
from knowledge.conversation.event import Account, ButtonPressed, CommandGiven, FormFilled, MessageMarked, MessageRef
from tests.slack.parse.payloads import (
    LATER,
    NOW,
    OURS,
    TS,
    button,
    chosen,
    deleted,
    delivered,
    edited,
    message,
    pressed,
    reaction,
    submitted,
    typed,
)

ANNA = Account(platform="slack", id="U1", name="anna")


def one(body: dict[str, Any]) -> ButtonPressed:
    (found,) = parse.press(body, NOW)
    return found


def test_a_button_on_a_card() -> None:
    assert one(pressed(button("take"))) == ButtonPressed(
        id="slack:press:1.2.abc",
        at=datetime(2026, 11, 27, 8, 1, 10, 500_000, tzinfo=UTC),
        who=ANNA,
        key="question/42/card",
        action="take",
        ref=MessageRef(platform="slack", channel="C1", id=LATER, thread=TS),
    )


def test_a_choice_in_a_menu() -> None:
    option = {"text": {"type": "plain_text", "text": "Fel svar"}, "value": "wrong_answer"}
    for kind in ("overflow", "static_select"):
        body = pressed({"type": kind, "action_id": MORE, "block_id": block_of("question/42/card", 1),
                        "selected_option": option, "action_ts": "1.1"})  # fmt: skip
        assert (one(body).action, one(body).key) == ("wrong_answer", "question/42/card")


def test_slacks_own_thumbs() -> None:
    body = pressed({"type": "feedback_buttons", "action_id": "feedback", "block_id": "0|question/42/card",
                    "value": "helped", "action_ts": "1.1"})  # fmt: skip
    assert one(body).action == "helped"


def test_a_button_without_a_value_is_known_by_its_name() -> None:
    assert one(pressed(button("take", value=None))).action == "take"


def test_two_presses_are_two_and_a_retry_is_the_same() -> None:
    body = pressed(button())
    assert one(body).id == one(body).id
    assert one(body).id != one(pressed(button(), trigger_id="1.3.abc")).id
    bare = pressed(button(), trigger_id="")
    assert one(bare).id == "slack:press:U1:1795766470.5"
    several = parse.press(pressed(button("take"), button("solved")), NOW)
    assert len({press.id for press in several}) == 2


def test_a_press_in_a_direct_conversation() -> None:
    container = {"type": "message", "message_ts": LATER, "channel_id": "D1", "is_ephemeral": False}
    found = one(pressed(button(), container=container, message={}, channel={"id": "D1", "name": "directmessage"}))
    assert found.ref == MessageRef(platform="slack", channel="direct:U1", id=LATER)


def test_what_only_the_presser_sees_stands_nowhere() -> None:
    container = {"type": "message", "message_ts": LATER, "channel_id": "C1", "is_ephemeral": True}
    body = pressed(button(block="0|notice/1"), container=container, message=None)
    assert (one(body).ref, one(body).key) == (None, "notice/1")
    assert parse.beside(body).is_ephemeral


def test_a_press_on_the_bots_own_page() -> None:
    body = pressed(button("ask", block=block_of(HOME, 3)), container={"type": "view", "view_id": "V1"}, message=None,
                   channel=None, view={"id": "V1", "type": "home"})  # fmt: skip
    assert (one(body).key, one(body).action, one(body).ref) == (HOME, "ask", None)
    assert parse.beside(body) == parse.Beside(user="U1", trigger_id="1.2.abc", is_view=True,
                                              response_url="https://hooks.example.org/1")  # fmt: skip


def test_the_key_may_stand_in_the_messages_metadata() -> None:
    kept = {"event_type": METADATA, "event_payload": {"token": "t", "key": "question/7/card"}}
    assert one(pressed(button(block="Xy1"), message={"ts": LATER, "metadata": kept})).key == "question/7/card"
    assert parse.press(pressed(button(block="Xy1"), message={"metadata": {**kept, "event_type": "x"}}), NOW) == ()


@pytest.mark.parametrize(
    "pressing",
    [button("https://unikum.se/x"), button("link", url="https://unikum.se/x"), button(block="b"), {}, button("", value="")],
    ids=["an address", "a link", "not ours", "nothing", "no action"],
)  # fmt: skip
def test_links_and_what_is_not_ours_are_no_press(pressing: dict[str, Any]) -> None:
    assert parse.press(pressed(pressing), NOW) == ()


def test_somebody_of_another_organisation_presses() -> None:
    found = one(pressed(button(), user={"id": "U9", "username": "x", "team_id": "T9"}))
    assert (found.who.is_external, found.who.is_guest) == (True, True)


def test_a_press_of_nobody_is_an_error_in_plain_words() -> None:
    with pytest.raises(ValueError, match="a press has no id"):
        parse.press(pressed(button(), user={}), NOW)


def test_where_the_presser_is() -> None:
    assert parse.beside(pressed(button())) == parse.Beside(
        user="U1", channel="C1", thread=TS, trigger_id="1.2.abc", response_url="https://hooks.example.org/1",
        message_ts=LATER,
    )  # fmt: skip
    form = parse.beside(submitted({}))
    assert (form.user, form.channel, form.thread, form.is_view) == ("U1", "C1", "1.1", True)
    command = parse.beside(typed("vem"))
    assert (command.user, command.channel, command.is_view) == ("U1", "C1", False)
    mark = parse.beside(chosen("propose_as_faq"))
    assert (mark.user, mark.channel, mark.message_ts) == ("U2", "C1", TS)


@pytest.mark.parametrize(
    ("event", "where"),
    [
        (message(ts=LATER, thread_ts=TS), ("U1", "C1", TS, LATER)),
        (edited("nytt"), ("U1", "C1", "", TS)),
        (edited("nytt", message(thread_ts=TS)), ("U1", "C1", "", TS)),
        (deleted(message()), ("U1", "C1", "", TS)),
        (reaction("eyes"), ("U2", "C1", "", TS)),
        ({"type": "app_home_opened", "user": "U2", "channel": "D1", "tab": "home"}, ("U2", "D1", "", "")),
        ({"type": "user_change", "user": {"id": "U2"}}, ("U2", "", "", "")),
        ({"type": "channel_rename", "channel": {"id": "C1"}}, ("", "C1", "", "")),
    ],
)
def test_where_somebody_wrote_or_did_something(event: dict[str, Any], where: tuple[str, ...]) -> None:
    found = parse.beside(delivered(event))
    assert (found.user, found.channel, found.thread, found.message_ts) == where
    assert not found.trigger_id


STATE: dict[str, Any] = {
    "to": {"to": {"type": "static_select", "selected_option": {"text": {}, "value": "eva"}}},
    "note": {"note": {"type": "plain_text_input", "value": "<@U2> & *du*"}},
    "from": {"from": {"type": "datepicker", "selected_date": "2026-12-01"}},
    "show": {"show": {"type": "checkboxes", "selected_options": [{"text": {}, "value": "yes"}]}},
    "hide": {"hide": {"type": "checkboxes", "selected_options": []}},
    "empty": {"empty": {"type": "plain_text_input", "value": None}},
    "none": {"none": {"type": "static_select", "selected_option": None}},
}


def test_a_form_with_each_kind_of_field() -> None:
    assert parse.submission(submitted(STATE), NOW) == FormFilled(
        id="slack:form:1.2.abc",
        at=NOW,
        who=ANNA,
        form="hand_on",
        about="question/42",
        values={"to": "eva", "note": "<@U2> & *du*", "from": "2026-12-01", "show": "yes", "hide": "", "empty": "",
                "none": ""},
    )  # fmt: skip


def test_a_form_that_is_sent_again_after_a_correction_is_another_one() -> None:
    again = {**submitted(STATE), "trigger_id": "1.3.abc"}
    assert parse.submission(again, NOW).id != parse.submission(submitted(STATE), NOW).id
    assert parse.submission({**submitted(STATE), "trigger_id": ""}, NOW).id == "slack:form:V1:1.h"


def test_a_form_of_an_old_version_is_still_a_form() -> None:
    found = parse.submission(submitted({}, private_metadata="This is for you!"), NOW)
    assert (found.form, found.about, found.values) == ("hand_on", "", {})


@pytest.mark.parametrize("view", [{"callback_id": ""}, {"callback_id": None}])
def test_a_form_without_a_name_is_an_error_in_plain_words(view: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="a form has no callback_id"):
        parse.submission(submitted({}, **view), NOW)


def test_a_command() -> None:
    assert parse.command(typed(" vem "), NOW) == CommandGiven(
        id="slack:command:1.2.abc", at=NOW, who=ANNA, text="vem", channel="C1"
    )


def test_a_command_in_a_direct_conversation_and_with_a_name() -> None:
    assert parse.command(typed("", channel_id="D1", channel_name="directmessage"), NOW).channel == "direct:U1"
    assert parse.command(typed("kontakt <@U2|eva> &amp; co"), NOW, OURS).text == "kontakt @eva & co"


@pytest.mark.parametrize("lost", ["user_id", "trigger_id"])
def test_a_command_of_nobody_is_an_error_in_plain_words(lost: str) -> None:
    with pytest.raises(ValueError, match=f"a command has no {lost}"):
        parse.command(typed("vem", **{lost: ""}), NOW)


@pytest.mark.parametrize(("callback", "mark"), MARKS.items())
def test_a_choice_from_a_messages_menu(callback: str, mark: str) -> None:
    assert parse.shortcut(chosen(callback), NOW) == MessageMarked(
        id="slack:mark:1.2.abc",
        at=datetime(2026, 11, 27, 8, 1, 10, 500_000, tzinfo=UTC),
        who=Account(platform="slack", id="U2", name="eva"),
        ref=MessageRef(platform="slack", channel="C1", id=TS),
        author=Account(platform="slack", id="U1"),
        text="hur gör jag?",
        mark=mark,
    )


def test_a_choice_from_the_menu_of_a_reply_and_of_a_bots_message() -> None:
    message = {"user": "U7", "bot_id": "B7", "ts": LATER, "thread_ts": TS, "text": "<@UBOT> hej"}
    found = parse.shortcut(chosen("is_a_question", message=message, message_ts=LATER), NOW, OURS)
    assert isinstance(found, MessageMarked)
    assert found.ref.thread == TS
    assert found.text == "hej"
    assert found.author is not None
    assert found.author.is_bot


def test_the_menu_of_the_whole_workspace_asks_a_question() -> None:
    body = {key: value for key, value in chosen("ask").items() if key not in {"channel", "message", "message_ts"}}
    found = parse.shortcut({**body, "type": "shortcut"}, NOW)
    assert isinstance(found, ButtonPressed)
    assert (found.action, found.key, found.ref, found.id) == ("ask", HOME, None, "slack:shortcut:1.2.abc")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (chosen("something_else"), "there is no shortcut 'something_else'"),
        (chosen("ask"), "there is no shortcut 'ask'"),
        (chosen("is_a_question", type="shortcut"), "there is no shortcut 'is_a_question'"),
        (chosen("is_a_question", channel={}), "a shortcut has no id"),
        (chosen("is_a_question", message={}, message_ts=""), "a shortcut has no ts"),
        (chosen(""), "a shortcut has no callback_id"),
    ],
)
def test_what_is_in_no_menu_of_ours_is_an_error_in_plain_words(body: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse.shortcut(body, NOW)
