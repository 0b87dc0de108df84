"""The keys of Slack's payloads, kept as facts of our own: the fake says nothing else, and says something of everything."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from tests.slack.fake import FakeSlack, User
from tests.slack.fake.methods import EVENT_SCOPES, METHODS
from tests.slack.fake.shapes import FACTS, UnknownKeyError, check_answer, check_payload, facts, unknown_keys
from tests.slack.fake_town import ANNA, EVA, SECRET_ROOM, SUPPORT, client_of, town

INNER = {"message.channels": "message", "message.groups": "message", "message.im": "message"}


def test_every_method_and_event_has_its_facts() -> None:
    events = {INNER.get(name, name) for name in EVENT_SCOPES}
    assert set(METHODS) <= set(facts()["answers"])
    assert events <= set(facts()["events"])


def test_every_shape_that_is_named_is_there_and_used() -> None:
    named = set(re.findall(r"(?:=|_is: )(\w+)", FACTS.read_text(encoding="utf-8").split("shapes:", 1)[1]))
    assert named == set(facts()["shapes"])


def test_the_lists_of_keys_are_in_order() -> None:
    def lists(value: Any) -> list[list[str]]:
        if not isinstance(value, dict):
            return []
        own = [str(value["_"]).split()] if "_" in value else []
        return own + [found for inner in value.values() for found in lists(inner)]

    assert [one for one in lists(yaml.safe_load(FACTS.read_text(encoding="utf-8"))) if one != sorted(set(one))] == []


@pytest.mark.parametrize(
    ("value", "unknown"),
    [
        ({"ts": "1", "colour": "red"}, [".colour"]),
        ({"edited": {"user": "U1", "why": "x"}}, [".edited.why"]),
        ({"root": {"bot_profile": {"shoes": 1}}}, [".root.bot_profile.shoes"]),
        ({"reactions": [{"name": "a"}, {"size": 1}]}, [".reactions.size"]),
        ({"blocks": [{"whatever": {"is": "ours"}}]}, []),
        ({"text": {"is": "no text"}}, [".text.is"]),
    ],
)
def test_a_key_that_is_no_fact_is_found(value: dict[str, Any], unknown: list[str]) -> None:
    assert unknown_keys(value, ["=message"]) == unknown


def test_what_is_unknown_stops_the_fake() -> None:
    with pytest.raises(UnknownKeyError, match=r"chat.delete: .colour"):
        check_answer("chat.delete", {"ok": True, "colour": "red"})
    with pytest.raises(UnknownKeyError, match=r"reaction_added: .mood"):
        check_payload("reaction_added", {"type": "event_callback", "event": {"type": "reaction_added", "mood": 1}})
    with pytest.raises(UnknownKeyError, match=r"command: .mood"):
        check_payload("command", {"mood": 1})


async def test_a_tour_through_everything_says_only_facts() -> None:
    async with FakeSlack.open(town(), transport="http") as slack:
        client = client_of(slack)
        root = await slack.says(ANNA, SUPPORT, f"<@{slack.bot_user}> hej", files=1)
        await slack.says(EVA, SUPPORT, "svar", thread=root, broadcast=True)
        await slack.edits(ANNA, SUPPORT, root, "hejsan")
        await slack.reacts(EVA, SUPPORT, root, "eyes")
        await slack.unreacts(EVA, SUPPORT, root, "eyes")
        await slack.joins("U0GUEST", SUPPORT)
        await slack.leaves("U0GUEST", SUPPORT)
        await slack.invites_bot(EVA, SECRET_ROOM)
        await slack.renames(EVA, SECRET_ROOM, "chefer")
        await slack.archives(EVA, SECRET_ROOM)
        await slack.unarchives(EVA, SECRET_ROOM)
        await slack.removes_bot(EVA, SECRET_ROOM)
        await slack.invites_bot(EVA, SECRET_ROOM)
        await slack.deletes_channel(EVA, SECRET_ROOM)
        await slack.changes_user(ANNA, status_text="borta")
        await slack.sets_dnd(ANNA, on=True)
        await slack.arrives(User("U0NEW"))
        view = {"type": "home", "blocks": [{"type": "divider"}]}
        await client.views_publish(user_id=ANNA, view=view)
        await slack.opens_home(ANNA)
        await slack.marks(EVA, "is_a_question", SUPPORT, root)
        await slack.runs(EVA, SUPPORT, "/support", "hjälp")
        await slack.deletes(ANNA, SUPPORT, root)
        own = (await client.chat_postMessage(channel=SUPPORT, text="svar", thread_ts=root))["ts"]
        await client.chat_delete(channel=SUPPORT, ts=own)
        await client.conversations_history(channel=SUPPORT, include_all_metadata=True)
        await client.conversations_replies(channel=SUPPORT, ts=root)
        await slack.other_bot_says(SUPPORT, "larm", classic=True)
        await slack.renames(EVA, SUPPORT, "hjälpen")
        await slack.converts(SUPPORT, "C0NEW")
        await slack.archives(EVA, "C0NEW")
        await slack.unarchives(EVA, "C0NEW")
        await slack.removes_bot(EVA, "C0NEW")
        await slack.deletes_channel(EVA, "C0NEW")
        await slack.uninstalls()
        await slack.settled()
        told = {delivery.payload["event"]["type"] for delivery in slack.deliveries if delivery.kind == "event"}
        subtypes = {delivery.name for delivery in slack.deliveries}
        assert told == {INNER.get(name, name) for name in EVENT_SCOPES}
        assert {"message_changed", "message_deleted", "file_share", "thread_broadcast", "channel_join"} <= subtypes
        assert slack.offences == []
