"""Forms are cards with fields, in a window or in the chat; what is wrong stands above its field; the own page is one card."""

from __future__ import annotations

from typing import Any

import pytest

from bot.platforms.teams import ids
from bot.platforms.teams.render import Known, fetch, form_card, home, home_card, told_in_window
from knowledge.conversation.message import Button, Field, Form, Home, Message, mention
from tests.teams.render.rules import content, faults_of_activity, faults_of_window, of_kind

OPENED = ids.Opened(form="hand_on", about="question/42", channel="19:a@thread.tacv2", thread="17")
KNOWN = Known(accounts={"eva": "29:eva"})


def form(*fields: Field, **more: Any) -> Form:
    return Form(**{"name": "hand_on", "title": "Lämna vidare", "fields": fields, "submit": "Spara", **more})


def body(made: Form) -> list[dict[str, Any]]:
    """What stands in the window; the same stands in the chat, under a heading."""
    shown = fetch(made, OPENED, KNOWN)
    assert faults_of_window(shown) == []
    card = form_card(made, OPENED)
    assert faults_of_activity(card) == []
    found = list(shown["task"]["value"]["card"]["content"]["body"])
    beside = content(card)["body"][1 : len(found)]
    assert [(one["type"], one.get("id")) for one in beside] == [(one["type"], one.get("id")) for one in found[:-1]]
    return found


def field(kind: str, **more: Any) -> dict[str, Any]:
    given = {name: more.pop(name) for name in ("values", "problems", "language") if name in more}
    return body(form(Field(**{"name": "a", "label": "Namn", "kind": kind, **more}), **given))[0]


def choices(count: int) -> tuple[tuple[str, str], ...]:
    return tuple((f"skola-{n:04}", f"Södra Ängsskolan {n:04}") for n in range(count))


def test_a_form_is_a_window() -> None:
    shown = fetch(form(Field(name="note", label="Vad behövs?", kind="long", hint="Inga namn.")), OPENED, KNOWN)
    value = shown["task"]["value"]
    assert (value["title"], value["height"], value["width"]) == ("Lämna vidare", "medium", "medium")
    assert value["card"]["content"]["body"] == [
        {"type": "Input.Text", "id": "field.note", "label": "Vad behövs?", "isMultiline": True, "maxLength": 3000,
         "isRequired": True, "errorMessage": "Fyll i det här."},
        {"type": "TextBlock", "text": "Inga namn.", "wrap": True, "size": "Small", "isSubtle": True, "spacing": "Small"},
        {"type": "ActionSet", "actions": [
            {"type": "Action.Submit", "title": "Spara", "data": OPENED.data(), "style": "positive"}]},
    ]  # fmt: skip
    assert faults_of_window(shown) == []


def test_a_form_in_the_chat_has_a_heading_and_a_button_that_changes_the_card() -> None:
    shown = form_card(form(Field(name="a", label="b"), about="question/7"), ids.Opened(form="", channel="direct:x"))
    heading, _, buttons = content(shown)["body"]
    assert (heading["text"], heading["style"]) == ("Lämna vidare", "heading")
    (sent,) = buttons["actions"]
    opened = ids.Opened(form="hand_on", about="question/7", channel="direct:x")
    assert (sent["type"], sent["verb"], ids.opened(sent["data"])) == ("Action.Execute", ids.FORM, opened)
    assert sent["fallback"]["data"] == sent["data"]
    assert shown["summary"] == "Lämna vidare"
    assert faults_of_activity(shown) == []


def test_each_kind_of_field_with_what_was_filled_in_before() -> None:
    assert field("text", value="från början")["value"] == "från början"
    assert field("text", value="från början", values={"a": "det jag skrev"})["value"] == "det jag skrev"
    assert "value" not in field("text", value="x", values={"a": ""})
    assert len(field("long", value="ord " * 2000)["value"]) <= 3000
    assert field("long", value="ett\ntvå")["value"] == "ett\ntvå"
    assert field("yes", values={"a": True})["value"] == "yes"
    assert field("yes", values={"a": "nej"})["value"] == "no"
    assert "isRequired" not in field("yes")
    assert "isRequired" not in field("text", required=False)
    assert field("text", language="en")["errorMessage"] == "Fill this in."


@pytest.mark.parametrize(
    ("value", "filled"), [("2026-11-27", True), ("i morgon", False), ("20261127", False), ("", False)]
)
def test_a_date_is_filled_in_only_when_it_is_one(value: str, filled: bool) -> None:
    made = field("date", value=value)
    assert made["type"] == "Input.Date"
    assert ("value" in made) == filled


