"""The fake's rules of cards, words and activities: each is seen to refuse what breaks it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.teams.fake_town import ANNA, EVA, GUEST, SUPPORT, block, card, execute, fetch, field, mention, opened, text

CALL = "<at>Anna Ek</at>"
URL = "https://example.org"


def box(*items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Container", "items": list(items)}


def refresh(*users: str) -> dict[str, Any]:
    return {"action": {"type": "Action.Execute", "verb": "refresh", "data": {"key": "k"}}, "userIds": list(users)}


def choice(**more: Any) -> dict[str, Any]:
    return field("why", "ChoiceSet", **{"choices": [{"title": "Ja", "value": "1"}], **more})


def columns(*items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "ColumnSet", "columns": [{"type": "Column", "width": "stretch", "items": list(items)}]}


def called(*entities: dict[str, Any], words: str = CALL) -> dict[str, Any]:
    return card(block(words), msteams={"width": "Full", "entities": list(entities)})


GOOD = {
    "words": text("Hej **du**"),
    "words that call": text(f"{CALL} hej {CALL}", entities=[mention("Anna Ek", ANNA)]),
    "words in xml": text(f'<b>Hej</b><br/><a href="{URL}">x</a>&nbsp;<ul><li>1 &lt; 2</li></ul>', textFormat="xml"),
    "typing": {"type": "typing"},
    "all elements": card(
        block(style="heading", size="Medium", weight="bolder", color="good", isSubtle=True, maxLines=2),
        box(columns(block()), {"type": "FactSet", "facts": [{"title": "a", "value": "b"}]}),
        {"type": "RichTextBlock", "inlines": ["a", {"type": "TextRun", "text": "b", "italic": True}]},
        {"type": "Image", "url": URL, "altText": "x"},
        {"type": "ActionSet", "actions": [execute("a"), fetch("b")]},
        field("t", isMultiline=True, maxLength=10, isRequired=True, errorMessage="Skriv"),
        choice(style="filtered", isMultiSelect=True),
        field("d", "Date", min="2026-01-01"),
        field("n", "Number", min=1),
        field("h", "Time"),
        field("x", "Toggle", title="Alla"),
        actions=[
            {"type": "Action.OpenUrl", "title": "x", "url": URL, "mode": "secondary"},
            {"type": "Action.ShowCard", "title": "y", "card": {"type": "AdaptiveCard", "body": [block()]}},
        ],
        refresh=refresh(ANNA, EVA),
        **{"$schema": "http://adaptivecards.io/schemas/adaptive-card.json"},
    ),
    "a card that calls": called(mention("Anna Ek", ANNA)),
    "notified": text("Hej") | {"channelData": {"notification": {"alert": True}, "feedbackLoop": {"type": "default"}}},
}

BAD: dict[str, tuple[dict[str, Any], str]] = {
    "text and card": (card() | {"text": "Hej"}, "a text, or one card"),
    "two cards": (card() | {"attachments": card()["attachments"] * 2}, "a text, or one card"),
    "nothing": ({"type": "message"}, "a text, or one card"),
    "blank": (text(" "), "empty text"),
    "no type": ({"text": "Hej"}, "without a type"),
    "an event": ({"type": "event"}, "of type event"),
    "too long": (text("x" * 28_700), "bytes"),
    "far too long": (text("å" * 60_000), "bytes"),
    "a picture": (card() | {"attachments": [{"contentType": "image/png", "contentUrl": URL}]}, "no adaptive card"),
    "no summary": (card(summary=" "), "without a summary"),
    "unknown field": (text(colour="red"), "unknown field: colour"),
    "unknown channelData": (text(channelData={"feedback": True}), "unknown channelData"),
    "half a notification": (text(channelData={"notification": {}}), "alert"),
    "half a loop": (text(channelData={"feedbackLoop": {}}), "feedbackLoop"),
    "odd format": (text(textFormat="html"), "textFormat html"),
    "broken xml": (text("a & b", textFormat="xml"), "well-formed"),
    "a tag too many": (text("<h1>x</h1>", textFormat="xml"), "<h1>"),
    "an attribute": (text('<b style="x">x</b>', textFormat="xml"), "style on <b>"),
    "a script as link": (text('<a href="javascript:x">x</a>', textFormat="xml"), "a link to"),
    "call without entity": (text(CALL), "no entity"),
    "entity without call": (text(entities=[mention("Anna Ek", ANNA)]), "in the text for its entity"),
    "two entities": (text(CALL, entities=[mention("Anna Ek", ANNA)] * 2), "2 entities"),
    "a call of nobody": (text(CALL, entities=[mention("Anna Ek", "29:x")]), "nobody here"),
    "a call of one outside": (text("<at>G</at>", entities=[mention("G", GUEST)]), "nobody here"),
    "a call without name": (
        text(CALL, entities=[{"type": "mention", "text": CALL, "mentioned": {"id": ANNA}}]),
        "name",
    ),
    "entities are no list": (text(entities={"a": 1}), "list of objects"),
    "call in a card without entity": (called(), "no entity"),
    "entity in a card without call": (called(mention("Anna Ek", ANNA), words="Hej"), "in the text for its entity"),
    "entity beside a card": (card() | {"entities": [mention("Anna Ek", ANNA)]}, "msteams.entities"),
    "another version": (card(version="1.6"), "/version"),
    "no version": (card(version=None), "/version"),
    "unknown property of a card": (card(title="x"), "title"),
    "unknown element": (card({"type": "Chart"}), "unsupported type: Chart"),
    "unknown element within": (card(box(columns({"type": "Chart"}))), "unsupported type: Chart"),
    "unknown property": (card(block(bold=True)), "bold"),
    "unknown word": (card(block(size="huge")), "/size"),
    "a block without words": (card(block("")), "/text"),
    "unknown action": (card(actions=[{"type": "Action.Http", "title": "x"}]), "unsupported type: Action.Http"),
    "a button without words": (card(actions=[execute("a", title="")]), "needs a title"),
    "execute without verb": (card(actions=[execute("a", verb="")]), "/verb"),
    "execute without fallback": (card(actions=[execute("a", fallback="drop")]), "no Action.Submit"),
    "a fallback that is no button": (
        card(actions=[execute("a", fallback={"type": "Action.Submit", "data": {"action": "a", "key": "k"}})]),
        "in the fallback",
    ),
    "a fallback with other data": (
        card(actions=[execute("a", fallback={"type": "Action.Submit", "title": "a", "data": {}})]),
        "other data",
    ),
    "data that is text": (card(actions=[{"type": "Action.Submit", "title": "a", "data": "x"}]), "must be an object"),
    "a link to anywhere": (card(actions=[{"type": "Action.OpenUrl", "title": "x", "url": "javascript:x"}]), "/url"),
    "seven buttons": (card(actions=[execute(str(number)) for number in range(7)]), "7 buttons"),
    "a field without id": (card({"type": "Input.Text", "label": "x"}), "field: id"),
    "a field without label": (card({"type": "Input.Text", "id": "x"}), "no label"),
    "two fields of one name": (card(field("a"), box(field("a", "Date"))), "2 parts are called a"),
    "nothing to choose": (card(choice(choices=[])), "/choices"),
    "a choice without title": (card(choice(choices=[{"value": "1"}])), "field: title"),
    "a toggle without title": (card(field("a", "Toggle")), "field: title"),
    "refresh for all too many": (card(refresh=refresh(*[f"29:{n}" for n in range(61)])), "60"),
    "refresh by the directory's id": (card(refresh=refresh("00000000-0000-0000-0000-000000000002")), "userIds"),
    "refresh by submit": (card(refresh={"action": {"type": "Action.Submit"}}), "Action.Submit"),
}


@pytest.mark.parametrize("name", list(GOOD))
async def test_what_is_right_is_taken(name: str) -> None:
    async with opened() as (teams, client, _):
        assert (await client.send(SUPPORT, GOOD[name]))[0] == 201
        assert teams.offences == []


async def test_what_is_wrong_is_refused_and_noted() -> None:
    async with opened() as (teams, client, _):
        for name, (body, why) in BAD.items():
            status, _ = await client.send(SUPPORT, body)
            assert status == (413 if name == "far too long" else 400), name
            assert len(teams.offences) == 1, name
            assert why in teams.offences.pop(), name
        assert teams.posts(SUPPORT) == []


async def test_a_change_is_held_to_the_same_rules() -> None:
    async with opened() as (teams, client, _):
        _, made = await client.send(SUPPORT, text())
        assert (await client.change("PUT", SUPPORT, made["id"], text(" ")))[0] == 400
        thread = {"isGroup": True, "channelData": {"channel": {"id": SUPPORT}}, "activity": text(" ")}
        assert (await client.call("POST", "conversations", thread))[0] == 400
        assert (len(teams.offences), teams.message(made["id"]).text) == (2, "Hej")


async def test_no_message_holds_a_secret() -> None:
    async with opened() as (teams, client, _):
        for secret in (teams.logins.secret, client.token, teams.service_url):
            assert (await client.send(SUPPORT, text(f"se {secret}")))[0] == 400
        assert (await client.send(SUPPORT, card(block(teams.service_url))))[0] == 400
        assert len(teams.offences) == 4
        assert (await client.send(SUPPORT, text(serviceUrl=teams.service_url)))[0] == 201
        path = f"conversations/{SUPPORT}/activities"
        await client.call("POST", path, text(), params={"token": client.token})
        assert teams.offences[4:] == ["a secret in an address"]
