"""A message of the desk as Teams gets it: a call as text, everything else as one card with its buttons and its number."""

from __future__ import annotations

from typing import Any

import pytest

from bot.platforms.teams import ids
from bot.platforms.teams.render import CARD, Known, Needs, attachment, message, needs
from knowledge.conversation.message import Button, Message, command, mention
from tests.teams.render.rules import aloud, content, faults_of_activity, of_kind, strings

KNOWN = Known(
    accounts={"eva": "29:eva", "eva2": "29:eva2"}, links={"question/41/card": "https://teams.microsoft.com/l/message/1"}
)
KEY = "question/42/card"
EVA = mention("eva", "Eva Lind")
TAKE = Button(action="take", label="Jag tar den", primary=True)


def said(text: str = "Hej", *buttons: Button, language: str = "sv", twin: str = "") -> Message:
    return Message(reply="waiting", text=text, buttons=buttons, language=language, twin=twin)


def body(text: str, *buttons: Button, **more: Any) -> list[dict[str, Any]]:
    shown = message(said(text, *buttons or (TAKE,)), KEY, KNOWN, **more)
    assert faults_of_activity(shown) == []
    return list(content(shown)["body"])


def rows(shown: dict[str, Any]) -> list[list[str]]:
    """The actions by their names, set by set."""
    return [[_name(one) for one in made["actions"]] for made in content(shown)["body"] if made["type"] == "ActionSet"]


def _name(action: dict[str, Any]) -> str:
    return str(action.get("url") or action["data"]["action"])


def test_a_card() -> None:
    text = f"**Frågan ligger hos {EVA}**, Lindskolan.\nNär den inte löst i dag går den vidare.\n\nFråga 42"
    more = Button(action="use_faq:plan", label="Svara med: Hur?", more=True)
    shown = message(said(text, TAKE, more), KEY, KNOWN, asker="29:anna")
    data = {"bot": "supportbot", "v": 1, "of": KEY, "action": "take"}
    other = {**data, "action": "use_faq:plan"}
    assert content(shown) == {
        "type": "AdaptiveCard", "version": "1.5", "lang": "sv",
        "body": [
            {"type": "TextBlock", "text": "**Frågan ligger hos <at>Eva Lind</at>**, Lindskolan.", "wrap": True, "spacing": "Small"},
            {"type": "TextBlock", "text": "När den inte löst i dag går den vidare.", "wrap": True, "spacing": "Small"},
            {"type": "ActionSet", "actions": [
                {"type": "Action.Execute", "title": "Jag tar den", "verb": "take", "data": data, "style": "positive",
                 "fallback": {"type": "Action.Submit", "title": "Jag tar den", "data": data, "style": "positive"}},
                {"type": "Action.Execute", "title": "Svara med: Hur?", "verb": "use_faq:plan", "data": other, "mode": "secondary",
                 "fallback": {"type": "Action.Submit", "title": "Svara med: Hur?", "data": other, "mode": "secondary"}},
            ]},
            {"type": "TextBlock", "text": "Fråga 42", "size": "Small", "isSubtle": True, "wrap": True},
        ],
        "msteams": {"width": "Full", "entities": [
            {"type": "mention", "text": "<at>Eva Lind</at>", "mentioned": {"id": "29:eva", "name": "Eva Lind"}}]},
        "refresh": {"userIds": ["29:anna"], "action": {
            "type": "Action.Execute", "verb": "refresh", "data": {**data, "action": "refresh"}}},
    }  # fmt: skip
    assert shown["summary"] == text.replace(EVA, "Eva Lind").replace("**", "")
    assert shown["channelData"] == {"notification": {"alert": True}}
    assert "text" not in shown
    assert faults_of_activity(shown) == []
    assert attachment(said(text, TAKE, more), KEY, KNOWN, asker="29:anna") == {
        "contentType": CARD,
        "content": content(shown),
    }


