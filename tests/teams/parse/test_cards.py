"""What people press and fill in on cards and in windows of Teams, and where they are when they do."""

from __future__ import annotations

import pytest

from bot.platforms.teams import ids, parse
from knowledge.conversation.event import Account, ButtonPressed, FormFilled, MessageRef
from tests.teams.parse.payloads import ACTIVITIES, ANNA, AT, CARD, CHANNEL, LATER, MEMBERS, NOW, ROOT, body, told

WHO = Account(platform="teams", id=ANNA, name="Anna Ek")
STANDS = MessageRef(platform="teams", channel=CHANNEL, id=CARD, thread=ROOT)
ONCE = "f:22222222-0000-0000-0000-000000000002"
FORM = ids.Opened(form="hand_on", about="question/42", channel=CHANNEL, thread="1")


@pytest.mark.parametrize(
    ("name", "key", "action", "once"),
    [
        ("action", "question/42/card", "take", ONCE),
        ("refresh", "question/42/card", "take", ONCE),
        ("fetch", "question/42/card", "hand_on", ONCE),
        ("submit", "question/42/card", "take", LATER),
        ("thumb", "", "helped", ONCE),
    ],
)
def test_a_button_is_read_in_every_way_that_it_comes(name: str, key: str, action: str, once: str) -> None:
    assert parse.press(body(name), NOW) == ButtonPressed(
        id=f"teams:{CHANNEL}:{once}:press", at=AT, who=WHO, key=key, action=action, ref=STANDS
    )


def test_a_button_in_a_window_is_a_press_and_no_form() -> None:
    sent = body("fetch", name="task/submit")
    assert parse.press(sent, NOW) is not None
    assert parse.filled(sent, NOW) is None
    both = body("submit", value={**FORM.data(), **ids.Pressed(key="k", action="a").data()})
    assert parse.press(both, NOW) is not None
    assert parse.filled(both, NOW) is None


def test_the_thumbs_that_teams_has_itself() -> None:
    down = body("thumb", value={"actionName": "feedback", "actionValue": {"reaction": "dislike"}})
    found = parse.press(down, NOW)
    assert found is not None
    assert found.action == "not_helped"
    for value in (
        {"actionName": "feedback", "actionValue": {"reaction": "shrug"}},
        {"actionName": "other", "actionValue": {"reaction": "like"}},
    ):
        assert parse.press(body("thumb", value=value), NOW) is None
    assert parse.press(body("thumb", replyToId=None), NOW) is None


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("form_in_card", {"why": "  jag är borta\ni dag", "when": "2026-11-28", "all": "yes"}),
        ("task_submit", {"why": "jag vet inte"}),
        ("submit_form", {"why": "jag vet inte"}),
    ],
)
def test_a_form_is_read_in_every_way_that_it_comes(name: str, values: dict[str, str]) -> None:
    found = parse.filled(body(name), NOW)
    assert isinstance(found, FormFilled)
    assert (found.who, found.form, found.about, found.values) == (WHO, "hand_on", "question/42", values)
    assert found.id.endswith(":form")
    assert parse.press(body(name), NOW) is None


def test_a_form_that_is_fetched_is_not_yet_filled_in() -> None:
    assert parse.filled(body("task_submit", name="task/fetch"), NOW) is None


def test_what_stands_in_a_field_is_a_text_whatever_it_is() -> None:
    fields = {"field.a": 7, "field.b": False, "field.c": [1], "field.d": None, "field.e": "x\ue000", "field.f": 1.5}
    found = parse.filled(body("submit_form", value={**FORM.data(), **fields}), NOW)
    assert found is not None
    assert found.values == {"a": "7", "b": "", "c": "", "d": "", "e": "x", "f": "1.5"}


@pytest.mark.parametrize("data", [{}, {"bot": "other", "key": "k", "action": "a"}, {"bot": "supportbot", "v": 0}])
def test_what_is_none_of_ours_is_no_press_and_no_form(data: dict[str, object]) -> None:
    for name in ("action", "fetch", "task_submit", "submit"):
        shape = {"action": {"action": {"data": data}}, "submit": data}.get(name, {"data": data})
        assert parse.press(body(name, value=shape), NOW) is None
        assert parse.filled(body(name, value=shape), NOW) is None


@pytest.mark.parametrize("name", ["action", "submit", "thumb"])
def test_a_press_of_nobody_cannot_be_read(name: str) -> None:
    with pytest.raises(ValueError, match="has no id"):
        parse.press(body(name, **{"from": {"name": "Anna"}}), NOW)


def test_who_pressed_is_never_taken_from_the_card() -> None:
    data = {**ids.Pressed(key="k", action="a").data(), "from": MEMBERS["guest"], "user": "x", "aadObjectId": "y"}
    found = parse.press(body("submit", value=data), NOW)
    assert found is not None
    assert found.who == WHO


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("channel_root", "message"),
        ("action", "action"),
        ("refresh", "refresh"),
        ("form_in_card", "action"),
        ("fetch", "fetch"),
        ("task_submit", "task"),
        ("submit", "submit"),
        ("submit_form", "submit"),
        ("thumb", "feedback"),
        ("unknown_invoke", "other"),
    ],
)
def test_what_teams_waits_for_is_known(name: str, kind: str) -> None:
    assert parse.beside(body(name)).kind == kind
    assert parse.is_refresh(body(name)) is (name == "refresh")


def test_a_message_with_data_of_a_button_is_no_message() -> None:
    assert told("submit") == told("submit_form") == told("action") == ()
    assert told("submit", text="x") == ()
    assert len(told("submit", text="x", value={"not": "ours"})) == 1
    assert parse.beside(body("submit", value={"bot": "supportbot", "v": 0})).kind == "submit"


def test_where_somebody_is_who_presses() -> None:
    assert parse.beside(body("task_submit")) == parse.Beside(
        kind="task",
        channel=CHANNEL,
        thread=ROOT,
        user=ANNA,
        mri="29:1Anna-AbCdEf",
        activity=CARD,
        opened=FORM,
        language="sv",
    )


def test_where_somebody_is_who_writes() -> None:
    root, reply, quote = (parse.beside(body(name)) for name in ("channel_root", "thread_reply", "group_quote"))
    assert (root.thread, root.activity, root.opened) == (None, ROOT, None)
    assert (reply.thread, reply.activity) == (ROOT, LATER)
    assert quote.thread == ROOT
    assert parse.beside(body("personal")).channel == f"direct:{ANNA}"
    assert parse.beside(body("reactions_added")).activity == CARD


def test_what_we_do_ourselves_is_by_nobody() -> None:
    found = parse.beside(body("personal", **{"from": ACTIVITIES["personal"]["recipient"]}))
    assert (found.user, found.mri, found.channel) == ("", "", "")


@pytest.mark.parametrize(
    ("locale", "language"),
    [("sv-SE", "sv"), ("en-GB", "en"), ("EN_us", "en"), ("sv", "sv"), ("fi-FI", None), (7, None)],
)
def test_the_language_is_that_of_the_client(locale: object, language: str | None) -> None:
    assert parse.beside(body("personal", locale=locale, entities=[])).language == language
    client = [{"type": "clientInfo", "locale": locale}]
    assert parse.beside(body("personal", locale=None, entities=client)).language == language