def test_a_choice_is_a_list_and_a_long_one_can_be_searched() -> None:
    made = field("choice", choices=choices(15), values={"a": "skola-0007"})
    assert (made["style"], made["value"], made["placeholder"]) == ("compact", "skola-0007", "Välj")
    assert made["choices"][7] == {"title": "Södra Ängsskolan 0007", "value": "skola-0007"}
    assert field("choice", choices=choices(16))["style"] == "filtered"
    assert "value" not in field("choice", choices=choices(3), values={"a": "okänd"})
    nobody = field("choice", choices=(("", "Ingen"), ("olle", "Olle"), ("olle", "Igen")), required=False)
    assert nobody["placeholder"] == "Ingen"
    assert [one["title"] for one in nobody["choices"]] == ["Ingen", "Olle"]


def test_five_hundred_choices_are_cut_to_what_fits_with_the_chosen_one_and_it_says_so() -> None:
    made = body(form(Field(name="a", label="Skola", kind="choice", choices=choices(500), value="skola-0499")))
    told, chosen = made[0], made[1]
    count = len(chosen["choices"])
    assert 250 < count < 500
    assert told["text"] == f"Listan är lång: {count} av 500 får plats."
    assert chosen["value"] == chosen["choices"][-1]["value"] == "skola-0499"
    assert len(body(form(Field(name="a", label="Skola", kind="choice", choices=choices(200))))) == 2


def test_a_list_of_nothing_says_so_and_there_is_nothing_to_send() -> None:
    made = body(form(Field(name="to", label="Till", kind="choice"), language="en"))
    assert [one["text"] for one in made] == ["Till: there is nothing to choose from."]


def test_what_is_wrong_stands_above_its_field_in_words_and_not_by_its_colour_alone() -> None:
    fields = (Field(name="from", label="Från", kind="date"), Field(name="to", label="Till"))
    made = body(form(*fields, problems={"to": "Fyll i **till**.", "else": "Något annat."}))
    assert [one.get("text", one.get("id")) for one in made[:-1]] == [
        "⚠️ Något annat.", "field.from", "⚠️ Fyll i till.", "field.to",
    ]  # fmt: skip
    assert made[0]["color"] == "Attention"


def test_a_list_takes_what_the_other_fields_leave() -> None:
    fields = (
        Field(name="a", label="Skola", kind="choice", choices=choices(500)),
        Field(name="b", label="Text", kind="long", value="ord " * 700),
        Field(name="c", label="Till", kind="choice", choices=choices(100)),
    )
    made = body(form(*fields))
    assert len([one for one in made if one["type"].startswith("Input.")]) == 3
    assert next(one for one in made if one.get("id") == "field.b")["value"].startswith("ord ord")


def test_words_in_a_window_call_nobody_and_their_buttons_are_plain() -> None:
    buttons = (Button(action="hand_on", label="Lämna vidare"), Button(action="take", label="Ta", more=True))
    said = Message(reply="x", text=f"**{mention('eva', 'Eva')} har den.**\n\nFråga 42", language="en", buttons=buttons)
    shown = told_in_window(said, KNOWN, "question/42/notice")
    value = shown["task"]["value"]
    assert value["title"] == "The desk"
    assert "entities" not in value["card"]["content"]["msteams"]
    pressed = [ids.pressed(one["data"]) for one in of_kind(value, "Action.Submit")]
    assert pressed == [ids.Pressed(key="question/42/notice", action=one.action) for one in buttons]
    assert not any("msteams" in one["data"] for one in of_kind(value, "Action.Submit"))
    assert faults_of_window(shown) == []


def test_the_own_page_is_one_card_while_it_fits_and_one_for_each_part_when_not() -> None:
    parts = (
        Message(
            reply="home", text="**Hej Eva.**", buttons=(Button(action="ask", label="Ställ en fråga", primary=True),)
        ),
        Message(reply="home", text=f"**Dina frågor**\n- {mention('eva', 'Eva')}"),
    )
    (shown,) = home(Home(parts=parts), KNOWN)
    body = content(shown)["body"]
    assert [one["type"] for one in body] == ["RichTextBlock", "ActionSet", "RichTextBlock", "TextBlock"]
    assert [one.get("separator") for one in body] == [None, None, True, None]
    assert body[1]["actions"][0]["data"]["of"] == ids.HOME
    assert shown["summary"] == "Hej Eva.\n\nDina frågor\n- Eva"
    assert faults_of_activity(shown) == []
    long = Home(parts=(*parts, Message(reply="home", text="ord " * 9000)))
    assert home_card(long, KNOWN) is None
    made = home(long, KNOWN)
    assert len(made) == 3
    assert [faults_of_activity(one) for one in made] == [[]] * 3
    assert home(Home(parts=()), KNOWN) == ()