def test_a_call_without_buttons_is_a_text_that_notifies() -> None:
    text = f"{EVA}, **en fråga** till *dig* från A & B:\n> Hur?\n- [fråga 41](desk:question/41/card)\n\nSkriv {command('vem')}."
    shown = message(said(text), KEY, KNOWN)
    assert shown == {
        "type": "message",
        "textFormat": "xml",
        "text": "<at>Eva Lind</at>, <b>en fråga</b> till <i>dig</i> från A &amp; B:<blockquote>Hur?</blockquote>"
        '• <a href="https://teams.microsoft.com/l/message/1">fråga 41</a><br/><br/>Skriv <code>@Supporten vem</code>.',
        "entities": [
            {"type": "mention", "text": "<at>Eva Lind</at>", "mentioned": {"id": "29:eva", "name": "Eva Lind"}}
        ],
        "channelData": {"notification": {"alert": True}},
        "summary": "Eva Lind, en fråga till dig från A & B:\n> Hur?\n- fråga 41\n\nSkriv @Supporten vem.",
    }
    assert faults_of_activity(shown) == []


def test_whoever_has_no_account_is_just_the_name() -> None:
    for buttons in ((), (TAKE,)):
        shown = message(said(f"Till {mention('olle', 'Olle <b>')}.", *buttons), KEY, KNOWN)
        assert "entities" not in shown
        assert "channelData" not in shown
        assert aloud(shown).startswith("Till Olle <b>.")
        assert faults_of_activity(shown) == []


@pytest.mark.parametrize("buttons", [(), (TAKE,)])
def test_two_people_of_one_name_are_told_apart_and_nobody_is_called_twice(buttons: tuple[Button, ...]) -> None:
    text = f"{EVA} och {mention('eva2', 'eva lind')}, hej {EVA}."
    shown = message(said(text, *buttons), KEY, KNOWN)
    entities = content(shown)["msteams"]["entities"] if buttons else shown["entities"]
    assert [(one["mentioned"]["id"], one["text"]) for one in entities] == [
        ("29:eva", "<at>Eva Lind</at>"), ("29:eva2", "<at>eva lind (2)</at>"),
    ]  # fmt: skip
    assert faults_of_activity(shown) == []


@pytest.mark.parametrize("name", ["** [x](https://ond.se)", "*", "Eva** Lind", "`", "\\", "](https://ond.se)"])
def test_a_name_ends_no_style_around_it(name: str) -> None:
    for sign in ("**", "*"):
        text = f"{sign}Hos {mention('eva', name)}{sign} nu"
        line, card = message(said(text), KEY, KNOWN), message(said(text, TAKE), KEY, KNOWN)
        assert "https://ond.se" not in line["text"]
        assert [one["mentioned"]["name"] for one in line["entities"]] == [name]
        assert [one["mentioned"]["name"] for one in content(card)["msteams"]["entities"]] == [name]
        assert faults_of_activity(line) + faults_of_activity(card) == []


def test_plain_words_are_a_text_block_and_anything_with_a_sign_is_runs() -> None:
    assert body("Hej på dig.")[0] == {"type": "TextBlock", "text": "Hej på dig.", "wrap": True, "spacing": "Small"}
    for text in (
        "a*b",
        "a_b",
        "[a",
        "a)",
        "#a",
        "`a",
        "~a",
        "a>b",
        "a<b",
        "A & B",
        "a|b",
        "{{a",
        "1. a",
        "2) b",
        "a@b.se",
        "==",
    ):
        made = body(text)[0]
        assert made["type"] == "RichTextBlock", text
        assert "".join(run["text"] for run in made["inlines"]).replace("\u200b", "") == text


