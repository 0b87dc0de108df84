"""A message of the desk as Slack's blocks: its words, its buttons, its menu, its number, and its plain text."""

from __future__ import annotations

from typing import Any

import pytest

from bot.platforms.shared.marks import Known
from bot.platforms.slack import ids
from bot.platforms.slack.render import Needs, message, needs
from knowledge.conversation.message import Button, Message, command, mention
from tests.slack.render.rules import aloud, faults_of_message, kinds, strings

KNOWN = Known(accounts={"eva": "U0EVA"}, links={"question/41/card": "https://stad.slack.com/archives/C1/p17"})
KEY = "question/42/card"


def said(text: str = "Hej", *buttons: Button, language: str = "sv", twin: str = "") -> Message:
    return Message(reply="waiting", text=text, buttons=buttons, language=language, twin=twin)


def elements(payload: dict[str, Any]) -> list[list[dict[str, Any]]]:
    return [block["elements"] for block in payload["blocks"] if block["type"] == "actions"]


def test_a_card() -> None:
    card = said(
        f"**Frågan ligger hos {mention('eva', 'Eva Lind')}**, Lindskolan.\nÄr den inte löst i dag 14:30 går den vidare.\n\nFråga 42",
        Button(action="take", label="Jag tar den", primary=True),
        Button(action="solved", label="Löst"),
        Button(action="use_faq:plan", label="Svara med: Hur tilldelar jag?", more=True),
    )
    shown = message(card, KEY, KNOWN)
    assert shown == {
        "text": "Frågan ligger hos <@U0EVA>, Lindskolan.\nÄr den inte löst i dag 14:30 går den vidare.\n\nFråga 42",
        "blocks": [
            {
                "type": "section",
                "text": {
                    "type": "mrkdwn",
                    "text": "*Frågan ligger hos <@U0EVA>*, Lindskolan.\nÄr den inte löst i dag 14:30 går den vidare.",
                    "verbatim": True,
                },
                "expand": True,
            },
            {
                "type": "actions",
                "block_id": f"0|{KEY}",
                "elements": [
                    {"type": "button", "text": _plain("Jag tar den"), "action_id": "take", "value": "take",
                     "style": "primary"},
                    {"type": "button", "text": _plain("Löst"), "action_id": "solved", "value": "solved"},
                    {"type": "overflow", "action_id": ids.MORE,
                     "options": [{"text": _plain("Svara med: Hur tilldelar jag?"), "value": "use_faq:plan"}]},
                ],
            },
            {"type": "context", "elements": [{"type": "mrkdwn", "text": "Fråga 42", "verbatim": True}]},
        ],
    }  # fmt: skip
    assert faults_of_message(shown) == []
    assert aloud(shown).splitlines()[0] == "Frågan ligger hos @U0EVA, Lindskolan."


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": True}


def test_the_key_of_the_message_comes_back_with_a_press() -> None:
    shown = message(said("Hej", *(Button(action=f"a{n}", label="x") for n in range(12))), KEY, KNOWN)
    blocks = [block["block_id"] for block in shown["blocks"] if block["type"] == "actions"]
    assert blocks == [f"0|{KEY}", f"1|{KEY}", f"2|{KEY}"]
    assert {ids.key_of(one) for one in blocks} == {KEY}
    assert [len(row) for row in elements(shown)] == [5, 5, 2]


def test_the_words_and_their_twin_say_what_the_buttons_say_since_a_phone_shows_little_of_a_button() -> None:
    shown = message(said("Menar du?", twin="Menar du?\n1. Hur **byter** jag?"), KEY, KNOWN)
    assert shown["text"] == "Menar du?\n1. Hur byter jag?"
    assert shown["blocks"][0]["text"]["text"] == "Menar du?\n1. Hur *byter* jag?"


def test_commands_are_typed_with_their_name_but_for_the_own_conversation() -> None:
    text = f"Skriv {command('vem')}."
    assert message(said(text), KEY, KNOWN)["blocks"][0]["text"]["text"] == "Skriv `/support vem`."
    assert message(said(text), KEY, KNOWN, direct=True)["blocks"][0]["text"]["text"] == "Skriv `vem`."
    assert message(said(text), KEY, KNOWN, direct=True)["text"] == "Skriv vem."


@pytest.mark.parametrize(("language", "more"), [("sv", "Mer"), ("en", "More"), ("fi", "Mer")])
def test_a_long_menu_is_a_list_that_is_called_more(language: str, more: str) -> None:
    buttons = [Button(action=f"use_faq:{n}", label=f"Svara med {n}", more=True) for n in range(8)]
    shown = message(said("Hej", *buttons, language=language), KEY, KNOWN)
    menu = elements(shown)[0][0]
    assert (menu["type"], menu["action_id"], menu["placeholder"]["text"]) == ("static_select", ids.MORE, more)
    assert [option["value"] for option in menu["options"]] == [f"use_faq:{n}" for n in range(8)]
    assert faults_of_message(shown) == []


def test_what_does_not_fit_in_the_menu_is_a_button() -> None:
    long = "wordings_keep_all:" + ",".join(str(1000 + n) for n in range(40))
    shown = message(
        said("Hej", Button(action=long, label="Behåll alla", more=True), Button(action="take", label="Ta", more=True)),
        KEY, KNOWN,
    )  # fmt: skip
    button, menu = elements(shown)[0]
    assert (button["type"], button["value"]) == ("button", long)
    assert [option["value"] for option in menu["options"]] == ["take"]


