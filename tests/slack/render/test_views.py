"""Forms are windows with fields, errors stand under the fields, and the own page has one part under the other."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml

from bot.platforms.shared.marks import Known
from bot.platforms.slack import ids
from bot.platforms.slack.views import errors, errors_for, home, modal, told
from knowledge.conversation.message import Button, Field, Form, Home, Message
from tests.house.project import ROOT
from tests.slack.render.rules import faults_of_view, kinds, length, options_of

OPENED = ids.Opened(about="question/42", channel="C1", thread="17.000001")
KNOWN = Known()


def form(*fields: Field, **more: Any) -> Form:
    return Form(**{"name": "hand_on", "title": "Lämna vidare", "fields": fields, "submit": "Spara", **more})


def element(field: Field, **more: Any) -> dict[str, Any]:
    view = modal(form(field, **more), OPENED, KNOWN)
    assert faults_of_view(view) == []
    return dict(view["blocks"][0]["element"])


def choice(count: int, label: str = "Skola {:04}", **more: Any) -> Field:
    return Field(name="to", label="Till", kind="choice",
                 choices=tuple((f"s{n}", label.format(n)) for n in range(count)), **more)  # fmt: skip


def test_a_form_is_a_window() -> None:
    shown = modal(
        form(Field(name="note", label="Vad behövs?", kind="long", hint="Inga namn.", required=False)), OPENED, KNOWN
    )
    assert shown == {
        "type": "modal",
        "callback_id": "hand_on",
        "title": _plain("Lämna vidare"),
        "submit": _plain("Spara"),
        "close": _plain("Avbryt"),
        "private_metadata": '{"about":"question/42","channel":"C1","thread":"17.000001"}',
        "blocks": [
            {
                "type": "input",
                "block_id": "note",
                "label": _plain("Vad behövs?"),
                "hint": _plain("Inga namn."),
                "optional": True,
                "element": {"type": "plain_text_input", "action_id": "note", "multiline": True, "max_length": 3000},
            }
        ],
    }
    assert faults_of_view(shown) == []


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": True}


def test_what_it_is_about_comes_from_the_form_where_nobody_said_it() -> None:
    shown = modal(form(Field(name="a", label="b"), about="question/7"), ids.Opened(channel="C1"), KNOWN)
    assert ids.Opened.unpacked(shown["private_metadata"]) == ids.Opened(about="question/7", channel="C1")


@pytest.mark.parametrize(
    ("value", "filled"), [("2026-11-27", True), ("i morgon", False), ("20261127", False), ("", False)]
)
def test_a_date_is_filled_in_only_when_it_is_one(value: str, filled: bool) -> None:
    made = element(Field(name="from", label="Från", kind="date", value=value))
    assert made["type"] == "datepicker"
    assert ("initial_date" in made) == filled


@pytest.mark.parametrize(
    ("value", "ticked"), [("yes", True), (True, True), ("", False), ("nej", False), (False, False)]
)
def test_a_box_is_ticked_as_it_was(value: object, ticked: bool) -> None:
    made = element(Field(name="show", label="Visa i tråden", kind="yes"), values={"show": value})
    assert made["options"][0]["text"]["text"] == "Ja"
    assert ("initial_options" in made) == ticked


def test_what_was_written_stands_there_when_the_form_is_shown_again() -> None:
    field = Field(name="text", label="Din fråga", value="från början")
    assert element(field)["initial_value"] == "från början"
    assert element(field, values={"text": "det jag skrev"})["initial_value"] == "det jag skrev"
    assert "initial_value" not in element(field, values={"text": ""})
    assert len(element(field, values={"text": "ord " * 2000})["initial_value"]) <= 3000


def test_a_choice_is_a_list_with_what_was_chosen() -> None:
    made = element(choice(100), values={"to": "s7"})
    assert len(made["options"]) == 100
    assert made["initial_option"]["value"] == "s7"
    assert made["placeholder"]["text"] == "Välj"
    assert "initial_option" not in element(choice(3), values={"to": "unknown"})


def test_more_than_a_hundred_are_grouped_by_letter_where_they_are_in_order() -> None:
    names = sorted(
        (f"{letter}skola {n:03}" for letter in "ABDÅÄÖ" for n in range(60)), key=lambda n: "ABDÅÄÖ".index(n[0])
    )
    schools = Field(
        name="to", label="Skola", kind="choice", choices=tuple((f"s{n}", name) for n, name in enumerate(names))
    )
    made = element(schools, values={"to": "s299"})
    assert [group["label"]["text"] for group in made["option_groups"]] == ["A–B", "B–Å", "Å–Ä", "Ö"]
    assert len(options_of(made)) == 360
    mixed = Field(name="to", label="Skola", kind="choice", choices=tuple(reversed(schools.choices)))
    assert [group["label"]["text"] for group in element(mixed)["option_groups"]] == [
        "1–100",
        "101–200",
        "201–300",
        "301–360",
    ]


def test_the_choice_of_nothing_is_what_stands_there_at_first() -> None:
    field = Field(
        name="substitute", label="Ersättare", kind="choice", required=False, choices=(("", "Ingen"), ("olle", "Olle"))
    )
    made = element(field)
    assert made["placeholder"]["text"] == "Ingen"
    assert [option["value"] for option in made["options"]] == ["olle"]


def test_a_value_stands_once_and_a_list_of_nothing_says_so() -> None:
    twice = Field(name="to", label="Till", kind="choice", choices=(("a", "Eva"), ("a", "Olle"), ("b" * 151, "Lång")))
    assert [option["text"]["text"] for option in element(twice)["options"]] == ["Eva"]
    empty = modal(form(Field(name="to", label="Till", kind="choice"), language="en"), OPENED, KNOWN)
    assert empty["blocks"][0]["text"]["text"] == "Till: There is nothing to choose from."
    assert "submit" not in empty
    assert faults_of_view(empty) == []


def test_long_words_are_cut_to_what_slack_takes() -> None:
    long = "mycket långa ord " * 300
    shown = modal(
        form(Field(name="a", label=long, hint=long), choice(120, long + "{}"), title=long, submit=long), OPENED, KNOWN
    )
    assert faults_of_view(shown) == []
    assert shown["title"]["text"] == "mycket långa ord mycket…"
    many = form(*(Field(name=f"f{n}", label="x", kind="long") for n in range(150)))
    assert faults_of_view(modal(many, OPENED, KNOWN)) == []


def test_a_problem_stands_under_its_field_and_the_window_stays_open() -> None:
    wrong = form(Field(name="from", label="Från", kind="date"), choice(0),
                 problems={"from": "Fyll i **Från**.", "to": "Välj någon.", "else": "Något annat."})  # fmt: skip
    assert errors(wrong) == {
        "response_action": "errors",
        "errors": {"from": "Fyll i Från.\nVälj någon.\nNågot annat."},
    }
    long = errors(form(Field(name="a", label="x"), problems={"a": "ord " * 1000}))["errors"]["a"]
    assert len(long) <= 1000
    shown = modal(wrong, OPENED, KNOWN)
    assert kinds(shown["blocks"]) == ["section", "input", "section", "section"]
    assert faults_of_view(shown) == []


def test_words_for_a_window_that_came_back_stand_under_its_first_field() -> None:
    view = modal(form(choice(0), Field(name="note", label="Not")), OPENED, KNOWN)
    assert errors_for(view, "**Försök** igen.") == {"response_action": "errors", "errors": {"note": "Försök igen."}}
    others: tuple[dict[str, Any], ...] = (
        {},
        {"blocks": None},
        {"blocks": []},
        {"blocks": [{"type": "divider"}, None]},
        {"blocks": [{"type": "input"}]},
    )
    for other in others:
        assert errors_for(other, "Försök igen.") is None


def test_a_notice_without_a_conversation_is_a_window_with_words() -> None:
    shown = told(Message(reply="x", text="**Frågan är din.**\n\nFråga 42", language="en"), KNOWN)
    assert (shown["title"]["text"], shown["close"]["text"], "submit" in shown) == ("The desk", "Close", False)
    assert kinds(shown["blocks"]) == ["section", "context"]
    assert faults_of_view(shown) == []


def test_the_own_page_has_one_part_under_the_other() -> None:
    parts = (
        Message(
            reply="home", text="**Hej Eva.**", buttons=(Button(action="ask", label="Ställ en fråga", primary=True),)
        ),
        Message(reply="home", text="**Dina frågor**\n- ett"),
        Message(reply="home", text="**Väntar**", buttons=(Button(action="absence", label="Jag är borta"),)),
    )
    shown = home(Home(parts=parts), KNOWN)
    assert kinds(shown["blocks"]) == ["section", "actions", "divider", "section", "divider", "section", "actions"]
    blocks = [block["block_id"] for block in shown["blocks"] if block["type"] == "actions"]
    assert blocks == ["0|home", "1|home"]
    assert {ids.key_of(one) for one in blocks} == {ids.HOME}
    assert faults_of_view(shown) == []


@pytest.mark.parametrize(
    ("text", "times", "whole"), [("🙂 ord\n" * 3000, 30, False), ("x", 200, False), ("x", 50, True)]
)
def test_a_page_of_very_much_has_as_many_whole_parts_as_slack_takes(text: str, times: int, whole: bool) -> None:
    shown = home(Home(parts=(Message(reply="home", text=text),) * times), KNOWN)
    assert faults_of_view(shown) == []
    assert len(json.dumps(shown)) <= 250_000
    assert (shown["blocks"][-1]["text"]["text"] != "…") == whole


def test_a_part_keeps_its_buttons_or_is_not_there() -> None:
    part = Message(reply="home", text="x", buttons=tuple(Button(action=f"a{n}", label="x") for n in range(12)))
    shown = home(Home(parts=(part,) * 40), KNOWN)
    assert faults_of_view(shown) == []
    assert kinds(shown["blocks"]) == [
        *["section", *["actions"] * 3, "divider"] * 19,
        "section",
        *["actions"] * 3,
        "section",
    ]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_titles_and_buttons_of_all_forms_fit(language: str) -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "handlers").rglob("*.py")))
    keys = set(re.findall(r"(?:title|submit)=voice\.say\(\"([a-z_.]+)\"", code))
    assert {"form.ask", "form.absence", "form.choose_school", "form.faq_entry", "form.hand_on", "button.save"} <= keys
    file = ROOT / "knowledge" / "conversation" / "texts" / f"{language}.yaml"
    texts = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert not {key: texts[key] for key in keys if length(texts[key]) > 24}