def test_bold_italic_code_commands_and_links_are_looks_of_a_run() -> None:
    text = f"**fet** *lutad* `kod` {command('vem')} [sidan](https://a.se/?b=1&c=2) [nej](javascript:x) [41](desk:question/41/card) [9](desk:x)"
    runs = {run["text"]: run for run in body(text)[0]["inlines"]}
    assert runs["fet"] == {"type": "TextRun", "text": "fet", "weight": "Bolder"}
    assert runs["lutad"] == {"type": "TextRun", "text": "lutad", "italic": True}
    assert runs["kod"] == {"type": "TextRun", "text": "kod", "fontType": "Monospace"}
    assert runs["@Supporten vem"]["fontType"] == "Monospace"
    assert runs["sidan"]["selectAction"] == {"type": "Action.OpenUrl", "url": "https://a.se/?b=1&c=2"}
    assert runs["sidan"]["underline"] is True
    assert runs["41"]["selectAction"]["url"] == "https://teams.microsoft.com/l/message/1"
    assert [name for name, run in runs.items() if "selectAction" in run] == ["sidan", "41"]
    assert "vem" in [run["text"] for run in body(command("vem"), direct=True)[0]["inlines"]]


def test_a_paragraph_stands_apart_and_a_quotation_in_a_frame() -> None:
    made = body("ett\ntvå\n\ntre\n> fyra\n> **fem**\n- sex")
    assert [one.get("spacing") for one in made[:3]] == ["Small", "Small", None]
    assert (made[3]["type"], made[3]["style"], len(made[3]["items"])) == ("Container", "emphasis", 2)
    assert made[4]["text"] == "• sex"


def test_bold_around_a_call_is_bold_where_markdown_would_see_it() -> None:
    assert body(f"**{EVA} har den**")[0]["weight"] == "Bolder"
    assert body(f"Hos **{EVA}**, nu")[0]["text"] == "Hos **<at>Eva Lind</at>**, nu"
    assert body(f"x**{EVA}** y")[0]["text"] == "x<at>Eva Lind</at> y"
    assert body(f"**{EVA}**s y")[0]["text"] == "<at>Eva Lind</at>s y"
    linked = body(f"{EVA}: [fråga \\[41\\]](https://a.se/(1)_;x)")[0]["text"]
    assert linked == "<at>Eva Lind</at>: [fråga ［41］](https://a.se/%281%29%5F%3Bx)"


def test_buttons_stand_six_in_a_set_each_once_and_the_menu_at_the_last() -> None:
    buttons = [Button(action=f"a{n % 8}", label="x") for n in range(16)]
    shown = message(said("Hej", Button(action="m", label="m", more=True), *buttons), KEY, KNOWN)
    assert rows(shown) == [["a0", "a1", "a2", "a3", "a4", "a5"], ["a6", "a7", "m"]]
    asked = message(said("Hej", Button(action="m", label="m", more=True), *buttons), KEY, KNOWN, for_asker=True)
    assert rows(asked)[-1] == ["a6", "a7"]
    alone = message(said("Hej", Button(action="m", label="m", more=True)), KEY, KNOWN)
    assert rows(alone) == [["m"]]


def test_a_long_title_is_cut_at_a_word_and_whole_for_a_pointer_unless_two_would_look_alike() -> None:
    titles = ("Vem får en notis när jag publicerar något?", "Det hjälpte inte")
    alike = tuple(f"Hur tilldelar jag en planering till {one}?" for one in ("min klass", "en elev"))
    for told, expected in ((titles, ["Vem får en notis när jag…", titles[1]]), (alike, list(alike))):
        shown = message(said("Hej", *(Button(action=one, label=one) for one in told)), KEY, KNOWN)
        made = of_kind(content(shown), "Action.Execute")
        assert [one["title"] for one in made] == expected
        assert [one.get("tooltip", one["title"]) for one in made] == list(told)
    menu = Button(action="m", label=titles[0], more=True)
    (made,) = of_kind(content(message(said("Hej", menu), KEY, KNOWN)), "Action.Execute")
    assert made["title"] == titles[0]


def test_what_opens_a_window_says_so_and_an_address_opens() -> None:
    buttons = [Button(action=one, label="x") for one in ("hand_on", "proposal:7", "https://u.se/a b", "take")]
    shown = message(said("Hej", *buttons), KEY, KNOWN)
    actions = of_kind(content(shown), "Action.Execute", "Action.Submit", "Action.OpenUrl")
    assert [one["type"] for one in actions] == ["Action.Submit", "Action.Submit", "Action.OpenUrl", "Action.Execute"]
    assert actions[1]["data"] == {
        **ids.Pressed(key=KEY, action="proposal:7").data(),
        "msteams": {"type": "task/fetch"},
    }
    assert actions[2]["url"] == "https://u.se/a%20b"
    assert ids.pressed(actions[1]["data"]) == ids.Pressed(key=KEY, action="proposal:7")