def test_a_very_long_action_comes_back_whole_and_one_that_cannot_is_not_shown() -> None:
    long, longer = ("wordings_keep_all:" + "1,2" * n for n in (600, 700))
    shown = message(
        said(
            "Hej",
            Button(action=long, label="A"),
            Button(action=longer, label="B"),
            Button(action=f"https://u.se/{long * 2}", label="C"),
        ),
        KEY,
        KNOWN,
    )
    assert [one["value"] for one in elements(shown)[0]] == [long]
    assert faults_of_message(shown) == []


def test_an_address_is_never_in_the_menu_and_a_hundred_choices_are_enough_for_one() -> None:
    web = Button(action="https://u.se", label="Öppna", more=True)
    shown = message(said("Hej", web, *(Button(action=f"a{n}", label="x", more=True) for n in range(120))), KEY, KNOWN)
    menu = elements(shown)[-1][-1]
    assert [option["value"] for option in menu["options"]] == [f"a{n}" for n in range(100)]
    assert [one.get("url", one.get("value")) for row in elements(shown) for one in row if one["type"] == "button"] == [
        "https://u.se", *(f"a{n}" for n in range(100, 120)),
    ]  # fmt: skip
    assert faults_of_message(shown) == []


def test_an_address_opens_and_an_action_stands_once() -> None:
    shown = message(
        said("Hej", *(Button(action=one, label="x") for one in ("https://u.se/a b?b&c", "take", "take"))), KEY, KNOWN
    )
    first, second = elements(shown)[0]
    assert first["url"] == "https://u.se/a%20b?b&c"
    assert "value" not in first
    assert second["value"] == "take"


def test_the_native_thumbs_stand_for_both_answers() -> None:
    pair = (
        Button(action="helped", label="Det hjälpte", primary=True),
        Button(action="not_helped", label="Det hjälpte inte"),
    )
    take = Button(action="take", label="Jag tar den", more=True)
    shown = message(said("Svar", *pair, take), KEY, KNOWN, native_feedback=True)
    assert kinds(shown["blocks"]) == ["section", "context_actions", "actions"]
    assert [one["type"] for one in elements(shown)[0]] == ["overflow"]
    thumbs = shown["blocks"][1]
    assert ids.key_of(thumbs["block_id"]) == KEY
    assert thumbs["elements"][0]["positive_button"] == {"text": _plain("Det hjälpte"), "value": "helped"}
    assert thumbs["elements"][0]["negative_button"] == {"text": _plain("Det hjälpte inte"), "value": "not_helped"}
    assert faults_of_message(shown) == []
    assert kinds(message(said("Svar", *pair, take), KEY, KNOWN)["blocks"]) == ["section", "actions"]
    alone = message(said("Svar", pair[0]), KEY, KNOWN, native_feedback=True)
    assert kinds(alone["blocks"]) == ["section", "actions"]


def test_a_page_of_contested_wordings_has_all_its_buttons() -> None:
    buttons = [Button(action="wordings_keep_all:1,2,3", label="Behåll alla på sidan", primary=True)]
    for number in range(1, 11):
        title = f"{number}: Hur tilldelar jag en planering till hela min klass på en gång?"
        buttons += [Button(action=f"wording_to:{number}:tilldela-planering-{n}", label=f"{title} {n}") for n in (1, 2)]
        buttons.append(Button(action=f"wording_remove:{number}", label=f"{number}: ingen av dem"))
    buttons.append(Button(action="wordings_more:10", label="Visa fler"))
    text = "\n".join(f"- {number}: ”{'ord ' * 50}”" for number in range(1, 11))
    shown = message(said(text, *buttons), "wordings/1", KNOWN)
    assert len(buttons) == 32
    assert sum(map(len, elements(shown))) == 32
    assert faults_of_message(shown) == []
    assert "10: ”ord" in aloud(shown)


def test_far_too_many_buttons_leave_room_for_the_words() -> None:
    buttons = [Button(action=f"pick:{n}" + "x" * 100, label="y" * 200) for n in range(400)]
    short = [Button(action=f"{n}", label="y") for n in range(300)]
    assert faults_of_message(message(said("Hej", *short), KEY, KNOWN)) == []
    shown = message(said("ord " * 10_000 + "\n\nFråga 7", *buttons), KEY, KNOWN)
    assert faults_of_message(shown) == []
    assert len(shown["blocks"][0]["text"]["text"]) > 2900
    assert shown["blocks"][-1]["elements"][0]["text"] == "Fråga 7"


@pytest.mark.parametrize("text", ["", " \n ", "\n\nFråga 42", "**", mention("", ""), "[](x)"])
def test_a_message_of_nothing_is_a_message_all_the_same(text: str) -> None:
    shown = message(said(text, Button(action="x", label="")), KEY, KNOWN)
    assert kinds(shown["blocks"])[:2] == ["section", "actions"]
    assert faults_of_message(shown) == []


def test_it_says_whom_and_what_has_to_be_known() -> None:
    one = said(f"{mention('eva', 'Eva')} [fråga 41](desk:question/41/card)", twin=mention("olle", "Olle"))
    assert needs(one, one) == Needs(people=("eva", "olle"), keys=("question/41/card",))
    assert "desk:" not in "".join(strings(message(one, KEY, Known())))