def test_the_native_thumbs_stand_for_both_answers() -> None:
    pair = (Button(action="helped", label="Det hjälpte", primary=True), Button(action="not_helped", label="Nej"))
    shown = message(said("Svar", *pair, TAKE), KEY, KNOWN, native_feedback=True)
    assert rows(shown) == [["take"]]
    assert shown["channelData"] == {"feedbackLoop": {"type": "default"}}
    assert rows(message(said("Svar", *pair), KEY, KNOWN)) == [["helped", "not_helped"]]
    alone = message(said("Svar", pair[0]), KEY, KNOWN, native_feedback=True)
    assert (rows(alone), "channelData" in alone) == ([["helped"]], False)


def test_the_words_and_their_twin_say_what_the_buttons_say() -> None:
    shown = message(said("Menar du?", TAKE, twin="Menar du?\n1. Hur **byter** jag?"), KEY, KNOWN)
    assert shown["summary"] == "Menar du?\n1. Hur byter jag?"
    assert aloud(shown) == "Menar du?\n1. Hur byter jag?\nJag tar den"


def test_a_page_of_contested_wordings_has_all_its_buttons() -> None:
    buttons = [Button(action="wordings_keep_all:1,2,3", label="Behåll alla på sidan", primary=True)]
    for number in range(1, 11):
        title = f"{number}: Hur tilldelar jag en planering till hela min klass på en gång?"
        buttons += [Button(action=f"wording_to:{number}:tilldela-planering-{n}", label=f"{title} {n}") for n in (1, 2)]
        buttons.append(Button(action=f"wording_remove:{number}", label=f"{number}: ingen av dem"))
    text = "\n".join(f"- {number}: ”{'ord ' * 50}”" for number in range(1, 11))
    shown = message(said(text, *buttons), "wordings/1", KNOWN)
    assert sum(map(len, rows(shown))) == 31
    assert faults_of_activity(shown) == []
    assert "10: ”ord" in aloud(shown)


def test_what_is_too_much_goes_from_the_menu_first() -> None:
    menu = [Button(action=f"use_faq:{n}" + "x" * 100, label="y" * 100, more=True) for n in range(100)]
    shown = message(said("Hej", *menu, TAKE), KEY, KNOWN)
    (row,) = rows(shown)
    assert row[0] == "take"
    assert 10 < len(row) < 101
    assert faults_of_activity(shown) == []


def test_far_too_many_buttons_leave_room_for_the_words_and_the_words_for_the_summary() -> None:
    buttons = [Button(action=f"pick:{n}" + "x" * 100, label="y" * 200) for n in range(400)]
    shown = message(said("ord " * 10_000 + "\n\nFråga 7", *buttons), KEY, KNOWN)
    assert faults_of_activity(shown) == []
    words = content(shown)["body"]
    assert len(words[0]["text"]) > 5000
    assert words[0]["text"].endswith("ord…")
    assert words[-1]["text"] == "Fråga 7"
    assert len(shown["summary"]) > 1000


@pytest.mark.parametrize("text", ["", " \n ", "\n\nFråga 42", "**", mention("", ""), "[](x)", "> ", "- "])
def test_a_message_of_nothing_is_a_message_all_the_same(text: str) -> None:
    for buttons in ((), (Button(action="x", label=""), Button(action="", label="y"))):
        assert faults_of_activity(message(said(text, *buttons), KEY, KNOWN)) == []


def test_it_says_whom_and_what_has_to_be_known() -> None:
    one = said(f"{EVA} [fråga 41](desk:question/41/card)", twin=mention("olle", "Olle"))
    assert needs(one, one) == Needs(people=("eva", "olle"), keys=("question/41/card",))
    assert "desk:" not in "".join(strings(message(one, KEY, Known())))
